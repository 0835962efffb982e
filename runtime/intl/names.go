package intl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// displayName gives the name of a code and the code as it should be written.
func (h *host) displayName(c goja.FunctionCall) goja.Value {
	locale, kind, code := language.Make(c.Argument(0).String()), c.Argument(1).String(), c.Argument(2).String()
	name := ""
	invalid := func() { h.rangeError("Invalid argument to Intl.DisplayNames.prototype.of") }
	switch kind {
	case "language":
		code = h.canonicalTag(code)
		if n := display.Tags(locale); n != nil {
			name = n.Name(language.Make(code))
		}
	case "region":
		r, err := language.ParseRegion(code)
		if len(code) != 2 && len(code) != 3 {
			invalid()
		}
		code = strings.ToUpper(code)
		if n := display.Regions(locale); err == nil && n != nil {
			name = n.Name(r)
		}
	case "script":
		s, err := language.ParseScript(code)
		if len(code) != 4 {
			invalid()
		}
		code = strings.ToUpper(code[:1]) + strings.ToLower(code[1:])
		if n := display.Scripts(locale); err == nil && n != nil {
			name = n.Name(s)
		}
	case "currency":
		if len(code) != 3 {
			invalid()
		}
		code = strings.ToUpper(code)
		if names, ok := currencyNames[code]; ok {
			name = titled(names[0])
		}
		if style := c.Argument(3).String(); style != "long" {
			name = currencySign(locale.String(), code, "symbol")
		}
	case "calendar":
		name = map[string]string{"gregory": "Gregorian Calendar", "iso8601": "ISO-8601 Calendar", "buddhist": "Buddhist Calendar", "japanese": "Japanese Calendar"}[code]
	case "dateTimeField":
		name = fieldNames[code]
		if name == "" {
			invalid()
		}
	}
	return h.vm.NewArray(name, code)
}

var fieldNames = map[string]string{
	"era": "era", "year": "year", "quarter": "quarter", "month": "month", "weekOfYear": "week", "weekday": "day of the week", "day": "day",
	"dayPeriod": "AM/PM", "hour": "hour", "minute": "minute", "second": "second", "timeZoneName": "time zone",
}

// titled begins every word of a currency's name with a capital.
func titled(s string) string {
	parts := strings.Fields(s)
	for n, w := range parts {
		parts[n] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(parts, " ")
}

// relativeWord is yesterday, now, next year and the like, or "".
func (h *host) relativeWord(c goja.FunctionCall) goja.Value {
	unit, n := c.Argument(0).String(), c.Argument(1).ToFloat()
	word := ""
	short := c.Argument(2).String() != "long"
	name := unit
	if short && unit != "minute" && unit != "hour" {
		name = relativeShort(unit, 1)
	}
	switch {
	case n == 0 && unit == "second":
		word = "now"
	case n == 0 && unit == "day":
		word = "today"
	case n == 0:
		word = "this " + name
	case unit == "day" && n == 1:
		word = "tomorrow"
	case unit == "day" && n == -1:
		word = "yesterday"
	case n == 1 && (unit != "second" && unit != "minute" && unit != "hour"):
		word = "next " + name
	case n == -1 && (unit != "second" && unit != "minute" && unit != "hour"):
		word = "last " + name
	}
	return h.vm.ToValue(word)
}

// relative gives what stands before and after the number.
func (h *host) relative(c goja.FunctionCall) goja.Value {
	unit, n, past, style := c.Argument(0).String(), c.Argument(1).ToFloat(), c.Argument(2).ToBoolean(), c.Argument(3).String()
	name, space := unit, " "
	switch style {
	case "long":
		if n != 1 {
			name += "s"
		}
	case "short":
		name = relativeShort(unit, n)
	default:
		name, space = map[string]string{"second": "s", "minute": "m", "hour": "h", "day": "d", "week": "w", "month": "mo", "quarter": "q", "year": "y"}[unit], ""
	}
	if past {
		return h.vm.NewArray("", space+name+" ago")
	}
	return h.vm.NewArray("in ", space+name)
}

func relativeShort(unit string, n float64) string {
	switch unit {
	case "day":
		if n != 1 {
			return "days"
		}
		return "day"
	case "quarter":
		if n != 1 {
			return "qtrs."
		}
		return "qtr."
	}
	return map[string]string{"second": "sec.", "minute": "min.", "hour": "hr.", "week": "wk.", "month": "mo.", "year": "yr."}[unit]
}

// values is Intl.supportedValuesOf, null for a key that is not known.
func (h *host) values(c goja.FunctionCall) goja.Value {
	var list []string
	switch c.Argument(0).String() {
	case "calendar":
		list = []string{"gregory"}
	case "collation":
		list = []string{"default"}
	case "currency":
		for code := range currencyNames {
			list = append(list, code)
		}
	case "numberingSystem":
		list = []string{"arab", "arabext", "beng", "deva", "latn", "mymr"}
	case "timeZone":
		list = slices.Clone(zones)
	case "unit":
		for unit := range units {
			list = append(list, unit)
		}
	default:
		return goja.Null()
	}
	slices.Sort(list)
	return h.strings(list)
}

func itoa(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}
