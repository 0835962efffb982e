package intl

import (
	"strings"
	"unicode"

	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// collator makes a compare function.
func (h *host) collator(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).ToObject(h.vm)
	var options []collate.Option
	sensitivity := text(o, "sensitivity")
	switch sensitivity {
	case "base":
		options = append(options, collate.IgnoreCase, collate.IgnoreDiacritics)
	case "accent":
		options = append(options, collate.IgnoreCase)
	case "case":
		// x/text cannot leave out accents alone.
	}
	if text(o, "numeric") == "true" {
		options = append(options, collate.Numeric)
	}
	tag := language.Make(text(o, "locale"))
	full := collate.New(tag, options...)
	compare := full.CompareString
	if first := text(o, "caseFirst"); first != "false" && (sensitivity == "variant" || sensitivity == "case") {
		caseless := collate.New(tag, append(options, collate.IgnoreCase)...)
		compare = func(a, b string) int {
			if r := caseless.CompareString(a, b); r != 0 {
				return r
			}
			if r := byCase(a, b); first == "upper" {
				return r
			} else {
				return -r
			}
		}
	}
	if sensitivity == "case" {
		inner := compare
		compare = func(a, b string) int { return inner(withoutMarks(a), withoutMarks(b)) }
	}
	if text(o, "ignorePunctuation") == "true" {
		inner := compare
		compare = func(a, b string) int { return inner(withoutPunctuation(a), withoutPunctuation(b)) }
	}
	return h.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		a, b := c.Argument(0).String(), c.Argument(1).String()
		if a == b {
			return h.vm.ToValue(0)
		}
		return h.vm.ToValue(compare(a, b))
	})
}

// byCase puts upper-case letters first.
func byCase(a, b string) int {
	x, y := []rune(a), []rune(b)
	for n := 0; n < min(len(x), len(y)); n++ {
		switch {
		case unicode.IsUpper(x[n]) && !unicode.IsUpper(y[n]):
			return -1
		case unicode.IsUpper(y[n]) && !unicode.IsUpper(x[n]):
			return 1
		}
	}
	return 0
}

func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

func withoutPunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
