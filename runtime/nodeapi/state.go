package nodeapi

import (
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/inspect"
)

type stateKey struct{}

// state is what the modules of one isolate share. It belongs to the loop.
type state struct {
	timers    *goja.Object // the platform's own
	i         *runtime.Isolate
	env       func() map[string]string
	files     map[string]string
	libraries map[string]*runtime.Library
	modules   *modules
	began     time.Time
}

func stateOf(i *runtime.Isolate) *state { return i.Value(stateKey{}).(*state) }

// load returns the exports of a library by its name in the table.
func (s *state) load(name string) *goja.Object {
	l := s.libraries[name]
	if l == nil {
		panic(s.i.VM().NewTypeError("No such module: " + name))
	}
	return l.Load(s.i)
}

// module returns what a CommonJS require of a public module would.
func (s *state) module(name string) goja.Value {
	if of, ok := find(name); ok && of != "" {
		return s.part(of)
	}
	return s.load(name)
}

// part resolves an alias such as "path.posix".
func (s *state) part(path alias) goja.Value {
	v := goja.Value(s.load(path.library()))
	if p := path.property(); p != "" {
		v = v.(*goja.Object).Get(p)
	}
	return v
}

// native is a Go function that JavaScript calls, in goja's cheapest form.
type native = func(goja.FunctionCall) goja.Value

// common are the native functions that every library gets.
func common(i *runtime.Isolate, o *goja.Object) {
	vm, s := i.VM(), stateOf(i)
	set(o, map[string]native{
		"require": func(c goja.FunctionCall) goja.Value { return s.load(c.Argument(0).String()) },
		"builtin": func(c goja.FunctionCall) goja.Value {
			if v, ok := s.modules.builtin(c.Argument(0).String()); ok {
				return v
			}
			return goja.Undefined()
		},
		"inspect": func(c goja.FunctionCall) goja.Value {
			p := inspect.Of(i)
			return vm.ToValue(p.Inspect(c.Argument(0), p.OptionsFrom(c.Argument(1), inspect.Defaults())))
		},
		"report": func(c goja.FunctionCall) goja.Value {
			i.Report(c.Argument(0))
			return goja.Undefined()
		},
	})
}

func set(o *goja.Object, functions map[string]native) {
	for name, f := range functions {
		if err := o.Set(name, f); err != nil {
			panic(err)
		}
	}
}

// call calls a function of the script; what it throws is thrown on with its stack.
func call(fn, this goja.Value, args ...goja.Value) goja.Value {
	f, ok := goja.AssertFunction(fn)
	if !ok {
		return goja.Undefined()
	}
	v, err := f(this, args...)
	if err != nil {
		panic(err)
	}
	return v
}
