(function (native) {
	"use strict";
	const { codes: errors, validators, make } = native.require("internal/errors");
	const { Buffer } = native.require("buffer");
	const { Transform } = native.require("stream");
	const { setImmediate } = native.require("timers");
	const { constants, codes } = native.require("internal/zlib-constants");
	const dispose = native.require("internal/tasks").asyncDispose;
	const kMaxLength = 2 ** 32;
	const flushMark = Symbol("flush");

	const bytesTypes = ["Buffer", "TypedArray", "DataView", "ArrayBuffer"];
	const bytesOf = (data, name, expected = bytesTypes) => {
		if (typeof data === "string") return Buffer.from(data);
		if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
		if (data instanceof ArrayBuffer) return new Uint8Array(data);
		throw errors.ERR_INVALID_ARG_TYPE(name, expected, data);
	};

	// ranged checks an option that is a finite number in a range.
	const ranged = (value, name, min, max, otherwise) => {
		if (value === undefined || Number.isNaN(value)) return otherwise;
		if (typeof value !== "number") throw errors.ERR_INVALID_ARG_TYPE(name, "number", value);
		if (!Number.isFinite(value)) throw errors.ERR_OUT_OF_RANGE(name, "a finite number", value);
		if (value < min || value > max) throw errors.ERR_OUT_OF_RANGE(name, `>= ${min} and <= ${max}`, value);
		return value;
	};

	// The largest flush of each kind of format, and the one that ends the data.
	const flushes = {
		brotli: [constants.BROTLI_OPERATION_EMIT_METADATA, constants.BROTLI_OPERATION_FINISH],
		zstd: [constants.ZSTD_e_end, constants.ZSTD_e_end],
	};
	const flushesOf = (format) => flushes[format] || [constants.Z_BLOCK, constants.Z_FINISH];

	const common = (options, format) => {
		const [last, finish] = flushesOf(format);
		const chunkSize = options.chunkSize;
		if (chunkSize !== undefined && !Number.isNaN(chunkSize)) {
			if (typeof chunkSize !== "number") throw errors.ERR_INVALID_ARG_TYPE("options.chunkSize", "number", chunkSize);
			if (!Number.isFinite(chunkSize)) throw errors.ERR_OUT_OF_RANGE("options.chunkSize", "a finite number", chunkSize);
			if (chunkSize < constants.Z_MIN_CHUNK) throw errors.ERR_OUT_OF_RANGE("options.chunkSize", `>= ${constants.Z_MIN_CHUNK}`, chunkSize);
		}
		return {
			flush: ranged(options.flush, "options.flush", 0, last, 0),
			finishFlush: ranged(options.finishFlush, "options.finishFlush", 0, last, finish),
			maxOutputLength: ranged(options.maxOutputLength, "options.maxOutputLength", 1, Number.MAX_SAFE_INTEGER, kMaxLength),
			info: options.info,
		};
	};

	const deflateOptions = (options, mode) => {
		const compresses = mode.packs;
		const out = common(options, mode.format);
		// To decompress, 0 means: as the header says.
		const anyWindow = !compresses && mode.format !== "raw" && (options.windowBits === 0 || options.windowBits === undefined);
		out.windowBits = anyWindow ? 15 : ranged(options.windowBits, "options.windowBits", compresses && mode.format === "gzip" ? 9 : 8, 15, 15);
		out.level = ranged(options.level, "options.level", -1, 9, -1);
		ranged(options.memLevel, "options.memLevel", 1, 9, 8);
		out.strategy = ranged(options.strategy, "options.strategy", 0, 4, 0);
		if (options.dictionary !== undefined) {
			if (typeof options.dictionary === "string") throw errors.ERR_INVALID_ARG_TYPE("options.dictionary", bytesTypes, options.dictionary);
			out.dictionary = bytesOf(options.dictionary, "options.dictionary");
		}
		return out;
	};

	const brotliOptions = (options) => {
		const out = common(options, "brotli");
		out.quality = constants.BROTLI_DEFAULT_QUALITY;
		out.lgwin = constants.BROTLI_DEFAULT_WINDOW;
		for (const key of Object.keys(options.params || {})) {
			const value = options.params[key];
			if (!(+key >= 0 && +key <= 9)) throw make(RangeError, "ERR_BROTLI_INVALID_PARAM", `${key} is not a valid Brotli parameter`);
			if (typeof value !== "number" && typeof value !== "boolean") throw errors.ERR_INVALID_ARG_TYPE("options.params[key]", "number", value);
			if (+key === constants.BROTLI_PARAM_QUALITY) out.quality = Math.min(11, Math.max(0, +value));
			if (+key === constants.BROTLI_PARAM_LGWIN) out.lgwin = Math.min(24, Math.max(10, +value));
		}
		return out;
	};

	const zstdParameters = new Set(Object.keys(constants).filter((name) => name.startsWith("ZSTD_c_") || name === "ZSTD_d_windowLogMax").map((name) => constants[name]));
	const zstdOptions = (options) => {
		const out = common(options, "zstd");
		out.level = constants.ZSTD_CLEVEL_DEFAULT;
		out.checksum = 0;
		for (const key of Object.keys(options.params || {})) {
			const value = options.params[key];
			if (!zstdParameters.has(+key)) throw make(RangeError, "ERR_ZSTD_INVALID_PARAM", `${key} is not a valid zstd parameter`);
			if (typeof value !== "number" && typeof value !== "boolean") throw errors.ERR_INVALID_ARG_TYPE("options.params[key]", "number", value);
			if (+key === constants.ZSTD_c_compressionLevel) out.level = Math.min(22, Math.max(1, +value || constants.ZSTD_CLEVEL_DEFAULT));
			if (+key === constants.ZSTD_c_checksumFlag) out.checksum = +value;
		}
		return out;
	};

	const settingsOf = (mode, options) => {
		if (mode.format === "brotli") return brotliOptions(options);
		return mode.format === "zstd" ? zstdOptions(options) : deflateOptions(options, mode);
	};

	const failure = (code, errno, message) => {
		const error = new Error(message);
		error.errno = errno;
		error.code = code;
		return error;
	};

	// A Codec hides the difference between the two directions.
	class Codec {
		#mode; #settings; #handle; #ended = false;
		used = 0;
		constructor(mode, settings) {
			this.#mode = mode;
			this.#settings = settings;
			this.reset();
		}
		reset() {
			const { packs, format } = this.#mode, s = this.#settings;
			this.#handle = packs ? native.packer(format, s) : native.unpacker(format, s.dictionary);
			this.#ended = false;
		}
		// run gives the pieces that bytes lead to.
		*run(bytes, last, flush) {
			if (!this.#mode.packs) {
				yield* this.#unpack(bytes, last);
				return;
			}
			this.used += bytes.byteLength;
			if (bytes.byteLength > 0) native.pack(this.#handle, bytes);
			if (last && strict(this.#mode, this.#settings)) native.finish(this.#handle);
			else if (last || flush) native.flush(this.#handle);
			const out = native.take(this.#handle);
			if (out.byteLength > 0) yield Buffer.from(out);
		}
		*#unpack(bytes, last) {
			if (this.#ended) return;
			native.feed(this.#handle, bytes, last);
			for (;;) {
				const [out, more, done, left] = native.read(this.#handle);
				if (out.byteLength > 0) yield Buffer.from(out);
				if (more === "Z_BUF_ERROR" && !strict(this.#mode, this.#settings)) return;
				if (typeof more === "string") throw failure(more, done, left);
				if (done) this.#ended = true;
				if (!more) {
					this.used += bytes.byteLength - (done ? left : 0);
					return;
				}
			}
		}
		change(level, strategy) {
			this.#settings = { ...this.#settings, level, strategy };
			if (this.#mode.packs) native.change(this.#handle, level, strategy);
		}
	}

	// strict says whether the end of the input must be the end of the data.
	const strict = (mode, settings) => settings.finishFlush === flushesOf(mode.format)[1];

	const makeClass = (name, mode) => {
		const Class = { [name]: function (options) {
			if (!(this instanceof Class)) return new Class(options);
			options = options === undefined || options === null ? {} : options;
			const settings = settingsOf(mode, options);
			Transform.call(this, { autoDestroy: true, ...options });
			Object.assign(this, { bytesWritten: 0, _settings: settings, _codec: new Codec(mode, settings), _resume: null, _closed: false });
			for (const hidden of ["_settings", "_codec", "_resume"]) Object.defineProperty(this, hidden, { enumerable: false, writable: true });
		} }[name];
		Object.setPrototypeOf(Class.prototype, ZlibBase.prototype);
		Object.setPrototypeOf(Class, ZlibBase);
		Object.defineProperty(Class.prototype, "_mode", { value: mode });
		return Class;
	};

	function ZlibBase() { throw new TypeError("Illegal constructor"); }
	Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
	Object.setPrototypeOf(ZlibBase, Transform);

	// drive pushes what the codec gives and waits when the reader has enough.
	const drive = (stream, pieces, callback) => {
		let produced = 0;
		const go = () => {
			stream._resume = null;
			try {
				for (;;) {
					const { value, done } = pieces.next();
					stream.bytesWritten = stream._codec.used;
					if (done) break;
					produced += value.length;
					if (!stream.push(value)) {
						stream._resume = go;
						return;
					}
				}
			} catch (error) {
				callback(error);
				return;
			}
			callback();
		};
		go();
	};
	Object.assign(ZlibBase.prototype, {
		_transform(chunk, encoding, callback) {
			const flush = chunk[flushMark];
			if (flush === undefined) {
				drive(this, this._codec.run(chunk, false, this._settings.flush !== 0), callback);
				return;
			}
			drive(this, this._codec.run(chunk, flush === flushesOf(this._mode.format)[1], flush !== 0), callback);
		},
		_read(size) {
			const resume = this._resume;
			if (resume) setImmediate(resume);
			else Transform.prototype._read.call(this, size);
		},
		_flush(callback) {
			drive(this, this._codec.run(new Uint8Array(0), true, true), callback);
		},
		_destroy(error, callback) {
			this._closed = true;
			this._resume = null;
			callback(error);
		},
		flush(kind, callback) {
			if (typeof kind === "function" || (kind === undefined && callback === undefined)) [kind, callback] = [flushes[this._mode.format] ? 1 : constants.Z_FULL_FLUSH, kind];
			if (this.writableFinished) {
				if (callback) native.require("internal/tasks").nextTick(callback);
			} else if (this.writableEnded) {
				if (callback) this.once("end", callback);
			} else {
				const mark = Buffer.alloc(0);
				mark[flushMark] = kind;
				this.write(mark, "", callback);
			}
		},
		close(callback) {
			if (callback) native.require("stream").finished(this, () => callback());
			this.destroy();
		},
		reset() {
			if (this._closed) throw make(Error, "ERR_INTERNAL_ASSERTION", "zlib binding closed");
			this._codec.reset();
		},
		params(level, strategy, callback) {
			ranged(level, "level", -1, 9);
			ranged(strategy, "strategy", 0, 4);
			if (level === this._settings.level && strategy === this._settings.strategy) {
				if (callback) native.require("internal/tasks").nextTick(callback);
				return;
			}
			this.flush(constants.Z_SYNC_FLUSH, () => {
				if (this.destroyed) return;
				this._settings.level = level;
				this._settings.strategy = strategy;
				this._codec.change(level, strategy);
				if (callback) callback();
			});
		},
		[dispose]() {
			const done = new Promise((resolve) => this.once("close", resolve));
			this.destroy();
			return done;
		},
	});
	Object.defineProperty(ZlibBase.prototype, "bytesRead", {
		configurable: true, enumerable: true, get() { return this.bytesWritten; }, set(value) { this.bytesWritten = value; },
	});

	// whole runs one piece of data through a codec of its own.
	const whole = (mode, settings, data) => {
		const codec = new Codec(mode, settings), parts = [];
		let size = 0;
		for (const part of codec.run(data, true, true)) {
			size += part.length;
			if (size > Math.min(settings.maxOutputLength, native.largest())) {
				throw make(RangeError, "ERR_BUFFER_TOO_LARGE", `Cannot create a Buffer larger than ${settings.maxOutputLength} bytes`);
			}
			parts.push(part);
		}
		return parts.length === 1 ? parts[0] : Buffer.concat(parts);
	};

	const modes = {
		Deflate: { format: "zlib", packs: true }, Inflate: { format: "zlib" }, Gzip: { format: "gzip", packs: true }, Gunzip: { format: "gzip" },
		DeflateRaw: { format: "raw", packs: true }, InflateRaw: { format: "raw" }, Unzip: { format: "unzip" },
		BrotliCompress: { format: "brotli", packs: true }, BrotliDecompress: { format: "brotli" },
		ZstdCompress: { format: "zstd", packs: true }, ZstdDecompress: { format: "zstd" },
	};
	const exports = {
		crc32(data, value = 0) {
			if (typeof data !== "string" && !ArrayBuffer.isView(data)) throw errors.ERR_INVALID_ARG_TYPE("data", ["Buffer", "TypedArray", "DataView", "string"], data);
			validators.integer(value, "value", 0, 2 ** 32 - 1);
			return native.crc32(bytesOf(data, "data"), value);
		},
	};
	const classes = {};
	for (const name of Object.keys(modes)) {
		const mode = modes[name], method = name[0].toLowerCase() + name.slice(1);
		const Class = exports[name] = classes[name] = makeClass(name, mode);
		const sync = (data, options) => {
			data = bytesOf(data, "buffer", ["string", ...bytesTypes]);
			const settings = settingsOf(mode, options || {}), buffer = whole(mode, settings, data);
			return settings.info ? { buffer, engine: new Class(options) } : buffer;
		};
		exports[method] = { [method](data, options, callback) {
			if (typeof options === "function") [callback, options] = [options, {}];
			if (typeof callback !== "function") throw errors.ERR_INVALID_ARG_TYPE("callback", "function", callback);
			bytesOf(data, "chunk", ["string", "Buffer", "TypedArray", "DataView"]);
			settingsOf(mode, options || {});
			setImmediate(() => {
				let result;
				try {
					result = sync(data, options);
				} catch (error) {
					callback(error);
					return;
				}
				callback(null, result);
			});
		} }[method];
		exports[`${method}Sync`] = sync;
		Object.defineProperty(sync, "name", { value: `${method}Sync` });
		exports[`create${name}`] = (options) => new Class(options);
	}
	Object.defineProperty(exports, "constants", { enumerable: true, value: constants });
	Object.defineProperty(exports, "codes", { enumerable: true, value: codes });
	for (const name of Object.keys(constants)) {
		if (!/^(BROTLI|ZSTD)/.test(name)) Object.defineProperty(exports, name, { value: constants[name] });
	}
	return exports;
})
