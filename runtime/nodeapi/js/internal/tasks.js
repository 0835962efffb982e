// Callbacks that run soon, and the symbols that the engine may lack.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const done = Promise.resolve();

	// nextTick runs callback as a microtask in the current async context. What it
	// throws is an uncaught error.
	const nextTick = (callback, ...args) => {
		validators.callable(callback, "callback");
		done.then(() => {
			try {
				callback(...args);
			} catch (error) {
				native.report(error);
			}
		});
	};

	const asyncIterator = Symbol.asyncIterator || Symbol.for("Symbol.asyncIterator");
	const asyncDispose = Symbol.asyncDispose || Symbol.for("Symbol.asyncDispose");
	const dispose = Symbol.dispose || Symbol.for("Symbol.dispose");

	// onAbort calls listener when signal aborts, at once if it has; it returns
	// what takes the listener back.
	const onAbort = (signal, listener) => {
		if (signal.aborted) {
			listener();
			return () => {};
		}
		signal.addEventListener("abort", listener, { once: true });
		return () => signal.removeEventListener("abort", listener);
	};

	// callbackOf checks the last argument of a function in Node's style.
	const callbackOf = (callback, name = "callback") => {
		if (typeof callback !== "function") throw codes.ERR_INVALID_ARG_TYPE(name, "function", callback);
		return callback;
	};

	return { nextTick, asyncIterator, asyncDispose, dispose, onAbort, callbackOf };
})
