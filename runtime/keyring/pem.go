package keyring

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/x509"
	encasn1 "encoding/asn1"
	"encoding/pem"
	"errors"
	"io"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// What ParsePEM may fail with besides an Error.
var (
	ErrNoPEM      = errors.New("there is no key in the text")
	ErrPassphrase = errors.New("the key is encrypted and there is no passphrase")
)

// ParsePEM reads the first key of a text: in any of the formats of Encode, as a
// certificate, or encrypted with a passphrase (nil for none).
func ParsePEM(text, passphrase []byte) (*Key, error) {
	for {
		var b *pem.Block
		if b, text = pem.Decode(text); b == nil {
			return nil, ErrNoPEM
		}
		switch b.Type {
		case "PUBLIC KEY":
			return ParseSPKI(b.Bytes)
		case "PRIVATE KEY":
			return ParsePKCS8(b.Bytes)
		case "ENCRYPTED PRIVATE KEY":
			return ParseEncrypted(b.Bytes, passphrase)
		case "RSA PRIVATE KEY":
			if b.Headers["DEK-Info"] != "" {
				return nil, notSupported("keys encrypted in OpenSSL's old form are not supported: convert it to PKCS #8")
			}
			return ParseRSAPrivate(b.Bytes)
		case "RSA PUBLIC KEY":
			return ParseRSAPublic(b.Bytes)
		case "EC PRIVATE KEY":
			return ParseSEC1(b.Bytes)
		case "CERTIFICATE":
			return parseCertificate(b.Bytes)
		}
	}
}

func parseCertificate(der []byte) (*Key, error) {
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, dataError("the certificate cannot be read: %v", err)
	}
	return ParseSPKI(c.RawSubjectPublicKeyInfo)
}

// PEM writes what Encode gave for a format as text. passphrase says that the
// bytes are encrypted.
func PEM(k *Key, format string, der []byte, encrypted bool) string {
	label := map[string]string{"spki": "PUBLIC KEY", "pkcs8": "PRIVATE KEY", "sec1": "EC PRIVATE KEY"}[format]
	if format == "pkcs1" {
		label = "RSA " + strings.ToUpper(k.Type()) + " KEY"
	}
	if encrypted {
		label = "ENCRYPTED PRIVATE KEY"
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

var (
	oidPBES2  = encasn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2 = encasn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	// The pseudorandom functions by the last arc of their identifier.
	oidHMAC  = encasn1.ObjectIdentifier{1, 2, 840, 113549, 2}
	hmacArcs = map[int]string{7: "sha1", 8: "sha224", 9: "sha256", 10: "sha384", 11: "sha512"}
	// AES-CBC of 128, 192 and 256 bits.
	oidAES  = encasn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1}
	aesArcs = map[int]int{2: 16, 22: 24, 42: 32}
)

// mostIterations bounds what a hostile file makes us compute.
const mostIterations = 10_000_000

// ParseEncrypted reads an EncryptedPrivateKeyInfo of PBES2 with PBKDF2 and
// AES-CBC, which is what OpenSSL writes.
func ParseEncrypted(der, passphrase []byte) (*Key, error) {
	if passphrase == nil {
		return nil, ErrPassphrase
	}
	s, inner, data := cryptobyte.String(der), cryptobyte.String{}, cryptobyte.String{}
	var a algorithm
	if !s.ReadASN1(&inner, asn1.SEQUENCE) || !s.Empty() || !a.read(&inner) || !inner.ReadASN1(&data, asn1.OCTET_STRING) {
		return nil, dataError("the data is not an EncryptedPrivateKeyInfo")
	}
	if !a.oid.Equal(oidPBES2) {
		return nil, notSupported("the private key is encrypted in a way that is not supported (%v)", a.oid)
	}
	p, err := readPBES2(a.params)
	if err != nil {
		return nil, err
	}
	if p.iterations < 1 || p.iterations > mostIterations || len(p.iv) != aes.BlockSize || len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, dataError("the parameters of the encrypted private key are out of range")
	}
	key, err := PBKDF2(p.hash, passphrase, p.salt, p.iterations, p.keySize)
	if err != nil {
		return nil, err
	}
	b, err := block(key)
	if err != nil {
		return nil, err
	}
	plain := bytes.Clone(data)
	cipher.NewCBCDecrypter(b, p.iv).CryptBlocks(plain, plain)
	plain, ok := unpad(plain, aes.BlockSize)
	if !ok {
		return nil, ErrBadDecrypt
	}
	k, err := ParsePKCS8(plain)
	if err != nil {
		return nil, ErrBadDecrypt
	}
	return k, nil
}

type pbes2 struct {
	hash       *Hash
	salt, iv   []byte
	iterations int
	keySize    int
}

func readPBES2(params cryptobyte.String) (*pbes2, error) {
	broken := dataError("the parameters of the encrypted private key cannot be read")
	var outer, derive cryptobyte.String
	var kdf, scheme algorithm
	if !params.ReadASN1(&outer, asn1.SEQUENCE) || !kdf.read(&outer) || !scheme.read(&outer) || !kdf.oid.Equal(oidPBKDF2) {
		return nil, broken
	}
	p := &pbes2{}
	p.hash, _ = HashNamed("sha1")
	var salt, iv cryptobyte.String
	if !kdf.params.ReadASN1(&derive, asn1.SEQUENCE) || !derive.ReadASN1(&salt, asn1.OCTET_STRING) || !derive.ReadASN1Integer(&p.iterations) {
		return nil, broken
	}
	var length int
	if derive.PeekASN1Tag(asn1.INTEGER) && !derive.ReadASN1Integer(&length) {
		return nil, broken
	}
	if !derive.Empty() {
		var prf algorithm
		if !prf.read(&derive) || len(prf.oid) != len(oidHMAC)+1 || !prf.oid[:len(oidHMAC)].Equal(oidHMAC) {
			return nil, broken
		}
		var ok bool
		if p.hash, ok = HashNamed(hmacArcs[prf.oid[len(oidHMAC)]]); !ok {
			return nil, broken
		}
	}
	if len(scheme.oid) != len(oidAES)+1 || !scheme.oid[:len(oidAES)].Equal(oidAES) || !scheme.params.ReadASN1(&iv, asn1.OCTET_STRING) {
		return nil, notSupported("the private key is encrypted with a cipher that is not supported (%v)", scheme.oid)
	}
	if p.keySize = aesArcs[scheme.oid[len(oidAES)]]; p.keySize == 0 {
		return nil, notSupported("the private key is encrypted with a cipher that is not supported (%v)", scheme.oid)
	}
	p.salt, p.iv = salt, iv
	return p, nil
}

// EncodeEncrypted writes a private key as EncryptedPrivateKeyInfo with AES-CBC.
func (k *Key) EncodeEncrypted(random io.Reader, info *CipherInfo, passphrase []byte) ([]byte, error) {
	const iterations, arc256 = 2048, 9 // as OpenSSL does
	if info.Mode != "cbc" || info.BlockSize != aes.BlockSize {
		return nil, notSupported("a private key is encrypted with AES-CBC, not with %s", info.Name)
	}
	der, err := k.Encode("pkcs8")
	if err != nil {
		return nil, err
	}
	chance := make([]byte, 32)
	if _, err := io.ReadFull(random, chance); err != nil {
		return nil, operationError("reading randomness failed: %v", err)
	}
	salt, iv := chance[:16], chance[16:]
	h, _ := HashNamed("sha256")
	key, err := PBKDF2(h, passphrase, salt, iterations, info.KeySize)
	if err != nil {
		return nil, err
	}
	data, err := EncryptCBC(key, iv, der)
	if err != nil {
		return nil, err
	}
	arc := map[int]int{16: 2, 24: 22, 32: 42}[info.KeySize]
	sequence := func(b *cryptobyte.Builder, fill func(*cryptobyte.Builder)) { b.AddASN1(asn1.SEQUENCE, fill) }
	var out cryptobyte.Builder
	sequence(&out, func(b *cryptobyte.Builder) {
		sequence(b, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(oidPBES2)
			sequence(b, func(b *cryptobyte.Builder) {
				sequence(b, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(oidPBKDF2)
					sequence(b, func(b *cryptobyte.Builder) {
						b.AddASN1OctetString(salt)
						b.AddASN1Int64(iterations)
						sequence(b, func(b *cryptobyte.Builder) {
							b.AddASN1ObjectIdentifier(append(copyOID(oidHMAC), arc256))
							b.AddASN1NULL()
						})
					})
				})
				sequence(b, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(append(copyOID(oidAES), arc))
					b.AddASN1OctetString(iv)
				})
			})
		})
		b.AddASN1OctetString(data)
	})
	return out.Bytes()
}

// copyOID copies an identifier, so that one may append to it.
func copyOID(oid encasn1.ObjectIdentifier) encasn1.ObjectIdentifier {
	return append(encasn1.ObjectIdentifier{}, oid...)
}
