(function (native) {
	"use strict";
	const { callbackOf, dispose } = native.require("internal/tasks");
	const { bound } = native.require("internal/context");

	class Immediate {
		#id;
		constructor(id) { this.#id = id; }
		static idOf(value) { return #id in value ? value.#id : undefined; }
		static done(value) { value.#id = undefined; }
		hasRef() { return this.#id !== undefined; }
		ref() { return this; }
		unref() { return this; }
		[dispose]() { clearImmediate(this); }
	}
	const { idOf, done } = Immediate;
	delete Immediate.idOf;
	delete Immediate.done;

	const setImmediate = (callback, ...args) => {
		callbackOf(callback);
		const immediate = new Immediate(native.soon(() => {
			done(immediate);
			callback(...args);
		}));
		return immediate;
	};
	const clearImmediate = (immediate) => {
		if (immediate === null || typeof immediate !== "object") return;
		const id = idOf(immediate);
		if (id !== undefined) native.cancel(id);
	};

	// Timeout wraps a timer of the platform, whose own functions return numbers.
	class Timeout {
		#id; #start; #clear; #active = true; #held = true;
		constructor(callback, delay, args, repeat) {
			const fn = bound(() => {
				if (!repeat) this.#active = false;
				callback(...args);
			});
			const { setTimeout, setInterval, clearTimeout, clearInterval } = native.platform;
			this.#start = repeat ? () => setInterval(fn, delay) : () => setTimeout(fn, delay);
			this.#clear = repeat ? clearInterval : clearTimeout;
			this.#id = this.#start();
		}
		static idOf(value) { return #id in value ? value.#id : undefined; }
		// Whether a timer is held makes no difference here, where no process waits for it.
		hasRef() { return this.#active && this.#held; }
		ref() {
			this.#held = true;
			return this;
		}
		unref() {
			this.#held = false;
			return this;
		}
		refresh() {
			this.#clear.call(globalThis, this.#id);
			this.#id = this.#start();
			this.#active = true;
			return this;
		}
		close() {
			this.#active = false;
			this.#clear.call(globalThis, this.#id);
			return this;
		}
		[Symbol.toPrimitive]() { return this.#id; }
		[dispose]() { this.close(); }
	}
	const isTimeout = (value) => value !== null && typeof value === "object" && Timeout.idOf(value) !== undefined;
	const clear = (timer) => {
		if (isTimeout(timer)) timer.close();
		else native.platform.clearTimeout(timer);
	};
	const idle = new WeakMap();
	const exports = {
		setTimeout(callback, delay, ...args) { return new Timeout(callbackOf(callback), delay, args, false); },
		setInterval(callback, delay, ...args) { return new Timeout(callbackOf(callback), delay, args, true); },
		clearTimeout(timer) { clear(timer); },
		clearInterval(timer) { clear(timer); },
		setImmediate, clearImmediate,
		// The old way: an object that carries its own timer.
		enroll(item, ms) { item._idleTimeout = ms; },
		unenroll(item) {
			clear(idle.get(item));
			item._idleTimeout = -1;
		},
		active(item) {
			clear(idle.get(item));
			if (item._idleTimeout >= 0) idle.set(item, new Timeout(() => { if (item._onTimeout) item._onTimeout(); }, item._idleTimeout, [], false));
		},
		_unrefActive(item) { exports.active(item); },
	};
	const promisified = Symbol.for("nodejs.util.promisify.custom");
	for (const name of ["setTimeout", "setImmediate"]) {
		Object.defineProperty(exports[name], promisified, { get() { return native.require("timers-promises")[name]; } });
	}
	Object.defineProperty(exports, "promises", { enumerable: true, configurable: true, get() { return native.require("timers-promises"); } });
	return exports;
})
