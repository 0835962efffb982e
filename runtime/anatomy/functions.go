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

// functions is where a native function keeps what it does.
type functions struct {
	kind            unsafe.Pointer // the first word of self
	call, construct uintptr
}

// natives is nil if that is not known.
var natives = sync.OnceValue(func() *functions {
	l := Known()
	if l == nil {
		return nil
	}
	class := goja.New().ToValue(func(goja.ConstructorCall) *goja.Object { return nil }).(*goja.Object)
	call, ok := behind(class).FieldByName("f")
	construct, also := behind(class).FieldByName("construct")
	if !ok || !also || len(call.Index) != 1 || len(construct.Index) != 1 ||
		call.Type != reflect.TypeFor[Native]() || construct.Type != reflect.TypeFor[Construct]() {
		return nil
	}
	return &functions{at[words](unsafe.Pointer(class), l.self)[0], call.Offset, construct.Offset}
})

// of returns where the native function behind class is, nil if it is none.
func (n *functions) of(class *goja.Object) unsafe.Pointer {
	if n == nil || at[words](unsafe.Pointer(class), Known().self)[0] != n.kind {
		return nil
	}
	return Known().of(class)
}

// behind is the type of the struct behind an object's interface.
func behind(o *goja.Object) reflect.Type {
	return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type().Elem()
}

// Called makes f what happens when class, a native constructor made of
// func(goja.ConstructorCall) *goja.Object, is called without new. The engine calls
// the constructor then, and does not tell it. It reports whether that was possible.
func Called(class *goja.Object, f Native) bool {
	p := natives().of(class)
	if p != nil {
		*at[Native](p, natives().call) = f
	}
	return p != nil
}

// Constructed lets around do the work of a native constructor, such as one of
// the engine's own, whose work it gets. It reports whether that was possible.
func Constructed(class *goja.Object, around func(Construct) Construct) bool {
	p := natives().of(class)
	if p != nil {
		construct := at[Construct](p, natives().construct)
		*construct = around(*construct)
	}
	return p != nil
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
