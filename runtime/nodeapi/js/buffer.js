(function (native) {
	"use strict";
	const { codes, validators, make } = native.require("internal/errors");
	const custom = Symbol.for("nodejs.util.inspect.custom");
	const kMaxLength = 2 ** 31 - 1;
	const kStringMaxLength = 2 ** 29 - 24;

	const names = {
		utf8: "utf8", "utf-8": "utf8", hex: "hex", base64: "base64", base64url: "base64url", ascii: "ascii",
		latin1: "latin1", binary: "latin1", ucs2: "utf16le", "ucs-2": "utf16le", utf16le: "utf16le", "utf-16le": "utf16le",
	};
	Object.setPrototypeOf(names, null);
	const normalize = (encoding) => names[encoding] || names[`${encoding}`.toLowerCase()];
	const encodingOf = (encoding) => {
		if (encoding === undefined || encoding === null || encoding === "") return "utf8";
		const name = normalize(encoding);
		if (name === undefined) throw codes.ERR_UNKNOWN_ENCODING(encoding);
		return name;
	};

	class FastBuffer extends Uint8Array {
		constructor(a, b, c) { super(a, b, c); }
	}

	function Buffer(value, encodingOrOffset, length) {
		if (typeof value === "number") {
			if (typeof encodingOrOffset === "string") throw codes.ERR_INVALID_ARG_TYPE("string", "string", value);
			return Buffer.alloc(value);
		}
		return Buffer.from(value, encodingOrOffset, length);
	}
	Object.setPrototypeOf(Buffer, Uint8Array);
	Buffer.prototype = FastBuffer.prototype;
	Object.defineProperty(Buffer.prototype, "constructor", { value: Buffer, writable: true, configurable: true });
	Object.defineProperty(Buffer, Symbol.species, { configurable: true, get() { return FastBuffer; } });

	const wrap = (arrayBuffer) => new FastBuffer(arrayBuffer);
	const isView = (value) => ArrayBuffer.isView(value);
	const isBytes = (value) => value instanceof Uint8Array;
	const tagOf = (value) => Object.prototype.toString.call(value);
	const isArrayBuffer = (value) => value instanceof ArrayBuffer || ["[object ArrayBuffer]", "[object SharedArrayBuffer]"].includes(tagOf(value));
	const bytesOf = (value, name, expected = ["Buffer", "Uint8Array"]) => {
		if (isBytes(value)) return value;
		throw codes.ERR_INVALID_ARG_TYPE(name, expected, value);
	};
	const bytesOfView = (view) => isBytes(view) ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

	const checkSize = (size) => {
		validators.number(size, "size");
		if (!(size >= 0 && size <= kMaxLength)) throw codes.ERR_OUT_OF_RANGE("size", `>= 0 && <= ${kMaxLength}`, size);
	};

	const fromArrayBuffer = (source, offset, length) => {
		offset = offset === undefined ? 0 : +offset || 0;
		const most = source.byteLength - offset;
		if (most < 0) throw codes.ERR_BUFFER_OUT_OF_BOUNDS("offset");
		if (length === undefined) return new FastBuffer(source, offset);
		length = +length;
		if (!(length > 0)) return new FastBuffer(source, offset, 0);
		if (length > most) throw codes.ERR_BUFFER_OUT_OF_BOUNDS("length");
		return new FastBuffer(source, offset, length);
	};

	const fromArrayLike = (source) => {
		const length = source.length > 0 ? source.length : 0;
		checkSize(length);
		const out = new FastBuffer(Math.trunc(length));
		if (isView(source)) out.set(source);
		else for (let n = 0; n < out.length; n++) out[n] = source[n];
		return out;
	};

	const fromObject = (value) => {
		if (value.length !== undefined || isArrayBuffer(value.buffer)) {
			return typeof value.length === "number" ? fromArrayLike(value) : new FastBuffer(0);
		}
		if (value.type === "Buffer" && Array.isArray(value.data)) return fromArrayLike(value.data);
		return undefined;
	};

	Buffer.from = function from(value, encodingOrOffset, length) {
		if (typeof value === "string") return wrap(native.encode(value, encodingOf(typeof encodingOrOffset === "string" ? encodingOrOffset : undefined)));
		if (typeof value === "object" && value !== null) {
			if (isArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
			const primitive = value.valueOf && value.valueOf();
			if (primitive !== undefined && primitive !== null && primitive !== value && (typeof primitive === "string" || typeof primitive === "object")) {
				return Buffer.from(primitive, encodingOrOffset, length);
			}
			const made = fromObject(value);
			if (made) return made;
			if (typeof value[Symbol.toPrimitive] === "function") {
				const text = value[Symbol.toPrimitive]("string");
				if (typeof text === "string") return Buffer.from(text, encodingOrOffset);
			}
		}
		throw codes.ERR_INVALID_ARG_TYPE("first argument", ["string", "Buffer", "ArrayBuffer", "Array", "Array-like Object"], value);
	};

	Buffer.alloc = function alloc(size, fill, encoding) {
		checkSize(size);
		const out = wrap(native.alloc(size));
		return fill === undefined || fill === 0 || size === 0 ? out : out.fill(fill, encoding);
	};
	Buffer.allocUnsafe = function allocUnsafe(size) {
		checkSize(size);
		return wrap(native.alloc(size));
	};
	Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
		checkSize(size);
		return wrap(native.alloc(size));
	};
	Buffer.of = function of(...items) { return fromArrayLike(items); };
	Buffer.poolSize = 8192;
	Buffer.isBuffer = function isBuffer(value) { return value instanceof Buffer; };
	Buffer.isEncoding = function isEncoding(encoding) {
		return typeof encoding === "string" && encoding.length !== 0 && normalize(encoding) !== undefined;
	};
	Buffer.byteLength = function byteLength(value, encoding) {
		if (typeof value === "string") return native.byteLength(value, normalize(encoding) || "utf8");
		if (isView(value) || isArrayBuffer(value)) return value.byteLength;
		throw codes.ERR_INVALID_ARG_TYPE("string", ["string", "Buffer", "ArrayBuffer"], value);
	};
	Buffer.compare = function compare(a, b) {
		return native.compare(bytesOf(a, "buf1"), bytesOf(b, "buf2"));
	};
	Buffer.concat = function concat(list, length) {
		validators.array(list, "list");
		let total = 0;
		list.forEach((item, n) => { total += bytesOf(item, `list[${n}]`).length; });
		if (list.length === 0) return Buffer.alloc(0);
		if (length !== undefined) validators.integer(length, "length", 0);
		const out = Buffer.alloc(length === undefined ? total : length);
		let at = 0;
		for (const item of list) {
			if (at >= out.length) break;
			const part = at + item.length > out.length ? item.subarray(0, out.length - at) : item;
			out.set(part, at);
			at += part.length;
		}
		return out;
	};
	Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
		if (!isView(view) || tagOf(view) === "[object DataView]") throw codes.ERR_INVALID_ARG_TYPE("view", ["TypedArray"], view);
		if (view.length === 0) return Buffer.alloc(0);
		if (offset === undefined) offset = 0;
		else validators.integer(offset, "offset", 0);
		if (length !== undefined) validators.integer(length, "length", 0);
		const part = view.slice(offset, length === undefined ? undefined : offset + length);
		return new FastBuffer(part.buffer, part.byteOffset, part.byteLength);
	};

	// position converts an optional index as slice and toString take it.
	const clamp = (value, fallback, length) => {
		if (value === undefined) return fallback;
		value = Math.trunc(+value) || 0;
		return value < 0 ? 0 : value > length ? length : value;
	};
	const relative = (value, fallback, length) => {
		if (value === undefined) return fallback;
		value = Math.trunc(+value) || 0;
		if (value < 0) return Math.max(0, value + length);
		return Math.min(value, length);
	};
	const subarray = function subarray(start, end) {
		const from = relative(start, 0, this.length), to = relative(end, this.length, this.length);
		return new FastBuffer(this.buffer, this.byteOffset + from, Math.max(0, to - from));
	};
	const inRange = (value, name, most) => validators.integer(value, name, 0, most);

	const search = (buffer, value, offset, encoding, last) => {
		if (typeof offset === "string") {
			encoding = offset;
			offset = undefined;
		}
		offset = +offset;
		if (Number.isNaN(offset)) offset = last ? buffer.length : 0;
		offset = Math.trunc(offset);
		// A unit of UTF-16 that the offset lies in is looked at from its beginning.
		if (typeof value === "string" && offset > 0 && encodingOf(encoding) === "utf16le") offset -= offset % 2;
		if (typeof value === "number") return native.indexOf(buffer, Uint8Array.of(value), offset, 1, last);
		if (typeof value === "string") {
			const name = encodingOf(encoding);
			return native.indexOf(buffer, wrap(native.encode(value, name)), offset, name === "utf16le" ? 2 : 1, last);
		}
		if (isBytes(value)) return native.indexOf(buffer, value, offset, normalize(encoding) === "utf16le" ? 2 : 1, last);
		throw codes.ERR_INVALID_ARG_TYPE("value", ["number", "string", "Buffer", "Uint8Array"], value);
	};

	const swap = (size) => function () {
		if (this.length % size !== 0) throw codes.ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
		native.swap(this, size);
		return this;
	};

	const methods = {
		toString(encoding, start, end) {
			if (arguments.length === 0) return native.decode(this, "utf8", 0, this.length);
			const from = clamp(start, 0, this.length), to = clamp(end, this.length, this.length);
			const name = encodingOf(encoding);
			return to <= from ? "" : native.decode(this, name, from, to);
		},
		write(text, offset, length, encoding) {
			if (typeof text !== "string") throw make(TypeError, "ERR_INVALID_ARG_TYPE", "argument must be a string");
			if (typeof offset === "string") [encoding, offset, length] = [offset, undefined, undefined];
			else if (typeof length === "string") [encoding, length] = [length, undefined];
			if (offset === undefined) offset = 0;
			else inRange(offset, "offset", this.length);
			const rest = this.length - offset;
			if (length === undefined) length = rest;
			else {
				validators.integer(length, "length", 0, this.length);
				length = Math.min(length, rest);
			}
			return native.write(this, text, encodingOf(encoding), offset, length);
		},
		equals(other) {
			if (this === other) return true;
			return native.compare(this, bytesOf(other, "otherBuffer")) === 0;
		},
		compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
			bytesOf(target, "target");
			if (arguments.length === 1) return native.compare(this, target);
			const take = (value, name, fallback, most) => {
				if (value === undefined) return fallback;
				validators.integer(value, name, 0, most);
				return value;
			};
			const ts = take(targetStart, "targetStart", 0), te = take(targetEnd, "targetEnd", target.length, target.length);
			const ss = take(sourceStart, "sourceStart", 0), se = take(sourceEnd, "sourceEnd", this.length, this.length);
			if (ss >= se) return ts >= te ? 0 : -1;
			if (ts >= te) return 1;
			return native.compare(this.subarray(ss, se), bytesOfView(target).subarray(ts, te));
		},
		copy(target, targetStart, sourceStart, sourceEnd) {
			bytesOf(target, "target");
			const take = (value, name, fallback) => {
				if (value === undefined) return fallback;
				value = Math.trunc(+value) || 0;
				if (value < 0) throw codes.ERR_OUT_OF_RANGE(name, ">= 0", value);
				return value;
			};
			const to = take(targetStart, "targetStart", 0), from = take(sourceStart, "sourceStart", 0);
			if (sourceStart !== undefined && from > this.length) throw codes.ERR_OUT_OF_RANGE("sourceStart", `>= 0 && <= ${this.length}`, from);
			const end = Math.min(take(sourceEnd, "sourceEnd", this.length), this.length);
			const count = Math.min(end - from, target.length - to);
			if (!(count > 0)) return 0;
			target.set(new Uint8Array(this.buffer, this.byteOffset + from, count), to);
			return count;
		},
		fill(value, offset, end, encoding) {
			if (typeof value === "string") {
				if (offset === undefined || typeof offset === "string") [encoding, offset, end] = [offset, 0, this.length];
				else if (typeof end === "string") [encoding, end] = [end, this.length];
				if (encoding !== undefined) validators.string(encoding, "encoding");
				encoding = encodingOf(encoding);
			}
			if (offset === undefined) offset = 0;
			else validators.number(offset, "offset", 0, kMaxLength);
			if (end === undefined) end = this.length;
			else validators.number(end, "end", 0, this.length);
			if (offset >= end) return this;
			let pattern;
			if (typeof value === "string") pattern = value === "" ? Uint8Array.of(0) : wrap(native.encode(value, encoding));
			else if (isView(value)) pattern = bytesOfView(value);
			else pattern = Uint8Array.of(typeof value === "boolean" ? +value : value);
			if (pattern.length === 0) throw codes.ERR_INVALID_ARG_VALUE("value", value);
			native.fill(this, pattern, Math.trunc(offset), Math.trunc(end));
			return this;
		},
		indexOf(value, offset, encoding) { return search(this, value, offset, encoding, false); },
		lastIndexOf(value, offset, encoding) { return search(this, value, offset, encoding, true); },
		includes(value, offset, encoding) { return search(this, value, offset, encoding, false) !== -1; },
		subarray,
		slice(start, end) { return subarray.call(this, start, end); },
		toJSON() { return { type: "Buffer", data: Array.from(this) }; },
		swap16: swap(2),
		swap32: swap(4),
		swap64: swap(8),
		[custom](depth, options) {
			const most = exports.INSPECT_MAX_BYTES;
			let text = native.decode(this, "hex", 0, Math.min(most, this.length)).replace(/(.{2})(?=.)/g, "$1 ");
			const rest = this.length - most;
			if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
			for (const key of Object.keys(this).slice(this.length)) {
				text += `${text ? ", " : ""}${key}: ${native.inspect(this[key], options)}`;
			}
			const name = this.constructor && this.constructor.name || "Buffer";
			return `<${name} ${text}>`;
		},
	};
	// They are enumerable, as Node's are; a descriptor for each would cost more, too.
	const define = (name, value) => { Buffer.prototype[name] = value; };
	for (const name of Reflect.ownKeys(methods)) define(name, methods[name]);
	define("inspect", methods[custom]);
	define("toLocaleString", methods.toString);
	for (const name of ["swap16", "swap32", "swap64"]) Object.defineProperty(methods[name], "name", { value: name });
	for (const name of ["utf8", "hex", "base64", "base64url", "ascii", "latin1", "ucs2"]) {
		define(`${name}Slice`, function (start, end) { return this.toString(name, start, end); });
		define(`${name}Write`, function (text, offset, length) { return this.write(text, offset, length, name); });
	}
	for (const [name, source] of [["parent", "buffer"], ["offset", "byteOffset"]]) {
		Object.defineProperty(Buffer.prototype, name, {
			configurable: true, enumerable: true,
			get() { return this instanceof Buffer ? this[source] : undefined; },
		});
	}
	native.require("internal/buffer-numbers").install(define);

	function SlowBuffer(size) { return Buffer.alloc(size); }
	Object.setPrototypeOf(SlowBuffer, Uint8Array);
	SlowBuffer.prototype = Buffer.prototype;

	const bytesOrBuffer = (value) => {
		if (isView(value)) return bytesOfView(value);
		if (isArrayBuffer(value)) return new Uint8Array(value);
		throw codes.ERR_INVALID_ARG_TYPE("input", ["ArrayBuffer", "Buffer", "TypedArray"], value);
	};

	const exports = {
		Buffer, SlowBuffer, kMaxLength, kStringMaxLength,
		constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength },
		INSPECT_MAX_BYTES: 50,
		isUtf8(input) { return native.isUtf8(bytesOrBuffer(input)); },
		isAscii(input) { return native.isAscii(bytesOrBuffer(input)); },
		transcode(source, from, to) {
			if (!isBytes(source)) throw codes.ERR_INVALID_ARG_TYPE("source", ["Buffer", "Uint8Array"], source);
			from = normalize(from);
			to = normalize(to);
			const known = ["utf8", "utf16le", "latin1", "ascii"];
			if (!known.includes(from) || !known.includes(to)) {
				const error = new Error("Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]");
				error.code = "U_ILLEGAL_ARGUMENT_ERROR";
				error.errno = 1;
				throw error;
			}
			let text = native.decode(source, from, 0, source.length);
			if (to === "latin1" || to === "ascii") {
				const most = to === "ascii" ? 0x7f : 0xff;
				text = Array.from(text, (c) => c.codePointAt(0) > most ? "?" : c).join("");
			}
			return wrap(native.encode(text, to));
		},
		resolveObjectURL() { return undefined; },
	};
	for (const name of ["Blob", "File", "atob", "btoa"]) {
		Object.defineProperty(exports, name, { enumerable: true, configurable: true, get() { return globalThis[name]; } });
	}
	return exports;
})
