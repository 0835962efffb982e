package webapi

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"paddock/runtime/keyring"
)

// The algorithms are compared with Node's in package nodeapi, and with the
// vectors of their standards in package keyring. Here is what the Web
// Cryptography API asks for beyond that, and what is the platform's own.

func TestSubtleOrderOfChecks(t *testing.T) {
	const prelude = cryptoPrelude + `const s = crypto.subtle, raw = new Uint8Array(16);
		const gcm = await s.importKey("raw", raw, "AES-GCM", false, ["encrypt"]), hmac = await s.importKey("raw", raw, {name: "HMAC", hash: "SHA-1"}, true, ["sign"]);
		`
	cases{
		{"arguments before the algorithm", prelude + `return [await failure(() => s.encrypt("nope", {}, raw)), await failure(() => s.encrypt("nope", gcm, 5)), await failure(() => s.encrypt("nope", gcm, raw)), await failure(() => s.encrypt("nope", gcm))].join()`,
			"TypeError,TypeError,NotSupportedError,TypeError"},
		{"the name before the usage", prelude + `return [await failure(() => s.decrypt({name: "AES-CBC", iv: raw}, gcm, raw)), await failure(() => s.decrypt({name: "AES-GCM", iv: raw}, gcm, raw)), await failure(() => s.encrypt({name: "AES-GCM", iv: raw, tagLength: 1}, hmac, raw))].join()`,
			"InvalidAccessError,InvalidAccessError,InvalidAccessError"},
		{"formats", prelude + `return [await failure(() => s.importKey("nope", raw, "nope", true, [])), await failure(() => s.importKey("raw", {}, "AES-GCM", true, ["encrypt"])), await failure(() => s.importKey("jwk", raw, "AES-GCM", true, ["encrypt"])), await failure(() => s.importKey("raw", raw, "nope", true, ["dance"])), await failure(() => s.importKey("jwk", 5, "AES-GCM", true, [])), await failure(() => s.importKey("jwk", null, "AES-GCM", true, ["encrypt"])), await failure(() => s.importKey("raw", raw, "AES-GCM", true, 5))].join()`,
			"TypeError,TypeError,TypeError,TypeError,TypeError,DataError,TypeError"},
		{"usages before data", prelude + `return [await failure(() => s.importKey("raw", new Uint8Array(3), "AES-GCM", true, ["sign"])), await failure(() => s.importKey("raw", new Uint8Array(3), "AES-GCM", true, [])), await failure(() => s.importKey("raw", raw, "AES-GCM", true, [])), await failure(() => s.importKey("spki", raw, {name: "ECDSA", namedCurve: "P-256"}, true, ["sign"])), await failure(() => s.importKey("raw", raw, {name: "ECDSA", namedCurve: "P-1"}, true, ["sign"]))].join()`,
			"SyntaxError,DataError,SyntaxError,SyntaxError,DataError"},
		{"support before extractable", prelude + `const hkdf = await s.importKey("raw", raw, "HKDF", false, ["deriveBits"]); return [await failure(() => s.exportKey("raw", hkdf)), await failure(() => s.exportKey("spki", gcm)), await failure(() => s.exportKey("spki", hmac))].join()`,
			"NotSupportedError,InvalidAccessError,NotSupportedError"},
		{"wrapping", prelude + `const kw = await s.importKey("raw", raw, "AES-KW", false, ["wrapKey", "unwrapKey"]); return [await failure(() => s.wrapKey("raw", gcm, kw, "AES-KW")), await failure(() => s.wrapKey("raw", hmac, gcm, {name: "AES-GCM", iv: raw})), await failure(() => s.wrapKey("raw", hmac, kw, "HMAC")), await failure(() => s.unwrapKey("raw", raw, kw, "AES-KW", "HMAC", true, ["sign"])), await failure(() => s.unwrapKey("raw", new Uint8Array(24), kw, "AES-KW", "AES-GCM", true, ["encrypt"])), await failure(() => s.unwrapKey("raw", "x", kw, "nope", "AES-GCM", true, []))].join()`,
			"InvalidAccessError,InvalidAccessError,NotSupportedError,TypeError,OperationError,TypeError"},
		{"members", prelude + `const seen = []; const spy = new Proxy({name: "AES-GCM", iv: raw, tagLength: 128}, {get(o, k) { seen.push(k); return o[k] }}); await s.encrypt(spy, gcm, raw); return seen.join()`, "name,additionalData,iv,tagLength"},
		{"getters may change the data", prelude + `const data = new Uint8Array([1, 2, 3]); const a = await s.digest({get name() { data[0] = 9; return "SHA-1" }}, data); const b = await s.digest("SHA-1", new Uint8Array([9, 2, 3])); return hex(a) === hex(b)`, "true"},
		{"later changes do not count", prelude + `const data = new Uint8Array([1, 2, 3]); const p = s.sign("HMAC", hmac, data); data[0] = 9; return hex(await p) === hex(await s.sign("HMAC", hmac, new Uint8Array([1, 2, 3])))`, "true"},
		{"always a promise", `const p = [crypto.subtle.encrypt(), crypto.subtle.importKey("x"), crypto.subtle.digest.call({}, "SHA-1", new Uint8Array(1)), crypto.subtle.deriveKey()]; p.forEach((x) => x.catch(() => {})); return p.every((x) => x instanceof Promise)`, "true"},
		{"numbers", prelude + `const g = (length) => failure(() => s.generateKey({name: "AES-CBC", length}, true, ["encrypt"])); return [await g(128.9), await g(-1), await g(NaN), await g("256"), await g(65536), await g(Infinity), await g(0), await g({valueOf: () => 192})].join()`,
			"none,TypeError,TypeError,none,TypeError,TypeError,OperationError,none"},
	}.run(t)
}

func TestCryptoKey(t *testing.T) {
	cases{
		{"accessors", `const k = await crypto.subtle.generateKey({name: "AES-GCM", length: 128}, true, ["encrypt"]); return [Object.keys(k).length, k.algorithm === k.algorithm, k.usages === k.usages, Object.keys(CryptoKey.prototype).join(), String(k), k instanceof CryptoKey].join(" ")`, "0 true true type,extractable,algorithm,usages [object CryptoKey] true"},
		{"what is shown does not bind", cryptoPrelude + `const k = await crypto.subtle.generateKey({name: "AES-GCM", length: 128}, false, ["encrypt"]); k.algorithm.name = "HMAC"; k.usages.push("decrypt"); const iv = new Uint8Array(12);
			return [await failure(() => crypto.subtle.encrypt({name: "AES-GCM", iv}, k, iv)), await failure(() => crypto.subtle.decrypt({name: "AES-GCM", iv}, k, iv)), await failure(() => crypto.subtle.exportKey("raw", k))].join()`, "none,InvalidAccessError,InvalidAccessError"},
		{"brand", cryptoPrelude + `return [await failure(() => new CryptoKey()), await failure(() => CryptoKey.prototype.type), await failure(() => Object.getOwnPropertyDescriptor(CryptoKey.prototype, "usages").get.call({}))].join()`, "TypeError,TypeError,TypeError"},
		{"pairs", `const {publicKey, privateKey} = await crypto.subtle.generateKey({name: "ECDSA", namedCurve: "P-256"}, false, ["verify", "sign"]); return JSON.stringify([publicKey.extractable, privateKey.extractable, publicKey.usages, privateKey.usages, publicKey.type, privateKey.type])`, `[true,false,["verify"],["sign"],"public","private"]`},
		{"length in bits", cryptoPrelude + `const k = await crypto.subtle.importKey("raw", new Uint8Array(4), {name: "HMAC", hash: "SHA-256", length: 30}, true, ["sign"]); return [k.algorithm.length, (await crypto.subtle.exportKey("raw", k)).byteLength, (await crypto.subtle.generateKey({name: "HMAC", hash: "SHA-1", length: 12}, true, ["sign"])).algorithm.length].join()`, "30,4,12"},
	}.run(t)
}

func TestPlatformsOwn(t *testing.T) {
	cases{
		{"NODE-ED25519", cryptoPrelude + `const a = {name: "NODE-ED25519", namedCurve: "NODE-ED25519"}, s = crypto.subtle; const {publicKey, privateKey} = await s.generateKey(a, true, ["sign", "verify"]); const sig = await s.sign(a, privateKey, text("x"));
			const again = await s.importKey("raw", await s.exportKey("raw", publicKey), a, true, ["verify"]), ed = await s.importKey("spki", await s.exportKey("spki", publicKey), "Ed25519", true, ["verify"]);
			return JSON.stringify([publicKey.algorithm, await s.verify(a, again, sig, text("x")), await s.verify("Ed25519", ed, sig, text("x")), await failure(() => s.verify("Ed25519", again, sig, text("x"))), await failure(() => s.generateKey("NODE-ED25519", true, ["sign"])), await failure(() => s.generateKey({...a, namedCurve: "P-256"}, true, ["sign"]))])`,
			`[{"name":"NODE-ED25519","namedCurve":"NODE-ED25519"},true,true,"InvalidAccessError","TypeError","NotSupportedError"]`},
		{"iterations", cryptoPrelude + `const k = await crypto.subtle.importKey("raw", text("p"), "PBKDF2", false, ["deriveBits"]); const d = async (iterations) => { try { return hex(await crypto.subtle.deriveBits({name: "PBKDF2", hash: "SHA-256", salt: text("s"), iterations}, k, 64)) } catch (e) { return e.name + ": " + e.message } };
			return [(await d(100000)).length, await d(100001)].join(" ")`, "16 NotSupportedError: Pbkdf2 failed: iteration counts above 100000 are not supported (requested 100001)."},
		{"exponents", cryptoPrelude + `return [await failure(() => crypto.subtle.generateKey({name: "RSA-PSS", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([17])}, true, ["sign"])), await failure(() => crypto.subtle.generateKey({name: "RSA-PSS", hash: "SHA-256", modulusLength: 512, publicExponent: new Uint8Array([3])}, true, ["sign"]))].join()`, "OperationError,OperationError"},
		{"timingSafeEqual", cryptoPrelude + `return [crypto.timingSafeEqual(text("a"), text("a")), crypto.timingSafeEqual(text("a"), new DataView(text("b").buffer)), await failure(() => crypto.timingSafeEqual(text("a"), text("ab"))), await failure(() => crypto.timingSafeEqual("a", "a")), await failure(() => crypto.timingSafeEqual(text("a")))].join()`, "true,false,TypeError,TypeError,TypeError"},
		{"DigestStream", cryptoPrelude + `const d = new crypto.DigestStream("sha-256"); const w = d.getWriter(); await w.write(text("a")); await w.write("b"); await w.write(new DataView(text("c").buffer)); await w.close(); return [hex(await d.digest).slice(0, 16), String(d.bytesWritten), typeof d.bytesWritten, d instanceof WritableStream, d.digest === d.digest, String(d)].join()`,
			"ba7816bf8f01cfea,3,bigint,true,true,[object DigestStream]"},
		{"DigestStream from a body", cryptoPrelude + `const d = new crypto.DigestStream({name: "MD5"}); await new Response("abc").body.pipeTo(d); return hex(await d.digest)`, "900150983cd24fb0d6963f7d28e17f72"},
		{"DigestStream aborted", cryptoPrelude + `const d = new crypto.DigestStream("SHA-1"); await d.abort(new RangeError("no")); return [await failure(() => d.digest), await failure(() => new crypto.DigestStream("nope")), await failure(() => new crypto.DigestStream())].join()`, "RangeError,NotSupportedError,TypeError"},
		{"DigestStream of what is not bytes", cryptoPrelude + `const w = new crypto.DigestStream("SHA-1").getWriter(); w.closed.catch(() => {}); w.ready.catch(() => {}); return failure(() => w.write({}))`, "TypeError"},
		{"JWKs padded", cryptoPrelude + `const k = await crypto.subtle.importKey("jwk", {kty: "oct", k: "AAAAAAAAAAAAAAAAAAAAAA=="}, "AES-GCM", true, ["encrypt"]); return k.algorithm.length`, "128"},
	}.run(t)
}

func TestKeysFollowFromTheSeed(t *testing.T) {
	body := cryptoPrelude + `const s = crypto.subtle, out = [];
		for (const a of [{name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1])}, {name: "ECDSA", namedCurve: "P-384"}, "Ed25519"]) {
			const {privateKey} = await s.generateKey(a, true, ["sign"]);
			out.push(hex(await s.exportKey("pkcs8", privateKey)), hex(await s.sign({name: privateKey.algorithm.name, hash: "SHA-256"}, privateKey, text("x"))));
		}
		const pss = await s.generateKey({name: "RSA-PSS", hash: "SHA-1", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1])}, true, ["sign"]);
		out.push(hex(await s.sign({name: "RSA-PSS", saltLength: 20}, pss.privateKey, text("x"))));
		const oaep = await s.generateKey({name: "RSA-OAEP", hash: "SHA-1", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1])}, true, ["encrypt", "decrypt"]);
		out.push(hex(await s.encrypt("RSA-OAEP", oaep.publicKey, text("x"))));
		return out.join()`
	a, b := run(t, body), run(t, body)
	if a != b || strings.Contains(a, "threw") {
		t.Errorf("keys do not follow from the seed:\n%s\n%s", a, b)
	}
}

// Hostile keys must be refused, whatever they are.
func FuzzImportKey(f *testing.F) {
	f.Add("AAAA", "P-256", "kty")
	f.Add("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE", "Ed25519", "EC")
	f.Fuzz(func(t *testing.T, data, curve, kty string) {
		quote := func(s string) string {
			var b strings.Builder
			for _, c := range []byte(s) {
				b.WriteString(`\x` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
			}
			return `"` + b.String() + `"`
		}
		got := run(t, `const data = `+quote(data)+`, crv = `+quote(curve)+`, kty = `+quote(kty)+`; const bytes = Uint8Array.from(data, (c) => c.charCodeAt(0));
			for (const [a, u] of [[{name: "ECDSA", namedCurve: crv}, "verify"], [{name: "RSA-PSS", hash: "SHA-256"}, "sign"], ["Ed25519", "sign"], [{name: "ECDH", namedCurve: "P-256"}, "deriveBits"], ["AES-GCM", "encrypt"], [{name: "HMAC", hash: "SHA-1"}, "sign"]]) {
				for (const format of ["raw", "pkcs8", "spki", "jwk"]) {
					try { await crypto.subtle.importKey(format, format === "jwk" ? {kty, crv, x: data, y: data, d: data, n: data, e: data, k: data} : bytes, a, true, [u]) }
					catch (e) { if (!(e instanceof DOMException || e instanceof TypeError)) throw e }
				}
			}`)
		if got != "" {
			t.Error(got)
		}
	})
}

func TestSearchesForPrimesStop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := keyring.GenerateRSA(Until(ctx, rand.NewChaCha8([32]byte{})), 4096, 65537); err == nil {
		t.Error("a key was generated for nobody")
	}
}
