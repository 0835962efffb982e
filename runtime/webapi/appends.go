package webapi

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/anatomy"
)

// plus is what an append is where it is not of two texts.
var plus = runtime.NewLibrary("plus.js", `(function () { "use strict"; return { plus: (a, b) => a + b }; })`, nil)

// installAppends provides the module by which bundles append to long strings.
func installAppends(i *runtime.Isolate) {
	vm := i.VM()
	i.DefineModule("paddock:text", func() goja.Value {
		var builder anatomy.Builder
		usual := nativeOf(plus.Load(i).Get("plus"))
		module := vm.NewObject()
		module.Set("append", func(c goja.FunctionCall) goja.Value {
			left, ok := c.Argument(0).(goja.String)
			right := textOf(vm, c.Argument(1))
			if !ok || right == nil {
				return usual(c)
			}
			checkString(i, float64(left.Length())+float64(right.Length()))
			if s := builder.Append(left, right); s != nil {
				return s
			}
			return usual(c)
		})
		return module
	})
}

// textOf is what a primitive value adds to a text; nil for objects, which run code
// of the script, and for symbols, which throw.
func textOf(vm *goja.Runtime, v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	if v.ExportType() == reflect.TypeFor[*big.Int]() || goja.IsNumber(v) || goja.IsUndefined(v) || goja.IsNull(v) || v.ExportType() == reflect.TypeFor[bool]() {
		return vm.ToValue(v.String()).(goja.String)
	}
	return nil
}
