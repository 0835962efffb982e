package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/performance.js
var performanceSource string

var performanceLibrary = runtime.NewLibrary("performance.js", performanceSource, func(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	native.Set("EventTarget", eventsLibrary.Load(i).Get("EventTarget"))
	native.Set("clone", vm.Get("structuredClone"))
	// As on the platform the origin of time is 1970, and now is Date.now.
	native.Set("now", func(goja.FunctionCall) goja.Value { return vm.ToValue(epochMillis(i)) })
})

func installPerformance(i *runtime.Isolate, _ Options) error {
	performanceLibrary.DefineGlobals(i, "Performance", "PerformanceEntry", "PerformanceMark", "PerformanceMeasure", "performance")
	return nil
}
