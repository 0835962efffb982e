package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/generators.js
var generatorsSource string

var generatorsLibrary = runtime.NewLibrary("generators.js", generatorsSource, generatorsNatives)

// installGenerators provides the module that the bundler lets take the place of
// its helpers for async generators, loops over what comes later and disposal.
func installGenerators(i *runtime.Isolate) {
	i.DefineModule("paddock:generators", func() goja.Value { return generatorsLibrary.Load(i) })
}

// generatorsNatives has evaluate, which makes an async generator function of the
// texts of its parameters and body.
func generatorsNatives(i *runtime.Isolate, native *goja.Object) {
	native.Set("evaluate", func(c goja.FunctionCall) goja.Value {
		e, ok := i.Value(evaluatorKey{}).(*evaluator)
		if !ok {
			panic(i.NewError("EvalError", "Code generation from strings disallowed for this context"))
		}
		return e.function("async function*", c.Arguments)
	})
}
