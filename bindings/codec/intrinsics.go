package codec

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/dop251/goja"
)

//go:embed js/intrinsics.js
var intrinsicsSource string

var intrinsicsProgram = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("paddock:intrinsics.js", intrinsicsSource, true)
})

// intrinsics are the built-ins as they were when the codec was made. The native
// functions behind them are called directly: a goja.Callable would run pending
// promise jobs when it is called from outside of JavaScript.
type intrinsics struct {
	vm              *goja.Runtime
	values          *goja.Object
	constructors    *goja.Object
	objectPrototype *goja.Object
	iterators       []*goja.Object // the prototypes of built-in iterators
	functions       map[string]native
}

type native = func(goja.FunctionCall) goja.Value

func takeIntrinsics(vm *goja.Runtime) *intrinsics {
	v, err := vm.RunProgram(intrinsicsProgram())
	if err != nil {
		panic(err) // the source is ours
	}
	o := v.(*goja.Object)
	var iterators []*goja.Object
	list := o.Get("iterators").(*goja.Object)
	for _, k := range list.Keys() {
		iterators = append(iterators, list.Get(k).(*goja.Object))
	}
	return &intrinsics{
		iterators:       iterators,
		vm:              vm,
		values:          o,
		constructors:    o.Get("constructors").(*goja.Object),
		objectPrototype: o.Get("objectPrototype").(*goja.Object),
		functions:       map[string]native{},
	}
}

// call calls the built-in of that name. It panics with what it throws.
func (in *intrinsics) call(name string, this goja.Value, args ...goja.Value) goja.Value {
	f := in.functions[name]
	if f == nil {
		f = in.values.Get(name).Export().(native)
		in.functions[name] = f
	}
	return f(goja.FunctionCall{This: this, Arguments: args})
}

// test calls a built-in that throws for a receiver of another class, and
// reports whether it did not.
func (in *intrinsics) test(name string, this goja.Value) (v goja.Value, ok bool) {
	return v, in.vm.Try(func() { v = in.call(name, this) }) == nil
}

// construct calls one of the built-in constructors.
func (in *intrinsics) construct(name string, args ...goja.Value) *goja.Object {
	o, err := in.vm.New(in.constructors.Get(name), args...)
	if err != nil {
		panic(err)
	}
	return o
}

// holdsState reports whether o, which looks like an ordinary object, is a weak
// collection or a built-in iterator. A Go type does not tell them apart.
func (in *intrinsics) holdsState(o *goja.Object) bool {
	proto := o.Prototype()
	if proto == nil || proto == in.objectPrototype {
		return false
	}
	for _, name := range []string{"weakMapHas", "weakSetHas"} {
		if _, ok := in.test(name, o); ok {
			return true
		}
	}
	for ; proto != nil; proto = proto.Prototype() {
		if slices.Contains(in.iterators, proto) {
			return true
		}
	}
	return false
}
