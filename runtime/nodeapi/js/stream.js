(function (native) {
	"use strict";
	const { asyncIterator, nextTick } = native.require("internal/tasks");
	const { codes } = native.require("internal/errors");
	const promisified = Symbol.for("nodejs.util.promisify.custom");
	const { Stream, errors, fail, construct, addAbortSignal, marks } = native.require("internal/stream-base");
	const { Readable, ReadableState, initReadable } = native.require("internal/stream-readable");
	const { Writable, WritableState, initWritable, afterConstruct } = native.require("internal/stream-writable");
	const { finished, pipeline, promises } = native.require("internal/stream-ends");
	native.require("internal/stream-operators");

	function Duplex(options) {
		if (!(this instanceof Duplex)) return new Duplex(options);
		Stream.call(this, options);
		options = options || {};
		this.allowHalfOpen = options.allowHalfOpen !== false;
		initReadable(this, options);
		initWritable(this, { ...options, signal: undefined });
		if (options.readable === false) {
			this._readableState.readable = false;
			this._readableState.ended = this._readableState.endEmitted = true;
		}
		if (options.writable === false) {
			this._writableState.writable = false;
			this._writableState.ending = this._writableState.ended = this._writableState.finished = true;
		}
		construct(this, () => {
			afterConstruct(this);
			if (this._readableState.needReadable) this.read(0);
		});
	}
	Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
	Object.setPrototypeOf(Duplex, Readable);
	for (const name of Object.getOwnPropertyNames(Writable.prototype)) {
		if (name !== "constructor" && !(name in Duplex.prototype && name !== "destroy")) {
			Object.defineProperty(Duplex.prototype, name, Object.getOwnPropertyDescriptor(Writable.prototype, name));
		}
	}

	function Transform(options) {
		if (!(this instanceof Transform)) return new Transform(options);
		Duplex.call(this, options);
		this._readableState.sync = false;
		this._waiting = null;
		if (options) {
			if (typeof options.transform === "function") this._transform = options.transform;
			if (typeof options.flush === "function") this._flush = options.flush;
		}
	}
	Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
	Object.setPrototypeOf(Transform, Duplex);
	Transform.prototype._transform = function () { throw errors.missing("_transform()"); };
	Transform.prototype._write = function (chunk, encoding, callback) {
		const r = this._readableState, w = this._writableState, before = r.length;
		this._transform(chunk, encoding, (error, value) => {
			if (error) {
				callback(error);
				return;
			}
			if (value !== undefined && value !== null) this.push(value);
			if (w.ended || before === r.length || r.length < r.highWaterMark) callback();
			else this._waiting = callback;
		});
	};
	Transform.prototype._read = function () {
		const callback = this._waiting;
		this._waiting = null;
		if (callback) callback();
	};
	Transform.prototype._final = function (callback) {
		const end = (error, value) => {
			if (error) {
				callback(error);
				return;
			}
			if (value !== undefined && value !== null) this.push(value);
			this.push(null);
			callback();
		};
		if (typeof this._flush === "function" && !this.destroyed) this._flush(end);
		else end();
	};

	function PassThrough(options) {
		if (!(this instanceof PassThrough)) return new PassThrough(options);
		Transform.call(this, options);
	}
	Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
	Object.setPrototypeOf(PassThrough, Transform);
	PassThrough.prototype._transform = function (chunk, encoding, callback) { callback(null, chunk); };

	// pair joins a readable and a writable into one Duplex.
	const pair = (readable, writable) => {
		const out = new Duplex({
			objectMode: true, readable: Boolean(readable), writable: Boolean(writable),
			read() { if (readable) readable.resume(); },
			write(chunk, encoding, callback) {
				if (writable.write(chunk, encoding)) callback();
				else writable.once("drain", callback);
			},
			final(callback) {
				writable.once("finish", callback);
				writable.end();
			},
			destroy(error, callback) {
				for (const part of [readable, writable]) if (part && !part.destroyed) part.destroy(error);
				callback(error);
			},
		});
		if (readable) {
			readable.on("data", (chunk) => { if (!out.push(chunk)) readable.pause(); });
			readable.on("end", () => out.push(null));
			readable.pause();
		}
		for (const part of [readable, writable]) if (part) part.on("error", (error) => fail(out, error));
		return out;
	};
	Duplex.from = function (source) {
		if (source instanceof Duplex) return source;
		if (source && source._readableState) return pair(source, null);
		if (source && source._writableState) return pair(null, source);
		if (source && typeof source.getReader === "function") return pair(Readable.fromWeb(source), null);
		if (source && typeof source.getWriter === "function") return pair(null, Writable.fromWeb(source));
		if (typeof source === "function") {
			const input = new PassThrough({ objectMode: true });
			const result = source(input);
			if (result && typeof result.then === "function") {
				const out = pair(null, input);
				result.then(() => {}, (error) => out.destroy(error));
				return out;
			}
			return pair(Readable.from(result), input);
		}
		if (typeof Blob === "function" && source instanceof Blob) return pair(Readable.fromWeb(source.stream()), null);
		if (source && (source.readable || source.writable)) {
			const side = (value, from) => value && (value._readableState || value._writableState ? value : from(value));
			return pair(side(source.readable, (v) => v.getReader ? Readable.fromWeb(v) : Readable.from(v)), side(source.writable, Writable.fromWeb));
		}
		if (source && typeof source.then === "function") {
			return pair(Readable.from({ [asyncIterator]: () => {
				let given = false;
				return { next: async () => given ? { value: undefined, done: true } : (given = true, { value: await source, done: false }) };
			} }), null);
		}
		if (typeof source === "string" || source && (source[asyncIterator] || source[Symbol.iterator])) return pair(Readable.from(source), null);
		throw codes.ERR_INVALID_ARG_TYPE("body", ["Blob", "ReadableStream", "WritableStream", "Stream", "Iterable", "AsyncIterable", "Function", "{ readable, writable } pair", "Promise"], source);
	};

	// compose joins streams into one Duplex: what is written to it goes to the first,
	// what is read from it comes from the last.
	const compose = (...streams) => {
		if (streams.length === 0) throw codes.ERR_MISSING_ARGS("streams");
		const parts = streams.map((s) => s && (s._readableState || s._writableState) ? s : Duplex.from(s));
		if (parts.length === 1) return parts[0];
		const first = parts[0], last = parts[parts.length - 1];
		for (let n = 0; n < parts.length; n++) {
			if (n < parts.length - 1 && !parts[n].readable) throw codes.ERR_INVALID_ARG_VALUE(`streams[${n}]`, streams[n], "must be readable");
			if (n > 0 && !parts[n].writable) throw codes.ERR_INVALID_ARG_VALUE(`streams[${n}]`, streams[n], "must be writable");
		}
		const out = pair(last._readableState && last.readable ? last : null, first._writableState && first.writable ? first : null);
		pipeline(...parts, (error) => { if (error) fail(out, error); });
		return out;
	};
	Object.defineProperty(Readable.prototype, "compose", {
		writable: true, configurable: true,
		value(stream, options) {
			const out = compose(this, stream);
			if (options && options.signal) addAbortSignal(options.signal, out);
			return out;
		},
	});

	// duplexPair makes two streams, each of which gives what is written to the other.
	const duplexPair = (options) => {
		const sides = [];
		const side = (n) => {
			let waiting = null;
			return Object.assign(new Duplex({
				...options,
				read() {
					const callback = waiting;
					waiting = null;
					if (callback) callback();
				},
				write(chunk, encoding, callback) {
					if (chunk.length === 0) {
						nextTick(callback);
						return;
					}
					sides[1 - n].push(chunk);
					sides[1 - n].hold(callback);
				},
				final(callback) {
					sides[1 - n].once("end", callback);
					sides[1 - n].push(null);
				},
			}), { hold: (callback) => { waiting = callback; } });
		};
		sides.push(side(0), side(1));
		for (const s of sides) Object.defineProperty(s, "hold", { enumerable: false });
		return sides;
	};

	const web = () => native.require("internal/stream-web");
	Readable.fromWeb = (stream, options) => web().readableFromWeb(stream, options);
	Readable.toWeb = (stream, options) => web().readableToWeb(stream, options);
	Writable.fromWeb = (stream, options) => web().writableFromWeb(stream, options);
	Writable.toWeb = (stream) => web().writableToWeb(stream);
	Duplex.fromWeb = (streams, options) => web().duplexFromWeb(streams, options);
	Duplex.toWeb = (stream) => ({ readable: Readable.toWeb(stream), writable: Writable.toWeb(stream) });

	Readable.ReadableState = ReadableState;
	Writable.WritableState = WritableState;
	const isDisturbed = (s) => Boolean(s && s._readableState && (s._readableState.dataEmitted || s._readableState.endEmitted || s._readableState.errored));
	const isErrored = (s) => Boolean(s && [s._readableState, s._writableState].some((state) => state && state.errored));
	Object.assign(Stream, {
		Stream, Readable, Writable, Duplex, Transform, PassThrough, finished, pipeline, compose, duplexPair, addAbortSignal, promises,
		...marks, isDisturbed, isErrored,
		isReadable: (s) => typeof s?.readable !== "boolean" ? null : s.readable && !s.destroyed,
		isWritable: (s) => typeof s?.writable !== "boolean" ? null : s.writable && !s.destroyed,
		isDestroyed: (s) => Boolean(s && s.destroyed),
		destroy: (s, error) => s.destroy(error),
		_isArrayBufferView: (v) => ArrayBuffer.isView(v),
		_uint8ArrayToBuffer: (b) => native.require("buffer").Buffer.from(b.buffer, b.byteOffset, b.byteLength),
		_isUint8Array: (v) => v instanceof Uint8Array,
	});
	Object.defineProperty(finished, promisified, { value: promises.finished });
	Object.defineProperty(pipeline, promisified, { value: promises.pipeline });
	return Stream;
})
