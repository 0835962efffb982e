package webapi

import (
	goruntime "runtime"
	"weak"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// A registry is what stands behind a FinalizationRegistry: the garbage collector
// tells it of targets that are gone, and it calls back on the loop. The collector
// decides when, so nothing that must replay may depend on it.
type registry struct {
	i        *runtime.Isolate
	callback goja.Callable
	lastID   uint64
	cells    map[uint64]goja.Value // what was held for each target
	tokens   map[any][]uint64      // by weak pointer, or by symbol
}

// gone is what the collector's goroutine gets. It must not keep the registry
// alive, which would keep its isolate and with it the target.
type gone struct {
	registry weak.Pointer[registry]
	id       uint64
}

func finalizationNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("registry", func(c goja.FunctionCall) goja.Value {
		callback, _ := goja.AssertFunction(c.Argument(0))
		return vm.ToValue(&registry{i: i, callback: callback, cells: map[uint64]goja.Value{}, tokens: map[any][]uint64{}})
	})
	native.Set("register", func(c goja.FunctionCall) goja.Value {
		i.Stray("a FinalizationRegistry, which the garbage collector calls")
		c.Argument(0).Export().(*registry).register(c.Argument(1), c.Argument(2), c.Argument(3))
		return goja.Undefined()
	})
	native.Set("unregister", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(c.Argument(0).Export().(*registry).unregister(c.Argument(1)))
	})
}

func (r *registry) register(target, held, token goja.Value) {
	r.lastID++
	r.cells[r.lastID] = held
	if !goja.IsUndefined(token) {
		key := weakKey(token)
		r.tokens[key] = append(r.tokens[key], r.lastID)
	}
	if o, ok := target.(*goja.Object); ok {
		goruntime.AddCleanup(o, collected, gone{weak.Make(r), r.lastID})
	}
}

// collected runs on the collector's goroutine.
func collected(g gone) {
	if r := g.registry.Value(); r != nil {
		r.i.Post(nil, func() { r.call(g.id) })
	}
}

func (r *registry) call(id uint64) {
	held, there := r.cells[id]
	if !there {
		return
	}
	delete(r.cells, id)
	if _, err := r.i.Call(r.callback, nil, held); err != nil {
		r.i.Report(r.i.ErrorValue(err))
	}
}

func (r *registry) unregister(token goja.Value) bool {
	key, removed := weakKey(token), false
	for _, id := range r.tokens[key] {
		if _, there := r.cells[id]; there {
			delete(r.cells, id)
			removed = true
		}
	}
	delete(r.tokens, key)
	return removed
}

// weakKey identifies a value without keeping it.
func weakKey(v goja.Value) any {
	if o, ok := v.(*goja.Object); ok {
		return weak.Make(o)
	}
	return v
}
