package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/domexception.js
var domExceptionSource string

var domExceptionLibrary = runtime.NewLibrary("domexception.js", domExceptionSource,
	func(i *runtime.Isolate, native *goja.Object) { native.Set("idl", idlLibrary.Load(i)) })

func installDOMException(i *runtime.Isolate, _ Options) error {
	domExceptionLibrary.DefineGlobals(i, "DOMException")
	return nil
}

// NewDOMException makes a DOMException, such as one named "AbortError". Loop only.
func NewDOMException(i *runtime.Isolate, message, name string) goja.Value {
	vm := i.VM()
	o, err := vm.New(domExceptionLibrary.Load(i).Get("DOMException"), vm.ToValue(message), vm.ToValue(name))
	if err != nil {
		panic(err)
	}
	return o
}
