package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

func consoleNatives(i *runtime.Isolate, o *goja.Object) {
	set(o, map[string]native{
		// table(data, columns) is undefined for what is no object.
		"table": func(c goja.FunctionCall) goja.Value {
			data, ok := c.Argument(0).(*goja.Object)
			if !ok {
				return goja.Undefined()
			}
			return i.VM().ToValue(webapi.Table(i, data, c.Argument(1)))
		},
	})
}
