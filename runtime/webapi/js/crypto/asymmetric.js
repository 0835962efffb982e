// RSA, elliptic curves, Ed25519 and X25519.

// importPair imports a public or private key in any format; usages are those
// that each type may have. check finds fault with a JSON Web Key (rules of the
// algorithm) and with the imported key.
const importPair = (name, kind, formats, uses, format, data, extractable, usages, check) => {
	let handle;
	if (!formats.includes(format)) noFormat(name, format);
	if (format === "jwk") {
		restrict(usages, data.d === undefined ? uses.public : uses.private, data.d === undefined ? "A public key" : "A private key");
		checkJwk(data, uses.kty, uses.use, extractable, usages);
		check.jwk(data);
		handle = native.fromJwk(data);
	} else {
		restrict(usages, format === "pkcs8" ? uses.private : uses.public, format === "pkcs8" ? "A private key" : "A public key");
		handle = format === "raw" ? check.raw(data) : native.parse(format, data);
	}
	if (native.kindOf(handle) !== kind) fail(`The key is not one of ${name}.`, "DataError");
	return newKey(handle, check.algorithm(handle), extractable, usages);
};

const exportPair = (name, formats, format, key, alg) => {
	if (!formats.includes(format)) noFormat(name, format);
	if (format === "jwk") return exported(key, alg);
	needType(key, format === "pkcs8" ? "private" : "public");
	return native.encode(key.handle, format);
};

const signing = (kty) => ({ kty, use: "sig", private: ["sign"], public: ["verify"] });
const agreeing = (kty) => ({ kty, use: "enc", private: ["deriveKey", "deriveBits"], public: [] });

// RSA

const RSA_FORMATS = ["spki", "pkcs8", "jwk"];
const exponentOf = (big) => new Uint8Array(big).reduce((n, b) => n * 256 + b, 0);
const rsa = (name, uses, algs, params, operations) => define({
	name,
	params: { generateKey: "RsaKeyGenParams", importKey: "Hashed", exportKey: "none", ...params },
	async generateKey({ modulusLength, publicExponent, hash }, extractable, usages) {
		restrict(usages, [...uses.private, ...uses.public]);
		const exponent = exponentOf(publicExponent);
		if (exponent !== 3 && exponent !== 65537) fail(`The public exponent must be 3 or 65537, not ${exponent}.`, "OperationError");
		if (modulusLength < 1024 || modulusLength > 16384 || modulusLength % 8 !== 0) fail(`A modulus of ${modulusLength} bits is not supported.`, "OperationError");
		if (common(usages, uses.private).length === 0) fail("A private key needs a usage.", "SyntaxError");
		const pair = await native.generateRSA(modulusLength, exponent);
		return keyPair(pair, { name, modulusLength, publicExponent, hash: { name: hash } }, extractable, usages, uses.public, uses.private);
	},
	importKey: (format, data, { hash }, extractable, usages) => importPair(name, "RSA", RSA_FORMATS, uses, format, data, extractable, usages, {
		jwk({ alg }) { if (alg !== undefined && algs[hash] !== alg) fail(`The JSON Web Key is one for '${alg}'.`, "DataError"); },
		algorithm: (handle) => ({ name, ...native.modulus(handle), hash: { name: hash } }),
	}),
	exportKey: (format, key) => exportPair(name, RSA_FORMATS, format, key, algs[key.algorithm.hash.name]),
	...operations,
});
const rsaAlgs = (prefix) => ({ "SHA-1": `${prefix}1`, "SHA-256": `${prefix}256`, "SHA-384": `${prefix}384`, "SHA-512": `${prefix}512` });
rsa("RSASSA-PKCS1-v1_5", signing("RSA"), rsaAlgs("RS"), { sign: "none", verify: "none" }, {
	sign(_, key, data) {
		needType(key, "private");
		return native.signPKCS1(key.algorithm.hash.name, key.handle, data);
	},
	verify(_, key, signature, data) {
		needType(key, "public");
		return native.verifyPKCS1(key.algorithm.hash.name, key.handle, signature, data);
	},
});
rsa("RSA-PSS", signing("RSA"), rsaAlgs("PS"), { sign: "RsaPssParams", verify: "RsaPssParams" }, {
	sign({ saltLength }, key, data) {
		needType(key, "private");
		return native.signPSS(key.algorithm.hash.name, key.handle, data, saltLength);
	},
	verify({ saltLength }, key, signature, data) {
		needType(key, "public");
		return native.verifyPSS(key.algorithm.hash.name, key.handle, signature, data, saltLength);
	},
});
rsa("RSA-OAEP", { kty: "RSA", use: "enc", private: ["decrypt", "unwrapKey"], public: ["encrypt", "wrapKey"] },
	{ ...rsaAlgs("RSA-OAEP-"), "SHA-1": "RSA-OAEP" }, { encrypt: "RsaOaepParams", decrypt: "RsaOaepParams" }, {
		encrypt({ label }, key, data) {
			needType(key, "public");
			return native.oaep(true, key.algorithm.hash.name, key.handle, data, label);
		},
		decrypt({ label }, key, data) {
			needType(key, "private");
			return native.oaep(false, key.algorithm.hash.name, key.handle, data, label);
		},
	});

// Elliptic curves

const CURVES = ["P-256", "P-384", "P-521"];
const EC_FORMATS = ["raw", "spki", "pkcs8", "jwk"];
const JWK_CURVES = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };
const ec = (name, uses, checkAlg, params, operations) => define({
	name,
	params: { generateKey: "EcKeyParams", importKey: "EcKeyParams", exportKey: "none", ...params },
	generateKey({ namedCurve }, extractable, usages) {
		restrict(usages, [...uses.private, ...uses.public]);
		if (!CURVES.includes(namedCurve)) fail(`The curve '${namedCurve}' is not supported.`, "NotSupportedError");
		return keyPair(native.generateEC(namedCurve), { name, namedCurve }, extractable, usages, uses.public, uses.private);
	},
	importKey(format, data, { namedCurve }, extractable, usages) {
		const unknown = () => { if (!CURVES.includes(namedCurve)) fail(`The curve '${namedCurve}' is not supported.`, "DataError"); };
		if (format === "raw") unknown();
		return importPair(name, "EC", EC_FORMATS, uses, format, data, extractable, usages, {
			jwk({ crv, alg }) {
				if (crv !== namedCurve) fail(`The JSON Web Key is on curve '${crv}'.`, "DataError");
				unknown();
				checkAlg(alg, crv);
			},
			raw: (data) => native.ecPoint(namedCurve, data),
			algorithm(handle) {
				if (native.curveOf(handle) !== namedCurve) fail(`The key is not on curve '${namedCurve}'.`, "DataError");
				unknown();
				return { name, namedCurve };
			},
		});
	},
	exportKey: (format, key) => exportPair(name, EC_FORMATS, format, key),
	...operations,
});
ec("ECDSA", signing("EC"), (alg, crv) => {
	if (alg !== undefined && JWK_CURVES[alg] !== crv) fail(`The JSON Web Key is one for '${alg}'.`, "DataError");
}, { sign: "Hashed", verify: "Hashed" }, {
	sign({ hash }, key, data) {
		needType(key, "private");
		return native.signECDSA(hash, key.handle, data);
	},
	verify({ hash }, key, signature, data) {
		needType(key, "public");
		return native.verifyECDSA(hash, key.handle, signature, data);
	},
});

// agree makes the checks of a key agreement and cuts its result to length bits.
const agree = (name, other, key, length) => {
	needType(key, "private");
	needType(other, "public");
	if (other.algorithm.name !== name) fail(`The public key is one for ${other.algorithm.name}, not ${name}.`, "InvalidAccessError");
	if (other.algorithm.namedCurve !== key.algorithm.namedCurve) fail("The keys are on different curves.", "InvalidAccessError");
	const secret = native.agree(key.handle, other.handle);
	if (length === null) return secret;
	if (length > secret.byteLength * 8) fail("The shared secret is shorter than the length.", "OperationError");
	const cut = new Uint8Array(secret.slice(0, Math.ceil(length / 8)));
	if (length % 8 !== 0) cut[cut.length - 1] &= 0xff00 >> (length % 8);
	return cut.buffer;
};
ec("ECDH", agreeing("EC"), () => {}, { deriveBits: "EcdhParams" }, {
	deriveBits: (a, key, length) => agree("ECDH", a.public, key, length),
});

// Ed25519 and X25519

const okp = (name, kind, uses, algs, params, operations, algorithm = () => ({ name })) => define({
	name,
	params: { generateKey: "none", importKey: "none", exportKey: "none", ...params },
	generateKey(given, extractable, usages) {
		const made = algorithm(given);
		restrict(usages, [...uses.private, ...uses.public]);
		return keyPair(native.generateOKP(kind), made, extractable, usages, uses.public, uses.private);
	},
	importKey: (format, data, given, extractable, usages) => {
		const made = algorithm(given);
		return importPair(name, kind, EC_FORMATS, uses, format, data, extractable, usages, {
			jwk({ crv, alg }) {
				if (crv !== kind) fail(`The JSON Web Key is on curve '${crv}'.`, "DataError");
				if (alg !== undefined && algs && !algs.includes(alg)) fail(`The JSON Web Key is one for '${alg}'.`, "DataError");
			},
			raw: (data) => native.okpPoint(kind, data),
			algorithm: () => made,
		});
	},
	exportKey: (format, key) => exportPair(name, EC_FORMATS, format, key, name === "Ed25519" ? name : undefined),
	...operations,
});
const ed25519 = {
	sign(_, key, data) {
		needType(key, "private");
		return native.signEd25519(key.handle, data);
	},
	verify(_, key, signature, data) {
		needType(key, "public");
		return native.verifyEd25519(key.handle, signature, data);
	},
};
okp("Ed25519", "Ed25519", signing("OKP"), ["Ed25519", "EdDSA"], { sign: "none", verify: "none" }, ed25519);
// The platform's name for it from before the standard had one.
okp("NODE-ED25519", "Ed25519", signing("OKP"), ["Ed25519", "EdDSA"],
	{ sign: "none", verify: "none", generateKey: "EcKeyParams", importKey: "EcKeyParams" }, ed25519, ({ namedCurve }) => {
		if (namedCurve !== "NODE-ED25519") fail(`The curve '${namedCurve}' is not supported.`, "NotSupportedError");
		return { name: "NODE-ED25519", namedCurve };
	});
okp("X25519", "X25519", agreeing("OKP"), undefined, { deriveBits: "EcdhParams" }, {
	deriveBits: (a, key, length) => agree("X25519", a.public, key, length),
});
