package service

import (
	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

// Loopback returns the setup function that defines ctx.exports: each export
// that handles something, as a service of the Worker itself. reach returns how
// to call an export.
func Loopback(reach func(export string) *Entrypoint) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		i.SetContextExports(func() goja.Value {
			o := i.VM().NewObject()
			for _, name := range i.ExportNames() {
				if !bindings.IsEntrypoint(i, name) {
					continue
				}
				v, err := rpc.NewLoopback(i, reach(name))
				if err == nil {
					err = o.Set(name, v)
				}
				if err != nil {
					panic(i.ErrorValue(err))
				}
			}
			return o
		})
		return nil
	}
}
