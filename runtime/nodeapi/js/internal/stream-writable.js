(function (native) {
	"use strict";
	const { codes } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const { Buffer } = native.require("buffer");
	const { Stream, errors, highWaterMark, fail, construct, share, common, addAbortSignal } = native.require("internal/stream-base");
	const none = () => {};

	function WritableState(options, objectMode) {
		Object.assign(this, common(options), {
			objectMode, highWaterMark: highWaterMark(options, "writableHighWaterMark", objectMode), decodeStrings: options.decodeStrings !== false,
			length: 0, writing: false, corked: 0, sync: true, processing: false, buffered: [], needDrain: false, current: undefined,
			ending: false, ended: false, finished: false, finalCalled: false, pending: 0, endCallbacks: [],
		});
	}

	function Writable(options) {
		if (!(this instanceof Writable)) return new Writable(options);
		Stream.call(this, options);
		initWritable(this, options || {});
		construct(this, () => {
			clear(this);
			maybeFinish(this);
		});
	}
	Object.setPrototypeOf(Writable.prototype, Stream.prototype);
	Object.setPrototypeOf(Writable, Stream);
	share(Writable.prototype);
	// A Duplex is a Writable too, though it inherits from Readable.
	Object.defineProperty(Writable, Symbol.hasInstance, {
		value(object) {
			if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
			return this === Writable && object !== null && typeof object === "object" && object._writableState instanceof WritableState;
		},
	});

	const initWritable = (stream, options) => {
		stream._writableState = new WritableState(options, Boolean(options.objectMode || options.writableObjectMode));
		for (const name of ["write", "writev", "final", "destroy", "construct"]) {
			if (typeof options[name] === "function") stream[`_${name}`] = options[name];
		}
		if (options.signal) addAbortSignal(options.signal, stream);
	};

	const write = (stream, chunk, encoding, callback) => {
		const state = stream._writableState;
		if (typeof encoding === "function") [callback, encoding] = [encoding, state.defaultEncoding];
		else if (!encoding) encoding = state.defaultEncoding;
		else if (encoding !== "buffer" && !Buffer.isEncoding(encoding)) throw codes.ERR_UNKNOWN_ENCODING(encoding);
		if (typeof callback !== "function") callback = none;
		if (chunk === null) throw errors.nulls();
		if (!state.objectMode) {
			if (typeof chunk === "string") {
				if (state.decodeStrings) [chunk, encoding] = [Buffer.from(chunk, encoding), "buffer"];
			} else if (ArrayBuffer.isView(chunk)) {
				if (!(chunk instanceof Buffer)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
				encoding = "buffer";
			} else throw codes.ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
		}
		let error;
		if (state.ending) error = errors.afterEnd();
		else if (state.destroyed) error = errors.destroyed("write");
		if (error) {
			nextTick(callback, error);
			fail(stream, error);
			return error;
		}
		state.pending++;
		return enqueue(stream, state, { chunk, encoding, callback });
	};
	const sizeOf = (state, chunk) => state.objectMode ? 1 : chunk.length;

	const enqueue = (stream, state, entry) => {
		const size = sizeOf(state, entry.chunk);
		state.length += size;
		const room = state.length < state.highWaterMark;
		if (!room) state.needDrain = true;
		if (state.writing || state.corked > 0 || state.errored || !state.constructed) state.buffered.push(entry);
		else send(stream, state, [entry], size);
		return room && !state.errored && !state.destroyed;
	};
	const send = (stream, state, entries, size) => {
		state.writing = true;
		state.sync = true;
		state.current = { entries, size };
		let called = false;
		const done = (error) => {
			if (called) {
				fail(stream, errors.twice());
				return;
			}
			called = true;
			written(stream, state, error);
		};
		if (entries.length === 1 && !(stream._writev && entries.many)) {
			const { chunk, encoding } = entries[0];
			if (stream._write) stream._write(chunk, encoding, done);
			else if (stream._writev) stream._writev([{ chunk, encoding }], done);
			else throw errors.missing("_write()");
		} else stream._writev(entries, done);
		state.sync = false;
	};
	const written = (stream, state, error) => {
		const { entries, size } = state.current;
		const { sync } = state;
		state.writing = false;
		state.length -= size;
		if (error) {
			if (!state.errored) state.errored = error;
			const tell = () => {
				state.pending -= entries.length;
				for (const entry of entries) entry.callback(error);
				refuse(state);
				fail(stream, error);
			};
			if (sync) nextTick(tell);
			else tell();
			return;
		}
		if (state.buffered.length > 0) clear(stream);
		if (sync) nextTick(after, stream, state, entries);
		else after(stream, state, entries);
	};
	const after = (stream, state, entries) => {
		if (!state.ending && !state.destroyed && state.length === 0 && state.needDrain) {
			state.needDrain = false;
			stream.emit("drain");
		}
		for (const entry of entries) {
			state.pending--;
			entry.callback(null);
		}
		if (state.destroyed) refuse(state);
		maybeFinish(stream);
	};
	// refuse fails what is still buffered.
	const refuse = (state) => {
		if (state.writing) return;
		for (const entry of state.buffered.splice(0)) {
			state.length -= sizeOf(state, entry.chunk);
			state.pending--;
			entry.callback(state.errored || errors.destroyed("write"));
		}
		for (const callback of state.endCallbacks.splice(0)) callback(state.errored || errors.destroyed("end"));
	};
	const clear = (stream) => {
		const state = stream._writableState;
		if (state.corked > 0 || state.processing || state.destroyed || !state.constructed) return;
		if (stream._writev && state.buffered.length > 1 && !state.writing) {
			const entries = state.buffered.splice(0);
			entries.many = true;
			entries.allBuffers = entries.every((entry) => entry.encoding === "buffer");
			send(stream, state, entries, state.length);
			return;
		}
		state.processing = true;
		while (state.buffered.length > 0 && !state.writing) {
			const entry = state.buffered.shift();
			send(stream, state, [entry], sizeOf(state, entry.chunk));
		}
		state.processing = false;
	};

	Object.assign(Writable.prototype, {
		write(chunk, encoding, callback) { return write(this, chunk, encoding, callback) === true; },
		cork() { this._writableState.corked++; },
		uncork() {
			const state = this._writableState;
			if (state.corked === 0) return;
			state.corked--;
			if (!state.writing) clear(this);
		},
		setDefaultEncoding(encoding) {
			if (!Buffer.isEncoding(encoding)) throw codes.ERR_UNKNOWN_ENCODING(encoding);
			this._writableState.defaultEncoding = `${encoding}`.toLowerCase();
			return this;
		},
		end(chunk, encoding, callback) {
			const state = this._writableState;
			if (typeof chunk === "function") [callback, chunk, encoding] = [chunk, undefined, undefined];
			else if (typeof encoding === "function") [callback, encoding] = [encoding, undefined];
			let error;
			if (chunk !== undefined && chunk !== null) {
				const result = write(this, chunk, encoding);
				if (result instanceof Error) error = result;
			}
			if (state.corked > 0) {
				state.corked = 1;
				this.uncork();
			}
			if (!error) {
				if (!state.errored && !state.ending) {
					state.ending = true;
					maybeFinish(this, true);
					state.ended = true;
				} else if (state.finished) error = errors.finished("end");
				else if (state.destroyed) error = errors.destroyed("end");
			}
			if (typeof callback === "function") {
				if (error) nextTick(callback, error);
				else if (state.finished) nextTick(callback);
				else state.endCallbacks.push(callback);
			}
			return this;
		},
	});

	const ready = (state) => state.ending && !state.destroyed && state.constructed && state.length === 0 && !state.errored && state.buffered.length === 0
		&& !state.finished && !state.writing && !state.errorEmitted && !state.closeEmitted;
	const maybeFinish = (stream, sync) => {
		const state = stream._writableState;
		if (!ready(state)) return;
		if (!state.finalCalled && typeof stream._final === "function") {
			state.finalCalled = true;
			state.pending++;
			let called = false;
			const done = (error) => {
				if (called) {
					fail(stream, errors.twice());
					return;
				}
				called = true;
				state.pending--;
				if (error) {
					for (const callback of state.endCallbacks.splice(0)) callback(error);
					fail(stream, error);
				} else if (ready(state)) {
					stream.emit("prefinish");
					state.pending++;
					nextTick(finish, stream, state);
				}
			};
			const call = () => {
				try {
					stream._final(done);
				} catch (error) {
					done(error);
				}
			};
			if (sync) nextTick(call);
			else call();
			return;
		}
		if (state.finalCalled && typeof stream._final === "function") return;
		if (!state.finalCalled) {
			state.finalCalled = true;
			stream.emit("prefinish");
		}
		if (state.pending === 0) {
			state.pending++;
			nextTick(() => {
				if (ready(state)) finish(stream, state);
				else state.pending--;
			});
		}
	};
	const finish = (stream, state) => {
		state.pending--;
		state.finished = true;
		for (const callback of state.endCallbacks.splice(0)) callback();
		stream.emit("finish");
		const other = stream._readableState;
		if (state.autoDestroy && (!other || other.autoDestroy && (other.endEmitted || other.readable === false))) stream.destroy();
	};

	const destroy = Writable.prototype.destroy;
	Writable.prototype.destroy = function (error, callback) {
		const state = this._writableState;
		if (!state.destroyed && (state.buffered.length > 0 || state.endCallbacks.length > 0)) nextTick(refuse, state);
		return destroy.call(this, error, callback);
	};

	const getters = {
		writable() {
			const s = this._writableState;
			return s !== undefined && s.writable !== false && !s.destroyed && !s.errored && !s.ending && !s.ended;
		},
		writableFinished() { return this._writableState.finished; },
		writableObjectMode() { return this._writableState.objectMode; },
		writableEnded() { return this._writableState.ending; },
		writableNeedDrain() {
			const s = this._writableState;
			return !s.destroyed && !s.ending && s.needDrain;
		},
		writableHighWaterMark() { return this._writableState.highWaterMark; },
		writableCorked() { return this._writableState.corked; },
		writableLength() { return this._writableState.length; },
		writableBuffer() { return this._writableState.buffered; },
		writableAborted() {
			const s = this._writableState;
			return s.writable !== false && (s.destroyed || s.errored !== null) && !s.finished;
		},
	};
	for (const name of Object.keys(getters)) {
		Object.defineProperty(Writable.prototype, name, {
			configurable: true, get: getters[name],
			set(value) { if (name === "writable") this._writableState.writable = Boolean(value); },
		});
	}
	return { Writable, WritableState, initWritable, afterConstruct: (stream) => { clear(stream); maybeFinish(stream); } };
})
