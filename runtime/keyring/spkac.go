package keyring

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// An SPKAC is a signed public key and challenge, what browsers once sent when
// they had made a key.
type SPKAC struct {
	signed, spki, challenge, signature []byte
	algorithm                          string // the object identifier
}

// ParseSPKAC reads one in base64; ok is false for what is none.
func ParseSPKAC(text []byte) (s *SPKAC, ok bool) {
	der, err := base64.StdEncoding.DecodeString(string(bytes.TrimRight(text, "\x00 \r\n")))
	if err != nil {
		return nil, false
	}
	in, s := cryptobyte.String(der), &SPKAC{}
	var outer, signed, key, challenge, algorithm, name, signature cryptobyte.String
	if !in.ReadASN1(&outer, asn1.SEQUENCE) || !outer.ReadASN1Element(&signed, asn1.SEQUENCE) ||
		!outer.ReadASN1(&algorithm, asn1.SEQUENCE) || !algorithm.ReadASN1(&name, asn1.OBJECT_IDENTIFIER) ||
		!outer.ReadASN1(&signature, asn1.BIT_STRING) || len(signature) == 0 {
		return nil, false
	}
	s.signed = signed
	if !signed.ReadASN1(&signed, asn1.SEQUENCE) || !signed.ReadASN1Element(&key, asn1.SEQUENCE) ||
		!signed.ReadASN1(&challenge, asn1.IA5String) {
		return nil, false
	}
	s.spki, s.challenge, s.signature, s.algorithm = key, challenge, signature[1:], string(name)
	return s, true
}

// Challenge returns what the maker of the key was asked to sign.
func (s *SPKAC) Challenge() []byte { return s.challenge }

// PublicKey returns the key as PEM.
func (s *SPKAC) PublicKey() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: s.spki})
}

// The object identifiers of signatures with RSA and with ECDSA, as DER without its header.
var spkacHashes = map[string]string{
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04": "md5", "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05": "sha1",
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b": "sha256", "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c": "sha384",
	"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d": "sha512",
	"\x2a\x86\x48\xce\x3d\x04\x01":         "sha1", "\x2a\x86\x48\xce\x3d\x04\x03\x02": "sha256",
	"\x2a\x86\x48\xce\x3d\x04\x03\x03": "sha384", "\x2a\x86\x48\xce\x3d\x04\x03\x04": "sha512",
}

// Verify reports whether the private half of the key made the signature.
func (s *SPKAC) Verify() bool {
	key, err := ParseSPKI(s.spki)
	hash, ok := HashNamed(spkacHashes[s.algorithm])
	if err != nil || !ok {
		return false
	}
	switch {
	case key.rsaPublic() != nil:
		return key.VerifyPKCS1(hash, s.signature, s.signed)
	case key.ecPublic() != nil:
		return key.VerifyECDSADER(hash, s.signature, s.signed)
	}
	return false
}
