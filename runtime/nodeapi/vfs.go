package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// vfsNatives tell the files in memory whose they are.
func vfsNatives(i *runtime.Isolate, o *goja.Object) {
	vm, s := i.VM(), stateOf(i)
	set(o, map[string]native{
		// bundled lists the paths of the files in /bundle.
		"bundled": func(goja.FunctionCall) goja.Value {
			var names []any
			for name := range s.files {
				names = append(names, name)
			}
			return vm.NewArray(names...)
		},
		"bytes": func(c goja.FunctionCall) goja.Value {
			return arrayBuffer(vm, []byte(s.files[c.Argument(0).String()]))
		},
		// invocation returns an object that stands for the invocation that runs.
		"invocation": func(goja.FunctionCall) goja.Value {
			if inv := i.Context().Invocation(); inv != nil {
				return inv.Object()
			}
			return goja.Undefined()
		},
	})
}
