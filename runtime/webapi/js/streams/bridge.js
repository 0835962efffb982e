// ---- towards Go

const CHUNK = 65536;

// fromSource makes the byte stream of a body that comes from outside.
const fromSource = (source) => {
	const s = newReadable();
	s.source = source;
	s.length = native.lengthOf(source);
	byteSetUp(s, {
		start: nothing,
		pull: (c) => after(native.read(source, CHUNK), (buffer) => {
			if (buffer === null) endBytes(c);
			else byteEnqueue(c, new Uint8Array(buffer));
		}),
		cancel: () => { native.close(source); },
	}, 0, undefined);
	return shell(s);
};

// fromBytes makes the byte stream of a buffer, which it takes over.
const fromBytes = (buffer) => {
	const s = newReadable();
	s.length = buffer.byteLength;
	byteSetUp(s, { start: nothing, pull: undefined, cancel: undefined }, 0, undefined);
	if (buffer.byteLength > 0) byteEnqueue(s.ctrl, new Uint8Array(buffer));
	byteClose(s.ctrl);
	return shell(s);
};

// fromPull makes a byte stream of functions: pull promises the next chunk, or
// null at the end. length is how many bytes there will be, or -1.
const fromPull = (pull, cancel, length) => {
	const s = newReadable();
	s.length = length;
	byteSetUp(s, {
		start: nothing,
		pull: (c) => after(pull(), (chunk) => {
			if (chunk === null) endBytes(c);
			else byteEnqueue(c, chunk);
		}),
		cancel,
	}, 0, undefined);
	return shell(s);
};

// spent makes the stream of a body that was read by other means.
const spent = () => {
	const stream = fromBytes(new ArrayBuffer(0)), s = readableRecord(stream);
	s.disturbed = true;
	acquire(s, false);
	return stream;
};

// takeSource returns the Go source of a stream that nobody touched, or null.
const takeSource = (stream) => {
	const s = readableRecord(stream);
	if (s.source === null || s.disturbed || s.reader !== null) return null;
	acquire(s, false);
	s.disturbed = true;
	return s.source;
};

const chunkBytes = (chunk) => {
	const bytes = asBytes(chunk);
	if (bytes === null) throw new TypeError("This ReadableStream did not return bytes.");
	return bytes;
};

// drain hands the chunks of a stream to take as fast as they come, and resolves
// to what finish returns at the end. When take throws, the stream is cancelled.
const drain = (stream, take, finish) => {
	const s = readableRecord(stream), reader = acquire(s, false), d = deferred();
	const next = () => {
		let sync = true, more = true;
		while (more) {
			more = false;
			sync = true;
			readFrom(reader, {
				chunk: (chunk) => {
					try {
						take(chunkBytes(chunk));
					} catch (e) {
						handled(readableCancel(s, e));
						d.reject(e);
						return;
					}
					if (sync) more = true;
					else next();
				},
				close: () => d.resolve(finish()),
				error: (e) => d.reject(e),
			});
			sync = false;
		}
	};
	next();
	return d.promise;
};

// collect reads a whole stream into one ArrayBuffer.
const collect = (stream) => {
	const chunks = [];
	return drain(stream, (bytes) => chunks.push(bytes), () => native.concat(chunks));
};

// pump hands a stream to a Go reader, chunk by chunk, and returns its length
// where that is promised.
const pump = (stream, to) => {
	const s = readableRecord(stream), reader = acquire(s, false);
	const cancel = (reason) => { handled(readableCancel(s, reason)); };
	const fail = (e) => native.fail(to, e);
	const next = () => readFrom(reader, {
		chunk: (chunk) => {
			let bytes;
			try {
				bytes = chunkBytes(chunk);
			} catch (e) {
				cancel(e);
				fail(e);
				return;
			}
			if (bytes.byteLength === 0) queueMicrotask(next);
			else after(native.write(to, bytes), next, noop);
		},
		close: () => native.end(to),
		error: fail,
	});
	native.onCancel(to, cancel);
	next();
	return s.length;
};

// abandon cancels a stream and does not wait; fail errors one.
const abandon = (stream, reason) => { handled(readableCancel(readableRecord(stream), reason)); };
const fail = (stream, e) => { anyError(readableRecord(stream).ctrl, e); };

const locked = (stream) => readableRecord(stream).reader !== null;
const disturbed = (stream) => readableRecord(stream).disturbed;
const lengthOf = (stream) => readableRecord(stream).length;
// teeShells makes two streams that share no chunk.
const teeShells = (stream) => tee(readableRecord(stream), native.clone()).map(shell);

// transformer makes the two public sides of a transform of ours.
const transformer = (algorithms) => {
	const t = makeTransform({ start: undefined, flush: undefined, cancel: undefined, ...algorithms });
	return { readable: shell(t.readable), writable: writableShell(t.writable) };
};

// ---- transfer: a new stream that is fed by the old one, which stays locked.
// Whatever goes from one to the other is copied.

const cloned = (v) => {
	try {
		return native.clone()(v);
	} catch (e) {
		return e;
	}
};

const transferReadable = (stream) => {
	const s = readableRecord(stream), reader = acquire(s, false), copy = newReadable();
	s.disturbed = true;
	const request = (c) => ({
		chunk: (chunk) => {
			let theirs;
			try {
				theirs = native.clone()(chunk);
			} catch (e) {
				defaultError(c, e);
				handled(readableCancel(s, e));
				return;
			}
			defaultEnqueue(c, theirs);
		},
		close: noop, // both come through the reader's closed, too
		error: noop,
	});
	defaultSetUp(copy, {
		start: nothing,
		pull: (c) => { readFrom(reader, request(c)); },
		cancel: (reason) => readableCancel(s, cloned(reason)),
	}, 0, () => 1);
	react(reader.closed.promise, () => defaultClose(copy.ctrl), (e) => defaultError(copy.ctrl, cloned(e)));
	return shell(copy);
};

const transferWritable = (stream) => {
	const s = writableRecord(stream), writer = acquireWriter(s), copy = newWritable();
	writableSetUp(copy, {
		start: nothing,
		write: (chunk) => {
			let theirs;
			try {
				theirs = native.clone()(chunk);
			} catch (e) {
				handled(writableAbort(s, e));
				throw e;
			}
			return after(writer.ready.promise, () => writerWrite(writer, theirs));
		},
		close: () => closeWithErrors(s),
		abort: (reason) => writableAbort(s, cloned(reason)),
	}, 1, () => 1);
	react(writer.closed.promise, noop, (e) => writableError(copy.ctrl, cloned(e)));
	return writableShell(copy);
};

const takeOf = (o) => {
	if (isReadable(o)) return readableRecord(o).reader === null ? () => transferReadable(o) : undefined;
	if (isWritable(o)) return writableRecord(o).writer === null ? () => transferWritable(o) : undefined;
	if (!isTransform(o)) return undefined;
	const { readable, writable } = transformRecord(o);
	if (readable.reader !== null || writable.writer !== null) return undefined;
	return () => {
		const sides = { readable: readableRecord(transferReadable(shell(readable))), writable: writableRecord(transferWritable(writableShell(writable))) };
		return new TransformStream(TOKEN, sides);
	};
};

native.idl.copyable(nothing, takeOf);

return {
	ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamDefaultController,
	ReadableByteStreamController, ReadableStreamBYOBRequest, WritableStream, WritableStreamDefaultWriter,
	WritableStreamDefaultController, TransformStream, TransformStreamDefaultController, ByteLengthQueuingStrategy,
	CountQueuingStrategy, IdentityTransformStream, FixedLengthStream,
	isStream: isReadable, abandon, fail, locked, disturbed, lengthOf, fromSource, fromBytes, fromPull, spent, takeSource, collect, drain, pump,
	tee: teeShells, transformer, transformEnqueue, asBytes,
};
