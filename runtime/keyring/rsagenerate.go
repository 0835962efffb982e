package keyring

import (
	"crypto/rsa"
	"io"
	"math/big"
	"sync"
)

// Go's own generator draws from the system whatever reader it is given, and
// knows one public exponent. This one follows the reader, so that a seeded world
// makes the same keys again.

// largestRSA bounds the time that generating takes, in bits.
const largestRSA = 16384

// GenerateRSA makes a private key. It takes from a tenth of a second (2048 bits)
// to minutes.
func GenerateRSA(random io.Reader, bits, exponent int) (*Key, error) {
	if bits < smallestRSA || bits > largestRSA || bits%8 != 0 {
		return nil, operationError("an RSA modulus has %d to %d bits, a multiple of 8, not %d", smallestRSA, largestRSA, bits)
	}
	if exponent < 3 || exponent%2 == 0 {
		return nil, operationError("the public exponent must be odd and at least 3, not %d", exponent)
	}
	e := big.NewInt(int64(exponent))
	for {
		p, err := prime(random, bits/2, e)
		if err != nil {
			return nil, err
		}
		q, err := prime(random, bits-bits/2, e)
		if err != nil {
			return nil, err
		}
		distance := new(big.Int).Sub(p, q)
		if distance.Abs(distance).BitLen() < bits/2-100 {
			continue // too near to each other, as FIPS 186-5 says
		}
		if p.Cmp(q) < 0 {
			p, q = q, p
		}
		return assembleRSA(new(big.Int).Mul(p, q), e, nil, p, q)
	}
}

// assembleRSA makes a private key of its numbers; d is computed when nil. It
// checks that they belong together.
func assembleRSA(n, e, d, p, q *big.Int) (*Key, error) {
	one := big.NewInt(1)
	if !e.IsInt64() || e.Int64() > 1<<31-1 || e.Int64() < 3 || e.Bit(0) == 0 {
		return nil, dataError("the RSA public exponent must be odd and between 3 and 2147483647")
	}
	if p.Cmp(one) <= 0 || q.Cmp(one) <= 0 || n.Sign() <= 0 {
		return nil, dataError("the numbers of the RSA key do not belong together")
	}
	if d == nil {
		p1, q1 := new(big.Int).Sub(p, one), new(big.Int).Sub(q, one)
		lambda := new(big.Int).Mul(p1, q1)
		lambda.Div(lambda, new(big.Int).GCD(nil, nil, p1, q1))
		if d = new(big.Int).ModInverse(e, lambda); d == nil {
			return nil, dataError("the RSA public exponent does not go with the primes")
		}
	}
	k := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: n, E: int(e.Int64())}, D: d, Primes: []*big.Int{p, q}}
	if err := k.Validate(); err != nil {
		if n.BitLen() >= smallestRSA || new(big.Int).Mul(p, q).Cmp(n) != 0 {
			return nil, dataError("the numbers of the RSA key do not belong together: %v", err)
		}
	}
	k.Precompute()
	return &Key{k}, nil
}

// window is how many odd numbers from a random one on are looked through for a
// prime. Of 1024 bits, one in 355 is.
const window = 1 << 12

// smallPrimes are the odd primes below 65536: most numbers have one of them as a
// factor, which is found faster than by a real test.
var smallPrimes = sync.OnceValue(func() []uint64 {
	const limit = 1 << 16
	composite := make([]bool, limit)
	var out []uint64
	for n := 3; n < limit; n += 2 {
		if composite[n] {
			continue
		}
		out = append(out, uint64(n))
		for m := n * n; m < limit; m += 2 * n {
			composite[m] = true
		}
	}
	return out
})

// prime finds a prime of so many bits, the two highest of which are set, such
// that e has no factor in common with its predecessor.
func prime(random io.Reader, bits int, e *big.Int) (*big.Int, error) {
	const rounds = 10 // besides a Baillie-PSW test
	one, gcd := big.NewInt(1), new(big.Int)
	buf := make([]byte, (bits+7)/8)
	for {
		if _, err := io.ReadFull(random, buf); err != nil {
			return nil, operationError("reading randomness failed: %v", err)
		}
		start := new(big.Int).SetBytes(buf)
		start.Rsh(start, uint(len(buf)*8-bits))
		start.SetBit(start, bits-1, 1).SetBit(start, bits-2, 1).SetBit(start, 0, 1)
		for at, composite := range sieve(start, 2) {
			if composite {
				continue
			}
			p := new(big.Int).Add(start, big.NewInt(int64(2*at)))
			if p.BitLen() == bits && gcd.GCD(nil, nil, new(big.Int).Sub(p, one), e).Cmp(one) == 0 &&
				p.ProbablyPrime(0) && p.ProbablyPrime(rounds) {
				return p, nil
			}
		}
	}
}

// sieve marks which of the numbers start, start+step, start+2*step … have a
// small factor. start is odd, step a power of two.
func sieve(start *big.Int, step uint64) *[window]bool {
	var composite [window]bool
	rest, divisor := new(big.Int), new(big.Int)
	for _, s := range smallPrimes() {
		r := rest.Mod(start, divisor.SetUint64(s)).Uint64()
		first := (s - r) % s // start + first is a multiple of s
		for first%step != 0 {
			first += s
		}
		for at := first / step; at < window; at += s {
			composite[at] = true
		}
	}
	return &composite
}

// factor finds the primes of an RSA key of which only n, e and d are known
// (NIST SP 800-56B, appendix C). It returns false when d does not belong to n.
func factor(n, e, d *big.Int) (p, q *big.Int, ok bool) {
	one := big.NewInt(1)
	k := new(big.Int).Mul(d, e)
	k.Sub(k, one)
	if k.Sign() <= 0 || k.Bit(0) != 0 || n.Bit(0) == 0 {
		return nil, nil, false
	}
	// Hostile numbers must not cost more than one power: these belong together.
	two := big.NewInt(2)
	if new(big.Int).Exp(two, new(big.Int).Add(k, one), n).Cmp(two) != 0 {
		return nil, nil, false
	}
	twos := min(k.TrailingZeroBits(), 256)
	r := new(big.Int).Rsh(k, twos) // odd, but for absurd keys
	top := new(big.Int).Sub(n, one)
	for _, g := range smallPrimes()[:32] {
		y := new(big.Int).Exp(new(big.Int).SetUint64(g), r, n)
		for range twos {
			if y.Cmp(one) == 0 || y.Cmp(top) == 0 {
				break
			}
			x := new(big.Int).Exp(y, two, n)
			if x.Cmp(one) == 0 {
				p = new(big.Int).GCD(nil, nil, y.Sub(y, one), n)
				return p, new(big.Int).Div(n, p), true
			}
			y = x
		}
	}
	return nil, nil, false
}
