package regexps

import (
	"strings"

	"github.com/dop251/goja"
)

// installStringMethods replaces the methods of strings that make an expression
// of what is none. The others only ask for a method of the expression.
func (r *realm) installStringMethods() {
	proto := r.vm.Get("String").ToObject(r.vm).Get("prototype").ToObject(r.vm)
	r.method(proto, "match", 1, r.bySymbol("match", goja.SymMatch, goja.Undefined()))
	r.method(proto, "matchAll", 1, r.bySymbol("matchAll", goja.SymMatchAll, r.vm.ToValue("g")))
	r.method(proto, "search", 1, r.bySymbol("search", goja.SymSearch, goja.Undefined()))
}

// bySymbol makes a method that hands its work to the expression's method of a
// symbol. flags are those of the expression it makes if there is none.
func (r *realm) bySymbol(name string, symbol *goja.Symbol, flags goja.Value) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		if nullish(c.This) {
			r.typeError("String.prototype.%s called on null or undefined", name)
		}
		pattern := c.Argument(0)
		if o, ok := pattern.(*goja.Object); ok {
			if name == "matchAll" && r.isRegExp(o) {
				r.mustBeGlobal(o)
			}
			if v := getSymbol(o, symbol); !nullish(v) {
				return r.invoke(v, o, c.This)
			}
		}
		text := r.toString(c.This)
		rx := r.create(pattern, flags)
		return r.invoke(getSymbol(rx, symbol), rx, text)
	}
}

func (r *realm) invoke(method goja.Value, this *goja.Object, argument goja.Value) goja.Value {
	call, ok := goja.AssertFunction(method)
	if !ok {
		r.typeError("%s is not a function", describe(method))
	}
	v, err := call(this, argument)
	must(err)
	return v
}

func (r *realm) mustBeGlobal(rx *goja.Object) {
	flags := get(rx, "flags")
	if nullish(flags) {
		r.typeError("String.prototype.matchAll called with a non-global RegExp argument")
	}
	if !strings.Contains(r.toString(flags).String(), "g") {
		r.typeError("String.prototype.matchAll called with a non-global RegExp argument")
	}
}
