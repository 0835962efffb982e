package intl

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// A decimal is a number exactly as its decimal form says: n × 10^-scale.
type decimal struct {
	n        *big.Int // not negative
	scale    int      // may be negative
	negative bool
	nan, inf bool
}

func ofFloat(f float64) decimal {
	d := decimal{negative: math.Signbit(f), nan: math.IsNaN(f), inf: math.IsInf(f, 0)}
	if d.nan || d.inf {
		d.n = new(big.Int)
		d.negative = d.negative && !d.nan
		return d
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'e', -1, 64), "e")
	e, _ := strconv.Atoi(exponent)
	whole, fraction, _ := strings.Cut(mantissa, ".")
	d.n, _ = new(big.Int).SetString(whole+fraction, 10)
	d.scale = len(fraction) - e
	return d
}

// ofText reads what the decimal pattern of numeral accepts.
func ofText(s string) decimal {
	d := decimal{negative: strings.HasPrefix(s, "-")}
	s = strings.TrimLeft(s, "+-")
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	e, _ := strconv.Atoi(exponent)
	whole, fraction, _ := strings.Cut(mantissa, ".")
	n, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok {
		n = new(big.Int)
	}
	d.n, d.scale = n, len(fraction)-e
	return d
}

func (d decimal) zero() bool { return !d.nan && !d.inf && d.n.Sign() == 0 }

// shifted multiplies by a power of ten.
func (d decimal) shifted(by int) decimal {
	d.scale -= by
	return d
}

// magnitude is the exponent of the first digit: 0 for 5, 2 for 123.
func (d decimal) magnitude() int {
	if d.n.Sign() == 0 {
		return 0
	}
	return len(d.n.String()) - d.scale - 1
}

var ten = big.NewInt(10)

func pow10(n int) *big.Int { return new(big.Int).Exp(ten, big.NewInt(int64(n)), nil) }

// rounded rounds to so many fraction digits, which may be negative, and to a
// multiple of increment in the last of them.
func (d decimal) rounded(fraction, increment int, mode string) decimal {
	if d.scale <= fraction && increment == 1 {
		return d
	}
	n, divisor := d.n, big.NewInt(int64(increment))
	if d.scale > fraction {
		divisor = new(big.Int).Mul(divisor, pow10(d.scale-fraction))
	} else {
		n = new(big.Int).Mul(n, pow10(fraction-d.scale))
	}
	quotient, rest := new(big.Int).QuoRem(n, divisor, new(big.Int))
	half := new(big.Int).Lsh(rest, 1).Cmp(divisor)
	if rest.Sign() != 0 && up(mode, d.negative, half, quotient.Bit(0) == 1) {
		quotient.Add(quotient, big.NewInt(1))
	}
	d.n, d.scale = quotient.Mul(quotient, big.NewInt(int64(increment))), fraction
	return d
}

// up decides whether to round away from zero; half compares what is cut off
// with a half.
func up(mode string, negative bool, half int, odd bool) bool {
	switch mode {
	case "ceil":
		return !negative
	case "floor":
		return negative
	case "expand":
		return true
	case "trunc":
		return false
	case "halfCeil":
		return half > 0 || half == 0 && !negative
	case "halfFloor":
		return half > 0 || half == 0 && negative
	case "halfTrunc":
		return half > 0
	case "halfEven":
		return half > 0 || half == 0 && odd
	}
	return half >= 0
}

// text splits into whole and fraction digits, at least so many of the latter.
func (d decimal) text(least int) (whole, fraction string) {
	s := d.n.String()
	scale := d.scale
	if scale < 0 {
		if d.n.Sign() != 0 {
			s += strings.Repeat("0", -scale)
		}
		scale = 0
	}
	if len(s) <= scale {
		s = strings.Repeat("0", scale-len(s)+1) + s
	}
	whole, fraction = s[:len(s)-scale], s[len(s)-scale:]
	for len(fraction) > least && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	return whole, fraction + strings.Repeat("0", max(0, least-len(fraction)))
}
