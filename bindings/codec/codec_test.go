package codec_test

import (
	"testing"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
)

// world is a runtime with a codec, and functions for scripts to use it.
type world struct {
	t  testing.TB
	vm *goja.Runtime
	c  *codec.Codec
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, vm: goja.New()}
	w.c = codec.New(w.vm)
	w.vm.Set("clone", func(call goja.FunctionCall) goja.Value {
		var transfer []goja.Value
		if len(call.Arguments) > 1 {
			if err := w.vm.ExportTo(call.Arguments[1], &transfer); err != nil {
				panic(err)
			}
		}
		return w.or(w.c.StructuredClone(call.Argument(0), transfer...))
	})
	return w
}

func (w *world) or(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

// run returns the value of a script, which must not throw.
func (w *world) run(script string) goja.Value {
	w.t.Helper()
	v, err := w.vm.RunString(script)
	if err != nil {
		w.t.Fatalf("%s: %v", script, err)
	}
	return v
}

// thrown returns what a failed operation throws, as "Name: message".
func thrown(t testing.TB, err error) string {
	t.Helper()
	ex, ok := err.(*goja.Exception)
	if !ok {
		t.Fatalf("got %v (%T), want an exception", err, err)
	}
	o, ok := ex.Value().(*goja.Object)
	if !ok {
		return ex.Value().String()
	}
	return o.Get("name").String() + ": " + o.Get("message").String()
}
