(function (native) {
	"use strict";

	// WorkerQueue is the class of a producer binding. Whatever is wrong rejects
	// the promise; nothing throws at the caller.
	class WorkerQueue {
		#key;
		constructor(key) { this.#key = key; }
		async send(body, options) {
			if (!isQueue(this)) throw new TypeError("Illegal invocation");
			if (arguments.length === 0) {
				throw new TypeError("Failed to execute 'send' on 'WorkerQueue': parameter 1 is not of type 'Value'.");
			}
			return native.send(this.#key, body, options);
		}
		async sendBatch(messages, options) {
			if (!isQueue(this)) throw new TypeError("Illegal invocation");
			if (messages === null || messages === undefined || typeof messages[Symbol.iterator] !== "function") {
				throw new TypeError("Failed to execute 'sendBatch' on 'WorkerQueue': parameter 1 is not of type 'Iterable'.");
			}
			return native.sendBatch(this.#key, Array.from(messages), options);
		}
		async metrics() {
			if (!isQueue(this)) throw new TypeError("Illegal invocation");
			return native.metrics(this.#key);
		}
		static is(v) { return typeof v === "object" && v !== null && #key in v; }
	}
	const isQueue = WorkerQueue.is;
	delete WorkerQueue.is;

	// QueueMessage and QueueMessageBatch: the data are own read-only properties
	// that Go defines, so that spreading and logging show them.
	class QueueMessage {
		#batch; #index;
		constructor(batch, index) { this.#batch = batch; this.#index = index; native.defineMessage(this, batch, index); }
		ack() { check(isObject(this) && #index in this); native.ack(this.#batch, this.#index); }
		retry(options) { check(isObject(this) && #index in this); native.retry(this.#batch, this.#index, options); }
	}

	class QueueMessageBatch {
		#batch;
		constructor(batch) { this.#batch = batch; native.defineBatch(this, batch, messagesOf(batch)); }
		ackAll() { check(isObject(this) && #batch in this); native.ackAll(this.#batch); }
		retryAll(options) { check(isObject(this) && #batch in this); native.retryAll(this.#batch, options); }
	}

	const isObject = (v) => typeof v === "object" && v !== null;
	const check = (ok) => { if (!ok) throw new TypeError("Illegal invocation"); };

	const messagesOf = (batch) => {
		const list = [], count = native.count(batch);
		for (let n = 0; n < count; n++) list.push(new QueueMessage(batch, n));
		return Object.freeze(list);
	};

	// The event of service-worker syntax has the batch's fields and methods.
	const makeEvent = (batch) => {
		const Base = globalThis.ExtendableEvent;
		class QueueEvent extends Base {
			#batch;
			constructor() { super("queue"); this.#batch = batch; native.defineBatch(this, batch, messagesOf(batch)); }
			ackAll() { check(isObject(this) && #batch in this); native.ackAll(this.#batch); }
			retryAll(options) { check(isObject(this) && #batch in this); native.retryAll(this.#batch, options); }
			waitUntil(promise) { check(isObject(this) && #batch in this); native.waitUntil(this.#batch, promise); }
		}
		return new QueueEvent();
	};

	for (const [c, name] of [[WorkerQueue, "WorkerQueue"], [QueueMessage, "Message"], [QueueMessageBatch, "MessageBatch"]]) {
		Object.defineProperty(c.prototype, Symbol.toStringTag, { value: name, configurable: true });
	}

	return {
		makeQueue: (key) => new WorkerQueue(key),
		makeBatch: (batch) => new QueueMessageBatch(batch),
		makeEvent,
	};
})
