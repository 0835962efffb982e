package anatomy

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// Native is how the engine calls a native function.
type Native = func(goja.FunctionCall) goja.Value

// natives is where a native function keeps what it does, nil if that is not known.
var natives = sync.OnceValue(func() *struct {
	kind unsafe.Pointer // the first word of self
	call uintptr
} {
	l := Known()
	if l == nil {
		return nil
	}
	class := goja.New().ToValue(func(goja.ConstructorCall) *goja.Object { return nil }).(*goja.Object)
	f, ok := behind(class).FieldByName("f")
	if !ok || f.Type != reflect.TypeFor[Native]() || len(f.Index) != 1 {
		return nil
	}
	return &struct {
		kind unsafe.Pointer
		call uintptr
	}{at[words](unsafe.Pointer(class), l.self)[0], f.Offset}
})

// behind is the type of the struct behind an object's interface.
func behind(o *goja.Object) reflect.Type {
	return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type().Elem()
}

// Called makes f what happens when class, a native constructor made of
// func(goja.ConstructorCall) *goja.Object, is called without new. The engine calls
// the constructor then, and does not tell it. It reports whether that was possible.
func Called(class *goja.Object, f Native) bool {
	n := natives()
	if n == nil || at[words](unsafe.Pointer(class), Known().self)[0] != n.kind {
		return false
	}
	*at[Native](Known().of(class), n.call) = f
	return true
}
