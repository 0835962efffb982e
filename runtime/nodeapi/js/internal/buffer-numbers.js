// The numbers of Buffer: read and write for every width, kind and byte order.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const scratch = new Uint8Array(8);
	const view = new DataView(scratch.buffer);

	const outside = (offset, most, name = "offset", least = 0) => {
		validators.number(offset, name);
		if (Math.floor(offset) !== offset) throw codes.ERR_OUT_OF_RANGE(name, "an integer", offset);
		if (most < least) throw codes.ERR_BUFFER_OUT_OF_BOUNDS();
		throw codes.ERR_OUT_OF_RANGE(name, `>= ${least} and <= ${most}`, offset);
	};
	const checkOffset = (buffer, offset, size) => {
		if (typeof offset !== "number" || !(offset >= 0 && offset + size <= buffer.length) || offset % 1 !== 0) {
			outside(offset, buffer.length - size);
		}
	};
	const checkValue = (value, min, max, size) => {
		if (value <= max && value >= min || Number.isNaN(value) || value === undefined) return;
		if (!(value > max || value < min)) return;
		const n = typeof min === "bigint" ? "n" : "";
		let range;
		if (size <= 4) range = `>= ${min}${n} and <= ${max}${n}`;
		else if (min == 0) range = `>= 0${n} and < 2${n} ** ${size * 8}${n}`;
		else range = `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
		throw codes.ERR_OUT_OF_RANGE("value", range, value);
	};

	// fixed installs the methods for a type that DataView knows.
	const fixed = (define, type, alias, size, min, max) => {
		const get = view[`get${type}`].bind(view), put = view[`set${type}`].bind(view);
		const big = type.startsWith("Big"), float = type.startsWith("Float");
		const name = alias[0];
		for (const order of size === 1 ? [""] : ["LE", "BE"]) {
			const little = order === "LE";
			const toRead = `read${name}${order}`, toWrite = `write${name}${order}`;
			const { [toRead]: read, [toWrite]: write } = { [toRead](offset = 0) {
				checkOffset(this, offset, size);
				for (let n = 0; n < size; n++) scratch[n] = this[offset + n];
				return get(0, little);
			}, [toWrite](value, offset = 0) {
				if (big && typeof value !== "bigint") throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
				if (!big) value = +value;
				if (!float) checkValue(value, min, max, size);
				checkOffset(this, offset, size);
				put(0, value, little);
				if (value !== value && size === 8) scratch[little ? 0 : 7] = 0; // the engine's NaN has a bit that V8's lacks
				for (let n = 0; n < size; n++) this[offset + n] = scratch[n];
				return offset + size;
			} };
			for (const a of alias) {
				define(`read${a}${order}`, read);
				define(`write${a}${order}`, write);
			}
		}
	};

	const checkWidth = (size) => {
		if (size === undefined) throw codes.ERR_INVALID_ARG_TYPE("byteLength", "number", size);
		if (!(size >= 1 && size <= 6) || size % 1 !== 0) outside(size, 6, "byteLength", 1);
	};

	// variable installs the methods for integers of 1 to 6 bytes.
	const variable = (define, alias, signed, little) => {
		const read = function (offset, size) {
			if (offset === undefined) throw codes.ERR_INVALID_ARG_TYPE("offset", "number", offset);
			checkWidth(size);
			checkOffset(this, offset, size);
			let value = 0;
			for (let n = 0; n < size; n++) value = value * 256 + this[little ? offset + size - 1 - n : offset + n];
			return signed && value >= 2 ** (size * 8 - 1) ? value - 2 ** (size * 8) : value;
		};
		const write = function (value, offset, size) {
			checkWidth(size);
			value = +value;
			const span = 2 ** (size * 8);
			if (signed) checkValue(value, -span / 2, span / 2 - 1, size);
			else checkValue(value, 0, span - 1, size);
			if (offset === undefined) throw codes.ERR_INVALID_ARG_TYPE("offset", "number", offset);
			checkOffset(this, offset, size);
			let rest = Math.trunc(value) || 0;
			if (rest < 0) rest += span;
			for (let n = 0; n < size; n++) {
				this[little ? offset + n : offset + size - 1 - n] = rest % 256;
				rest = Math.floor(rest / 256);
			}
			return offset + size;
		};
		for (const a of alias) {
			define(`read${a}${little ? "LE" : "BE"}`, read);
			define(`write${a}${little ? "LE" : "BE"}`, write);
		}
	};

	const install = (define) => {
		fixed(define, "Uint8", ["UInt8", "Uint8"], 1, 0, 0xff);
		fixed(define, "Uint16", ["UInt16", "Uint16"], 2, 0, 0xffff);
		fixed(define, "Uint32", ["UInt32", "Uint32"], 4, 0, 0xffffffff);
		fixed(define, "Int8", ["Int8"], 1, -0x80, 0x7f);
		fixed(define, "Int16", ["Int16"], 2, -0x8000, 0x7fff);
		fixed(define, "Int32", ["Int32"], 4, -0x80000000, 0x7fffffff);
		fixed(define, "Float32", ["Float"], 4);
		fixed(define, "Float64", ["Double"], 8);
		fixed(define, "BigUint64", ["BigUInt64", "BigUint64"], 8, 0n, 0xffffffffffffffffn);
		fixed(define, "BigInt64", ["BigInt64"], 8, -0x8000000000000000n, 0x7fffffffffffffffn);
		for (const little of [true, false]) {
			variable(define, ["UInt", "Uint"], false, little);
			variable(define, ["Int"], true, little);
		}
	};
	return { install };
})
