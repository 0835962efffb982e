package webapi

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// installDates mends what the engine writes of dates otherwise than V8: the name
// of the zone, and years of more or fewer digits than four.
func installDates(i *runtime.Isolate) {
	i.ExtendGlobal("Date", func(class *goja.Object) {
		vm := i.VM()
		proto := class.Get("prototype").ToObject(vm)
		change := func(name string, change func(string) string) {
			original := nativeOf(proto.Get(name))
			proto.DefineDataProperty(name, namedFunction(vm, name, 0, func(c goja.FunctionCall) goja.Value {
				return vm.ToValue(change(original(goja.FunctionCall{This: c.This}).String()))
			}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		change("toString", namedZone)
		change("toTimeString", namedZone)
		change("toISOString", wideYear)
		proto.DefineDataProperty("toGMTString", proto.Get("toUTCString"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	})
}

func namedZone(text string) string {
	if head, ok := strings.CutSuffix(text, "(UTC)"); ok {
		return head + "(Coordinated Universal Time)"
	}
	return text
}

// wideYear gives a year with a sign its six digits.
func wideYear(text string) string {
	if text[0] != '+' && text[0] != '-' {
		return text
	}
	year, rest, _ := strings.Cut(text[1:], "-")
	return text[:1] + strings.Repeat("0", max(0, 6-len(year))) + year + "-" + rest
}
