(function (native) {
	"use strict";

	// A body record: what Request and Response hold. The value is kept as it was
	// given for as long as possible; a stream is made when the script asks for one.
	// root, of a body that a fetch brings, is told the stream that reads it.
	const make = (kind, value, type) => ({ kind, value, type, used: false, stream: null, root: null });

	const extract = (init) => {
		if (typeof init === "string") return make("text", init, "text/plain;charset=UTF-8");
		if (typeof init !== "object" && typeof init !== "function") return make("text", `${init}`, "text/plain;charset=UTF-8");
		if (init instanceof ArrayBuffer || ArrayBuffer.isView(init)) return make("bytes", native.copy(init), null);
		const params = globalThis.URLSearchParams;
		if (params !== undefined && init instanceof params) {
			return make("text", `${init}`, "application/x-www-form-urlencoded;charset=UTF-8");
		}
		const streams = native.streams();
		if (streams.isStream(init)) return fromStream(init, streams);
		const blobs = native.blobs();
		if (blobs.isBlob(init)) return make("bytes", blobs.bytesOf(init), blobs.typeOf(init) || null);
		if (blobs.isForm(init)) {
			const form = blobs.encodeForm(init);
			return make("bytes", form.bytes, form.type);
		}
		return make("text", `${init}`, "text/plain;charset=UTF-8");
	};

	const fromStream = (stream, streams) => {
		if (streams.locked(stream)) throw new TypeError("This ReadableStream is currently locked to a reader.");
		if (streams.disturbed(stream)) {
			throw new TypeError("This ReadableStream is disturbed (has already been read from), and cannot be used as a body.");
		}
		const body = make("stream", null, null);
		body.stream = stream;
		return body;
	};

	const isUsed = (b) => b !== null && (b.used || (b.stream !== null && native.streams().disturbed(b.stream)));

	const check = (b) => {
		if (isUsed(b)) {
			throw new TypeError("Body has already been used. It can only be used once. Use tee() first if you need to read it twice.");
		}
		if (b !== null && b.stream !== null && native.streams().locked(b.stream)) {
			throw new TypeError("This ReadableStream is currently locked to a reader.");
		}
	};

	const streamOf = (b) => {
		if (b.stream !== null) return b.stream;
		const streams = native.streams();
		if (b.used) return b.stream = streams.spent();
		if (b.kind === "source") {
			b.stream = streams.fromSource(b.value);
			if (b.root !== null) b.root.stream = b.stream;
			return b.stream;
		}
		return b.stream = streams.fromBytes(b.kind === "text" ? native.encode(b.value) : native.copy(b.value));
	};

	const withoutBOM = (text) => text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;

	// take reads the whole body, as text or as an ArrayBuffer; the result may be
	// a promise.
	const take = (b, text) => {
		check(b);
		if (b === null) return text ? "" : new ArrayBuffer(0);
		b.used = true;
		if (b.stream !== null) {
			const all = native.streams().collect(b.stream);
			return text ? all.then(native.decode) : all;
		}
		switch (b.kind) {
		case "text": return text ? withoutBOM(native.wellFormed(b.value)) : native.encode(b.value);
		case "bytes": return text ? native.decode(b.value) : native.copy(b.value);
		}
		return native.readAll(b.value, text);
	};

	// move hands a body over to a new owner.
	const move = (b) => {
		if (b === null) return null;
		check(b);
		const moved = make(b.kind, b.value, b.type);
		moved.stream = b.stream;
		moved.root = b.root;
		b.used = true;
		b.stream = null;
		return moved;
	};

	const clone = (b) => {
		if (b === null) return null;
		check(b);
		if (b.stream === null && b.kind !== "source") return make(b.kind, b.value, b.type);
		const [mine, theirs] = native.streams().tee(streamOf(b));
		const copy = make("stream", null, b.type);
		b.kind = "stream";
		b.stream = mine;
		copy.stream = theirs;
		return copy;
	};

	// outgoing returns the kind and value that Go sends, and takes the body.
	const outgoing = (b) => {
		if (b === null) return ["", null];
		check(b);
		b.used = true;
		if (b.stream === null) return [b.kind, b.value];
		const source = native.streams().takeSource(b.stream);
		return source === null ? ["stream", b.stream] : ["source", source];
	};

	// crossing takes the body for its way to another isolate: text, an
	// ArrayBuffer or a stream.
	const crossing = (b) => {
		if (b === null) return null;
		check(b);
		const whole = b.stream !== null ? null : b.kind === "source" ? native.whole(b.value) : b.value;
		const value = whole ?? streamOf(b);
		b.used = true;
		return value;
	};

	// arrived makes a body of what crossing returned.
	const arrived = (value) => {
		if (value === null) return null;
		const body = extract(value);
		body.type = null; // the headers say it
		return body;
	};

	// mixin gives a class the members of Body. stateOf checks the brand and
	// returns a record with body; contentType returns the header's value or "".
	const mixin = (Class, stateOf, contentType) => {
		const members = {
			get body() {
				const { body } = stateOf(this);
				return body === null ? null : streamOf(body);
			},
			get bodyUsed() { return isUsed(stateOf(this).body); },
			async text() { return take(stateOf(this).body, true); },
			async json() {
				const text = take(stateOf(this).body, true);
				return JSON.parse(typeof text === "string" ? text : await text);
			},
			async arrayBuffer() { return take(stateOf(this).body, false); },
			async bytes() { return new Uint8Array(await take(stateOf(this).body, false)); },
			async blob() {
				const state = stateOf(this);
				return native.blobs().makeBlob(await take(state.body, false), native.mimeType(contentType(state)));
			},
			async formData() {
				const state = stateOf(this), type = contentType(state);
				check(state.body);
				const blobs = native.blobs();
				blobs.checkFormType(type);
				return blobs.parseForm(await take(state.body, false), type);
			},
		};
		for (const key of Object.keys(members)) {
			Object.defineProperty(Class.prototype, key, Object.getOwnPropertyDescriptor(members, key));
		}
	};

	const fromSource = (source, root = null) => Object.assign(make("source", source, null), { root });

	// cancel gives up a body that is not wanted any more; fail ends the stream of
	// one that will not come.
	const cancel = (b, reason) => {
		if (b !== null && b.stream !== null && !native.streams().locked(b.stream)) native.streams().abandon(b.stream, reason);
	};
	const fail = (root, reason) => {
		if (root.stream !== null) native.streams().fail(root.stream, reason);
	};

	return { extract, fromSource, cancel, fail, check, isUsed, move, clone, outgoing, crossing, arrived, mixin };
})
