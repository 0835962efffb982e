(function (native) {
	"use strict";
	const { publish, need, illegal } = native.idl;
	const TOKEN = {};
	const only = (token) => { if (token !== TOKEN) throw new TypeError("Illegal constructor"); };
	const fail = (message, name) => { throw new native.DOMException(message, name); };

	// Keys

	let keyOf, isKey;
	class CryptoKey {
		#key;
		constructor(token = undefined, key = undefined) {
			only(token);
			this.#key = key;
		}
		get type() { return keyOf(this).type; }
		get extractable() { return keyOf(this).extractable; }
		get algorithm() { return keyOf(this).algorithm; }
		get usages() { return keyOf(this).usages; }
		static {
			isKey = (o) => typeof o === "object" && o !== null && #key in o;
			keyOf = (o) => isKey(o) ? o.#key : illegal();
		}
	}
	publish(CryptoKey, "CryptoKey");

	const USAGES = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];
	const usagesOf = (usages, allowed) => {
		if (usages === null || typeof usages !== "object" || typeof usages[Symbol.iterator] !== "function") {
			throw new TypeError("The key usages are not a sequence.");
		}
		const given = new Set(Array.from(usages, (u) => `${u}`));
		for (const u of given) if (!USAGES.includes(u)) throw new TypeError(`'${u}' is not a key usage.`);
		for (const u of given) if (!allowed.includes(u)) fail(`A key of this algorithm cannot be used to ${u}.`, "SyntaxError");
		return USAGES.filter((u) => given.has(u));
	};

	// Algorithms: each is an object of the operations it has.

	const nameOf = (algorithm) => {
		if (typeof algorithm === "string") return algorithm;
		if (algorithm === null || typeof algorithm !== "object" || algorithm.name === undefined) {
			throw new TypeError("The algorithm has no name.");
		}
		return `${algorithm.name}`;
	};
	const HASHES = ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "MD5"];
	const hashOf = (algorithm) => {
		const name = nameOf(algorithm), known = HASHES.find((h) => h === name.toUpperCase());
		return known === undefined ? fail(`The digest algorithm '${name}' is not supported.`, "NotSupportedError") : known;
	};
	const algorithms = new Map();
	const algorithmFor = (algorithm, operation) => {
		const name = nameOf(algorithm), found = algorithms.get(name.toUpperCase());
		if (found === undefined || found[operation] === undefined) fail(`The algorithm '${name}' does not support ${operation}.`, "NotSupportedError");
		return found;
	};

	const bytes = (data, what) => {
		if (!native.isBytes(data)) throw new TypeError(`${what} is not an ArrayBuffer or a view of one.`);
		return data;
	};
	const allowedKey = (key, name, usage) => {
		const k = keyOf(key);
		if (k.algorithm.name !== name) fail(`The key is one for ${k.algorithm.name}, not ${name}.`, "InvalidAccessError");
		if (!k.usages.includes(usage)) fail(`The key does not allow to ${usage}.`, "InvalidAccessError");
		return k;
	};

	const BLOCK_BITS = { "SHA-1": 512, "SHA-256": 512, "SHA-384": 1024, "SHA-512": 1024, MD5: 512 };
	const JWK_HASHES = { HS1: "SHA-1", HS256: "SHA-256", HS384: "SHA-384", HS512: "SHA-512" };
	const hmacHash = (algorithm) => {
		if (algorithm === null || typeof algorithm !== "object" || algorithm.hash === undefined) throw new TypeError("The algorithm HMAC needs a hash.");
		return hashOf(algorithm.hash);
	};
	const hmacKey = (secret, hash, length, extractable, usages) => new CryptoKey(TOKEN, {
		type: "secret", extractable, usages, secret, algorithm: { name: "HMAC", hash: { name: hash }, length },
	});
	const checkJwk = (jwk, hash, extractable, usages) => {
		if (jwk === null || typeof jwk !== "object") throw new TypeError("The key data is not a JSON Web Key.");
		const { kty, k, alg, use, key_ops, ext } = jwk;
		if (kty !== "oct" || typeof k !== "string") fail("The JSON Web Key is not one of kind 'oct'.", "DataError");
		if (alg !== undefined && JWK_HASHES[alg] !== hash) fail(`The JSON Web Key is one for '${alg}'.`, "DataError");
		if (use !== undefined && use !== "sig" && usages.length > 0) fail("The JSON Web Key is not for signatures.", "DataError");
		if (key_ops !== undefined && !usages.every((u) => key_ops.includes(u))) fail("The JSON Web Key does not allow the usages.", "DataError");
		if (ext === false && extractable) fail("The JSON Web Key is not extractable.", "DataError");
		const secret = native.fromBase64Url(k);
		return secret === null ? fail("The JSON Web Key is not base64url.", "DataError") : secret;
	};
	algorithms.set("HMAC", {
		name: "HMAC",
		generateKey(algorithm, extractable, usages) {
			const hash = hmacHash(algorithm);
			usages = usagesOf(usages, ["sign", "verify"]);
			if (usages.length === 0) fail("A secret key needs a usage.", "SyntaxError");
			const length = algorithm.length === undefined ? BLOCK_BITS[hash] : algorithm.length >>> 0;
			if (length === 0) fail("A key of no bits is of no use.", "OperationError");
			return hmacKey(native.random(Math.ceil(length / 8)), hash, length, extractable, usages);
		},
		importKey(format, data, algorithm, extractable, usages) {
			const hash = hmacHash(algorithm);
			usages = usagesOf(usages, ["sign", "verify"]);
			if (usages.length === 0) fail("A secret key needs a usage.", "SyntaxError");
			let secret;
			if (format === "raw") secret = native.copy(bytes(data, "The key data"));
			else if (format === "jwk") secret = checkJwk(data, hash, extractable, usages);
			else fail(`HMAC keys have no format '${format}'.`, "NotSupportedError");
			let length = secret.byteLength * 8;
			if (length === 0) fail("The key is empty.", "DataError");
			if (algorithm.length !== undefined) {
				const wanted = algorithm.length >>> 0;
				if (wanted > length || wanted <= length - 8) fail("The length does not match the key.", "DataError");
				length = wanted;
			}
			return hmacKey(secret, hash, length, extractable, usages);
		},
		exportKey(format, key) {
			if (format === "raw") return native.copy(key.secret);
			if (format !== "jwk") fail(`HMAC keys have no format '${format}'.`, "NotSupportedError");
			const { algorithm, extractable, usages } = key;
			const alg = Object.keys(JWK_HASHES).find((a) => JWK_HASHES[a] === algorithm.hash.name);
			return { kty: "oct", k: native.toBase64Url(key.secret), ...(alg && { alg }), key_ops: [...usages], ext: extractable };
		},
		sign(algorithm, key, data) { return native.hmac(key.algorithm.hash.name, key.secret, data); },
		verify(algorithm, key, signature, data) {
			return native.equal(native.hmac(key.algorithm.hash.name, key.secret, data), signature);
		},
	});
	for (const name of HASHES) algorithms.set(name, { name, digest: (data) => native.digest(name, data) });

	// run turns what an operation throws into a rejection.
	const run = async (subtle, f) => { checkSubtle(subtle); return f(); };

	let checkSubtle;
	class SubtleCrypto {
		#brand = true;
		constructor(token = undefined) { only(token); }
		digest(algorithm, data) {
			const given = arguments;
			return run(this, () => {
				need(given, 2, "'digest' on 'SubtleCrypto'");
				return algorithmFor(algorithm, "digest").digest(bytes(data, "The data"));
			});
		}
		generateKey(algorithm, extractable, keyUsages) {
			const given = arguments;
			return run(this, () => {
				need(given, 3, "'generateKey' on 'SubtleCrypto'");
				return algorithmFor(algorithm, "generateKey").generateKey(algorithm, !!extractable, keyUsages);
			});
		}
		importKey(format, keyData, algorithm, extractable, keyUsages) {
			const given = arguments;
			return run(this, () => {
				need(given, 5, "'importKey' on 'SubtleCrypto'");
				return algorithmFor(algorithm, "importKey").importKey(`${format}`, keyData, algorithm, !!extractable, keyUsages);
			});
		}
		exportKey(format, key) {
			const given = arguments;
			return run(this, () => {
				need(given, 2, "'exportKey' on 'SubtleCrypto'");
				const k = keyOf(key), a = algorithmFor(k.algorithm, "exportKey");
				if (!k.extractable) fail("The key is not extractable.", "InvalidAccessError");
				return a.exportKey(`${format}`, k);
			});
		}
		sign(algorithm, key, data) {
			const given = arguments;
			return run(this, () => {
				need(given, 3, "'sign' on 'SubtleCrypto'");
				const a = algorithmFor(algorithm, "sign");
				return a.sign(algorithm, allowedKey(key, a.name, "sign"), bytes(data, "The data"));
			});
		}
		verify(algorithm, key, signature, data) {
			const given = arguments;
			return run(this, () => {
				need(given, 4, "'verify' on 'SubtleCrypto'");
				const a = algorithmFor(algorithm, "verify");
				return a.verify(algorithm, allowedKey(key, a.name, "verify"), bytes(signature, "The signature"), bytes(data, "The data"));
			});
		}
		timingSafeEqual(a, b) {
			checkSubtle(this);
			need(arguments, 2, "'timingSafeEqual' on 'SubtleCrypto'");
			if (bytes(a, "The first value").byteLength !== bytes(b, "The second value").byteLength) {
				throw new TypeError("Input buffers must have the same byte length");
			}
			return native.equal(a, b);
		}
		static { checkSubtle = (o) => typeof o === "object" && o !== null && #brand in o ? o : illegal(); }
	}
	publish(SubtleCrypto, "SubtleCrypto");
	const subtle = new SubtleCrypto(TOKEN);

	let checkCrypto;
	class Crypto {
		#brand = true;
		constructor(token = undefined) { only(token); }
		get subtle() { checkCrypto(this); return subtle; }
		getRandomValues(array) {
			checkCrypto(this);
			need(arguments, 1, "'getRandomValues' on 'Crypto'");
			if (!ArrayBuffer.isView(array)) throw new TypeError("Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'.");
			const kind = native.kind(array);
			if (kind === "DataView" || kind.startsWith("Float")) fail("The array does not hold integers.", "TypeMismatchError");
			if (array.byteLength > 65536) {
				fail(`getRandomValues() only accepts buffers of size <= 64K but provided ${array.byteLength} bytes.`, "QuotaExceededError");
			}
			native.fill(array);
			return array;
		}
		randomUUID() { checkCrypto(this); return native.uuid(); }
		static { checkCrypto = (o) => typeof o === "object" && o !== null && #brand in o ? o : illegal(); }
	}
	publish(Crypto, "Crypto");

	return { Crypto, SubtleCrypto, CryptoKey, crypto: new Crypto(TOKEN) };
})
