// node:test: its mocks. Tests themselves are run by Node, not by a Worker.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { refuser } = native.require("internal/refuse");
	const r = refuser("test", "a Worker runs no tests. Run them with Node, or start paddock from them");
	const proxied = Symbol("mock");

	// A MockFunctionContext remembers the calls of one mocked function.
	class MockFunctionContext {
		#calls = []; #implementation; #once = new Map(); #restore; #left;
		constructor(implementation, restore, times) {
			this.#implementation = implementation;
			this.#restore = restore;
			this.#left = times;
		}
		get calls() { return this.#calls.slice(); }
		callCount() { return this.#calls.length; }
		mockImplementation(implementation) {
			validators.callable(implementation, "implementation");
			this.#implementation = implementation;
		}
		mockImplementationOnce(implementation, onCall) {
			validators.callable(implementation, "implementation");
			const at = onCall === undefined || onCall === null ? this.#calls.length : onCall;
			validators.integer(at, "onCall", this.#calls.length);
			this.#once.set(at, implementation);
		}
		resetCalls() { this.#calls = []; }
		restore() { this.#restore(this); }
		// next is what the coming call runs.
		static next(context, original) {
			const n = context.#calls.length, once = context.#once.get(n);
			context.#once.delete(n);
			if (once) return once;
			if (n + 1 === context.#left) {
				const last = context.#implementation;
				context.restore();
				return last;
			}
			return context.#implementation || original;
		}
		static add(context, call) { context.#calls.push(call); }
		static reset(context, implementation) { context.#implementation = implementation; }
	}
	const { next, add, reset } = MockFunctionContext;
	for (const name of ["next", "add", "reset"]) delete MockFunctionContext[name];

	const wrap = (original, context) => new Proxy(original, {
		get(target, key) { return key === "mock" ? context : key === proxied ? true : Reflect.get(target, key); },
		apply(target, self, args) { return run(context, target, self, args, undefined); },
		construct(target, args, newTarget) { return run(context, target, undefined, args, newTarget); },
	});
	const run = (context, target, self, args, newTarget) => {
		args = [...args]; // the engine empties the array of an apply trap after the call
		const fn = next(context, target);
		let result, error;
		try {
			if (newTarget) result = self = Reflect.construct(fn, args, newTarget === target ? fn : newTarget);
			else result = Reflect.apply(fn, self, args);
		} catch (thrown) {
			error = thrown;
			throw thrown;
		} finally {
			add(context, { arguments: args, error, result, stack: new Error(), target: newTarget ? target : undefined, this: self });
		}
		return result;
	};
	const timesOf = (options) => {
		const { times = Infinity } = options;
		if (times !== Infinity) validators.integer(times, "options.times", 1);
		return times;
	};

	class MockTracker {
		#mocks = [];
		get timers() { throw r.method("mock.timers")(); }
		fn(original = function () {}, implementation = original, options = {}) {
			if (original !== null && typeof original === "object") [options, original, implementation] = [original, function () {}, undefined];
			else if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, original];
			validators.callable(original, "original");
			return this.#track(original, implementation, options, (context) => reset(context, original));
		}
		#track(original, implementation, options, restore) {
			const context = new MockFunctionContext(implementation, restore, timesOf(options));
			this.#mocks.push({ context, restore });
			return wrap(original, context);
		}
		method(object, name, implementation, options = {}) {
			if (object === null || typeof object !== "object" && typeof object !== "function") throw codes.ERR_INVALID_ARG_TYPE("object", "Object", object);
			if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
			const { getter = false, setter = false } = options;
			if (getter && setter) throw codes.ERR_INVALID_ARG_VALUE("options.setter", setter, "cannot be used with 'options.getter'");
			let owner = object, found;
			while (owner && !(found = Object.getOwnPropertyDescriptor(owner, name))) owner = Object.getPrototypeOf(owner);
			const slot = getter ? "get" : setter ? "set" : "value", original = found && found[slot];
			if (typeof original !== "function") throw codes.ERR_INVALID_ARG_VALUE("methodName", original, "must be a method");
			const mocked = this.#track(original, implementation === undefined ? original : implementation, options, () => {
				Object.defineProperty(object, name, found);
			});
			Object.defineProperty(object, name, { configurable: true, enumerable: found.enumerable, ...slot === "value" ? { writable: found.writable } : { get: found.get, set: found.set }, [slot]: mocked });
			return mocked;
		}
		getter(object, name, implementation, options = {}) {
			if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
			return this.method(object, name, implementation, { ...options, getter: true });
		}
		setter(object, name, implementation, options = {}) {
			if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
			return this.method(object, name, implementation, { ...options, setter: true });
		}
		module() { return r.method("mock.module")(); }
		reset() {
			this.restoreAll();
			this.#mocks = [];
		}
		restoreAll() { for (const { context, restore } of this.#mocks) restore(context); }
	}

	const test = r.method("test");
	Object.assign(test, r.methods("skip todo only after afterEach before beforeEach describe it run suite"), { test, mock: new MockTracker(), MockTracker, MockFunctionContext });
	return test;
})
