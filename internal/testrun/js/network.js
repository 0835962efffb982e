(function (native) {
	"use strict";

	// What fetch() does in tests: it is answered by a mock, let through where a
	// test allows it, or refused.

	const realFetch = globalThis.fetch;
	let mocks = [], allowed = [], frames = []; // of mockFetch and allowFetch
	const isObject = (v) => typeof v === "object" && v !== null;

	const escape = (s) => s.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
	// matcher makes a test of a URL from what mockFetch and allowFetch take.
	const matcher = (pattern, prefix) => {
		if (pattern instanceof RegExp) return (request) => pattern.test(request.url);
		if (typeof pattern === "function") return pattern;
		if (typeof URLPattern === "function" && pattern instanceof URLPattern) return (request) => pattern.test(request.url);
		if (pattern === undefined) return () => true;
		let text = String(pattern);
		if (!text.includes("*")) {
			try { text = new URL(text).href; } catch { throw new TypeError(`"${text}" is not a URL: write it whole, such as "https://api.example.com/things", or with * for any text`); }
		}
		const re = new RegExp("^" + escape(text).replace(/\*/g, ".*") + (prefix ? "" : "$"));
		return (request) => re.test(request.url);
	};

	// toResponse makes a response of what a mock was given.
	const toResponse = (v) => {
		if (v instanceof Response) return v.clone();
		if (v === undefined || v === null) return new Response(null);
		if (typeof v === "number") return new Response(null, { status: v });
		if (typeof v === "string") return new Response(v);
		if (v instanceof Error) throw v;
		if (isObject(v) && ("status" in v || "body" in v || "json" in v || "headers" in v)) {
			const init = { status: v.status ?? 200, statusText: v.statusText, headers: v.headers };
			return "json" in v ? Response.json(v.json, init) : new Response(isObject(v.body) && v.body.constructor === Object ? JSON.stringify(v.body) : v.body ?? null, init);
		}
		return Response.json(v);
	};

	const mockFetch = (pattern, reply, options = {}) => {
		const matches = matcher(pattern);
		const calls = [];
		const mock = { matches, method: options.method?.toUpperCase(), left: options.times ?? Infinity, calls, answer: (request) => typeof reply === "function" ? reply(request) : reply };
		mocks.unshift(mock);
		return { calls, get count() { return calls.length; }, remove() { mocks = mocks.filter((m) => m !== mock); } };
	};
	const allowFetch = (pattern) => {
		const matches = matcher(pattern, true);
		allowed.push(matches);
	};

	// An agent mocks requests the way undici's MockAgent does.
	const agent = { active: false, pools: [], connect: true, pending: [] };
	const matchesPart = (want, got) => typeof want === "function" ? want(got) : want instanceof RegExp ? want.test(got) : String(want) === got;
	const intercepted = async (i, request, url) => {
		if (!matchesPart(i.origin, url.origin)) return false;
		if (!matchesPart(i.method ?? "GET", request.method)) return false;
		const path = url.pathname + url.search;
		if (i.query) {
			const wanted = new URLSearchParams(Object.entries(i.query).flatMap(([k, v]) => Array.isArray(v) ? v.map((x) => [k, x]) : [[k, v]]));
			wanted.sort();
			const got = new URLSearchParams(url.search);
			got.sort();
			if (!matchesPart(i.path, url.pathname) || wanted.toString() !== got.toString()) return false;
		} else if (!matchesPart(i.path, path)) return false;
		if (i.headers !== undefined) {
			if (typeof i.headers === "function") { if (!i.headers(Object.fromEntries(request.headers))) return false; }
			else for (const [k, v] of Object.entries(i.headers)) if (!request.headers.has(k) || !matchesPart(v, request.headers.get(k))) return false;
		}
		return i.body === undefined || matchesPart(i.body, await request.clone().text());
	};
	const answer = async (i, request, url) => {
		i.used++;
		if (i.used >= i.times && !i.persistent) agent.pending = agent.pending.filter((x) => x !== i);
		if (i.wait) await native.sleep(i.wait);
		if (i.error) throw i.error;
		const options = { path: url.pathname + url.search, origin: url.origin, method: request.method, headers: Object.fromEntries(request.headers), body: request.body ? await request.clone().text() : undefined };
		let { status, data, o } = i;
		if (typeof status === "function") ({ statusCode: status, data, responseOptions: o } = await status(options));
		else if (typeof data === "function") data = await data(options);
		const headers = new Headers({ ...i.defaultHeaders, ...o?.headers });
		const plain = isObject(data) && !(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data);
		const body = status === 204 || status === 304 ? null : plain ? JSON.stringify(data) : data ?? "";
		return new Response(body, { status, headers });
	};
	const scope = (i) => ({
		persist() { i.persistent = true; return this; },
		times(n) { i.times = n; return this; },
		delay(ms) { i.wait = ms; return this; },
	});
	const pool = (origin) => {
		if (typeof origin === "string") origin = new URL(origin).origin;
		const defaults = {};
		return {
			intercept(o) {
				if (!isObject(o) || o.path === undefined) throw new TypeError("intercept() needs a path: intercept({ path: \"/things\" })");
				const i = { ...o, origin, used: 0, times: 1, persistent: false, defaultHeaders: defaults };
				const add = () => { agent.pending.push(i); return scope(i); };
				return {
					reply(status, data, options) { Object.assign(i, { status, data, o: options }); return add(); },
					replyWithError(error) { i.error = error; return add(); },
					defaultReplyHeaders(h) { Object.assign(defaults, h); return this; },
				};
			},
			close: async () => {}, destroy: async () => {},
		};
	};
	const shown = (i) => `${i.method ?? "GET"} ${i.origin}${i.path}${i.times > 1 ? ` (${i.used} of ${i.times} times)` : ""}`;
	const unused = () => agent.pending.filter((i) => !(i.persistent && i.used > 0));
	const fetchMock = {
		activate() { agent.active = true; },
		deactivate() { agent.active = false; agent.pending = []; agent.connect = true; },
		get: pool,
		disableNetConnect() { agent.connect = false; },
		enableNetConnect(host) {
			agent.connect = host === undefined ? true : typeof host === "function" ? host : (h) => host instanceof RegExp ? host.test(h) : h === host;
		},
		pendingInterceptors: () => unused().map((i) => ({ ...i })),
		assertNoPendingInterceptors() {
			const left = unused();
			if (left.length > 0) throw new Error(`${left.length === 1 ? "1 interceptor was" : `${left.length} interceptors were`} not used:\n${left.map((i) => "  " + shown(i)).join("\n")}`);
		},
		enableCallHistory() {}, disableCallHistory() {}, close: async () => {},
	};

	const refused = (request) => {
		native.refused(request.method, request.url);
		const origin = new URL(request.url).origin;
		return new Error(`fetch ${request.method} ${request.url}: no mock answers it, and tests do not use the network.\n` +
			`Answer it:      mockFetch("${request.url.split("?")[0]}", { status: 200, json: {} }), from "paddock:test"\n` +
			`Or let it out:  allowFetch("${origin}")`);
	};

	async function fetch(input, init) {
		const request = new Request(input, init);
		request.signal?.throwIfAborted();
		for (const m of mocks) {
			if (m.left <= 0 || m.method && m.method !== request.method || !await m.matches(request)) continue;
			m.left--;
			m.calls.push(request.clone());
			return toResponse(await m.answer(request));
		}
		const url = new URL(request.url);
		if (agent.active) {
			for (const i of agent.pending) if (await intercepted(i, request, url)) return answer(i, request, url);
		}
		const open = agent.active && typeof agent.connect === "function" && agent.connect(url.host);
		if (!open && !allowed.some((matches) => matches(request))) throw refused(request);
		native.allow(url.host);
		return realFetch(request);
	}
	Object.defineProperty(globalThis, "fetch", { value: fetch, writable: true, configurable: true, enumerable: true });

	return {
		mockFetch, allowFetch, fetchMock,
		push: () => { frames.push([[...mocks], [...allowed]]); },
		pop: () => { [mocks, allowed] = frames.pop(); },
	};
})
