package webapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/anatomy"
)

// proxies mends Proxies of functions: the engine refuses instanceof with one on
// its right, and empties the list of arguments that a trap was given after the
// call. Such a Proxy gets another around it that answers Symbol.hasInstance
// with a function of ours and copies arguments. Everything else passes through.
type proxies struct {
	i         *runtime.Isolate
	vm        *goja.Runtime
	usual     goja.Value // Function.prototype[Symbol.hasInstance]
	ours      *goja.Object
	original  *goja.Object // Proxy
	revocable nativeFunction
	apply     nativeFunction // Reflect.apply
	construct nativeFunction // Reflect.construct
}

func installProxies(i *runtime.Isolate) {
	vm := i.VM()
	i.DefineGlobal("Proxy", false, func() goja.Value {
		original := i.EngineGlobal("Proxy").ToObject(vm)
		p := &proxies{i: i, vm: vm, original: original}
		p.usual = walk(vm, vm.GlobalObject(), "Function.prototype").GetSymbol(goja.SymHasInstance)
		p.ours = namedFunction(vm, "[Symbol.hasInstance]", 1, p.hasInstance)
		reflect := i.EngineGlobal("Reflect").ToObject(vm)
		p.apply, p.construct, p.revocable = nativeOf(reflect.Get("apply")), nativeOf(reflect.Get("construct")), nativeOf(original.Get("revocable"))
		return p.class()
	})
}

// class lets the engine's constructor wrap what it makes.
func (p *proxies) class() *goja.Object {
	mended := anatomy.Constructed(p.original, func(construct anatomy.Construct) anatomy.Construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			return p.wrap(construct(args, newTarget))
		}
	})
	if !mended {
		return p.original
	}
	p.original.DefineDataProperty("revocable", namedFunction(p.vm, "revocable", 2, func(c goja.FunctionCall) goja.Value {
		pair := p.revocable(c).ToObject(p.vm)
		if o, ok := pair.Get("proxy").(*goja.Object); ok {
			pair.Set("proxy", p.wrap(o))
		}
		return pair
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return p.original
}

// wrap puts a proxy of ours around one of a function.
func (p *proxies) wrap(o *goja.Object) *goja.Object {
	if _, callable := goja.AssertFunction(o); !callable {
		return o
	}
	outer := p.vm.NewProxy(o, &goja.ProxyTrapConfig{
		// The engine would hand a trap arguments that it overwrites after the call.
		Apply: func(target *goja.Object, this goja.Value, args []goja.Value) goja.Value {
			return p.apply(goja.FunctionCall{Arguments: []goja.Value{target, this, p.list(args)}})
		},
		Construct: func(target *goja.Object, args []goja.Value, newTarget *goja.Object) *goja.Object {
			return p.construct(goja.FunctionCall{Arguments: []goja.Value{target, p.list(args), newTarget}}).(*goja.Object)
		},
		GetSym: func(target *goja.Object, symbol *goja.Symbol, _ goja.Value) goja.Value {
			v := target.GetSymbol(symbol)
			switch {
			case v == nil:
				return goja.Undefined()
			case symbol == goja.SymHasInstance && v.SameAs(p.usual):
				return p.ours
			}
			return v
		},
	})
	return p.vm.ToValue(outer).(*goja.Object)
}

func (p *proxies) list(args []goja.Value) goja.Value {
	items := make([]any, len(args))
	for n := range args {
		items[n] = args[n]
	}
	return p.vm.NewArray(items...)
}

// hasInstance is the standard's OrdinaryHasInstance.
func (p *proxies) hasInstance(c goja.FunctionCall) goja.Value {
	class, ok := c.This.(*goja.Object)
	if _, callable := goja.AssertFunction(c.This); !ok || !callable {
		return p.vm.ToValue(false)
	}
	o, ok := c.Argument(0).(*goja.Object)
	if !ok {
		return p.vm.ToValue(false)
	}
	prototype, ok := class.Get("prototype").(*goja.Object)
	if !ok {
		panic(p.i.NewError("TypeError", "Function has non-object prototype 'undefined' in instanceof check"))
	}
	for next := o.Prototype(); next != nil; next = next.Prototype() {
		if next.SameAs(prototype) {
			return p.vm.ToValue(true)
		}
	}
	return p.vm.ToValue(false)
}
