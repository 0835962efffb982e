package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/eventsource.js
var eventSourceSource string

// eventSourceLibrary holds EventSource, on top of fetch.
var eventSourceLibrary = runtime.NewLibrary("eventsource.js", eventSourceSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("idl", idlLibrary.Load(i))
	native.Set("events", eventsLibrary.Load(i))
	native.Set("streams", streamsLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	native.Set("URL", urlLibrary.Load(i).Get("URL"))
	native.Set("fetch", fetchLibrary.Load(i).Get("fetch"))
	define := definer(native)
	define("task", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(0))
		task(i, fn)
		return goja.Undefined()
	})
	define("later", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(1))
		later(i, millis(c.Argument(0)), fn)
		return goja.Undefined()
	})
})
