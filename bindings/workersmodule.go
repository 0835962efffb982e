package bindings

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/workers.js
var workersSource string

var workersLibrary = runtime.NewLibrary("workers.js", workersSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("env", i.Env())
	native.Set("waitUntil", func(c goja.FunctionCall) goja.Value {
		inv := i.Context().Invocation()
		if inv == nil {
			panic(i.ErrorValue(errNoInvocation))
		}
		inv.WaitUntil(c.Argument(0))
		return goja.Undefined()
	})
})

// noInvocation is the error of calls that make sense only while an event is
// handled.
type noInvocation struct{}

var errNoInvocation = noInvocation{}

func (noInvocation) Error() string {
	return "Disallowed operation called within global scope. waitUntil() can only be called while an event is handled."
}

func defineWorkersModule(i *runtime.Isolate) {
	i.DefineModule("cloudflare:workers", func() goja.Value { return workersLibrary.Load(i) })
}
