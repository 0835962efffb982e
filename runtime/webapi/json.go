package webapi

import (
	"errors"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/jsontext"
)

// installJSON puts faster functions in place of the engine's.
func installJSON(i *runtime.Isolate) {
	i.ExtendGlobal("JSON", func(object *goja.Object) {
		vm := i.VM()
		realm := jsontext.NewRealm(vm, jsontext.Options{Error: i.NewError, Stopped: i.Stopped})
		replace := func(name string, params int, fn func(goja.FunctionCall) goja.Value) {
			object.DefineDataProperty(name, namedFunction(vm, name, params, fn), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		replace("parse", 2, func(c goja.FunctionCall) goja.Value { return parse(i, realm, c) })
		replace("stringify", 3, func(c goja.FunctionCall) goja.Value {
			return realm.Stringify(c.Argument(0), c.Argument(1), c.Argument(2))
		})
	})
}

func parse(i *runtime.Isolate, realm *jsontext.Realm, c goja.FunctionCall) goja.Value {
	text := jsontext.Text(realm.ToString(c.Argument(0)))
	var v goja.Value
	var err error
	if _, revives := goja.AssertFunction(c.Argument(1)); revives {
		v, err = realm.Revive(text, c.Argument(1).(*goja.Object))
	} else {
		v, err = jsontext.Parse(i.VM(), text)
	}
	var syntax *jsontext.SyntaxError
	switch {
	case errors.As(err, &syntax):
		panic(i.NewError("SyntaxError", syntax.Text))
	case err != nil:
		panic(i.NewError("RangeError", err.Error()))
	}
	return v
}
