package webapi

import (
	"weak"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// The engine's weak collections take only objects. Here each symbol that is used
// as a key, unless Symbol.for made it, gets an object that lives as long as it
// does and stands in for it.
type symbolKeys struct {
	vm     *goja.Runtime
	keyFor nativeFunction
	stand  map[weak.Pointer[goja.Symbol]]*goja.Object
	sweep  int // the size at which to look for symbols that are gone
}

// symbolKeysKey is where an isolate keeps its symbolKeys.
type symbolKeysKey struct{}

func installWeakSymbols(i *runtime.Isolate) {
	for class, methods := range map[string]map[string]int{
		"WeakMap": {"delete": 1, "get": 1, "has": 1, "set": 2}, "WeakSet": {"add": 1, "delete": 1, "has": 1},
	} {
		i.ExtendGlobal(class, func(class *goja.Object) {
			proto := class.Get("prototype").ToObject(i.VM())
			for name, params := range methods {
				takeSymbols(i, proto, name, params)
			}
		})
	}
}

// takeSymbols replaces a method of a weak collection with one that knows symbols.
func takeSymbols(i *runtime.Isolate, proto *goja.Object, name string, params int) {
	original := nativeOf(proto.Get(name))
	method := namedFunction(i.VM(), name, params, func(c goja.FunctionCall) goja.Value {
		if s, ok := c.Argument(0).(*goja.Symbol); ok {
			if key := keysOf(i).key(s); key != nil {
				c.Arguments = append([]goja.Value{key}, c.Arguments[1:]...)
			}
		}
		return original(c)
	})
	proto.DefineDataProperty(name, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func keysOf(i *runtime.Isolate) *symbolKeys {
	if k, ok := i.Value(symbolKeysKey{}).(*symbolKeys); ok {
		return k
	}
	keyFor := nativeOf(i.EngineGlobal("Symbol").ToObject(i.VM()).Get("keyFor"))
	k := &symbolKeys{vm: i.VM(), keyFor: keyFor, stand: map[weak.Pointer[goja.Symbol]]*goja.Object{}, sweep: 64}
	i.SetValue(symbolKeysKey{}, k)
	return k
}

// key returns what stands in for a symbol, nil if it cannot be held weakly.
func (k *symbolKeys) key(s *goja.Symbol) *goja.Object {
	p := weak.Make(s)
	if o, ok := k.stand[p]; ok {
		return o
	}
	if !goja.IsUndefined(k.keyFor(goja.FunctionCall{Arguments: []goja.Value{s}})) {
		return nil
	}
	if len(k.stand) >= k.sweep {
		for p := range k.stand {
			if p.Value() == nil {
				delete(k.stand, p)
			}
		}
		k.sweep = 2*len(k.stand) + 64
	}
	o := k.vm.NewObject()
	k.stand[p] = o
	return o
}
