// ---- WritableStream

const newWritable = () => ({
	state: "writable", writer: null, error: undefined, ctrl: null, pub: null,
	requests: [], // a deferred for each write not begun
	inFlight: null, closeRequest: null, closeInFlight: null,
	abort: null, // {d, reason, already}: an abort that waits
	backpressure: false,
});

const closeQueued = (s) => s.closeRequest !== null || s.closeInFlight !== null;

const writableAbort = (s, reason) => {
	if (s.state === "closed" || s.state === "errored") return Promise.resolve(undefined);
	signalAbort(s.ctrl, reason);
	const { state } = s;
	if (state === "closed" || state === "errored") return Promise.resolve(undefined);
	if (s.abort !== null) return s.abort.d.promise;
	const already = state === "erroring";
	s.abort = { d: deferred(), reason: already ? undefined : reason, already };
	const { promise } = s.abort.d;
	if (!already) startErroring(s, reason);
	return promise;
};

const writableClose = (s) => {
	const { state } = s;
	if (state === "closed" || state === "errored") return Promise.reject(new TypeError("This WritableStream has been closed."));
	if (closeQueued(s)) return Promise.reject(new TypeError("This WritableStream is being closed."));
	s.closeRequest = deferred();
	const { promise } = s.closeRequest;
	if (s.writer !== null && s.backpressure && state === "writable") {
		s.writer.ready.resolve(undefined);
		s.writer.isReady = true;
	}
	s.ctrl.queue.push({ close: true, size: 0 });
	advance(s.ctrl);
	return promise;
};

const rejectNeeded = (s, e) => {
	if (s.state === "writable") startErroring(s, e);
	else finishErroring(s);
};

const startErroring = (s, reason) => {
	s.state = "erroring";
	s.error = reason;
	if (s.writer !== null) failReady(s.writer, reason);
	if (s.inFlight === null && s.closeInFlight === null && s.ctrl.started) finishErroring(s);
};

const finishErroring = (s) => {
	s.state = "errored";
	s.ctrl.queue.clear();
	s.ctrl.total = 0;
	for (const r of s.requests.splice(0)) r.reject(s.error);
	const { abort } = s;
	if (abort === null) {
		rejectClose(s);
		return;
	}
	s.abort = null;
	if (abort.already) {
		abort.d.reject(s.error);
		rejectClose(s);
		return;
	}
	const run = s.ctrl.abort;
	writableForget(s.ctrl);
	react(run === undefined ? undefined : attempt(() => run(abort.reason)), () => {
		abort.d.resolve(undefined);
		rejectClose(s);
	}, (e) => {
		abort.d.reject(e);
		rejectClose(s);
	});
};

const rejectClose = (s) => {
	if (s.closeRequest !== null) {
		s.closeRequest.reject(s.error);
		s.closeRequest = null;
	}
	if (s.writer !== null) {
		s.writer.closed.reject(s.error);
		handled(s.writer.closed.promise);
	}
};

const failReady = (w, e) => {
	if (w.isReady) w.ready = rejected(e);
	else w.ready.reject(e);
	w.isReady = true;
	handled(w.ready.promise);
};

const setBackpressure = (s, on) => {
	const w = s.writer;
	if (w !== null && on !== s.backpressure) {
		if (on) {
			w.ready = deferred();
			w.isReady = false;
		} else {
			w.ready.resolve(undefined);
			w.isReady = true;
		}
	}
	s.backpressure = on;
};

// ---- the controller

const writableFromSink = (s, sink, mark, size) => {
	const object = dictionary(sink, "The underlying sink");
	const abort = method(object, "abort", "sink"), close = method(object, "close", "sink");
	const start = method(object, "start", "sink"), type = object.type, write = method(object, "write", "sink");
	if (type !== undefined) throw new RangeError("A sink must not have a type.");
	const call = (fn) => fn === undefined ? undefined : (...args) => fn.apply(object, args);
	const doWrite = call(write);
	writableSetUp(s, {
		start: (c) => start === undefined ? undefined : start.call(object, sinkShell(c)),
		write: doWrite === undefined ? undefined : (chunk, c) => doWrite(chunk, sinkShell(c)),
		close: call(close), abort: call(abort),
	}, mark, size);
};

const writableSetUp = (s, { start, write, close, abort }, mark, size) => {
	const c = { stream: s, queue: new Queue(), total: 0, started: false, mark, size, write, close, abort, pub: null, aborter: null, abortReason: undefined };
	s.ctrl = c;
	setBackpressure(s, pressed(c));
	react(start(c), () => {
		c.started = true;
		advance(c);
	}, (e) => {
		c.started = true;
		rejectNeeded(s, e);
	});
};

const pressed = (c) => c.mark - c.total <= 0;
const writableForget = (c) => { c.write = c.close = c.abort = undefined; c.size = null; };
const signalAbort = (c, reason) => {
	c.abortReason = { reason };
	if (c.aborter !== null) c.aborter.abort(reason);
};

const writableError = (c, e) => {
	if (c.stream.state === "writable") {
		writableForget(c);
		startErroring(c.stream, e);
	}
};

const advance = (c) => {
	const s = c.stream;
	if (!c.started || s.inFlight !== null || s.closeInFlight !== null) return;
	if (s.state === "erroring") {
		finishErroring(s);
		return;
	}
	if (c.queue.length === 0 || (s.state !== "writable")) return;
	const item = c.queue.peek();
	if (item.close) runClose(c);
	else runWrite(c, item);
};

const runClose = (c) => {
	const s = c.stream;
	s.closeInFlight = s.closeRequest;
	s.closeRequest = null;
	c.queue.shift();
	const { close } = c;
	writableForget(c);
	react(close === undefined ? undefined : attempt(close), () => {
		s.closeInFlight.resolve(undefined);
		s.closeInFlight = null;
		if (s.state === "erroring") {
			s.error = undefined;
			if (s.abort !== null) {
				s.abort.d.resolve(undefined);
				s.abort = null;
			}
		}
		s.state = "closed";
		if (s.writer !== null) s.writer.closed.resolve(undefined);
	}, (e) => {
		s.closeInFlight.reject(e);
		s.closeInFlight = null;
		if (s.abort !== null) {
			s.abort.d.reject(e);
			s.abort = null;
		}
		rejectNeeded(s, e);
	});
};

const runWrite = (c, item) => {
	const s = c.stream;
	s.inFlight = s.requests.shift();
	react(c.write === undefined ? undefined : attempt(() => c.write(item.chunk, c)), () => {
		s.inFlight.resolve(undefined);
		s.inFlight = null;
		if (s.state !== "writable" && s.state !== "erroring") return;
		c.queue.shift();
		c.total = Math.max(0, c.total - item.size);
		if (!closeQueued(s) && s.state === "writable") setBackpressure(s, pressed(c));
		advance(c);
	}, (e) => {
		if (s.state === "writable") writableForget(c);
		s.inFlight.reject(e);
		s.inFlight = null;
		rejectNeeded(s, e);
	});
};

// ---- the writer

const acquireWriter = (s) => {
	if (s.writer !== null) throw new TypeError("This WritableStream is currently locked to a writer.");
	const w = { stream: s, closed: null, ready: null, isReady: true };
	s.writer = w;
	switch (s.state) {
	case "writable":
		w.isReady = closeQueued(s) || !s.backpressure;
		w.ready = w.isReady ? resolved(undefined) : deferred();
		w.closed = deferred();
		break;
	case "erroring":
		w.ready = rejected(s.error);
		w.closed = deferred();
		break;
	case "closed":
		w.ready = resolved(undefined);
		w.closed = resolved(undefined);
		break;
	default:
		w.ready = rejected(s.error);
		w.closed = rejected(s.error);
	}
	return w;
};

const releaseWriter = (w) => {
	const s = w.stream;
	if (s === null) return;
	const e = new TypeError("This WritableStream writer has been released.");
	failReady(w, e);
	if (s.state === "writable" || s.state === "erroring") w.closed.reject(e);
	else w.closed = rejected(e);
	handled(w.closed.promise);
	s.writer = null;
	w.stream = null;
};

const writerWrite = (w, chunk) => {
	const s = w.stream, c = s.ctrl;
	let size = 1;
	if (c.size !== null) {
		try {
			size = c.size(chunk);
			if (w.stream === s && c.size !== null) size = checkSize(size);
		} catch (e) {
			writableError(c, e);
			size = 1;
		}
	}
	if (s !== w.stream) return Promise.reject(new TypeError("This WritableStream writer has been released."));
	if (s.state === "errored") return Promise.reject(s.error);
	if (closeQueued(s) || s.state === "closed") return Promise.reject(new TypeError("This WritableStream has been closed."));
	if (s.state === "erroring") return Promise.reject(s.error);
	const d = deferred();
	s.requests.push(d);
	c.queue.push({ chunk, size, close: false });
	c.total += size;
	if (!closeQueued(s) && s.state === "writable") setBackpressure(s, pressed(c));
	advance(c);
	return d.promise;
};

const writerDesired = (w) => {
	const s = w.stream;
	if (s.state === "errored" || s.state === "erroring") return null;
	return s.state === "closed" ? 0 : s.ctrl.mark - s.ctrl.total;
};

let writerRecord, sinkRecord, writableRecord, isWritable;

class WritableStreamDefaultWriter {
	#w;
	constructor(stream) {
		need(arguments, 1, "constructor of 'WritableStreamDefaultWriter'");
		this.#w = acquireWriter(writableRecord(stream));
	}
	get closed() {
		try {
			return writerRecord(this).closed.promise;
		} catch (e) {
			return Promise.reject(e);
		}
	}
	get ready() {
		try {
			return writerRecord(this).ready.promise;
		} catch (e) {
			return Promise.reject(e);
		}
	}
	get desiredSize() { return writerDesired(attached(writerRecord(this))); }
	abort(reason = undefined) { return attempt(() => writableAbort(attached(writerRecord(this)).stream, reason)); }
	close() { return attempt(() => writableClose(attached(writerRecord(this)).stream)); }
	write(chunk = undefined) {
		try {
			return writerWrite(attached(writerRecord(this)), chunk);
		} catch (e) {
			return Promise.reject(e);
		}
	}
	releaseLock() { releaseWriter(writerRecord(this)); }
	static {
		writerRecord = (o) => typeof o === "object" && o !== null && #w in o ? o.#w : illegal();
	}
}

const attached = (w) => {
	if (w.stream === null) throw new TypeError("This WritableStream writer has been released.");
	return w;
};

class WritableStreamDefaultController {
	#c;
	constructor(token = undefined, c = undefined) {
		if (token !== TOKEN) throw new TypeError("Illegal constructor");
		this.#c = c;
	}
	get signal() {
		const c = sinkRecord(this);
		if (c.aborter === null) {
			const { AbortController } = native.events();
			c.aborter = new AbortController();
			if (c.abortReason !== undefined) c.aborter.abort(c.abortReason.reason);
		}
		return c.aborter.signal;
	}
	error(e = undefined) { writableError(sinkRecord(this), e); }
	static {
		sinkRecord = (o) => typeof o === "object" && o !== null && #c in o ? o.#c : illegal();
	}
}

const sinkShell = (c) => c.pub ??= new WritableStreamDefaultController(TOKEN, c);

class WritableStream {
	#s;
	constructor(sink = undefined, strategy = undefined) {
		if (sink === TOKEN) {
			this.#s = strategy;
			strategy.pub = this;
			return;
		}
		const by = strategyOf(strategy, "WritableStream");
		const s = this.#s = newWritable();
		s.pub = this;
		if (sink === null) throw new TypeError("The underlying sink is not an object.");
		const size = sizeOf(by);
		writableFromSink(s, sink, markOf(by, 1), size);
	}
	get locked() { return writableRecord(this).writer !== null; }
	abort(reason = undefined) { return attempt(() => writableAbort(free(writableRecord(this)), reason)); }
	close() { return attempt(() => writableClose(free(writableRecord(this)))); }
	getWriter() {
		writableRecord(this);
		return new WritableStreamDefaultWriter(this);
	}
	static {
		isWritable = (o) => typeof o === "object" && o !== null && #s in o;
		writableRecord = (o) => {
			if (isWritable(o)) return o.#s;
			throw new TypeError("The value is not a WritableStream.");
		};
	}
}

const free = (s) => {
	if (s.writer !== null) throw new TypeError("This WritableStream is currently locked to a writer.");
	return s;
};
const writableShell = (s) => s.pub ?? new WritableStream(TOKEN, s);

publish(WritableStreamDefaultWriter, "WritableStreamDefaultWriter");
publish(WritableStreamDefaultController, "WritableStreamDefaultController");
publish(WritableStream, "WritableStream");
