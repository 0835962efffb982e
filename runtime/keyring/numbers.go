package keyring

import (
	"crypto/rsa"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// readIntegers reads a DER sequence of exactly count integers, none negative.
func readIntegers(der []byte, count int) ([]*big.Int, bool) {
	s, inner := cryptobyte.String(der), cryptobyte.String{}
	if !s.ReadASN1(&inner, asn1.SEQUENCE) || !s.Empty() {
		return nil, false
	}
	out := make([]*big.Int, count)
	for n := range out {
		out[n] = new(big.Int)
		if !inner.ReadASN1Integer(out[n]) || out[n].Sign() < 0 {
			return nil, false
		}
	}
	return out, inner.Empty()
}

// rsaPublicOf makes a public key of its numbers.
func rsaPublicOf(n, e *big.Int) (*Key, error) {
	if n.BitLen() > largestRSA || n.BitLen() < 256 || n.Bit(0) == 0 {
		return nil, dataError("the RSA modulus is not one: it has %d bits", n.BitLen())
	}
	if !e.IsInt64() || e.Int64() > 1<<31-1 || e.Int64() < 3 || e.Bit(0) == 0 {
		return nil, dataError("the RSA public exponent must be odd and between 3 and 2147483647")
	}
	return &Key{&rsa.PublicKey{N: n, E: int(e.Int64())}}, nil
}

// rsaFromNumbers makes a private key; rest is empty or p, q, dp, dq and qi.
func rsaFromNumbers(n, e, d *big.Int, rest []*big.Int) (*Key, error) {
	if _, err := rsaPublicOf(n, e); err != nil {
		return nil, err
	}
	if d.Sign() <= 0 || d.Cmp(n) >= 0 {
		return nil, dataError("the RSA private exponent is out of range")
	}
	if len(rest) == 0 {
		p, q, ok := factor(n, e, d)
		if !ok {
			return nil, dataError("the numbers of the RSA key do not belong together")
		}
		return assembleRSA(n, e, d, p, q)
	}
	for _, r := range rest {
		if r.Cmp(n) >= 0 {
			return nil, dataError("the numbers of the RSA key do not belong together")
		}
	}
	k, err := assembleRSA(n, e, d, rest[0], rest[1])
	if err != nil {
		return nil, err
	}
	for at, want := range crt(k.rsaPrivate()) {
		if want.Cmp(rest[2+at]) != 0 {
			return nil, dataError("the numbers of the RSA key do not belong together")
		}
	}
	return k, nil
}

// crt returns dp, dq and qi.
func crt(k *rsa.PrivateKey) [3]*big.Int {
	one, p, q := big.NewInt(1), k.Primes[0], k.Primes[1]
	qi := new(big.Int).ModInverse(q, p)
	if qi == nil {
		qi = new(big.Int)
	}
	return [3]*big.Int{
		new(big.Int).Mod(k.D, new(big.Int).Sub(p, one)),
		new(big.Int).Mod(k.D, new(big.Int).Sub(q, one)),
		qi,
	}
}
