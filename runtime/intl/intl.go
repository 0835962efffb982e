// Package intl installs Intl and the locale methods of other classes. Numbers,
// collation, plurals and names follow the locales that golang.org/x/text knows;
// dates, lists, relative times and segments are those of English, to which other
// locales fall back, but for the numeric dates of a few. It knows no Web classes.
package intl

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/intl.js
var source string

var library = runtime.NewLibrary("intl.js", source, natives)

// members are the methods that the library has for other classes.
var members = []struct{ class, name, key string }{
	{"Number", "toLocaleString", "number"},
	{"BigInt", "toLocaleString", "bigint"},
	{"Date", "toLocaleString", "date"},
	{"Date", "toLocaleDateString", "day"},
	{"Date", "toLocaleTimeString", "clock"},
	{"String", "localeCompare", "compare"},
	{"String", "toLocaleLowerCase", "lower"},
	{"String", "toLocaleUpperCase", "upper"},
	{"Array", "toLocaleString", "list"},
}

// Install is a setup function for runtime.Options.Setup. Nothing is loaded
// until a script uses it.
func Install(i *runtime.Isolate) error {
	vm := i.VM()
	library.DefineGlobals(i, "Intl")
	for _, m := range members {
		proto := vm.Get(m.class).ToObject(vm).Get("prototype").ToObject(vm)
		i.DefineLazy(proto, m.name, false, func() goja.Value {
			return library.Load(i).Get("methods").ToObject(vm).Get(m.key)
		})
	}
	return nil
}

// host is what the native functions of one isolate share.
type host struct {
	i  *runtime.Isolate
	vm *goja.Runtime
}

func natives(i *runtime.Isolate, native *goja.Object) {
	h := &host{i: i, vm: i.VM()}
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"canonical": h.canonical, "resolve": h.resolve, "supported": h.supported, "locale": h.locale, "maximize": h.maximize, "minimize": h.minimize,
		"numeral": h.numeral, "isUnit": h.isUnit, "currencyDigits": h.currencyDigits, "number": h.number, "plural": h.plural,
		"collator": h.collator, "zone": h.zone, "zoned": h.zoned, "date": h.date,
		"relativeWord": h.relativeWord, "relative": h.relative, "displayName": h.displayName, "segments": h.segments, "cased": h.cased, "values": h.values,
	} {
		native.Set(name, fn)
	}
}

func (h *host) rangeError(text string) { panic(h.i.NewError("RangeError", text)) }

// text reads a string option, "" when there is none.
func text(o *goja.Object, name string) string {
	v := o.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return ""
	}
	return v.String()
}

// whole reads a number option.
func whole(o *goja.Object, name string, otherwise int) int {
	v := o.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return otherwise
	}
	return int(v.ToInteger())
}

// strings makes a JavaScript array.
func (h *host) strings(list []string) goja.Value {
	values := make([]any, len(list))
	for n, s := range list {
		values[n] = s
	}
	return h.vm.NewArray(values...)
}

// object makes a JavaScript object of functions.
func (h *host) object(functions map[string]func(goja.FunctionCall) goja.Value) goja.Value {
	o := h.vm.NewObject()
	for name, fn := range functions {
		o.Set(name, fn)
	}
	return o
}

// A part is a piece of formatted text.
type part struct{ kind, value string }

func joined(parts []part) string {
	n := 0
	for _, p := range parts {
		n += len(p.value)
	}
	out := make([]byte, 0, n)
	for _, p := range parts {
		out = append(out, p.value...)
	}
	return string(out)
}

// flat lists kinds and values in turn.
func (h *host) flat(parts []part) goja.Value {
	values := make([]any, 0, 2*len(parts))
	for _, p := range parts {
		values = append(values, p.kind, p.value)
	}
	return h.vm.NewArray(values...)
}
