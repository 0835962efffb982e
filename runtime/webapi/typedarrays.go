package webapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// installTypedArrays mends %TypedArray%.from, which the engine refuses to call
// with a string: Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) is how
// scripts turn base64 into bytes. It runs before the guards stand in for the
// classes.
func installTypedArrays(i *runtime.Isolate) {
	vm := i.VM()
	owner := vm.Get("Uint8Array").ToObject(vm).Prototype()
	original, ok := goja.AssertFunction(owner.Get("from"))
	if !ok {
		return
	}
	from := namedFunction(vm, "from", 1, func(c goja.FunctionCall) goja.Value {
		if text, isString := c.Argument(0).(goja.String); isString {
			args := append([]goja.Value{text.ToObject(vm)}, c.Arguments[1:]...)
			return callThrough(original, c.This, args)
		}
		return callThrough(original, c.This, c.Arguments)
	})
	owner.DefineDataProperty("from", from, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
