// What both sides of node:http share: methods, status codes, and outgoing headers.
(function (native) {
	"use strict";
	const { make, codes } = native.require("internal/errors");
	const { Writable } = native.require("stream");
	const { Buffer } = native.require("buffer");

	const METHODS = ("ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY OPTIONS PATCH POST " +
		"PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE").split(" ");
	const STATUS_CODES = {};
	for (const [first, names] of [
		[100, "Continue|Switching Protocols|Processing|Early Hints"],
		[200, "OK|Created|Accepted|Non-Authoritative Information|No Content|Reset Content|Partial Content|Multi-Status|Already Reported"],
		[226, "IM Used"],
		[300, "Multiple Choices|Moved Permanently|Found|See Other|Not Modified|Use Proxy"],
		[307, "Temporary Redirect|Permanent Redirect"],
		[400, "Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Proxy Authentication Required|Request Timeout|" +
			"Conflict|Gone|Length Required|Precondition Failed|Payload Too Large|URI Too Long|Unsupported Media Type|Range Not Satisfiable|Expectation Failed|I'm a Teapot"],
		[421, "Misdirected Request|Unprocessable Entity|Locked|Failed Dependency|Too Early|Upgrade Required"],
		[428, "Precondition Required|Too Many Requests"],
		[431, "Request Header Fields Too Large"], [451, "Unavailable For Legal Reasons"],
		[500, "Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Timeout|HTTP Version Not Supported|Variant Also Negotiates|" +
			"Insufficient Storage|Loop Detected|Bandwidth Limit Exceeded|Not Extended|Network Authentication Required"],
	]) {
		names.split("|").forEach((name, n) => { STATUS_CODES[first + n] = name; });
	}

	const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
	const validateHeaderName = (name, label = "Header name") => {
		if (typeof name !== "string" || !token.test(name)) throw make(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${name}"]`);
	};
	const validateHeaderValue = (name, value) => {
		if (value === undefined) throw make(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
		if (/[^\t\x20-\x7e\x80-\xff]/.test(`${value}`)) throw make(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
	};

	// An OutgoingMessage keeps headers and leaves the body to its subclasses.
	class OutgoingMessage extends Writable {
		#headers = new Map();
		#sent = false;
		constructor(options) {
			super(options);
			this.sendDate = true;
			this.finished = false;
			this.socket = null;
		}
		get headersSent() { return this.#sent; }
		get connection() { return this.socket; }
		get _header() { return this.#sent ? "" : null; }
		// _sendHeaders fixes the headers; it returns whether they were not fixed before.
		_sendHeaders() {
			if (this.#sent) return false;
			return this.#sent = true;
		}
		#unsent(action) {
			if (this.#sent) throw make(Error, "ERR_HTTP_HEADERS_SENT", `Cannot ${action} headers after they are sent to the client`);
		}
		setHeader(name, value) {
			this.#unsent("set");
			validateHeaderName(name);
			for (const one of Array.isArray(value) ? value : [value]) validateHeaderValue(name, one);
			this.#headers.set(name.toLowerCase(), { name, value });
			return this;
		}
		setHeaders(headers) {
			this.#unsent("set");
			if (!headers || Array.isArray(headers) || typeof headers.keys !== "function" || typeof headers.get !== "function") {
				throw codes.ERR_INVALID_ARG_TYPE("headers", ["Headers", "Map"], headers);
			}
			for (const [name, value] of headers) {
				if (name === "set-cookie" && this.hasHeader(name)) this.appendHeader(name, value);
				else this.setHeader(name, value);
			}
			return this;
		}
		appendHeader(name, value) {
			this.#unsent("append");
			validateHeaderName(name);
			const before = this.getHeader(name);
			if (before === undefined) return this.setHeader(name, value);
			return this.setHeader(this.#headers.get(name.toLowerCase()).name, [before, value].flat());
		}
		getHeader(name) {
			if (typeof name !== "string") throw codes.ERR_INVALID_ARG_TYPE("name", "string", name);
			const entry = this.#headers.get(name.toLowerCase());
			return entry && entry.value;
		}
		getHeaders() {
			const out = Object.create(null);
			for (const [key, { value }] of this.#headers) out[key] = value;
			return out;
		}
		getHeaderNames() { return [...this.#headers.keys()]; }
		getRawHeaderNames() { return [...this.#headers.values()].map((entry) => entry.name); }
		hasHeader(name) {
			if (typeof name !== "string") throw codes.ERR_INVALID_ARG_TYPE("name", "string", name);
			return this.#headers.has(name.toLowerCase());
		}
		removeHeader(name) {
			if (typeof name !== "string") throw codes.ERR_INVALID_ARG_TYPE("name", "string", name);
			this.#unsent("remove");
			this.#headers.delete(name.toLowerCase());
		}
		flushHeaders() {}
		addTrailers() {}
		setTimeout(ms, callback) {
			if (callback) this.once("timeout", callback);
			return this;
		}
		// _webHeaders are the headers as fetch and Response take them.
		_webHeaders() {
			const out = new globalThis.Headers();
			for (const { name, value } of this.#headers.values()) {
				for (const one of Array.isArray(value) ? value : [value]) out.append(name, `${one}`);
			}
			return out;
		}
		end(chunk, encoding, callback) {
			this.finished = true;
			return super.end(chunk, encoding, callback);
		}
	}
	const bytesOf = (chunk, encoding) => typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
	return { METHODS, STATUS_CODES, validateHeaderName, validateHeaderValue, OutgoingMessage, bytesOf };
})
