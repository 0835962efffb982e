(function (native) {
	"use strict";
	// Async generators, and loops over what comes later. The bundler makes an async
	// generator function an ordinary one that yields what it awaits in a signal; a
	// machine carries its requests out one by one, as the standard says.
	const { apply } = Reflect, Promise = globalThis.Promise, { resolve: resolved } = Promise;
	const describe = (v) => typeof v === "function" ? "function" : isObject(v) ? "#<Object>" : typeof v === "string" ? `"${v}"` : String(v);
	const isObject = (o) => typeof o === "object" && o !== null || typeof o === "function";
	const hide = (o, name, value) => Object.defineProperty(o, name, { value, writable: true, configurable: true });

	// A signal is what a generator yields besides the values of yield: what to
	// await, and what yield* asks for.
	class Await extends (function (object) { return object; }) {
		#kind; #value;
		constructor(value, kind) {
			super(Object.create(null));
			this.#value = value;
			this.#kind = kind === undefined ? "await" : kind;
		}
		static kindOf(o) { return typeof o === "object" && o !== null && #kind in o ? o.#kind : undefined; }
		static valueOf(o) { return o.#value; }
	}

	// wait calls one of the functions when the value has settled: one turn later,
	// for a promise of the class.
	const wait = async (value, fulfilled, rejected) => {
		let settled;
		try { settled = await value; } catch (error) { rejected(error); return; }
		fulfilled(settled);
	};

	class Machine extends (function (object) { return object; }) {
		#generator; #queue = []; #state = "start"; // then "yield", "running", "returning" and "done"
		#delegates = false; // the last yield was of yield*, which wants to know what is handed in
		constructor(object, generator) {
			super(object);
			this.#generator = generator;
		}
		static request(o, kind, value) {
			return new Promise((resolve, reject) => {
				if (typeof o !== "object" || o === null || !(#queue in o)) {
					reject(new TypeError(`${kind} method called on incompatible receiver ${describe(o)}`));
					return;
				}
				if (kind === "throw" && o.#state === "start") o.#state = "done";
				if (o.#state === "done" && kind !== "return") {
					if (kind === "throw") reject(value); else resolve({ value: undefined, done: true });
					return;
				}
				o.#queue.push({ kind, value, resolve, reject });
				switch (o.#state) {
				case "start":
				case "done":
					if (kind === "return") Machine.#awaitReturn(o); else Machine.#resume(o, kind, value);
					break;
				case "yield":
					Machine.#resumeYield(o, kind, value);
				}
			});
		}
		// settle answers the request that is first in the queue.
		static #settle(o, value, done) { o.#queue.shift().resolve({ value, done }); }
		// resumeYield goes on after a yield. What return hands in is awaited first.
		static #resumeYield(o, kind, value) {
			if (kind !== "return") { Machine.#resume(o, kind, value); return; }
			o.#state = "running";
			wait(value, (v) => Machine.#resume(o, "return", v), (error) => Machine.#resume(o, "throw", error));
		}
		static #resume(o, kind, value) {
			o.#state = "running";
			let step;
			try {
				if (o.#delegates) {
					o.#delegates = false;
					step = o.#generator.next({ kind, value });
				} else {
					step = o.#generator[kind](value);
				}
			} catch (error) {
				o.#state = "returning";
				o.#queue.shift().reject(error);
				Machine.#drain(o);
				return;
			}
			Machine.#after(o, step.value, step.done);
		}
		// after looks at what the generator has yielded or returned.
		static #after(o, value, done) {
			if (done) {
				o.#state = "returning";
				Machine.#settle(o, value, true);
				Machine.#drain(o);
				return;
			}
			const fail = (error) => Machine.#resume(o, "throw", error);
			switch (Await.kindOf(value)) {
			case undefined:
				wait(value, (v) => Machine.#yielded(o, v), fail);
				break;
			case "await":
				wait(Await.valueOf(value), (v) => Machine.#resume(o, "next", v), fail);
				break;
			case "yield":
				o.#delegates = true;
				Machine.#yielded(o, Await.valueOf(value));
				break;
			case "return":
				Machine.#resume(o, "return", Await.valueOf(value));
			}
		}
		static #yielded(o, value) {
			o.#state = "yield";
			Machine.#settle(o, value, false);
			if (o.#queue.length > 0) Machine.#resumeYield(o, o.#queue[0].kind, o.#queue[0].value);
		}
		// drain answers what is still asked of a generator that has ended.
		static #drain(o) {
			while (o.#queue.length > 0) {
				const { kind, value, reject } = o.#queue[0];
				if (kind === "return") { Machine.#awaitReturn(o); return; }
				if (kind === "throw") { o.#queue.shift(); reject(value); } else Machine.#settle(o, undefined, true);
			}
			o.#state = "done";
		}
		static #awaitReturn(o) {
			o.#state = "returning";
			wait(o.#queue[0].value, (v) => {
				Machine.#settle(o, v, true);
				Machine.#drain(o);
			}, (error) => {
				o.#queue.shift().reject(error);
				Machine.#drain(o);
			});
		}
	}

	const AsyncIteratorPrototype = hide({}, Symbol.asyncIterator, { [Symbol.asyncIterator]() { return this; } }[Symbol.asyncIterator]);
	hide(AsyncIteratorPrototype, Symbol.asyncDispose, { async [Symbol.asyncDispose]() {
		const f = methodOf(this, "return");
		if (f !== undefined) await apply(f, this, [undefined]);
	} }[Symbol.asyncDispose]);
	const AsyncGeneratorPrototype = Object.create(AsyncIteratorPrototype);
	const methods = {
		next(value) { return Machine.request(this, "next", value); },
		return(value) { return Machine.request(this, "return", value); },
		throw(value) { return Machine.request(this, "throw", value); },
	};
	for (const name of ["next", "return", "throw"]) hide(AsyncGeneratorPrototype, name, methods[name]);
	const tag = (o, value) => Object.defineProperty(o, Symbol.toStringTag, { value, configurable: true });
	tag(AsyncGeneratorPrototype, "AsyncGenerator");

	// The functions themselves

	const FunctionPrototype = Object.create(Function.prototype);
	const readOnly = (o, name, value) => Object.defineProperty(o, name, { value, configurable: true });
	readOnly(FunctionPrototype, "prototype", AsyncGeneratorPrototype);
	readOnly(AsyncGeneratorPrototype, "constructor", FunctionPrototype);
	tag(FunctionPrototype, "AsyncGeneratorFunction");
	function AsyncGeneratorFunction(...parts) {
		const f = native.evaluate(...parts);
		if (new.target !== undefined && new.target !== AsyncGeneratorFunction) {
			const { prototype } = new.target;
			if (isObject(prototype)) Object.setPrototypeOf(f, prototype);
		}
		return f;
	}
	Object.setPrototypeOf(AsyncGeneratorFunction, Function);
	readOnly(AsyncGeneratorFunction, "length", 1);
	Object.defineProperty(AsyncGeneratorFunction, "prototype", { value: FunctionPrototype, writable: false });
	readOnly(FunctionPrototype, "constructor", AsyncGeneratorFunction);

	// make is called by each async generator function, with what leads to its
	// prototype: itself, or a holder of it, or nothing.
	const make = (callee, newTarget, self, args, generator) => {
		if (newTarget !== undefined) throw new TypeError(`${newTarget.name} is not a constructor`);
		const f = isObject(callee) ? typeof callee === "function" ? callee : callee.f : undefined;
		const inner = args === null ? apply(generator, self, []) : apply(generator, self, args);
		const prototype = f === undefined ? AsyncGeneratorPrototype : f.prototype;
		const o = Object.create(isObject(prototype) ? prototype : AsyncGeneratorPrototype);
		new Machine(o, inner);
		return o;
	};
	// define makes a function look like an async generator function. It may be
	// given a name and a maker of the function instead.
	make.define = (f, maker) => {
		if (maker !== undefined) {
			const holder = { __proto__: null }, name = f;
			f = holder.f = maker(holder);
			if (name !== "") readOnly(f, "name", name);
		}
		Object.setPrototypeOf(f, FunctionPrototype);
		f.prototype = Object.create(AsyncGeneratorPrototype);
		return f;
	};

	// method gives a generator that uses super what the method around it has.
	make.method = (get, set, object) => {
		Object.setPrototypeOf(object, new Proxy({}, {
			get: (_, key) => get(key),
			set(_, key, value) { set(key, value); return true; },
		}));
		return object.generator;
	};

	// Iterators whose results are awaited

	const methodOf = (o, key) => {
		const f = o[key];
		if (f === undefined || f === null) return undefined;
		if (typeof f !== "function") throw new TypeError(`${describe(f)} is not a function`);
		return f;
	};
	const result = (o) => { if (!isObject(o)) throw new TypeError(`Iterator result ${describe(o)} is not an object`); return o; };
	// iteratorOf is GetIterator for async code: an iterator and its next.
	const iteratorOf = (iterable) => {
		const method = methodOf(iterable, Symbol.asyncIterator);
		if (method === undefined) {
			const sync = iterable[Symbol.iterator];
			if (typeof sync !== "function") throw new TypeError(`${describe(iterable)} is not async iterable`);
			const iterator = apply(sync, iterable, []);
			if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
			const wrapped = new FromSync(iterator, iterator.next);
			return { iterator: wrapped, next: wrapped.next };
		}
		const iterator = apply(method, iterable, []);
		if (!isObject(iterator)) throw new TypeError("Result of the Symbol.asyncIterator method is not an object");
		return { iterator, next: iterator.next };
	};
	// FromSync is %AsyncFromSyncIteratorPrototype%.
	class FromSync {
		#iterator; #next;
		constructor(iterator, next) { this.#iterator = iterator; this.#next = next; }
		next(...value) { return this.#settle(() => apply(this.#next, this.#iterator, value), true); }
		return(...value) {
			return this.#settle(() => {
				const f = methodOf(this.#iterator, "return");
				return f === undefined ? { value: value[0], done: true } : apply(f, this.#iterator, value);
			}, false);
		}
		throw(...value) {
			return this.#settle(() => {
				const f = methodOf(this.#iterator, "throw");
				if (f !== undefined) return apply(f, this.#iterator, value);
				const close = methodOf(this.#iterator, "return");
				if (close !== undefined) result(apply(close, this.#iterator, []));
				throw new TypeError("The iterator does not provide a 'throw' method");
			}, true);
		}
		#settle(call, closes) {
			return new Promise((resolve, reject) => {
				try {
					const r = result(call()), done = !!r.done, { value } = r;
					const close = () => {
						if (done || !closes) return;
						try {
							const f = methodOf(this.#iterator, "return");
							if (f !== undefined) apply(f, this.#iterator, []);
						} catch {}
					};
					wait(value, (v) => resolve({ value: v, done }), (error) => { close(); reject(error); });
				} catch (error) {
					reject(error);
				}
			});
		}
	}

	// delegate is what yield* runs through in an async generator.
	function* delegate(iterable) {
		const { iterator, next } = iteratorOf(iterable);
		let received = { kind: "next", value: undefined };
		for (;;) {
			const { kind, value } = received;
			let f = next;
			if (kind !== "next") {
				f = methodOf(iterator, kind);
				if (f === undefined && kind === "return") {
					yield new Await(yield new Await(value), "return");
				} else if (f === undefined) {
					const close = methodOf(iterator, "return");
					if (close !== undefined) result(yield new Await(apply(close, iterator, [])));
					throw new TypeError("The iterator does not provide a 'throw' method");
				}
			}
			const r = result(yield new Await(apply(f, iterator, [value])));
			if (r.done) {
				if (kind !== "return") return r.value;
				yield new Await(r.value, "return");
			}
			received = yield new Await(r.value, "yield");
		}
	}

	// A Delegated is what yield* runs through in an ordinary generator: a function is
	// called for each level, which bounds how deep they go.
	class Delegated {
		#iterator; #next;
		constructor(iterator, next) { this.#iterator = iterator; this.#next = next; }
		[Symbol.iterator]() { return this; }
		next(value) { return apply(this.#next, this.#iterator, [value]); }
		get return() { return this.#method("return"); }
		get throw() { return this.#method("throw"); }
		#method(key) {
			const f = methodOf(this.#iterator, key);
			return f && ((value) => apply(f, this.#iterator, [value]));
		}
	}
	delegate.sync = (iterable) => {
		const nothing = iterable === undefined || iterable === null, method = nothing ? undefined : iterable[Symbol.iterator];
		if (typeof method !== "function") {
			const what = nothing ? iterable : isObject(iterable) ? typeof iterable : `${typeof iterable} ${String(iterable)}`;
			throw new TypeError(`${what} is not iterable (cannot read property Symbol(Symbol.iterator))`);
		}
		const iterator = apply(method, iterable, []);
		if (!isObject(iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
		return new Delegated(iterator, iterator.next);
	};

	// A Loop is what for await goes through: the bundler's loop calls next, hands the
	// result to step, and closes with return, whose result it hands to closed.
	class Loop {
		#iterator; #next;
		constructor(iterator, next) { this.#iterator = iterator; this.#next = next; }
		next() { return apply(this.#next, this.#iterator, []); }
		step(r) {
			result(r);
			return r.done ? { done: true } : { done: false, value: r.value };
		}
		get return() {
			const f = methodOf(this.#iterator, "return");
			return f && (() => apply(f, this.#iterator, []));
		}
		closed(r) { result(r); }
	}
	const forAwait = (iterable) => {
		const { iterator, next } = iteratorOf(iterable);
		return new Loop(iterator, next);
	};

	// Disposal

	const dispose = (value, asynchronous) => {
		const f = asynchronous ? methodOf(value, Symbol.asyncDispose) : undefined;
		if (f !== undefined) return f;
		const sync = methodOf(value, Symbol.dispose);
		if (sync === undefined) throw new TypeError(`${describe(value)} is not disposable`);
		return asynchronous ? function () { try { apply(sync, this, []); } catch (error) { return Promise.reject(error); } } : sync;
	};
	// using notes a resource at its declaration.
	const using = (stack, value, asynchronous) => {
		if (value !== null && value !== undefined) {
			if (!isObject(value)) throw new TypeError(`${describe(value)} is not an object`);
			stack.push({ asynchronous, dispose: dispose(value, asynchronous), value });
		} else if (asynchronous) {
			stack.push({ asynchronous });
		}
		return value;
	};
	// callDispose disposes at the end of the block. If something must be awaited it
	// returns a promise.
	const callDispose = (stack, error, failed) => {
		let needs = false, awaited = false;
		const fail = (e) => {
			error = failed ? new SuppressedError(e, error, "An error was suppressed during disposal.") : e;
			failed = true;
		};
		const settle = () => { if (failed) throw error; };
		const later = (value) => new Promise((resolve, reject) => {
			const next = () => { try { resolve(run()); } catch (e) { reject(e); } };
			wait(value, next, (e) => { fail(e); next(); });
		});
		const run = () => {
			while (stack.length > 0) {
				const last = stack[stack.length - 1];
				if (!last.asynchronous && needs && !awaited) {
					needs = false;
					return later(undefined);
				}
				stack.pop();
				if (last.dispose === undefined) { needs = true; continue; }
				try {
					const r = apply(last.dispose, last.value, []);
					if (!last.asynchronous) continue;
					awaited = true;
					if (stack.length === 0 && !failed) return apply(resolved, Promise, [r]);
					return later(r);
				} catch (e) {
					fail(e);
				}
			}
			if (needs && !awaited) {
				awaited = true;
				return failed ? later(undefined) : apply(resolved, Promise, [undefined]);
			}
			return settle();
		};
		return run();
	};

	const fromSync = (iterator, next) => new FromSync(iterator, next);

	return { make, Await, delegate, fromSync, forAwait, using, callDispose, AsyncIteratorPrototype };
})
