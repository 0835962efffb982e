package runtime

import (
	"github.com/dop251/goja"
)

// contextClass is the class of ctx. The native functions behind it find their
// invocation in a private field, so a detached method is an illegal invocation
// and a script cannot forge one.
var contextClass = MustCompile("paddock:context", `(function (waitUntil, props, exports) {
	"use strict";
	class ExecutionContext {
		#key;
		constructor(key) { this.#key = key; }
		static key(of) {
			if (of === null || typeof of !== "object" || !(#key in of)) throw new TypeError("Illegal invocation");
			return of.#key;
		}
		waitUntil(promise) {
			waitUntil(key(this), promise);
		}
		passThroughOnException() {
			key(this);
		}
		get props() {
			return props(key(this));
		}
		get exports() {
			key(this);
			return exports();
		}
		get [Symbol.toStringTag]() { return "ExecutionContext"; }
	}
	const Class = ExecutionContext, key = Class.key;
	delete Class.key;
	return (key) => new Class(key);
})`)

type contextKey struct{}

// Object returns ctx, the object that handlers get.
func (inv *Invocation) Object() *goja.Object {
	if inv.object == nil {
		inv.object = inv.i.newContext(inv)
	}
	return inv.object
}

func (i *Isolate) newContext(inv *Invocation) *goja.Object {
	make, ok := i.values[contextKey{}].(goja.Callable)
	if !ok {
		make = i.contextMaker()
		i.values[contextKey{}] = make
	}
	v, err := make(goja.Undefined(), i.vm.ToValue(inv))
	if err != nil {
		panic(err)
	}
	return v.(*goja.Object)
}

func (i *Isolate) contextMaker() goja.Callable {
	waitUntil := func(c goja.FunctionCall) goja.Value {
		c.Argument(0).Export().(*Invocation).WaitUntil(c.Argument(1))
		return goja.Undefined()
	}
	props := func(c goja.FunctionCall) goja.Value {
		inv := c.Argument(0).Export().(*Invocation)
		if inv.props == nil {
			inv.props = i.vm.NewObject()
		}
		return inv.props
	}
	exports := func(goja.FunctionCall) goja.Value { return i.ContextExports() }
	setup, _ := goja.AssertFunction(i.Run(contextClass))
	v, err := setup(goja.Undefined(), i.vm.ToValue(waitUntil), i.vm.ToValue(props), i.vm.ToValue(exports))
	if err != nil {
		panic(err)
	}
	make, _ := goja.AssertFunction(v)
	return make
}

type exportsKey struct{}

// SetContextExports says how ctx.exports is made, when a script first reads it.
// Without it, ctx.exports is undefined.
func (i *Isolate) SetContextExports(make func() goja.Value) { i.values[exportsKey{}] = make }

// ContextExports returns what ctx.exports shows.
func (i *Isolate) ContextExports() goja.Value {
	switch v := i.values[exportsKey{}].(type) {
	case goja.Value:
		return v
	case func() goja.Value:
		if i.namespace == nil {
			return goja.Undefined() // the script's top level has not ended
		}
		made := v()
		i.values[exportsKey{}] = made
		return made
	}
	return goja.Undefined()
}
