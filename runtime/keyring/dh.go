package keyring

import (
	"io"
	"math/big"
	"strconv"
	"strings"
)

// groups are the primes of the Diffie-Hellman groups of RFC 2409 and RFC 3526,
// each by its length in bits and the number that makes it prime:
// 2^n - 2^(n-64) - 1 + 2^64 * (floor(2^(n-130) * pi) + c).
var groups = map[int]struct{ bits, c int64 }{
	1: {768, 149686}, 2: {1024, 129093}, 5: {1536, 741804}, 14: {2048, 124476}, 15: {3072, 1690314},
	16: {4096, 240904}, 17: {6144, 929484}, 18: {8192, 4743158},
}

// GroupPrime returns the prime of a group by its name ("modp14"), whose
// generator is 2.
func GroupPrime(name string) ([]byte, bool) {
	number, err := strconv.Atoi(strings.TrimPrefix(strings.ToLower(name), "modp"))
	g, ok := groups[number]
	if err != nil || !ok {
		return nil, false
	}
	one := big.NewInt(1)
	power := func(n int64) *big.Int { return new(big.Int).Lsh(one, uint(n)) }
	p := power(g.bits)
	p.Sub(p, power(g.bits-64)).Sub(p, one)
	middle := pi(uint(g.bits - 130))
	middle.Add(middle, big.NewInt(g.c))
	return p.Add(p, middle.Lsh(middle, 64)).Bytes(), true
}

// pi returns floor(2^bits * pi), by Machin's formula.
func pi(bits uint) *big.Int {
	const guard = 64
	arctan := func(inverse int64) *big.Int { // of 1/inverse
		term := new(big.Int).Lsh(big.NewInt(1), bits+guard)
		term.Div(term, big.NewInt(inverse))
		sum, square, part := new(big.Int).Set(term), big.NewInt(inverse*inverse), new(big.Int)
		for n := int64(3); term.Sign() != 0; n += 2 {
			term.Div(term, square)
			part.Div(term, big.NewInt(n))
			if n%4 == 3 {
				sum.Sub(sum, part)
			} else {
				sum.Add(sum, part)
			}
		}
		return sum
	}
	out := new(big.Int).Lsh(arctan(5), 4)
	out.Sub(out, new(big.Int).Lsh(arctan(239), 2))
	return out.Rsh(out, guard)
}

// Power returns base^exponent mod modulus, as long as the modulus; nil when the
// modulus is zero or has more than 16384 bits.
func Power(base, exponent, modulus []byte) []byte {
	m := new(big.Int).SetBytes(modulus)
	if m.Sign() == 0 || m.BitLen() > largestRSA {
		return nil
	}
	out := new(big.Int).Exp(new(big.Int).SetBytes(base), new(big.Int).SetBytes(exponent), m)
	return out.FillBytes(make([]byte, (m.BitLen()+7)/8))
}

// SafePrime finds a prime p of so many bits, (p-1)/2 of which is prime too.
func SafePrime(random io.Reader, bits int) ([]byte, error) {
	const rounds = 10
	if bits < 64 || bits > 2048 {
		return nil, operationError("a safe prime has 64 to 2048 bits here, not %d", bits)
	}
	one := big.NewInt(1)
	buf := make([]byte, (bits+7)/8)
	for {
		if _, err := io.ReadFull(random, buf); err != nil {
			return nil, operationError("reading randomness failed: %v", err)
		}
		half := new(big.Int).SetBytes(buf)
		half.Rsh(half, uint(len(buf)*8-bits+1))
		half.SetBit(half, bits-2, 1).SetBit(half, bits-3, 1).SetBit(half, 0, 1)
		whole := new(big.Int).Lsh(half, 1)
		whole.Add(whole, one)
		halves, wholes := sieve(half, 2), sieve(whole, 4)
		for at := range window {
			if halves[at] || wholes[at] {
				continue
			}
			q := new(big.Int).Add(half, big.NewInt(int64(2*at)))
			p := new(big.Int).Lsh(q, 1)
			p.Add(p, one)
			if p.BitLen() == bits && q.ProbablyPrime(0) && p.ProbablyPrime(0) && q.ProbablyPrime(rounds) && p.ProbablyPrime(rounds) {
				return p.Bytes(), nil
			}
		}
	}
}
