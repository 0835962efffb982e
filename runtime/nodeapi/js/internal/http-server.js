// The server of node:http: it listens to no port, but answers the requests that
// the Worker's fetch handler gives it.
(function (native) {
	"use strict";
	const { make, codes, validators } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const EventEmitter = native.require("events");
	const { OutgoingMessage, STATUS_CODES, bytesOf } = native.require("internal/http-common");
	const { IncomingMessage } = native.require("internal/http-incoming");
	const { refusal } = native.require("internal/refuse");
	const empty = [101, 204, 205, 304];

	class ServerResponse extends OutgoingMessage {
		#controller; #waiting; #answer;
		constructor(req) {
			super();
			Object.assign(this, { req, statusCode: 200, statusMessage: undefined, shouldKeepAlive: true });
			this.socket = req && req.socket || null;
			// The web response that all this makes.
			this._response = new Promise((resolve, reject) => { this.#answer = { resolve, reject }; });
			this._response.catch(() => {});
		}
		writeHead(status, message, headers) {
			if (this.headersSent) throw make(Error, "ERR_HTTP_HEADERS_SENT", "Cannot write headers after they are sent to the client");
			if (!(status >= 100 && status <= 999)) throw make(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${status}`);
			if (typeof message !== "string") [message, headers] = [undefined, message === undefined ? headers : message];
			this.statusCode = status | 0;
			if (message !== undefined) this.statusMessage = message;
			if (Array.isArray(headers)) {
				if (headers.length % 2) throw codes.ERR_INVALID_ARG_VALUE("headers", headers);
				for (let n = 0; n < headers.length; n += 2) this.removeHeader(headers[n]);
				for (let n = 0; n < headers.length; n += 2) this.appendHeader(headers[n], headers[n + 1]);
			} else if (headers) for (const name of Object.keys(headers)) this.setHeader(name, headers[name]);
			return this;
		}
		flushHeaders() { this.#start(null); }
		writeContinue() { throw refusal("http.ServerResponse.writeContinue", "the platform sends no 1xx responses. Leave it out"); }
		writeEarlyHints() { throw refusal("http.ServerResponse.writeEarlyHints", "the platform sends no 1xx responses. Leave it out"); }
		writeProcessing() { throw refusal("http.ServerResponse.writeProcessing", "the platform sends no 1xx responses. Leave it out"); }
		assignSocket() { throw refusal("http.ServerResponse.assignSocket", "there is no socket. Leave it out"); }
		detachSocket() { throw refusal("http.ServerResponse.detachSocket", "there is no socket. Leave it out"); }
		// #start answers with a body that is whole (bytes), or comes in pieces (null).
		#start(whole) {
			if (!this._sendHeaders()) return;
			if (this.statusMessage === undefined) this.statusMessage = STATUS_CODES[this.statusCode] || "unknown";
			const init = { status: this.statusCode, statusText: this.statusMessage, headers: this._webHeaders() };
			const none = empty.includes(this.statusCode) || this.req && this.req.method === "HEAD";
			const body = none ? null : whole || new globalThis.ReadableStream({
				start: (controller) => { this.#controller = controller; },
				pull: () => this.#resume(),
				cancel: (reason) => { this.destroy(reason instanceof Error ? reason : undefined); },
			});
			this.#answer.resolve(new globalThis.Response(body, init));
		}
		#resume() {
			const waiting = this.#waiting;
			this.#waiting = undefined;
			if (waiting) waiting();
		}
		end(chunk, encoding, callback) {
			if (typeof chunk === "function") [chunk, callback] = [undefined, chunk];
			if (typeof encoding === "function") [encoding, callback] = [undefined, encoding];
			if (!this.headersSent && !this.writableEnded && this.writableLength === 0) {
				if (chunk !== undefined && chunk !== null && typeof chunk !== "string" && !(chunk instanceof Uint8Array)) throw codes.ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer", "Uint8Array"], chunk);
				this.#start(chunk === undefined || chunk === null ? new Uint8Array(0) : bytesOf(chunk, encoding));
				chunk = undefined;
			}
			return super.end(chunk, encoding, callback);
		}
		_write(chunk, encoding, callback) {
			this.#start(null);
			const c = this.#controller, bytes = bytesOf(chunk, encoding);
			if (!c || bytes.byteLength === 0) {
				callback();
				return;
			}
			c.enqueue(new Uint8Array(bytes));
			if (c.desiredSize > 0) callback();
			else this.#waiting = callback;
		}
		_final(callback) {
			if (this.#controller) this.#controller.close();
			callback();
		}
		_destroy(error, callback) {
			if (!this.writableFinished) {
				const why = error || Object.assign(new Error("the response was destroyed before it ended"), { code: "ECONNRESET" });
				if (!this.headersSent) this.#answer.reject(why);
				else if (this.#controller) try { this.#controller.error(why); } catch { /* it was cancelled */ }
			}
			this.#resume();
			callback(error);
		}
	}

	// The servers that listen, by port: a routing key and nothing more.
	const listening = new Map();
	let nextPort = 32768;

	class Server extends EventEmitter {
		#port = null; #options;
		constructor(options, listener) {
			if (typeof options === "function") [options, listener] = [{}, options];
			super();
			if (options !== undefined && options !== null) validators.object(options, "options");
			this.#options = options || {};
			Object.assign(this, { timeout: 0, requestTimeout: 300000, headersTimeout: 60000, keepAliveTimeout: 5000, maxHeadersCount: null, maxRequestsPerSocket: 0, connectionsCheckingInterval: 30000 });
			if (listener) this.on("request", listener);
		}
		get listening() { return this.#port !== null; }
		listen(...args) {
			const callback = typeof args[args.length - 1] === "function" ? args.pop() : undefined;
			let [port] = args;
			if (port !== null && typeof port === "object") ({ port } = port);
			if (typeof port === "string" && !/^\d+$/.test(port)) throw refusal("http.Server.listen", "a Worker listens to ports only, which are keys for httpServerHandler of cloudflare:node. Give a number");
			if (this.#port !== null) throw make(Error, "ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.");
			port = +port || nextPort++;
			if (!(port >= 0 && port < 65536)) throw make(RangeError, "ERR_SOCKET_BAD_PORT", `options.port should be >= 0 and < 65536. Received type number (${port}).`);
			if (listening.has(port)) throw Object.assign(new Error(`listen EADDRINUSE: address already in use :::${port}`), { code: "EADDRINUSE", errno: -98, syscall: "listen", port });
			listening.set(this.#port = port, this);
			if (callback) this.once("listening", callback);
			nextTick(() => this.emit("listening"));
			return this;
		}
		close(callback) {
			if (callback) {
				if (this.#port === null) this.once("close", () => callback(make(Error, "ERR_SERVER_NOT_RUNNING", "Server is not running.")));
				else this.once("close", callback);
			}
			listening.delete(this.#port);
			this.#port = null;
			nextTick(() => this.emit("close"));
			return this;
		}
		[native.require("internal/tasks").asyncDispose]() { return new Promise((resolve) => this.close(() => resolve())); }
		closeAllConnections() {}
		closeIdleConnections() {}
		setTimeout(ms, callback) {
			if (callback) this.on("timeout", callback);
			return this;
		}
		address() { return this.#port === null ? null : { port: this.#port, family: "IPv4", address: "127.0.0.1" }; }
		ref() { return this; }
		unref() { return this; }
		// _handle answers one web request.
		_handle(request, env, ctx) {
			const Incoming = this.#options.IncomingMessage || IncomingMessage, Outgoing = this.#options.ServerResponse || ServerResponse;
			const req = new Incoming(request), url = new globalThis.URL(request.url);
			Object.assign(req, { method: request.method, url: url.pathname + url.search, cloudflare: { cf: request.cf, env, ctx } });
			if (req.headers.host === undefined) req._addHeader("host", url.host);
			// A message with a body always says how it ends.
			if (request.body && req.headers["content-length"] === undefined && req.headers["transfer-encoding"] === undefined) req._addHeader("transfer-encoding", "chunked");
			Object.assign(req.socket, { encrypted: url.protocol === "https:", localAddress: req.headers.host, localPort: this.#port });
			const res = new Outgoing(req);
			if (!this.emit("request", req, res)) res.writeHead(501).end();
			return res._response;
		}
	}

	// What cloudflare:node exports.
	const handleAsNodeRequest = (port, request, env, ctx) => {
		if (port !== null && typeof port === "object") ({ port } = port);
		const server = listening.get(+port);
		if (!server) throw make(Error, "ERR_INVALID_ARG_VALUE", `No HTTP server listens to port ${port}: call server.listen(${port}) at the top level first`);
		return server._handle(request, env, ctx);
	};
	const httpServerHandler = (which, handlers = {}) => {
		let port;
		if (which instanceof Server) {
			if (!which.listening) which.listen();
			({ port } = which.address());
		} else if (which !== null && typeof which === "object" && which.port !== undefined) ({ port } = which);
		else throw codes.ERR_INVALID_ARG_TYPE("server", ["Server", "Object"], which);
		return { ...handlers, fetch: (request, env, ctx) => handleAsNodeRequest(port, request, env, ctx) };
	};
	return { Server, ServerResponse, cloudflare: { httpServerHandler, handleAsNodeRequest } };
})
