// pbkdf2, scrypt and hkdf.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, error, invalidDigest, bytes, later, int31, callback: checkCallback, Buffer } = native.require("internal/crypto");
	const { secretOf } = native.require("internal/crypto-keys");

	// The platform's limit, for node:crypto as for crypto.subtle.
	const mostIterations = 100000;
	const checkPbkdf2 = (password, salt, iterations, keylen, digest) => {
		validators.string(digest, "digest");
		password = bytes(password, "password");
		salt = bytes(salt, "salt");
		int31(iterations, "iterations", 1);
		int31(keylen, "keylen");
		if (go.hashSize(digest) < 0) throw invalidDigest(digest);
		if (iterations > mostIterations) throw new RangeError(`Pbkdf2 failed: iteration counts above ${mostIterations} are not supported (requested ${iterations}).`);
		return [digest, password, salt, iterations, keylen];
	};
	const pbkdf2Sync = (password, salt, iterations, keylen, digest) =>
		Buffer.from(go.pbkdf2(true, ...checkPbkdf2(password, salt, iterations, keylen, digest)));
	const pbkdf2 = (password, salt, iterations, keylen, digest, callback) => {
		if (typeof digest === "function") [callback, digest] = [digest, undefined];
		const args = checkPbkdf2(password, salt, iterations, keylen, digest);
		checkCallback(callback);
		later(callback, () => go.pbkdf2(false, ...args).then((b) => Buffer.from(b)));
	};

	const defaults = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };
	const largestN = 2 ** 32, paramsError = (text) => error("ERR_CRYPTO_INVALID_SCRYPT_PARAMS", `Invalid scrypt params${text}`, RangeError);
	const checkScrypt = (password, salt, keylen, options) => {
		password = bytes(password, "password");
		salt = bytes(salt, "salt");
		int31(keylen, "keylen");
		let { N, r, p, maxmem } = defaults;
		if (options && options !== defaults) {
			const either = (long, short, fallback) => {
				if (options[short] !== undefined && options[long] !== undefined) throw error("ERR_CRYPTO_SCRYPT_INVALID_PARAMETER", "Invalid scrypt parameter");
				for (const name of [short, long]) {
					if (options[name] !== undefined) {
						validators.integer(options[name], name, 0, 0xffffffff);
						return options[name] || fallback;
					}
				}
				return fallback;
			};
			N = either("cost", "N", N);
			r = either("blockSize", "r", r);
			p = either("parallelization", "p", p);
			if (options.maxmem !== undefined) {
				validators.integer(options.maxmem, "maxmem", 0);
				maxmem = options.maxmem || maxmem;
			}
		}
		if (N < 2 || N > largestN || (N & (N - 1)) !== 0 || r * p >= 2 ** 30) throw paramsError("");
		if (128 * N * r > maxmem) throw paramsError(": error:030000AC:digital envelope routines::memory limit exceeded");
		return [password, salt, N, r, p, keylen];
	};
	const scryptSync = (password, salt, keylen, options = defaults) => Buffer.from(go.scrypt(true, ...checkScrypt(password, salt, keylen, options)));
	const scrypt = (password, salt, keylen, options, callback) => {
		if (typeof options === "function") [callback, options] = [options, defaults];
		const args = checkScrypt(password, salt, keylen, options);
		checkCallback(callback);
		later(callback, () => go.scrypt(false, ...args).then((b) => Buffer.from(b)));
	};

	const checkHkdf = (digest, key, salt, info, length) => {
		validators.string(digest, "digest");
		const secret = secretOf(key, "ikm");
		salt = bytes(salt, "salt");
		info = bytes(info, "info");
		validators.integer(length, "length", 0, 4294967296);
		if (info.byteLength > 1024) throw codes.ERR_OUT_OF_RANGE("info", "must not contain more than 1024 bytes", info.byteLength);
		const size = go.hashSize(digest);
		if (size < 0) throw invalidDigest(digest);
		if (length > 255 * size) throw error("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length", RangeError);
		return [digest, secret, salt, info, length];
	};
	const hkdfSync = (digest, key, salt, info, length) => go.hkdf(...checkHkdf(digest, key, salt, info, length));
	const hkdf = (digest, key, salt, info, length, callback) => {
		const args = checkHkdf(digest, key, salt, info, length);
		checkCallback(callback);
		later(callback, () => go.hkdf(...args));
	};
	return { pbkdf2, pbkdf2Sync, scrypt, scryptSync, hkdf, hkdfSync };
})
