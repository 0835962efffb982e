package keyring

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"io"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

var curves = []elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521()}

// curveAliases are OpenSSL's names for the curves, and the other common ones.
var curveAliases = map[string]string{
	"secp224r1": "P-224", "prime256v1": "P-256", "secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521",
	"P-224": "P-224", "P-256": "P-256", "P-384": "P-384", "P-521": "P-521",
}

// CurveName returns the name by which Key.Curve calls the curve, or false.
func CurveName(name string) (string, bool) {
	c, ok := curveAliases[name]
	return c, ok
}

func curveNamed(name string) (elliptic.Curve, error) {
	name = curveAliases[name]
	for _, c := range curves {
		if c.Params().Name == name {
			return c, nil
		}
	}
	return nil, notSupported("the curve is not one of P-224, P-256, P-384 and P-521")
}

func fieldSize(c elliptic.Curve) int { return (c.Params().BitSize + 7) / 8 }

// GenerateEC makes a private key on a curve.
func GenerateEC(random io.Reader, curve string) (*Key, error) {
	c, err := curveNamed(curve)
	if err != nil {
		return nil, err
	}
	buf := make([]byte, fieldSize(c))
	for {
		if _, err := io.ReadFull(random, buf); err != nil {
			return nil, operationError("reading randomness failed: %v", err)
		}
		buf[0] &= 0xff >> (8*len(buf) - c.Params().BitSize)
		if k, err := ecdsa.ParseRawPrivateKey(c, buf); err == nil { // else not below the order
			return &Key{k}, nil
		}
	}
}

// ECPrivate makes a private key of its number, in the curve's length or shorter.
func ECPrivate(curve string, d []byte) (*Key, error) {
	c, err := curveNamed(curve)
	if err != nil {
		return nil, err
	}
	n := new(big.Int).SetBytes(d)
	if n.BitLen() > c.Params().BitSize {
		return nil, dataError("the private key is not one of curve %s", curve)
	}
	k, err := ecdsa.ParseRawPrivateKey(c, n.FillBytes(make([]byte, fieldSize(c))))
	if err != nil {
		return nil, dataError("the private key is not one of curve %s", curve)
	}
	return &Key{k}, nil
}

// ECPublic makes a public key of a point, compressed or not.
func ECPublic(curve string, point []byte) (*Key, error) {
	c, err := curveNamed(curve)
	if err != nil {
		return nil, err
	}
	size := fieldSize(c)
	if len(point) == size+1 && (point[0] == 2 || point[0] == 3) {
		x, y := elliptic.UnmarshalCompressed(c, point)
		if x == nil {
			return nil, dataError("the public key is not a point of curve %s", curve)
		}
		point = append([]byte{4}, make([]byte, 2*size)...)
		x.FillBytes(point[1 : 1+size])
		y.FillBytes(point[1+size:])
	}
	k, err := ecdsa.ParseUncompressedPublicKey(c, point)
	if err != nil {
		return nil, dataError("the public key is not a point of curve %s", curve)
	}
	return &Key{k}, nil
}

// Point returns an EC key's public point.
func (k *Key) Point(compressed bool) []byte {
	p := k.ecPublic()
	if p == nil {
		return nil
	}
	out, err := p.Bytes()
	if err != nil {
		return nil
	}
	if compressed {
		odd := out[len(out)-1] & 1
		out = out[:1+fieldSize(p.Curve)]
		out[0] = 2 | odd
	}
	return out
}

// Scalar returns an EC private key's number, in the curve's length.
func (k *Key) Scalar() []byte {
	p := k.ecPrivate()
	if p == nil {
		return nil
	}
	out, err := p.Bytes()
	if err != nil {
		return nil
	}
	return out
}

// SignECDSA signs; the signature is r and s, each of the curve's length.
func (k *Key) SignECDSA(h *Hash, data []byte) ([]byte, error) {
	der, err := k.SignECDSADER(h, data)
	if err != nil {
		return nil, err
	}
	out, ok := signatureFromDER(der, fieldSize(k.ecPrivate().Curve))
	if !ok {
		return nil, operationError("ECDSA signing failed")
	}
	return out, nil
}

// SignECDSADER signs; the signature is a DER sequence.
func (k *Key) SignECDSADER(h *Hash, data []byte) ([]byte, error) {
	p := k.ecPrivate()
	if p == nil || !h.signable() {
		return nil, operationError("ECDSA with %s needs a private EC key", h.Name)
	}
	der, err := p.Sign(nil, h.Sum(data), h.id)
	if err != nil {
		return nil, operationError("ECDSA signing failed: %v", err)
	}
	return der, nil
}

// VerifyECDSA verifies a signature made of r and s.
func (k *Key) VerifyECDSA(h *Hash, signature, data []byte) bool {
	p := k.ecPublic()
	if p == nil || len(signature) != 2*fieldSize(p.Curve) {
		return false
	}
	return k.VerifyECDSADER(h, signatureToDER(signature), data)
}

// VerifyECDSADER verifies a signature in DER.
func (k *Key) VerifyECDSADER(h *Hash, signature, data []byte) bool {
	p := k.ecPublic()
	return p != nil && ecdsa.VerifyASN1(p, h.Sum(data), signature)
}

func signatureToDER(raw []byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[:len(raw)/2]))
		b.AddASN1BigInt(new(big.Int).SetBytes(raw[len(raw)/2:]))
	})
	return b.BytesOrPanic()
}

func signatureFromDER(der []byte, size int) ([]byte, bool) {
	s, inner := cryptobyte.String(der), cryptobyte.String{}
	r, t := new(big.Int), new(big.Int)
	if !s.ReadASN1(&inner, asn1.SEQUENCE) || !inner.ReadASN1Integer(r) || !inner.ReadASN1Integer(t) ||
		r.Sign() < 0 || t.Sign() < 0 || r.BitLen() > 8*size || t.BitLen() > 8*size {
		return nil, false
	}
	out := make([]byte, 2*size)
	r.FillBytes(out[:size])
	t.FillBytes(out[size:])
	return out, true
}
