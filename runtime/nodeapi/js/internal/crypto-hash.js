// Hash and Hmac.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, openssl, error, invalidDigest, data, give, uint32, lazyTransform, hidden, slot, encodingOf, view, Buffer } = native.require("internal/crypto");
	const { secretOf } = native.require("internal/crypto-keys");

	const Digest = slot();
	const finalized = () => error("ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
	const isUtf8 = (encoding) => encoding === undefined || encoding === "utf8" || encoding === "utf-8";
	const add = (state, chunk, encoding) => {
		if (typeof chunk === "string" && isUtf8(encoding)) go.updateText(state, chunk);
		else go.update(state, data(chunk, "data", encodingOf(encoding)));
	};
	const finish = (state, encoding) => encoding === "hex" ? go.digestHex(state) : give(go.digest(state), encoding);
	const start = (name, length) => {
		const state = go.startHash(name, length === undefined ? -1 : length);
		if (state === null) throw new Error("Digest method not supported");
		if (state === false) throw openssl("not XOF or invalid length");
		return state;
	};

	function Hash(algorithm, options) {
		if (!(this instanceof Hash)) return new Hash(algorithm, options);
		if (!(algorithm instanceof Hash)) validators.string(algorithm, "algorithm");
		const length = options && typeof options === "object" ? options.outputLength : undefined;
		if (length !== undefined) uint32(length, "options.outputLength");
		new Digest(this, { state: algorithm instanceof Hash ? go.copy(Digest.of(algorithm).state) : start(algorithm, length), done: false });
		if (options !== undefined) hidden(this, "_options", options);
	}
	lazyTransform(Hash);
	Hash.prototype.copy = function (options) {
		if (Digest.of(this).done) throw finalized();
		return new Hash(this, options);
	};
	Hash.prototype._transform = function (chunk, encoding, callback) {
		add(Digest.of(this).state, chunk, encoding);
		callback();
	};
	Hash.prototype._flush = function (callback) {
		const digest = Digest.of(this);
		digest.done = true;
		this.push(Buffer.from(go.digest(digest.state)));
		callback();
	};
	Hash.prototype.update = function (chunk, encoding) {
		const digest = Digest.of(this);
		if (digest.done) throw finalized();
		if (typeof chunk !== "string" && !ArrayBuffer.isView(chunk)) data(chunk, "data");
		add(digest.state, chunk, encoding);
		return this;
	};
	Hash.prototype.digest = function (encoding) {
		const digest = Digest.of(this);
		if (digest.done) throw finalized();
		digest.done = true;
		return finish(digest.state, encoding);
	};

	function Hmac(algorithm, key, options) {
		if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
		validators.string(algorithm, "hmac");
		const secret = secretOf(key, "key", options && options.encoding);
		if (go.hashSize(algorithm) < 0) throw invalidDigest(algorithm);
		new Digest(this, { state: go.startHmac(algorithm, secret), done: false });
		if (options !== undefined) hidden(this, "_options", options);
	}
	lazyTransform(Hmac);
	Hmac.prototype.update = Hash.prototype.update;
	Hmac.prototype._transform = Hash.prototype._transform;
	Hmac.prototype._flush = Hash.prototype._flush;
	// A second digest of an Hmac is empty, not an error.
	Hmac.prototype.digest = function (encoding) {
		const digest = Digest.of(this);
		if (digest.done) return give(new ArrayBuffer(0), encoding);
		digest.done = true;
		return finish(digest.state, encoding);
	};

	// hash is the short form for data that is there whole.
	const hash = (algorithm, input, encoding = "hex") => {
		validators.string(algorithm, "algorithm");
		if (typeof input !== "string" && view(input) === undefined) throw codes.ERR_INVALID_ARG_TYPE("input", ["Buffer", "TypedArray", "DataView", "string"], input);
		const state = start(algorithm);
		if (typeof input === "string") go.updateText(state, input);
		else go.update(state, view(input));
		return finish(state, encoding);
	};
	return { Hash, Hmac, hash, createHash: (algorithm, options) => new Hash(algorithm, options), createHmac: (hmac, key, options) => new Hmac(hmac, key, options) };
})
