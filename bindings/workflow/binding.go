package workflow

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/bindings/codec"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

//go:embed js/workflow.js
var source string

// library holds the classes of the binding and the steps.
var library = runtime.NewLibrary("workflow.js", source, natives)

type (
	exportsKey struct{} // of what the library exports
	loadKey    struct{} // of the function that loads it
)

// Install defines the module cloudflare:workflows.
func Install(i *runtime.Isolate) error {
	i.SetValue(loadKey{}, func() { library.Load(i) })
	i.DefineModule("cloudflare:workflows", func() goja.Value {
		o := i.VM().NewObject()
		if err := o.Set("NonRetryableError", library.Load(i).Get("NonRetryableError")); err != nil {
			panic(err)
		}
		return o
	})
	return nil
}

// A Binding puts a workflow into env.
type Binding struct {
	Binding    string
	Definition Definition
	Engine     *Engine

	capture *bindings.Capture // nil when nobody watches
}

// Name is the property of env.
func (b *Binding) Name() string { return b.Binding }

// BindsLate says that it is made when a script first reads it.
func (b *Binding) BindsLate() {}

// Bind makes the Workflow object.
func (b *Binding) Bind(i *runtime.Isolate) (goja.Value, error) {
	fn, _ := goja.AssertFunction(library.Load(i).Get("make"))
	return i.Call(fn, nil, i.VM().ToValue(b))
}

// call starts run() of the class.
func (r *run) call(i *runtime.Isolate, inv *runtime.Invocation) (goja.Value, error) {
	target, isClass, err := inv.Entrypoint(r.def.Class)
	if err != nil {
		return nil, err
	}
	if !isClass {
		return nil, fmt.Errorf("the export %q of %s is no class: a workflow is a class that extends WorkflowEntrypoint", r.def.Class, r.def.Worker)
	}
	i.Value(loadKey{}).(func())()
	params, err := rpc.Codec(i).Decode(codec.V8, r.inst.Params)
	if err != nil {
		return nil, err
	}
	vm := i.VM()
	fn, _ := goja.AssertFunction(i.Value(exportsKey{}).(*goja.Object).Get("run"))
	return i.Call(fn, nil, target, vm.ToValue(r), params, vm.ToValue(r.inst.Created.UnixMilli()), vm.ToValue(r.inst.ID))
}

func natives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	define := func(name string, fn func(goja.FunctionCall) goja.Value) { native.Set(name, fn) }
	of := func(c goja.FunctionCall) *run { return c.Argument(0).Export().(*run) }
	define("ready", func(c goja.FunctionCall) goja.Value {
		i.SetValue(exportsKey{}, c.Argument(0).(*goja.Object))
		return c.Argument(0)
	})
	define("sleep", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(1))
		return vm.ToValue(i.SetTimer(time.Duration(c.Argument(0).ToFloat()*float64(time.Millisecond)), false, func() {
			if _, err := i.Call(fn, nil); err != nil {
				i.Report(i.ErrorValue(err))
			}
		}))
	})
	define("wake", func(c goja.FunctionCall) goja.Value {
		i.ClearTimer(c.Argument(0).ToInteger())
		return goja.Undefined()
	})
	define("attempt", func(c goja.FunctionCall) goja.Value { return attempt(i, c) })
	define("begin", func(c goja.FunctionCall) goja.Value { return of(c).begin(i, c.Argument(1).String()) })
	define("succeed", func(c goja.FunctionCall) goja.Value {
		return of(c).save(i, c.Argument(1).String(), Step{Ended: true, Attempts: int(c.Argument(2).ToInteger()), Value: encode(i, c.Argument(3))})
	})
	define("fail", func(c goja.FunctionCall) goja.Value {
		return of(c).save(i, c.Argument(1).String(), Step{Attempts: int(c.Argument(2).ToInteger()), Ended: c.Argument(3).ToBoolean(),
			Due: millis(c.Argument(4)), Failure: &Failure{c.Argument(5).String(), c.Argument(6).String()}})
	})
	define("due", func(c goja.FunctionCall) goja.Value {
		return of(c).save(i, c.Argument(1).String(), Step{Due: millis(c.Argument(2))})
	})
	define("wait", func(c goja.FunctionCall) goja.Value {
		return of(c).wait(i, c.Argument(1).String(), c.Argument(2).String())
	})
	define("unwait", func(c goja.FunctionCall) goja.Value {
		of(c).unwait(c.Argument(1).String())
		return goja.Undefined()
	})
	define("count", func(c goja.FunctionCall) goja.Value {
		of(c).count(int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger()))
		return goja.Undefined()
	})
	bindingNatives(i, define)
}

// encode keeps a value; it throws when the value cannot be kept.
func encode(i *runtime.Isolate, v goja.Value) []byte {
	data, err := rpc.Codec(i).Encode(codec.V8, v)
	if err != nil {
		panic(i.ErrorValue(err))
	}
	if len(data) > MaxStored {
		panic(i.NewError("Error", fmt.Sprintf("a step, an event and the parameters hold at most %d bytes each, and these are %d", MaxStored, len(data))))
	}
	return data
}

// bindingNatives are those of env.WORKFLOW.
func bindingNatives(i *runtime.Isolate, define func(string, func(goja.FunctionCall) goja.Value)) {
	vm := i.VM()
	of := func(c goja.FunctionCall) *Binding { return c.Argument(0).Export().(*Binding) }
	define("create", func(c goja.FunctionCall) goja.Value {
		b, list := of(c), c.Argument(1).(*goja.Object)
		var all []NewInstance
		for _, n := range list.Keys() {
			item := list.Get(n).(*goja.Object)
			one := NewInstance{Params: encode(i, item.Get("params"))}
			if id := item.Get("id"); !goja.IsUndefined(id) && !goja.IsNull(id) {
				one.ID = id.String()
				if err := CheckID(one.ID); err != nil {
					panic(i.ErrorValue(err))
				}
			}
			all = append(all, one)
		}
		promise, ticket := i.Promise("workflow create " + b.Definition.Name)
		b.create(all, func(ids []string, err error) {
			ticket.Settle(func(*goja.Runtime) (goja.Value, error) {
				items := make([]any, len(ids))
				for n, id := range ids {
					items[n] = id
				}
				return vm.NewArray(items...), err
			})
		})
		return promise
	})
	define("status", func(c goja.FunctionCall) goja.Value {
		promise, ticket := i.Promise("workflow status " + of(c).Definition.Name)
		of(c).Engine.Get(of(c).Definition.Name, c.Argument(1).String(), func(found Instance, err error) {
			ticket.Settle(func(*goja.Runtime) (goja.Value, error) {
				if err != nil {
					return nil, err
				}
				return statusValue(i, found)
			})
		})
		return promise
	})
	settle := func(what string, begin func(done func(error))) goja.Value {
		promise, ticket := i.Promise(what)
		begin(func(err error) {
			ticket.Settle(func(*goja.Runtime) (goja.Value, error) { return goja.Undefined(), err })
		})
		return promise
	}
	define("change", func(c goja.FunctionCall) goja.Value {
		return settle("workflow "+c.Argument(2).String()+" "+of(c).Definition.Name, func(done func(error)) { of(c).change(c.Argument(1).String(), c.Argument(2).String(), done) })
	})
	define("send", func(c goja.FunctionCall) goja.Value {
		event := Event{Type: c.Argument(2).String(), Payload: encode(i, c.Argument(3))}
		return settle("workflow sendEvent "+of(c).Definition.Name, func(done func(error)) { of(c).send(c.Argument(1).String(), event, done) })
	})
}

// statusValue is what status() resolves to.
func statusValue(i *runtime.Isolate, found Instance) (goja.Value, error) {
	o := i.VM().NewObject()
	o.Set("status", string(found.Status))
	if f := found.Failure; f != nil {
		e := i.VM().NewObject()
		e.Set("name", f.Name)
		e.Set("message", f.Message)
		o.Set("error", e)
	}
	if found.Output != nil {
		v, err := rpc.Codec(i).Decode(codec.V8, found.Output)
		if err != nil {
			return nil, err
		}
		o.Set("output", v)
	}
	return o, nil
}
