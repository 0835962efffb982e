package nodeapi

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"paddock/runtime"
)

func processNatives(i *runtime.Isolate, o *goja.Object) {
	vm, s := i.VM(), stateOf(i)
	set(o, map[string]native{
		"env": func(goja.FunctionCall) goja.Value {
			out := vm.NewObject()
			if s.env != nil {
				vars := s.env()
				for _, name := range slices.Sorted(maps.Keys(vars)) {
					out.Set(name, vars[name])
				}
			}
			return out
		},
		"log": func(c goja.FunctionCall) goja.Value {
			i.Log(c.Argument(0).String(), c.Argument(1).String())
			return goja.Undefined()
		},
		// elapsed returns [seconds, nanoseconds] since the isolate began.
		"elapsed": func(goja.FunctionCall) goja.Value {
			d := i.Clock().Now().Sub(s.began)
			return vm.NewArray(int64(d/1e9), int64(d%1e9))
		},
	})
}
