// ---- ReadableStream: what both kinds of controller share

const newReadable = () => ({
	state: "readable", reader: null, error: undefined, disturbed: false, ctrl: null, pub: null,
	source: null, // the Go source behind it
	length: -1, // the exact number of bytes, when promised
});

const readableCancel = (s, reason) => {
	s.disturbed = true;
	if (s.state === "closed") return Promise.resolve(undefined);
	if (s.state === "errored") return Promise.reject(s.error);
	readableClose(s);
	const { reader } = s;
	if (reader !== null && reader.byob) {
		const requests = reader.requests.splice(0);
		for (const r of requests) r.close(undefined);
	}
	return after((s.ctrl.byte ? byteCancel : defaultCancel)(s.ctrl, reason), nothing);
};

const readableClose = (s) => {
	s.state = "closed";
	const { reader } = s;
	if (reader === null) return;
	reader.closed.resolve(undefined);
	if (reader.byob) return;
	const requests = reader.requests.splice(0);
	for (const r of requests) r.close();
};

const readableError = (s, e) => {
	s.state = "errored";
	s.error = e;
	const { reader } = s;
	if (reader === null) return;
	reader.closed.reject(e);
	handled(reader.closed.promise);
	const requests = reader.requests.splice(0);
	for (const r of requests) r.error(e);
};

const waiting = (s) => s.reader === null ? 0 : s.reader.requests.length;
const fulfillRead = (s, chunk, done) => {
	const r = s.reader.requests.shift();
	if (done) r.close(chunk);
	else r.chunk(chunk);
};

// ---- readers

const acquire = (s, byob) => {
	if (s.reader !== null) throw new TypeError("This ReadableStream is currently locked to a reader.");
	if (byob && !s.ctrl.byte) throw new TypeError("This ReadableStream does not support BYOB reads.");
	const reader = { byob, stream: s, closed: null, requests: [], pub: null };
	s.reader = reader;
	if (s.state === "readable") reader.closed = deferred();
	else if (s.state === "closed") reader.closed = resolved(undefined);
	else reader.closed = rejected(s.error);
	return reader;
};

const release = (reader) => {
	const s = reader.stream;
	if (s === null) return;
	const e = new TypeError("This ReadableStream reader has been released.");
	if (s.state === "readable") reader.closed.reject(e);
	else reader.closed = rejected(e);
	handled(reader.closed.promise);
	if (s.ctrl !== null && s.ctrl.byte) byteRelease(s.ctrl);
	s.reader = null;
	reader.stream = null;
	const requests = reader.requests.splice(0);
	for (const r of requests) r.error(e);
};

// readFrom asks a default reader for a chunk.
const readFrom = (reader, request) => {
	const s = reader.stream;
	s.disturbed = true;
	if (s.state === "closed") request.close();
	else if (s.state === "errored") request.error(s.error);
	else if (s.ctrl.byte) bytePull(s.ctrl, request);
	else defaultPull(s.ctrl, request);
};

const readPromise = (d) => ({
	chunk: (value) => d.resolve({ value, done: false }),
	close: (value) => d.resolve({ value, done: true }),
	error: (e) => d.reject(e),
});

const released = () => new TypeError("This ReadableStream reader has been released.");

let readerRecord, byobRecord, readableRecord, isReadable;

class ReadableStreamDefaultReader {
	#r;
	constructor(stream) {
		need(arguments, 1, "constructor of 'ReadableStreamDefaultReader'");
		this.#r = acquire(readableRecord(stream), false);
	}
	get closed() {
		try {
			return readerRecord(this).closed.promise;
		} catch (e) {
			return Promise.reject(e);
		}
	}
	cancel(reason = undefined) { return attempt(() => cancelReader(readerRecord(this), reason)); }
	read() {
		const d = deferred();
		try {
			const r = readerRecord(this);
			if (r.stream === null) throw released();
			readFrom(r, readPromise(d));
		} catch (e) {
			d.reject(e);
		}
		return d.promise;
	}
	releaseLock() { release(readerRecord(this)); }
	static {
		readerRecord = (o) => typeof o === "object" && o !== null && #r in o ? o.#r : illegal();
	}
}

const cancelReader = (r, reason) => {
	if (r.stream === null) throw released();
	return readableCancel(r.stream, reason);
};

class ReadableStreamBYOBReader {
	#r;
	constructor(stream) {
		need(arguments, 1, "constructor of 'ReadableStreamBYOBReader'");
		this.#r = acquire(readableRecord(stream), true);
	}
	get closed() {
		try {
			return byobRecord(this).closed.promise;
		} catch (e) {
			return Promise.reject(e);
		}
	}
	cancel(reason = undefined) { return attempt(() => cancelReader(byobRecord(this), reason)); }
	read(view, options = undefined) {
		const d = deferred();
		try {
			readInto(byobRecord(this), checkView(view), least(options), readPromise(d));
		} catch (e) {
			d.reject(e);
		}
		return d.promise;
	}
	readAtLeast(min, view) { return this.read(view, { min }); }
	releaseLock() { release(byobRecord(this)); }
	static {
		byobRecord = (o) => typeof o === "object" && o !== null && #r in o ? o.#r : illegal();
	}
}

const least = (options) => {
	const { min } = dictionary(options, "read(): parameter 2");
	return min === undefined ? 1 : enforced(min, "min");
};

const checkView = (view) => {
	if (!isView(view)) throw new TypeError("read() needs a view of an ArrayBuffer.");
	return view;
};

const readInto = (r, view, min, request) => {
	if (view.byteLength === 0) throw new TypeError("read() needs a view that is not empty.");
	if (native.detached(view.buffer)) throw new TypeError("The view's buffer is detached.");
	if (min === 0) throw new TypeError("min must be greater than 0.");
	const [, size] = classOf(view);
	if (min > view.byteLength / size) throw new RangeError("min must not be larger than the view.");
	const s = r.stream;
	if (s === null) throw released();
	s.disturbed = true;
	if (s.state === "errored") request.error(s.error);
	else bytePullInto(s.ctrl, view, min, request);
};

// ---- the class

const sourceOf = (source) => {
	const o = dictionary(source, "The underlying source");
	const auto = o.autoAllocateChunkSize;
	return {
		auto: auto === undefined ? undefined : enforced(auto, "autoAllocateChunkSize"),
		cancel: method(o, "cancel", "source"), pull: method(o, "pull", "source"), start: method(o, "start", "source"),
		type: sourceType(o.type), object: source,
	};
};

const sourceType = (type) => {
	if (type !== undefined && `${type}` !== "bytes") throw new TypeError(`Invalid type of an underlying source: ${type}`);
	return type;
};

class ReadableStream {
	#s;
	constructor(source = undefined, strategy = undefined) {
		if (source === TOKEN) {
			this.#s = strategy;
			strategy.pub = this;
			return;
		}
		if (source === null) throw new TypeError("The underlying source is not an object.");
		const by = strategyOf(strategy, "ReadableStream"), from = sourceOf(source);
		const s = this.#s = newReadable();
		s.pub = this;
		if (from.type !== undefined) {
			if (by.size !== undefined) throw new RangeError("A byte stream cannot have a size function.");
			byteFromSource(s, from, markOf(by, 0));
		} else {
			const size = sizeOf(by);
			defaultFromSource(s, from, markOf(by, 1), size);
		}
	}
	get locked() { return readableRecord(this).reader !== null; }
	cancel(reason = undefined) {
		return attempt(() => {
			const s = readableRecord(this);
			if (s.reader !== null) throw new TypeError("This ReadableStream is currently locked to a reader.");
			return readableCancel(s, reason);
		});
	}
	getReader(options = undefined) {
		readableRecord(this);
		const { mode } = dictionary(options, "getReader(): parameter 1");
		if (mode === undefined) return new ReadableStreamDefaultReader(this);
		if (`${mode}` !== "byob") throw new TypeError(`Invalid mode of a reader: ${mode}`);
		return new ReadableStreamBYOBReader(this);
	}
	pipeThrough(transform, options = undefined) {
		const s = readableRecord(this);
		need(arguments, 1, "'pipeThrough' on 'ReadableStream'");
		const t = dictionary(transform, "pipeThrough(): parameter 1");
		const { readable } = t;
		readableRecord(readable);
		const w = writableRecord(t.writable), o = pipeOptions(options);
		if (s.reader !== null) throw new TypeError("This ReadableStream is currently locked to a reader.");
		if (w.writer !== null) throw new TypeError("This WritableStream is currently locked to a writer.");
		handled(pipe(s, w, o));
		return readable;
	}
	pipeTo(destination, options = undefined) {
		return attempt(() => {
			const s = readableRecord(this), w = writableRecord(destination), o = pipeOptions(options);
			if (s.reader !== null) throw new TypeError("This ReadableStream is currently locked to a reader.");
			if (w.writer !== null) throw new TypeError("This WritableStream is currently locked to a writer.");
			return pipe(s, w, o);
		});
	}
	tee() { return tee(readableRecord(this)).map(shell); }
	values(options = undefined) {
		const s = readableRecord(this);
		const preventCancel = Boolean(dictionary(options, "values(): parameter 1").preventCancel);
		return makeIterator(acquire(s, false), preventCancel);
	}
	static from(iterable) {
		need(arguments, 1, "'from' on 'ReadableStream'");
		return shell(fromIterable(iterable));
	}
	static {
		isReadable = (o) => typeof o === "object" && o !== null && #s in o;
		readableRecord = (o) => {
			if (isReadable(o)) return o.#s;
			throw new TypeError("The value is not a ReadableStream.");
		};
	}
}

const shell = (s) => s.pub ?? new ReadableStream(TOKEN, s);

publish(ReadableStreamDefaultReader, "ReadableStreamDefaultReader");
publish(ReadableStreamBYOBReader, "ReadableStreamBYOBReader");
publish(ReadableStream, "ReadableStream");
Object.defineProperty(ReadableStream.prototype, asyncIterator, { value: ReadableStream.prototype.values, writable: true, configurable: true });

// ---- iteration

const iterators = new WeakMap();

const makeIterator = (reader, preventCancel) => {
	const it = Object.create(IteratorPrototype);
	iterators.set(it, { reader, preventCancel, ongoing: null, finished: false });
	return it;
};

// inTurn runs a step of an iterator after the one before it.
const inTurn = (it, step) => {
	const state = iterators.get(it);
	if (state === undefined) return Promise.reject(new TypeError("Illegal invocation"));
	const run = () => step(state);
	return state.ongoing = state.ongoing === null ? attempt(run) : after(state.ongoing, run, run);
};

const IteratorPrototype = {
	next() {
		return inTurn(this, (state) => {
			if (state.finished) return { value: undefined, done: true };
			const d = deferred();
			const finish = () => {
				state.finished = true;
				release(state.reader);
			};
			readFrom(state.reader, {
				chunk: (value) => d.resolve({ value, done: false }),
				close: () => { finish(); d.resolve({ value: undefined, done: true }); },
				error: (e) => { finish(); d.reject(e); },
			});
			return d.promise;
		});
	},
	return(value) {
		return inTurn(this, (state) => {
			if (state.finished) return { value, done: true };
			state.finished = true;
			const { reader } = state;
			if (state.preventCancel) {
				release(reader);
				return { value, done: true };
			}
			const done = readableCancel(reader.stream, value);
			release(reader);
			return after(done, () => ({ value, done: true }));
		});
	},
};
Object.setPrototypeOf(IteratorPrototype, native.asyncIteratorPrototype);

const fromIterable = (iterable) => {
	if (iterable === null || iterable === undefined) throw new TypeError("The value is not iterable.");
	let make = iterable[asyncIterator];
	const sync = make === undefined || make === null;
	if (sync) make = iterable[Symbol.iterator];
	if (typeof make !== "function") throw new TypeError("The value is not iterable.");
	const it = make.call(iterable);
	if (!isObject(it)) throw new TypeError("The iterator is not an object.");
	const next = it.next;
	const check = (r) => {
		if (!isObject(r)) throw new TypeError("The iterator's result is not an object.");
		return r;
	};
	// giveUp closes a synchronous iterator whose value is a promise that rejects.
	const giveUp = (e) => {
		try {
			const end = it.return;
			if (end !== undefined && end !== null) end.call(it);
		} catch {} // the first error counts
		throw e;
	};
	const s = newReadable();
	defaultSetUp(s, {
		start: nothing,
		pull: (c) => after(attempt(() => next.call(it)), (r) => {
			if (check(r).done) defaultClose(c);
			else if (sync) return after(Promise.resolve(r.value), (v) => defaultEnqueue(c, v), giveUp);
			else defaultEnqueue(c, r.value);
			return undefined;
		}),
		cancel: (reason) => attempt(() => {
			const end = it.return;
			if (end === undefined || end === null) return undefined;
			return after(Promise.resolve(end.call(it, reason)), (r) => { check(r); });
		}),
	}, 0, () => 1);
	return s;
};
