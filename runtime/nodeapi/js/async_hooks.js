(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const { newKey, get, run, capture, runIn, bound } = native.require("internal/context");

	class AsyncLocalStorage {
		#key; #default; #name;
		constructor(options = undefined) {
			this.#key = newKey();
			if (options) {
				this.#default = options.defaultValue;
				this.#name = options.name;
			}
		}
		static bind(fn) {
			validators.callable(fn, "fn");
			return bound(fn);
		}
		static snapshot() {
			const here = capture();
			return (fn, ...args) => runIn(here, fn, undefined, args);
		}
		get name() { return this.#name === undefined ? "" : `${this.#name}`; }
		getStore() {
			const held = get(this.#key);
			return held === undefined ? this.#default : held.store;
		}
		run(store, fn, ...args) { return run(this.#key, { store }, fn, undefined, args); }
		exit(fn, ...args) { return run(this.#key, { store: undefined }, fn, undefined, args); }
		// The platform has neither: a store belongs to the function that run calls.
		enterWith() { throw new Error("asyncLocalStorage.enterWith() is not implemented"); }
		disable() { throw new Error("asyncLocalStorage.disable() is not implemented"); }
	}

	let lastId = 1;
	class AsyncResource {
		#here; #id; #trigger;
		constructor(type, options = {}) {
			validators.string(type, "type");
			if (type === "") throw make(TypeError, "ERR_ASYNC_TYPE", `Invalid name for async "type": ${type}`);
			const trigger = typeof options === "number" ? options : options.triggerAsyncId;
			if (trigger !== undefined && (!Number.isSafeInteger(trigger) || trigger < -1)) {
				const error = codes.ERR_OUT_OF_RANGE("triggerAsyncId", "a safe integer", trigger);
				error.code = "ERR_INVALID_ASYNC_ID";
				error.message = `Invalid triggerAsyncId value: ${trigger}`;
				throw error;
			}
			this.#here = capture();
			this.#id = ++lastId;
			this.#trigger = trigger === undefined ? 1 : trigger;
		}
		static bind(fn, type, thisArg) {
			return new AsyncResource(type || fn.name || "bound-anonymous-fn").bind(fn, thisArg);
		}
		runInAsyncScope(fn, thisArg, ...args) {
			validators.callable(fn, "fn");
			return runIn(this.#here, fn, thisArg, args);
		}
		bind(fn, thisArg) {
			validators.callable(fn, "fn");
			const here = this.#here;
			const out = thisArg === undefined
				? function (...args) { return runIn(here, fn, this, args); }
				: (...args) => runIn(here, fn, thisArg, args);
			Object.defineProperty(out, "length", { configurable: true, value: fn.length });
			return out;
		}
		emitDestroy() { return this; }
		asyncId() { return this.#id; }
		triggerAsyncId() { return this.#trigger; }
	}

	class AsyncHook {
		enable() { return this; }
		disable() { return this; }
	}
	return {
		AsyncLocalStorage, AsyncResource,
		// The engine has no hooks to call; the object only keeps code running that makes one.
		createHook() { return new AsyncHook(); },
		executionAsyncId: () => 1,
		triggerAsyncId: () => 0,
		executionAsyncResource: () => ({}),
		asyncWrapProviders: Object.freeze({ NONE: 0 }),
	};
})
