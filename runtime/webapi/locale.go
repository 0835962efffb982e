package webapi

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// installLocale makes toLocaleString and its kin answer as in American English,
// whatever locale is asked for: the engine's own throw when given one.
func installLocale(i *runtime.Isolate) {
	vm := i.VM()
	global := vm.GlobalObject()
	method := func(class, name string, fn func(c goja.FunctionCall) string) {
		proto := walk(vm, global, class+".prototype")
		proto.DefineDataProperty(name, namedFunction(vm, name, 0, func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(fn(c))
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	valueOf := func(class string) func(goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(walk(vm, global, class+".prototype").Get("valueOf"))
		return func(c goja.FunctionCall) goja.Value { return callThrough(fn, c.This, nil) }
	}
	number, bigint, date := valueOf("Number"), valueOf("BigInt"), valueOf("Date")
	method("Number", "toLocaleString", func(c goja.FunctionCall) string {
		return localNumber(number(c).ToFloat(), numberOptions(c.Argument(1)))
	})
	method("BigInt", "toLocaleString", func(c goja.FunctionCall) string { return groupDigits(bigint(c).String()) })
	for name, layout := range map[string]string{
		"toLocaleString": "1/2/2006, 3:04:05 PM", "toLocaleDateString": "1/2/2006", "toLocaleTimeString": "3:04:05 PM",
	} {
		method("Date", name, func(c goja.FunctionCall) string {
			ms := date(c).ToFloat()
			if math.IsNaN(ms) {
				return "Invalid Date"
			}
			return time.UnixMilli(int64(ms)).In(zoneOf(i, c.Argument(1))).Format(layout)
		})
	}
}

// zoneOf reads the timeZone option; Workers run in UTC.
func zoneOf(i *runtime.Isolate, options goja.Value) *time.Location {
	o, ok := options.(*goja.Object)
	if !ok {
		return time.UTC
	}
	v := o.Get("timeZone")
	if v == nil || goja.IsUndefined(v) {
		return time.UTC
	}
	zone, err := time.LoadLocation(v.String())
	if err != nil || strings.EqualFold(v.String(), "local") {
		panic(i.NewError("RangeError", "Invalid time zone specified: "+v.String()))
	}
	return zone
}

// numberFormat is the part of Intl.NumberFormat's options that is honoured.
type numberFormat struct {
	least, most     int // fraction digits
	percent         bool
	currency        string
	without1000Sign bool
}

func numberOptions(v goja.Value) numberFormat {
	f := numberFormat{most: 3}
	o, ok := v.(*goja.Object)
	if !ok {
		return f
	}
	text := func(name string) string {
		if x := o.Get(name); x != nil && !goja.IsUndefined(x) {
			return x.String()
		}
		return ""
	}
	switch text("style") {
	case "percent":
		f.percent, f.most = true, 0
	case "currency":
		f.currency, f.least, f.most = strings.ToUpper(text("currency")), 2, 2
	}
	least, hasLeast := digits(o.Get("minimumFractionDigits"))
	most, hasMost := digits(o.Get("maximumFractionDigits"))
	if hasLeast {
		f.least = least
		f.most = max(f.most, least)
	}
	if hasMost {
		f.most = most
		f.least = min(f.least, most)
	}
	f.without1000Sign = text("useGrouping") == "false"
	return f
}

func digits(v goja.Value) (int, bool) {
	if v == nil || goja.IsUndefined(v) {
		return 0, false
	}
	return int(min(max(v.ToInteger(), 0), 100)), true
}

var currencySigns = map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CNY": "CN¥", "KRW": "₩"}

func localNumber(n float64, f numberFormat) string {
	sign := ""
	if math.Signbit(n) {
		sign, n = "-", -n
	}
	if f.percent {
		n *= 100
	}
	text := "∞"
	switch {
	case math.IsNaN(n):
		return "NaN"
	case !math.IsInf(n, 0):
		text = strconv.FormatFloat(roundHalfUp(n, f.most), 'f', f.most, 64)
		if at := strings.IndexByte(text, '.'); at >= 0 {
			for len(text)-at-1 > f.least && text[len(text)-1] == '0' {
				text = text[:len(text)-1]
			}
			text = strings.TrimSuffix(text, ".")
		}
		if !f.without1000Sign {
			text = groupDigits(text)
		}
	}
	switch {
	case f.percent:
		text += "%"
	case f.currency != "":
		mark, known := currencySigns[f.currency]
		if !known {
			mark = f.currency + "\u00a0"
		}
		text = mark + text
	}
	return sign + text
}

// roundHalfUp rounds the decimal that a script sees, not the binary fraction
// behind it: 1.005 to two digits is 1.01.
func roundHalfUp(n float64, digits int) float64 {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	at := strings.IndexByte(text, '.')
	if at < 0 || len(text)-at-1 <= digits {
		return n
	}
	cut, err := strconv.ParseFloat(text[:at+1+digits], 64)
	if err != nil {
		return n
	}
	if text[at+1+digits] >= '5' {
		cut += math.Pow10(-digits)
	}
	return cut
}

// groupDigits sets a comma between thousands.
func groupDigits(s string) string {
	whole, fraction, has := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for n, d := range whole {
		if n > 0 && (len(whole)-n)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if has {
		b.WriteString("." + fraction)
	}
	return b.String()
}
