package bindings

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/stubs.js
var stubsSource string

var stubsLibrary = runtime.NewLibrary("stubs.js", stubsSource, nil)

// InstallStubs returns the setup function that defines the module of that name,
// to which the bundle hands what the modules export that stand in for bindings.
// Each becomes an entry of env, over the one that is there; with globals a global too. It
// goes after Install.
func InstallStubs(module string, globals bool) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		i.DefineModule(module, func() goja.Value {
			vm := i.VM()
			resolve, _ := goja.AssertFunction(stubsLibrary.Load(i).Get("resolve"))
			return vm.ToValue(func(c goja.FunctionCall) goja.Value {
				stub, err := i.Call(resolve, nil, c.Argument(0), c.Argument(1), c.Argument(2), i.Env())
				if err != nil {
					panic(i.ErrorValue(err))
				}
				name := c.Argument(0).String()
				if err := i.Env().Set(name, stub); err != nil {
					panic(i.ErrorValue(err))
				}
				if globals {
					if err := vm.Set(name, stub); err != nil {
						panic(i.ErrorValue(err))
					}
				}
				return goja.Undefined()
			})
		})
		return nil
	}
}
