(function (native) {
	"use strict";
	// What the language has and the engine lacks. Everything here is made when a
	// script first touches one of the names.
	const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
	const isObject = (o) => typeof o === "object" && o !== null || typeof o === "function";
	const mustBeObject = (o, what) => { if (!isObject(o)) throw new TypeError(`${what} is not an object`); return o; };
	const mustBeFunction = (f) => { if (typeof f !== "function") throw new TypeError(`${String(f)} is not a function`); return f; };
	const define = (o, name, value) => Object.defineProperty(o, name, { value, writable: true, configurable: true });
	const tagged = (o, tag) => {
		native.mark(o, tag); // what holds a state cannot be cloned
		Object.defineProperty(o, Symbol.toStringTag, { value: tag, configurable: true });
	};

	// Iterator helpers

	const record = (o) => ({ iterator: o, next: o.next });
	const step = (r) => mustBeObject(r.next.call(r.iterator), "The result of next");
	const close = (r) => {
		const f = r.iterator.return;
		if (f !== undefined && f !== null) mustBeObject(f.call(r.iterator), "The result of return");
	};
	const closeQuietly = (r) => { try { const f = r.iterator.return; if (f !== undefined && f !== null) f.call(r.iterator); } catch {} };
	// checked runs f over arguments that, when they are wrong, close the iterator.
	const checked = (o, f) => { try { return f(); } catch (error) { closeQuietly({ iterator: o }); throw error; } };
	const guard = (r, f) => { try { return f(); } catch (error) { closeQuietly(r); throw error; } };
	const limitOf = (n) => {
		n = Number(n);
		if (Number.isNaN(n)) throw new RangeError("The limit is not a number");
		n = Math.trunc(n);
		if (n < 0) throw new RangeError("The limit is negative");
		return n;
	};
	const flattened = (value, strings) => {
		if (!isObject(value) && !(strings && typeof value === "string")) throw new TypeError(`${String(value)} is not an object`);
		const method = value[Symbol.iterator];
		const iterator = method === undefined || method === null ? value : mustBeFunction(method).call(value);
		return record(mustBeObject(iterator, "The iterator"));
	};

	const HelperPrototype = Object.create(IteratorPrototype);
	const states = new WeakMap();
	const stateOf = (o) => states.get(o) || (() => { throw new TypeError("Incompatible receiver of an iterator helper"); })();
	define(HelperPrototype, "next", { next() {
		const s = stateOf(this);
		if (s.running) throw new TypeError("The iterator helper is running already");
		if (s.done) return { value: undefined, done: true };
		s.running = s.started = true;
		try {
			const result = s.advance();
			if (result === undefined) { s.done = true; return { value: undefined, done: true }; }
			return { value: result[0], done: false };
		} catch (error) {
			s.done = true;
			throw error;
		} finally {
			s.running = false;
		}
	} }.next);
	Object.defineProperty(HelperPrototype, "return", { value: { return() {
		const s = stateOf(this);
		if (s.running) throw new TypeError("The iterator helper is running already");
		if (s.done) return { value: undefined, done: true };
		s.done = s.running = true;
		try {
			if (s.inner) guard(s.source, () => close(s.inner));
			close(s.source);
		} finally {
			s.running = false;
		}
		return { value: undefined, done: true };
	} }.return, writable: true, configurable: true });
	tagged(HelperPrototype, "Iterator Helper");
	// helper makes an iterator whose advance returns [value], or undefined at the end.
	const helper = (source, make) => {
		const o = Object.create(HelperPrototype), s = { source, inner: null, done: false, running: false };
		s.advance = make(s);
		states.set(o, s);
		return o;
	};

	const iteratorMethods = {
		map(mapper) {
			mustBeObject(this, "The receiver");
			checked(this, () => mustBeFunction(mapper));
			const r = record(this);
			let n = 0;
			return helper(r, () => () => {
				const result = step(r);
				if (result.done) return undefined;
				const value = result.value;
				return guard(r, () => [mapper(value, n++)]);
			});
		},
		filter(predicate) {
			mustBeObject(this, "The receiver");
			checked(this, () => mustBeFunction(predicate));
			const r = record(this);
			let n = 0;
			return helper(r, () => () => {
				for (;;) {
					const result = step(r);
					if (result.done) return undefined;
					const value = result.value;
					if (guard(r, () => predicate(value, n++))) return [value];
				}
			});
		},
		take(limit) {
			mustBeObject(this, "The receiver");
			let left = checked(this, () => limitOf(limit));
			const r = record(this);
			return helper(r, () => () => {
				if (left === 0) { close(r); return undefined; }
				left--;
				const result = step(r);
				return result.done ? undefined : [result.value];
			});
		},
		drop(limit) {
			mustBeObject(this, "The receiver");
			let left = checked(this, () => limitOf(limit));
			const r = record(this);
			return helper(r, () => () => {
				for (; left > 0; left--) if (step(r).done) return undefined;
				const result = step(r);
				return result.done ? undefined : [result.value];
			});
		},
		flatMap(mapper) {
			mustBeObject(this, "The receiver");
			checked(this, () => mustBeFunction(mapper));
			const r = record(this);
			let n = 0;
			return helper(r, (s) => () => {
				for (;;) {
					if (s.inner !== null) {
						const result = guard(r, () => { const x = step(s.inner); return x.done ? undefined : [x.value]; });
						if (result !== undefined) return result;
						s.inner = null;
					}
					const outer = step(r);
					if (outer.done) return undefined;
					const value = outer.value;
					s.inner = guard(r, () => flattened(mapper(value, n++), false));
				}
			});
		},
		reduce(reducer) {
			const given = arguments.length > 1;
			mustBeObject(this, "The receiver");
			checked(this, () => mustBeFunction(reducer));
			const r = record(this);
			let value = arguments[1], n = 0;
			if (!given) {
				const first = step(r);
				if (first.done) throw new TypeError("Reduce of a done iterator with no initial value");
				value = first.value;
				n = 1;
			}
			for (let result; !(result = step(r)).done;) {
				const item = result.value;
				value = guard(r, () => reducer(value, item, n++));
			}
			return value;
		},
		toArray() {
			mustBeObject(this, "The receiver");
			const r = record(this), out = [];
			for (let result; !(result = step(r)).done;) out.push(result.value);
			return out;
		},
		forEach(callback) {
			mustBeObject(this, "The receiver");
			checked(this, () => mustBeFunction(callback));
			const r = record(this);
			let n = 0;
			for (let result; !(result = step(r)).done;) {
				const value = result.value;
				guard(r, () => callback(value, n++));
			}
		},
		some(predicate) { return seek(this, predicate, true, () => true, false); },
		every(predicate) { return seek(this, predicate, false, () => false, true); },
		find(predicate) { return seek(this, predicate, true, (value) => value, undefined); },
	};
	const seek = (o, predicate, wanted, found, otherwise) => {
		mustBeObject(o, "The receiver");
		checked(o, () => mustBeFunction(predicate));
		const r = record(o);
		let n = 0;
		for (let result; !(result = step(r)).done;) {
			const value = result.value;
			if (guard(r, () => !!predicate(value, n++)) === wanted) {
				close(r);
				return found(value);
			}
		}
		return otherwise;
	};

	function Iterator() {
		if (new.target === undefined || new.target === Iterator) throw new TypeError("Iterator is an abstract class");
	}
	Object.defineProperty(Iterator, "prototype", { value: IteratorPrototype, writable: false });
	// The two odd accessors of Iterator.prototype: they protect it from assignments
	// meant for an object that inherits from it.
	const weird = (name, value) => {
		const text = typeof name === "symbol" ? `[${name.description}]` : name;
		const { get, set } = Object.getOwnPropertyDescriptor(weirdly(name, value), name);
		for (const [prefix, f] of [["get ", get], ["set ", set]]) Object.defineProperty(f, "name", { value: prefix + text, configurable: true });
	};
	const weirdly = (name, value) => Object.defineProperty(IteratorPrototype, name, {
		get() { return value; },
		set(v) {
			mustBeObject(this, "The receiver");
			if (this === IteratorPrototype) throw new TypeError(`Cannot assign to ${String(name)} of Iterator.prototype`);
			if (Object.prototype.hasOwnProperty.call(this, name)) this[name] = v;
			else Object.defineProperty(this, name, { value: v, writable: true, enumerable: true, configurable: true });
		},
		configurable: true,
	});
	weird(Symbol.toStringTag, "Iterator");
	weird("constructor", Iterator);

	const WrapPrototype = Object.create(IteratorPrototype);
	const wrapped = new WeakMap();
	define(WrapPrototype, "next", { next() { const r = wrapped.get(this); return r.next.call(r.iterator); } }.next);
	Object.defineProperty(WrapPrototype, "return", { value: { return() {
		const { iterator } = wrapped.get(this), f = iterator.return;
		return f === undefined || f === null ? { value: undefined, done: true } : f.call(iterator);
	} }.return, writable: true, configurable: true });
	define(Iterator, "from", { from(value) {
		const r = flattened(value, true);
		if (IteratorPrototype.isPrototypeOf(r.iterator)) return r.iterator;
		const o = Object.create(WrapPrototype);
		wrapped.set(o, r);
		return o;
	} }.from);

	define(Iterator, "concat", { concat(...items) {
		const sources = items.map((item) => {
			mustBeObject(item, String(item));
			const method = item[Symbol.iterator];
			if (method === undefined || method === null) throw new TypeError("An argument is not iterable");
			return { item, method: mustBeFunction(method) };
		});
		let n = 0;
		return helper({ iterator: {} }, (s) => () => {
			for (;;) {
				if (s.inner === null) {
					if (n === sources.length) return undefined;
					const { item, method } = sources[n++];
					s.inner = record(mustBeObject(method.call(item), "The iterator"));
				}
				const result = step(s.inner);
				if (!result.done) return [result.value];
				s.inner = null;
			}
		});
	} }.concat);
	Object.defineProperty(Iterator.concat, "length", { value: 0, configurable: true });

	// Static functions of the built-in classes

	// capability is NewPromiseCapability.
	const capability = (Class) => {
		let resolve, reject;
		const promise = new Class((a, b) => {
			if (resolve !== undefined || reject !== undefined) throw new TypeError("Promise executor has already been invoked with non-undefined arguments");
			resolve = a;
			reject = b;
		});
		mustBeFunction(resolve);
		mustBeFunction(reject);
		return { promise, resolve, reject };
	};

	const groups = (items, callback, add) => {
		if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
		mustBeFunction(callback);
		let n = 0;
		for (const item of items) add(callback(item, n++), item);
	};
	const statics = {
		objectGroupBy: { groupBy(items, callback) {
			const out = Object.create(null);
			groups(items, callback, (key, item) => {
				if (typeof key !== "symbol") key = `${key}`;
				if (key in out) out[key].push(item); else out[key] = [item];
			});
			return out;
		} }.groupBy,
		mapGroupBy: { groupBy(items, callback) {
			const out = new Map();
			groups(items, callback, (key, item) => { const list = out.get(key); if (list) list.push(item); else out.set(key, [item]); });
			return out;
		} }.groupBy,
		withResolvers: { withResolvers() { return capability(this); } }.withResolvers,
		try: { try(callback, ...args) {
			mustBeObject(this, "The receiver");
			const { promise, resolve, reject } = capability(this);
			let value;
			try { value = callback(...args); } catch (error) { reject(error); return promise; }
			resolve(value);
			return promise;
		} }.try,
		fromAsync: { fromAsync(items, mapper = undefined, thisArg = undefined) {
			const Class = native.isConstructor(this) ? this : null;
			return (async () => {
				if (mapper !== undefined) mustBeFunction(mapper);
				if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
				const methodOf = (key) => { const f = items[key]; return f === undefined || f === null ? undefined : mustBeFunction(f); };
				const asynchronous = methodOf(Symbol.asyncIterator);
				const synchronous = asynchronous === undefined ? methodOf(Symbol.iterator) : undefined;
				const put = (out, n, value) => Object.defineProperty(out, n, { value, writable: true, enumerable: true, configurable: true });
				if (asynchronous === undefined && synchronous === undefined) {
					const length = Math.min(Math.max(Math.trunc(Number(items.length)) || 0, 0), Number.MAX_SAFE_INTEGER);
					const out = Class === null ? new Array(length) : new Class(length);
					for (let n = 0; n < length; n++) {
						let value = await items[n];
						if (mapper !== undefined) value = await mapper.call(thisArg, value, n);
						put(out, n, value);
					}
					out.length = length;
					return out;
				}
				const iterator = mustBeObject((asynchronous ?? synchronous).call(items), "The iterator");
				const r = record(asynchronous === undefined ? native.fromSync(iterator, iterator.next) : iterator);
				const out = Class === null ? [] : new Class();
				for (let n = 0; ; n++) {
					const result = mustBeObject(await r.next.call(r.iterator), "The result of next");
					if (result.done) {
						out.length = n;
						return out;
					}
					let { value } = result;
					try {
						if (mapper !== undefined) value = await mapper.call(thisArg, value, n);
						put(out, n, value);
					} catch (error) {
						try { const f = r.iterator.return; if (f !== undefined && f !== null) await f.call(r.iterator); } catch {}
						throw error;
					}
				}
			})();
		} }.fromAsync,
		sumPrecise: { sumPrecise(items) {
			if (items === undefined || items === null) throw new TypeError(`${items} is not iterable`);
			const numbers = [];
			for (const item of items) {
				if (typeof item !== "number") throw new TypeError(`${String(item)} is not a number`);
				numbers.push(item);
			}
			return native.sum(numbers);
		} }.sumPrecise,
	};

	// Methods of prototypes

	const thisText = (o, what) => {
		if (o === undefined || o === null) throw new TypeError(`String.prototype.${what} called on null or undefined`);
		return `${o}`;
	};
	const wellFormed = (s, replace) => {
		let out = "", from = 0;
		for (let n = 0; n < s.length; n++) {
			const u = s.charCodeAt(n);
			if (u < 0xd800 || u > 0xdfff) continue;
			const next = s.charCodeAt(n + 1);
			if (u < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) { n++; continue; }
			if (!replace) return false;
			out += s.slice(from, n) + "\ufffd";
			from = n + 1;
		}
		return replace ? out + s.slice(from) : true;
	};
	const accessorOf = (o, name) => {
		const key = typeof name === "symbol" ? name : `${name}`;
		for (o = Object(o); o !== null; o = Object.getPrototypeOf(o)) {
			const d = Object.getOwnPropertyDescriptor(o, key);
			if (d !== undefined) return d;
		}
	};
	const getOrInsert = (Class) => {
		const { get, has, set } = Class.prototype;
		return {
			getOrInsert(key, value) {
				if (has.call(this, key)) return get.call(this, key);
				set.call(this, key, value);
				return value;
			},
			getOrInsertComputed(key, callback) {
				const there = has.call(this, key);
				mustBeFunction(callback);
				if (there) return get.call(this, key);
				if (key === 0) key = 0;
				const value = callback(key);
				set.call(this, key, value);
				return value;
			},
		};
	};
	const methods = {
		iterator: iteratorMethods,
		string: {
			isWellFormed() { return wellFormed(thisText(this, "isWellFormed"), false); },
			toWellFormed() { return wellFormed(thisText(this, "toWellFormed"), true); },
		},
		// What old packages call: Annex B of the standard.
		object: {
			__defineGetter__(name, getter) { Object.defineProperty(Object(this), name, { get: mustBeFunction(getter), enumerable: true, configurable: true }); },
			__defineSetter__(name, setter) { Object.defineProperty(Object(this), name, { set: mustBeFunction(setter), enumerable: true, configurable: true }); },
			__lookupGetter__(name) { return accessorOf(this, name)?.get; },
			__lookupSetter__(name) { return accessorOf(this, name)?.set; },
		},
		date: {
			getYear() { return this.getFullYear() - 1900; },
			setYear(year) {
				year = Number(year);
				if (year !== year) return this.setTime(NaN);
				const whole = Math.trunc(year), t = this.getTime();
				if (t !== t) this.setTime(0);
				return this.setFullYear(whole >= 0 && whole <= 99 ? whole + 1900 : year);
			},
		},
		map: getOrInsert(Map),
		weakMap: getOrInsert(WeakMap),
	};

	// Explicit resource management

	function SuppressedError(error, suppressed, message) {
		const e = Reflect.construct(Error, message === undefined ? [] : [message], new.target || SuppressedError);
		define(e, "error", error);
		define(e, "suppressed", suppressed);
		return e;
	}
	Object.setPrototypeOf(SuppressedError, Error);
	Object.defineProperty(SuppressedError, "prototype", { value: Object.create(Error.prototype), writable: false });
	define(SuppressedError.prototype, "constructor", SuppressedError);
	define(SuppressedError.prototype, "name", "SuppressedError");
	define(SuppressedError.prototype, "message", "");

	const suppress = (failure, error) => failure === null ? { error } : { error: new SuppressedError(error, failure.error, "An error was suppressed during disposal.") };
	const disposer = (value, asynchronous) => {
		if (asynchronous) {
			const f = value[Symbol.asyncDispose];
			if (f !== undefined && f !== null) return mustBeFunction(f);
		}
		return mustBeFunction(value[Symbol.dispose]);
	};

	class DisposableStack {
		#stack = []; #disposed = false;
		get disposed() { return this.#disposed; }
		use(value) {
			this.#open();
			if (value !== null && value !== undefined) {
				mustBeObject(value, "The resource");
				const f = disposer(value, false);
				this.#stack.push(() => f.call(value));
			}
			return value;
		}
		adopt(value, onDispose) {
			this.#open();
			mustBeFunction(onDispose);
			this.#stack.push(() => onDispose(value));
			return value;
		}
		defer(onDispose) {
			this.#open();
			mustBeFunction(onDispose);
			this.#stack.push(() => onDispose());
		}
		move() {
			this.#open();
			const moved = new DisposableStack();
			moved.#stack = this.#stack;
			this.#stack = [];
			this.#disposed = true;
			return moved;
		}
		dispose() {
			if (this.#disposed) return;
			this.#disposed = true;
			const stack = this.#stack;
			this.#stack = [];
			let failure = null;
			while (stack.length > 0) {
				try { stack.pop()(); } catch (error) { failure = suppress(failure, error); }
			}
			if (failure !== null) throw failure.error;
		}
		#open() { if (this.#disposed) throw new ReferenceError("The stack is disposed already"); }
	}
	define(DisposableStack.prototype, Symbol.dispose, DisposableStack.prototype.dispose);
	tagged(DisposableStack.prototype, "DisposableStack");

	class AsyncDisposableStack {
		#stack = []; #disposed = false;
		get disposed() { return this.#disposed; }
		use(value) {
			this.#open();
			if (value === null || value === undefined) {
				this.#stack.push(() => {});
				return value;
			}
			mustBeObject(value, "The resource");
			const f = disposer(value, true);
			this.#stack.push(() => f.call(value));
			return value;
		}
		adopt(value, onDispose) {
			this.#open();
			mustBeFunction(onDispose);
			this.#stack.push(() => onDispose(value));
			return value;
		}
		defer(onDispose) {
			this.#open();
			mustBeFunction(onDispose);
			this.#stack.push(() => onDispose());
		}
		move() {
			this.#open();
			const moved = new AsyncDisposableStack();
			moved.#stack = this.#stack;
			this.#stack = [];
			this.#disposed = true;
			return moved;
		}
		async disposeAsync() {
			if (this.#disposed) return;
			this.#disposed = true;
			const stack = this.#stack;
			this.#stack = [];
			let failure = null;
			while (stack.length > 0) {
				try { await stack.pop()(); } catch (error) { failure = suppress(failure, error); }
			}
			if (failure !== null) throw failure.error;
		}
		#open() { if (this.#disposed) throw new ReferenceError("The stack is disposed already"); }
	}
	define(AsyncDisposableStack.prototype, Symbol.asyncDispose, AsyncDisposableStack.prototype.disposeAsync);
	tagged(AsyncDisposableStack.prototype, "AsyncDisposableStack");

	// Weak references

	const weakly = (value) => {
		if (isObject(value) || typeof value === "symbol" && Symbol.keyFor(value) === undefined) return value;
		throw new TypeError("The value cannot be held weakly");
	};
	class WeakRef {
		#ref;
		constructor(target) { this.#ref = native.weak(weakly(target)); }
		deref() { return native.strong(this.#ref); }
	}
	tagged(WeakRef.prototype, "WeakRef");

	class FinalizationRegistry {
		#registry;
		constructor(callback) { this.#registry = native.registry(mustBeFunction(callback)); }
		register(target, held, token = undefined) {
			const registry = this.#registry;
			weakly(target);
			if (target === held) throw new TypeError("The target and the held value are the same");
			if (token !== undefined) weakly(token);
			native.register(registry, target, held, token);
		}
		unregister(token) { const registry = this.#registry; return native.unregister(registry, weakly(token)); }
	}
	tagged(FinalizationRegistry.prototype, "FinalizationRegistry");

	return { Iterator, DisposableStack, AsyncDisposableStack, SuppressedError, WeakRef, FinalizationRegistry, statics, methods };
})
