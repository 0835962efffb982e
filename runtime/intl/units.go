package intl

import (
	"strings"

	"github.com/dop251/goja"
)

// A unitName is how English writes a unit: the singular and plural, the short
// form and its plural, the narrow form. Spaces at the beginning of short and
// narrow forms are part of them.
type unitName struct{ one, many, short, shortMany, narrow string }

// units are those that ECMA-402 sanctions.
var units = map[string]unitName{
	"acre":              {"acre", "acres", " ac", "", "ac"},
	"bit":               {"bit", "bits", " bit", "", "bit"},
	"byte":              {"byte", "bytes", " byte", "", "B"},
	"celsius":           {"degree Celsius", "degrees Celsius", "°C", "", "°C"},
	"centimeter":        {"centimeter", "centimeters", " cm", "", "cm"},
	"day":               {"day", "days", " day", " days", "d"},
	"degree":            {"degree", "degrees", " deg", "", "°"},
	"fahrenheit":        {"degree Fahrenheit", "degrees Fahrenheit", "°F", "", "°"},
	"fluid-ounce":       {"fluid ounce", "fluid ounces", " fl oz", "", "fl oz"},
	"foot":              {"foot", "feet", " ft", "", "′"},
	"gallon":            {"gallon", "gallons", " gal", "", "gal"},
	"gigabit":           {"gigabit", "gigabits", " Gb", "", "Gb"},
	"gigabyte":          {"gigabyte", "gigabytes", " GB", "", "GB"},
	"gram":              {"gram", "grams", " g", "", "g"},
	"hectare":           {"hectare", "hectares", " ha", "", "ha"},
	"hour":              {"hour", "hours", " hr", "", "h"},
	"inch":              {"inch", "inches", " in", "", "″"},
	"kilobit":           {"kilobit", "kilobits", " kb", "", "kb"},
	"kilobyte":          {"kilobyte", "kilobytes", " kB", "", "kB"},
	"kilogram":          {"kilogram", "kilograms", " kg", "", "kg"},
	"kilometer":         {"kilometer", "kilometers", " km", "", "km"},
	"liter":             {"liter", "liters", " L", "", "L"},
	"megabit":           {"megabit", "megabits", " Mb", "", "Mb"},
	"megabyte":          {"megabyte", "megabytes", " MB", "", "MB"},
	"meter":             {"meter", "meters", " m", "", "m"},
	"microsecond":       {"microsecond", "microseconds", " μs", "", "μs"},
	"mile":              {"mile", "miles", " mi", "", "mi"},
	"mile-scandinavian": {"mile-scandinavian", "miles-scandinavian", " smi", "", "smi"},
	"milliliter":        {"milliliter", "milliliters", " mL", "", "mL"},
	"millimeter":        {"millimeter", "millimeters", " mm", "", "mm"},
	"millisecond":       {"millisecond", "milliseconds", " ms", "", "ms"},
	"minute":            {"minute", "minutes", " min", "", "m"},
	"month":             {"month", "months", " mth", " mths", "m"},
	"nanosecond":        {"nanosecond", "nanoseconds", " ns", "", "ns"},
	"ounce":             {"ounce", "ounces", " oz", "", "oz"},
	"percent":           {"percent", "percent", "%", "", "%"},
	"petabyte":          {"petabyte", "petabytes", " PB", "", "PB"},
	"pound":             {"pound", "pounds", " lb", "", "#"},
	"second":            {"second", "seconds", " sec", "", "s"},
	"stone":             {"stone", "stones", " st", "", "st"},
	"terabit":           {"terabit", "terabits", " Tb", "", "Tb"},
	"terabyte":          {"terabyte", "terabytes", " TB", "", "TB"},
	"week":              {"week", "weeks", " wk", " wks", "w"},
	"yard":              {"yard", "yards", " yd", "", "yd"},
	"year":              {"year", "years", " yr", " yrs", "y"},
}

// isUnit accepts a unit, and two with -per- between them.
func (h *host) isUnit(c goja.FunctionCall) goja.Value {
	over, under, per := strings.Cut(c.Argument(0).String(), "-per-")
	_, ok := units[over]
	if per {
		_, also := units[under]
		ok = ok && also
	}
	return h.vm.ToValue(ok)
}

func (f *numberFormat) withUnit(digits []part, shown decimal) []part {
	over, under, per := strings.Cut(f.unit, "-per-")
	u := units[over]
	name := ""
	switch f.unitDisplay {
	case "long":
		name = " " + u.many
		if f.one(shown) {
			name = " " + u.one
		}
		if per {
			name += " per " + units[under].one
		}
	case "narrow":
		name = u.narrow
		if per {
			name += "/" + strings.TrimSpace(units[under].narrow)
		}
	default:
		if name = u.short; u.shortMany != "" && !f.one(shown) {
			name = u.shortMany
		}
		if per {
			name += "/" + perName(under)
		}
	}
	switch f.unit {
	case "mile-per-hour":
		if f.unitDisplay != "long" {
			name = map[bool]string{true: "mph", false: " mph"}[f.unitDisplay == "narrow"]
		}
	case "mile-per-gallon":
		if f.unitDisplay != "long" {
			name = map[bool]string{true: "mpg", false: " mpg"}[f.unitDisplay == "narrow"]
		}
	}
	return around(digits, "", name, "unit")
}

// perName is the short name of what stands under the line.
func perName(unit string) string {
	switch unit {
	case "hour", "second", "day", "week", "year", "month", "minute":
		return map[string]string{"hour": "h", "second": "s", "day": "d", "week": "w", "year": "y", "month": "m", "minute": "min"}[unit]
	}
	return strings.TrimSpace(units[unit].short)
}
