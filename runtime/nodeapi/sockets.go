package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// socketNatives lead node:net to the sockets of the platform.
func socketNatives(i *runtime.Isolate, o *goja.Object) {
	set(o, map[string]native{
		"sockets": func(goja.FunctionCall) goja.Value {
			v, ok := i.Module("cloudflare:sockets")
			if !ok {
				panic(i.NewError("Error", "This Worker has no sockets"))
			}
			return v
		},
	})
}
