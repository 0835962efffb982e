// ---- ReadableByteStreamController
//
// pending holds the descriptors of reads into buffers: what a BYOB reader
// passed, or what autoAllocateChunkSize made for a default reader.

const byteFromSource = (s, from, mark) => {
	if (from.auto !== undefined && !(from.auto > 0)) throw new TypeError("autoAllocateChunkSize must be greater than 0.");
	const call = (fn) => fn === undefined ? undefined : (...args) => fn.apply(from.object, args);
	const pull = call(from.pull);
	byteSetUp(s, {
		start: (c) => from.start === undefined ? undefined : from.start.call(from.object, byteShell(c)),
		pull: pull === undefined ? undefined : (c) => pull(byteShell(c)),
		cancel: call(from.cancel),
	}, mark, from.auto);
};

const byteSetUp = (s, { start, pull, cancel }, mark, auto) => {
	const c = {
		byte: true, stream: s, queue: new Queue(), total: 0, started: false, closing: false, again: false, pulling: false,
		mark, pull, cancel, auto, pending: [], request: null, pub: null,
	};
	s.ctrl = c;
	react(start(c), () => {
		c.started = true;
		bytePullIfNeeded(c);
	}, (e) => byteError(c, e));
};

const byteDesired = defaultDesired;
const reading = (c, byob) => c.stream.reader !== null && c.stream.reader.byob === byob;

const bytePullIfNeeded = (c) => {
	if (c.stream.state !== "readable" || c.closing || !c.started) return;
	if (waiting(c.stream) === 0 && c.mark - c.total <= 0) return;
	if (c.pulling) {
		c.again = true;
		return;
	}
	if (c.pull === undefined) return;
	c.pulling = true;
	react(attempt(() => c.pull(c)), () => {
		c.pulling = false;
		if (c.again) {
			c.again = false;
			bytePullIfNeeded(c);
		}
	}, (e) => byteError(c, e));
};

const byteForget = (c) => { c.pull = c.cancel = undefined; };
const dropRequest = (c) => {
	if (c.request === null) return;
	disarm(c.request);
	c.request = null;
};
const dropPending = (c) => {
	dropRequest(c);
	c.pending = [];
};
const byteEmpty = (c) => { c.queue.clear(); c.total = 0; };

const byteError = (c, e) => {
	if (c.stream.state !== "readable") return;
	dropPending(c);
	byteEmpty(c);
	byteForget(c);
	readableError(c.stream, e);
};

const byteCancel = (c, reason) => {
	dropPending(c);
	byteEmpty(c);
	const { cancel } = c;
	byteForget(c);
	return cancel === undefined ? Promise.resolve(undefined) : attempt(() => cancel(reason));
};

const byteRelease = (c) => {
	if (c.pending.length === 0) return;
	c.pending[0].reader = "none";
	c.pending = [c.pending[0]];
};

const byteClose = (c) => {
	if (c.closing || c.stream.state !== "readable") return;
	if (c.total > 0) {
		c.closing = true;
		return;
	}
	if (c.pending.length > 0 && c.pending[0].filled % c.pending[0].size !== 0) {
		const e = new TypeError("The stream was closed in the middle of an element.");
		byteError(c, e);
		throw e;
	}
	byteForget(c);
	readableClose(c.stream);
};

const afterDrain = (c) => {
	if (c.total === 0 && c.closing) {
		byteForget(c);
		readableClose(c.stream);
	} else bytePullIfNeeded(c);
};

// ---- the queue

const bytePush = (c, buffer, offset, length) => {
	c.queue.push({ buffer, offset, length });
	c.total += length;
};

// byteEnqueue takes the chunk's buffer over.
const byteEnqueue = (c, chunk) => {
	if (c.closing || c.stream.state !== "readable") return;
	const { byteOffset, byteLength } = chunk;
	const buffer = native.transfer(chunk.buffer);
	if (c.pending.length > 0) {
		const first = c.pending[0];
		if (native.detached(first.buffer)) throw new TypeError("The buffer of a pending read is detached.");
		dropRequest(c);
		first.buffer = native.transfer(first.buffer);
		if (first.reader === "none") keepRest(c, first);
	}
	if (reading(c, false)) {
		serveReads(c);
		if (waiting(c.stream) === 0) bytePush(c, buffer, byteOffset, byteLength);
		else {
			if (c.pending.length > 0) c.pending.shift();
			fulfillRead(c.stream, new Uint8Array(buffer, byteOffset, byteLength), false);
		}
	} else {
		bytePush(c, buffer, byteOffset, byteLength);
		if (reading(c, true)) serveInto(c).forEach((p) => commit(c.stream, p));
	}
	bytePullIfNeeded(c);
};

// keepRest puts what an abandoned read has got so far into the queue.
const keepRest = (c, p) => {
	if (p.filled > 0) bytePush(c, p.buffer.slice(p.offset, p.offset + p.filled), 0, p.filled);
	c.pending.shift();
};

const serveReads = (c) => {
	const { requests } = c.stream.reader;
	while (requests.length > 0 && c.total > 0) serveRead(c, requests.shift());
};

const serveRead = (c, request) => {
	const { buffer, offset, length } = c.queue.shift();
	c.total -= length;
	afterDrain(c);
	request.chunk(new Uint8Array(buffer, offset, length));
};

// serveInto fills pending reads from the queue and returns those that are ready.
const serveInto = (c) => {
	const ready = [];
	while (c.pending.length > 0 && c.total > 0 && fill(c, c.pending[0])) ready.push(c.pending.shift());
	return ready;
};

const fill = (c, p) => {
	const most = Math.min(c.total, p.length - p.filled);
	const aligned = p.filled + most - (p.filled + most) % p.size;
	const ready = aligned >= p.min;
	let left = ready ? aligned - p.filled : most;
	while (left > 0) {
		const head = c.queue.peek(), n = Math.min(left, head.length);
		new Uint8Array(p.buffer, p.offset + p.filled, n).set(new Uint8Array(head.buffer, head.offset, n));
		if (head.length === n) c.queue.shift();
		else {
			head.offset += n;
			head.length -= n;
		}
		c.total -= n;
		p.filled += n;
		left -= n;
	}
	return ready;
};

const viewOf = (p) => new p.Class(native.transfer(p.buffer), p.offset, p.filled / p.size);

const commit = (s, p) => {
	const done = s.state === "closed";
	fulfillRead(s, viewOf(p), done);
};

// ---- reads

const bytePull = (c, request) => {
	if (c.total > 0) {
		serveRead(c, request);
		return;
	}
	if (c.auto !== undefined) {
		let buffer;
		try {
			buffer = new ArrayBuffer(c.auto);
		} catch (e) {
			request.error(e);
			return;
		}
		c.pending.push({ buffer, room: c.auto, offset: 0, length: c.auto, filled: 0, min: 1, size: 1, Class: Uint8Array, reader: "default" });
	}
	c.stream.reader.requests.push(request);
	bytePullIfNeeded(c);
};

const bytePullInto = (c, view, min, request) => {
	const [Class, size] = classOf(view), { byteOffset, byteLength } = view, s = c.stream;
	let buffer;
	try {
		buffer = native.transfer(view.buffer);
	} catch (e) {
		request.error(e);
		return;
	}
	const p = { buffer, room: buffer.byteLength, offset: byteOffset, length: byteLength, filled: 0, min: min * size, size, Class, reader: "byob" };
	if (c.pending.length > 0) {
		c.pending.push(p);
		s.reader.requests.push(request);
		return;
	}
	if (s.state === "closed") {
		request.close(new Class(p.buffer, p.offset, 0));
		return;
	}
	if (c.total > 0) {
		if (fill(c, p)) {
			const filled = viewOf(p);
			afterDrain(c);
			request.chunk(filled);
			return;
		}
		if (c.closing) {
			const e = new TypeError("The stream was closed in the middle of an element.");
			byteError(c, e);
			request.error(e);
			return;
		}
	}
	c.pending.push(p);
	s.reader.requests.push(request);
	bytePullIfNeeded(c);
};

// ---- answers through byobRequest

const respond = (c, count) => {
	const p = c.pending[0];
	if (c.stream.state === "closed") {
		if (count !== 0) throw new TypeError("respond() after close must be with 0.");
	} else {
		if (count === 0) throw new TypeError("respond() must be with more than 0 while the stream is open.");
		if (p.filled + count > p.length) throw new RangeError("respond() with more bytes than the view has.");
	}
	p.buffer = native.transfer(p.buffer);
	answer(c, count);
};

const respondWith = (c, view) => {
	const p = c.pending[0];
	if (c.stream.state === "closed") {
		if (view.byteLength !== 0) throw new TypeError("respondWithNewView() after close must be with an empty view.");
	} else if (view.byteLength === 0) throw new TypeError("respondWithNewView() must not be with an empty view while the stream is open.");
	if (p.offset + p.filled !== view.byteOffset) throw new RangeError("The view does not begin where the read does.");
	if (p.room !== view.buffer.byteLength) throw new RangeError("The view's buffer has not the length of the read's.");
	if (p.filled + view.byteLength > p.length) throw new RangeError("The view is longer than the read.");
	const count = view.byteLength;
	p.buffer = native.transfer(view.buffer);
	answer(c, count);
};

const answer = (c, count) => {
	const p = c.pending[0];
	dropRequest(c);
	if (c.stream.state === "closed") answerClosed(c, p);
	else answerOpen(c, p, count);
	bytePullIfNeeded(c);
};

const answerClosed = (c, p) => {
	if (p.reader === "none") c.pending.shift();
	if (!reading(c, true)) return;
	const ended = [];
	while (ended.length < waiting(c.stream) && c.pending.length > 0) ended.push(c.pending.shift());
	ended.forEach((e) => commit(c.stream, e));
};

const answerOpen = (c, p, count) => {
	p.filled += count;
	if (p.reader === "none") {
		keepRest(c, p);
		serveInto(c).forEach((ready) => commit(c.stream, ready));
		return;
	}
	if (p.filled < p.min) return;
	c.pending.shift();
	const rest = p.filled % p.size;
	if (rest > 0) {
		const end = p.offset + p.filled;
		bytePush(c, p.buffer.slice(end - rest, end), 0, rest);
		p.filled -= rest;
	}
	const ready = serveInto(c);
	commit(c.stream, p);
	ready.forEach((r) => commit(c.stream, r));
};

let byteRecord, requestRecord, disarm;

class ReadableStreamBYOBRequest {
	#c; #view;
	constructor(token = undefined, c = undefined, view = undefined) {
		if (token !== TOKEN) throw new TypeError("Illegal constructor");
		this.#c = c;
		this.#view = view;
	}
	get view() { return requestRecord(this).#view; }
	get atLeast() {
		const { pending } = requestRecord(this).#c ?? { pending: [] };
		return pending.length === 0 ? null : Math.max(0, pending[0].min - pending[0].filled);
	}
	respond(count) {
		const r = requestRecord(this);
		need(arguments, 1, "'respond' on 'ReadableStreamBYOBRequest'");
		const n = enforced(count, "The number of bytes");
		if (r.#c === null) throw new TypeError("This BYOB request has been answered.");
		if (native.detached(r.#view.buffer)) throw new TypeError("The view's buffer is detached.");
		respond(r.#c, n);
	}
	respondWithNewView(view) {
		const r = requestRecord(this);
		if (!isView(view)) throw new TypeError("respondWithNewView() needs a view of an ArrayBuffer.");
		if (r.#c === null) throw new TypeError("This BYOB request has been answered.");
		if (native.detached(view.buffer)) throw new TypeError("The view's buffer is detached.");
		respondWith(r.#c, view);
	}
	static {
		requestRecord = (o) => typeof o === "object" && o !== null && #c in o ? o : illegal();
		disarm = (r) => { r.#c = r.#view = null; };
	}
}

class ReadableByteStreamController {
	#c;
	constructor(token = undefined, c = undefined) {
		if (token !== TOKEN) throw new TypeError("Illegal constructor");
		this.#c = c;
	}
	get byobRequest() {
		return byobRequestOf(byteRecord(this));
	}
	get desiredSize() { return byteDesired(byteRecord(this)); }
	close() {
		const c = byteRecord(this);
		if (c.closing || c.stream.state !== "readable") throw new TypeError("The stream is not in a state that permits close.");
		byteClose(c);
	}
	enqueue(chunk) {
		const c = byteRecord(this);
		need(arguments, 1, "'enqueue' on 'ReadableByteStreamController'");
		if (!isView(chunk)) throw new TypeError("A byte stream takes views of ArrayBuffers only.");
		if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) throw new TypeError("A chunk must not be empty.");
		if (c.closing || c.stream.state !== "readable") throw new TypeError("The stream is not in a state that permits enqueue.");
		byteEnqueue(c, chunk);
	}
	error(e = undefined) { byteError(byteRecord(this), e); }
	static {
		byteRecord = (o) => typeof o === "object" && o !== null && #c in o ? o.#c : illegal();
	}
}

const byobRequestOf = (c) => {
	if (c.request === null && c.pending.length > 0) {
		const p = c.pending[0];
		c.request = new ReadableStreamBYOBRequest(TOKEN, c, new Uint8Array(p.buffer, p.offset + p.filled, p.length - p.filled));
	}
	return c.request;
};

const byteShell = (c) => c.pub ??= new ReadableByteStreamController(TOKEN, c);

publish(ReadableStreamBYOBRequest, "ReadableStreamBYOBRequest");
publish(ReadableByteStreamController, "ReadableByteStreamController");
