package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/messaging.js
var messagingSource string

// messagingLibrary holds MessageChannel and MessagePort.
var messagingLibrary = runtime.NewLibrary("messaging.js", messagingSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("idl", idlLibrary.Load(i))
	native.Set("events", eventsLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	native.Set("clone", i.VM().Get("structuredClone"))
	native.Set("task", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(0))
		task(i, fn)
		return goja.Undefined()
	})
})

// task runs fn as a task of its own, after those that wait. The invocation stays
// open until then.
func task(i *runtime.Isolate, fn goja.Callable) {
	release := func() {}
	if inv := i.Context().Invocation(); inv != nil && !inv.Over() {
		release = inv.Hold()
	}
	i.Post(i.Context(), func() {
		callReporting(i, fn)
		release()
	})
}
