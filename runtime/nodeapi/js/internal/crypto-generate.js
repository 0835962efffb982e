// The generation of keys and key pairs.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, error, later, uint32, int31, callback: checkCallback, Buffer } = native.require("internal/crypto");
	const { keyObject, exportKey, createSecretKey } = native.require("internal/crypto-keys");
	const promisified = Symbol.for("nodejs.util.promisify.custom");

	// request turns arguments into those of Go's generate, and the form of the result.
	const request = (type, options) => {
		validators.string(type, "type");
		let args;
		switch (type) {
			case "rsa": case "rsa-pss": {
				validators.object(options, "options");
				const { modulusLength, publicExponent = 0x10001 } = options;
				uint32(modulusLength, "options.modulusLength");
				uint32(publicExponent, "options.publicExponent");
				args = ["rsa", modulusLength, publicExponent];
				break;
			}
			case "ec": {
				validators.object(options, "options");
				validators.string(options.namedCurve, "options.namedCurve");
				const curve = go.curveName(options.namedCurve);
				if (curve === undefined) throw error("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name", TypeError);
				args = ["ec", curve];
				break;
			}
			case "ed25519": case "x25519":
				if (options !== undefined) validators.object(options, "options");
				args = [type];
				break;
			default: throw codes.ERR_INVALID_ARG_VALUE("type", type, "must be a supported key type");
		}
		const { publicKeyEncoding, privateKeyEncoding } = options || {};
		for (const [name, value] of [["publicKeyEncoding", publicKeyEncoding], ["privateKeyEncoding", privateKeyEncoding]]) {
			if (value !== undefined && value !== null && typeof value !== "object") throw codes.ERR_INVALID_ARG_VALUE(`options.${name}`, value);
		}
		const form = (handle, encoding, name) => encoding ? exportKey(handle, encoding, `options.${name}`) : keyObject(handle);
		return { args, pair: (handle) => ({
			publicKey: form(go.publicOf(handle), publicKeyEncoding, "publicKeyEncoding"),
			privateKey: form(handle, privateKeyEncoding, "privateKeyEncoding"),
		}) };
	};
	const generateKeyPairSync = (type, options) => {
		const { args, pair } = request(type, options);
		return pair(go.generate(true, ...args));
	};
	const generateKeyPair = (type, options, callback) => {
		if (typeof options === "function") [callback, options] = [options, undefined];
		checkCallback(callback);
		const { args, pair } = request(type, options);
		later((problem, made) => problem ? callback(problem) : callback(null, made.publicKey, made.privateKey), () => go.generate(false, ...args).then(pair));
	};
	Object.defineProperty(generateKeyPair, promisified, {
		value: (type, options) => new Promise((resolve, reject) => {
			generateKeyPair(type, options, (problem, publicKey, privateKey) => problem ? reject(problem) : resolve({ publicKey, privateKey }));
		}),
	});

	const lengthOf = (type, options) => {
		validators.string(type, "type");
		validators.object(options, "options");
		const { length } = options;
		if (type === "hmac") int31(length, "options.length", 8);
		else if (type === "aes") validators.oneOf(length, "options.length", [128, 192, 256]);
		else throw codes.ERR_INVALID_ARG_VALUE("type", type, "must be a supported key type");
		return Math.floor(length / 8);
	};
	const generateKeySync = (type, options) => createSecretKey(Buffer.from(go.randomBytes(lengthOf(type, options))));
	const generateKey = (type, options, callback) => {
		const size = lengthOf(type, options);
		checkCallback(callback);
		later(callback, () => createSecretKey(Buffer.from(go.randomBytes(size))));
	};
	return { generateKeyPair, generateKeyPairSync, generateKey, generateKeySync };
})
