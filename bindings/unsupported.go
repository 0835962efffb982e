package bindings

import (
	_ "embed"
	"fmt"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/unsupported.js
var unsupportedSource string

var unsupportedLibrary = runtime.NewLibrary("unsupported.js", unsupportedSource, nil)

// Unsupported returns the binding of a product that paddock does not emulate:
// an object whose methods throw an error that says so.
func Unsupported(name, product string) Binding { return unsupported{name, product} }

type unsupported struct{ name, product string }

func (u unsupported) Name() string { return u.name }

func (u unsupported) Bind(i *runtime.Isolate) (goja.Value, error) {
	reason := fmt.Sprintf("%s is not emulated by paddock yet. Replace env.%s with a stub of your own where you run locally.", u.product, u.name)
	return refusing(i, u.name, reason)
}

// refusing makes an object whose methods throw an error that gives the reason.
func refusing(i *runtime.Isolate, name, reason string) (goja.Value, error) {
	make, _ := goja.AssertFunction(unsupportedLibrary.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(name), i.VM().ToValue(reason))
}
