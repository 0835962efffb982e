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

// members are what the prelude adds to an object of the engine: a class, or its
// prototype, the group in the library, and the names, each with its key in the
// group.
type members struct {
	class string // "" for String.prototype, which is reached without its class
	proto bool
	group string
	names []string
}

var lazyMembers = []members{
	{"Object", false, "statics", []string{"groupBy:objectGroupBy"}},
	{"Map", false, "statics", []string{"groupBy:mapGroupBy"}},
	{"Promise", false, "statics", []string{"withResolvers", "try"}},
	{"Array", false, "statics", []string{"fromAsync"}},
	{"Math", false, "statics", []string{"sumPrecise"}},
	{"", true, "methods.string", []string{"isWellFormed", "toWellFormed"}},
	{"Date", true, "methods.date", []string{"getYear", "setYear"}},
	{"Map", true, "methods.map", []string{"getOrInsert", "getOrInsertComputed"}},
	{"WeakMap", true, "methods.weakMap", []string{"getOrInsert", "getOrInsertComputed"}},
}

// oldAccessors are of Object.prototype.
var oldAccessors = members{"", true, "methods.object", []string{"__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"}}

// extend defines the members on target. The same class may be extended twice.
func (m members) extend(i *runtime.Isolate, target *goja.Object) {
	for _, name := range m.names {
		name, key, _ := strings.Cut(name, ":")
		if key == "" {
			key = name
		}
		define(i, target, name, m.group, key)
	}
}

var iteratorHelpers = []string{"map", "filter", "take", "drop", "flatMap", "reduce", "toArray", "forEach", "some", "every", "find"}

// installPrelude adds what the language has and the engine lacks. It runs
// first: the other areas may use it.
func installPrelude(i *runtime.Isolate, _ Options) error {
	installErrors(i)
	installGenerators(i)
	installAppends(i)
	installJSON(i)
	vm := i.VM()
	iterator := vm.NewArray().Prototype()
	values, _ := goja.AssertFunction(iterator.GetSymbol(goja.SymIterator))
	v, err := values(vm.NewArray())
	if err != nil {
		return fmt.Errorf("find the prototype of iterators: %w", err)
	}
	proto := v.ToObject(vm).Prototype().Prototype()
	i.ExtendGlobal("Symbol", func(symbol *goja.Object) {
		for _, name := range []string{"asyncIterator", "dispose", "asyncDispose"} {
			if symbol.Get(name) == nil {
				symbol.DefineDataProperty(name, goja.NewSymbol("Symbol."+name), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
			}
		}
		if dispose, ok := symbol.Get("dispose").(*goja.Symbol); ok {
			proto.DefineDataPropertySymbol(dispose, namedFunction(vm, "[Symbol.dispose]", 0, disposeIterator(i)), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	})
	preludeLibrary.DefineGlobals(i, "Iterator", "DisposableStack", "AsyncDisposableStack", "SuppressedError", "WeakRef", "FinalizationRegistry")
	for _, m := range lazyMembers {
		if m.class == "" {
			m.extend(i, vm.ToValue("").ToObject(vm).Prototype())
			continue
		}
		i.ExtendGlobal(m.class, func(class *goja.Object) {
			if m.proto {
				class = class.Get("prototype").ToObject(vm)
			}
			m.extend(i, class)
		})
	}
	if i.Worker().Mentions("__define", "__lookup") {
		oldAccessors.extend(i, vm.NewObject().Prototype())
	}
	if i.Worker().Mentions("unscopables") {
		mendUnscopables(vm)
	}
	installMarkup(i)
	installDates(i)
	installNumbers(i)
	for _, name := range iteratorHelpers {
		define(i, proto, name, "methods.iterator", name)
	}
	installFunctionText(i)
	installBuffers(i)
	installGuards(i)
	installProxies(i)
	installWeakSymbols(i)
	hideSources(i)
	return nil
}

// mendUnscopables makes the list of the methods of arrays that with does not see
// that of the standard.
func mendUnscopables(vm *goja.Runtime) {
	list, ok := vm.NewArray().Prototype().GetSymbol(goja.SymUnscopables).(*goja.Object)
	if !ok {
		return
	}
	for _, old := range []string{"groupBy", "groupByToMap"} {
		list.Delete(old)
	}
	list.DefineDataProperty("at", vm.ToValue(true), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// disposeIterator is Symbol.dispose of iterators: it closes them.
func disposeIterator(i *runtime.Isolate) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		this := c.This.ToObject(i.VM())
		method := this.Get("return")
		if method == nil || goja.IsUndefined(method) || goja.IsNull(method) {
			return goja.Undefined()
		}
		close, ok := goja.AssertFunction(method)
		if !ok {
			panic(i.NewError("TypeError", "The return of an iterator is not a function"))
		}
		callThrough(close, c.This, nil)
		return goja.Undefined()
	}
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
	native.Set("isConstructor", func(c goja.FunctionCall) goja.Value {
		_, ok := goja.AssertConstructor(c.Argument(0))
		return vm.ToValue(ok)
	})
	native.Set("fromSync", func(c goja.FunctionCall) goja.Value {
		make, _ := goja.AssertFunction(generatorsLibrary.Load(i).Get("fromSync"))
		return callThrough(make, goja.Undefined(), c.Arguments)
	})
	native.Set("sum", func(c goja.FunctionCall) goja.Value { return vm.ToValue(sumPrecise(vm, c.Argument(0).ToObject(vm))) })
	native.Set("mark", func(c goja.FunctionCall) goja.Value {
		markClass(i, c.Argument(0).(*goja.Object), c.Argument(1).String())
		return goja.Undefined()
	})
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
		i.Stray("a WeakRef, which holds until the garbage collector comes")
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
