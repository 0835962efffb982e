// Key agreement.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, error, attempt, bytes, give, hidden, slot, later, callback: checkCallback, Buffer } = native.require("internal/crypto");
	const { isKeyObject, handleOf, typeName, opensslCurves } = native.require("internal/crypto-keys");

	const curveOf = (name) => {
		validators.string(name, "curve");
		const curve = go.curveName(name);
		if (curve === undefined) throw error("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name", TypeError);
		return curve;
	};
	const formOf = (format) => {
		if (format === undefined || format === "uncompressed") return false;
		if (format === "compressed") return true;
		if (format === "hybrid") return "hybrid";
		throw error("ERR_CRYPTO_ECDH_INVALID_FORMAT", `Invalid ECDH format: ${format}`, TypeError);
	};
	const point = (handle, format) => {
		const form = formOf(format), out = Buffer.from(go.point(handle, form === true));
		if (form === "hybrid") out[0] = 6 | out[out.length - 1] & 1;
		return out;
	};

	const Keys = slot();
	function ECDH(curve) {
		if (!(this instanceof ECDH)) return new ECDH(curve);
		new Keys(this, { curve: curveOf(curve), key: undefined, public: undefined });
	}
	const methods = {
		generateKeys(encoding, format) {
			Keys.of(this).key = go.generate(true, "ec", Keys.of(this).curve);
			Keys.of(this).public = undefined;
			return this.getPublicKey(encoding, format);
		},
		computeSecret(otherKey, inputEncoding, outputEncoding) {
			const other = bytes(otherKey, "otherPublicKey", inputEncoding);
			if (Keys.of(this).key === undefined) throw error("ERR_CRYPTO_INVALID_KEYPAIR", "Invalid key pair", RangeError);
			const wrong = () => error("ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY", "Public key is not valid for specified curve");
			return give(attempt(() => go.agree(Keys.of(this).key, go.ecPublic(Keys.of(this).curve, plainPoint(other))), wrong), outputEncoding);
		},
		getPublicKey(encoding, format) {
			const key = Keys.of(this).public || Keys.of(this).key;
			if (key === undefined) throw error("ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH public key");
			return give(point(key, format), encoding);
		},
		getPrivateKey(encoding) {
			if (Keys.of(this).key === undefined) throw error("ERR_CRYPTO_OPERATION_FAILED", "Failed to get ECDH private key");
			const number = new Uint8Array(go.scalar(Keys.of(this).key));
			return give(number.slice(number.findIndex((b) => b !== 0)), encoding); // without leading zeros
		},
		setPrivateKey(key, encoding) {
			const wrong = () => error("ERR_CRYPTO_INVALID_KEYTYPE", "Private key is not valid for specified curve.", RangeError);
			Keys.of(this).key = attempt(() => go.ecPrivate(Keys.of(this).curve, bytes(key, "key", encoding)), wrong);
			Keys.of(this).public = undefined;
			return this;
		},
		setPublicKey(key, encoding) {
			const wrong = () => error("ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT");
			Keys.of(this).public = attempt(() => go.ecPublic(Keys.of(this).curve, plainPoint(bytes(key, "key", encoding))), wrong);
			return this;
		},
	};
	for (const name of Object.keys(methods)) hidden(ECDH.prototype, name, methods[name]);
	// plainPoint takes OpenSSL's hybrid form as the uncompressed one that it contains.
	const plainPoint = (b) => {
		if (b[0] !== 6 && b[0] !== 7) return b;
		const out = Buffer.from(b);
		out[0] = 4;
		return out;
	};
	ECDH.convertKey = (key, curve, inputEncoding, outputEncoding, format) => {
		const data = bytes(key, "key", inputEncoding), name = curveOf(curve);
		return give(point(attempt(() => go.ecPublic(name, plainPoint(data)), () => error("ERR_CRYPTO_OPERATION_FAILED", "Failed to convert Buffer to EC_POINT")), format), outputEncoding);
	};

	const diffieHellman = (options, callback) => {
		validators.object(options, "options");
		if (callback !== undefined) checkCallback(callback);
		const { privateKey, publicKey } = options;
		if (!isKeyObject(privateKey)) throw codes.ERR_INVALID_ARG_VALUE("options.privateKey", privateKey);
		if (!isKeyObject(publicKey)) throw codes.ERR_INVALID_ARG_VALUE("options.publicKey", publicKey);
		const wrongType = (type, expected) => error("ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${type}, expected ${expected}.`, TypeError);
		if (privateKey.type !== "private") throw wrongType(privateKey.type, "private");
		if (publicKey.type !== "public" && publicKey.type !== "private") throw wrongType(publicKey.type, "private or public");
		const mine = handleOf(privateKey), theirs = handleOf(publicKey), type = typeName(mine);
		if (type !== typeName(theirs) || type !== "ec" && type !== "x25519") {
			throw error("ERR_CRYPTO_INCOMPATIBLE_KEY", `Incompatible key types for Diffie-Hellman: ${type} and ${typeName(theirs)}`);
		}
		const work = () => Buffer.from(attempt(() => go.agree(mine, theirs), () => error("ERR_OSSL_FAILED_DURING_DERIVATION", "error:1C8000DF:Provider routines::failed during derivation")));
		return callback === undefined ? work() : later(callback, work);
	};
	return { ECDH, createECDH: (curve) => new ECDH(curve), diffieHellman, getCurves: () => Object.values(opensslCurves).sort() };
})
