package webapi

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/anatomy"
)

// hideSources makes Function.prototype.toString say of paddock's JavaScript
// what it says of native functions: libraries ask it whether a built-in is one.
// Modules of Node are JavaScript on the platform too.
func hideSources(i *runtime.Isolate) {
	vm := i.VM()
	proto := vm.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object).Prototype()
	original := nativeOf(proto.Get("toString"))
	proto.DefineDataProperty("toString", namedFunction(vm, "toString", 0, func(c goja.FunctionCall) goja.Value {
		text := original(c)
		o, ok := c.This.(*goja.Object)
		if !ok {
			return text
		}
		file := anatomy.File(o)
		if !strings.HasPrefix(file, "paddock:") || strings.HasPrefix(file, "paddock:node/") {
			return text
		}
		name, _ := o.Get("name").(goja.String)
		if name == nil {
			name = vm.ToValue("").(goja.String)
		}
		return vm.ToValue("function " + name.String() + "() { [native code] }")
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
