(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const { extract, fromSource, move, clone, outgoing, crossing, arrived, mixin } = native.body;
	const headers = native.headers;
	const TOKEN = {};

	// ---- what Request and Response share

	const headersOf = (s) => s.headers ??= headers.wrap(s.list ??= lateList(s));

	// lateList makes the header list of an object that had none yet.
	const lateList = (s) => {
		const list = headers.listFor();
		if (s.body !== null && s.body.type !== null) native.setHeader(list, "content-type", s.body.type);
		return list;
	};

	const setBody = (s, init, type = undefined) => {
		s.body = extract(init);
		if (type !== undefined) s.body.type = type;
		if (s.list !== null && s.body.type !== null) native.addHeader(s.list, "content-type", s.body.type);
	};

	const contentType = (s) => s.list === null && s.headers === null
		? (s.body === null ? "" : s.body.type ?? "")
		: native.getHeader(s.list, "content-type");

	// ---- Request

	let requestState, isRequest;

	const newRequest = () => ({
		method: "GET", url: "", list: null, headers: null, body: null, redirect: "follow", signal: null,
		source: null, controller: null, aborted: undefined, cf: undefined, cache: undefined, integrity: "", fetcher: null,
	});

	class Request {
		#state;
		constructor(input, init = undefined) {
			if (input === TOKEN) {
				this.#state = init;
				return;
			}
			need(arguments, 1, "constructor of 'Request'");
			const s = this.#state = newRequest();
			const base = isRequest(input) ? input.#state : null;
			if (base === null) s.url = native.parseURL(`${input}`);
			else inherit(s, base);
			if (init !== undefined && init !== null) {
				apply(s, isRequest(init) ? fromRequest(init.#state) : dictionary(init, "Failed to construct 'Request': parameter 2"));
			}
			if (base !== null && s.body === null && base.body !== null) s.body = move(base.body);
			if (s.body !== null && (s.method === "GET" || s.method === "HEAD")) {
				throw new TypeError("Request with a GET or HEAD method cannot have a body.");
			}
		}
		get method() { return requestState(this).method; }
		get url() { return requestState(this).url; }
		get headers() { return headersOf(requestState(this)); }
		get redirect() { return requestState(this).redirect; }
		get fetcher() { return requestState(this).fetcher; }
		get signal() { return signalOf(requestState(this)); }
		get cf() {
			const s = requestState(this);
			if (typeof s.cf === "string") s.cf = JSON.parse(s.cf);
			return s.cf;
		}
		get integrity() { return requestState(this).integrity; }
		get keepalive() { requestState(this); return false; }
		get cache() { return requestState(this).cache; }
		clone() {
			const s = requestState(this), copy = newRequest();
			const body = clone(s.body);
			inherit(copy, s);
			if (s.list !== null) copy.list = native.cloneHeaders(s.list);
			copy.body = body;
			return new Request(TOKEN, copy);
		}
		static {
			isRequest = (o) => typeof o === "object" && o !== null && #state in o;
			requestState = (o) => isRequest(o) ? o.#state : illegal();
		}
	}

	// inherit copies all but the body.
	const inherit = (s, base) => {
		s.url = base.url;
		s.method = base.method;
		s.redirect = base.redirect;
		s.cf = base.cf;
		s.cache = base.cache;
		s.integrity = base.integrity;
		s.source = base.signal ?? (base.controller === null && base.source === null ? null : signalOf(base));
		s.list = native.copyHeaders(base.list ?? lateList(base));
	};

	// fromRequest lets a Request be given where options are expected.
	const fromRequest = (other) => {
		const init = { method: other.method, headers: headersOf(other), redirect: other.redirect, cf: other.cf, signal: signalOf(other) };
		if (other.body !== null) init[TAKEN] = move(other.body);
		return init;
	};
	const TAKEN = Symbol("body");

	// These throw on the platform, so they throw here.
	const unimplemented = ["mode", "credentials", "referrer", "referrerPolicy"];

	const apply = (s, init) => {
		const { body, cache, cf, headers: given, integrity, method, redirect, signal, [TAKEN]: taken } = init;
		for (const field of unimplemented) {
			if (init[field] !== undefined) throw new Error(`The '${field}' field on 'RequestInitializerDict' is not implemented.`);
		}
		if (method !== undefined) s.method = methodOf(`${method}`);
		if (given !== undefined && given !== null) {
			s.list = headers.listFor(given);
			s.headers = null;
		}
		if (redirect !== undefined) s.redirect = redirectOf(`${redirect}`);
		if (cf !== undefined) s.cf = cf;
		if (cache !== undefined && cache !== null) s.cache = cacheOf(`${cache}`);
		if (integrity !== undefined) s.integrity = `${integrity}`;
		if (signal !== undefined) s.source = signalFrom(signal);
		if (taken !== undefined) s.body = taken;
		else if (body !== undefined && body !== null) {
			s.list ??= headers.listFor();
			setBody(s, body);
		}
	};

	const methodOf = (method) => {
		const upper = method.toUpperCase();
		if (!native.isToken(method) || upper === "CONNECT" || upper === "TRACE" || upper === "TRACK") {
			throw new TypeError(`Invalid HTTP method string: ${method}`);
		}
		return upper;
	};

	const redirectOf = (mode) => {
		if (mode === "follow" || mode === "manual") return mode;
		throw new TypeError(`Invalid redirect value: "${mode}". It must be "follow" or "manual"; with "manual", the response's status tells of a redirect.`);
	};

	const cacheOf = (mode) => {
		if (mode === "no-store" || mode === "no-cache" || mode === "reload") return mode;
		throw new TypeError(`Unsupported cache mode: ${mode}`);
	};

	const signalFrom = (signal) => {
		if (signal === null) return null;
		if (!native.events().isSignal(signal)) throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
		return signal;
	};

	// signalOf makes the request's own signal when somebody looks at it.
	const signalOf = (s) => {
		if (s.signal === null) {
			if (s.source !== null) s.signal = AbortSignal.any([s.source]);
			else {
				s.controller = new AbortController();
				s.signal = s.controller.signal;
				if (s.aborted !== undefined) s.controller.abort(s.aborted);
			}
		}
		return s.signal;
	};

	// ---- Response

	let responseState, isResponse;

	const newResponse = () => ({
		status: 200, statusText: "", list: null, headers: null, body: null, type: "default", url: "", redirected: false,
		encode: "automatic", cf: undefined, webSocket: null,
	});
	const nullBody = (status) => status === 101 || status === 204 || status === 205 || status === 304;

	class Response {
		#state;
		constructor(body = null, init = undefined) {
			if (body === TOKEN) {
				this.#state = init;
				return;
			}
			const s = this.#state = newResponse();
			if (init !== undefined && init !== null) initResponse(s, dictionary(init, "Failed to construct 'Response': parameter 2"));
			if (body === null || body === undefined) return;
			if (nullBody(s.status)) {
				throw new TypeError("Response with null body status (101, 204, 205, or 304) cannot have a body.");
			}
			setBody(s, body);
		}
		get status() { return responseState(this).status; }
		get statusText() {
			const s = responseState(this);
			return s.statusText;
		}
		get ok() {
			const { status } = responseState(this);
			return status >= 200 && status <= 299;
		}
		get headers() { return headersOf(responseState(this)); }
		get redirected() { return responseState(this).redirected; }
		get url() { return responseState(this).url; }
		get type() { return responseState(this).type; }
		get webSocket() { return responseState(this).webSocket; }
		get cf() { return responseState(this).cf; }
		clone() {
			const s = responseState(this);
			if (s.webSocket !== null) throw new TypeError("Cannot clone a response to a WebSocket handshake.");
			const body = clone(s.body);
			const copy = Object.assign(newResponse(), s, { headers: null, body });
			if (s.list !== null) copy.list = native.cloneHeaders(s.list);
			return new Response(TOKEN, copy);
		}
		static json(data, init = undefined) {
			need(arguments, 1, "'json' on 'Response'");
			const text = JSON.stringify(data);
			if (text === undefined) throw new TypeError("The data is not JSON serializable.");
			const s = newResponse();
			if (init !== undefined && init !== null) initResponse(s, dictionary(init, "Failed to execute 'json' on 'Response': parameter 2"));
			if (nullBody(s.status)) {
				throw new TypeError("Response with null body status (101, 204, 205, or 304) cannot have a body.");
			}
			setBody(s, text, "application/json");
			return new Response(TOKEN, s);
		}
		static redirect(url, status = 302) {
			need(arguments, 1, "'redirect' on 'Response'");
			url = `${url}`;
			status = short(status);
			const location = native.parseURL(url);
			if (status !== 301 && status !== 302 && status !== 303 && status !== 307 && status !== 308) {
				throw new RangeError(`${status} is not a redirect status code.`);
			}
			const s = newResponse();
			s.status = status;
			s.list = headers.listFor();
			native.setHeader(s.list, "location", location);
			native.freezeHeaders(s.list);
			return new Response(TOKEN, s);
		}
		static error() {
			const s = newResponse();
			s.type = "error";
			s.status = 0;
			s.list = headers.listFor();
			native.freezeHeaders(s.list);
			return new Response(TOKEN, s);
		}
		static {
			isResponse = (o) => typeof o === "object" && o !== null && #state in o;
			responseState = (o) => isResponse(o) ? o.#state : illegal();
		}
	}

	const short = (v) => { const n = +v; return Number.isFinite(n) ? Math.trunc(n) & 0xffff : 0; };

	const initResponse = (s, init) => {
		const { cf, encodeBody, headers: given, status, statusText, webSocket } = init;
		if (status !== undefined) s.status = short(status);
		if (webSocket !== undefined && webSocket !== null) {
			if (!native.sockets().isSocket(webSocket)) throw new TypeError("The webSocket of a Response is not of type 'WebSocket'.");
			s.webSocket = webSocket;
			if (s.status !== 101) throw new RangeError("Responses with a WebSocket must have status code 101.");
		}
		if ((s.status < 200 || s.status > 599) && !(s.status === 101 && s.webSocket !== null)) {
			throw new RangeError("Responses may only be constructed with status codes in the range 200 to 599, inclusive.");
		}
		if (statusText !== undefined) {
			s.statusText = `${statusText}`;
			if (/[^\0-\xff]/.test(s.statusText) || !native.isReason(s.statusText)) throw new TypeError("Invalid statusText");
		}
		if (given !== undefined && given !== null) s.list = headers.listFor(given);
		if (cf !== undefined) s.cf = cf;
		if (encodeBody !== undefined) {
			s.encode = `${encodeBody}`;
			if (s.encode !== "automatic" && s.encode !== "manual") throw new TypeError(`encodeBody: unexpected value: ${s.encode}`);
		}
	};

	// ---- fetch

	const { fetch } = {
		fetch(input, init = undefined) {
			try {
				need(arguments, 1, "'fetch'");
				return start(requestState(new Request(input, init ?? undefined)));
			} catch (e) {
				return Promise.reject(e);
			}
		},
	};

	const start = (s) => {
		const signal = s.signal ?? s.source;
		if (signal !== null && signal.aborted) {
			native.body.cancel(s.body, signal.reason);
			return Promise.reject(signal.reason);
		}
		const root = { stream: null }; // of the response's body, to end it when the signal says so
		const [kind, value] = outgoing(s.body);
		const list = s.list ?? lateList(s);
		const call = native.begin(s.method, s.url, list, s.redirect, kind, kind === "stream" ? native.bodyReader(value) : value);
		const made = native.send(call).then((r) => {
			const response = Object.assign(newResponse(), {
				status: r.status, statusText: r.statusText, list: r.list, url: r.url, redirected: r.redirected,
			});
			if (r.source !== null) response.body = fromSource(r.source, root);
			if (r.socket !== undefined) {
				response.webSocket = native.sockets().fetched(r.socket, native.getHeader(r.list, "sec-websocket-protocol"));
			}
			return new Response(TOKEN, response);
		});
		if (signal === null) return made;
		return new Promise((resolve, reject) => {
			const stop = () => {
				native.abort(call, signal.reason);
				reject(signal.reason);
				native.body.fail(root, signal.reason);
			};
			signal.addEventListener("abort", stop, { once: true });
			made.then(resolve, reject);
		});
	};

	mixin(Request, (o) => requestState(o), contentType);
	mixin(Response, (o) => responseState(o), contentType);
	publish(Request, "Request");
	publish(Response, "Response");

	// ---- what the fetch event calls

	const incoming = (method, url, list, source, cf) => {
		const s = newRequest();
		s.method = method;
		s.url = url;
		s.list = list;
		s.cf = cf;
		s.redirect = "manual"; // the platform leaves redirects to the client
		if (source !== null) s.body = fromSource(source);
		return new Request(TOKEN, s);
	};

	const abort = (request, reason) => {
		const s = requestState(request);
		s.aborted = reason;
		if (s.controller !== null) s.controller.abort(reason);
	};

	// respond gives a response to Go: into is the native function to call.
	const respond = (response, into) => {
		if (!isResponse(response)) return false;
		const s = responseState(response);
		const [kind, value] = outgoing(s.body);
		const type = s.list === null && s.body !== null ? s.body.type : null;
		native.deliver(into, s.status, s.statusText, s.list, type, s.encode, kind, kind === "stream" ? native.bodyReader(value) : value, s.webSocket === null ? null : native.sockets().give(s.webSocket));
		return true;
	};

	// replaceBody makes a response with another stream for the body, whose length
	// nobody knows.
	const replaceBody = (response, replace) => {
		const s = responseState(response);
		if (s.webSocket !== null) throw new TypeError("A response to a WebSocket handshake has no body.");
		const copy = Object.assign(newResponse(), s, { headers: null, body: null });
		copy.list = native.copyHeaders(s.list ?? lateList(s));
		if (s.body !== null) {
			const { body } = new Response(TOKEN, Object.assign(newResponse(), { body: move(s.body) }));
			copy.body = extract(replace(body));
			native.removeHeader(copy.list, "content-length");
		}
		return new Response(TOKEN, copy);
	};

	// ---- what caches need

	const requestParts = (input) => {
		const s = isRequest(input) ? requestState(input) : requestState(new Request(input));
		return { method: s.method, url: s.url, list: s.list ?? lateList(s) };
	};
	const responseParts = (response) => {
		const s = responseState(response);
		return { status: s.status, statusText: s.statusText, list: s.list ?? lateList(s), webSocket: s.webSocket !== null };
	};
	const streams = (response) => {
		const { body } = responseState(response);
		return body !== null && body.stream !== null;
	};
	const makeResponse = (r) => {
		const s = Object.assign(newResponse(), { status: r.status, statusText: r.statusText, list: r.list });
		if (r.source !== null) s.body = fromSource(r.source);
		return new Response(TOKEN, s);
	};

	// ---- between isolates

	// dismantle takes a Request, Response or Headers apart into plain data, but
	// for a body that is a stream, and returns null for anything else.
	const dismantle = (o) => {
		if (isRequest(o)) {
			const s = requestState(o);
			return { kind: "Request", method: s.method, url: s.url, redirect: s.redirect, cf: o.cf, headers: [...headersOf(s)], body: crossing(s.body) };
		}
		if (isResponse(o)) {
			const s = responseState(o);
			if (s.webSocket !== null) throw new TypeError("A response to a WebSocket handshake cannot be given to another Worker.");
			return {
				kind: "Response", status: s.status, statusText: s.statusText, url: s.url, redirected: s.redirected, type: s.type,
				cf: s.cf, encode: s.encode, headers: [...headersOf(s)], body: crossing(s.body),
			};
		}
		return headers.isHeaders(o) ? { kind: "Headers", headers: [...o] } : null;
	};

	// assemble makes what dismantle took apart. fixed makes the headers immutable.
	const assemble = (parts, fixed) => {
		const list = headers.listFor(parts.headers);
		if (fixed) native.freezeHeaders(list);
		const { kind, headers: _, body, ...rest } = parts;
		switch (kind) {
		case "Request": return new Request(TOKEN, Object.assign(newRequest(), rest, { list, body: arrived(body) }));
		case "Response": return new Response(TOKEN, Object.assign(newResponse(), rest, { list, body: arrived(body) }));
		}
		return headers.wrap(list);
	};

	const signalGiven = (request) => {
		const s = requestState(request);
		return s.signal ?? s.source;
	};

	return {
		Request, Response, fetch, incoming, abort, respond, replaceBody, requestParts, responseParts, streams, makeResponse,
		dismantle, assemble, signalOf: signalGiven,
	};
})
