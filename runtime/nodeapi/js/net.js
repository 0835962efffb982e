// node:net without TCP: addresses work, connecting does not.
(function (native) {
	"use strict";
	const { isIP, isIPv4, isIPv6, SocketAddress, BlockList } = native.require("internal/net-address");
	const { codes, validators } = native.require("internal/errors");
	const { refuser, refusal } = native.require("internal/refuse");
	const { Duplex } = native.require("stream");
	const EventEmitter = native.require("events");
	const r = refuser("net", "a Worker cannot be connected to. Answer requests in its fetch handler");

	// A Socket can be made and set up, as clients do before they connect.
	class Socket extends Duplex {
		constructor(options = {}) {
			super({ allowHalfOpen: Boolean(options && options.allowHalfOpen) });
			Object.assign(this, { connecting: false, bytesRead: 0, bytesWritten: 0, timeout: undefined });
		}
		get pending() { return true; }
		get readyState() { return this.destroyed ? "closed" : "open"; }
		_read() {}
		_write(chunk, encoding, callback) { callback(refusal(`${this.constructor.module || "net"}.Socket.write`, why)); }
		connect() {
			this.destroy(refusal(`${this.constructor.module || "net"}.Socket.connect`, why));
			return this;
		}
		address() { return {}; }
		setTimeout(ms, callback) {
			validators.number(ms, "msecs");
			this.timeout = ms;
			if (callback) this.once("timeout", callback);
			return this;
		}
		setNoDelay() { return this; }
		setKeepAlive() { return this; }
		ref() { return this; }
		unref() { return this; }
		destroySoon() { this.destroy(); }
		resetAndDestroy() { return this.destroy(); }
	}
	const why = "paddock has no TCP connections yet. Use fetch, or an HTTP interface of the service";
	const connect = (...args) => {
		const socket = new Socket();
		if (typeof args[args.length - 1] === "function") socket.once("connect", args.pop());
		return socket.connect(...args);
	};
	let auto = false, wait = 250;
	return {
		_createServerHandle: r.method("_createServerHandle"), _normalizeArgs: (args) => args, _setSimultaneousAccepts() {},
		BlockList, SocketAddress, connect, createConnection: connect, createServer: r.method("createServer"), isIP, isIPv4, isIPv6,
		Server: r.class("Server", EventEmitter), Socket, Stream: Socket,
		getDefaultAutoSelectFamily: () => auto,
		setDefaultAutoSelectFamily(value) {
			validators.boolean(value, "value");
			auto = value;
		},
		getDefaultAutoSelectFamilyAttemptTimeout: () => wait,
		setDefaultAutoSelectFamilyAttemptTimeout(value) {
			if (!Number.isInteger(value) || value < 1) throw codes.ERR_OUT_OF_RANGE("value", ">= 1 && <= 2147483647", value);
			wait = Math.max(10, value);
		},
	};
})
