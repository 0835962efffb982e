package anatomy

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// Native is how the engine calls a native function.
type Native = func(goja.FunctionCall) goja.Value

// Construct is how it calls a native constructor. newTarget is nil for a plain new.
type Construct = func(args []goja.Value, newTarget *goja.Object) *goja.Object

// functions is where native functions of a kind keep what they do.
type functions struct {
	kind            unsafe.Pointer // the first word of self
	call, construct uintptr
}

// natives are the kinds that are known: functions made from outside, and the
// engine's own classes that have many properties.
var natives = sync.OnceValue(func() []functions {
	l := Known()
	if l == nil {
		return nil
	}
	vm := goja.New()
	var kinds []functions
	for _, class := range []goja.Value{vm.ToValue(func(goja.ConstructorCall) *goja.Object { return nil }), vm.Get("Number")} {
		o := class.(*goja.Object)
		call, ok := behind(o).FieldByName("f")
		construct, also := behind(o).FieldByName("construct")
		if ok && also && len(call.Index) == 1 && len(construct.Index) == 1 &&
			call.Type == reflect.TypeFor[Native]() && construct.Type == reflect.TypeFor[Construct]() {
			kinds = append(kinds, functions{at[words](unsafe.Pointer(o), l.self)[0], call.Offset, construct.Offset})
		}
	}
	return kinds
})

// work finds what a native function does, nil if it is none.
func work(function *goja.Object) (*Native, *Construct) {
	for _, n := range natives() {
		if at[words](unsafe.Pointer(function), Known().self)[0] == n.kind {
			p := Known().of(function)
			return at[Native](p, n.call), at[Construct](p, n.construct)
		}
	}
	return nil, nil
}

// behind is the type of the struct behind an object's interface.
func behind(o *goja.Object) reflect.Type {
	return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type().Elem()
}

// Called makes f what happens when class, a native constructor made of
// func(goja.ConstructorCall) *goja.Object, is called without new. The engine calls
// the constructor then, and does not tell it. It reports whether that was possible.
func Called(class *goja.Object, f Native) bool {
	return Around(class, func(Native) Native { return f })
}

// Around lets around do what a native function does when it is called, such as
// one of the engine's own, whose work it gets. It reports whether that was possible.
func Around(function *goja.Object, around func(Native) Native) bool {
	call, _ := work(function)
	if call != nil {
		*call = around(*call)
	}
	return call != nil
}

// Constructed lets around do the work of a native constructor, such as one of
// the engine's own, whose work it gets. It reports whether that was possible.
func Constructed(class *goja.Object, around func(Construct) Construct) bool {
	_, construct := work(class)
	if construct != nil {
		*construct = around(*construct)
	}
	return construct != nil
}

// File names the file that a function's code is of. It is "" for a native
// function, and for a class that has neither a constructor nor fields.
func File(function *goja.Object) string {
	self := reflect.ValueOf(function).Elem().FieldByName("self")
	if name := text(field(field(field(self, "prg"), "src"), "name")); name != "" {
		return name
	}
	return text(field(field(field(self, "initFields"), "src"), "name"))
}

// field is a field of what v points to, the zero Value if there is none.
func field(v reflect.Value, name string) reflect.Value {
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName(name)
}

func text(v reflect.Value) string {
	if v.Kind() != reflect.String {
		return ""
	}
	return v.String()
}
