package keyring

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"
)

// sample makes one private key of each kind, always the same ones.
func sample(t testing.TB) map[string]*Key {
	t.Helper()
	r := rand.NewChaCha8([32]byte{7})
	out := map[string]*Key{}
	add := func(name string, k *Key, err error) {
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = k
	}
	k, err := GenerateRSA(r, 1024, 65537)
	add("rsa", k, err)
	k, err = GenerateRSA(r, 1024, 3)
	add("rsa3", k, err)
	for _, curve := range []string{"P-224", "P-256", "P-384", "P-521"} {
		k, err = GenerateEC(r, curve)
		add(curve, k, err)
	}
	for _, kind := range []Kind{Ed25519, X25519} {
		k, err = GenerateOKP(r, kind)
		add(string(kind), k, err)
	}
	return out
}

func TestFormatsThereAndBack(t *testing.T) {
	again := sample(t)
	for name, k := range sample(t) {
		if !k.Equal(again[name]) {
			t.Errorf("%s: the same randomness made another key", name)
		}
		check := func(what string, got *Key, err error, want *Key) {
			t.Helper()
			if err != nil || !got.Equal(want) {
				t.Errorf("%s: %s did not come back: %v", name, what, err)
			}
		}
		der, err := k.Encode("pkcs8")
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := ParsePKCS8(der)
		check("pkcs8", got, err, k)
		got, err = ParsePEM([]byte("text before\n"+PEM(k, "pkcs8", der, false)), nil)
		check("pem", got, err, k)
		spki, err := k.Public().Encode("spki")
		if err != nil {
			t.Fatal(name, err)
		}
		got, err = ParseSPKI(spki)
		check("spki", got, err, k.Public())
		got, err = FromJWK(k.JWK())
		check("jwk", got, err, k)
		got, err = FromJWK(k.Public().JWK())
		check("public jwk", got, err, k.Public())
		for cipherName, passphrase := range map[string]string{"aes-128-cbc": "a", "aes-256-cbc": "secret"} {
			info, _ := CipherNamed(cipherName)
			sealed, err := k.EncodeEncrypted(rand.NewChaCha8([32]byte{}), info, []byte(passphrase))
			if err != nil {
				t.Fatal(err)
			}
			got, err = ParseEncrypted(sealed, []byte(passphrase))
			check("encrypted", got, err, k)
			if _, err = ParseEncrypted(sealed, []byte("wrong")); !errors.Is(err, ErrBadDecrypt) {
				t.Errorf("%s: a wrong passphrase gave %v", name, err)
			}
			if _, err = ParseEncrypted(sealed, nil); !errors.Is(err, ErrPassphrase) {
				t.Errorf("%s: no passphrase gave %v", name, err)
			}
		}
		if k.Kind() == EC {
			got, err = ECPublic(k.Curve(), k.Point(true))
			check("compressed point", got, err, k.Public())
		}
	}
}

func TestRSAWithoutItsPrimes(t *testing.T) {
	for _, name := range []string{"rsa", "rsa3"} {
		k := sample(t)[name]
		j := k.JWK()
		for _, member := range []string{"p", "q", "dp", "dq", "qi"} {
			delete(j, member)
		}
		got, err := FromJWK(j)
		if err != nil {
			t.Fatal(err)
		}
		h := named(t, "sha256")
		signature, err := got.SignPKCS1(h, []byte("x"))
		if err != nil || !k.Public().VerifyPKCS1(h, signature, []byte("x")) {
			t.Error("the key did not come back", err)
		}
	}
}

func TestJWKsThatDoNotBelongTogether(t *testing.T) {
	keys := sample(t)
	for name, change := range map[string]func(a, b JWK){
		"P-256":   func(a, b JWK) { a["d"] = b["x"] },
		"Ed25519": func(a, b JWK) { a["d"] = b["x"] },
		"X25519":  func(a, b JWK) { a["x"] = keys["Ed25519"].JWK()["x"] },
		"rsa":     func(a, b JWK) { a["dp"] = b["dq"] },
		"rsa3":    func(a, b JWK) { delete(a, "qi") },
	} {
		j := keys[name].JWK()
		change(j, keys[name].JWK())
		var known *Error
		if _, err := FromJWK(j); !errors.As(err, &known) || known.Name != "DataError" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestRSASchemes(t *testing.T) {
	r := rand.NewChaCha8([32]byte{})
	k := sample(t)["rsa"]
	for _, h := range []string{"sha1", "sha256", "sha3-256", "ripemd160"} {
		for _, salt := range []int{0, 1, 20, 32} {
			signature, err := k.SignPSS(r, named(t, h), []byte("data"), salt)
			if err != nil {
				t.Fatal(h, salt, err)
			}
			for _, try := range []int{0, 1, 20, 32, -1} {
				if ok := k.Public().VerifyPSS(named(t, h), signature, []byte("data"), try); ok != (try == salt || try == -1) {
					t.Errorf("%s: a salt of %d, verified as %d: %v", h, salt, try, ok)
				}
			}
			signature[5] ^= 1
			if k.Public().VerifyPSS(named(t, h), signature, []byte("data"), salt) {
				t.Errorf("%s: a changed signature with a salt of %d was taken", h, salt)
			}
		}
	}
	if _, err := k.SignPSS(r, named(t, "sha512"), nil, 63); err == nil {
		t.Error("a salt that does not fit was taken")
	}
	sealed, err := k.EncryptPKCS1(r, []byte("text"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.DecryptPKCS1(sealed); err != nil || string(got) != "text" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestCounterBeginsAgain(t *testing.T) {
	key := make([]byte, 16)
	counter := bytes.Repeat([]byte{0xff}, 16)
	out, err := CTR(key, counter, make([]byte, 32), 4)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := CTR(key, counter, make([]byte, 16), 128)
	counter[15] = 0xf0
	second, _ := CTR(key, counter, make([]byte, 16), 128)
	if !bytes.Equal(out, append(first, second...)) {
		t.Error("the counter of 4 bits did not begin again at 0")
	}
	if _, err := CTR(key, counter, make([]byte, 16*17), 4); err == nil {
		t.Error("a counter of 4 bits counted 17 blocks")
	}
}

func TestCiphersInPieces(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 10)
	for _, name := range CipherNames() {
		info, _ := CipherNamed(name)
		key, iv := make([]byte, info.KeySize), make([]byte, info.IVSize)
		start := func(encrypt bool) *Cipher {
			c, err := NewCipher(info, key, iv, encrypt, 16)
			if err != nil {
				t.Fatal(name, err)
			}
			if info.Authenticated() {
				c.AddData([]byte("more"))
			}
			return c
		}
		through := func(c *Cipher, in []byte, step int) ([]byte, error) {
			var out []byte
			for len(in) > 0 {
				n := min(step, len(in))
				out, in = append(out, c.Update(in[:n])...), in[n:]
			}
			rest, err := c.Final()
			return append(out, rest...), err
		}
		whole := start(true)
		sealed, _ := through(whole, data, len(data))
		for _, step := range []int{1, 7, 16, 33} {
			if got, err := through(start(true), data, step); err != nil || !bytes.Equal(got, sealed) {
				t.Errorf("%s: pieces of %d give something else: %v", name, step, err)
			}
			back := start(false)
			if info.Authenticated() {
				back.SetTag(whole.Tag())
			}
			if got, err := through(back, sealed, step); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%s: pieces of %d do not come back: %v", name, step, err)
			}
		}
	}
}
