package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// vfsNatives tell the files in memory whose they are.
func vfsNatives(i *runtime.Isolate, o *goja.Object) {
	set(o, map[string]native{
		// invocation returns an object that stands for the invocation that runs.
		"invocation": func(goja.FunctionCall) goja.Value {
			if inv := i.Context().Invocation(); inv != nil {
				return inv.Object()
			}
			return goja.Undefined()
		},
	})
}
