(function (native) {
	"use strict";
	const { publish, need, illegal, dictionary } = native.idl;
	const { EventTarget, Event, MessageEvent, ErrorEvent, fire, handlerAttribute, constants } = native.events;
	const TOKEN = {};
	const CONNECTING = 0, OPEN = 1, CLOSED = 2;
	const RETRY = 2000; // ms, until the server says otherwise

	let stateOf;
	class EventSource extends EventTarget {
		#state;
		constructor(url, init = undefined) {
			super();
			this.#state = { object: this, url: "", ready: CONNECTING, retry: RETRY, lastId: "", origin: "", fetcher: null, abort: null };
			if (url === TOKEN) return;
			need(arguments, 1, "constructor of 'EventSource'");
			const s = this.#state;
			try {
				s.url = new native.URL(`${url}`).href;
			} catch (e) {
				throw new native.DOMException(`Cannot open an EventSource to '${url}'. The URL is invalid.`, "SyntaxError");
			}
			init = dictionary(init, "The options of an EventSource");
			if (init.withCredentials) {
				throw new native.DOMException("The init.withCredentials option is not supported. It must be false or undefined.", "NotSupportedError");
			}
			if (init.fetcher !== undefined && init.fetcher !== null) s.fetcher = init.fetcher;
			connect(s);
		}
		get url() { return stateOf(this).url; }
		get withCredentials() { stateOf(this); return false; }
		get readyState() { return stateOf(this).ready; }
		close() {
			const s = stateOf(this);
			if (s.ready === CLOSED) return;
			s.ready = CLOSED;
			if (s.abort !== null) s.abort.abort();
		}
		static from(stream) {
			const source = new EventSource(TOKEN), s = stateOf(source);
			if (!native.streams.isStream(stream)) throw new TypeError("Failed to execute 'from' on 'EventSource': parameter 1 is not of type 'JsReadableStream'.");
			if (native.streams.locked(stream)) throw new TypeError("This ReadableStream is currently locked to a reader.");
			s.ready = OPEN;
			native.task(() => { read(s, stream, () => fail(s, "The stream has ended.")); });
			return source;
		}
		static { stateOf = (o) => typeof o === "object" && o !== null && #state in o ? o.#state : illegal(); }
	}
	publish(EventSource, "EventSource");
	constants(EventSource, { CONNECTING, OPEN, CLOSED });
	for (const type of ["open", "message", "error"]) handlerAttribute(EventSource, type);

	const fail = (s, message) => {
		if (s.ready === CLOSED) return;
		s.ready = CLOSED;
		fire(s.object, new ErrorEvent("error", { message, error: new Error(message) }));
	};

	const connect = (s) => {
		s.abort = new AbortController();
		const headers = { accept: "text/event-stream", "cache-control": "no-cache" };
		if (s.lastId !== "") headers["last-event-id"] = s.lastId;
		const init = { headers, signal: s.abort.signal };
		const answer = s.fetcher === null ? native.fetch(s.url, init) : s.fetcher.fetch(s.url, init);
		Promise.resolve(answer).then((response) => {
			if (s.ready === CLOSED) return undefined;
			const type = (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
			if (response.status !== 200) return fail(s, `The response has the status ${response.status}, not 200.`);
			if (type !== "text/event-stream") return fail(s, `The content type of the response is "${type}", not "text/event-stream".`);
			s.origin = new native.URL(response.url || s.url).origin;
			return listen(s, response.body, () => again(s));
		}, () => again(s));
	};

	// again connects anew after a while.
	const again = (s) => {
		if (s.ready === CLOSED) return;
		s.ready = CONNECTING;
		fire(s.object, new Event("error"));
		if (s.ready === CLOSED) return;
		native.later(s.retry, () => { if (s.ready === CONNECTING) connect(s); });
	};

	const listen = (s, stream, ended) => {
		s.ready = OPEN;
		fire(s.object, new Event("open"));
		return read(s, stream, ended);
	};

	const read = async (s, stream, ended) => {
		if (stream !== null) {
			const reader = stream.getReader(), parser = newParser(s);
			try {
				while (s.ready !== CLOSED) {
					const { value, done } = await reader.read();
					if (done || s.ready === CLOSED) break;
					parser(value);
				}
				if (s.ready === CLOSED) await reader.cancel();
			} catch (e) {
				// The connection broke, which is as good as its end.
			}
		}
		ended();
	};

	// newParser returns the function that takes the bytes of a stream.
	const newParser = (s) => {
		const decoder = new TextDecoder();
		let rest = "", data = [], type = "", id = s.lastId;
		const field = (name, value) => {
			switch (name) {
			case "event": type = value; break;
			case "data": data.push(value); break;
			case "id": if (!value.includes("\0")) id = value; break;
			case "retry": if (/^[0-9]+$/.test(value)) s.retry = Number(value); break;
			}
		};
		const line = (text) => {
			if (text === "") {
				s.lastId = id;
				const event = data.length === 0 ? null
					: new MessageEvent(type || "message", { data: data.join("\n"), origin: s.origin, lastEventId: id });
				data = [];
				type = "";
				if (event !== null && s.ready !== CLOSED) fire(s.object, event);
				return;
			}
			const colon = text.indexOf(":");
			if (colon < 0) field(text, "");
			else if (colon > 0) field(text.slice(0, colon), text[colon + 1] === " " ? text.slice(colon + 2) : text.slice(colon + 1));
		};
		let halfEnd = false; // a carriage return was last: a line feed belongs to it
		return (bytes) => {
			let text = decoder.decode(bytes, { stream: true });
			if (text === "") return;
			if (halfEnd && text[0] === "\n") text = text.slice(1);
			halfEnd = text.endsWith("\r");
			const lines = (rest + text).split(/\r\n|\r|\n/);
			rest = lines.pop();
			for (const text of lines) line(text);
		};
	};

	return { EventSource };
})
