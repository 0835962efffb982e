// Ciphers, and RSA encryption.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, error, openssl, attempt, bytes, data, give, lazyTransform, hidden, slot, encodingOf, BYTES, Buffer, view } = native.require("internal/crypto");
	const { keyFrom, secretOf } = native.require("internal/crypto-keys");

	const Running = slot();
	const badState = (operation) => error("ERR_CRYPTO_INVALID_STATE", operation ? `Invalid state for operation ${operation}` : "Invalid state");
	const badTag = (length) => error("ERR_CRYPTO_INVALID_AUTH_TAG", `Invalid authentication tag length: ${length}`, TypeError);
	const goodTag = (info, length) => info.mode === "gcm" ? length === 4 || length === 8 || length >= 12 && length <= 16 : length >= 1 && length <= 16;

	const begin = (self, encrypt, name, key, iv, options) => {
		validators.string(name, "cipher");
		const secret = secretOf(key, "key", options && options.encoding);
		const vector = iv === null ? null : bytes(iv, "iv");
		const info = go.cipherInfo(name);
		if (info === undefined) throw error("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
		if (secret.length !== info.keyLength) throw error("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length", RangeError);
		const size = vector === null ? 0 : vector.length;
		if (info.mode === "gcm" ? size === 0 : size !== info.ivLength) throw error("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector", TypeError);
		let tag = options && options.authTagLength;
		if (tag !== undefined && tag !== null) {
			validators.integer(tag, "options.authTagLength", 0, 0x7fffffff);
			if (info.authenticated && !goodTag(info, tag)) throw badTag(tag);
		} else tag = undefined;
		new Running(self, go.cipher(name, secret, vector === null ? new Uint8Array(0) : vector, encrypt, tag === undefined ? 16 : tag));
		hidden(self, "_info", info);
		hidden(self, "_tagLength", tag);
		hidden(self, "_options", options);
		hidden(self, "_done", false);
		hidden(self, "_tagSet", false);
	};

	// shared are the methods of both directions.
	const shared = {
		_transform(chunk, encoding, callback) {
			let out;
			try {
				out = this.update(chunk, encoding);
			} catch (problem) {
				callback(problem);
				return;
			}
			if (out.length > 0) this.push(out);
			callback();
		},
		_flush(callback) {
			try {
				const out = this.final();
				if (out.length > 0) this.push(out);
			} catch (problem) {
				callback(problem);
				return;
			}
			callback();
		},
		update(input, inputEncoding, outputEncoding) {
			const piece = data(input, "data", encodingOf(inputEncoding));
			if (this._done) throw new Error("Trying to add data in unsupported state");
			return this._give(go.cipherUpdate(Running.of(this), piece), outputEncoding);
		},
		final(outputEncoding) {
			if (this._done) throw badState();
			this._done = true;
			return this._give(attempt(() => go.cipherFinal(Running.of(this)), () => new Error("Unsupported state or unable to authenticate data")), outputEncoding);
		},
		setAutoPadding(on) {
			if (this._done) throw badState("setAutoPadding");
			go.cipherPadding(Running.of(this), on === undefined || Boolean(on));
			return this;
		},
		setAAD(buffer, options) {
			const bytesToAdd = bytes(buffer, "buffer", options && options.encoding);
			if (this._done || !this._info.authenticated) throw badState("setAAD");
			go.cipherAddData(Running.of(this), bytesToAdd);
			return this;
		},
		// _give keeps characters that are split between pieces for the next one.
		_give(buffer, encoding) {
			if (typeof encoding !== "string" || encoding === "buffer" || !Buffer.isEncoding(encoding)) return Buffer.from(buffer);
			if (this._decoder === undefined) {
				const { StringDecoder } = native.require("string_decoder");
				hidden(this, "_decoder", new StringDecoder(encoding));
			} else if (new (this._decoder.constructor)(encoding).encoding !== this._decoder.encoding) {
				throw error("ERR_INTERNAL_ASSERTION", "Cannot change encoding");
			}
			return this._done ? this._decoder.end(Buffer.from(buffer)) : this._decoder.write(Buffer.from(buffer));
		},
	};
	const direction = (Class, more) => {
		lazyTransform(Class);
		for (const [name, value] of Object.entries({ ...shared, ...more })) hidden(Class.prototype, name, value);
	};

	function Cipheriv(cipher, key, iv, options) {
		if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
		begin(this, true, cipher, key, iv, options);
	}
	direction(Cipheriv, {
		getAuthTag() {
			if (!this._done || !this._info.authenticated) throw badState("getAuthTag");
			return Buffer.from(go.cipherTag(Running.of(this)));
		},
	});

	function Decipheriv(cipher, key, iv, options) {
		if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
		begin(this, false, cipher, key, iv, options);
	}
	direction(Decipheriv, {
		setAuthTag(tag, encoding) {
			const buffer = bytes(tag, "buffer", encoding, ["string", ...BYTES]);
			if (this._done || this._tagSet || !this._info.authenticated) throw badState("setAuthTag");
			if (!goodTag(this._info, buffer.length) || this._tagLength !== undefined && this._tagLength !== buffer.length) throw badTag(buffer.length);
			this._tagSet = true;
			go.cipherSetTag(Running.of(this), buffer);
			return this;
		},
	});

	const getCipherInfo = (nameOrNid, options) => {
		if (typeof nameOrNid !== "string" && typeof nameOrNid !== "number") throw codes.ERR_INVALID_ARG_TYPE("nameOrNid", ["string", "number"], nameOrNid);
		const { keyLength, ivLength } = options || {};
		if (keyLength !== undefined) validators.integer(keyLength, "options.keyLength", 0, 0x7fffffff);
		if (ivLength !== undefined) validators.integer(ivLength, "options.ivLength", 0, 0x7fffffff);
		const info = go.cipherInfo(nameOrNid);
		if (info === undefined || keyLength !== undefined && keyLength !== info.keyLength) return undefined;
		if (ivLength !== undefined && ivLength !== info.ivLength && info.mode !== "gcm") return undefined;
		const { mode, name, nid, blockSize, keyLength: key } = info, iv = ivLength === undefined ? info.ivLength : ivLength;
		return {
			mode, name: mode === "gcm" ? `id-aes${key * 8}-gcm` : name, nid, ...(mode !== "stream" && { blockSize }),
			...(iv > 0 && { ivLength: iv }), keyLength: key,
		};
	};

	// RSA

	const PKCS1 = 1, NONE = 3, OAEP = 4;
	const rsa = (operation, want, normal) => (options, buffer) => {
		const key = keyFrom(options, want);
		const settings = typeof options === "object" && options !== null ? options : {};
		const { padding = normal, oaepHash = "sha1", oaepLabel, encoding } = settings;
		const input = bytes(buffer, "buffer", encoding);
		validators.string(oaepHash, "key.oaepHash");
		const label = oaepLabel === undefined ? undefined : view(oaepLabel);
		if (oaepLabel !== undefined && label === undefined) throw codes.ERR_INVALID_ARG_TYPE("key.oaepLabel", BYTES, oaepLabel);
		if (![PKCS1, NONE, OAEP].includes(padding)) throw codes.ERR_INVALID_ARG_VALUE("options.padding", padding);
		if (go.hashSize(oaepHash) < 0) throw openssl("invalid digest");
		if (operation === "privateDecrypt" && padding === PKCS1) {
			const problem = error("ERR_INVALID_ARG_VALUE", "RSA_PKCS1_PADDING is no longer supported for private decryption, this can be reverted with --security-revert=CVE-2023-46809", TypeError);
			throw problem;
		}
		return Buffer.from(attempt(() => go.rsa(operation, key, input, padding, oaepHash, label), (thrown) => {
			if (/too long|too large/.test(thrown.message)) return openssl("data too large for key size");
			if (operation === "privateDecrypt" && padding === OAEP) return openssl("oaep decoding error");
			if (thrown.message.includes("padding")) return openssl("padding check failed");
			return new Error(thrown.message);
		}));
	};
	return {
		Cipheriv, Decipheriv, getCipherInfo,
		createCipheriv: (cipher, key, iv, options) => new Cipheriv(cipher, key, iv, options),
		createDecipheriv: (cipher, key, iv, options) => new Decipheriv(cipher, key, iv, options),
		publicEncrypt: rsa("publicEncrypt", "public", OAEP), privateDecrypt: rsa("privateDecrypt", "private", OAEP),
		privateEncrypt: rsa("privateEncrypt", "private", PKCS1), publicDecrypt: rsa("publicDecrypt", "public", PKCS1),
	};
})
