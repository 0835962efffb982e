package bindings

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

type codecKey struct{}

// codecOf returns the isolate's codec.
func codecOf(i *runtime.Isolate) *codec.Codec {
	if c, ok := i.Value(codecKey{}).(*codec.Codec); ok {
		return c
	}
	c := codec.New(i.VM())
	c.NewDataCloneError = func(message string) goja.Value { return dataCloneError(i, message) }
	c.PlatformClass = func(o *goja.Object) string { return webapi.PlatformClass(i, o) }
	c.Host = func(o *goja.Object, transferred bool) func() goja.Value { return webapi.CloneHost(i, o, transferred) }
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

// StructuredClone is the copy behind the global structuredClone; it fits
// webapi.Options.
func StructuredClone(i *runtime.Isolate, v goja.Value, transfer []goja.Value) (goja.Value, error) {
	return codecOf(i).StructuredClone(v, transfer...)
}
