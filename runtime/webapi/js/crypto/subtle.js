// SubtleCrypto: each method converts its arguments, normalises its algorithms,
// and then checks and works, in the order of the specification.

const FORMATS = ["raw", "pkcs8", "spki", "jwk"];
const formatOf = (value) => {
	const format = `${value}`;
	return FORMATS.includes(format) ? format : (() => { throw new TypeError(`'${format}' is not a key format.`); })();
};
const keyArgument = (value, what) => isKey(value) ? keyOf(value) : (() => { throw new TypeError(`${what} is not a CryptoKey.`); })();

const checkName = (key, algorithm) => {
	if (key.algorithm.name !== algorithm.name) fail(`The key is one for ${key.algorithm.name}, not ${algorithm.name}.`, "InvalidAccessError");
};
const checkUsage = (key, usage) => {
	if (!key.usages.includes(usage)) fail(`The key does not allow to ${usage}.`, "InvalidAccessError");
};

const ofKey = (key, operation) => {
	const self = algorithms.get(key.algorithm.name.toUpperCase());
	return self.params[operation] === undefined ? fail(`Keys of ${self.name} do not support ${operation}.`, "NotSupportedError") : self;
};

const importInto = (format, data, algorithm, extractable, usages) => {
	if (format === "jwk" ? native.isBytes(data) : !native.isBytes(data)) {
		throw new TypeError(`The key data is not what the format '${format}' needs.`);
	}
	const key = algorithm.self.importKey(format, data, algorithm, extractable, usages), { type } = keyOf(key);
	if (type !== "public" && usages.length === 0) fail(`A ${type} key needs a usage.`, "SyntaxError");
	return key;
};
const exportFrom = (format, key) => {
	const self = ofKey(key, "exportKey");
	if (!key.extractable) fail("The key is not extractable.", "InvalidAccessError");
	return self.exportKey(format, key);
};

// either normalises for the first operation that the algorithm supports.
const either = (algorithm, first, second) => {
	try {
		return [normalize(algorithm, first), first];
	} catch {
		return [normalize(algorithm, second), second];
	}
};

const encode = (text) => native.utf8(text);
const parseJwk = (data) => {
	let jwk;
	try {
		jwk = JSON.parse(native.fromUtf8(data));
	} catch {
		fail("The unwrapped data is not a JSON Web Key.", "DataError");
	}
	if (!isObject(jwk)) fail("The unwrapped data is not a JSON Web Key.", "DataError");
	jwk = jwkOf(jwk);
	return jwk.kty === undefined ? fail("The unwrapped data is not a JSON Web Key.", "DataError") : jwk;
};

// run turns what an operation throws into a rejection.
const run = async (subtle, given, count, name, f) => {
	checkSubtle(subtle);
	need(given, count, `'${name}' on 'SubtleCrypto'`);
	return f();
};

let checkSubtle;
class SubtleCrypto {
	#brand = true;
	constructor(token = undefined) { only(token); }
	encrypt(algorithm, key, data) {
		return run(this, arguments, 3, "encrypt", () => cipher("encrypt", algorithm, key, data));
	}
	decrypt(algorithm, key, data) {
		return run(this, arguments, 3, "decrypt", () => cipher("decrypt", algorithm, key, data));
	}
	sign(algorithm, key, data) {
		return run(this, arguments, 3, "sign", () => cipher("sign", algorithm, key, data));
	}
	verify(algorithm, key, signature, data) {
		return run(this, arguments, 4, "verify", () => {
			const k = keyArgument(key, "The key");
			bytes(signature, "The signature");
			bytes(data, "The data");
			const a = normalize(algorithm, "verify");
			checkName(k, a);
			checkUsage(k, "verify");
			return a.self.verify(a, k, native.copy(signature), native.copy(data));
		});
	}
	digest(algorithm, data) {
		return run(this, arguments, 2, "digest", () => {
			bytes(data, "The data");
			return normalize(algorithm, "digest").self.digest(data);
		});
	}
	generateKey(algorithm, extractable, keyUsages) {
		return run(this, arguments, 3, "generateKey", async () => {
			algorithm = identifier(algorithm);
			const usages = usagesOf(keyUsages), a = normalize(algorithm, "generateKey");
			const made = await a.self.generateKey(a, Boolean(extractable), usages);
			if (keyOf(isKey(made) ? made : made.privateKey).usages.length === 0) {
				fail(`A ${isKey(made) ? "secret" : "private"} key needs a usage.`, "SyntaxError");
			}
			return made;
		});
	}
	deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
		return run(this, arguments, 5, "deriveKey", async () => {
			const base = keyArgument(baseKey, "The base key");
			const usages = usagesOf(keyUsages), a = normalize(algorithm, "deriveBits");
			const target = normalize(derivedKeyType, "importKey"), sized = normalize(derivedKeyType, "getKeyLength");
			checkName(base, a);
			checkUsage(base, "deriveKey");
			const bits = await a.self.deriveBits(a, base, sized.self.getKeyLength(sized));
			return importInto("raw", bits, target, Boolean(extractable), usages);
		});
	}
	deriveBits(algorithm, baseKey, length = null) {
		return run(this, arguments, 2, "deriveBits", () => {
			const base = keyArgument(baseKey, "The base key");
			if (length !== null) length = length >>> 0;
			const a = normalize(algorithm, "deriveBits");
			checkName(base, a);
			checkUsage(base, "deriveBits");
			return a.self.deriveBits(a, base, length);
		});
	}
	importKey(format, keyData, algorithm, extractable, keyUsages) {
		return run(this, arguments, 5, "importKey", () => {
			format = formatOf(format);
			const raw = native.isBytes(keyData), jwk = raw ? undefined : jwkOf(keyData);
			algorithm = identifier(algorithm);
			const usages = usagesOf(keyUsages), a = normalize(algorithm, "importKey");
			return importInto(format, raw ? native.copy(keyData) : jwk, a, Boolean(extractable), usages);
		});
	}
	exportKey(format, key) {
		return run(this, arguments, 2, "exportKey", () => exportFrom(formatOf(format), keyArgument(key, "The key")));
	}
	wrapKey(format, key, wrappingKey, wrapAlgorithm) {
		return run(this, arguments, 4, "wrapKey", () => {
			format = formatOf(format);
			const k = keyArgument(key, "The key"), wrapping = keyArgument(wrappingKey, "The wrapping key");
			const [a, operation] = either(wrapAlgorithm, "wrapKey", "encrypt");
			checkName(wrapping, a);
			checkUsage(wrapping, "wrapKey");
			const data = exportFrom(format, k);
			return a.self[operation](a, wrapping, format === "jwk" ? encode(JSON.stringify(data)) : data);
		});
	}
	unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
		return run(this, arguments, 7, "unwrapKey", async () => {
			format = formatOf(format);
			bytes(wrappedKey, "The wrapped key");
			const unwrapping = keyArgument(unwrappingKey, "The unwrapping key"), usages = usagesOf(keyUsages);
			const [a, operation] = either(unwrapAlgorithm, "unwrapKey", "decrypt"), target = normalize(unwrappedKeyAlgorithm, "importKey");
			checkName(unwrapping, a);
			checkUsage(unwrapping, "unwrapKey");
			const data = await a.self[operation](a, unwrapping, native.copy(wrappedKey));
			return importInto(format, format === "jwk" ? parseJwk(data) : data, target, Boolean(extractable), usages);
		});
	}
	timingSafeEqual(a, b) {
		checkSubtle(this);
		need(arguments, 2, "'timingSafeEqual' on 'SubtleCrypto'");
		return timingSafeEqual(a, b);
	}
	static { checkSubtle = (o) => typeof o === "object" && o !== null && #brand in o ? o : illegal(); }
}
publish(SubtleCrypto, "SubtleCrypto");

// cipher is what encrypt, decrypt and sign share.
const cipher = (operation, algorithm, key, data) => {
	const k = keyArgument(key, "The key");
	bytes(data, "The data");
	const a = normalize(algorithm, operation);
	checkName(k, a);
	checkUsage(k, operation);
	return a.self[operation](a, k, native.copy(data));
};

const timingSafeEqual = (a, b) => {
	[a, b].forEach((v, n) => {
		if (!native.isBytes(v)) throw new TypeError(`Failed to execute 'timingSafeEqual' on 'SubtleCrypto': parameter ${n + 1} is not of type 'BufferSource'.`);
	});
	if (a.byteLength !== b.byteLength) throw new TypeError("Input buffers must have the same byte length.");
	return native.equal(a, b);
};
