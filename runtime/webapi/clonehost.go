package webapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// copiersKey is where an isolate keeps the functions by which its libraries
// copy and transfer their objects.
type copiersKey struct{}

type copier struct{ copyOf, takeOf goja.Callable }

func registerCopier(i *runtime.Isolate, copyOf, takeOf goja.Value) {
	list, _ := i.Value(copiersKey{}).([]copier)
	c := copier{}
	c.copyOf, _ = goja.AssertFunction(copyOf)
	c.takeOf, _ = goja.AssertFunction(takeOf)
	i.SetValue(copiersKey{}, append(list, c))
}

// CloneHost returns what makes the structured clone of an object of the
// platform, or nil when it has none. A transferred object gives up its state
// when the clone is made. It fits codec.Codec.Host. Loop only, while JavaScript
// runs.
func CloneHost(i *runtime.Isolate, o *goja.Object, transferred bool) func() goja.Value {
	list, _ := i.Value(copiersKey{}).([]copier)
	for _, c := range list {
		find := c.copyOf
		if transferred {
			find = c.takeOf
		}
		if find == nil {
			continue
		}
		made, err := find(goja.Undefined(), o)
		if err != nil {
			panic(err)
		}
		if make, ok := goja.AssertFunction(made); ok {
			return func() goja.Value { return callThrough(make, goja.Undefined(), nil) }
		}
	}
	return nil
}
