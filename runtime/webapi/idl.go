package webapi

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/idl.js
var idlSource string

// idlLibrary is what the other libraries share to behave as Web IDL says.
var idlLibrary = runtime.NewLibrary("idl.js", idlSource, func(i *runtime.Isolate, native *goja.Object) {
	classes := map[*goja.Object]string{}
	i.SetValue(classesKey{}, classes)
	native.Set("copyable", func(c goja.FunctionCall) goja.Value {
		registerCopier(i, c.Argument(0), c.Argument(1))
		return goja.Undefined()
	})
	native.Set("mark", func(c goja.FunctionCall) goja.Value {
		classes[c.Argument(0).(*goja.Object)] = c.Argument(1).String()
		return goja.Undefined()
	})
})

// classesKey is where an isolate keeps the names of the platform's classes, by
// their prototypes.
type classesKey struct{}

// PlatformClass names the class of the platform that o is an instance of, or
// returns "". Loop only.
func PlatformClass(i *runtime.Isolate, o *goja.Object) string {
	classes, _ := i.Value(classesKey{}).(map[*goja.Object]string)
	for p := o.Prototype(); p != nil && len(classes) > 0; p = p.Prototype() {
		if name := classes[p]; name != "" {
			return name
		}
	}
	return ""
}
