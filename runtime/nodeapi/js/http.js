(function (native) {
	"use strict";
	const { METHODS, STATUS_CODES, validateHeaderName, validateHeaderValue, OutgoingMessage } = native.require("internal/http-common");
	const { IncomingMessage } = native.require("internal/http-incoming");
	const { Agent, globalAgent, ClientRequest, request } = native.require("internal/http-client");
	const { Server, ServerResponse } = native.require("internal/http-server");
	const { refuser } = native.require("internal/refuse");
	return {
		_connectionListener: refuser("http", "there are no connections to listen to. Use createServer").method("_connectionListener"),
		METHODS, STATUS_CODES, Agent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse,
		createServer: (options, listener) => new Server(options, listener),
		validateHeaderName, validateHeaderValue, request,
		get(input, options, callback) {
			const out = request(input, options, callback);
			out.end();
			return out;
		},
		setMaxIdleHTTPParsers() {}, maxHeaderSize: 16384, globalAgent,
		get WebSocket() { return globalThis.WebSocket; }, get CloseEvent() { return globalThis.CloseEvent; }, get MessageEvent() { return globalThis.MessageEvent; },
	};
})
