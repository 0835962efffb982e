package webapi

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// regExpText is how the text of RegExp begins, which no library has.
const regExpText = "function RegExp(pattern, flags) { return construct("

// maxTexts bounds the functions whose authors are remembered.
const maxTexts = 256

// installFunctionText makes Function.prototype.toString say native code of
// functions that paddock wrote in JavaScript, and of a Proxy that can be called,
// which the engine refuses.
func installFunctionText(i *runtime.Isolate) {
	vm := i.VM()
	proto := vm.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object).Prototype()
	original, _ := goja.AssertFunction(proto.Get("toString"))
	known := map[string]bool{} // whether a text is ours
	proto.DefineDataProperty("toString", namedFunction(vm, "toString", 0, func(c goja.FunctionCall) goja.Value {
		v, err := original(c.This)
		if err != nil {
			if _, callable := goja.AssertFunction(c.This); callable {
				return vm.ToValue(nativeText(""))
			}
			panic(err)
		}
		text := v.String()
		if strings.HasSuffix(text, "{ [native code] }") {
			return v
		}
		ours, ok := known[text]
		if !ok {
			if len(known) >= maxTexts {
				clear(known)
			}
			ours = strings.HasPrefix(text, regExpText) || i.Wrote(text)
			known[text] = ours
		}
		if !ours {
			return v
		}
		name, _ := c.This.ToObject(vm).Get("name").(goja.String)
		if name == nil {
			return vm.ToValue(nativeText(""))
		}
		return vm.ToValue(nativeText(name.String()))
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func nativeText(name string) string { return "function " + name + "() { [native code] }" }
