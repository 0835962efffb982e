// Keys: the class, what its keys may be used for, and JSON Web Keys.

const { publish, need, illegal } = native.idl;
const { DOMException } = native;
const TOKEN = {};
const only = (token) => { if (token !== TOKEN) throw new TypeError("Illegal constructor"); };
const fail = (message, name) => { throw new DOMException(message, name); };
const isObject = (value) => typeof value === "object" && value !== null || typeof value === "function";

// shown copies an algorithm for the script, which may do with its copy what it likes.
const shown = (algorithm) => {
	const out = { ...algorithm };
	if (out.hash) out.hash = { ...out.hash };
	if (out.publicExponent) out.publicExponent = new Uint8Array(native.copy(out.publicExponent));
	return out;
};

let keyOf, isKey;
class CryptoKey {
	#key; #algorithm; #usages;
	constructor(token = undefined, key = undefined) {
		only(token);
		this.#key = key;
	}
	get type() { return keyOf(this).type; }
	get extractable() { return keyOf(this).extractable; }
	get algorithm() {
		const key = keyOf(this);
		return this.#algorithm ??= shown(key.algorithm);
	}
	get usages() {
		const key = keyOf(this);
		return this.#usages ??= [...key.usages];
	}
	static {
		isKey = (o) => typeof o === "object" && o !== null && #key in o;
		keyOf = (o) => isKey(o) ? o.#key : illegal();
	}
}
publish(CryptoKey, "CryptoKey");
native.idl.copyable((o) => isKey(o) ? () => new CryptoKey(TOKEN, keyOf(o)) : undefined);

// newKey makes the object. handle is Go's key.
const newKey = (handle, algorithm, extractable, usages) =>
	new CryptoKey(TOKEN, { type: native.typeOf(handle), extractable, algorithm, usages, handle });

const USAGES = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];

// sequence converts a value to a list of strings.
const sequence = (value, what) => {
	const method = isObject(value) ? value[Symbol.iterator] : undefined;
	if (typeof method !== "function") throw new TypeError(`${what} are not a sequence.`);
	return Array.from({ [Symbol.iterator]: () => method.call(value) }, (v) => `${v}`);
};
const usagesOf = (value) => {
	const given = new Set(sequence(value, "The key usages"));
	for (const u of given) if (!USAGES.includes(u)) throw new TypeError(`'${u}' is not a key usage.`);
	return USAGES.filter((u) => given.has(u));
};

// restrict refuses usages that keys of an algorithm, or of one type, cannot have.
const restrict = (usages, allowed, what = "A key of this algorithm") => {
	for (const u of usages) if (!allowed.includes(u)) fail(`${what} cannot be used to ${u}.`, "SyntaxError");
	return usages;
};
const common = (usages, allowed) => usages.filter((u) => allowed.includes(u));

// keyPair makes the two keys of a generated pair.
const keyPair = (pair, algorithm, extractable, usages, forPublic, forPrivate) => ({
	publicKey: newKey(pair.publicKey, algorithm, true, common(usages, forPublic)),
	privateKey: newKey(pair.privateKey, algorithm, extractable, common(usages, forPrivate)),
});

const JWK_STRINGS = ["alg", "crv", "d", "dp", "dq", "e", "k", "kty", "n", "p", "q", "qi", "use", "x", "y"];

// jwkOf converts a value to the dictionary JsonWebKey.
const jwkOf = (value) => {
	const jwk = {};
	if (value === undefined || value === null) return jwk;
	if (!isObject(value)) throw new TypeError("The key data is neither bytes nor a JSON Web Key.");
	for (const name of [...JWK_STRINGS, "ext", "key_ops"].sort()) {
		const member = value[name];
		if (member === undefined) continue;
		if (name === "ext") jwk.ext = Boolean(member);
		else if (name === "key_ops") jwk.key_ops = sequence(member, "The key_ops of the JSON Web Key");
		else jwk[name] = `${member}`;
	}
	return jwk;
};

// checkJwk makes the checks that all algorithms share.
const checkJwk = (jwk, kty, use, extractable, usages) => {
	if (jwk.kty !== kty) fail(`The JSON Web Key is not one of type '${kty}'.`, "DataError");
	if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) fail(`The JSON Web Key is not for use '${use}'.`, "DataError");
	if (jwk.key_ops !== undefined) {
		if (new Set(jwk.key_ops).size !== jwk.key_ops.length) fail("The key_ops of the JSON Web Key have duplicates.", "DataError");
		if (!usages.every((u) => jwk.key_ops.includes(u))) fail("The JSON Web Key does not allow the usages.", "DataError");
	}
	if (jwk.ext === false && extractable) fail("The JSON Web Key is not extractable.", "DataError");
};

// exported adds to a JSON Web Key what does not depend on its algorithm.
const exported = (key, alg) => ({
	...native.toJwk(key.handle), ...(alg !== undefined && { alg }), key_ops: [...key.usages], ext: key.extractable,
});

const noFormat = (name, format) => fail(`Keys of ${name} have no format '${format}'.`, "NotSupportedError");
const needType = (key, type) => {
	if (key.type !== type) fail(`The key is a ${key.type} key, not a ${type} key.`, "InvalidAccessError");
};
const bytes = (data, what) => native.isBytes(data) ? data : (() => { throw new TypeError(`${what} is not an ArrayBuffer or a view of one.`); })();
