package runtime

import (
	"testing"

	"github.com/dop251/goja"
)

func TestLibraryLoadsOnceAndLate(t *testing.T) {
	loads := 0
	lib := NewLibrary("test.js", `(function (native) { native.loaded(); return {a: {}, b: 2} })`,
		func(i *Isolate, native *goja.Object) {
			native.Set("loaded", func(goja.FunctionCall) goja.Value { loads++; return goja.Undefined() })
		})
	w := newWorld(t, "", `{fetch() { b = 3; log(b); log(a === a); log(Object.keys(globalThis).includes("a")) }}`,
		func(o *Options) {
			o.Setup = append(o.Setup, func(i *Isolate) error { lib.DefineGlobals(i, "a", "b"); return nil })
		})
	if loads != 0 {
		t.Fatal("loaded before anything needed it")
	}
	w.invoke("fetch")
	w.settle()
	w.expect("3", "true", "false", "settled undefined")
	if loads != 1 {
		t.Fatalf("loaded %d times", loads)
	}
}
