package keyring

import (
	"encoding/base64"
	"math/big"
	"strings"
)

// A JWK holds the members of a JSON Web Key that are the key itself, by name:
// kty, crv, x, y, d, n, e, p, q, dp, dq, qi and k. A member that is absent is
// not in the map.
type JWK map[string]string

// JWK returns the key as a JSON Web Key.
func (k *Key) JWK() JWK {
	encode := base64.RawURLEncoding.EncodeToString
	switch k.Kind() {
	case Secret:
		return JWK{"kty": "oct", "k": encode(k.Bytes())}
	case EC:
		point := k.Point(false)[1:]
		j := JWK{"kty": "EC", "crv": k.Curve(), "x": encode(point[:len(point)/2]), "y": encode(point[len(point)/2:])}
		if d := k.Scalar(); d != nil {
			j["d"] = encode(d)
		}
		return j
	case RSA:
		return k.rsaJWK()
	}
	j := JWK{"kty": "OKP", "crv": string(k.Kind()), "x": encode(k.Public().okpBytes())}
	if k.Type() == "private" {
		j["d"] = encode(k.okpBytes())
	}
	return j
}

func (k *Key) rsaJWK() JWK {
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	p := k.rsaPublic()
	j := JWK{"kty": "RSA", "n": number(p.N), "e": number(big.NewInt(int64(p.E)))}
	if s := k.rsaPrivate(); s != nil {
		c := crt(s)
		j["d"], j["p"], j["q"] = number(s.D), number(s.Primes[0]), number(s.Primes[1])
		j["dp"], j["dq"], j["qi"] = number(c[0]), number(c[1]), number(c[2])
	}
	return j
}

// FromJWK reads a JSON Web Key: a private key when it has d.
func FromJWK(j JWK) (*Key, error) {
	switch j["kty"] {
	case "oct":
		b, err := j.bytes("k")
		if err != nil {
			return nil, err
		}
		return NewSecret(b), nil
	case "EC":
		return j.ec()
	case "RSA":
		return j.rsa()
	case "OKP":
		return j.okp()
	}
	return nil, dataError("the JSON Web Key is of type %q, which is not supported", j["kty"])
}

func (j JWK) bytes(name string) ([]byte, error) {
	text, ok := j[name]
	if !ok {
		return nil, dataError("the JSON Web Key has no %q", name)
	}
	b, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return nil, dataError("%q of the JSON Web Key is not base64url", name)
	}
	return b, nil
}

func (j JWK) ec() (*Key, error) {
	c, err := curveNamed(j["crv"])
	if err != nil {
		return nil, dataError("the JSON Web Key is on curve %q, which is not supported", j["crv"])
	}
	x, err := j.bytes("x")
	if err != nil {
		return nil, err
	}
	y, err := j.bytes("y")
	if err != nil {
		return nil, err
	}
	if len(x) != fieldSize(c) || len(y) != fieldSize(c) {
		return nil, dataError("the coordinates of the JSON Web Key have not the length of curve %s", j["crv"])
	}
	point := append(append([]byte{4}, x...), y...)
	public, err := ECPublic(j["crv"], point)
	if _, private := j["d"]; err != nil || !private {
		return public, err
	}
	d, err := j.bytes("d")
	if err != nil {
		return nil, err
	}
	if len(d) != fieldSize(c) {
		return nil, dataError("the private key of the JSON Web Key has not the length of curve %s", j["crv"])
	}
	k, err := ECPrivate(j["crv"], d)
	if err != nil {
		return nil, err
	}
	return k, j.belong(k, public)
}

func (j JWK) belong(private, public *Key) error {
	if !private.Public().Equal(public) {
		return dataError("the private key does not belong to the public key")
	}
	return nil
}

func (j JWK) okp() (*Key, error) {
	kind := Kind(j["crv"])
	if kind != Ed25519 && kind != X25519 {
		return nil, dataError("the JSON Web Key is on curve %q, which is not supported", j["crv"])
	}
	x, err := j.bytes("x")
	if err != nil {
		return nil, err
	}
	public, err := OKPPublic(kind, x)
	if _, private := j["d"]; err != nil || !private {
		return public, err
	}
	d, err := j.bytes("d")
	if err != nil {
		return nil, err
	}
	k, err := OKPPrivate(kind, d)
	if err != nil {
		return nil, err
	}
	return k, j.belong(k, public)
}

func (j JWK) rsa() (*Key, error) {
	number := func(name string) (*big.Int, error) {
		b, err := j.bytes(name)
		return new(big.Int).SetBytes(b), err
	}
	n, err := number("n")
	if err != nil {
		return nil, err
	}
	e, err := number("e")
	if err != nil {
		return nil, err
	}
	if _, private := j["d"]; !private {
		return rsaPublicOf(n, e)
	}
	d, err := number("d")
	if err != nil {
		return nil, err
	}
	var rest []*big.Int
	names := []string{"p", "q", "dp", "dq", "qi"}
	for _, name := range names {
		if _, ok := j[name]; !ok {
			continue
		}
		r, err := number(name)
		if err != nil {
			return nil, err
		}
		rest = append(rest, r)
	}
	if len(rest) != 0 && len(rest) != len(names) {
		return nil, dataError("the JSON Web Key has some of p, q, dp, dq and qi, but not all")
	}
	return rsaFromNumbers(n, e, d, rest)
}
