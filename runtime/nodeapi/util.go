package nodeapi

import (
	"reflect"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/inspect"
)

var (
	proxyType   = reflect.TypeFor[goja.Proxy]()
	promiseType = reflect.TypeFor[*goja.Promise]()
)

// typesNatives tell what an object is by its internal slots, whatever its
// prototype says.
func typesNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	set(o, map[string]native{
		"classOf": func(c goja.FunctionCall) goja.Value {
			obj, ok := c.Argument(0).(*goja.Object)
			if !ok {
				return goja.Undefined()
			}
			return vm.ToValue(classOf(obj))
		},
		"proxyParts": func(c goja.FunctionCall) goja.Value {
			obj, ok := c.Argument(0).(*goja.Object)
			if !ok || obj.ExportType() != proxyType {
				return goja.Undefined()
			}
			p := obj.Export().(goja.Proxy)
			return vm.NewArray(orNull(p.Target()), orNull(p.Handler()))
		},
	})
}

func orNull(o *goja.Object) goja.Value {
	if o == nil {
		return goja.Null()
	}
	return o
}

func classOf(o *goja.Object) string {
	switch o.ExportType() {
	case proxyType:
		return "Proxy"
	case promiseType:
		return "Promise"
	}
	return o.ClassName()
}

func utilNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	p := inspect.Of(i)
	set(o, map[string]native{
		"inspectIs": func(c goja.FunctionCall) goja.Value {
			p.SetFunction(c.Argument(0))
			return goja.Undefined()
		},
		// format(options, args)
		"format": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(p.Format(items(vm, c.Argument(1)), p.OptionsFrom(c.Argument(0), inspect.Defaults())))
		},
	})
}
