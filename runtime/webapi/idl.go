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
	native.Set("copyable", func(c goja.FunctionCall) goja.Value {
		registerCopier(i, c.Argument(0), c.Argument(1))
		return goja.Undefined()
	})
	native.Set("mark", func(c goja.FunctionCall) goja.Value {
		markClass(i, c.Argument(0).(*goja.Object), c.Argument(1).String())
		return goja.Undefined()
	})
})

// classesKey is where an isolate keeps the names of the platform's classes, by
// their prototypes.
type classesKey struct{}

// markClass says that the instances of a prototype are no plain data.
func markClass(i *runtime.Isolate, proto *goja.Object, name string) {
	classes, ok := i.Value(classesKey{}).(map[*goja.Object]string)
	if !ok {
		classes = map[*goja.Object]string{}
		i.SetValue(classesKey{}, classes)
	}
	classes[proto] = name
}

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
