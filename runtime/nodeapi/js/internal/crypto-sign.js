// Signatures.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, error, openssl, invalidDigest, attempt, bytes, data, give, later, callback: checkCallback, encodingOf, hidden, Buffer } = native.require("internal/crypto");
	const { keyFrom, typeName } = native.require("internal/crypto-keys");
	const { Writable } = native.require("stream");
	const PKCS1 = 1, PSS = 6, MOST = -2;

	// settings reads the options that a key may come with.
	const settings = (options, handle) => {
		const given = typeof options === "object" && options !== null ? options : {};
		const { padding, saltLength, dsaEncoding } = given;
		if (padding !== undefined && padding !== null && !Number.isInteger(padding)) throw codes.ERR_INVALID_ARG_VALUE("options.padding", padding);
		if (saltLength !== undefined && saltLength !== null && !Number.isInteger(saltLength)) throw codes.ERR_INVALID_ARG_VALUE("options.saltLength", saltLength);
		if (dsaEncoding !== undefined && dsaEncoding !== "der" && dsaEncoding !== "ieee-p1363") throw codes.ERR_INVALID_ARG_VALUE("options.dsaEncoding", dsaEncoding);
		if (typeName(handle) === "rsa" && padding !== undefined && padding !== null && padding !== PKCS1 && padding !== PSS) {
			throw Object.assign(new Error("error:1C8000A5:Provider routines::illegal or unsupported padding mode"), { library: "Provider routines", reason: "illegal or unsupported padding mode", code: "ERR_OSSL_ILLEGAL_OR_UNSUPPORTED_PADDING_MODE" });
		}
		return { padding: padding || PKCS1, salt: saltLength === undefined || saltLength === null ? MOST : saltLength, p1363: dsaEncoding === "ieee-p1363" };
	};
	const unsupported = () => error("ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation");
	const failure = (thrown) => /salt of/.test(thrown.message) ? openssl("data too large for key size") : unsupported();
	const signable = (handle) => { if (typeName(handle) === "x25519") throw unsupported(); };
	const signWith = (handle, digest, message, options) => {
		const { padding, salt, p1363 } = settings(options, handle);
		signable(handle);
		return attempt(() => go.sign(handle, digest, message, padding, salt, p1363), failure);
	};
	const verifyWith = (handle, digest, message, signature, options) => {
		const { padding, salt, p1363 } = settings(options, handle);
		signable(handle);
		return go.verify(handle, digest, message, signature, padding, salt, p1363);
	};

	const begin = (self, algorithm, options) => {
		validators.string(algorithm, "algorithm");
		if (go.hashSize(algorithm) < 0) throw invalidDigest();
		hidden(self, "_digest", algorithm);
		hidden(self, "_pieces", []);
		Writable.call(self, options);
	};
	const shared = (Class) => {
		Object.setPrototypeOf(Class.prototype, Writable.prototype);
		Object.setPrototypeOf(Class, Writable);
		hidden(Class.prototype, "_write", function (chunk, encoding, callback) {
			this.update(chunk, encoding);
			callback();
		});
		hidden(Class.prototype, "update", function (chunk, encoding) {
			this._pieces.push(Buffer.from(data(chunk, "data", encodingOf(encoding))));
			return this;
		});
	};
	// streamed keys must be of a kind that signs a digest.
	const streamed = (handle) => {
		if (typeName(handle) === "ed25519" || typeName(handle) === "x25519") throw unsupported();
		return handle;
	};

	function Sign(algorithm, options) {
		if (!(this instanceof Sign)) return new Sign(algorithm, options);
		begin(this, algorithm, options);
	}
	shared(Sign);
	const keyRequired = () => error("ERR_CRYPTO_SIGN_KEY_REQUIRED", "No key provided to sign");
	hidden(Sign.prototype, "sign", function (options, encoding) {
		if (!options) throw keyRequired();
		const handle = streamed(keyFrom(options, "private"));
		return give(signWith(handle, this._digest, Buffer.concat(this._pieces), options), encoding);
	});

	function Verify(algorithm, options) {
		if (!(this instanceof Verify)) return new Verify(algorithm, options);
		begin(this, algorithm, options);
	}
	shared(Verify);
	hidden(Verify.prototype, "verify", function (options, signature, encoding) {
		const handle = streamed(keyFrom(options, "public"));
		return verifyWith(handle, this._digest, Buffer.concat(this._pieces), bytes(signature, "signature", encoding), options);
	});

	// digestFor is the digest of a one-shot signature: Ed25519 has its own.
	const digestFor = (algorithm, handle) => {
		const edwards = typeName(handle) === "ed25519";
		if (algorithm === null || algorithm === undefined) return edwards ? "" : "sha256";
		if (go.hashSize(algorithm) < 0) throw invalidDigest(algorithm);
		if (edwards) throw openssl("invalid digest");
		return algorithm;
	};
	const checkAlgorithm = (algorithm) => { if (algorithm !== null && algorithm !== undefined) validators.string(algorithm, "algorithm"); };
	const plain = (value, name) => {
		if (typeof value === "string") throw codes.ERR_INVALID_ARG_TYPE(name, ["Buffer", "TypedArray", "DataView"], value);
		return bytes(value, name, undefined, ["Buffer", "TypedArray", "DataView"]);
	};
	const sign = (algorithm, message, key, callback) => {
		checkAlgorithm(algorithm);
		if (callback !== undefined) checkCallback(callback);
		const input = bytes(message, "data", undefined, ["ArrayBuffer", "Buffer", "TypedArray", "DataView"]);
		if (!key) throw keyRequired();
		const handle = keyFrom(key, "private");
		const work = () => Buffer.from(signWith(handle, digestFor(algorithm, handle), input, key));
		return callback === undefined ? work() : later(callback, work);
	};
	const verify = (algorithm, message, key, signature, callback) => {
		checkAlgorithm(algorithm);
		if (callback !== undefined) checkCallback(callback);
		const input = bytes(message, "data", undefined, ["ArrayBuffer", "Buffer", "TypedArray", "DataView"]);
		const handle = keyFrom(key, "public"), given = plain(signature, "signature");
		const work = () => verifyWith(handle, digestFor(algorithm, handle), input, given, key);
		return callback === undefined ? work() : later(callback, work);
	};
	return { Sign, Verify, sign, verify, createSign: (algorithm, options) => new Sign(algorithm, options), createVerify: (algorithm, options) => new Verify(algorithm, options) };
})
