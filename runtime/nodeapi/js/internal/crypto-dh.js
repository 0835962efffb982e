// Diffie-Hellman on numbers, as it was before elliptic curves.
(function (native) {
	"use strict";
	const { codes } = native.require("internal/errors");
	const { go, error, openssl, view, bytes, give, hidden, BYTES, Buffer } = native.require("internal/crypto");
	const NOT_PRIME = 1, NOT_SAFE = 2, BAD_GENERATOR = 8, TOO_SMALL = 128, LEAST = 512;

	const big = (b) => BigInt(`0x${Buffer.from(b).toString("hex") || "0"}`);
	const small = (b) => {
		const at = b.findIndex((x) => x !== 0);
		return Buffer.from(at < 0 ? [] : b.subarray(at));
	};
	const numberBytes = (n) => Buffer.from(n.toString(16).padStart(n.toString(16).length + n.toString(16).length % 2, "0"), "hex");
	const KINDS = ["number", "string", ...BYTES];
	const setUp = (self, prime, generator) => {
		hidden(self, "_prime", prime);
		hidden(self, "_generator", generator);
		hidden(self, "_private", undefined);
		hidden(self, "_public", undefined);
	};

	function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
		if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
		if (typeof sizeOrKey !== "number" && typeof sizeOrKey !== "string" && view(sizeOrKey) === undefined) {
			throw codes.ERR_INVALID_ARG_TYPE("sizeOrKey", KINDS, sizeOrKey);
		}
		if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== "buffer") [genEncoding, generator, keyEncoding] = [generator, keyEncoding, undefined];
		if (!generator) generator = 2;
		if (typeof generator === "number") generator = numberBytes(generator);
		else if (typeof generator === "string" || view(generator) !== undefined) generator = bytes(generator, "generator", genEncoding);
		else throw codes.ERR_INVALID_ARG_TYPE("generator", KINDS, generator);
		if (typeof sizeOrKey === "number") {
			if (sizeOrKey < LEAST) throw openssl("modulus too small");
			setUp(this, Buffer.from(go.safePrime(sizeOrKey)), generator);
		} else setUp(this, Buffer.from(bytes(sizeOrKey, "sizeOrKey", keyEncoding)), generator);
	}
	function DiffieHellmanGroup(name) {
		if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
		const prime = go.groupPrime(name);
		if (prime === undefined) throw error("ERR_CRYPTO_UNKNOWN_DH_GROUP", "Unknown DH group");
		setUp(this, Buffer.from(prime), Buffer.from([2]));
	}

	const missing = (what) => error("ERR_CRYPTO_INVALID_STATE", `No ${what} key - did you forget to generate one?`);
	const outside = (end) => error("ERR_CRYPTO_INVALID_KEYLEN", `Supplied key is too ${end}`, RangeError);
	const shared = {
		generateKeys(encoding) {
			if (this._private === undefined) this._private = small(Buffer.from(go.randomBytes(Math.min(this._prime.length - 1, 64) || 1)));
			this._public = Buffer.from(go.power(this._generator, this._private, this._prime));
			return this.getPublicKey(encoding);
		},
		computeSecret(otherKey, inputEncoding, outputEncoding) {
			const other = bytes(otherKey, "otherPublicKey", inputEncoding), n = big(other);
			if (n <= 1n) throw outside("small");
			if (n >= big(this._prime) - 1n) throw outside("large");
			if (this._private === undefined) throw missing("private");
			return give(go.power(other, this._private, this._prime), outputEncoding);
		},
		getPrime(encoding) { return give(this._prime, encoding); },
		getGenerator(encoding) { return give(this._generator, encoding); },
		getPublicKey(encoding) {
			if (this._public === undefined) throw missing("public");
			return give(small(this._public), encoding);
		},
		getPrivateKey(encoding) {
			if (this._private === undefined) throw missing("private");
			return give(this._private, encoding);
		},
	};
	const setters = {
		setPublicKey(key, encoding) {
			this._public = Buffer.from(bytes(key, "key", encoding));
			return this;
		},
		setPrivateKey(key, encoding) {
			this._private = small(bytes(key, "key", encoding));
			return this;
		},
	};
	for (const [Class, methods] of [[DiffieHellman, { ...shared, ...setters }], [DiffieHellmanGroup, shared]]) {
		for (const name of Object.keys(methods)) hidden(Class.prototype, name, methods[name]);
	}
	Object.defineProperty(DiffieHellmanGroup.prototype, "verifyError", { configurable: true, get: () => 0 });
	Object.defineProperty(DiffieHellman.prototype, "verifyError", { configurable: true, get() {
		const p = big(this._prime), g = big(this._generator);
		let found = p < 1n << BigInt(LEAST - 1) ? TOO_SMALL : 0;
		if (!go.isPrime(this._prime, 0)) found |= NOT_PRIME;
		else if (!go.isPrime(numberBytes((p - 1n) / 2n), 0)) found |= NOT_SAFE;
		if (g <= 1n || g >= p - 1n) found |= BAD_GENERATOR;
		return found;
	} });
	const group = (name) => new DiffieHellmanGroup(name);
	return {
		DiffieHellman, DiffieHellmanGroup, getDiffieHellman: group, createDiffieHellmanGroup: group,
		createDiffieHellman: (sizeOrKey, keyEncoding, generator, genEncoding) => new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding),
	};
})
