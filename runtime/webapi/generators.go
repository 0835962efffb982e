package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/generators.js
var generatorsSource string

var generatorsLibrary = runtime.NewLibrary("generators.js", generatorsSource, nil)

// installGenerators provides the module that the bundler lets take the place of
// its helpers for async generators, loops over what comes later and disposal.
func installGenerators(i *runtime.Isolate) {
	i.DefineModule("paddock:generators", func() goja.Value { return generatorsLibrary.Load(i) })
}
