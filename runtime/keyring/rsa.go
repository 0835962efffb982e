package keyring

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/subtle"
	"hash"
	"io"
	"math/big"
)

// smallestRSA is the shortest modulus, in bits, with which Go's library works.
const smallestRSA = 1024

func checkRSA(p *rsa.PublicKey) error {
	if n := p.N.BitLen(); n < smallestRSA {
		return operationError("an RSA key of %d bits is too short: use 2048 or more", n)
	}
	return nil
}

// SignPKCS1 signs with RSASSA-PKCS1-v1_5.
func (k *Key) SignPKCS1(h *Hash, data []byte) ([]byte, error) {
	p := k.rsaPrivate()
	if p == nil || h.id == 0 {
		return nil, operationError("RSASSA-PKCS1-v1_5 with %s needs a private RSA key", h.Name)
	}
	id, digest := h.described(data)
	out, err := rsa.SignPKCS1v15(nil, p, id, digest)
	if err != nil {
		return nil, operationError("RSA signing failed: %v", err)
	}
	return out, nil
}

// VerifyPKCS1 verifies a signature of RSASSA-PKCS1-v1_5.
func (k *Key) VerifyPKCS1(h *Hash, signature, data []byte) bool {
	p := k.rsaPublic()
	if p == nil || h.id == 0 {
		return false
	}
	id, digest := h.described(data)
	return rsa.VerifyPKCS1v15(p, id, digest, signature) == nil
}

// ripemdInfo is the beginning of a DigestInfo of RIPEMD-160 as OpenSSL writes
// it; Go's library writes another identifier.
var ripemdInfo = []byte{0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x24, 0x03, 0x02, 0x01, 0x05, 0x00, 0x04, 0x14}

// described returns what PKCS #1 signs: the digest, and the hash by which Go
// describes it, or 0 when it is described already.
func (h *Hash) described(data []byte) (crypto.Hash, []byte) {
	if h.id == crypto.RIPEMD160 {
		return 0, append(bytes.Clone(ripemdInfo), h.Sum(data)...)
	}
	return h.id, h.Sum(data)
}

// SignPSS signs with RSA-PSS and a salt of so many bytes. The mask is made with
// the same hash.
func (k *Key) SignPSS(random io.Reader, h *Hash, data []byte, salt int) ([]byte, error) {
	p := k.rsaPrivate()
	if p == nil || h.id == 0 {
		return nil, operationError("RSA-PSS with %s needs a private RSA key", h.Name)
	}
	if err := checkRSA(&p.PublicKey); err != nil {
		return nil, err
	}
	if most := maxSalt(&p.PublicKey, h); salt > most {
		return nil, operationError("a salt of %d bytes does not fit: this key takes at most %d", salt, most)
	}
	if salt == 0 { // which Go's library takes for "as long as fits"
		return rawPrivate(p, encodePSS(h, h.Sum(data), p.N.BitLen()-1))
	}
	out, err := rsa.SignPSS(random, p, h.id, h.Sum(data), &rsa.PSSOptions{SaltLength: salt})
	if err != nil {
		return nil, operationError("RSA signing failed: %v", err)
	}
	return out, nil
}

// VerifyPSS verifies a signature of RSA-PSS whose salt has so many bytes; -1
// takes any salt.
func (k *Key) VerifyPSS(h *Hash, signature, data []byte, salt int) bool {
	p := k.rsaPublic()
	if p == nil || h.id == 0 || checkRSA(p) != nil || salt > maxSalt(p, h) {
		return false
	}
	if salt == 0 {
		em, err := rawPublic(p, signature)
		if err != nil || len(signature) != p.Size() {
			return false
		}
		want := encodePSS(h, h.Sum(data), p.N.BitLen()-1)
		return subtle.ConstantTimeCompare(em[len(em)-len(want):], want) == 1 && (len(em) == len(want) || em[0] == 0)
	}
	if salt < 0 {
		salt = rsa.PSSSaltLengthAuto
	}
	return rsa.VerifyPSS(p, h.id, h.Sum(data), signature, &rsa.PSSOptions{SaltLength: salt}) == nil
}

// MaxSalt returns the longest salt in bytes that RSA-PSS with this key takes;
// it may be negative.
func (k *Key) MaxSalt(h *Hash) int {
	p := k.rsaPublic()
	if p == nil {
		return -1
	}
	return maxSalt(p, h)
}

func maxSalt(p *rsa.PublicKey, h *Hash) int { return (p.N.BitLen()-1+7)/8 - 2 - h.Size() }

// encodePSS is EMSA-PSS-ENCODE of RFC 8017 with an empty salt, which makes it
// deterministic.
func encodePSS(h *Hash, digest []byte, bits int) []byte {
	m := h.Sum(append(make([]byte, 8), digest...))
	em := make([]byte, (bits+7)/8)
	db := em[:len(em)-len(m)-1]
	db[len(db)-1] = 1
	mask(h.New(), db, m)
	db[0] &= 0xff >> (8*len(em) - bits)
	copy(em[len(db):], m)
	em[len(em)-1] = 0xbc
	return em
}

// mask is MGF1: it XORs out with the stream that seed gives.
func mask(h hash.Hash, out, seed []byte) {
	var counter [4]byte
	for n := 0; len(out) > 0; n++ {
		h.Reset()
		h.Write(seed)
		counter = [4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
		h.Write(counter[:])
		out = out[subtle.XORBytes(out, out, h.Sum(nil)):]
	}
}

// EncryptOAEP encrypts with RSA-OAEP. mgf, if not nil, is another hash for the mask.
func (k *Key) EncryptOAEP(random io.Reader, h, mgf *Hash, data, label []byte) ([]byte, error) {
	p := k.rsaPublic()
	if p == nil || h.id == 0 {
		return nil, operationError("RSA-OAEP with %s needs an RSA key", h.Name)
	}
	options := &rsa.OAEPOptions{Hash: h.id, MGFHash: h.id, Label: label}
	if mgf != nil {
		options.MGFHash = mgf.id
	}
	out, err := rsa.EncryptOAEPWithOptions(random, p, data, options)
	if err != nil {
		return nil, operationError("RSA encryption failed: %v", err)
	}
	return out, nil
}

// DecryptOAEP decrypts what EncryptOAEP encrypted.
func (k *Key) DecryptOAEP(h, mgf *Hash, data, label []byte) ([]byte, error) {
	p := k.rsaPrivate()
	if p == nil || h.id == 0 {
		return nil, operationError("RSA-OAEP with %s needs a private RSA key", h.Name)
	}
	options := &rsa.OAEPOptions{Hash: h.id, MGFHash: h.id, Label: label}
	if mgf != nil {
		options.MGFHash = mgf.id
	}
	out, err := p.Decrypt(nil, data, options)
	if err != nil {
		return nil, operationError("RSA decryption failed: %v", err)
	}
	return out, nil
}

// EncryptPKCS1 encrypts with RSAES-PKCS1-v1_5.
func (k *Key) EncryptPKCS1(random io.Reader, data []byte) ([]byte, error) {
	p := k.rsaPublic()
	if p == nil || len(data) > p.Size()-11 {
		return nil, operationError("data too large for key size")
	}
	em := make([]byte, p.Size())
	em[1] = 2
	at := len(em) - len(data)
	for n := 2; n < at-1; n++ {
		for em[n] == 0 {
			if _, err := io.ReadFull(random, em[n:n+1]); err != nil {
				return nil, operationError("reading randomness failed: %v", err)
			}
		}
	}
	copy(em[at:], data)
	return rawPublic(p, em)
}

// DecryptPKCS1 decrypts what EncryptPKCS1 encrypted.
func (k *Key) DecryptPKCS1(data []byte) ([]byte, error) {
	p := k.rsaPrivate()
	if p == nil {
		return nil, operationError("RSA decryption needs a private RSA key")
	}
	em, err := rawPrivate(p, data)
	if err != nil {
		return nil, err
	}
	at := bytes.IndexByte(em[2:], 0)
	if em[0] != 0 || em[1] != 2 || at < 8 {
		return nil, operationError("RSA decryption failed: the padding is wrong")
	}
	return em[2+at+1:], nil
}

// SealPrivate is Node's privateEncrypt: the padding of a signature around data.
func (k *Key) SealPrivate(data []byte, padded bool) ([]byte, error) {
	p := k.rsaPrivate()
	if p == nil {
		return nil, operationError("RSA needs a private key here")
	}
	if !padded {
		return rawPrivate(p, data)
	}
	if len(data) > p.Size()-11 {
		return nil, operationError("data too large for key size")
	}
	em := bytes.Repeat([]byte{0xff}, p.Size())
	em[0], em[1] = 0, 1
	em[len(em)-len(data)-1] = 0
	copy(em[len(em)-len(data):], data)
	return rawPrivate(p, em)
}

// OpenPublic is Node's publicDecrypt: it takes off what SealPrivate put on.
func (k *Key) OpenPublic(data []byte, padded bool) ([]byte, error) {
	p := k.rsaPublic()
	if p == nil {
		return nil, operationError("RSA needs an RSA key here")
	}
	em, err := rawPublic(p, data)
	if err != nil || !padded {
		return em, err
	}
	if em[0] == 0 && em[1] == 1 {
		rest := bytes.TrimLeft(em[2:], "\xff")
		if len(rest) > 0 && rest[0] == 0 && len(em)-2-len(rest) >= 8 {
			return rest[1:], nil
		}
	}
	return nil, operationError("RSA decryption failed: the padding is wrong")
}

// RawRSA is RSA without padding: data has the length of the modulus.
func (k *Key) RawRSA(data []byte, private bool) ([]byte, error) {
	if private {
		if p := k.rsaPrivate(); p != nil {
			return rawPrivate(p, data)
		}
	} else if p := k.rsaPublic(); p != nil {
		return rawPublic(p, data)
	}
	return nil, operationError("RSA needs an RSA key here")
}

func rawPublic(p *rsa.PublicKey, data []byte) ([]byte, error) {
	if err := checkRSA(p); err != nil {
		return nil, err
	}
	m, err := residue(p, data)
	if err != nil {
		return nil, err
	}
	return m.Exp(m, big.NewInt(int64(p.E)), p.N).FillBytes(make([]byte, p.Size())), nil
}

// rawPrivate is not constant in time. It serves padding modes that Go's library
// lacks, in a tool that runs on its user's own machine.
func rawPrivate(p *rsa.PrivateKey, data []byte) ([]byte, error) {
	if err := checkRSA(&p.PublicKey); err != nil {
		return nil, err
	}
	m, err := residue(&p.PublicKey, data)
	if err != nil {
		return nil, err
	}
	return m.Exp(m, p.D, p.N).FillBytes(make([]byte, p.Size())), nil
}

func residue(p *rsa.PublicKey, data []byte) (*big.Int, error) {
	m := new(big.Int).SetBytes(data)
	if len(data) > p.Size() || m.Cmp(p.N) >= 0 {
		return nil, operationError("data too large for modulus")
	}
	return m, nil
}

// signable reports whether Go's library knows how to sign with this hash.
func (h *Hash) signable() bool { return h.id != crypto.Hash(0) }
