package webapi

import (
	_ "embed"
	"errors"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/scope.js
var scopeSource string

var scopeLibrary = runtime.NewLibrary("scope.js", scopeSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("idl", idlLibrary.Load(i))
	native.Set("events", eventsLibrary.Load(i))
	native.Set("setTimeout", i.VM().Get("setTimeout"))
	native.Set("clearTimeout", i.VM().Get("clearTimeout"))
})

// installScope defines what belongs to the global scope itself.
func installScope(i *runtime.Isolate, o Options) error {
	vm := i.VM()
	global := vm.GlobalObject()
	scopeLibrary.DefineGlobals(i, "Navigator", "navigator", "scheduler")
	if err := global.Set("self", global); err != nil {
		return err
	}
	eventsLibrary.DefineGlobals(i, "WorkerGlobalScope", "ServiceWorkerGlobalScope")
	global.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue("ServiceWorkerGlobalScope"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	defineFunction(vm, global, "reportError", 1, func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) == 0 {
			panic(i.NewError("TypeError", "Failed to execute 'reportError': 1 argument required, but only 0 present."))
		}
		i.Report(c.Argument(0))
		return goja.Undefined()
	})
	defineFunction(vm, global, "structuredClone", 1, func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) == 0 {
			panic(i.NewError("TypeError", "Failed to execute 'structuredClone': 1 argument required, but only 0 present."))
		}
		return structuredClone(i, o, c.Argument(0), c.Argument(1))
	})
	return nil
}

func structuredClone(i *runtime.Isolate, o Options, v, options goja.Value) goja.Value {
	if o.StructuredClone == nil {
		panic(i.ErrorValue(errors.New("structuredClone is not available here")))
	}
	v, err := o.StructuredClone(i, v, transferList(i, options))
	if err != nil {
		panic(i.ErrorValue(err))
	}
	return v
}

func transferList(i *runtime.Isolate, options goja.Value) []goja.Value {
	if options == nil || goja.IsUndefined(options) || goja.IsNull(options) {
		return nil
	}
	bag, ok := options.(*goja.Object)
	if !ok {
		panic(i.NewError("TypeError", "Failed to execute 'structuredClone': parameter 2 is not an object."))
	}
	list := bag.Get("transfer")
	if list == nil || goja.IsUndefined(list) {
		return nil
	}
	var out []goja.Value
	i.VM().ForOf(list, func(v goja.Value) bool {
		if _, ok := v.(*goja.Object); !ok {
			panic(i.NewError("TypeError", "Failed to execute 'structuredClone': an item of transfer is not an object."))
		}
		out = append(out, v)
		return true
	})
	return out
}
