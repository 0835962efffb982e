package intl

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// numberFormat is one Intl.NumberFormat.
type numberFormat struct {
	rounding
	symbols                                      *symbols
	locale, style, notation, compact             string
	currency, currencyDisplay, unit, unitDisplay string
	sign, grouping                               string
	accounting                                   bool
}

var decimalText = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$`)

// numeral leaves a decimal text as it is, so that no digit is lost.
func (h *host) numeral(c goja.FunctionCall) goja.Value {
	s := strings.TrimSpace(c.Argument(0).String())
	if decimalText.MatchString(s) {
		return h.vm.ToValue(s)
	}
	return h.vm.ToValue(c.Argument(0).ToFloat())
}

func toDecimal(v goja.Value) decimal {
	if goja.IsString(v) || goja.IsBigInt(v) {
		return ofText(v.String())
	}
	return ofFloat(v.ToFloat())
}

func (h *host) number(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).ToObject(h.vm)
	f := &numberFormat{
		rounding: readRounding(o), locale: text(o, "locale"), style: text(o, "style"), notation: text(o, "notation"), compact: text(o, "compactDisplay"),
		currency: text(o, "currency"), currencyDisplay: text(o, "currencyDisplay"), unit: text(o, "unit"), unitDisplay: text(o, "unitDisplay"),
		sign: text(o, "signDisplay"), grouping: text(o, "useGrouping"), accounting: text(o, "currencySign") == "accounting",
	}
	f.symbols = symbolsOf(f.locale)
	if text(o, "numberingSystem") == "latn" && f.symbols.zero != '0' {
		plain := *f.symbols
		plain.zero = '0'
		f.symbols = &plain
	}
	return h.object(map[string]func(goja.FunctionCall) goja.Value{
		"format": func(c goja.FunctionCall) goja.Value { return h.vm.ToValue(joined(f.parts(toDecimal(c.Argument(0))))) },
		"parts":  func(c goja.FunctionCall) goja.Value { return h.flat(f.parts(toDecimal(c.Argument(0)))) },
	})
}

// parts formats a number.
func (f *numberFormat) parts(d decimal) []part {
	if f.style == "percent" {
		d = d.shifted(2)
	}
	exponent := 0
	var digits []part
	shown := d
	switch {
	case d.nan:
		digits = []part{{"nan", "NaN"}}
	case d.inf:
		digits = []part{{"infinity", "∞"}}
	default:
		exponent = f.exponent(d)
		var least int
		shown, least = f.round(d.shifted(-exponent))
		if f.notation != "standard" && shown.magnitude() > d.shifted(-exponent).magnitude() {
			if next := f.exponent(shown.shifted(exponent)); next != exponent {
				exponent = next // 999.9K becomes 1M
				shown, least = f.round(d.shifted(-exponent))
			}
		}
		digits = f.digitParts(shown, least)
	}
	digits = append(digits, f.scale(exponent, shown)...)
	return f.signed(d, shown, f.dressed(digits, d, shown))
}

// exponent is the power of ten that the notation takes out.
func (f *numberFormat) exponent(d decimal) int {
	m := d.magnitude()
	switch f.notation {
	case "scientific":
		return m
	case "engineering":
		if m < 0 {
			return (m - 2) / 3 * 3
		}
		return m / 3 * 3
	case "compact":
		return min(max(m, 0), 14) / 3 * 3
	}
	return 0
}

func (f *numberFormat) digitParts(d decimal, least int) []part {
	whole, fraction := d.text(least)
	whole = strings.Repeat("0", max(0, f.integer-len(whole))) + whole
	parts := f.grouped(whole)
	if fraction != "" {
		parts = append(parts, part{"decimal", f.symbols.point}, part{"fraction", f.symbols.digits(fraction)})
	}
	return parts
}

// grouped puts separators between the digits of whole.
func (f *numberFormat) grouped(whole string) []part {
	s := f.symbols
	least := s.leastGrouping
	switch f.grouping {
	case "always":
		least = 1
	case "min2":
		least = 2
	case "false":
		least = len(whole)
	}
	if s.group == "" || len(whole) < s.primary+least || f.notation == "scientific" || f.notation == "engineering" {
		return []part{{"integer", s.digits(whole)}}
	}
	var groups []string
	for size, rest := s.primary, whole; ; size = s.secondary {
		if len(rest) <= size {
			groups = append(groups, rest)
			break
		}
		groups = append(groups, rest[len(rest)-size:])
		rest = rest[:len(rest)-size]
	}
	parts := make([]part, 0, 2*len(groups))
	for n := len(groups) - 1; n >= 0; n-- {
		parts = append(parts, part{"integer", s.digits(groups[n])})
		if n > 0 {
			parts = append(parts, part{"group", s.group})
		}
	}
	return parts
}

// scale shows the exponent that was taken out.
func (f *numberFormat) scale(exponent int, shown decimal) []part {
	switch f.notation {
	case "scientific", "engineering":
		parts := []part{{"exponentSeparator", "E"}}
		if exponent < 0 {
			parts = append(parts, part{"exponentMinusSign", "-"})
			exponent = -exponent
		}
		return append(parts, part{"exponentInteger", strconv.Itoa(exponent)})
	case "compact":
		if exponent == 0 || shown.nan || shown.inf {
			return nil
		}
		if f.compact == "long" {
			return []part{{"literal", " "}, {"compact", map[int]string{3: "thousand", 6: "million", 9: "billion", 12: "trillion"}[exponent]}}
		}
		return []part{{"compact", map[int]string{3: "K", 6: "M", 9: "B", 12: "T"}[exponent]}}
	}
	return nil
}

// dressed adds what the style adds.
func (f *numberFormat) dressed(digits []part, d, shown decimal) []part {
	switch f.style {
	case "percent":
		return around(digits, f.symbols.percentBefore, f.symbols.percentAfter, "percentSign")
	case "currency":
		return f.withCurrency(digits, shown)
	case "unit":
		return f.withUnit(digits, shown)
	}
	return digits
}

// around puts texts before and after, with their spaces as literals.
func around(digits []part, before, after, kind string) []part {
	const spaces = " \u00a0\u202f"
	var out []part
	if mark := strings.Trim(before, spaces); mark != "" {
		out = append(out, part{kind, mark})
		if space := before[len(strings.TrimRight(before, spaces)):]; space != "" {
			out = append(out, part{"literal", space})
		}
	}
	out = append(out, digits...)
	if mark := strings.Trim(after, spaces); mark != "" {
		if space := after[:len(after)-len(strings.TrimLeft(after, spaces))]; space != "" {
			out = append(out, part{"literal", space})
		}
		out = append(out, part{kind, mark})
	}
	return out
}

// signed adds the sign that signDisplay wants.
func (f *numberFormat) signed(d, shown decimal, parts []part) []part {
	zero := shown.zero() || shown.nan
	negative := d.negative && !d.nan
	switch f.sign {
	case "never":
		return parts
	case "negative":
		negative = negative && !zero
	case "exceptZero":
		if zero {
			return parts
		}
	}
	switch {
	case negative && f.accounting && f.style == "currency":
		return append(append([]part{{"literal", "("}}, parts...), part{"literal", ")"})
	case negative:
		return append([]part{{"minusSign", f.symbols.minus}}, parts...)
	case f.sign == "always" || f.sign == "exceptZero":
		return append([]part{{"plusSign", "+"}}, parts...)
	}
	return parts
}
