// KeyObject, and the keys that functions take in many forms.
(function (native) {
	"use strict";
	const { codes, validators } = native.require("internal/errors");
	const { go, openssl, error, attempt, view, bytes, encodingOf, BYTES, Buffer } = native.require("internal/crypto");
	const KEY = ["string", ...BYTES, "KeyObject", "CryptoKey"];

	let handleOf, isKeyObject;
	class KeyObject {
		#handle;
		constructor(type, handle) {
			if (type !== "secret" && type !== "public" && type !== "private") throw codes.ERR_INVALID_ARG_VALUE("type", type);
			if (typeof handle !== "object" || !go.isHandle(handle)) throw codes.ERR_INVALID_ARG_TYPE("handle", "object", handle);
			this.#handle = handle;
		}
		get type() { return go.typeOf(this.#handle); }
		static from(key) {
			const handle = go.cryptoKey(key);
			if (handle === undefined) throw codes.ERR_INVALID_ARG_TYPE("key", "CryptoKey", key);
			return keyObject(handle);
		}
		equals(other) {
			if (!isKeyObject(other)) throw codes.ERR_INVALID_ARG_TYPE("otherKeyObject", "KeyObject", other);
			return go.sameKey(this.#handle, other.#handle);
		}
		static {
			isKeyObject = (value) => typeof value === "object" && value !== null && #handle in value;
			handleOf = (key) => key.#handle;
		}
	}
	Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { value: "KeyObject", configurable: true });
	native.require("internal/types").isKeyObject = (value) => isKeyObject(value);

	const incompatible = (text) => error("ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS", text);
	const option = (name, value) => codes.ERR_INVALID_ARG_VALUE(name, value);

	class SecretKeyObject extends KeyObject {
		constructor(handle) { super("secret", handle); }
		get symmetricKeySize() { return go.secretSize(handleOf(this)); }
		export(options) {
			if (options !== undefined) {
				validators.object(options, "options");
				validators.oneOf(options.format, "options.format", [undefined, "buffer", "jwk"]);
				if (options.format === "jwk") return go.toJwk(handleOf(this));
			}
			return Buffer.from(go.encode(handleOf(this), "raw"));
		}
	}

	const opensslCurves = { "P-224": "secp224r1", "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" };
	const typeName = (handle) => go.kindOf(handle).toLowerCase();
	class AsymmetricKeyObject extends KeyObject {
		get asymmetricKeyType() { return typeName(handleOf(this)); }
		get asymmetricKeyDetails() {
			const handle = handleOf(this);
			switch (typeName(handle)) {
				case "rsa": {
					const [modulusLength, exponent] = go.modulus(handle);
					return { modulusLength, publicExponent: BigInt(exponent) };
				}
				case "ec": return { namedCurve: opensslCurves[go.curveOf(handle)] };
			}
			return {};
		}
		export(options) { return exportKey(handleOf(this), options, "options"); }
	}
	class PublicKeyObject extends AsymmetricKeyObject {
		constructor(handle) { super("public", handle); }
	}
	class PrivateKeyObject extends AsymmetricKeyObject {
		constructor(handle) { super("private", handle); }
	}
	const classes = { secret: SecretKeyObject, public: PublicKeyObject, private: PrivateKeyObject };
	const keyObject = (handle) => new classes[go.typeOf(handle)](handle);

	// exportKey writes a key as options ask; where names them in errors.
	const exportKey = (handle, options, where) => {
		validators.object(options, where);
		const { format, type, cipher, passphrase } = options, keyType = typeName(handle), isPrivate = go.typeOf(handle) === "private";
		if (format === "jwk") {
			if (passphrase !== undefined) throw incompatible("The selected key encoding jwk does not support encryption.");
			if (keyType === "ec" && go.curveOf(handle) === "P-224") throw error("ERR_CRYPTO_JWK_UNSUPPORTED_CURVE", "Unsupported JWK EC curve: secp224r1.");
			return go.toJwk(handle);
		}
		if (format !== "pem" && format !== "der") throw option(`${where}.format`, format);
		if (!(isPrivate ? ["pkcs1", "pkcs8", "sec1"] : ["pkcs1", "spki"]).includes(type)) throw option(`${where}.type`, type);
		if (type === "pkcs1" && keyType !== "rsa") throw incompatible("The selected key encoding pkcs1 can only be used for RSA keys.");
		if (type === "sec1" && keyType !== "ec") throw incompatible("The selected key encoding sec1 can only be used for EC keys.");
		if (cipher !== undefined && cipher !== null) return exportEncrypted(handle, options, where);
		if (passphrase !== undefined && isPrivate) throw option(`${where}.cipher`, cipher);
		const der = new Uint8Array(go.encode(handle, type));
		return format === "pem" ? go.pem(handle, type, der, false) : Buffer.from(der.buffer);
	};
	const exportEncrypted = (handle, { format, type, cipher, passphrase }, where) => {
		if (typeof cipher !== "string") throw option(`${where}.cipher`, cipher);
		if (type !== "pkcs8") throw incompatible(`The selected key encoding ${type} does not support encryption.`);
		const info = go.cipherInfo(cipher);
		if (info === undefined) throw error("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
		if (typeof passphrase !== "string" && view(passphrase) === undefined) throw option(`${where}.passphrase`, passphrase);
		const der = new Uint8Array(go.encrypted(handle, cipher, bytes(passphrase, `${where}.passphrase`)));
		return format === "pem" ? go.pem(handle, type, der, true) : Buffer.from(der.buffer);
	};

	const wrongType = (type, expected) => error("ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${type}, expected ${expected}.`, TypeError);
	const unreadable = (thrown) => {
		if (thrown.message.includes("passphrase")) return error("ERR_MISSING_PASSPHRASE", "Passphrase required for encrypted key", TypeError);
		return openssl("unsupported");
	};

	// fit checks the type of a key: "private", "public" (a private key gives its
	// public half) or "secret".
	const fit = (handle, want) => {
		const type = go.typeOf(handle);
		if (type === want) return handle;
		if (want === "public" && type === "private") return go.publicOf(handle);
		throw wrongType(type, want === "public" ? "private or public" : want);
	};

	const jwkCurves = { EC: ["P-256", "secp256k1", "P-384", "P-521"], OKP: ["Ed25519", "Ed448", "X25519", "X448"] };
	const fromJwk = (jwk, want) => {
		validators.object(jwk, "key.key");
		validators.oneOf(jwk.kty, "key.kty", ["RSA", "EC", "OKP"]);
		const invalid = (text) => error("ERR_CRYPTO_INVALID_JWK", text, TypeError);
		if (jwk.kty !== "RSA") {
			validators.string(jwk.crv, "key.crv");
			validators.oneOf(jwk.crv, "key.crv", jwkCurves[jwk.kty]);
		}
		const members = { RSA: ["n", "e"], EC: ["x", "y"], OKP: ["x"] }[jwk.kty];
		if (want === "private") members.push("d", ...(jwk.kty === "RSA" ? ["p", "q", "dp", "dq", "qi"] : []));
		for (const name of members) validators.string(jwk[name], `key.${name}`);
		const given = { ...jwk };
		if (want === "public") delete given.d;
		return attempt(() => go.fromJwk(given), () => invalid(jwk.kty === "OKP" ? "Invalid JWK data" : `Invalid JWK ${jwk.kty} key`));
	};

	const fromDer = (data, { type, passphrase }, want, where) => {
		const types = want === "private" ? ["pkcs1", "pkcs8", "sec1"] : ["pkcs1", "spki", ...(want === "public" ? ["pkcs8", "sec1"] : [])];
		if (!types.includes(type)) throw option(`${where}.type`, type);
		if (type === "pkcs8" && passphrase !== undefined) return attempt(() => go.parseDer("encrypted", data, bytes(passphrase, "passphrase")), () => openssl("bad decrypt"));
		return attempt(() => go.parseDer(type, data), () => openssl("wrong tag"));
	};

	// keyFrom makes a handle of what a function got as its key.
	const keyFrom = (input, want, { creating = false, where = "options" } = {}) => {
		const read = (handle) => {
			if (creating && want === "private" && go.typeOf(handle) === "public") throw openssl("unsupported");
			return fit(handle, want);
		};
		if (!creating) {
			if (isKeyObject(input)) return fit(handleOf(input), want);
			const handle = go.cryptoKey(input);
			if (handle !== undefined) return fit(handle, want);
		}
		if (typeof input === "string" || view(input) !== undefined) return read(attempt(() => go.parsePem(bytes(input, "key")), unreadable));
		if (typeof input !== "object" || input === null) throw codes.ERR_INVALID_ARG_TYPE("key", creating ? ["string", ...BYTES, "Object"] : KEY, input);
		const { key, encoding, format = "pem", passphrase } = input;
		if (!creating && isKeyObject(key)) return fit(handleOf(key), want);
		if (!creating) {
			const handle = go.cryptoKey(key);
			if (handle !== undefined) return fit(handle, want);
		}
		if (format === "jwk") return fit(fromJwk(key, want), want);
		if (typeof key !== "string" && view(key) === undefined) throw codes.ERR_INVALID_ARG_TYPE("key.key", creating ? ["string", ...BYTES] : KEY, key);
		if (format !== "pem" && format !== "der") throw option(`${where}.format`, format);
		const data = bytes(key, "key.key", encodingOf(encoding));
		if (passphrase !== undefined && passphrase !== null && typeof passphrase !== "string" && view(passphrase) === undefined) throw option(`${where}.passphrase`, passphrase);
		if (format === "der") return fit(fromDer(data, input, want, where), want);
		const secret = passphrase === undefined || passphrase === null ? undefined : bytes(passphrase, "passphrase");
		return read(attempt(() => go.parsePem(data, secret), unreadable));
	};

	// secretOf returns the bytes of a symmetric key.
	const secretOf = (key, name, encoding) => {
		let handle = isKeyObject(key) ? handleOf(key) : undefined;
		if (handle === undefined && typeof key === "object" && key !== null && view(key) === undefined) handle = go.cryptoKey(key);
		if (handle !== undefined) return new Uint8Array(go.encode(fit(handle, "secret"), "raw"));
		return bytes(key, name, encoding, name === "ikm" ? ["string", "SecretKeyObject", ...BYTES] : KEY);
	};

	const createSecretKey = (key, encoding) => new SecretKeyObject(go.secret(bytes(key, "key", encoding, typeof key === "string" ? undefined : BYTES)));
	const createPrivateKey = (key) => {
		if (isKeyObject(key)) throw codes.ERR_INVALID_ARG_TYPE("key", ["string", ...BYTES], key);
		return new PrivateKeyObject(keyFrom(key, "private", { creating: true }));
	};
	const createPublicKey = (key) => {
		const inner = isKeyObject(key) ? key : typeof key === "object" && key !== null && isKeyObject(key.key) ? key.key : undefined;
		if (inner !== undefined) return new PublicKeyObject(go.publicOf(fit(handleOf(inner), "private")));
		return new PublicKeyObject(keyFrom(key, "public", { creating: true }));
	};
	return { KeyObject, keyObject, handleOf, isKeyObject, keyFrom, secretOf, exportKey, createSecretKey, createPrivateKey, createPublicKey, typeName, opensslCurves };
})
