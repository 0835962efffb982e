package keyring

import (
	"testing"
)

// use does with a key what can be done with it: nothing may panic.
func use(t *testing.T, k *Key, err error) {
	if err != nil {
		return
	}
	h, _ := HashNamed("sha256")
	if _, err := k.Public().Encode("spki"); err != nil && k.Kind() != Secret {
		t.Errorf("a key that was read cannot be written: %v", err)
	}
	k.JWK()
	data := []byte("data")
	k.SignPKCS1(h, data)
	k.SignPSS(zeros{}, h, data, 20)
	k.SignECDSA(h, data)
	k.SignEd25519(data)
	k.DecryptOAEP(h, nil, data, nil)
	k.RawRSA(data, true)
	if public := k.Public(); public != nil {
		public.VerifyPKCS1(h, data, data)
		public.VerifyPSS(h, data, data, 0)
		public.VerifyECDSA(h, data, data)
		public.VerifyEd25519(data, data)
		public.EncryptOAEP(zeros{}, h, nil, data, nil)
		k.Agree(public)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// FuzzKeys reads hostile keys in every format of bytes.
func FuzzKeys(f *testing.F) {
	for _, k := range sample(f) {
		for _, format := range []string{"pkcs8", "pkcs1", "sec1"} {
			if der, err := k.Encode(format); err == nil {
				f.Add(der)
				f.Add([]byte(PEM(k, format, der, false)))
			}
		}
		spki, _ := k.Public().Encode("spki")
		f.Add(spki)
		if raw, err := k.Public().Encode("raw"); err == nil {
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4096 {
			t.Skip() // time grows with the modulus, as it does everywhere
		}
		for _, read := range []func([]byte) (*Key, error){ParsePKCS8, ParseSPKI, ParseSEC1, ParseRSAPrivate, ParseRSAPublic} {
			k, err := read(data)
			use(t, k, err)
		}
		k, err := ParsePEM(data, nil)
		use(t, k, err)
		for _, curve := range []string{"P-256", "P-521"} {
			k, err = ECPublic(curve, data)
			use(t, k, err)
			k, err = ECPrivate(curve, data)
			use(t, k, err)
		}
		for _, kind := range []Kind{Ed25519, X25519} {
			k, err = OKPPublic(kind, data)
			use(t, k, err)
		}
		if c, err := ParseCertificate(data); err == nil {
			c.Subject()
			c.AltNames()
			c.Usages()
			k, err = c.Key()
			use(t, k, err)
			if err == nil {
				c.SignedBy(k)
			}
		}
		UnwrapKW(make([]byte, 16), data)
		DecryptCBC(make([]byte, 16), make([]byte, 16), data)
	})
}

// FuzzJWK reads hostile JSON Web Keys.
func FuzzJWK(f *testing.F) {
	for _, k := range sample(f) {
		j := k.JWK()
		f.Add(j["kty"], j["crv"], j["x"]+j["n"], j["y"]+j["e"], j["d"], j["p"], j["q"], j["dp"])
	}
	f.Fuzz(func(t *testing.T, kty, crv, a, b, d, p, q, dp string) {
		if len(a)+len(b)+len(d)+len(p)+len(q)+len(dp) > 4096 {
			t.Skip()
		}
		j := JWK{"kty": kty, "crv": crv, "x": a, "y": b, "n": a, "e": b, "k": a}
		for name, v := range map[string]string{"d": d, "p": p, "q": q, "dp": dp, "dq": dp, "qi": dp} {
			if v != "" {
				j[name] = v
			}
		}
		k, err := FromJWK(j)
		use(t, k, err)
	})
}
