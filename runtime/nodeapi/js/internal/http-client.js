// The client of node:http: a request is a fetch.
(function (native) {
	"use strict";
	const { make, codes, validators, AbortError } = native.require("internal/errors");
	const { nextTick, onAbort } = native.require("internal/tasks");
	const { Buffer } = native.require("buffer");
	const EventEmitter = native.require("events");
	const { urlToHttpOptions } = native.require("url");
	const { OutgoingMessage, validateHeaderName, bytesOf } = native.require("internal/http-common");
	const { IncomingMessage } = native.require("internal/http-incoming");

	// An Agent manages nothing: connections are the platform's.
	class Agent extends EventEmitter {
		constructor(options = {}) {
			super();
			this.options = { __proto__: null, ...options };
			Object.assign(this, {
				defaultPort: 80, protocol: "http:", requests: {}, sockets: {}, freeSockets: {}, keepAliveMsecs: options.keepAliveMsecs || 1000,
				keepAlive: Boolean(options.keepAlive), maxSockets: options.maxSockets || Infinity, maxFreeSockets: options.maxFreeSockets || 256,
				maxTotalSockets: options.maxTotalSockets || Infinity, scheduling: options.scheduling || "lifo", totalSocketCount: 0,
			});
		}
		static get defaultMaxSockets() { return Infinity; }
		getName(options = {}) { return `${options.host || "localhost"}:${options.port || ""}:${options.localAddress || ""}`; }
		destroy() {}
	}
	const globalAgent = new Agent({ keepAlive: true, scheduling: "lifo", timeout: 5000 });

	const named = (value, name) => {
		if (value !== undefined && value !== null && typeof value !== "string") {
			throw codes.ERR_INVALID_ARG_TYPE(`options.${name}`, ["string", "undefined", "null"], value);
		}
		return value;
	};
	const merged = (input, options, callback) => {
		if (typeof input === "string") input = urlToHttpOptions(new globalThis.URL(input));
		else if (input instanceof globalThis.URL) input = urlToHttpOptions(input);
		else [callback, options, input] = [options, input, {}];
		if (typeof options === "function") [callback, options] = [options, {}];
		return [{ ...input, ...options }, callback];
	};

	class ClientRequest extends OutgoingMessage {
		#chunks = []; #abort = new globalThis.AbortController(); #origin; #timer; #timeout; #res = null; #forget = () => {};
		constructor(input, options, callback) {
			super({ autoDestroy: false }); // it lives on until the answer has been read
			[options, callback] = merged(input, options, callback);
			const agent = options.agent || options._defaultAgent || globalAgent;
			const protocol = options.protocol || agent.protocol || "http:";
			const expected = options._defaultAgent ? options._defaultAgent.protocol : agent.protocol || "http:";
			if (protocol !== expected) throw make(TypeError, "ERR_INVALID_PROTOCOL", `Protocol "${protocol}" not supported. Expected "${expected}"`);
			if (options.path && /[^\u0021-\u00ff]/.test(`${options.path}`)) throw make(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
			const host = named(options.hostname, "hostname") || named(options.host, "host") || "localhost";
			if (options.method !== undefined && options.method !== null) {
				validators.string(options.method, "options.method");
				validateHeaderName(options.method, "Method");
			}
			for (const name of ["createConnection", "lookup", "socketPath"]) {
				if (options[name] !== undefined) throw make(Error, "ERR_OPTION_NOT_IMPLEMENTED", `The options.${name} option is not implemented: a request is a fetch, whose connection is not the script's. Leave it out`);
			}
			const port = options.port || options.defaultPort || agent.defaultPort || 80;
			if (!Number.isInteger(+port) || +port < 0 || +port > 65535) {
				throw make(RangeError, "ERR_SOCKET_BAD_PORT", `Port should be >= 0 and < 65536. Received type ${typeof port} (${native.inspect(port)}).`);
			}
			const usual = protocol === "https:" ? 443 : 80;
			this.#origin = `${protocol}//${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}${+port === usual ? "" : `:${port}`}`;
			Object.assign(this, { agent, protocol, host, method: (options.method || "GET").toUpperCase(), path: options.path || "/", maxHeadersCount: null, reusedSocket: false, aborted: false });
			this.#setHeaders(options.headers);
			if (options.auth && !this.hasHeader("authorization")) this.setHeader("Authorization", `Basic ${Buffer.from(options.auth).toString("base64")}`);
			if (!this.hasHeader("host")) this.setHeader("Host", this.#origin.slice(protocol.length + 2));
			if (callback) this.once("response", callback);
			if (options.timeout !== undefined) this.setTimeout(options.timeout);
			if (options.signal) {
				validators.signal(options.signal, "options.signal");
				this.#forget = onAbort(options.signal, () => nextTick(() => this.destroy(new AbortError(undefined, { cause: options.signal.reason }))));
			}
		}
		#setHeaders(headers) {
			if (!headers) return;
			if (Array.isArray(headers)) {
				const pairs = Array.isArray(headers[0]) ? headers : headers.flatMap((name, n) => n % 2 ? [] : [[name, headers[n + 1]]]);
				for (const [name, value] of pairs) this.appendHeader(name, value);
				return;
			}
			for (const name of Object.keys(headers)) this.setHeader(name, headers[name]);
		}
		get res() { return this.#res; }
		_write(chunk, encoding, callback) {
			this.#chunks.push(bytesOf(chunk, encoding));
			callback();
		}
		_final(callback) {
			callback();
			this._sendHeaders();
			this.#fetch();
		}
		async #fetch() {
			const headers = this._webHeaders(), body = Buffer.concat(this.#chunks);
			for (const name of ["host", "connection", "transfer-encoding", "content-length", "expect"]) headers.delete(name);
			const init = { method: this.method, headers, redirect: "manual", signal: this.#abort.signal };
			if (body.length > 0 && this.method !== "GET" && this.method !== "HEAD") init.body = body;
			this.#startTimer();
			let response;
			try {
				// A host or path must not lead elsewhere once they are one URL.
				if (/[\s/@?#\\]/.test(this.host)) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${this.host}`), { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: this.host });
				const path = `${this.path}`;
				response = await globalThis.fetch(this.#origin + (path.startsWith("/") ? path : `/${path}`), init);
			} catch (error) {
				if (!this.destroyed) this.destroy(this.#failure(error));
				return;
			}
			if (this.destroyed) return;
			const message = this.#res = new IncomingMessage();
			Object.assign(message, { statusCode: response.status, statusMessage: response.statusText, req: this });
			// fetch has decoded the body.
			message._take(response, response.headers.has("content-encoding") ? ["content-encoding", "content-length"] : []);
			message.once("close", () => {
				this.#stopTimer();
				this.destroy();
			});
			if (!this.emit("response", message)) message.resume();
		}
		#failure(error) {
			if (error && error.code) return error;
			return Object.assign(new Error(`connect ${this.#origin}: ${error && error.message}`, { cause: error }), { code: "ECONNREFUSED", syscall: "connect" });
		}
		#startTimer() {
			if (!this.#timeout || this.#timer !== undefined || !this.finished) return;
			this.#timer = globalThis.setTimeout(() => this.emit("timeout"), this.#timeout);
		}
		#stopTimer() {
			if (this.#timer !== undefined) globalThis.clearTimeout(this.#timer);
			this.#timer = undefined;
		}
		setTimeout(ms, callback) {
			validators.number(ms, "msecs");
			this.#stopTimer();
			this.#timeout = ms;
			if (callback) {
				validators.callable(callback, "callback");
				this.once("timeout", callback);
			}
			this.#startTimer();
			return this;
		}
		abort() {
			if (this.aborted) return;
			this.aborted = true;
			nextTick(() => this.emit("abort"));
			this.destroy();
		}
		_destroy(error, callback) {
			this.#stopTimer();
			this.#forget();
			const message = this.#res;
			if (!message || !message.complete) this.#abort.abort();
			if (message && !message.complete) message.destroy(error || undefined);
			if (!message && !error) error = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
			callback(error);
		}
		setNoDelay() {}
		setSocketKeepAlive() {}
		clearTimeout(callback) { this.setTimeout(0, callback); }
	}
	const request = (input, options, callback) => new ClientRequest(input, options, callback);
	return { Agent, globalAgent, ClientRequest, request, merged };
})
