package keyring

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"io"
	"slices"
)

// okpSize is the length of a key or seed of Ed25519 and X25519, in bytes.
const okpSize = 32

// GenerateOKP makes a private key of kind Ed25519 or X25519.
func GenerateOKP(random io.Reader, kind Kind) (*Key, error) {
	seed := make([]byte, okpSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return nil, operationError("reading randomness failed: %v", err)
	}
	return OKPPrivate(kind, seed)
}

// OKPPrivate makes a private key of kind Ed25519 or X25519 of its 32 bytes.
func OKPPrivate(kind Kind, seed []byte) (*Key, error) {
	if len(seed) != okpSize {
		return nil, dataError("a private key of %s has 32 bytes, not %d", kind, len(seed))
	}
	if kind == Ed25519 {
		return &Key{ed25519.NewKeyFromSeed(seed)}, nil
	}
	k, err := ecdh.X25519().NewPrivateKey(seed)
	if err != nil {
		return nil, dataError("the private key is not one of X25519: %v", err)
	}
	return &Key{k}, nil
}

// OKPPublic makes a public key of kind Ed25519 or X25519 of its 32 bytes.
func OKPPublic(kind Kind, b []byte) (*Key, error) {
	if len(b) != okpSize {
		return nil, dataError("a public key of %s has 32 bytes, not %d", kind, len(b))
	}
	if kind == Ed25519 {
		return &Key{ed25519.PublicKey(slices.Clone(b))}, nil
	}
	k, err := ecdh.X25519().NewPublicKey(b)
	if err != nil {
		return nil, dataError("the public key is not one of X25519: %v", err)
	}
	return &Key{k}, nil
}

// okpBytes returns the 32 bytes of a private or public key, and nil for other kinds.
func (k *Key) okpBytes() []byte {
	switch m := k.material.(type) {
	case ed25519.PrivateKey:
		return m.Seed()
	case ed25519.PublicKey:
		return m
	case *ecdh.PrivateKey:
		return m.Bytes()
	case *ecdh.PublicKey:
		return m.Bytes()
	}
	return nil
}

// SignEd25519 signs (RFC 8032).
func (k *Key) SignEd25519(data []byte) ([]byte, error) {
	p, ok := k.material.(ed25519.PrivateKey)
	if !ok {
		return nil, operationError("Ed25519 needs a private key of its own to sign")
	}
	return ed25519.Sign(p, data), nil
}

// VerifyEd25519 verifies a signature. Points of small order are refused, as the
// Web Cryptography API asks: with them one signature fits many messages.
func (k *Key) VerifyEd25519(signature, data []byte) bool {
	p, ok := k.Public().material.(ed25519.PublicKey)
	return ok && len(signature) == ed25519.SignatureSize && !smallOrder(p) && !smallOrder(signature[:okpSize]) &&
		ed25519.Verify(p, data, signature)
}

// smallOrders are the y coordinates of the points whose order divides 8, also
// those written with a number not below the field's prime. Little-endian.
var smallOrders = [][okpSize]byte{
	{},
	{1},
	{0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
		0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
	{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
		0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
	nearPrime(0xec), nearPrime(0xed), nearPrime(0xee),
}

// nearPrime is 2^255 - 256 + low.
func nearPrime(low byte) (out [okpSize]byte) {
	for n := range out {
		out[n] = 0xff
	}
	out[0], out[okpSize-1] = low, 0x7f
	return out
}

func smallOrder(point []byte) bool {
	y := [okpSize]byte(point)
	y[okpSize-1] &= 0x7f
	return slices.Contains(smallOrders, y)
}

// Agree returns the secret that a private key shares with a public key: ECDH on
// the same curve, or X25519.
func (k *Key) Agree(public *Key) ([]byte, error) {
	mine, theirs, err := agreeing(k, public.Public())
	if err != nil {
		return nil, err
	}
	out, err := mine.ECDH(theirs)
	if err != nil {
		return nil, operationError("the keys agree on no secret: %v", err)
	}
	return out, nil
}

func agreeing(k, public *Key) (*ecdh.PrivateKey, *ecdh.PublicKey, error) {
	wrong := operationError("these two keys cannot agree on a secret")
	if public == nil || k.Kind() != public.Kind() || k.Curve() != public.Curve() {
		return nil, nil, wrong
	}
	switch m := k.material.(type) {
	case *ecdh.PrivateKey:
		return m, public.material.(*ecdh.PublicKey), nil
	}
	if k.ecPrivate() == nil {
		return nil, nil, wrong
	}
	mine, err := k.ecPrivate().ECDH()
	if err != nil {
		return nil, nil, notSupported("there is no key agreement on curve %s", k.Curve())
	}
	theirs, err := public.ecPublic().ECDH()
	if err != nil {
		return nil, nil, operationError("the public key cannot be used: %v", err)
	}
	return mine, theirs, nil
}
