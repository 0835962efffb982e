(function (native) {
	"use strict";
	const { publish, need, illegal, copyable, sequence } = native.idl;
	const { EventTarget, Event, MessageEvent, fire, handlerAttribute } = native.events;
	const TOKEN = {};

	// The record of a port outlives the objects that stand for it: a transfer
	// gives it a new one.
	const newRecord = () => ({ peer: null, queue: [], enabled: false, closed: false, object: null });

	let recordOf, isPort, setRecord;
	class MessagePort extends EventTarget {
		#record;
		constructor(token = undefined, record = undefined) {
			if (token !== TOKEN) throw new TypeError("Illegal constructor");
			super();
			this.#record = record;
			record.object = this;
		}
		postMessage(message, transferOrOptions = undefined) {
			const record = recordOf(this);
			need(arguments, 1, "'postMessage' on 'MessagePort'");
			post(this, record, message, transferOf(transferOrOptions));
		}
		start() { start(recordOf(this)); }
		close() { close(recordOf(this)); }
		static {
			isPort = (o) => typeof o === "object" && o !== null && #record in o;
			recordOf = (o) => isPort(o) ? o.#record : illegal();
			setRecord = (o, record) => { o.#record = record; };
		}
	}
	publish(MessagePort, "MessagePort");
	handlerAttribute(MessagePort, "message", (port) => start(recordOf(port)));
	handlerAttribute(MessagePort, "messageerror");
	handlerAttribute(MessagePort, "close");

	const transferOf = (value) => {
		if (value === undefined || value === null) return [];
		if (typeof value !== "object" && typeof value !== "function") {
			throw new TypeError("Failed to execute 'postMessage' on 'MessagePort': parameter 2 is not an object.");
		}
		const method = value[Symbol.iterator];
		const list = method === undefined || method === null ? value.transfer : { [Symbol.iterator]: () => method.call(value) };
		if (list === undefined) return [];
		return sequence(list, "Failed to execute 'postMessage' on 'MessagePort': the list to transfer", (o) => {
			if (o === null || typeof o !== "object" && typeof o !== "function") {
				throw new TypeError("Failed to execute 'postMessage' on 'MessagePort': an item of the list to transfer is not an object.");
			}
			return o;
		});
	};

	const post = (port, record, message, transfer) => {
		if (transfer.includes(port)) throw new native.DOMException("A port cannot be sent through itself.", "DataCloneError");
		const { peer } = record;
		const lost = peer !== null && transfer.some((o) => isPort(o) && recordOf(o) === peer);
		const copy = native.clone({ message, ports: transfer.filter(isPort) }, { transfer });
		if (peer === null || lost) return;
		peer.queue.push(copy);
		if (peer.enabled) deliver(peer);
	};

	// deliver lets one message arrive, as a task of its own.
	const deliver = (record) => native.task(() => {
		if (!record.enabled || record.closed || record.queue.length === 0) return;
		const { message, ports } = record.queue.shift();
		fire(record.object, new MessageEvent("message", { data: message, ports }));
	});

	const start = (record) => {
		if (record.enabled || record.closed) return;
		record.enabled = true;
		for (const _ of record.queue) deliver(record);
	};

	const close = (record) => {
		if (record.closed) return;
		record.closed = true;
		const { peer } = record;
		record.peer = null;
		if (peer === null || peer.closed) return;
		// Messages that are on their way arrive before the end.
		peer.peer = null;
		native.task(() => {
			peer.closed = true;
			fire(peer.object, new Event("close"));
		});
	};

	// A port that was transferred is as if it had been closed long ago.
	const take = (port) => {
		const record = recordOf(port);
		record.enabled = false;
		const left = newRecord();
		left.closed = true;
		setRecord(port, left);
		return new MessagePort(TOKEN, record);
	};
	const gone = new WeakSet();
	copyable(() => undefined, (o) => {
		if (!isPort(o) || gone.has(o)) return undefined;
		return () => {
			gone.add(o);
			return take(o);
		};
	});

	let channelOf;
	class MessageChannel {
		#ports;
		constructor() {
			const one = newRecord(), two = newRecord();
			one.peer = two;
			two.peer = one;
			this.#ports = [new MessagePort(TOKEN, one), new MessagePort(TOKEN, two)];
		}
		get port1() { return channelOf(this)[0]; }
		get port2() { return channelOf(this)[1]; }
		static { channelOf = (o) => typeof o === "object" && o !== null && #ports in o ? o.#ports : illegal(); }
	}
	publish(MessageChannel, "MessageChannel");

	return { MessageChannel, MessagePort, isPort };
})
