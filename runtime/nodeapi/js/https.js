(function (native) {
	"use strict";
	const http = native.require("http");
	const { merged } = native.require("internal/http-client");
	class Agent extends http.Agent {
		constructor(options) {
			super(options);
			this.defaultPort = 443;
			this.protocol = "https:";
		}
	}
	const globalAgent = new Agent({ keepAlive: true });
	class Server extends http.Server {}
	const request = (input, options, callback) => {
		[options, callback] = merged(input, options, callback);
		return new http.ClientRequest({ ...options, _defaultAgent: exports.globalAgent }, callback);
	};
	const exports = {
		Agent, globalAgent, Server, createServer: (options, listener) => new Server(options, listener), request,
		get(input, options, callback) {
			const out = request(input, options, callback);
			out.end();
			return out;
		},
	};
	return exports;
})
