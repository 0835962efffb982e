package webapi

import "testing"

const cryptoPrelude = `const hex = (b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, "0")).join("");
	const text = (s) => new TextEncoder().encode(s);
	const failure = async (f) => { try { await f(); return "none" } catch (e) { return e.name } };
	`

func TestCryptoRandom(t *testing.T) {
	cases{
		{"uuid", `const a = crypto.randomUUID(), b = crypto.randomUUID(); return [/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(a), a !== b].join()`, "true,true"},
		{"values", `const a = new Uint32Array(4); const r = crypto.getRandomValues(a); return [r === a, a.some((x) => x > 0)].join()`, "true,true"},
		{"a view only", `const a = new Uint8Array(64); crypto.getRandomValues(a.subarray(8, 56)); return [a.slice(0, 8), a.slice(56)].every((s) => s.every((x) => x === 0)) && a.some((x) => x)`, "true"},
		{"refusals", cryptoPrelude + `return [await failure(() => crypto.getRandomValues(new Uint8Array(65537))), await failure(() => crypto.getRandomValues(new Float32Array(1))), await failure(() => crypto.getRandomValues(new DataView(new ArrayBuffer(1)))), await failure(() => crypto.getRandomValues([1]))].join()`,
			"QuotaExceededError,TypeMismatchError,TypeMismatchError,TypeError"},
		{"shape", `return [String(crypto), String(crypto.subtle), crypto.subtle === crypto.subtle].join()`, "[object Crypto],[object SubtleCrypto],true"},
		{"brand", `const {randomUUID} = crypto; try { randomUUID() } catch (e) { return e.message }`, "Illegal invocation"},
	}.run(t)
	body := `return crypto.randomUUID() + Math.random()`
	if a, b := run(t, body), run(t, body); a != b {
		t.Errorf("randomness does not follow from the seed: %s, %s", a, b)
	}
}

func TestDigest(t *testing.T) {
	cases{
		{"all", cryptoPrelude + `return (await Promise.all(["SHA-1", {name: "sha-256"}, "MD5"].map((a) => crypto.subtle.digest(a, text("abc"))))).map(hex).join(" ")`,
			"a9993e364706816aba3e25717850c26c9cd0d89d ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 900150983cd24fb0d6963f7d28e17f72"},
		{"long ones", cryptoPrelude + `return (await Promise.all(["SHA-384", "SHA-512"].map((a) => crypto.subtle.digest(a, text(""))))).map((b) => b.byteLength + hex(b).slice(0, 8)).join()`, "4838b060a7,64cf83e135"},
		{"a view", cryptoPrelude + `return hex(await crypto.subtle.digest("SHA-1", new Uint8Array([0, 97, 98, 99, 0]).subarray(1, 4)))`, "a9993e364706816aba3e25717850c26c9cd0d89d"},
		{"refusals", cryptoPrelude + `return [await failure(() => crypto.subtle.digest("nope", text(""))), await failure(() => crypto.subtle.digest("SHA-1", "text")), await failure(() => crypto.subtle.digest({}, text(""))), crypto.subtle.digest("x", 1).catch(() => {}) instanceof Promise].join()`,
			"NotSupportedError,TypeError,TypeError,true"},
	}.run(t)
}

func TestHMAC(t *testing.T) {
	const key = `const key = await crypto.subtle.importKey("raw", text("key"), {name: "HMAC", hash: "SHA-256"}, true, ["verify", "sign"]);
		const message = text("The quick brown fox jumps over the lazy dog");
		`
	cases{
		{"sign and verify", cryptoPrelude + key + `const s = await crypto.subtle.sign("HMAC", key, message);
			return [hex(s), await crypto.subtle.verify("HMAC", key, s, message), await crypto.subtle.verify("HMAC", key, s.slice(1), message), await crypto.subtle.verify("hmac", key, s, text("other"))].join()`,
			"f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8,true,false,false"},
		{"key", cryptoPrelude + key + `return JSON.stringify([key.type, key.extractable, key.algorithm, key.usages, String(key)])`, `["secret",true,{"name":"HMAC","hash":{"name":"SHA-256"},"length":24},["sign","verify"],"[object CryptoKey]"]`},
		{"jwk there and back", cryptoPrelude + key + `const jwk = await crypto.subtle.exportKey("jwk", key); const again = await crypto.subtle.importKey("jwk", jwk, {name: "HMAC", hash: "SHA-256"}, false, ["sign"]);
			return [JSON.stringify(jwk), hex(await crypto.subtle.exportKey("raw", key)), hex(await crypto.subtle.sign("HMAC", again, message)).slice(0, 8), await failure(() => crypto.subtle.exportKey("raw", again))].join(" ")`,
			`{"kty":"oct","k":"a2V5","alg":"HS256","key_ops":["sign","verify"],"ext":true} 6b6579 f7bc83f4 InvalidAccessError`},
		{"generate", cryptoPrelude + `const k = await crypto.subtle.generateKey({name: "HMAC", hash: "SHA-512"}, true, ["sign"]); return [k.algorithm.length, (await crypto.subtle.exportKey("raw", k)).byteLength].join()`, "1024,128"},
		{"refusals", cryptoPrelude + key + `const s = crypto.subtle, a = {name: "HMAC", hash: "SHA-256"}; const verifier = await s.importKey("raw", text("k"), a, false, ["verify"]);
			return [await failure(() => s.importKey("raw", text("k"), a, true, [])), await failure(() => s.importKey("raw", text("k"), a, true, ["encrypt"])), await failure(() => s.importKey("raw", text("k"), a, true, ["dance"])),
				await failure(() => s.importKey("raw", text(""), a, true, ["sign"])), await failure(() => s.importKey("spki", text("k"), a, true, ["sign"])), await failure(() => s.importKey("raw", text("k"), {name: "HMAC"}, true, ["sign"])),
				await failure(() => s.sign("HMAC", verifier, message)), await failure(() => s.sign("HMAC", {}, message))].join()`,
			"SyntaxError,SyntaxError,TypeError,DataError,NotSupportedError,TypeError,InvalidAccessError,TypeError"},
		{"timingSafeEqual", cryptoPrelude + `const s = crypto.subtle; return [s.timingSafeEqual(text("a"), text("a")), s.timingSafeEqual(text("a"), text("b")), await failure(() => s.timingSafeEqual(text("a"), text("ab")))].join()`, "true,false,TypeError"},
	}.run(t)
}
