// node:net: clients, but no servers.
(function (native) {
	"use strict";
	const { isIP, isIPv4, isIPv6, SocketAddress, BlockList } = native.require("internal/net-address");
	const { Socket, normalizeArgs } = native.require("internal/net-socket");
	const { codes, validators } = native.require("internal/errors");
	const { refuser } = native.require("internal/refuse");
	const EventEmitter = native.require("events");
	const r = refuser("net", "a Worker cannot be connected to. Answer requests in its fetch handler");

	const connect = (...args) => {
		const normal = normalizeArgs(args), [options] = normal, socket = new Socket(options);
		if (options.timeout) socket.setTimeout(options.timeout);
		return socket.connect(normal);
	};
	let auto = false, wait = 250;
	return {
		_createServerHandle: r.method("_createServerHandle"), _normalizeArgs: normalizeArgs, _setSimultaneousAccepts() {},
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
