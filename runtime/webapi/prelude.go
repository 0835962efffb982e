package webapi

import (
	_ "embed"
	"fmt"
	"strings"
	"weak"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/prelude.js
var preludeSource string

var preludeLibrary = runtime.NewLibrary("prelude.js", preludeSource, preludeNatives)

// lazyMembers are what the prelude adds to objects of the engine: a path to the object,
// the group in the library, and the names, each with its key in the group.
var lazyMembers = []struct {
	path, group string
	names       []string
}{
	{"Object", "statics", []string{"groupBy:objectGroupBy"}},
	{"Map", "statics", []string{"groupBy:mapGroupBy"}},
	{"Promise", "statics", []string{"withResolvers", "try"}},
	{"Array", "statics", []string{"fromAsync"}},
	{"String.prototype", "methods.string", []string{"isWellFormed", "toWellFormed"}},
	{"Object.prototype", "methods.object", []string{"__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"}},
	{"Date.prototype", "methods.date", []string{"getYear", "setYear"}},
	{"Map.prototype", "methods.map", []string{"getOrInsert", "getOrInsertComputed"}},
	{"WeakMap.prototype", "methods.weakMap", []string{"getOrInsert", "getOrInsertComputed"}},
}

var iteratorHelpers = []string{"map", "filter", "take", "drop", "flatMap", "reduce", "toArray", "forEach", "some", "every", "find"}

// installPrelude adds what the language has and the engine lacks. It runs
// first: the other areas may use it.
func installPrelude(i *runtime.Isolate, _ Options) error {
	installErrors(i)
	installGenerators(i)
	installJSON(i)
	vm := i.VM()
	symbol := vm.Get("Symbol").ToObject(vm)
	for _, name := range []string{"asyncIterator", "dispose", "asyncDispose"} {
		if symbol.Get(name) == nil {
			symbol.DefineDataProperty(name, goja.NewSymbol("Symbol."+name), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		}
	}
	preludeLibrary.DefineGlobals(i, "Iterator", "DisposableStack", "AsyncDisposableStack", "SuppressedError", "WeakRef", "FinalizationRegistry")
	for _, m := range lazyMembers {
		target := walk(vm, vm.GlobalObject(), m.path)
		for _, name := range m.names {
			name, key, _ := strings.Cut(name, ":")
			if key == "" {
				key = name
			}
			define(i, target, name, m.group, key)
		}
	}
	iterator := vm.NewArray().Prototype()
	values, _ := goja.AssertFunction(iterator.GetSymbol(goja.SymIterator))
	v, err := values(vm.NewArray())
	if err != nil {
		return fmt.Errorf("find the prototype of iterators: %w", err)
	}
	proto := v.ToObject(vm).Prototype().Prototype()
	for _, name := range iteratorHelpers {
		define(i, proto, name, "methods.iterator", name)
	}
	installTypedArrays(i)
	installBuffers(i)
	installGuards(i)
	installProxies(i)
	return nil
}

// define makes a member that loads the library when it is first read.
func define(i *runtime.Isolate, target *goja.Object, name, group, key string) {
	i.DefineLazy(target, name, false, func() goja.Value {
		return walk(i.VM(), preludeLibrary.Load(i), group).Get(key)
	})
}

func walk(vm *goja.Runtime, o *goja.Object, path string) *goja.Object {
	for name := range strings.SplitSeq(path, ".") {
		o = o.Get(name).ToObject(vm)
	}
	return o
}

func preludeNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	finalizationNatives(i, native)
	native.Set("weak", func(c goja.FunctionCall) goja.Value {
		if o, ok := c.Argument(0).(*goja.Object); ok {
			return vm.ToValue(&weakValue{object: weak.Make(o)})
		}
		return vm.ToValue(&weakValue{symbol: c.Argument(0)})
	})
	native.Set("strong", func(c goja.FunctionCall) goja.Value {
		w := c.Argument(0).Export().(*weakValue)
		if w.symbol != nil {
			return w.symbol
		}
		if o := w.object.Value(); o != nil {
			return o
		}
		return goja.Undefined()
	})
}

// weakValue is what a WeakRef holds. A symbol is held as it is.
type weakValue struct {
	object weak.Pointer[goja.Object]
	symbol goja.Value
}

// namedFunction is a native function with the name and length of a built-in.
func namedFunction(vm *goja.Runtime, name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := vm.ToValue(fn).(*goja.Object)
	f.DefineDataProperty("name", vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	f.DefineDataProperty("length", vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return f
}
