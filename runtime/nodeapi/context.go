package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// storeKey is the identity of one AsyncLocalStorage.
type storeKey struct{ _ byte }

// contextNatives let AsyncLocalStorage and AsyncResource stand on the isolate's
// own async context, which follows awaits, timers and callbacks already.
func contextNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	in := func(ctx *runtime.AsyncContext, fn, this goja.Value, args goja.Value) (v goja.Value) {
		i.In(ctx, func() { v = call(fn, this, items(vm, args)...) })
		return v
	}
	set(o, map[string]native{
		"newKey": func(goja.FunctionCall) goja.Value { return vm.ToValue(&storeKey{}) },
		"get": func(c goja.FunctionCall) goja.Value {
			v, ok := i.Context().Value(c.Argument(0).Export()).(goja.Value)
			if !ok {
				return goja.Undefined()
			}
			return v
		},
		// run(key, value, fn, this, args)
		"run": func(c goja.FunctionCall) goja.Value {
			ctx := i.Context().With(c.Argument(0).Export(), c.Argument(1))
			return in(ctx, c.Argument(2), c.Argument(3), c.Argument(4))
		},
		"capture": func(goja.FunctionCall) goja.Value { return vm.ToValue(&snapshot{i.Context()}) },
		// runIn(snapshot, fn, this, args)
		"runIn": func(c goja.FunctionCall) goja.Value {
			s := c.Argument(0).Export().(*snapshot)
			return in(s.ctx, c.Argument(1), c.Argument(2), c.Argument(3))
		},
	})
}

// snapshot is an async context in JavaScript's hands.
type snapshot struct{ ctx *runtime.AsyncContext }

// items returns the elements of an array of ours.
func items(vm *goja.Runtime, array goja.Value) []goja.Value {
	o, ok := array.(*goja.Object)
	if !ok {
		return nil
	}
	out := make([]goja.Value, o.Get("length").ToInteger())
	for n := range out {
		out[n] = o.Get(vm.ToValue(n).String())
	}
	return out
}
