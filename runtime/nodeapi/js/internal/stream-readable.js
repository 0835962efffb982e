(function (native) {
	"use strict";
	const { codes, validators, AbortError } = native.require("internal/errors");
	const { nextTick, asyncIterator, asyncDispose } = native.require("internal/tasks");
	const { Buffer } = native.require("buffer");
	const { Stream, errors, highWaterMark, fail, construct, share, common, addAbortSignal } = native.require("internal/stream-base");

	function ReadableState(options, objectMode) {
		Object.assign(this, common(options), {
			objectMode, highWaterMark: highWaterMark(options, "readableHighWaterMark", objectMode),
			buffer: [], length: 0, pipes: [], flowing: null, ended: false, endEmitted: false, reading: false, sync: true,
			needReadable: false, emittedReadable: false, readableListening: false, resumeScheduled: false, readingMore: false,
			paused: false, dataEmitted: false, decoder: null, encoding: null, awaiting: new Set(),
		});
	}

	function Readable(options) {
		if (!(this instanceof Readable)) return new Readable(options);
		Stream.call(this, options);
		initReadable(this, options || {});
		if (!this._writableState) construct(this, () => { if (this._readableState.needReadable) maybeReadMore(this); });
	}
	Object.setPrototypeOf(Readable.prototype, Stream.prototype);
	Object.setPrototypeOf(Readable, Stream);
	share(Readable.prototype);

	const initReadable = (stream, options) => {
		stream._readableState = new ReadableState(options, Boolean(options.objectMode || options.readableObjectMode));
		if (typeof options.read === "function") stream._read = options.read;
		if (typeof options.destroy === "function") stream._destroy = options.destroy;
		if (typeof options.construct === "function") stream._construct = options.construct;
		if (options.encoding) stream.setEncoding(options.encoding);
		if (options.signal) addAbortSignal(options.signal, stream);
	};

	const sizeOf = (state, chunk) => state.objectMode ? 1 : chunk.length;

	// toChunk converts what was pushed; undefined means that it was not acceptable.
	const toChunk = (stream, chunk, encoding) => {
		const state = stream._readableState;
		if (state.objectMode || chunk === null || chunk === undefined) return chunk;
		if (typeof chunk === "string") {
			encoding = encoding || state.defaultEncoding;
			return state.encoding === encoding ? chunk : Buffer.from(chunk, encoding);
		}
		if (chunk instanceof Buffer) return chunk;
		if (ArrayBuffer.isView(chunk)) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		fail(stream, codes.ERR_INVALID_ARG_TYPE("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk));
		return undefined;
	};
	const decoded = (state, chunk) => state.decoder && typeof chunk !== "string" ? state.decoder.write(chunk) : chunk;

	const add = (stream, chunk, front) => {
		const state = stream._readableState;
		if (!front && state.flowing && state.length === 0 && !state.sync && stream.listenerCount("data") > 0) {
			state.dataEmitted = true;
			stream.emit("data", chunk);
		} else {
			state.length += sizeOf(state, chunk);
			if (front) state.buffer.unshift(chunk);
			else state.buffer.push(chunk);
			if (state.needReadable) emitReadable(stream);
		}
		maybeReadMore(stream);
	};
	const hasRoom = (state) => !state.ended && (state.length < state.highWaterMark || state.length === 0);

	Readable.prototype.push = function (chunk, encoding) {
		const state = this._readableState;
		if (chunk !== null && (chunk = toChunk(this, chunk, encoding)) === undefined && !state.objectMode) return false;
		if (chunk === null) {
			state.reading = false;
			endOfInput(this);
			return false;
		}
		if (!state.objectMode && chunk.length === 0) {
			state.reading = false;
			maybeReadMore(this);
			return hasRoom(state);
		}
		if (state.ended) {
			fail(this, errors.pushAfterEOF());
			return false;
		}
		if (state.destroyed || state.errored) return false;
		state.reading = false;
		const value = state.objectMode ? chunk : decoded(state, chunk);
		if (state.objectMode || value.length !== 0) add(this, value, false);
		else maybeReadMore(this);
		return hasRoom(state);
	};
	Readable.prototype.unshift = function (chunk, encoding) {
		const state = this._readableState;
		if (chunk === null) {
			state.reading = false;
			endOfInput(this);
			return false;
		}
		chunk = toChunk(this, chunk, encoding);
		if (chunk === undefined) return false;
		if (state.endEmitted) fail(this, errors.unshiftAfterEnd());
		else if (!state.destroyed && !state.errored && sizeOf(state, chunk) > 0) add(this, decoded(state, chunk), true);
		return hasRoom(state);
	};

	const endOfInput = (stream) => {
		const state = stream._readableState;
		if (state.ended) return;
		if (state.decoder) {
			const rest = state.decoder.end();
			if (rest) {
				state.buffer.push(rest);
				state.length += sizeOf(state, rest);
			}
		}
		state.ended = true;
		if (state.sync) emitReadable(stream);
		else {
			state.needReadable = false;
			state.emittedReadable = true;
			tellReadable(stream);
		}
	};
	const emitReadable = (stream) => {
		const state = stream._readableState;
		state.needReadable = false;
		if (state.emittedReadable) return;
		state.emittedReadable = true;
		nextTick(tellReadable, stream);
	};
	const tellReadable = (stream) => {
		const state = stream._readableState;
		if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
			stream.emit("readable");
			state.emittedReadable = false;
		}
		state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
		flow(stream);
	};
	const maybeReadMore = (stream) => {
		const state = stream._readableState;
		if (state.readingMore || !state.constructed) return;
		state.readingMore = true;
		nextTick(() => {
			while (!state.reading && !state.ended && (state.length < state.highWaterMark || state.flowing && state.length === 0)) {
				const before = state.length;
				stream.read(0);
				if (before === state.length) break;
			}
			state.readingMore = false;
		});
	};

	const howMuch = (n, state) => {
		if (n <= 0 || (state.length === 0 && state.ended)) return 0;
		if (state.objectMode) return 1;
		if (Number.isNaN(n)) return state.flowing && state.length > 0 ? state.buffer[0].length : state.length;
		if (n <= state.length) return n;
		return state.ended ? state.length : 0;
	};
	const take = (n, state) => {
		const { buffer } = state;
		if (state.objectMode) return buffer.shift();
		if (n >= state.length) return state.decoder ? buffer.splice(0).join("") : buffer.length === 1 ? buffer.pop() : Buffer.concat(buffer.splice(0), state.length);
		const parts = [];
		for (let left = n; left > 0;) {
			const first = buffer[0];
			if (first.length <= left) parts.push(buffer.shift());
			else {
				parts.push(first.slice(0, left));
				buffer[0] = first.slice(left);
			}
			left -= parts[parts.length - 1].length;
		}
		return state.decoder ? parts.join("") : parts.length === 1 ? parts[0] : Buffer.concat(parts);
	};

	Readable.prototype.read = function (n) {
		n = n === undefined ? NaN : parseInt(n, 10);
		const state = this._readableState, wanted = n;
		if (n > state.highWaterMark && !state.objectMode) state.highWaterMark = 2 ** Math.ceil(Math.log2(n));
		if (n !== 0) state.emittedReadable = false;
		if (n === 0 && state.needReadable && ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
			if (state.length === 0 && state.ended) endReadable(this);
			else emitReadable(this);
			return null;
		}
		n = howMuch(n, state);
		if (n === 0 && state.ended) {
			if (state.length === 0) endReadable(this);
			return null;
		}
		const low = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
		if (low && !state.ended && !state.reading && !state.destroyed && !state.errored && state.constructed) {
			state.reading = true;
			state.sync = true;
			if (state.length === 0) state.needReadable = true;
			try {
				this._read(state.highWaterMark);
			} catch (error) {
				fail(this, error);
			}
			state.sync = false;
			if (!state.reading) n = howMuch(wanted, state);
		}
		let out = null;
		if (n > 0 && state.length > 0) {
			out = take(n, state);
			state.length -= n;
			for (const wait of [...state.awaiting]) if (wait.done) state.awaiting.delete(wait);
		} else {
			// Of objects one is asked for even where none is there.
			state.needReadable = state.length <= state.highWaterMark;
			n = 0;
		}
		if (state.length === 0) {
			if (!state.ended) state.needReadable = true;
			if (wanted !== n && state.ended) endReadable(this);
		}
		if (out !== null && !state.errored && !state.closeEmitted) {
			state.dataEmitted = true;
			this.emit("data", out);
		}
		return out;
	};
	Readable.prototype._read = function () { throw errors.missing("_read()"); };

	const endReadable = (stream) => {
		const state = stream._readableState;
		if (state.endEmitted) return;
		state.ended = true;
		nextTick(() => {
			if (state.errored || state.closeEmitted || state.endEmitted || state.length > 0) return;
			state.endEmitted = true;
			stream.emit("end");
			const other = stream._writableState;
			if (stream.writable && stream.allowHalfOpen === false) {
				nextTick(() => { if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end(); });
			} else if (state.autoDestroy && (!other || other.autoDestroy && (other.finished || other.writable === false))) stream.destroy();
		});
	};

	const flow = (stream) => {
		const state = stream._readableState;
		while (state.flowing && stream.read() !== null);
	};
	const start = (stream) => {
		const state = stream._readableState;
		if (state.resumeScheduled) return;
		state.resumeScheduled = true;
		nextTick(() => {
			if (!state.reading) stream.read(0);
			state.resumeScheduled = false;
			stream.emit("resume");
			flow(stream);
			if (state.flowing && !state.reading) stream.read(0);
		});
	};
	Readable.prototype.resume = function () {
		const state = this._readableState;
		if (!state.flowing) {
			state.flowing = !state.readableListening;
			start(this);
		}
		state.paused = false;
		return this;
	};
	Readable.prototype.pause = function () {
		const state = this._readableState;
		if (state.flowing !== false) {
			state.flowing = false;
			this.emit("pause");
		}
		state.paused = true;
		return this;
	};
	Readable.prototype.isPaused = function () { return this._readableState.paused || this._readableState.flowing === false; };
	Readable.prototype.setEncoding = function (encoding) {
		const { StringDecoder } = native.require("string_decoder");
		const state = this._readableState;
		state.decoder = new StringDecoder(encoding);
		state.encoding = state.decoder.encoding;
		const text = state.buffer.map((chunk) => state.decoder.write(chunk)).join("");
		state.buffer = text === "" ? [] : [text];
		state.length = text.length;
		return this;
	};

	Readable.prototype.on = function (name, listener) {
		Stream.prototype.on.call(this, name, listener);
		const state = this._readableState;
		if (name === "data") {
			state.readableListening = this.listenerCount("readable") > 0;
			if (state.flowing !== false) this.resume();
		} else if (name === "readable" && !state.endEmitted && !state.readableListening) {
			state.readableListening = state.needReadable = true;
			state.flowing = false;
			state.emittedReadable = false;
			if (state.length > 0) emitReadable(this);
			else if (!state.reading) nextTick(() => this.read(0));
		}
		return this;
	};
	Readable.prototype.addListener = Readable.prototype.on;
	const afterRemoval = (stream) => nextTick(() => {
		const state = stream._readableState;
		state.readableListening = stream.listenerCount("readable") > 0;
		if (state.resumeScheduled && !state.paused) state.flowing = true;
		else if (stream.listenerCount("data") > 0) stream.resume();
		else if (!state.readableListening) state.flowing = state.flowing === false && state.paused ? false : null;
	});
	Readable.prototype.removeListener = function (name, listener) {
		Stream.prototype.removeListener.call(this, name, listener);
		if (name === "readable") afterRemoval(this);
		return this;
	};
	Readable.prototype.off = Readable.prototype.removeListener;
	Readable.prototype.removeAllListeners = function (...args) {
		Stream.prototype.removeAllListeners.apply(this, args);
		if (args.length === 0 || args[0] === "readable") afterRemoval(this);
		return this;
	};

	Readable.prototype.pipe = function (target, options) {
		const source = this, state = this._readableState;
		state.pipes.push(target);
		const wait = { target };
		const onData = (chunk) => {
			if (target.write(chunk) !== false) return;
			if (!state.pipes.includes(target)) return;
			state.awaiting.add(wait);
			source.pause();
		};
		const onDrain = () => {
			state.awaiting.delete(wait);
			if (state.awaiting.size === 0 && source.listenerCount("data") > 0 && state.pipes.length > 0) source.resume();
		};
		const onEnd = () => target.end();
		const onError = (error) => {
			source.unpipe(target);
			target.removeListener("error", onError);
			if (target.listenerCount("error") === 0) {
				const other = target._writableState || target._readableState;
				if (other && !other.errorEmitted) fail(target, error);
				else target.emit("error", error);
			}
		};
		const leave = () => source.unpipe(target);
		const cleanup = (from) => {
			if (from !== undefined && from !== source) return;
			target.removeListener("close", leave);
			target.removeListener("finish", leave);
			target.removeListener("drain", onDrain);
			target.removeListener("error", onError);
			target.removeListener("unpipe", cleanup);
			source.removeListener("end", onEnd);
			source.removeListener("end", leave);
			source.removeListener("data", onData);
			if (state.awaiting.has(wait)) onDrain();
		};
		const ending = !options || options.end !== false;
		if (state.endEmitted) nextTick(ending ? onEnd : leave);
		else source.once("end", ending ? onEnd : leave);
		target.on("unpipe", cleanup);
		source.on("data", onData);
		target.on("drain", onDrain);
		target.prependListener("error", onError);
		target.once("close", leave);
		target.once("finish", leave);
		target.emit("pipe", source);
		if (target.writableNeedDrain === true) {
			state.awaiting.add(wait);
			source.pause();
		} else if (!state.flowing) source.resume();
		return target;
	};
	Readable.prototype.unpipe = function (target) {
		const state = this._readableState;
		const gone = target === undefined ? state.pipes.splice(0) : state.pipes.includes(target) ? state.pipes.splice(state.pipes.indexOf(target), 1) : [];
		if (gone.length > 0 && state.pipes.length === 0) this.pause();
		for (const t of gone) t.emit("unpipe", this, { hasUnpiped: false });
		return this;
	};

	// wrap reads from a stream of the oldest style, which only knows events.
	Readable.prototype.wrap = function (old) {
		let paused = false;
		old.on("data", (chunk) => {
			if (!this.push(chunk) && old.pause) {
				paused = true;
				old.pause();
			}
		});
		old.on("end", () => this.push(null));
		old.on("error", (error) => fail(this, error));
		old.on("close", () => this.destroy());
		this._read = () => {
			if (paused && old.resume) {
				paused = false;
				old.resume();
			}
		};
		return this;
	};

	const iterate = (stream, { destroyOnReturn = true } = {}) => {
		const { finished } = native.require("internal/stream-ends");
		let failure, over = false, wake = () => {}, forget = null;
		const onReadable = () => wake();
		// Nothing is read before somebody asks for the first chunk.
		const begin = () => {
			stream.on("readable", onReadable);
			forget = finished(stream, { writable: false }, (error) => {
				failure = error;
				over = true;
				wake();
			});
		};
		const leave = () => {
			if (forget === null) return;
			forget();
			stream.removeListener("readable", onReadable);
		};
		let queue = null;
		const step = async () => {
			for (;;) {
				const chunk = stream.destroyed ? null : stream.read();
				if (chunk !== null) return { value: chunk, done: false };
				if (failure) {
					const error = failure;
					failure = undefined;
					stream.destroy(error);
					throw error;
				}
				if (over) {
					leave();
					return { value: undefined, done: true };
				}
				await new Promise((resolve) => { wake = resolve; });
			}
		};
		return {
			next() {
				if (forget === null && !over) begin();
				const result = queue === null ? step() : queue.then(step);
				const settled = result.catch(() => {}).then(() => { if (queue === settled) queue = null; });
				queue = settled;
				return result;
			},
			async return(value) {
				leave();
				over = true;
				if (destroyOnReturn && !stream.destroyed) {
					const closed = new Promise((resolve) => stream.once("close", resolve));
					stream.destroy();
					if (stream._readableState.emitClose) await closed;
				}
				return { value, done: true };
			},
			[asyncIterator]() { return this; },
		};
	};
	Readable.prototype[asyncIterator] = function () { return iterate(this); };
	Object.defineProperty(Readable.prototype, asyncDispose, {
		writable: true, configurable: true,
		value() {
			const { finished } = native.require("internal/stream-ends");
			let error;
			if (!this.destroyed) {
				error = this.readableEnded ? null : new AbortError();
				this.destroy(error);
			}
			return new Promise((resolve, reject) => finished(this, (e) => e && e !== error ? reject(e) : resolve(null)));
		},
	});
	Readable.prototype.iterator = function (options) {
		if (options !== undefined) validators.object(options, "options");
		return iterate(this, options);
	};

	const getters = {
		readable() {
			const s = this._readableState;
			return s !== undefined && s.readable !== false && !s.destroyed && !s.errorEmitted && !s.endEmitted;
		},
		readableFlowing() { return this._readableState.flowing; },
		readableHighWaterMark() { return this._readableState.highWaterMark; },
		readableLength() { return this._readableState.length; },
		readableObjectMode() { return this._readableState.objectMode; },
		readableEncoding() { return this._readableState.encoding; },
		readableEnded() { return this._readableState.endEmitted; },
		readableDidRead() { return this._readableState.dataEmitted; },
		readableAborted() {
			const s = this._readableState;
			return s.readable !== false && (s.destroyed || s.errored !== null) && !s.endEmitted;
		},
		readableBuffer() { return this._readableState.buffer; },
	};
	for (const name of Object.keys(getters)) {
		Object.defineProperty(Readable.prototype, name, {
			configurable: true, get: getters[name],
			set(value) {
				if (name === "readable") this._readableState.readable = Boolean(value);
				else if (name === "readableFlowing") this._readableState.flowing = value;
			},
		});
	}

	Readable.from = function (iterable, options) {
		if (typeof iterable === "string" || iterable instanceof Buffer) {
			return new Readable({ objectMode: true, ...options, read() {
				this.push(iterable);
				this.push(null);
			} });
		}
		const waits = Boolean(iterable && iterable[asyncIterator]);
		const method = iterable && (iterable[asyncIterator] || iterable[Symbol.iterator]);
		if (typeof method !== "function") throw codes.ERR_INVALID_ARG_TYPE("iterable", ["Iterable"], iterable);
		const iterator = method.call(iterable);
		const stream = new Readable({ objectMode: true, highWaterMark: 1, ...options });
		let reading = false;
		const pump = async () => {
			try {
				for (;;) {
					// What is there at once is pushed at once.
					const { value, done } = waits ? await iterator.next() : iterator.next();
					if (done) {
						stream.push(null);
						return;
					}
					const item = value && typeof value.then === "function" ? await value : value;
					if (item === null) throw errors.nulls();
					if (!stream.push(item)) break;
				}
				reading = false;
			} catch (error) {
				stream.destroy(error);
			}
		};
		stream._read = () => {
			if (reading) return;
			reading = true;
			pump();
		};
		stream._destroy = (error, callback) => {
			const end = async () => {
				if (error && typeof iterator.throw === "function") {
					const { value, done } = await iterator.throw(error);
					await value;
					if (done) return;
				}
				if (typeof iterator.return === "function") await (await iterator.return()).value;
			};
			end().then(() => nextTick(callback, error), (failure) => nextTick(callback, failure || error));
		};
		return stream;
	};
	return { Readable, ReadableState, initReadable };
})
