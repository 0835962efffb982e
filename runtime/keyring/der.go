package keyring

import (
	"bytes"
	"crypto/x509"
	encasn1 "encoding/asn1"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

var (
	oidRSA     = encasn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidEC      = encasn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}
	oidX25519  = encasn1.ObjectIdentifier{1, 3, 101, 110}
	oidEd25519 = encasn1.ObjectIdentifier{1, 3, 101, 112}
)

var curveOIDs = map[string]encasn1.ObjectIdentifier{
	"P-224": {1, 3, 132, 0, 33}, "P-256": {1, 2, 840, 10045, 3, 1, 7},
	"P-384": {1, 3, 132, 0, 34}, "P-521": {1, 3, 132, 0, 35},
}

// Encode writes a key in a format of DER or raw bytes: "raw" (secrets and public
// keys but RSA), "spki" (public), "pkcs8" (private), "pkcs1" (RSA), "sec1"
// (private EC).
func (k *Key) Encode(format string) ([]byte, error) {
	var out []byte
	var err error
	switch {
	case format == "raw" && k.Kind() == Secret:
		return bytes.Clone(k.Bytes()), nil
	case format == "raw" && k.Kind() == EC && k.Type() == "public":
		return k.Point(false), nil
	case format == "raw" && k.Type() == "public" && k.okpBytes() != nil:
		return bytes.Clone(k.okpBytes()), nil
	case format == "spki" && k.Type() == "public":
		out, err = x509.MarshalPKIXPublicKey(k.material)
	case format == "pkcs8" && k.Type() == "private":
		out, err = x509.MarshalPKCS8PrivateKey(k.material)
	case format == "pkcs1" && k.rsaPrivate() != nil:
		out = x509.MarshalPKCS1PrivateKey(k.rsaPrivate())
	case format == "pkcs1" && k.rsaPublic() != nil:
		out = x509.MarshalPKCS1PublicKey(k.rsaPublic())
	case format == "sec1" && k.ecPrivate() != nil:
		out, err = x509.MarshalECPrivateKey(k.ecPrivate())
	default:
		return nil, notSupported("a %s key of kind %s has no format %q", k.Type(), k.Kind(), format)
	}
	if err != nil {
		return nil, operationError("writing the key as %s failed: %v", format, err)
	}
	return out, nil
}

// ParseSPKI reads a public key.
func ParseSPKI(der []byte) (*Key, error) {
	s, inner := cryptobyte.String(der), cryptobyte.String{}
	var a algorithm
	var bits encasn1.BitString
	if !s.ReadASN1(&inner, asn1.SEQUENCE) || !s.Empty() || !a.read(&inner) ||
		!inner.ReadASN1BitString(&bits) || bits.BitLength%8 != 0 || !inner.Empty() {
		return nil, dataError("the data is not a SubjectPublicKeyInfo")
	}
	b := bits.Bytes
	switch {
	case a.oid.Equal(oidRSA):
		return ParseRSAPublic(b)
	case a.oid.Equal(oidEC):
		curve, err := a.curve()
		if err != nil {
			return nil, err
		}
		return ECPublic(curve, b)
	case a.oid.Equal(oidEd25519) && a.params == nil:
		return OKPPublic(Ed25519, b)
	case a.oid.Equal(oidX25519) && a.params == nil:
		return OKPPublic(X25519, b)
	}
	return nil, dataError("the key is of an algorithm that is not supported (%v)", a.oid)
}

// ParsePKCS8 reads a private key.
func ParsePKCS8(der []byte) (*Key, error) {
	s, inner := cryptobyte.String(der), cryptobyte.String{}
	var a algorithm
	var version int
	var b cryptobyte.String
	if !s.ReadASN1(&inner, asn1.SEQUENCE) || !s.Empty() || !inner.ReadASN1Integer(&version) || version < 0 || version > 1 ||
		!a.read(&inner) || !inner.ReadASN1(&b, asn1.OCTET_STRING) {
		return nil, dataError("the data is not a PrivateKeyInfo")
	}
	switch {
	case a.oid.Equal(oidRSA):
		return ParseRSAPrivate(b)
	case a.oid.Equal(oidEC):
		curve, err := a.curve()
		if err != nil {
			return nil, err
		}
		return parseSEC1(b, curve)
	case a.oid.Equal(oidEd25519) && a.params == nil:
		return parseSeed(Ed25519, b)
	case a.oid.Equal(oidX25519) && a.params == nil:
		return parseSeed(X25519, b)
	}
	return nil, dataError("the key is of an algorithm that is not supported (%v)", a.oid)
}

func parseSeed(kind Kind, b cryptobyte.String) (*Key, error) {
	var seed cryptobyte.String
	if !b.ReadASN1(&seed, asn1.OCTET_STRING) || !b.Empty() {
		return nil, dataError("the data is not a private key of %s", kind)
	}
	return OKPPrivate(kind, seed)
}

// ParseSEC1 reads a private EC key in the form that names its curve itself.
func ParseSEC1(der []byte) (*Key, error) { return parseSEC1(der, "") }

// parseSEC1 reads an ECPrivateKey. A public key in it must be the right one.
func parseSEC1(b cryptobyte.String, curve string) (*Key, error) {
	var inner, d, params, public cryptobyte.String
	var version int
	var hasParams, hasPublic bool
	if !b.ReadASN1(&inner, asn1.SEQUENCE) || !b.Empty() || !inner.ReadASN1Integer(&version) || version != 1 ||
		!inner.ReadASN1(&d, asn1.OCTET_STRING) ||
		!inner.ReadOptionalASN1(&params, &hasParams, asn1.Tag(0).ContextSpecific().Constructed()) ||
		!inner.ReadOptionalASN1(&public, &hasPublic, asn1.Tag(1).ContextSpecific().Constructed()) || !inner.Empty() {
		return nil, dataError("the data is not an ECPrivateKey")
	}
	if hasParams {
		named, err := readCurve(params)
		if err != nil {
			return nil, err
		}
		if curve != "" && named != curve {
			return nil, dataError("the private key names two curves")
		}
		curve = named
	}
	if curve == "" {
		return nil, dataError("the private key names no curve")
	}
	k, err := ECPrivate(curve, d)
	if err != nil || !hasPublic {
		return k, err
	}
	var bits encasn1.BitString
	if !public.ReadASN1BitString(&bits) {
		return nil, dataError("the data is not an ECPrivateKey")
	}
	p, err := ECPublic(curve, bits.Bytes)
	if err != nil || !p.Equal(k.Public()) {
		return nil, dataError("the public key does not belong to the private key")
	}
	return k, nil
}

// ParseRSAPrivate reads a private key in the form of PKCS #1.
func ParseRSAPrivate(der []byte) (*Key, error) {
	numbers, ok := readIntegers(der, 9)
	if !ok || numbers[0].Sign() != 0 {
		return nil, dataError("the data is not an RSA private key")
	}
	return rsaFromNumbers(numbers[1], numbers[2], numbers[3], numbers[4:])
}

// ParseRSAPublic reads a public key in the form of PKCS #1.
func ParseRSAPublic(der []byte) (*Key, error) {
	numbers, ok := readIntegers(der, 2)
	if !ok {
		return nil, dataError("the data is not an RSA public key")
	}
	return rsaPublicOf(numbers[0], numbers[1])
}

// algorithm is an AlgorithmIdentifier; params is nil when absent.
type algorithm struct {
	oid    encasn1.ObjectIdentifier
	params cryptobyte.String
}

func (a *algorithm) read(s *cryptobyte.String) bool {
	var inner cryptobyte.String
	if !s.ReadASN1(&inner, asn1.SEQUENCE) || !inner.ReadASN1ObjectIdentifier(&a.oid) {
		return false
	}
	if len(inner) > 0 {
		a.params = inner
	}
	return true
}

func (a *algorithm) curve() (string, error) {
	if a.params == nil {
		return "", dataError("the EC key names no curve")
	}
	return readCurve(a.params)
}

func readCurve(s cryptobyte.String) (string, error) {
	var oid encasn1.ObjectIdentifier
	if s.ReadASN1ObjectIdentifier(&oid) && s.Empty() {
		for name, known := range curveOIDs {
			if known.Equal(oid) {
				return name, nil
			}
		}
	}
	return "", dataError("the EC key is on a curve that is not supported")
}
