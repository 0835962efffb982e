package webapi

import (
	"errors"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/jsontext"
)

// installJSON puts faster functions in place of the engine's, whose JSON.parse
// still does the work when there is a reviver.
func installJSON(i *runtime.Isolate) {
	i.ExtendGlobal("JSON", func(object *goja.Object) {
		replaceParse(i, object)
		replaceStringify(i, object)
	})
}

func replaceStringify(i *runtime.Isolate, object *goja.Object) {
	s := jsontext.NewStringifier(i.VM(), jsontext.Options{Error: i.NewError, Stopped: i.Stopped})
	object.DefineDataProperty("stringify", namedFunction(i.VM(), "stringify", 3, func(c goja.FunctionCall) goja.Value {
		return s.Stringify(c.Argument(0), c.Argument(1), c.Argument(2))
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func replaceParse(i *runtime.Isolate, object *goja.Object) {
	vm := i.VM()
	original := nativeOf(object.Get("parse"))
	object.DefineDataProperty("parse", namedFunction(vm, "parse", 2, func(c goja.FunctionCall) goja.Value {
		text, ok := c.Argument(0).ToString().(goja.String)
		if !ok {
			text = vm.ToValue(c.Argument(0).String()).(goja.String)
		}
		v, err := jsontext.Parse(vm, jsontext.Text(text))
		var syntax *jsontext.SyntaxError
		switch {
		case errors.As(err, &syntax):
			panic(i.NewError("SyntaxError", syntax.Text))
		case err != nil:
			panic(i.NewError("RangeError", err.Error()))
		}
		if _, revives := goja.AssertFunction(c.Argument(1)); revives {
			return original(goja.FunctionCall{This: object, Arguments: []goja.Value{text, c.Argument(1)}})
		}
		return v
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
