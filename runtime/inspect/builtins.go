package inspect

import (
	_ "embed"
	"reflect"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed builtins.js
var builtinsSource string

var builtinsLibrary = runtime.NewLibrary("inspect.js", builtinsSource, nil)

// builtins are the engine's own functions, taken before a script can replace
// them more than it may have at its top level.
type builtins struct {
	describe, typedArray, entries, values, source, boxed, iso, has, isEnumerable goja.Callable
	protos                                                                       map[string]*goja.Object
	custom, tag, iterator                                                        *goja.Symbol
}

func (b *builtins) load(i *runtime.Isolate) {
	lib := builtinsLibrary.Load(i)
	fn := func(name string) goja.Callable {
		f, _ := goja.AssertFunction(lib.Get(name))
		return f
	}
	b.describe, b.typedArray, b.entries, b.values = fn("describe"), fn("typedArray"), fn("entries"), fn("values")
	b.source, b.boxed, b.iso = fn("source"), fn("boxed"), fn("iso")
	b.has, b.isEnumerable = fn("has"), fn("isEnumerable")
	b.custom, _ = lib.Get("custom").(*goja.Symbol)
	b.tag, b.iterator = goja.SymToStringTag, goja.SymIterator
	b.protos = map[string]*goja.Object{}
	protos := lib.Get("protos").(*goja.Object)
	for _, name := range protos.Keys() {
		b.protos[name], _ = protos.Get(name).(*goja.Object)
	}
}

// descends reports whether the prototype chain of o leads to the named class.
func (b *builtins) descends(o *goja.Object, class string) bool {
	want := b.protos[class]
	for p := o.Prototype(); p != nil; p = p.Prototype() {
		if p == want {
			return true
		}
	}
	return false
}

// Kinds of objects that the engine tells apart.
const (
	kindPlain = iota
	kindArray
	kindSet
	kindMap
	kindTyped
	kindFunction
	kindArguments
	kindRegExp
	kindDate
	kindError
	kindBuffer
	kindDataView
	kindPromise
	kindWeakSet
	kindWeakMap
	kindBoxed
)

var (
	typeMap     = reflect.TypeFor[[][2]any]()
	typeSet     = reflect.TypeFor[[]any]()
	typePromise = reflect.TypeFor[*goja.Promise]()
	typeBuffer  = reflect.TypeFor[goja.ArrayBuffer]()
	typeProxy   = reflect.TypeFor[goja.Proxy]()
)

// kind classifies an object that is no proxy.
func (p *Inspector) kind(o *goja.Object) int {
	switch o.ClassName() {
	case "Array":
		return kindArray
	case "Function":
		return kindFunction
	case "Arguments":
		return kindArguments
	case "RegExp":
		return kindRegExp
	case "Date":
		return kindDate
	case "Error":
		return kindError
	case "String", "Number", "Boolean":
		return kindBoxed
	}
	switch t := o.ExportType(); {
	case t == typeMap:
		return kindMap
	case t == typeSet:
		return kindSet
	case t == typePromise:
		return kindPromise
	case t == typeBuffer:
		return kindBuffer
	case t.Kind() == reflect.Func:
		return kindFunction
	case t.Kind() == reflect.Slice && p.builtins.descends(o, "TypedArray"):
		return kindTyped
	}
	return p.exoticKind(o)
}

func (p *Inspector) exoticKind(o *goja.Object) int {
	proto := o.Prototype()
	if proto == nil || proto == p.builtins.protos["Object"] {
		return kindPlain
	}
	for class, kind := range exotic {
		if p.builtins.descends(o, class) && p.call(p.builtins.boxed, goja.Undefined(), o, p.vm.ToValue(class)).ToBoolean() {
			return kind
		}
	}
	return kindPlain
}

var exotic = map[string]int{
	"DataView": kindDataView, "WeakMap": kindWeakMap, "WeakSet": kindWeakSet,
	"Symbol": kindBoxed, "BigInt": kindBoxed,
}
