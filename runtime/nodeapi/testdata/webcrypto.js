// crypto.subtle as Node 20 has it, where both follow the same standard: names of
// errors, formats of keys, and results that do not depend on chance.
const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex"), name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
const key = (n, len, usages) => s.importKey("raw", Buffer.alloc(len, 7), n, true, usages);
const out = {};
for (const len of [16, 24, 32]) {
	const cbc = await key("AES-CBC", len, ["encrypt", "decrypt"]), ctr = await key("AES-CTR", len, ["encrypt", "decrypt"]), gcm = await key("AES-GCM", len, ["encrypt", "decrypt"]), kw = await key("AES-KW", len, ["wrapKey", "unwrapKey"]);
	const iv = Buffer.alloc(16, 3), data = Buffer.from("some data that is longer than two blocks of it");
	out["cbc" + len] = hex(await s.encrypt({ name: "AES-CBC", iv }, cbc, data));
	out["ctr" + len] = hex(await s.encrypt({ name: "aes-ctr", counter: iv, length: 64 }, ctr, data));
	for (const tagLength of [32, 64, 96, 104, 112, 120, 128]) {
		const a = { name: "AES-GCM", iv: iv.subarray(0, 12), tagLength, additionalData: Buffer.from("more") };
		const c = await s.encrypt(a, gcm, data);
		out["gcm" + len + "/" + tagLength] = [hex(c), Buffer.from(await s.decrypt(a, gcm, c)).equals(data), await name(() => s.decrypt({ ...a, additionalData: Buffer.from("else") }, gcm, c))];
	}
	out["gcm long iv" + len] = hex(await s.encrypt({ name: "AES-GCM", iv: Buffer.alloc(33, 1) }, gcm, data));
	const w = await s.wrapKey("raw", await key("AES-CBC", 32, ["encrypt"]), kw, "AES-KW");
	out["kw" + len] = [hex(w), hex(await s.exportKey("raw", await s.unwrapKey("raw", w, kw, "AES-KW", "AES-CBC", true, ["encrypt"])))];
}
return out;

const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex");
const k = await s.importKey("raw", Buffer.alloc(16, 9), "AES-CTR", false, ["encrypt", "decrypt"]);
const out = [];
for (const [counter, length] of [[Buffer.alloc(16, 255), 1], [Buffer.alloc(16, 255), 8], [Buffer.alloc(16, 255), 128], [Buffer.from("00000000000000000000000000fffffe", "hex"), 24], [Buffer.from("f0000000000000000000000000fffffe", "hex"), 128]]) {
	const data = Buffer.alloc(32, 1);
	const c = await s.encrypt({ name: "AES-CTR", counter, length }, k, data);
	out.push(hex(c), Buffer.from(await s.decrypt({ name: "AES-CTR", counter, length }, k, c)).equals(data));
}
return out;

const s = crypto.subtle, name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
const raw = Buffer.alloc(16);
const aes = await s.importKey("raw", raw, "AES-GCM", true, ["encrypt"]), cbc = await s.importKey("raw", raw, "AES-CBC", false, ["decrypt"]);
return [
	await name(() => s.encrypt({ name: "AES-GCM", iv: raw }, cbc, raw)),
	await name(() => s.decrypt({ name: "AES-GCM", iv: raw }, aes, raw)),
	await name(() => s.encrypt({ name: "AES-GCM" }, aes, raw)),
	await name(() => s.encrypt({ name: "AES-GCM", iv: "text" }, aes, raw)),
	await name(() => s.encrypt("AES-GCM", aes, raw)),
	await name(() => s.encrypt({ name: "AES-GCM", iv: raw, tagLength: 100 }, aes, raw)),
	await name(() => s.encrypt({ name: "AES-GCM", iv: raw, tagLength: 256 }, aes, raw)),
	await name(() => s.encrypt({ name: "nope" }, aes, raw)),
	await name(() => s.encrypt({}, aes, raw)),
	await name(() => s.encrypt({ name: "AES-GCM", iv: raw }, aes, "text")),
	await name(() => s.encrypt({ name: "AES-GCM", iv: raw }, {}, raw)),
	await name(() => s.encrypt({ name: "AES-GCM", iv: raw })),
	await name(() => s.decrypt({ name: "AES-CBC", iv: raw }, cbc, raw)),
	await name(() => s.decrypt({ name: "AES-CBC", iv: raw }, cbc, Buffer.alloc(0))),
	await name(() => s.decrypt({ name: "AES-CBC", iv: Buffer.alloc(12) }, cbc, raw)),
	await name(() => s.exportKey("nope", aes)),
	await name(() => s.digest("AES-GCM", raw)),
	await name(() => s.sign("AES-GCM", aes, raw)),
	await name(() => s.generateKey({ name: "AES-GCM", length: 128 }, true, [])),
	await name(() => s.generateKey({ name: "AES-GCM", length: 128 }, true, ["sign"])),
	await name(() => s.generateKey({ name: "AES-GCM", length: 129 }, true, ["encrypt"])),
	await name(() => s.generateKey({ name: "AES-GCM", length: 70000 }, true, ["encrypt"])),
	await name(() => s.generateKey({ name: "AES-GCM" }, true, ["encrypt"])),
	await name(() => s.generateKey({ name: "AES-GCM", length: 128 }, true, ["dance"])),
	await name(() => s.importKey("raw", Buffer.alloc(15), "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("raw", Buffer.alloc(16), "AES-GCM", true, ["sign"])),
	await name(() => s.importKey("raw", Buffer.alloc(16), "AES-GCM", true, [])),
	await name(() => s.importKey("jwk", { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", alg: "A128CBC" }, "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("jwk", { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", alg: "A128GCM", use: "sig" }, "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("jwk", { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", ext: false }, "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("jwk", { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", key_ops: ["decrypt"] }, "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("jwk", { kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA", key_ops: ["encrypt", "encrypt"] }, "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("jwk", { kty: "oct" }, "AES-GCM", true, ["encrypt"])),
	await name(() => s.importKey("jwk", { kty: "RSA", k: "AAAAAAAAAAAAAAAAAAAAAA" }, "AES-GCM", true, ["encrypt"])),
];

const sorted = (o) => Object.fromEntries(Object.entries(o).sort((a, b) => a[0] < b[0] ? -1 : 1));
const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex");
const jwk = { kty: "EC", crv: "P-256", x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", d: "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE" };
const k = await s.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
const { d, ...pub } = jwk, p = await s.importKey("jwk", pub, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
const sig = await s.sign({ name: "ECDSA", hash: "SHA-256" }, k, Buffer.from("hello"));
return [hex(await s.exportKey("pkcs8", k)), sorted(await s.exportKey("jwk", k)), hex(await s.exportKey("spki", p)), hex(await s.exportKey("raw", p)), sorted(await s.exportKey("jwk", p)), k.algorithm, k.type, k.usages, p.type, p.usages,
	sig.byteLength, await s.verify({ name: "ECDSA", hash: "SHA-256" }, p, sig, Buffer.from("hello")), await s.verify({ name: "ECDSA", hash: "SHA-384" }, p, sig, Buffer.from("hello")), await s.verify({ name: "ECDSA", hash: "SHA-256" }, p, sig.slice(1), Buffer.from("hello")),
	hex(await s.exportKey("raw", await s.importKey("raw", Buffer.from("0330a0424cd21c2944838a2d75c92b37e76ea20d9f00893a3b4eee8a3c0aafec3e", "hex"), { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]))).slice(0, 20)];

const s = crypto.subtle, name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
const jwk = { kty: "EC", crv: "P-256", x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", d: "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE" };
const { d, ...pub } = jwk, a = { name: "ECDSA", namedCurve: "P-256" }, imp = (j, u, alg = a) => name(() => s.importKey("jwk", j, alg, true, u));
const k = await s.importKey("jwk", jwk, a, true, ["sign"]), p = await s.importKey("jwk", pub, a, true, ["verify"]);
return [
	await imp(jwk, ["verify"]), await imp(pub, ["sign"]), await imp(jwk, []), await imp(pub, []), await imp({ ...jwk, crv: "P-384" }, ["sign"]), await imp(jwk, ["sign"], { name: "ECDSA", namedCurve: "P-384" }),
	await imp({ ...jwk, alg: "ES384" }, ["sign"]), await imp({ ...jwk, alg: "ES256" }, ["sign"]), await imp({ ...jwk, use: "enc" }, ["sign"]), await imp({ ...jwk, x: "AAAA" }, ["sign"]), await imp({ ...pub, y: pub.x }, ["verify"]),
	await imp({ ...jwk, kty: "RSA" }, ["sign"]), await imp(jwk, ["encrypt"]), await imp(jwk, ["sign"], { name: "ECDSA" }),
	await name(() => s.importKey("raw", Buffer.alloc(65), a, true, ["verify"])), await name(() => s.importKey("raw", Buffer.alloc(65), a, true, ["sign"])), await name(() => s.importKey("spki", Buffer.alloc(65), a, true, ["verify"])), await name(() => s.importKey("pkcs8", Buffer.alloc(65), a, true, ["sign"])),
	await name(() => s.importKey("pkcs8", Buffer.alloc(65), a, true, ["verify"])), await name(() => s.generateKey({ name: "ECDSA", namedCurve: "P-1" }, true, ["sign"])), await name(() => s.generateKey(a, true, ["verify"])), await name(() => s.generateKey(a, true, ["deriveBits"])),
	await name(() => s.sign({ name: "ECDSA", hash: "SHA-256" }, p, Buffer.alloc(1))), await name(() => s.sign({ name: "ECDSA" }, k, Buffer.alloc(1))), await name(() => s.sign({ name: "ECDSA", hash: "x" }, k, Buffer.alloc(1))), await name(() => s.sign("ECDSA", k, Buffer.alloc(1))),
	await name(() => s.exportKey("raw", k)), await name(() => s.exportKey("spki", k)), await name(() => s.exportKey("pkcs8", p)), await name(() => s.verify({ name: "ECDSA", hash: "SHA-256" }, k, Buffer.alloc(1), Buffer.alloc(1))),
];

const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex"), out = [];
for (const namedCurve of ["P-256", "P-384", "P-521"]) {
	const size = { "P-256": 32, "P-384": 48, "P-521": 66 }[namedCurve];
	const { publicKey, privateKey } = await s.generateKey({ name: "ECDH", namedCurve }, true, ["deriveBits", "deriveKey"]), other = await s.generateKey({ name: "ECDH", namedCurve }, true, ["deriveBits"]);
	const a = hex(await s.deriveBits({ name: "ECDH", public: other.publicKey }, privateKey, size * 8)), b = hex(await s.deriveBits({ name: "ECDH", public: publicKey }, other.privateKey, null));
	const short = hex(await s.deriveBits({ name: "ECDH", public: publicKey }, other.privateKey, 128));
	const aes = await s.deriveKey({ name: "ECDH", public: other.publicKey }, privateKey, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
	out.push(a === b, a.length, a.startsWith(short), hex(await s.exportKey("raw", aes)) === a.slice(0, 64), publicKey.usages, privateKey.usages, publicKey.extractable, (await s.exportKey("spki", publicKey)).byteLength, (await s.exportKey("pkcs8", privateKey)).byteLength, Object.keys(await s.exportKey("jwk", privateKey)).sort());
}
return out;

const s = crypto.subtle, name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
const p256 = await s.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]), p384 = await s.generateKey({ name: "ECDH", namedCurve: "P-384" }, true, ["deriveBits"]), x = await s.generateKey("X25519", true, ["deriveBits"]);
const d = (pub, key, bits = 128, n = "ECDH") => name(() => s.deriveBits({ name: n, public: pub }, key, bits));
return [
	await d(p384.publicKey, p256.privateKey), await d(p256.privateKey, p256.privateKey), await d(x.publicKey, p256.privateKey), await d(p256.publicKey, p256.privateKey, 264), await d(p256.publicKey, p256.publicKey), await d({}, p256.privateKey), await d(p256.publicKey, x.privateKey),
	await d(p256.publicKey, p256.privateKey, 128, "X25519"), await name(() => s.deriveBits("ECDH", p256.privateKey, 8)), await name(() => s.deriveKey({ name: "ECDH", public: p256.publicKey }, p256.privateKey, { name: "AES-GCM", length: 128 }, true, ["encrypt"])),
];

const sorted = (o) => Object.fromEntries(Object.entries(o).sort((a, b) => a[0] < b[0] ? -1 : 1));
const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex");
const jwk = { kty: "OKP", crv: "Ed25519", d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }, { d, ...pub } = jwk;
const k = await s.importKey("jwk", jwk, "Ed25519", true, ["sign"]), p = await s.importKey("jwk", pub, "ed25519", true, ["verify"]);
const sig = await s.sign("Ed25519", k, Buffer.from("hello"));
const name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
return [hex(sig), await s.verify("Ed25519", p, sig, Buffer.from("hello")), await s.verify("Ed25519", p, sig, Buffer.from("other")), hex(await s.exportKey("pkcs8", k)), hex(await s.exportKey("spki", p)), hex(await s.exportKey("raw", p)), sorted(await s.exportKey("jwk", k)), sorted(await s.exportKey("jwk", p)), k.algorithm, k.type,
	await name(() => s.importKey("jwk", jwk, "Ed25519", true, ["verify"])), await name(() => s.importKey("jwk", { ...jwk, crv: "X25519" }, "Ed25519", true, ["sign"])), await name(() => s.importKey("raw", Buffer.alloc(31), "Ed25519", true, ["verify"])),
	await name(() => s.importKey("jwk", { ...jwk, x: d }, "Ed25519", true, ["sign"])), await name(() => s.exportKey("spki", k)), await name(() => s.generateKey("Ed25519", true, [])), await name(() => s.generateKey("Ed25519", true, ["deriveBits"])), await name(() => s.sign("Ed25519", p, Buffer.alloc(1)))];

const sorted = (o) => Object.fromEntries(Object.entries(o).sort((a, b) => a[0] < b[0] ? -1 : 1));
const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex");
const alice = await s.importKey("pkcs8", Buffer.from("302e020100300506032b656e0422042077076d0a7318a57d3c16c17251b26645df4f63aa0fb1bf5a1f0a1c1e2b0b0a2a".slice(0, 96), "hex"), "X25519", true, ["deriveKey", "deriveBits"]);
const bob = await s.importKey("raw", Buffer.from("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", "hex"), "X25519", true, []);
return [hex(await s.deriveBits({ name: "X25519", public: bob }, alice, 256)), hex(await s.deriveBits({ name: "X25519", public: bob }, alice, 128)), sorted(await s.exportKey("jwk", alice)), hex(await s.exportKey("spki", bob)), alice.algorithm, bob.usages,
	await (async () => { try { await s.deriveBits({ name: "X25519", public: await s.importKey("raw", Buffer.alloc(32), "X25519", true, []) }, alice, 256); } catch (e) { return e.name; } })()];

const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex"), name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
const out = [], base = await s.importKey("raw", Buffer.from("password"), "PBKDF2", false, ["deriveBits", "deriveKey"]), hk = await s.importKey("raw", Buffer.from("secret"), "HKDF", false, ["deriveBits", "deriveKey"]);
const salt = Buffer.from("salt"), info = Buffer.from("info");
for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"]) {
	out.push(hex(await s.deriveBits({ name: "PBKDF2", hash, salt, iterations: 1 }, base, 256)), hex(await s.deriveBits({ name: "PBKDF2", hash, salt, iterations: 5000 }, base, 512)), hex(await s.deriveBits({ name: "HKDF", hash, salt, info }, hk, 328)));
	const k = await s.deriveKey({ name: "HKDF", hash, salt, info: Buffer.alloc(0) }, hk, { name: "HMAC", hash }, true, ["sign"]);
	out.push(k.algorithm, hex(await s.exportKey("raw", k)));
}
return [out,
	await name(() => s.deriveBits({ name: "PBKDF2", hash: "SHA-1", salt, iterations: 0 }, base, 256)), await name(() => s.deriveBits({ name: "PBKDF2", hash: "SHA-1", salt, iterations: 1 }, base, 10)), await name(() => s.deriveBits({ name: "PBKDF2", hash: "SHA-1", salt, iterations: 1 }, base, null)),
	await name(() => s.deriveBits({ name: "PBKDF2", hash: "SHA-1", salt }, base, 256)), await name(() => s.deriveBits({ name: "HKDF", hash: "SHA-1", salt, info }, hk, 8 * 20 * 256)), await name(() => s.deriveBits({ name: "HKDF", hash: "SHA-1", salt, info }, base, 8)), await name(() => s.deriveBits({ name: "HKDF", hash: "SHA-1", salt, info }, hk, null)),
	await name(() => s.importKey("raw", salt, "HKDF", true, ["deriveBits"])), await name(() => s.importKey("jwk", { kty: "oct", k: "AA" }, "HKDF", false, ["deriveBits"])), await name(() => s.importKey("raw", salt, "HKDF", false, ["sign"])), await name(() => s.importKey("raw", salt, "PBKDF2", false, [])), await name(() => s.generateKey("HKDF", true, ["deriveBits"])),
	await name(() => s.deriveKey({ name: "HKDF", hash: "SHA-1", salt, info }, hk, { name: "AES-GCM", length: 100 }, true, ["encrypt"])), await name(() => s.deriveKey({ name: "HKDF", hash: "SHA-1", salt, info }, hk, { name: "AES-GCM", length: 128 }, true, [])),
];

const s = crypto.subtle, hex = (b) => Buffer.from(b).toString("hex"), sha = async (b) => hex(await s.digest("SHA-256", b)).slice(0, 16);
const { privateKey: kp, publicKey: pp } = await s.generateKey({ name: "RSA-PSS", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" }, true, ["sign", "verify"]);
const out = [kp.algorithm, kp.usages, pp.usages, pp.extractable, kp.type];
const spki = await s.exportKey("spki", pp), pkcs8 = await s.exportKey("pkcs8", kp), jwk = await s.exportKey("jwk", kp), pub = await s.exportKey("jwk", pp);
out.push(Object.keys(jwk).sort(), Object.keys(pub).sort(), jwk.alg, jwk.key_ops, jwk.e, spki.byteLength);
const { p, q, dp, dq, qi, alg, key_ops, ...bare } = jwk;
for (const [name, hash] of [["RSASSA-PKCS1-v1_5", "SHA-1"], ["RSASSA-PKCS1-v1_5", "SHA-512"], ["RSA-PSS", "SHA-1"], ["RSA-PSS", "SHA-256"], ["RSA-PSS", "SHA-512"]]) {
	const k = await s.importKey("pkcs8", pkcs8, { name, hash }, true, ["sign"]), v = await s.importKey("spki", spki, { name, hash }, true, ["verify"]);
	for (const saltLength of [0, 20, 32]) {
		const sig = await s.sign({ name, saltLength }, k, Buffer.from("x"));
		out.push(sig.byteLength, await s.verify({ name, saltLength }, v, sig, Buffer.from("x")), await s.verify({ name, saltLength }, v, sig, Buffer.from("y")), name === "RSA-PSS" && await s.verify({ name, saltLength: saltLength + 1 }, v, sig, Buffer.from("x")));
	}
	out.push((await s.exportKey("jwk", k)).alg);
}
for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"]) {
	const k = await s.importKey("jwk", { ...jwk, alg: undefined, key_ops: undefined }, { name: "RSA-OAEP", hash }, true, ["decrypt", "unwrapKey"]), e = await s.importKey("jwk", { ...pub, alg: undefined, key_ops: undefined }, { name: "RSA-OAEP", hash }, true, ["encrypt", "wrapKey"]);
	const c = await s.encrypt({ name: "RSA-OAEP", label: Buffer.from("l") }, e, Buffer.from("text"));
	const aes = await s.importKey("raw", Buffer.alloc(16, 5), "AES-GCM", true, ["encrypt"]);
	const un = await s.unwrapKey("raw", await s.wrapKey("raw", aes, e, "RSA-OAEP"), k, "RSA-OAEP", "AES-GCM", true, ["encrypt"]);
	out.push(Buffer.from(await s.decrypt({ name: "RSA-OAEP", label: Buffer.from("l") }, k, c)).toString(), await s.decrypt("RSA-OAEP", k, c).catch((e) => e.name), await s.encrypt("RSA-OAEP", e, Buffer.alloc(250)).catch((e) => e.name), (await s.exportKey("jwk", e)).alg, hex(await s.exportKey("raw", un)));
}
return out;

const s = crypto.subtle, name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
const g = (over, usages = ["sign"]) => name(() => s.generateKey({ name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256", ...over }, true, usages));
return [await g({}, ["encrypt"]), await g({ publicExponent: new Uint8Array([1]) }), await g({ publicExponent: new Uint8Array([1, 0, 0]) }), await g({ hash: "x" }), await g({ publicExponent: [1, 0, 1] }), await g({ name: "RSA-OAEP" }), await g({ modulusLength: undefined }), await g({}, [])];

const s = crypto.subtle, out = [];
const k = await s.generateKey({ name: "AES-GCM", length: 256 }, true, ["wrapKey", "unwrapKey"]), a = { name: "AES-GCM", iv: Buffer.alloc(12) };
for (const [alg, usages, formats] of [[{ name: "ECDSA", namedCurve: "P-384" }, ["sign", "verify"], ["spki", "pkcs8", "jwk", "raw"]], [{ name: "Ed25519" }, ["sign", "verify"], ["spki", "pkcs8", "jwk", "raw"]], [{ name: "X25519" }, ["deriveBits"], ["pkcs8", "jwk"]]]) {
	const pair = await s.generateKey(alg, true, usages);
	for (const format of formats) {
		const isPublic = format === "spki" || format === "raw", key = isPublic ? pair.publicKey : pair.privateKey;
		const wrapped = await s.wrapKey(format, key, k, a), again = await s.unwrapKey(format, wrapped, k, a, alg, true, key.usages);
		const x = await s.exportKey(format, key), y = await s.exportKey(format, again);
		out.push(format, again.type, again.usages, format === "jwk" ? JSON.stringify(x) === JSON.stringify(y) : Buffer.from(x).equals(Buffer.from(y)));
	}
}
const h = await s.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
const w = await s.wrapKey("jwk", h, k, a);
out.push((await s.unwrapKey("jwk", w, k, a, { name: "HMAC", hash: "SHA-256" }, true, ["sign"])).algorithm);
const name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } };
out.push(await name(() => s.unwrapKey("jwk", w, k, a, { name: "HMAC", hash: "SHA-512" }, true, ["sign"])), await name(() => s.unwrapKey("jwk", w, k, { ...a, iv: Buffer.alloc(13) }, { name: "HMAC", hash: "SHA-256" }, true, ["sign"])), await name(() => s.unwrapKey("raw", w, k, a, { name: "HMAC", hash: "SHA-256" }, true, [])),
	await name(() => s.wrapKey("jwk", h, k, { name: "AES-CBC", iv: Buffer.alloc(16) })));
return out;

const sorted = (o) => Object.fromEntries(Object.entries(o).sort((a, b) => a[0] < b[0] ? -1 : 1));
const s = crypto.subtle, name = async (f) => { try { await f(); return "fine"; } catch (e) { return e.name; } }, a = { name: "HMAC", hash: "SHA-256" };
const k = await s.importKey("raw", Buffer.alloc(4), { ...a, length: 32 }, true, ["sign", "verify"]);
return [k.algorithm, sorted(await s.exportKey("jwk", k)), (await s.generateKey(a, true, ["sign"])).algorithm.length, (await s.generateKey({ ...a, length: 16 }, true, ["sign"])).algorithm.length,
	await name(() => s.generateKey({ ...a, length: 0 }, true, ["sign"])), await name(() => s.generateKey({ name: "HMAC" }, true, ["sign"])), await name(() => s.importKey("raw", Buffer.alloc(4), { ...a, length: 33 }, true, ["sign"])), await name(() => s.importKey("raw", Buffer.alloc(4), { ...a, length: 24 }, true, ["sign"])),
	await name(() => s.importKey("raw", Buffer.alloc(0), a, true, ["sign"])), await s.sign("HMAC", k, Buffer.alloc(0))];

[crypto.subtle.encrypt.length, crypto.subtle.unwrapKey.length, crypto.subtle.deriveBits.length, crypto.subtle.importKey.length, String(crypto.subtle), Object.prototype.toString.call(crypto), crypto.subtle === crypto.subtle, typeof CryptoKey, (() => { try { new CryptoKey(); } catch (e) { return e.name; } })(), (() => { try { CryptoKey.prototype.type; } catch (e) { return e.name; } })()]
