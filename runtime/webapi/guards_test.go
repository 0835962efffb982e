package webapi

import (
	"testing"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// TestStandIn is of what takes the place of a class where the engine's own cannot be reached.
func TestStandIn(t *testing.T) {
	guarded := func(o *runtime.Options) {
		o.Setup = append(o.Setup, func(i *runtime.Isolate) error {
			i.DefineGlobal("Bytes", false, func() goja.Value {
				return standIn(i, i.EngineGlobal("Uint8Array").ToObject(i.VM()), "Uint8Array", 1)
			})
			return nil
		})
	}
	got := run(t, `
		class Sub extends Bytes {}
		const why = (f) => { try { return f(); } catch (e) { return e.name + ": " + e.message; } };
		return [new Bytes(2).length, new Bytes([1, 2])[1], new Sub(3) instanceof Sub, new Sub(3).length, Bytes.name, Bytes.length, Bytes.BYTES_PER_ELEMENT, why(() => Bytes(1)), why(() => new Bytes(2 ** 40)), new Bytes(4).subarray(1).length].join("|")`, guarded)
	want := "2|2|true|3|Uint8Array|3|1|TypeError: Constructor Uint8Array requires 'new'|RangeError: Array buffer allocation failed|3\n"
	if got != want && got+"\n" != want {
		t.Errorf("got:  %s\nwant: %s", got, want)
	}
}
