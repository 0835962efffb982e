package runtime

import (
	"github.com/dop251/goja"
)

// DefineModule makes specifier importable. load is called on the loop at the
// first import and returns what a CommonJS require of it would.
func (i *Isolate) DefineModule(specifier string, load func() goja.Value) {
	i.modules[specifier] = load
}

// DefineModules makes importable whatever find knows. It is called on the loop,
// at every import that DefineModule did not name, and keeps what it loaded.
func (i *Isolate) DefineModules(find func(specifier string) (goja.Value, bool)) {
	i.finders = append(i.finders, find)
}

// Module returns a module that was defined, loading it if needed, and false when
// there is none.
func (i *Isolate) Module(specifier string) (goja.Value, bool) {
	if v, ok := i.loaded[specifier]; ok {
		return v, true
	}
	load := i.modules[specifier]
	if load == nil {
		for _, find := range i.finders {
			if v, ok := find(specifier); ok {
				return v, true
			}
		}
		return nil, false
	}
	v := load()
	i.loaded[specifier] = v
	return v, true
}

// builtins is what the bundle calls for its external imports.
func (i *Isolate) builtins(c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	v, ok := i.Module(name)
	if !ok {
		panic(i.vm.NewTypeError("No such module: " + name))
	}
	return v
}

// ScriptNames are the names that the code of a source has as parameters, for
// code that is compiled later. What each means is made when it is asked for.
func (i *Isolate) ScriptNames() map[string]func() goja.Value {
	regexp := i.vm.Get("RegExp")
	return map[string]func() goja.Value{
		"__paddock_builtins": func() goja.Value { return i.vm.ToValue(i.builtins) },
		"__paddock_caught":   func() goja.Value { return i.vm.ToValue(i.caught) },
		"__paddock_RegExp":   func() goja.Value { return regexp },
	}
}

// caught is what the bundle calls at the beginning of a catch clause.
func (i *Isolate) caught(c goja.FunctionCall) goja.Value {
	i.Mend(c.Argument(0))
	return c.Argument(0)
}

// DefineLazy defines a writable, configurable property of o that is computed
// when it is first read: a global costs nothing until a script uses it. Where a
// script may ask what kind of property it is, it is computed before it runs.
func (i *Isolate) DefineLazy(o *goja.Object, name string, enumerable bool, make func() goja.Value) {
	flag := goja.FLAG_FALSE
	if enumerable {
		flag = goja.FLAG_TRUE
	}
	settle := func(v goja.Value) {
		must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, flag))
	}
	// One function is both: a getter gets no argument, a setter one. There are
	// many lazy properties and a function is not small.
	access := i.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) == 0 {
			v := make()
			settle(v)
			return v
		}
		if this, ok := c.This.(*goja.Object); ok && this != o {
			// An assignment to an object that inherits the property.
			must(this.DefineDataProperty(name, c.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
			return goja.Undefined()
		}
		settle(c.Argument(0))
		return goja.Undefined()
	})
	must(o.DefineAccessorProperty(name, access, access, goja.FLAG_TRUE, flag))
	if i.opts.Worker.describes && i.opts.Worker.Mentions(name) {
		i.described = append(i.described, func() { o.Get(name) })
	}
}

// must is for operations on objects of ours that cannot fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
