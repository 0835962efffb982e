// ---- service bindings

const mostRedirects = 20;
const redirects = [301, 302, 303, 307, 308];

const serviceKey = (o) => {
	const record = recordOf(o);
	return record?.kind === "service" ? record.key : illegal();
};

// Fetcher is the class of a service binding.
class Fetcher {
	constructor() { illegal(); }
	async fetch(input, init = undefined) {
		const key = serviceKey(this);
		const { Request } = native.webapi();
		return exchange(key, new Request(input, init ?? undefined));
	}
	connect() {
		serviceKey(this);
		throw new TypeError("Incoming CONNECT on a worker not supported");
	}
	// queue and scheduled hand an event to the Worker, and tell how it went.
	async queue(name, messages, metadata = undefined) {
		const key = serviceKey(this);
		if (arguments.length < 2) throw new TypeError("Failed to execute 'queue' on 'Fetcher': 2 arguments required.");
		const list = Array.from(messages, (m) => ({
			id: `${m.id}`, timestamp: new Date(m.timestamp ?? Date.now()), attempts: m.attempts ?? 1,
			body: m.serializedBody === undefined ? m.body : undefined,
			serialized: m.serializedBody,
		}));
		return dispatch(key, "queue", [`${name}`, list, metadata]);
	}
	async scheduled(options = undefined) {
		const { scheduledTime, cron } = options ?? {};
		return dispatch(serviceKey(this), "scheduled", [scheduledTime === undefined ? Date.now() : +scheduledTime, cron === undefined ? "" : `${cron}`]);
	}
}
finish(Fetcher, "Fetcher", {}, ["then", "dup"]);

const dispatch = async (key, event, value) => open(await native.dispatch(key, event, value), null);

// exchange sends a request and follows redirects, as fetch() does.
const exchange = async (key, request) => {
	const { dismantle, assemble, signalOf } = native.webapi();
	const signal = signalOf(request);
	let parts = dismantle(request);
	for (let hops = 0; ; hops++) {
		const payload = await abortable(signal, (abort) => native.dispatch(key, "fetch", parts, abort));
		const answer = native.thaw(payload, (tag, a, b) => tag === "message" ? a : unpack([], tag, a, b));
		const location = answer.headers.find(([name]) => name === "location");
		if (parts.redirect !== "follow" || location === undefined || !redirects.includes(answer.status)) {
			return assemble({ ...answer, url: answer.url || parts.url, redirected: hops > 0 }, true);
		}
		if (answer.body !== null && typeof answer.body === "object" && typeof answer.body.cancel === "function") handled(answer.body.cancel());
		if (hops === mostRedirects) throw new TypeError(`Too many redirects: gave up on ${parts.url} after ${mostRedirects}`);
		parts = redirected(parts, answer.status, new URL(location[1], parts.url));
	}
};

const redirected = (parts, status, url) => {
	if (url.protocol !== "http:" && url.protocol !== "https:") throw new TypeError(`Unable to follow a redirect to ${url}: only http and https can be followed`);
	const toGet = status === 303 ? parts.method !== "GET" && parts.method !== "HEAD" : (status === 301 || status === 302) && parts.method === "POST";
	if (toGet) return { ...parts, url: url.href, method: "GET", body: null, headers: parts.headers.filter(([name]) => !name.startsWith("content-")) };
	if (parts.body instanceof native.streams().ReadableStream) {
		throw new TypeError(`A request with a one-time-use body (a stream) met a redirect from ${parts.url} that needs the body again. Buffer the body, or set redirect to "manual".`);
	}
	return { ...parts, url: url.href };
};

// abortable gives a call up when the signal says so, and tells the callee.
const abortable = (signal, begin) => {
	if (signal === null) return begin(undefined);
	if (signal.aborted) return Promise.reject(signal.reason);
	const abort = native.newAbort();
	return new Promise((resolve, reject) => {
		const stop = () => {
			native.abort(abort);
			reject(signal.reason);
		};
		signal.addEventListener("abort", stop, { once: true });
		const end = (settle) => (v) => {
			signal.removeEventListener("abort", stop);
			settle(v);
		};
		begin(abort).then(end(resolve), end(reject));
	});
};

const service = (key) => {
	const o = Object.create(Fetcher.prototype);
	records.set(o, { kind: "service", key });
	return o;
};

// loopback is a service of the Worker itself: called, it returns one with props.
const loopback = (key) => {
	const f = (options = undefined) => service(native.withProps(key, options?.props));
	delete f.name;
	delete f.length;
	Object.setPrototypeOf(f, Fetcher.prototype);
	records.set(f, { kind: "service", key });
	return f;
};

// answer freezes what a fetch handler returned.
const answer = (response) => {
	if (!(response instanceof native.webapi().Response)) {
		throw new TypeError("Incorrect type for Promise: the Promise did not resolve to 'Response'.");
	}
	return native.freeze(response, undefined);
};

// request makes the Request of a fetch event: redirects are for the client.
const request = (payload) => native.webapi().assemble({ ...open(payload, []), redirect: "manual" }, true);

return native.ready({ answer, request, RpcTarget, RpcStub, RpcPromise, RpcProperty, Fetcher, serve, pack, open, service, loopback });
