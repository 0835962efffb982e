// What the parts of node:crypto share: Go's functions, errors, bytes.
(function (native) {
	"use strict";
	const { make, codes, validators } = native.require("internal/errors");
	const { nextTick } = native.require("internal/tasks");
	const { Buffer } = native.require("buffer");

	// OpenSSL's errors, by their reason: code, number and library.
	const reasons = {
		"bad decrypt": ["ERR_OSSL_BAD_DECRYPT", "1C800064", "Provider routines"],
		"wrong final block length": ["ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", "1C80006B", "Provider routines"],
		"invalid digest": ["ERR_OSSL_INVALID_DIGEST", "1C80007A", "Provider routines"],
		"unsupported": ["ERR_OSSL_UNSUPPORTED", "1E08010C", "DECODER routines"],
		"wrong tag": ["ERR_OSSL_ASN1_WRONG_TAG", "068000A8", "asn1 encoding routines"],
		"data too large for key size": ["ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE", "0200006E", "rsa routines"],
		"data too large for modulus": ["ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS", "02000084", "rsa routines"],
		"oaep decoding error": ["ERR_OSSL_RSA_OAEP_DECODING_ERROR", "02000079", "rsa routines"],
		"no start line": ["ERR_OSSL_PEM_NO_START_LINE", "0480006C", "PEM routines"],
		"modulus too small": ["ERR_OSSL_DH_MODULUS_TOO_SMALL", "0280007E", "Diffie-Hellman routines"],
		"padding check failed": ["ERR_OSSL_RSA_PADDING_CHECK_FAILED", "02000072", "rsa routines"],
		"not XOF or invalid length": ["ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH", "030000B2", "digital envelope routines"],
	};
	const openssl = (reason) => {
		const [code, number, library] = reasons[reason];
		const error = new Error(`error:${number}:${library}::${reason}`);
		return Object.assign(error, { library, reason, code });
	};

	const error = (code, message, Class = Error) => make(Class, code, message);
	const invalidDigest = (name) => error("ERR_CRYPTO_INVALID_DIGEST", name === undefined ? "Invalid digest" : `Invalid digest: ${name}`, TypeError);

	// attempt turns what Go throws into the error of Node that belongs to it:
	// the reason's when OpenSSL has one of that name, else that of fallback.
	const attempt = (work, fallback) => {
		try {
			return work();
		} catch (thrown) {
			if (Object.hasOwn(reasons, thrown.message)) throw openssl(thrown.message);
			if (fallback) throw fallback(thrown);
			throw thrown;
		}
	};

	// view is a Uint8Array over the memory of a value, or undefined.
	const view = (value) => {
		if (value instanceof Uint8Array) return value;
		if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
		if (value instanceof ArrayBuffer) return new Uint8Array(value);
		return undefined;
	};
	const BYTES = ["ArrayBuffer", "Buffer", "TypedArray", "DataView"];
	const encodingOf = (encoding) => Buffer.isEncoding(encoding) ? encoding : "utf8";
	// bytes takes text or binary data.
	const bytes = (value, name, encoding, expected = ["string", ...BYTES]) => {
		if (typeof value === "string") return Buffer.from(value, encodingOf(encoding));
		const out = view(value);
		if (out === undefined) throw codes.ERR_INVALID_ARG_TYPE(name, expected, value);
		return out;
	};
	const DATA = ["string", "Buffer", "TypedArray", "DataView"];
	// data is bytes without ArrayBuffers, which some functions refuse.
	const data = (value, name, encoding) => {
		if (typeof value !== "string" && !ArrayBuffer.isView(value)) throw codes.ERR_INVALID_ARG_TYPE(name, DATA, value);
		return bytes(value, name, encoding);
	};

	// give returns a result as the encoding asks: text or a Buffer.
	const give = (buffer, encoding) => {
		const out = Buffer.from(buffer);
		return typeof encoding === "string" && encoding !== "buffer" && Buffer.isEncoding(encoding) ? out.toString(encoding) : out;
	};

	// later hands the outcome of work to a callback, which must not be called at once.
	const later = (callback, work) => {
		let value;
		try {
			value = work();
		} catch (thrown) {
			nextTick(callback, thrown);
			return;
		}
		Promise.resolve(value).then((v) => nextTick(callback, null, v), (e) => nextTick(callback, e));
	};
	const uint32 = (value, name, least = 0) => validators.integer(value, name, least, 0xffffffff);
	const int31 = (value, name, least = 0) => validators.integer(value, name, least, 0x7fffffff);
	const callback = (value) => {
		if (typeof value !== "function") throw codes.ERR_INVALID_ARG_TYPE("callback", "function", value);
	};

	// lazyTransform makes a class a Transform whose stream state is made when it
	// is first used: most hashes and ciphers never stream.
	const lazyTransform = (Class) => {
		const { Transform } = native.require("stream");
		Object.setPrototypeOf(Class.prototype, Transform.prototype);
		Object.setPrototypeOf(Class, Transform);
		for (const name of ["_readableState", "_writableState"]) {
			Object.defineProperty(Class.prototype, name, {
				configurable: true, enumerable: false,
				get() {
					Transform.call(this, this._options);
					return this[name];
				},
				set(value) { Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true }); },
			});
		}
	};
	const hidden = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true });

	// slot makes a private place on objects for what Go keeps: no script may reach
	// a function of Go's but through these libraries.
	const slot = () => class Slot extends (function (object) { return object; }) {
		#value;
		constructor(object, value) {
			super(object);
			this.#value = value;
		}
		static of(object) { return object.#value; }
	};

	return { slot, go: native, openssl, error, invalidDigest, attempt, view, bytes, data, give, later, uint32, int31, callback, lazyTransform, hidden, encodingOf, BYTES, Buffer };
})
