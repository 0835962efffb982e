(function (native) {
	"use strict";
	const { codes, validators, make, AbortError } = native.require("internal/errors");
	const { nextTick, asyncIterator, dispose, onAbort } = native.require("internal/tasks");
	const errorMonitor = Symbol("events.errorMonitor");
	const rejection = Symbol.for("nodejs.rejection");
	const kCapture = Symbol("kCapture");
	let defaultMax = 10;

	function EventEmitter(options) { EventEmitter.init.call(this, options); }
	EventEmitter.prototype._events = undefined;
	EventEmitter.prototype._eventsCount = 0;
	EventEmitter.prototype._maxListeners = undefined;
	Object.defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true });

	EventEmitter.init = function (options) {
		if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
			this._events = Object.create(null);
			this._eventsCount = 0;
		}
		this._maxListeners = this._maxListeners || undefined;
		if (options && options.captureRejections !== undefined) {
			validators.boolean(options.captureRejections, "options.captureRejections");
			Object.defineProperty(this, kCapture, { value: options.captureRejections, writable: true, configurable: true });
		}
	};

	// Each entry of _events is an array that is replaced, never changed, so that
	// emit may walk it while listeners come and go.
	const entriesOf = (emitter, type) => emitter._events === undefined ? undefined : emitter._events[type];
	const own = (emitter) => {
		if (emitter._events === undefined) {
			emitter._events = Object.create(null);
			emitter._eventsCount = 0;
		}
		return emitter._events;
	};
	const checkListener = (listener) => validators.callable(listener, "listener");
	const maxOf = (emitter) => emitter._maxListeners === undefined ? defaultMax : emitter._maxListeners;

	const warnOfLeak = (emitter, type, list) => {
		const max = maxOf(emitter);
		if (!(max > 0 && list.length > max) || list.warned) return;
		list.warned = true;
		const shown = `[${emitter.constructor && emitter.constructor.name || "Object"}]`;
		const warning = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ${shown}. ` +
			"Use emitter.setMaxListeners() to increase limit");
		Object.assign(warning, { name: "MaxListenersExceededWarning", emitter, type, count: list.length });
		native.require("process").emitWarning(warning);
	};

	const add = (emitter, type, listener, first) => {
		checkListener(listener);
		let events = own(emitter);
		if (events.newListener !== undefined) {
			emitter.emit("newListener", type, listener.listener || listener);
			events = emitter._events;
		}
		const before = events[type];
		const list = before === undefined ? [listener] : first ? [listener, ...before] : [...before, listener];
		if (before === undefined) emitter._eventsCount++;
		else list.warned = before.warned;
		events[type] = list;
		warnOfLeak(emitter, type, list);
		return emitter;
	};

	const onceWrap = (emitter, type, listener) => {
		checkListener(listener);
		let fired = false;
		const wrapped = (...args) => {
			if (fired) return undefined;
			fired = true;
			emitter.removeListener(type, wrapped);
			return listener.apply(emitter, args);
		};
		wrapped.listener = listener;
		return wrapped;
	};

	const replace = (emitter, type, list) => {
		if (list.length > 0) emitter._events[type] = list;
		else {
			delete emitter._events[type];
			emitter._eventsCount--;
		}
	};

	// throwError does what emit("error") does when nobody listens.
	const throwError = (args) => {
		const error = args[0];
		if (error instanceof Error) throw error;
		let shown;
		try {
			shown = native.inspect(error);
		} catch {
			shown = error;
		}
		const unhandled = make(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`);
		unhandled.context = error;
		throw unhandled;
	};

	const catchRejection = (emitter, result, type, args) => {
		if (result === undefined || result === null || typeof result.then !== "function") return;
		result.then(undefined, (error) => nextTick(() => {
			if (typeof emitter[rejection] === "function") {
				emitter[rejection](error, type, ...args);
				return;
			}
			const before = emitter[kCapture];
			try {
				emitter[kCapture] = false; // a rejecting "error" listener must not come back here
				emitter.emit("error", error);
			} finally {
				emitter[kCapture] = before;
			}
		}));
	};

	const methods = {
		setMaxListeners(n) {
			validators.number(n, "setMaxListeners", 0);
			this._maxListeners = n;
			return this;
		},
		getMaxListeners() { return maxOf(this); },
		emit(type, ...args) {
			if (type === "error") {
				if (entriesOf(this, errorMonitor) !== undefined) this.emit(errorMonitor, ...args);
				if (entriesOf(this, "error") === undefined) throwError(args);
			}
			const list = entriesOf(this, type);
			if (list === undefined) return false;
			for (let n = 0; n < list.length; n++) {
				const result = list[n].apply(this, args);
				if (result !== undefined && this[kCapture]) catchRejection(this, result, type, args);
			}
			return true;
		},
		addListener(type, listener) { return add(this, type, listener, false); },
		prependListener(type, listener) { return add(this, type, listener, true); },
		once(type, listener) { return this.on(type, onceWrap(this, type, listener)); },
		prependOnceListener(type, listener) { return this.prependListener(type, onceWrap(this, type, listener)); },
		removeListener(type, listener) {
			checkListener(listener);
			const list = entriesOf(this, type);
			if (list === undefined) return this;
			const at = list.findLastIndex((entry) => entry === listener || entry.listener === listener);
			if (at < 0) return this;
			const gone = list[at].listener || listener;
			replace(this, type, list.filter((_, n) => n !== at));
			if (this._events.removeListener !== undefined) this.emit("removeListener", type, gone);
			return this;
		},
		removeAllListeners(type) {
			const events = this._events;
			if (events === undefined) return this;
			if (arguments.length > 0 && events[type] === undefined) return this;
			if (events.removeListener === undefined) {
				if (arguments.length > 0) replace(this, type, []);
				else {
					this._events = Object.create(null);
					this._eventsCount = 0;
				}
				return this;
			}
			if (arguments.length === 0) {
				for (const key of Reflect.ownKeys(events)) if (key !== "removeListener") this.removeAllListeners(key);
				return this.removeAllListeners("removeListener");
			}
			for (const entry of [...events[type]].reverse()) this.removeListener(type, entry);
			return this;
		},
		listeners(type) { return (entriesOf(this, type) || []).map((entry) => entry.listener || entry); },
		rawListeners(type) { return [...(entriesOf(this, type) || [])]; },
		listenerCount(type, listener) {
			const list = entriesOf(this, type) || [];
			if (listener === undefined || listener === null) return list.length;
			return list.filter((entry) => entry === listener || entry.listener === listener).length;
		},
		eventNames() { return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : []; },
	};
	Object.assign(EventEmitter.prototype, methods);
	EventEmitter.prototype.on = EventEmitter.prototype.addListener;
	EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

	const isTarget = (value) => value !== null && typeof value === "object" && typeof value.addEventListener === "function";
	const listen = (emitter, name, listener, once) => {
		if (typeof emitter.on === "function") {
			if (once) emitter.once(name, listener);
			else emitter.on(name, listener);
		} else if (isTarget(emitter)) emitter.addEventListener(name, listener, { once });
		else throw codes.ERR_INVALID_ARG_TYPE("emitter", "EventEmitter", emitter);
	};
	const unlisten = (emitter, name, listener) => {
		if (typeof emitter.removeListener === "function") emitter.removeListener(name, listener);
		else emitter.removeEventListener(name, listener);
	};

	const once = async (emitter, name, options = {}) => {
		validators.object(options, "options");
		const { signal } = options;
		validators.signal(signal, "options.signal");
		if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
		return new Promise((resolve, reject) => {
			let forget = () => {};
			const watchError = name !== "error" && typeof emitter.once === "function";
			const onError = (error) => {
				unlisten(emitter, name, onEvent);
				forget();
				reject(error);
			};
			const onEvent = (...args) => {
				if (watchError) unlisten(emitter, "error", onError);
				forget();
				resolve(args);
			};
			listen(emitter, name, onEvent, true);
			if (watchError) emitter.once("error", onError);
			if (signal) {
				forget = onAbort(signal, () => {
					unlisten(emitter, name, onEvent);
					if (watchError) unlisten(emitter, "error", onError);
					reject(new AbortError(undefined, { cause: signal.reason }));
				});
			}
		});
	};

	// on is the async iterator over the events of one name.
	const on = (emitter, name, options = {}) => {
		validators.object(options, "options");
		const { signal, close = [] } = options;
		validators.signal(signal, "options.signal");
		if (signal && signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
		const events = [], waiting = [];
		let failure, finished = false, forget = () => {};
		const onEvent = (...args) => {
			if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false });
			else events.push(args);
		};
		const end = () => {
			forget();
			unlisten(emitter, name, onEvent);
			if (typeof emitter.removeListener === "function") emitter.removeListener("error", onError);
			for (const event of close) unlisten(emitter, event, end);
			finished = true;
			for (const waiter of waiting.splice(0)) waiter.resolve({ value: undefined, done: true });
			return Promise.resolve({ value: undefined, done: true });
		};
		const onError = (error) => {
			if (waiting.length > 0) waiting.shift().reject(error);
			else failure = { error };
			end();
		};
		const iterator = {
			next() {
				if (events.length > 0) return Promise.resolve({ value: events.shift(), done: false });
				if (failure) {
					const { error } = failure;
					failure = undefined;
					return Promise.reject(error);
				}
				if (finished) return Promise.resolve({ value: undefined, done: true });
				return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
			},
			return: end,
			throw(error) {
				if (!(error instanceof Error)) throw codes.ERR_INVALID_ARG_TYPE("EventEmitter.AsyncIterator", "Error", error);
				onError(error);
			},
			[asyncIterator]() { return this; },
		};
		listen(emitter, name, onEvent, false);
		if (name !== "error" && typeof emitter.on === "function") emitter.on("error", onError);
		for (const event of close) listen(emitter, event, end, true);
		if (signal) forget = onAbort(signal, () => onError(new AbortError(undefined, { cause: signal.reason })));
		return iterator;
	};

	const targetMax = new WeakMap();
	const statics = {
		once, on, errorMonitor,
		getEventListeners(emitter, type) {
			if (emitter && typeof emitter.listeners === "function") return emitter.listeners(type);
			if (isTarget(emitter)) return []; // which listeners a target has, only it knows
			throw codes.ERR_INVALID_ARG_TYPE("emitter", ["EventEmitter", "EventTarget"], emitter);
		},
		getMaxListeners(emitter) {
			if (emitter && typeof emitter.getMaxListeners === "function") return emitter.getMaxListeners();
			if (isTarget(emitter)) return targetMax.has(emitter) ? targetMax.get(emitter) : defaultMax;
			throw codes.ERR_INVALID_ARG_TYPE("emitter", ["EventEmitter", "EventTarget"], emitter);
		},
		setMaxListeners(n = defaultMax, ...emitters) {
			validators.number(n, "setMaxListeners", 0);
			if (emitters.length === 0) defaultMax = n;
			for (const emitter of emitters) {
				if (typeof emitter.setMaxListeners === "function") emitter.setMaxListeners(n);
				else if (isTarget(emitter)) targetMax.set(emitter, n);
				else throw codes.ERR_INVALID_ARG_TYPE("eventTargets", ["EventEmitter", "EventTarget"], emitter);
			}
		},
		listenerCount(emitter, type) { return emitter.listenerCount(type); },
		addAbortListener(signal, listener) {
			if (signal === undefined) throw codes.ERR_INVALID_ARG_TYPE("signal", "AbortSignal", signal);
			validators.signal(signal, "signal");
			validators.callable(listener, "listener");
			let forget = () => {};
			if (signal.aborted) nextTick(() => listener());
			else forget = onAbort(signal, listener);
			return { [dispose]() { forget(); } };
		},
		usingDomains: false,
		captureRejectionSymbol: rejection,
		EventEmitter,
	};
	Object.assign(EventEmitter, statics);
	Object.defineProperties(EventEmitter, {
		captureRejections: {
			enumerable: true,
			get() { return EventEmitter.prototype[kCapture]; },
			set(value) {
				validators.boolean(value, "EventEmitter.captureRejections");
				EventEmitter.prototype[kCapture] = value;
			},
		},
		defaultMaxListeners: {
			enumerable: true,
			get() { return defaultMax; },
			set(value) {
				validators.number(value, "defaultMaxListeners", 0);
				defaultMax = value;
			},
		},
		EventEmitterAsyncResource: {
			enumerable: true, configurable: true,
			get() { return asyncResourceClass(); },
		},
	});

	let AsyncClass;
	const asyncResourceClass = () => {
		if (AsyncClass) return AsyncClass;
		const { AsyncResource } = native.require("async_hooks");
		AsyncClass = class EventEmitterAsyncResource extends EventEmitter {
			#resource;
			constructor(options = undefined) {
				const name = typeof options === "string" ? options : options && options.name || new.target.name;
				super(typeof options === "object" ? options : undefined);
				this.#resource = new AsyncResource(name, typeof options === "object" ? options : undefined);
				Object.defineProperty(this.#resource, "eventEmitter", { value: this, enumerable: true });
			}
			emit(...args) { return this.#resource.runInAsyncScope(super.emit, this, ...args); }
			emitDestroy() { this.#resource.emitDestroy(); }
			get asyncId() { return this.#resource.asyncId(); }
			get triggerAsyncId() { return this.#resource.triggerAsyncId(); }
			get asyncResource() { return this.#resource; }
		};
		return AsyncClass;
	};
	return EventEmitter;
})
