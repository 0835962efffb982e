package intl

import "github.com/dop251/goja"

// rounding is how a formatter rounds, as its options say.
type rounding struct {
	integer                  int // least digits before the point
	fraction                 bool
	leastFraction, most      int
	significant              bool
	leastSignificant, mostSf int
	priority, mode, zeros    string
	increment                int
}

func readRounding(o *goja.Object) rounding {
	r := rounding{
		integer:       whole(o, "minimumIntegerDigits", 1),
		leastFraction: whole(o, "minimumFractionDigits", -1), most: whole(o, "maximumFractionDigits", -1),
		leastSignificant: whole(o, "minimumSignificantDigits", -1), mostSf: whole(o, "maximumSignificantDigits", -1),
		priority: text(o, "roundingPriority"), mode: text(o, "roundingMode"), zeros: text(o, "trailingZeroDisplay"),
		increment: whole(o, "roundingIncrement", 1),
	}
	r.fraction, r.significant = r.most >= 0, r.mostSf >= 0
	return r
}

// round returns the rounded number and how many fraction digits it shows at
// least.
func (r rounding) round(d decimal) (decimal, int) {
	bySignificant := func() (decimal, int) {
		out := d.rounded(r.mostSf-1-d.magnitude(), 1, r.mode)
		return out, max(0, r.leastSignificant-1-out.magnitude())
	}
	byFraction := func() (decimal, int) { return d.rounded(r.most, r.increment, r.mode), r.leastFraction }
	var out decimal
	var least int
	switch {
	case r.significant && r.fraction:
		// The one with more, or less, digits wins.
		fine := r.mostSf-1-d.magnitude() > r.most
		if fine == (r.priority != "lessPrecision") {
			out, least = bySignificant()
		} else {
			out, least = byFraction()
		}
	case r.significant:
		out, least = bySignificant()
	default:
		out, least = byFraction()
	}
	if r.zeros == "stripIfInteger" {
		if _, rest := out.text(0); rest == "" {
			least = 0
		}
	}
	return out, least
}
