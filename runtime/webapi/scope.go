package webapi

import (
	_ "embed"
	"errors"
	"maps"
	"slices"

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
	native.Set("fetch", func(c goja.FunctionCall) goja.Value {
		fetch, _ := goja.AssertFunction(fetchLibrary.Load(i).Get("fetch"))
		return callThrough(fetch, goja.Undefined(), c.Arguments)
	})
	native.Set("waitUntil", func(c goja.FunctionCall) goja.Value {
		if inv := i.Context().Invocation(); inv != nil {
			inv.WaitUntil(c.Argument(0))
		}
		return goja.Undefined()
	})
})

// installScope defines what belongs to the global scope itself.
func installScope(i *runtime.Isolate, o Options) error {
	vm := i.VM()
	global := vm.GlobalObject()
	scopeLibrary.DefineGlobals(i, "Navigator", "navigator", "scheduler")
	if err := global.Set("origin", "null"); err != nil {
		return err
	}
	i.DefineGlobal("Cloudflare", false, func() goja.Value { return namespace(vm, o) })
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

// namespace makes the object Cloudflare.
func namespace(vm *goja.Runtime, o Options) goja.Value {
	flags := vm.CreateObject(nil)
	if o.Flags != nil {
		values := o.Flags()
		for _, name := range slices.Sorted(maps.Keys(values)) {
			flags.DefineDataProperty(name, vm.ToValue(values[name]), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
		}
	}
	out := vm.NewObject()
	out.DefineDataProperty("compatibilityFlags", flags, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	return out
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
