(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const { EventTarget, Event, MessageEvent, CloseEvent, ErrorEvent, fire, fireThrowing, handlerAttribute, constants } = native.events;
	const TOKEN = {};
	const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;

	// The record of one end. What it sends goes to its peer, the other end of a
	// pair, or to a wire, a connection that Go holds. What comes waits in inbox
	// until the end is accepted.
	const newRecord = () => ({
		object: null, state: OPEN, accepted: false, given: false, peer: null, wire: null, dialed: false, inbox: [],
		url: null, protocol: "", binaryType: native.buffers ? "arraybuffer" : "blob", halfOpen: native.halfOpen, sentClose: false, gotClose: false, attachment: null,
	});

	let recordOf, isSocket;
	class WebSocket extends EventTarget {
		#record;
		constructor(url, protocols = undefined) {
			super();
			if (url === TOKEN) {
				this.#record = protocols;
				protocols.object = this;
				return;
			}
			need(arguments, 1, "constructor of 'WebSocket'");
			const record = this.#record = newRecord();
			record.object = this;
			connect(record, urlOf(`${url}`), protocolsOf(protocols));
		}
		get url() { return recordOf(this).url; }
		get readyState() { return recordOf(this).state; }
		get protocol() { return recordOf(this).protocol; }
		get bufferedAmount() { recordOf(this); return 0; }
		get extensions() { recordOf(this); return ""; }
		get binaryType() { return recordOf(this).binaryType; }
		set binaryType(value) {
			const record = recordOf(this);
			value = `${value}`;
			if (value === "blob" || value === "arraybuffer") record.binaryType = value;
		}
		accept(options = undefined) {
			const record = recordOf(this);
			if (record.url !== null) throw new TypeError("Websockets obtained from the 'new WebSocket()' constructor cannot call accept");
			record.halfOpen = native.halfOpen || Boolean(dictionary(options, "The options of accept").allowHalfOpen);
			accept(record);
		}
		send(message) {
			const record = recordOf(this);
			if (arguments.length === 0) throw new TypeError("Failed to execute 'send' on 'WebSocket': parameter 1 is not of type 'ArrayBuffer or ArrayBufferView or string'.");
			send(record, message);
		}
		close(code = undefined, reason = undefined) { close(recordOf(this), code, reason); }
		// An attachment is kept as a copy, so that later changes of the value stay out of it.
		serializeAttachment(value) {
			const record = recordOf(this);
			if (arguments.length === 0) throw new TypeError("Failed to execute 'serializeAttachment' on 'WebSocket': parameter 1 is not of type 'Value'.");
			record.attachment = native.clone(value);
		}
		deserializeAttachment() { return native.clone(recordOf(this).attachment); }
		static {
			isSocket = (o) => typeof o === "object" && o !== null && #record in o;
			recordOf = (o) => isSocket(o) ? o.#record : illegal();
		}
	}
	publish(WebSocket, "WebSocket");
	const STATES = { CONNECTING, OPEN, CLOSING, CLOSED };
	constants(WebSocket, STATES);
	constants(WebSocket, { READY_STATE_CONNECTING: 0, READY_STATE_OPEN: 1, READY_STATE_CLOSING: 2, READY_STATE_CLOSED: 3 });
	for (const type of ["open", "message", "close", "error"]) handlerAttribute(WebSocket, type);

	const syntaxError = (message) => { throw new native.DOMException(message, "SyntaxError"); };

	const urlOf = (text) => {
		let url;
		try {
			url = new native.URL(text);
		} catch (e) {
			syntaxError("WebSocket Constructor: The url is invalid.");
		}
		if (url.protocol !== "ws:" && url.protocol !== "wss:") syntaxError("WebSocket Constructor: The url scheme must be ws or wss.");
		if (url.hash !== "" || url.href.endsWith("#")) syntaxError("WebSocket Constructor: The url fragment must be empty.");
		return url.href;
	};

	const protocolsOf = (value) => {
		if (value === undefined) return [];
		const list = typeof value === "object" && value !== null ? Array.from(value, (p) => `${p}`) : [`${value}`];
		if (new Set(list.map((p) => p.toLowerCase())).size !== list.length) syntaxError("WebSocket Constructor: The protocols header cannot have repeating values.");
		if (!list.every(native.isToken)) {
			syntaxError(`WebSocket Constructor: ${typeof value === "object" && value !== null ? "One of the protocol header tokens" : "The protocol header token"} is invalid.`);
		}
		return list;
	};

	const connect = (record, url, protocols) => {
		record.url = url;
		record.state = CONNECTING;
		record.accepted = true;
		record.wire = newWire(record, false);
		native.dial(record.wire, url.replace(/^ws/, "http"), protocols).then((protocol) => {
			if (record.state !== CONNECTING) {
				native.wireStart(record.wire);
				return;
			}
			record.state = OPEN;
			record.protocol = protocol;
			fire(record.object, new Event("open"));
			native.wireStart(record.wire);
		}, (e) => fail(record, e));
	};

	// ---- towards the script

	const newWire = (record, hold) => native.newWire((kind, value, reason) => {
		if (kind === "close") arrive(record, { close: true, code: value, reason, clean: value !== 1006 });
		else if (kind === "fail") fail(record, value);
		else arrive(record, { data: value });
	}, hold);

	const arrive = (record, item) => {
		if (record.given) forward(record.peer.wire, item);
		else {
			record.inbox.push(item);
			if (record.accepted) drain(record);
		}
	};

	const forward = (wire, item) => {
		if (item.close) native.wireClose(wire, item.code, item.reason);
		else native.wireSend(wire, item.data);
	};

	// pass hands an item to the other end of a pair: later, when the script there
	// is told, so that it is told in a task of its own.
	const pass = (peer, item) => {
		if (peer.accepted) native.task(() => arrive(peer, item));
		else arrive(peer, item);
	};

	const drain = (record) => { while (record.inbox.length > 0) show(record, record.inbox.shift()); };

	const show = (record, item) => {
		if (record.state === CLOSED) return;
		if (!item.close) {
			const thrown = fireThrowing(record.object, new MessageEvent("message", { data: shown(record, item.data) }));
			if (thrown !== null) broken(record, thrown.error);
			return;
		}
		record.gotClose = true;
		if (record.sentClose) record.state = CLOSED;
		else if (record.halfOpen) record.state = CLOSING;
		else {
			record.sentClose = true;
			record.state = CLOSED;
			sendClose(record, item.code, item.reason);
		}
		fire(record.object, new CloseEvent("close", { code: item.code, reason: item.reason, wasClean: item.clean }));
	};

	const shown = (record, data) => {
		if (typeof data === "string" || record.binaryType === "arraybuffer") return data;
		return native.makeBlob(data, "");
	};

	// broken ends a connection one of whose listeners threw.
	const broken = (record, error) => {
		if (record.state === CLOSED) return;
		end(record, error, `Uncaught ${error}`);
		if (record.wire !== null) native.wireDrop(record.wire);
		else native.task(() => lost(record.peer));
	};
	const lost = (peer) => {
		if (peer.given) native.wireDrop(peer.wire ?? peer.peer.wire);
		else fail(peer, new Error("Network connection lost."));
	};

	const end = (record, error, message) => {
		record.state = CLOSED;
		record.sentClose = record.gotClose = true;
		fire(record.object, new ErrorEvent("error", { error, message }));
	};

	const fail = (record, error) => {
		if (record.state === CLOSED) return;
		end(record, error, `${error?.message ?? error}`);
		fire(record.object, new CloseEvent("close", { code: 1006, reason: "", wasClean: false }));
	};

	// ---- from the script

	const accept = (record) => {
		if (record.given) throw new TypeError("Can't accept() WebSocket that was already used in a response.");
		if (record.accepted) return;
		record.accepted = true;
		if (record.dialed) native.wireStart(record.wire);
		else if (record.inbox.length > 0) native.task(() => drain(record));
	};

	const ready = (record, what) => {
		if (record.given) throw new TypeError(`Can't ${what}() on a WebSocket that was already used in a response.`);
		if (!record.accepted) throw new TypeError("You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages.");
	};

	const send = (record, message) => {
		if (record.state === CONNECTING) {
			throw new TypeError("You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages.");
		}
		ready(record, "send");
		if (record.sentClose && !record.gotClose) throw new TypeError("Can't call WebSocket send() after close().");
		if (record.state === CLOSED) return;
		let data;
		if (message instanceof ArrayBuffer || ArrayBuffer.isView(message)) data = native.copy(message);
		else data = native.wellFormed(`${message}`);
		if (record.wire !== null) native.wireSend(record.wire, data);
		else pass(record.peer, { data });
	};

	const close = (record, code, reason) => {
		if (code !== undefined) {
			code = Number(code) | 0;
			if (code < 1000 || code > 4999 || code === 1004 || code === 1005 || code === 1006 || code === 1015) {
				throw new native.DOMException(`Invalid WebSocket close code: ${code}.`, "InvalidAccessError");
			}
		}
		if (reason !== undefined) {
			reason = `${reason}`;
			if (code === undefined) throw new native.DOMException("If you specify a WebSocket close reason, you must also specify a code.", "InvalidAccessError");
			if (native.byteLength(reason) > 123) syntaxError("WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded.");
		}
		if (record.state === CONNECTING) {
			native.wireDrop(record.wire);
			native.task(() => fail(record, new Error("The WebSocket was closed before it was connected.")));
			return;
		}
		if (record.state === CLOSED || record.sentClose) return;
		ready(record, "close");
		record.sentClose = true;
		record.state = record.gotClose ? CLOSED : CLOSING;
		sendClose(record, code ?? 1005, reason ?? "");
	};

	const sendClose = (record, code, reason) => {
		if (record.wire !== null) native.wireClose(record.wire, code, reason);
		else pass(record.peer, { close: true, code, reason, clean: true });
	};

	// ---- pairs

	class WebSocketPair {
		constructor() {
			const one = newRecord(), two = newRecord();
			one.peer = two;
			two.peer = one;
			this[0] = new WebSocket(TOKEN, one);
			this[1] = new WebSocket(TOKEN, two);
		}
	}
	publish(WebSocketPair, "WebSocketPair");
	Object.defineProperty(WebSocketPair.prototype, Symbol.iterator, {
		value: function* () { yield this[0]; yield this[1]; }, writable: true, configurable: true,
	});

	// give hands an end to the connection that a response upgrades, and returns
	// the wire that takes its place.
	const give = (socket) => {
		const record = recordOf(socket);
		if (record.given) throw new TypeError("This WebSocket was already used in a response.");
		if (record.accepted) throw new TypeError("Can't return a WebSocket in a response after calling accept().");
		record.given = true;
		if (record.dialed) {
			native.wireHold(record.wire);
			return record.wire;
		}
		const { peer } = record;
		peer.wire = newWire(peer, true);
		for (const item of record.inbox.splice(0)) forward(peer.wire, item);
		return peer.wire;
	};

	// fetched makes the socket of a response to an upgrade.
	const fetched = (dialed, protocol) => {
		const record = newRecord();
		record.dialed = true;
		record.protocol = protocol;
		record.wire = newWire(record, false);
		native.adopt(record.wire, dialed);
		return new WebSocket(TOKEN, record);
	};

	return { WebSocket, WebSocketPair, isSocket, give, fetched };
})
