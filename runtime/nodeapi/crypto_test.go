package nodeapi

import (
	"fmt"
	"testing"
)

// The platform's limits, and sizes that no isolate has the memory for. The
// rest of node:crypto is compared with Node (testdata/crypto.js).
func TestCryptoLimits(t *testing.T) {
	for code, want := range map[string]string{
		`c.pbkdf2Sync("a", "b", 100001, 10, "sha1")`:                  "RangeError: Pbkdf2 failed: iteration counts above 100000 are not supported (requested 100001).",
		`c.randomBytes(2 ** 31 - 1)`:                                  "RangeError: Array buffer allocation failed",
		`c.createHash("shake128", { outputLength: 2 ** 31 })`:         "Error: error:030000B2:digital envelope routines::not XOF or invalid length",
		`c.scryptSync("a", "b", 10, { N: 2 ** 20, maxmem: 2 ** 40 })`: "Error: scrypt would need more than 256 MB",
		`c.pbkdf2Sync("a", "b", 1, 2 ** 30, "sha1")`:                  "Error: a result of 1073741824 bytes is too large",
		`c.checkPrimeSync(new Uint8Array(1 << 20).fill(255))`:         "RangeError: a number of so many bits cannot be tried for primality here",
		`c.generateKeyPairSync("rsa", { modulusLength: 512 })`:        "Error: an RSA modulus has 1024 to 16384 bits, a multiple of 8, not 512",
	} {
		expect(t, `const c = require("crypto"); try { `+code+`; emit("done") } catch (e) { emit(e.name + ": " + e.message) }`, want)
	}
}

func TestCryptoPassphrases(t *testing.T) {
	expect(t, `const c = require("crypto"), { privateKey } = c.generateKeyPairSync("ec", { namedCurve: "P-256" });
		const pem = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
		for (const passphrase of [undefined, "y", "x"]) { try { emit(c.createPrivateKey({ key: pem, passphrase }).equals(privateKey)) } catch (e) { emit(e.code) } }`,
		"ERR_MISSING_PASSPHRASE\nERR_OSSL_BAD_DECRYPT\ntrue")
}

func TestCryptoFollowsFromTheSeed(t *testing.T) {
	body := `const c = require("crypto"); emit(c.randomBytes(8).toString("hex") + c.randomInt(1000) + c.generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "pem" }) + c.createECDH("prime256v1").generateKeys("hex") + c.createDiffieHellman(512).getPrime("hex"))`
	if a, b := said(t, body), said(t, body); a != b || len(a) < 300 {
		t.Errorf("keys do not follow from the seed:\n%s\n%s", a, b)
	}
}

func TestCryptoCallbacksComeLater(t *testing.T) {
	expect(t, `const c = require("crypto"); let done; const all = new Promise((r) => done = r);
		c.randomBytes(4, (e, b) => emit("bytes " + b.length)); c.scrypt("a", "b", 4, () => { emit("scrypt"); done() }); emit("first"); await all`, "first\nbytes 4\nscrypt")
}

// Functions of Go must not be reachable from a script.
func TestCryptoHidesItsHandles(t *testing.T) {
	expect(t, `const c = require("crypto"), { privateKey } = c.generateKeyPairSync("ed25519"), ecdh = c.createECDH("prime256v1"); ecdh.generateKeys();
		for (const o of [c.createHash("md5"), c.createHmac("md5", "k"), privateKey, ecdh, c.createCipheriv("aes128", Buffer.alloc(16), Buffer.alloc(16)), await crypto.subtle.generateKey("Ed25519", true, ["sign"])]) {
			for (const key of Reflect.ownKeys(o)) { const v = o[key]; if (v && typeof v === "object" && typeof v.Sum + typeof v.Update + typeof v.Encode !== "undefinedundefinedundefined") emit(String(key)); }
		}`, "")
}

func BenchmarkCreateHash(b *testing.B) {
	b.ReportAllocs()
	runScript(b, fmt.Sprintf(`const { createHash } = require("crypto"); for (let n = 0; n < %d; n++) createHash("sha256").update("some text").digest("hex")`, b.N), func(s string) { b.Error(s) })
}

func BenchmarkCreateHmac(b *testing.B) {
	b.ReportAllocs()
	runScript(b, fmt.Sprintf(`const { createHmac } = require("crypto"); for (let n = 0; n < %d; n++) createHmac("sha256", "key").update("some text").digest("hex")`, b.N), func(s string) { b.Error(s) })
}
