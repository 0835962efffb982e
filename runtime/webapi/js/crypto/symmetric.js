// AES, HMAC, and the derivation of keys from secrets.

const AES_USAGES = ["encrypt", "decrypt", "wrapKey", "unwrapKey"];
const isAesLength = (bits) => bits === 128 || bits === 192 || bits === 256;

// aes is what the modes of AES share. mode is that of a JSON Web Key's alg.
const aes = (name, mode, allowed, params, operations) => define({
	name,
	params: { generateKey: "AesLength", importKey: "none", exportKey: "none", getKeyLength: "AesLength", ...params },
	generateKey({ length }, extractable, usages) {
		restrict(usages, allowed);
		if (!isAesLength(length)) fail(`An AES key has 128, 192 or 256 bits, not ${length}.`, "OperationError");
		return newKey(native.randomSecret(length / 8), { name, length }, extractable, usages);
	},
	importKey(format, data, _, extractable, usages) {
		restrict(usages, allowed);
		let handle;
		if (format === "raw") handle = native.secret(data);
		else if (format === "jwk") {
			checkJwk(data, "oct", "enc", extractable, usages);
			handle = native.fromJwk(data);
		} else noFormat(name, format);
		const length = native.secretLength(handle) * 8;
		if (!isAesLength(length)) fail(`An AES key has 128, 192 or 256 bits, not ${length}.`, "DataError");
		if (format === "jwk" && data.alg !== undefined && data.alg !== `A${length}${mode}`) {
			fail(`The JSON Web Key is one for '${data.alg}'.`, "DataError");
		}
		return newKey(handle, { name, length }, extractable, usages);
	},
	exportKey(format, key) {
		if (format === "raw") return native.encode(key.handle, "raw");
		if (format === "jwk") return exported(key, `A${key.algorithm.length}${mode}`);
		return noFormat(name, format);
	},
	getKeyLength({ length }) {
		if (!isAesLength(length)) fail(`An AES key has 128, 192 or 256 bits, not ${length}.`, "OperationError");
		return length;
	},
	...operations,
});

aes("AES-CBC", "CBC", AES_USAGES, { encrypt: "AesCbcParams", decrypt: "AesCbcParams" }, {
	encrypt: ({ iv }, key, data) => native.cbc(true, key.handle, iv, data),
	decrypt: ({ iv }, key, data) => native.cbc(false, key.handle, iv, data),
});
aes("AES-CTR", "CTR", AES_USAGES, { encrypt: "AesCtrParams", decrypt: "AesCtrParams" }, {
	encrypt: ({ counter, length }, key, data) => native.ctr(key.handle, counter, data, length),
	decrypt: ({ counter, length }, key, data) => native.ctr(key.handle, counter, data, length),
});
const tagBytes = (bits = 128) => [32, 64, 96, 104, 112, 120, 128].includes(bits) ? bits / 8
	: fail(`A tag of AES-GCM has 32, 64, 96, 104, 112, 120 or 128 bits, not ${bits}.`, "OperationError");
aes("AES-GCM", "GCM", AES_USAGES, { encrypt: "AesGcmParams", decrypt: "AesGcmParams" }, {
	encrypt: (a, key, data) => native.gcm(true, key.handle, a.iv, data, a.additionalData, tagBytes(a.tagLength)),
	decrypt: (a, key, data) => native.gcm(false, key.handle, a.iv, data, a.additionalData, tagBytes(a.tagLength)),
});
aes("AES-KW", "KW", ["wrapKey", "unwrapKey"], { wrapKey: "none", unwrapKey: "none" }, {
	wrapKey: (_, key, data) => native.kw(true, key.handle, data),
	unwrapKey: (_, key, data) => native.kw(false, key.handle, data),
});

const BLOCK_BITS = { "SHA-1": 512, "SHA-256": 512, "SHA-384": 1024, "SHA-512": 1024, MD5: 512 };
const HMAC_ALGS = { "SHA-1": "HS1", "SHA-256": "HS256", "SHA-384": "HS384", "SHA-512": "HS512" };
const hmacKey = (handle, hash, length, extractable, usages) =>
	newKey(handle, { name: "HMAC", hash: { name: hash }, length }, extractable, usages);
define({
	name: "HMAC",
	params: { sign: "none", verify: "none", generateKey: "HmacKeyParams", importKey: "HmacKeyParams", exportKey: "none", getKeyLength: "HmacKeyParams" },
	generateKey({ hash, length = BLOCK_BITS[hash] }, extractable, usages) {
		restrict(usages, ["sign", "verify"]);
		if (length === 0) fail("A key of no bits is of no use.", "OperationError");
		return hmacKey(native.randomSecret(Math.ceil(length / 8)), hash, length, extractable, usages);
	},
	importKey(format, data, { hash, length: wanted }, extractable, usages) {
		restrict(usages, ["sign", "verify"]);
		let handle;
		if (format === "raw") handle = native.secret(data);
		else if (format === "jwk") {
			checkJwk(data, "oct", "sig", extractable, usages);
			if (data.alg !== undefined && data.alg !== HMAC_ALGS[hash]) fail(`The JSON Web Key is one for '${data.alg}'.`, "DataError");
			handle = native.fromJwk(data);
		} else noFormat("HMAC", format);
		const length = native.secretLength(handle) * 8;
		if (length === 0) fail("The key is empty.", "DataError");
		if (wanted !== undefined && (wanted > length || wanted <= length - 8)) fail("The length does not match the key.", "DataError");
		return hmacKey(handle, hash, wanted === undefined ? length : wanted, extractable, usages);
	},
	exportKey(format, key) {
		if (format === "raw") return native.encode(key.handle, "raw");
		if (format === "jwk") return exported(key, HMAC_ALGS[key.algorithm.hash.name]);
		return noFormat("HMAC", format);
	},
	getKeyLength({ hash, length = BLOCK_BITS[hash] }) {
		if (length === 0) throw new TypeError("A key of no bits is of no use.");
		return length;
	},
	sign: (_, key, data) => native.hmac(key.algorithm.hash.name, key.handle, data),
	verify: (_, key, signature, data) => native.equal(native.hmac(key.algorithm.hash.name, key.handle, data), signature),
});

const checkBits = (length) => {
	if (length === null || length % 8 !== 0) fail("The length must be a number of bits that is a multiple of 8.", "OperationError");
	return length / 8;
};
const derivation = (name, params, deriveBits) => define({
	name,
	params: { deriveBits: params, importKey: "none", getKeyLength: "none" },
	importKey(format, data, _, extractable, usages) {
		if (format !== "raw") noFormat(name, format);
		restrict(usages, ["deriveKey", "deriveBits"]);
		if (extractable) fail(`A key of ${name} cannot be extractable.`, "SyntaxError");
		return newKey(native.secret(data), { name }, extractable, usages);
	},
	getKeyLength: () => null,
	deriveBits,
});
derivation("HKDF", "HkdfParams", ({ hash, salt, info }, key, length) => native.hkdf(hash, key.handle, salt, info, checkBits(length)));

// The platform's limit. What passes here must pass there.
const MOST_ITERATIONS = 100000;
derivation("PBKDF2", "Pbkdf2Params", ({ hash, salt, iterations }, key, length) => {
	const size = checkBits(length);
	if (iterations === 0) fail("PBKDF2 needs at least one iteration.", "OperationError");
	if (iterations > MOST_ITERATIONS) {
		fail(`Pbkdf2 failed: iteration counts above ${MOST_ITERATIONS} are not supported (requested ${iterations}).`, "NotSupportedError");
	}
	return native.pbkdf2(hash, key.handle, salt, iterations, size);
});
