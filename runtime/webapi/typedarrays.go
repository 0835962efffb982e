package webapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// mendFrom mends %TypedArray%.from, which the engine refuses to call
// with a string: Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) is how
// scripts turn base64 into bytes. Each of the classes
// asks for it when it is first used.
func mendFrom(i *runtime.Isolate, owner *goja.Object) {
	if _, done := i.Value(mendedFromKey{}).(bool); done {
		return
	}
	i.SetValue(mendedFromKey{}, true)
	vm := i.VM()
	original := nativeOf(owner.Get("from"))
	if original == nil {
		return
	}
	from := namedFunction(vm, "from", 1, func(c goja.FunctionCall) goja.Value {
		if text, isString := c.Argument(0).(goja.String); isString {
			c.Arguments = append([]goja.Value{text.ToObject(vm)}, c.Arguments[1:]...)
		}
		return original(c)
	})
	owner.DefineDataProperty("from", from, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// mendedFromKey is where an isolate keeps that mendFrom was done.
type mendedFromKey struct{}
