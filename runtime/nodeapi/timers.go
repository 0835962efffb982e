package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

func timersNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	set(o, map[string]native{
		// soon(fn) runs fn as a task of its own after those that wait already.
		"soon": func(c goja.FunctionCall) goja.Value {
			fn, _ := goja.AssertFunction(c.Argument(0))
			return vm.ToValue(i.SetTimer(0, false, func() {
				if _, err := fn(goja.Undefined()); err != nil {
					if ex, ok := err.(*goja.Exception); ok {
						i.Report(ex.Value())
						return
					}
					panic(err) // an interrupt: the loop ends the isolate
				}
			}))
		},
		"cancel": func(c goja.FunctionCall) goja.Value {
			i.ClearTimer(c.Argument(0).ToInteger())
			return goja.Undefined()
		},
	})
}
