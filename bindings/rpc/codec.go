package rpc

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

type codecKey struct{}

// Codec returns the codec of an isolate; there is one for each. Loop only.
func Codec(i *runtime.Isolate) *codec.Codec {
	if c, ok := i.Value(codecKey{}).(*codec.Codec); ok {
		return c
	}
	c := codec.New(i.VM())
	c.NewDataCloneError = func(message string) goja.Value { return dataCloneError(i, message) }
	c.PlatformClass = func(o *goja.Object) string { return webapi.PlatformClass(i, o) }
	c.Host = func(o *goja.Object, transferred bool) func() goja.Value { return webapi.CloneHost(i, o, transferred) }
	c.Fixed = func(buffer *goja.Object) bool { return webapi.IsMemory(i, buffer) }
	i.SetValue(codecKey{}, c)
	return c
}

// dataCloneError makes a DOMException, or the nearest thing where the isolate
// has none.
func dataCloneError(i *runtime.Isolate, message string) goja.Value {
	vm := i.VM()
	if class := vm.Get("DOMException"); class != nil {
		if e, err := vm.New(class, vm.ToValue(message), vm.ToValue("DataCloneError")); err == nil {
			return e
		}
	}
	e := i.NewError("Error", message)
	e.Set("name", "DataCloneError")
	return e
}
