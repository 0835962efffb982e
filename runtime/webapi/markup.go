package webapi

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// markup are the methods by which old scripts wrap a string in an element: the
// method, its element and its attribute, if it has one.
var markup = [][3]string{
	{"anchor", "a", "name"}, {"big", "big", ""}, {"blink", "blink", ""}, {"bold", "b", ""}, {"fixed", "tt", ""},
	{"fontcolor", "font", "color"}, {"fontsize", "font", "size"}, {"italics", "i", ""}, {"link", "a", "href"},
	{"small", "small", ""}, {"strike", "strike", ""}, {"sub", "sub", ""}, {"sup", "sup", ""},
}

// installMarkup adds them to String.prototype for scripts that may call one.
func installMarkup(i *runtime.Isolate) {
	vm := i.VM()
	var proto *goja.Object
	for _, m := range markup {
		name, element, attribute := m[0], m[1], m[2]
		if !i.Worker().Mentions("."+name, `"`+name, "'"+name, name+":") {
			continue
		}
		if proto == nil {
			proto = vm.ToValue("").ToObject(vm).Prototype()
		}
		params := 0
		if attribute != "" {
			params = 1
		}
		proto.DefineDataProperty(name, namedFunction(vm, name, params, func(c goja.FunctionCall) goja.Value {
			if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
				panic(i.NewError("TypeError", "String.prototype."+name+" called on null or undefined"))
			}
			text, start := c.This.String(), "<"+element
			if attribute != "" {
				start += " " + attribute + `="` + strings.ReplaceAll(c.Argument(0).String(), `"`, "&quot;") + `"`
			}
			return vm.ToValue(start + ">" + text + "</" + element + ">")
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}
