package intl

import (
	"math"
	"strconv"

	"github.com/dop251/goja"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

var pluralNames = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}

func (h *host) plural(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).ToObject(h.vm)
	tag, rules, r := language.Make(text(o, "locale")), plural.Cardinal, readRounding(o)
	if text(o, "type") == "ordinal" {
		rules = plural.Ordinal
	}
	return h.object(map[string]func(goja.FunctionCall) goja.Value{
		"select": func(c goja.FunctionCall) goja.Value {
			return h.vm.ToValue(pluralOf(rules, tag, r, c.Argument(0).ToFloat()))
		},
		"categories": func(goja.FunctionCall) goja.Value { return h.strings(categories(rules, tag, r)) },
	})
}

// pluralOf picks the form for a number as the rounding shows it.
func pluralOf(rules *plural.Rules, tag language.Tag, r rounding, n float64) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return "other"
	}
	d, least := r.round(ofFloat(math.Abs(n)))
	whole, fraction := d.text(least)
	if len(whole) > 7 {
		whole = whole[len(whole)-7:]
		if whole == "0000000" {
			whole = "10000000" // millions have forms of their own, zero would be wrong
		}
	}
	i, _ := strconv.Atoi(whole)
	f, _ := strconv.Atoi(fraction[:min(len(fraction), 9)])
	trimmed := fraction
	for len(trimmed) > 0 && trimmed[len(trimmed)-1] == '0' {
		trimmed = trimmed[:len(trimmed)-1]
	}
	t, _ := strconv.Atoi(trimmed[:min(len(trimmed), 9)])
	return pluralNames[rules.MatchPlural(tag, i, len(fraction), len(trimmed), f, t)]
}

// categories lists the forms that a locale uses, found by trying.
func categories(rules *plural.Rules, tag language.Tag, r rounding) []string {
	found := map[string]bool{"other": true}
	for n := range 201 {
		found[pluralOf(rules, tag, r, float64(n))] = true
		found[pluralOf(rules, tag, r, float64(n)/10)] = true
	}
	found[pluralOf(rules, tag, r, 1e6)] = true
	var out []string
	for _, name := range []string{"few", "many", "one", "two", "zero", "other"} {
		if found[name] {
			out = append(out, name)
		}
	}
	return out
}
