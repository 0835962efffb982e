(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary, sequence } = native.idl;

	const AT_TARGET = 2;
	const PHASES = { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET, BUBBLING_PHASE: 3 };
	const constants = (Class, values) => {
		for (const owner of [Class, Class.prototype]) {
			for (const name of Object.keys(values)) {
				Object.defineProperty(owner, name, { value: values[name], enumerable: true });
			}
		}
	};

	let stateOf, isEvent;
	// The standard puts this one into each event, where no script can replace it.
	const isTrusted = {
		...Object.getOwnPropertyDescriptor({ get isTrusted() { return stateOf(this).trusted; } }, "isTrusted"),
		configurable: false,
	};

	class Event {
		#state;
		constructor(type, init = undefined) {
			need(arguments, 1, "constructor of 'Event'");
			type = `${type}`;
			init = dictionary(init, "The init of an Event");
			this.#state = {
				type, bubbles: !!init.bubbles, cancelable: !!init.cancelable, composed: !!init.composed,
				target: null, currentTarget: null, phase: 0, canceled: false, passive: false,
				stopped: false, stoppedNow: false, dispatching: false, trusted: false, stamp: native.now(),
			};
			Object.defineProperty(this, "isTrusted", isTrusted);
		}
		get type() { return stateOf(this).type; }
		get target() { return stateOf(this).target; }
		get srcElement() { return stateOf(this).target; }
		get currentTarget() { return stateOf(this).currentTarget; }
		get eventPhase() { return stateOf(this).phase; }
		get bubbles() { return stateOf(this).bubbles; }
		get cancelable() { return stateOf(this).cancelable; }
		get composed() { return stateOf(this).composed; }
		get defaultPrevented() { return stateOf(this).canceled; }
		get timeStamp() { return stateOf(this).stamp; }
		get cancelBubble() { return stateOf(this).stopped; }
		set cancelBubble(value) {
			const state = stateOf(this);
			if (value) state.stopped = true;
		}
		get returnValue() { return !stateOf(this).canceled; }
		set returnValue(value) {
			const state = stateOf(this);
			if (!value) cancel(state);
		}
		composedPath() {
			const state = stateOf(this);
			return state.currentTarget === null ? [] : [state.currentTarget];
		}
		preventDefault() { cancel(stateOf(this)); }
		stopPropagation() { stateOf(this).stopped = true; }
		stopImmediatePropagation() {
			const state = stateOf(this);
			state.stopped = state.stoppedNow = true;
		}
		initEvent(type, bubbles = false, cancelable = false) {
			const state = stateOf(this);
			need(arguments, 1, "'initEvent' on 'Event'");
			initialise(state, `${type}`, bubbles, cancelable);
		}
		static {
			isEvent = (o) => typeof o === "object" && o !== null && #state in o;
			stateOf = (o) => isEvent(o) ? o.#state : illegal();
		}
	}
	publish(Event, "Event");
	constants(Event, PHASES);

	// initialise makes an event as good as new, and tells whether it may.
	const initialise = (state, type, bubbles, cancelable) => {
		if (state.dispatching) return false;
		state.type = type;
		state.bubbles = !!bubbles;
		state.cancelable = !!cancelable;
		state.canceled = state.stopped = state.stoppedNow = state.trusted = false;
		state.target = null;
		return true;
	};
	const cancel = (state) => { if (state.cancelable && !state.passive) state.canceled = true; };

	let listenersOf, isTarget;

	class EventTarget {
		#listeners = new Map();
		addEventListener(type, callback, options = undefined) {
			const listeners = listenersOf(this);
			need(arguments, 2, "'addEventListener' on 'EventTarget'");
			type = `${type}`;
			callback = listenerOf(callback, "addEventListener");
			add(listeners, type, callback, options);
		}
		removeEventListener(type, callback, options = undefined) {
			const listeners = listenersOf(this);
			need(arguments, 2, "'removeEventListener' on 'EventTarget'");
			type = `${type}`;
			callback = listenerOf(callback, "removeEventListener");
			remove(listeners, type, callback, capturing(options));
		}
		dispatchEvent(event) {
			const listeners = listenersOf(this);
			need(arguments, 1, "'dispatchEvent' on 'EventTarget'");
			if (!isEvent(event)) {
				throw new TypeError("Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'.");
			}
			return dispatch(listeners === globalListeners ? globalThis : this, listeners, event, false);
		}
		static {
			isTarget = (o) => typeof o === "object" && o !== null && #listeners in o;
			listenersOf = (o) => {
				if (o === undefined || o === null) o = globalThis;
				if (o === globalThis) return globalListeners;
				return isTarget(o) ? o.#listeners : illegal();
			};
		}
	}
	publish(EventTarget, "EventTarget");

	// The global scope is an EventTarget too, though goja's object cannot carry
	// its private field.
	const globalListeners = new Map();

	const capturing = (options) => {
		if (typeof options === "object" && options !== null || typeof options === "function") return !!options.capture;
		return !!options;
	};

	const listenerOf = (callback, what) => {
		if (callback === null || callback === undefined) return null;
		if (typeof callback !== "object" && typeof callback !== "function") {
			throw new TypeError(`Failed to execute '${what}' on 'EventTarget': parameter 2 is not of type 'Object'.`);
		}
		return callback;
	};

	const add = (listeners, type, callback, options) => {
		const bag = typeof options === "object" && options !== null || typeof options === "function";
		const capture = capturing(options);
		const once = bag && !!options.once, passive = bag && !!options.passive;
		const signal = bag ? options.signal : undefined;
		if (signal !== undefined && !isSignal(signal)) {
			throw new TypeError("Failed to execute 'addEventListener' on 'EventTarget': member signal is not of type 'AbortSignal'.");
		}
		if (callback === null || signal !== undefined && signalOf(signal).aborted) return;
		let list = listeners.get(type);
		if (list === undefined) listeners.set(type, list = []);
		if (list.some((l) => l.callback === callback && l.capture === capture)) return;
		const listener = { callback, capture, once, passive, removed: false };
		list.push(listener);
		if (listeners === globalListeners) native.listening(type, callback, true);
		if (signal !== undefined) onAbort(signal, () => drop(listeners, type, listener));
	};

	const remove = (listeners, type, callback, capture) => {
		const list = listeners.get(type);
		const listener = list && list.find((l) => l.callback === callback && l.capture === capture);
		if (listener) drop(listeners, type, listener);
	};

	const drop = (listeners, type, listener) => {
		if (listener.removed) return;
		listener.removed = true;
		const rest = listeners.get(type).filter((l) => l !== listener);
		if (rest.length === 0) listeners.delete(type);
		else listeners.set(type, rest);
		if (listeners === globalListeners) native.listening(type, listener.callback, false);
	};

	let thrown = null; // what a listener threw last

	const dispatch = (target, listeners, event, trusted) => {
		const state = stateOf(event);
		if (state.dispatching) {
			throw new native.DOMException("The event is already being dispatched.", "InvalidStateError");
		}
		state.trusted = trusted;
		state.dispatching = true;
		state.target = target;
		state.currentTarget = target;
		state.phase = AT_TARGET;
		invoke(listeners, event, state, true);
		invoke(listeners, event, state, false);
		state.dispatching = state.stopped = state.stoppedNow = false;
		state.phase = 0;
		state.currentTarget = null;
		return !state.canceled;
	};

	const invoke = (listeners, event, state, capture) => {
		if (state.stopped) return;
		const list = listeners.get(state.type);
		if (list === undefined) return;
		for (const l of list.slice()) {
			if (l.removed || l.capture !== capture) continue;
			if (l.once) drop(listeners, state.type, l);
			state.passive = l.passive;
			try {
				call(l.callback, event, state.currentTarget);
			} catch (error) {
				thrown = { error };
				native.report(error);
			}
			state.passive = false;
			if (state.stoppedNow) return;
		}
	};

	const call = (callback, event, target) => {
		if (typeof callback === "function") return callback.call(target, event);
		const handle = callback.handleEvent;
		if (typeof handle !== "function") throw new TypeError("The event listener's handleEvent is not a function.");
		handle.call(callback, event);
	};

	// fire dispatches an event of the platform's own making.
	const fire = (target, event) => dispatch(target, listenersOf(target), event, true);

	// fireThrowing is fire, and returns { error } when a listener threw.
	const fireThrowing = (target, event) => {
		thrown = null;
		fire(target, event);
		return thrown;
	};

	// handlerAttribute defines target.on<type>. The handler keeps the place among
	// the listeners that it got when it was first set.
	const handlerAttribute = (Class, type, onSet = undefined) => {
		const handlers = new WeakMap();
		const members = {
			get ["on" + type]() {
				listenersOf(this);
				const slot = handlers.get(this);
				return slot === undefined ? null : slot.handler;
			},
			set ["on" + type](handler) {
				const listeners = listenersOf(this);
				if (typeof handler !== "function" && (typeof handler !== "object" || handler === null)) handler = null;
				if (onSet !== undefined) onSet(this);
				let slot = handlers.get(this);
				if (slot !== undefined) {
					slot.handler = handler;
					if (handler === null) {
						remove(listeners, type, slot.listener, false);
						handlers.delete(this);
					}
					return;
				}
				if (handler === null) return;
				slot = { handler };
				slot.listener = function (event) {
					if (typeof slot.handler === "function" && slot.handler.call(this, event) === false) event.preventDefault();
				};
				handlers.set(this, slot);
				add(listeners, type, slot.listener, undefined);
			},
		};
		Object.defineProperty(Class.prototype, "on" + type, Object.getOwnPropertyDescriptor(members, "on" + type));
	};

	class CustomEvent extends Event {
		#detail;
		constructor(type, init = undefined) {
			need(arguments, 1, "constructor of 'CustomEvent'");
			super(type, init);
			const detail = dictionary(init).detail;
			this.#detail = detail === undefined ? null : detail;
		}
		get detail() { return #detail in this ? this.#detail : illegal(); }
		initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
			if (!(#detail in this)) illegal();
			need(arguments, 1, "'initCustomEvent' on 'CustomEvent'");
			if (initialise(stateOf(this), `${type}`, bubbles, cancelable)) this.#detail = detail;
		}
	}
	publish(CustomEvent, "CustomEvent");

	const text = (value) => value === undefined ? "" : `${value}`;

	class ErrorEvent extends Event {
		#init;
		constructor(type, init = undefined) {
			need(arguments, 1, "constructor of 'ErrorEvent'");
			super(type, init);
			init = dictionary(init);
			this.#init = {
				colno: init.colno >>> 0, error: init.error, filename: text(init.filename),
				lineno: init.lineno >>> 0, message: text(init.message),
			};
		}
		get message() { return #init in this ? this.#init.message : illegal(); }
		get filename() { return #init in this ? this.#init.filename : illegal(); }
		get lineno() { return #init in this ? this.#init.lineno : illegal(); }
		get colno() { return #init in this ? this.#init.colno : illegal(); }
		get error() { return #init in this ? this.#init.error : illegal(); }
	}
	publish(ErrorEvent, "ErrorEvent");

	const isPort = (o) => native.messaging().isPort(o);
	const portsOf = (ports) => Object.freeze(ports === undefined ? [] : sequence(ports, "The list of ports", (port) => {
		if (!isPort(port)) throw new TypeError("An item of ports is not of type 'MessagePort'.");
		return port;
	}));
	const sourceOf = (source) => {
		if (source === undefined || source === null) return null;
		if (!isPort(source)) throw new TypeError("The source of a message is not of type 'MessagePort'.");
		return source;
	};

	class MessageEvent extends Event {
		#init;
		constructor(type, init = undefined) {
			need(arguments, 1, "constructor of 'MessageEvent'");
			super(type, init);
			init = dictionary(init);
			this.#init = {
				data: init.data === undefined ? null : init.data, lastEventId: text(init.lastEventId),
				origin: text(init.origin).toWellFormed(), ports: portsOf(init.ports), source: sourceOf(init.source),
			};
		}
		get data() { return #init in this ? this.#init.data : illegal(); }
		get origin() { return #init in this ? this.#init.origin : illegal(); }
		get lastEventId() { return #init in this ? this.#init.lastEventId : illegal(); }
		get source() { return #init in this ? this.#init.source : illegal(); }
		get ports() { return #init in this ? this.#init.ports : illegal(); }
		initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = "", lastEventId = "", source = null, ports = []) {
			if (!(#init in this)) illegal();
			need(arguments, 1, "'initMessageEvent' on 'MessageEvent'");
			type = `${type}`;
			const made = { data, origin: `${origin}`.toWellFormed(), lastEventId: `${lastEventId}`, source: sourceOf(source), ports: portsOf(ports) };
			if (initialise(stateOf(this), type, bubbles, cancelable)) this.#init = made;
		}
	}
	publish(MessageEvent, "MessageEvent");

	class CloseEvent extends Event {
		#init;
		constructor(type, init = undefined) {
			need(arguments, 1, "constructor of 'CloseEvent'");
			super(type, init);
			init = dictionary(init);
			this.#init = {
				code: init.code & 0xffff, reason: text(init.reason).toWellFormed(), wasClean: !!init.wasClean,
			};
		}
		get wasClean() { return #init in this ? this.#init.wasClean : illegal(); }
		get code() { return #init in this ? this.#init.code : illegal(); }
		get reason() { return #init in this ? this.#init.reason : illegal(); }
	}
	publish(CloseEvent, "CloseEvent");

	class PromiseRejectionEvent extends Event {
		#promise; #reason;
		constructor(type, init) {
			need(arguments, 2, "constructor of 'PromiseRejectionEvent'");
			super(type, init);
			if (init === undefined || init === null || init.promise === undefined) {
				throw new TypeError("Failed to construct 'PromiseRejectionEvent': required member promise is undefined.");
			}
			this.#promise = init.promise;
			this.#reason = init.reason;
		}
		get promise() { return #promise in this ? this.#promise : illegal(); }
		get reason() { return #promise in this ? this.#reason : illegal(); }
	}
	publish(PromiseRejectionEvent, "PromiseRejectionEvent");

	class ExtendableEvent extends Event {
		constructor(type, init = undefined) {
			need(arguments, 1, "constructor of 'ExtendableEvent'");
			super(type, init);
		}
		waitUntil(promise) {
			const state = stateOf(this);
			need(arguments, 1, "'waitUntil' on 'ExtendableEvent'");
			if (!native.waitUntil(promise)) {
				throw new native.DOMException(`The ${state.type} event has ended, or was not made by the platform.`, "InvalidStateError");
			}
		}
	}
	publish(ExtendableEvent, "ExtendableEvent");

	const SIGNAL = {};
	let signalOf, isSignal;

	class AbortSignal extends EventTarget {
		#signal = { aborted: false, reason: undefined, algorithms: [], sources: null, dependents: [] };
		constructor(token = undefined) {
			if (token !== SIGNAL) throw new TypeError("Illegal constructor");
			super();
		}
		get aborted() { return signalOf(this).aborted; }
		get reason() { return signalOf(this).reason; }
		throwIfAborted() {
			const s = signalOf(this);
			if (s.aborted) throw s.reason;
		}
		static abort(reason = undefined) {
			const signal = new AbortSignal(SIGNAL), s = signalOf(signal);
			s.aborted = true;
			s.reason = reasonOr(reason);
			return signal;
		}
		static timeout(milliseconds) {
			need(arguments, 1, "'timeout' on 'AbortSignal'");
			const ms = Math.trunc(+milliseconds);
			if (!(ms >= 0 && ms <= Number.MAX_SAFE_INTEGER)) {
				throw new TypeError("Failed to execute 'timeout' on 'AbortSignal': the value is not a number of milliseconds.");
			}
			const signal = new AbortSignal(SIGNAL);
			native.later(ms, () => abort(signal, new native.DOMException("The operation was aborted due to timeout", "TimeoutError")));
			return signal;
		}
		static any(signals) {
			need(arguments, 1, "'any' on 'AbortSignal'");
			const list = sequence(signals, "Failed to execute 'any' on 'AbortSignal': parameter 1", (s) => {
				if (!isSignal(s)) throw new TypeError("Failed to execute 'any' on 'AbortSignal': an element is not of type 'AbortSignal'.");
				return s;
			});
			return dependent(list);
		}
		static {
			isSignal = (o) => typeof o === "object" && o !== null && #signal in o;
			signalOf = (o) => isSignal(o) ? o.#signal : illegal();
		}
	}
	publish(AbortSignal, "AbortSignal");
	handlerAttribute(AbortSignal, "abort");

	const reasonOr = (reason) =>
		reason === undefined ? new native.DOMException("The operation was aborted", "AbortError") : reason;

	// dependent makes a signal that aborts with the first of its sources. A
	// dependent signal is never a source itself: its own sources are.
	const dependent = (list) => {
		const signal = new AbortSignal(SIGNAL), own = signalOf(signal);
		for (const source of list) {
			if (signalOf(source).aborted) {
				own.aborted = true;
				own.reason = signalOf(source).reason;
				return signal;
			}
		}
		own.sources = new Set();
		for (const source of list) {
			for (const root of signalOf(source).sources || [source]) {
				if (own.sources.has(root)) continue;
				own.sources.add(root);
				signalOf(root).dependents.push(signal);
			}
		}
		return signal;
	};

	const abort = (signal, reason) => {
		const s = signalOf(signal);
		if (s.aborted) return;
		s.aborted = true;
		s.reason = reasonOr(reason);
		const all = [signal];
		for (const d of s.dependents) {
			const state = signalOf(d);
			if (state.aborted) continue;
			state.aborted = true;
			state.reason = s.reason;
			all.push(d);
		}
		s.dependents = [];
		for (const one of all) {
			const state = signalOf(one), algorithms = state.algorithms;
			state.algorithms = [];
			for (const run of algorithms) run(state.reason);
			fire(one, new Event("abort"));
		}
	};

	// onAbort runs an algorithm of the platform when signal aborts, before its
	// listeners; at once when it already has. It returns the function that takes it back.
	const onAbort = (signal, run) => {
		const s = signalOf(signal);
		if (s.aborted) {
			run(s.reason);
			return () => {};
		}
		s.algorithms.push(run);
		return () => { s.algorithms = s.algorithms.filter((r) => r !== run); };
	};

	let controllerOf;

	class AbortController {
		#signal = new AbortSignal(SIGNAL);
		get signal() { return controllerOf(this); }
		abort(reason = undefined) { abort(controllerOf(this), reason); }
		static {
			controllerOf = (o) => typeof o === "object" && o !== null && #signal in o ? o.#signal : illegal();
		}
	}
	publish(AbortController, "AbortController");

	// The classes of the global object. goja's own cannot be their instance, but
	// answers as if it were.
	class WorkerGlobalScope extends EventTarget {
		constructor() { throw new TypeError("Illegal constructor"); }
		static [Symbol.hasInstance](o) { return o === globalThis; }
	}
	publish(WorkerGlobalScope, "WorkerGlobalScope");
	class ServiceWorkerGlobalScope extends WorkerGlobalScope {}
	publish(ServiceWorkerGlobalScope, "ServiceWorkerGlobalScope");

	// dispatchError and dispatchRejection tell the global listeners of what
	// nothing caught, and return whether one of them prevented the report.
	const dispatchError = (error, message, filename, lineno, colno) =>
		!fire(globalThis, new ErrorEvent("error", { cancelable: true, error, message, filename, lineno, colno }));
	const dispatchRejection = (type, promise, reason) =>
		!fire(globalThis, new PromiseRejectionEvent(type, { cancelable: type === "unhandledrejection", promise, reason }));

	return {
		Event, EventTarget, CustomEvent, ErrorEvent, MessageEvent, CloseEvent, PromiseRejectionEvent, ExtendableEvent,
		AbortSignal, AbortController, WorkerGlobalScope, ServiceWorkerGlobalScope,
		addEventListener: EventTarget.prototype.addEventListener,
		removeEventListener: EventTarget.prototype.removeEventListener,
		dispatchEvent: EventTarget.prototype.dispatchEvent,
		newSignal: () => new AbortSignal(SIGNAL), abort, onAbort, isSignal, dependent,
		fire, fireThrowing, isEvent, handlerAttribute, constants, dispatchError, dispatchRejection,
	};
})
