package bindings

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/bindings/rpc"
	"paddock/runtime"
)

//go:embed js/workers.js
var workersSource string

var workersLibrary = runtime.NewLibrary("workers.js", workersSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("env", func(goja.FunctionCall) goja.Value {
		if v, ok := i.Context().Value(scopedEnv{}).(goja.Value); ok {
			return v
		}
		return i.Env()
	})
	native.Set("within", func(c goja.FunctionCall) (v goja.Value) {
		fn, _ := goja.AssertFunction(c.Argument(0))
		ctx := i.Context()
		for n, key := range []any{scopedEnv{}, scopedExports{}} {
			if o, ok := c.Argument(n + 1).(*goja.Object); ok {
				ctx = ctx.With(key, o)
			}
		}
		i.In(ctx, func() {
			var err error
			if v, err = fn(goja.Undefined()); err != nil {
				panic(err)
			}
		})
		return v
	})
	native.Set("rpc", func(c goja.FunctionCall) goja.Value { return rpc.Class(i, c.Argument(0).String()) })
	native.Set("exports", func(goja.FunctionCall) goja.Value {
		if v, ok := i.Context().Value(scopedExports{}).(goja.Value); ok {
			return v
		}
		return i.ContextExports()
	})
	native.Set("waitUntil", func(c goja.FunctionCall) goja.Value {
		inv := i.Context().Invocation()
		if inv == nil {
			panic(i.ErrorValue(errNoInvocation))
		}
		inv.WaitUntil(c.Argument(0))
		return goja.Undefined()
	})
})

// scopedEnv and scopedExports are the keys of an async context under which withEnv
// and withExports put what env and exports show.
type (
	scopedEnv     struct{}
	scopedExports struct{}
)

// noInvocation is the error of calls that make sense only while an event is
// handled.
type noInvocation struct{}

var errNoInvocation = noInvocation{}

func (noInvocation) Error() string {
	return "Disallowed operation called within global scope. waitUntil() can only be called while an event is handled."
}

func defineWorkersModule(i *runtime.Isolate) {
	i.DefineModule("cloudflare:workers", func() goja.Value { return workersLibrary.Load(i) })
}

// IsEntrypoint reports whether an export is one that other Workers can reach: a
// class that extends WorkerEntrypoint, or an object with a fetch handler. Loop
// only.
func IsEntrypoint(i *runtime.Isolate, name string) bool {
	export, ok := i.Export(name).(*goja.Object)
	if !ok {
		return false
	}
	if _, isClass := goja.AssertFunction(export); !isClass {
		return i.Handles(name, "fetch")
	}
	base := workersLibrary.Load(i).Get("WorkerEntrypoint")
	for o := export; o != nil; o = o.Prototype() {
		if o.SameAs(base) {
			return true
		}
	}
	return false
}
