// Random bytes, numbers, identifiers and primes.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, error, view, later, callback: checkCallback, Buffer } = native.require("internal/crypto");
	const most = 0x7fffffff;

	const randomBytes = (size, callback) => {
		validators.number(size, "size", 0, most);
		if (callback === undefined) return Buffer.from(go.randomBytes(size));
		checkCallback(callback);
		later(callback, () => Buffer.from(go.randomBytes(size)));
	};

	const part = (buffer, offset, size) => {
		const all = view(buffer);
		if (all === undefined) throw codes.ERR_INVALID_ARG_TYPE("buf", ["ArrayBuffer", "ArrayBufferView"], buffer);
		const unit = buffer.BYTES_PER_ELEMENT || 1;
		const within = (value, name) => {
			validators.number(value, name);
			value *= unit;
			const limit = name === "offset" ? Math.min(all.length, most) : most;
			if (Number.isNaN(value) || value > limit || value < 0) throw codes.ERR_OUT_OF_RANGE(name, `>= 0 && <= ${limit}`, value);
			return value >>> 0;
		};
		offset = within(offset === undefined ? 0 : offset, "offset");
		if (size === undefined) size = all.length - offset;
		else {
			size = within(size, "size");
			if (size + offset > all.length) throw codes.ERR_OUT_OF_RANGE("size + offset", `<= ${all.length}`, size + offset);
		}
		return all.subarray(offset, offset + size);
	};
	const randomFillSync = (buffer, offset = 0, size = undefined) => {
		go.randomFill(part(buffer, offset, size));
		return buffer;
	};
	const randomFill = (buffer, offset, size, callback) => {
		if (typeof offset === "function") [callback, offset, size] = [offset, undefined, undefined];
		else if (typeof size === "function") [callback, size] = [size, undefined];
		if (view(buffer) === undefined) part(buffer);
		checkCallback(callback);
		const to = part(buffer, offset, size);
		later(callback, () => {
			go.randomFill(to);
			return buffer;
		});
	};

	const widest = 2 ** 48 - 1;
	const randomInt = (min, max, callback) => {
		if (max === undefined || typeof max === "function") [callback, max, min] = [max, min, 0];
		if (callback !== undefined) checkCallback(callback);
		if (!Number.isSafeInteger(min)) throw codes.ERR_INVALID_ARG_TYPE("min", "a safe integer", min);
		if (!Number.isSafeInteger(max)) throw codes.ERR_INVALID_ARG_TYPE("max", "a safe integer", max);
		if (max <= min) throw codes.ERR_OUT_OF_RANGE("max", `greater than the value of "min" (${min})`, max);
		const range = max - min;
		if (!(range <= widest)) throw codes.ERR_OUT_OF_RANGE(min === 0 ? "max" : "max - min", `<= ${widest}`, range);
		const fair = widest + 1 - (widest + 1) % range; // what is above would favour small numbers
		const draw = () => {
			for (;;) {
				const n = Buffer.from(go.randomBytes(6)).readUIntBE(0, 6);
				if (n < fair) return n % range + min;
			}
		};
		if (callback === undefined) return draw();
		later(callback, draw);
	};

	const randomUUID = (options) => {
		if (options !== undefined) validators.object(options, "options");
		const { disableEntropyCache = false } = options || {};
		validators.boolean(disableEntropyCache, "options.disableEntropyCache");
		return globalThis.crypto.randomUUID();
	};

	const timingSafeEqual = (a, b) => {
		const short = (name) => {
			const e = codes.ERR_INVALID_ARG_TYPE(name, ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], undefined);
			e.message = e.message.replace(" Received undefined", "");
			return e;
		};
		const one = view(a), other = view(b);
		if (one === undefined) throw short("buf1");
		if (other === undefined) throw short("buf2");
		if (one.length !== other.length) throw error("ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length", RangeError);
		return go.equal(one, other);
	};

	// Primes are numbers as big-endian bytes, or bigints.
	const numberOf = (value, name) => {
		if (typeof value === "bigint") {
			if (value < 0n) throw codes.ERR_OUT_OF_RANGE(name, ">= 0", value);
			const hex = value.toString(16);
			return Buffer.from(hex.padStart(hex.length + hex.length % 2, "0"), "hex");
		}
		const out = view(value);
		if (out === undefined) throw codes.ERR_INVALID_ARG_TYPE(name, ["ArrayBuffer", "TypedArray", "Buffer", "DataView", "bigint"], value);
		return out;
	};
	const bigOf = (buffer) => BigInt(`0x${Buffer.from(buffer).toString("hex") || "0"}`);
	const generate = (size, { add, rem, safe = false, bigint = false } = {}) => {
		if (safe && add === undefined && size >= 64) {
			const found = go.safePrime(size);
			return bigint ? bigOf(found) : found;
		}
		const step = add === undefined ? undefined : bigOf(numberOf(add, "options.add")), rest = rem === undefined ? 1n : bigOf(numberOf(rem, "options.rem"));
		for (;;) {
			const buffer = Buffer.from(go.randomBytes(Math.ceil(size / 8)));
			let n = bigOf(buffer) % (1n << BigInt(size)) | 1n | 1n << BigInt(size - 1);
			if (size > 1) n |= 1n << BigInt(size - 2);
			if (step !== undefined) n = n - n % step + rest;
			const bytes = numberOf(n, "n");
			if (!go.isPrime(bytes, 0) || safe && !go.isPrime(numberOf((n - 1n) / 2n, "n"), 0)) continue;
			return bigint ? n : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
		}
	};
	const generatePrimeSync = (size, options = {}) => {
		validators.integer(size, "size", 1, 8192); // more would take minutes
		validators.object(options, "options");
		return generate(size, options);
	};
	const generatePrime = (size, options, callback) => {
		if (typeof options === "function") [callback, options] = [options, {}];
		checkCallback(callback);
		later(callback, () => generatePrimeSync(size, options));
	};
	const checkPrimeSync = (candidate, options = {}) => {
		const bytes = numberOf(candidate, "candidate");
		const { checks = 0 } = options;
		validators.integer(checks, "options.checks", 0, most);
		return go.isPrime(bytes, Math.min(checks, 64));
	};
	const checkPrime = (candidate, options, callback) => {
		if (typeof options === "function") [callback, options] = [options, {}];
		checkCallback(callback);
		later(callback, () => checkPrimeSync(candidate, options));
	};
	return { randomBytes, pseudoRandomBytes: randomBytes, randomFill, randomFillSync, randomInt, randomUUID, timingSafeEqual, generatePrime, generatePrimeSync, checkPrime, checkPrimeSync };
})
