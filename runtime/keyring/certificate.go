package keyring

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	encasn1 "encoding/asn1"
	"encoding/pem"
	"fmt"
	"net"
	"strings"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// A Certificate is one of X.509, told in OpenSSL's words.
type Certificate struct{ c *x509.Certificate }

// ParseCertificate reads a certificate, as text (PEM) or as DER.
func ParseCertificate(data []byte) (*Certificate, error) {
	for rest := data; ; {
		var b *pem.Block
		if b, rest = pem.Decode(rest); b == nil {
			break
		}
		if b.Type == "CERTIFICATE" || b.Type == "X509 CERTIFICATE" || b.Type == "TRUSTED CERTIFICATE" {
			data = b.Bytes
			break
		}
	}
	c, err := x509.ParseCertificate(data)
	if err != nil {
		return nil, ErrNoPEM
	}
	return &Certificate{c}, nil
}

// Raw returns the certificate as DER.
func (c *Certificate) Raw() []byte { return c.c.Raw }

// Key returns the public key.
func (c *Certificate) Key() (*Key, error) { return ParseSPKI(c.c.RawSubjectPublicKeyInfo) }

// Serial returns the serial number in hexadecimal digits, a whole number of bytes.
func (c *Certificate) Serial() string { return fmt.Sprintf("%X", c.c.SerialNumber.Bytes()) }

// Validity returns from when until when the certificate is valid.
func (c *Certificate) Validity() (from, until string) {
	const layout = "Jan _2 15:04:05 2006 GMT"
	return c.c.NotBefore.UTC().Format(layout), c.c.NotAfter.UTC().Format(layout)
}

// Subject returns the parts of the subject's name, in order: short names and values.
func (c *Certificate) Subject() [][2]string { return parts(c.c.Subject) }

// Issuer returns the parts of the issuer's name.
func (c *Certificate) Issuer() [][2]string { return parts(c.c.Issuer) }

var attributeNames = map[string]string{
	"2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST", "2.5.4.9": "street",
	"2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title", "2.5.4.42": "GN", "2.5.4.43": "initials", "2.5.4.97": "organizationIdentifier",
	"2.5.4.15": "businessCategory", "2.5.4.17": "postalCode", "1.2.840.113549.1.9.1": "emailAddress",
	"0.9.2342.19200300.100.1.25": "DC", "0.9.2342.19200300.100.1.1": "UID",
	"1.3.6.1.4.1.311.60.2.1.1": "jurisdictionL", "1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST", "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC",
}

func parts(n pkix.Name) [][2]string {
	var out [][2]string
	for _, a := range n.Names {
		name := a.Type.String()
		if short, ok := attributeNames[name]; ok {
			name = short
		}
		out = append(out, [2]string{name, fmt.Sprint(a.Value)})
	}
	return out
}

func (c *Certificate) extension(oid ...int) cryptobyte.String {
	for _, e := range c.c.Extensions {
		if e.Id.Equal(encasn1.ObjectIdentifier(oid)) {
			return e.Value
		}
	}
	return nil
}

// AltNames returns the subject's other names in order: kind and value.
func (c *Certificate) AltNames() [][2]string {
	s, inner := c.extension(2, 5, 29, 17), cryptobyte.String{}
	if !s.ReadASN1(&inner, asn1.SEQUENCE) {
		return nil
	}
	var out [][2]string
	for !inner.Empty() {
		var value cryptobyte.String
		var tag asn1.Tag
		if !inner.ReadAnyASN1(&value, &tag) {
			return out
		}
		switch tag & 0x1f {
		case 1:
			out = append(out, [2]string{"email", string(value)})
		case 2:
			out = append(out, [2]string{"DNS", string(value)})
		case 6:
			out = append(out, [2]string{"URI", string(value)})
		case 7:
			out = append(out, [2]string{"IP Address", address(value)})
		}
	}
	return out
}

func address(b []byte) string {
	if len(b) != net.IPv6len {
		return net.IP(b).String()
	}
	var groups []string
	for n := 0; n < len(b); n += 2 {
		groups = append(groups, fmt.Sprintf("%X", int(b[n])<<8|int(b[n+1])))
	}
	return strings.Join(groups, ":")
}

// Access returns where information about the issuer is: kind and address.
func (c *Certificate) Access() [][2]string {
	var out [][2]string
	for _, u := range c.c.OCSPServer {
		out = append(out, [2]string{"OCSP", u})
	}
	for _, u := range c.c.IssuingCertificateURL {
		out = append(out, [2]string{"CA Issuers", u})
	}
	return out
}

// Usages returns the identifiers of the extended key usages; nil when the
// certificate has none.
func (c *Certificate) Usages() []string {
	s, inner := c.extension(2, 5, 29, 37), cryptobyte.String{}
	if !s.ReadASN1(&inner, asn1.SEQUENCE) {
		return nil
	}
	var out []string
	for !inner.Empty() {
		var oid encasn1.ObjectIdentifier
		if !inner.ReadASN1ObjectIdentifier(&oid) {
			break
		}
		out = append(out, oid.String())
	}
	return out
}

// CA reports whether the certificate may issue others.
func (c *Certificate) CA() bool {
	return c.c.IsCA && (c.c.KeyUsage == 0 || c.c.KeyUsage&x509.KeyUsageCertSign != 0)
}

// IssuedBy reports whether the names and key identifiers say that issuer
// issued the certificate; it does not verify the signature.
func (c *Certificate) IssuedBy(issuer *Certificate) bool {
	o := issuer.c
	return bytes.Equal(c.c.RawIssuer, o.RawSubject) &&
		(len(c.c.AuthorityKeyId) == 0 || len(o.SubjectKeyId) == 0 || bytes.Equal(c.c.AuthorityKeyId, o.SubjectKeyId)) &&
		(o.KeyUsage == 0 || o.KeyUsage&x509.KeyUsageCertSign != 0)
}

// SignedBy reports whether the certificate's signature was made with the
// private half of a key.
func (c *Certificate) SignedBy(k *Key) bool {
	public := k.Public()
	if public == nil {
		return false
	}
	der, err := public.Encode("spki")
	if err != nil {
		return false
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return false
	}
	return (&x509.Certificate{PublicKey: key}).CheckSignature(c.c.SignatureAlgorithm, c.c.RawTBSCertificate, c.c.Signature) == nil
}
