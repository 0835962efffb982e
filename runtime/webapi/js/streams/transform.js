// ---- TransformStream

// makeTransform connects a writable side to a readable side. The algorithms
// take the transform's record, whose readable controller they enqueue to.
const makeTransform = ({ start, transform, flush, cancel }, writeMark = 1, writeSize = () => 1, readMark = 0, readSize = () => 1) => {
	const t = {
		readable: newReadable(), writable: newWritable(), backpressure: false, change: null,
		transform, flush, cancel, finish: null, pub: null,
	};
	const started = deferred();
	pressTransform(t, true);
	writableSetUp(t.writable, {
		start: () => started.promise,
		write: (chunk) => transformWrite(t, chunk),
		abort: (reason) => transformAbort(t, reason),
		close: () => transformClose(t),
	}, writeMark, writeSize);
	defaultSetUp(t.readable, {
		start: () => started.promise,
		pull: () => {
			pressTransform(t, false);
			return t.change.promise;
		},
		cancel: (reason) => transformCancel(t, reason),
	}, readMark, readSize);
	started.resolve(start === undefined ? undefined : start(t));
	return t;
};

const pressTransform = (t, on) => {
	if (t.change !== null) t.change.resolve(undefined);
	t.change = deferred();
	t.backpressure = on;
};

const transformForget = (t) => { t.transform = t.flush = t.cancel = undefined; };

const transformError = (t, e) => {
	defaultError(t.readable.ctrl, e);
	transformErrorWritable(t, e);
};

const transformErrorWritable = (t, e) => {
	transformForget(t);
	writableError(t.writable.ctrl, e);
	if (t.backpressure) pressTransform(t, false);
};

const transformEnqueue = (t, chunk) => {
	const c = t.readable.ctrl;
	if (!defaultOpen(c)) throw new TypeError("The readable side is not in a state that permits enqueue.");
	try {
		defaultEnqueue(c, chunk);
	} catch (e) {
		transformErrorWritable(t, e);
		throw t.readable.error;
	}
	if (!t.backpressure && !wantsPull(c)) pressTransform(t, true);
};

const transformTerminate = (t) => {
	defaultClose(t.readable.ctrl);
	transformErrorWritable(t, new TypeError("The TransformStream was terminated."));
};

const transformChunk = (t, chunk) => after(attempt(() => {
	if (t.transform === undefined) return transformEnqueue(t, chunk);
	return t.transform(chunk, t);
}), undefined, (e) => {
	transformError(t, e);
	throw e;
});

const transformWrite = (t, chunk) => {
	if (!t.backpressure) return transformChunk(t, chunk);
	return after(t.change.promise, () => {
		if (t.writable.state === "erroring") throw t.writable.error;
		return transformChunk(t, chunk);
	});
};

// finishing runs the one algorithm that ends a transform, and then settles.
const finishing = (t, run, ok, fail) => {
	if (t.finish !== null) return t.finish.promise;
	t.finish = deferred();
	handled(t.finish.promise);
	transformForget(t);
	react(attempt(run), () => ok(t.finish), (e) => fail(t.finish, e));
	return t.finish.promise;
};

const transformAbort = (t, reason) => {
	const { cancel } = t;
	return finishing(t, () => cancel === undefined ? undefined : cancel(reason), (d) => {
		if (t.readable.state === "errored") d.reject(t.readable.error);
		else {
			defaultError(t.readable.ctrl, reason);
			d.resolve(undefined);
		}
	}, (d, e) => {
		defaultError(t.readable.ctrl, e);
		d.reject(e);
	});
};

const transformClose = (t) => {
	const { flush } = t;
	return finishing(t, () => flush === undefined ? undefined : flush(t), (d) => {
		if (t.readable.state === "errored") d.reject(t.readable.error);
		else {
			defaultClose(t.readable.ctrl);
			d.resolve(undefined);
		}
	}, (d, e) => {
		defaultError(t.readable.ctrl, e);
		d.reject(e);
	});
};

const transformCancel = (t, reason) => {
	const { cancel } = t;
	return finishing(t, () => cancel === undefined ? undefined : cancel(reason), (d) => {
		if (t.writable.state === "errored") d.reject(t.writable.error);
		else {
			transformErrorWritable(t, reason);
			d.resolve(undefined);
		}
	}, (d, e) => {
		transformErrorWritable(t, e);
		d.reject(e);
	});
};

let transformRecord, transformController, isTransform;

class TransformStreamDefaultController {
	#t;
	constructor(token = undefined, t = undefined) {
		if (token !== TOKEN) throw new TypeError("Illegal constructor");
		this.#t = t;
	}
	get desiredSize() { return defaultDesired(transformController(this).readable.ctrl); }
	enqueue(chunk = undefined) { transformEnqueue(transformController(this), chunk); }
	error(reason = undefined) { transformError(transformController(this), reason); }
	terminate() { transformTerminate(transformController(this)); }
	static {
		transformController = (o) => typeof o === "object" && o !== null && #t in o ? o.#t : illegal();
	}
}

const transformShell = (t) => t.pub ??= new TransformStreamDefaultController(TOKEN, t);

class TransformStream {
	#t;
	constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
		if (transformer === TOKEN) {
			this.#t = writableStrategy;
			return;
		}
		if (transformer === null) throw new TypeError("The transformer is not an object.");
		const write = strategyOf(writableStrategy, "TransformStream"), read = strategyOf(readableStrategy, "TransformStream");
		const object = dictionary(transformer, "The transformer");
		const cancel = method(object, "cancel", "transformer"), flush = method(object, "flush", "transformer");
		const readableType = object.readableType, start = method(object, "start", "transformer");
		const transform = method(object, "transform", "transformer"), writableType = object.writableType;
		if (readableType !== undefined) throw new RangeError("A transformer must not have a readableType.");
		if (writableType !== undefined) throw new RangeError("A transformer must not have a writableType.");
		const readMark = markOf(read, 0), readSize = sizeOf(read), writeMark = markOf(write, 1), writeSize = sizeOf(write);
		this.#t = makeTransform({
			start: start === undefined ? undefined : (t) => start.call(transformer, transformShell(t)),
			transform: transform === undefined ? undefined : (chunk, t) => transform.call(transformer, chunk, transformShell(t)),
			flush: flush === undefined ? undefined : (t) => flush.call(transformer, transformShell(t)),
			cancel: cancel === undefined ? undefined : (reason) => cancel.call(transformer, reason),
		}, writeMark, writeSize, readMark, readSize);
	}
	get readable() { return shell(transformRecord(this).readable); }
	get writable() { return writableShell(transformRecord(this).writable); }
	static {
		isTransform = (o) => typeof o === "object" && o !== null && #t in o;
		transformRecord = (o) => isTransform(o) ? o.#t : illegal();
	}
}

publish(TransformStreamDefaultController, "TransformStreamDefaultController");
publish(TransformStream, "TransformStream");

// ---- the platform's own: bytes in, the same bytes out of a byte stream

// makeIdentity passes bytes on as they are read. expected, if not negative, is
// the number of bytes that must come.
const makeIdentity = (expected) => {
	const readable = newReadable(), writable = newWritable();
	let gate = deferred(), seen = 0;
	readable.length = expected;
	byteSetUp(readable, {
		start: nothing,
		pull: () => { gate.resolve(undefined); },
		cancel: (reason) => {
			const e = reason === undefined ? new TypeError("The readable side was cancelled.") : reason;
			writableError(writable.ctrl, e);
			gate.reject(e);
			handled(gate.promise);
		},
	}, 0, undefined);
	const fail = (e) => {
		byteError(readable.ctrl, e);
		throw e;
	};
	writableSetUp(writable, {
		start: nothing,
		write: (chunk) => {
			const bytes = asBytes(chunk);
			if (bytes === null) fail(new TypeError("This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side."));
			if (bytes.byteLength === 0) return undefined;
			seen += bytes.byteLength;
			if (expected >= 0 && seen > expected) fail(new TypeError("Attempt to write too many bytes through a FixedLengthStream."));
			const copy = new Uint8Array(native.copy(bytes));
			return after(gate.promise, () => {
				gate = deferred();
				byteEnqueue(readable.ctrl, copy);
			});
		},
		close: () => {
			if (expected >= 0 && seen < expected) fail(new TypeError("FixedLengthStream did not see all expected bytes before close()."));
			endBytes(readable.ctrl);
		},
		abort: (reason) => { byteError(readable.ctrl, reason); },
	}, 1, () => 1);
	return { readable, writable };
};

// endBytes closes a byte stream and ends the reads that wait for more.
const endBytes = (c) => {
	byteClose(c);
	if (c.stream.state === "closed" && c.pending.length > 0) respond(c, 0);
};

class IdentityTransformStream extends TransformStream {
	constructor(strategy = undefined) {
		strategyOf(strategy, "IdentityTransformStream");
		super(TOKEN, makeIdentity(-1));
	}
}

class FixedLengthStream extends IdentityTransformStream {
	constructor(length, strategy = undefined) {
		need(arguments, 1, "constructor of 'FixedLengthStream'");
		const n = +length;
		if (!Number.isInteger(n) || n < 0 || n > Number.MAX_SAFE_INTEGER) {
			throw new TypeError("FixedLengthStream requires an integer expected length less than 2^53.");
		}
		super(strategy);
		const t = transformRecord(this), made = makeIdentity(n);
		t.readable = made.readable;
		t.writable = made.writable;
	}
}

publish(IdentityTransformStream, "IdentityTransformStream");
publish(FixedLengthStream, "FixedLengthStream");
