// Package keyring is cryptography on bytes: hashes, ciphers, signatures, key
// agreement and derivation, and the keys they need with the formats keys travel
// in. It is what both crypto.subtle and node:crypto stand on. It knows no
// JavaScript, no event loop and no usages; who may do what with a key is decided
// above it.
//
// Randomness is passed in as a reader, so that a world with a seeded source
// makes the same keys, salts and paddings again. Go's own generators draw from
// the system whatever reader they get, so this package has its own; ECDSA
// signatures are the deterministic ones of RFC 6979.
package keyring

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"
)

// An Error is a failure of an operation. Name is that of the DOMException which
// the Web Cryptography API asks for: DataError for keys that cannot be read,
// OperationError for work that fails, NotSupportedError for what is not there.
type Error struct {
	Name string
	Text string
}

// Error returns the text.
func (e *Error) Error() string { return e.Text }

func dataError(format string, args ...any) error {
	return &Error{"DataError", fmt.Sprintf(format, args...)}
}

func operationError(format string, args ...any) error {
	return &Error{"OperationError", fmt.Sprintf(format, args...)}
}

func notSupported(format string, args ...any) error {
	return &Error{"NotSupportedError", fmt.Sprintf(format, args...)}
}

// A Kind is the family of a key.
type Kind string

// The kinds of keys. A Secret is bytes without structure.
const (
	Secret  Kind = "secret"
	RSA     Kind = "RSA"
	EC      Kind = "EC"
	Ed25519 Kind = "Ed25519"
	X25519  Kind = "X25519"
)

// A Key is immutable; any goroutine may use it.
type Key struct {
	// material is []byte, or a private or public key of Go's library: *rsa,
	// *ecdsa, ed25519 or *ecdh (X25519).
	material any
}

// NewSecret makes a secret key of bytes, which it takes.
func NewSecret(b []byte) *Key { return &Key{b} }

// Bytes returns a secret key's bytes, which are not the caller's to change, and
// nil for keys of other kinds.
func (k *Key) Bytes() []byte {
	b, _ := k.material.([]byte)
	return b
}

// Kind returns the family of the key.
func (k *Key) Kind() Kind {
	switch k.material.(type) {
	case *rsa.PrivateKey, *rsa.PublicKey:
		return RSA
	case *ecdsa.PrivateKey, *ecdsa.PublicKey:
		return EC
	case ed25519.PrivateKey, ed25519.PublicKey:
		return Ed25519
	case *ecdh.PrivateKey, *ecdh.PublicKey:
		return X25519
	}
	return Secret
}

// Type returns "secret", "private" or "public".
func (k *Key) Type() string {
	switch k.material.(type) {
	case *rsa.PrivateKey, *ecdsa.PrivateKey, ed25519.PrivateKey, *ecdh.PrivateKey:
		return "private"
	case *rsa.PublicKey, *ecdsa.PublicKey, ed25519.PublicKey, *ecdh.PublicKey:
		return "public"
	}
	return "secret"
}

// Public returns the public half of a private key, the key itself if it is
// public, and nil for a secret.
func (k *Key) Public() *Key {
	switch m := k.material.(type) {
	case *rsa.PrivateKey:
		return &Key{&m.PublicKey}
	case *ecdsa.PrivateKey:
		return &Key{&m.PublicKey}
	case ed25519.PrivateKey:
		return &Key{m.Public().(ed25519.PublicKey)}
	case *ecdh.PrivateKey:
		return &Key{m.PublicKey()}
	case []byte:
		return nil
	}
	return k
}

// Curve returns the name of an EC key's curve ("P-256"), and "" for other kinds.
func (k *Key) Curve() string {
	if p := k.ecPublic(); p != nil {
		return p.Curve.Params().Name
	}
	return ""
}

// Modulus returns the length in bits and the public exponent of an RSA key, and
// zeros for other kinds.
func (k *Key) Modulus() (bits, exponent int) {
	if p := k.rsaPublic(); p != nil {
		return p.N.BitLen(), p.E
	}
	return 0, 0
}

// Equal reports whether both are the same key of the same type.
func (k *Key) Equal(other *Key) bool {
	if k.Type() != other.Type() || k.Kind() != other.Kind() {
		return false
	}
	if k.Kind() == Secret {
		return TimingSafeEqual(k.Bytes(), other.Bytes())
	}
	format := "spki"
	if k.Type() == "private" {
		format = "pkcs8"
	}
	a, errA := k.Encode(format)
	b, errB := other.Encode(format)
	return errA == nil && errB == nil && TimingSafeEqual(a, b)
}

func (k *Key) rsaPublic() *rsa.PublicKey {
	switch m := k.material.(type) {
	case *rsa.PrivateKey:
		return &m.PublicKey
	case *rsa.PublicKey:
		return m
	}
	return nil
}

func (k *Key) rsaPrivate() *rsa.PrivateKey {
	m, _ := k.material.(*rsa.PrivateKey)
	return m
}

func (k *Key) ecPublic() *ecdsa.PublicKey {
	switch m := k.material.(type) {
	case *ecdsa.PrivateKey:
		return &m.PublicKey
	case *ecdsa.PublicKey:
		return m
	}
	return nil
}

func (k *Key) ecPrivate() *ecdsa.PrivateKey {
	m, _ := k.material.(*ecdsa.PrivateKey)
	return m
}
