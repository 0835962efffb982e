package bindings

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/queue.js
var queueSource string

// queueLibrary holds the classes of the queue binding. Their private fields
// carry Go values, which is what makes a forged or detached call illegal.
var queueLibrary = runtime.NewLibrary("queue.js", queueSource, func(i *runtime.Isolate, native *goja.Object) {
	define := func(name string, fn func(goja.FunctionCall) goja.Value) { native.Set(name, fn) }
	producerNatives(i, define)
	batchNatives(i, define)
})

// fromLibrary calls an exported function of the library.
func fromLibrary(i *runtime.Isolate, name string, args ...goja.Value) (goja.Value, error) {
	fn, _ := goja.AssertFunction(queueLibrary.Load(i).Get(name))
	return i.Call(fn, nil, args...)
}
