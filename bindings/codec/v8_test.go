package codec_test

import (
	"encoding/hex"
	"os"
	"os/exec"
	"strings"
	"testing"

	"paddock/bindings/codec"
)

type wireCase struct{ name, expression, hex string }

// wireCases are the recorded bytes in testdata/cases.txt.
func wireCases(t testing.TB) []wireCase {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []wireCase
	for line := range strings.Lines(string(data)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || len(parts) != 3 {
			continue
		}
		cases = append(cases, wireCase{parts[0], parts[1], parts[2]})
	}
	if len(cases) < 40 {
		t.Fatalf("only %d cases", len(cases))
	}
	return cases
}

// Encoding gives V8's bytes, and what is decoded from them encodes to the same
// again.
func TestV8RecordedBytes(t *testing.T) {
	for _, c := range wireCases(t) {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			data, err := w.c.Encode(codec.V8, w.run(c.expression))
			if err != nil {
				t.Fatal(thrown(t, err))
			}
			if got := hex.EncodeToString(data); got != c.hex {
				t.Fatalf("encoded\n got %s\nwant %s", got, c.hex)
			}
			v, err := w.c.Decode(codec.V8, data)
			if err != nil {
				t.Fatal(thrown(t, err))
			}
			again, err := w.c.Encode(codec.V8, v)
			if err != nil {
				t.Fatal(thrown(t, err))
			}
			if got := hex.EncodeToString(again); got != c.hex {
				t.Errorf("encoded again\n got %s\nwant %s", got, c.hex)
			}
		})
	}
}

func TestV8DecodedValues(t *testing.T) {
	tests := []struct{ hex, holds string }{
		{"ff0f5c040401000200", "v instanceof Uint16Array && v[1] === 2"}, // as Node writes views
		{"ff0f5c0a020102", "v instanceof Uint8Array && v[1] === 2"},
		{"ff0f5c0c080100000000000000", "v instanceof BigUint64Array && v[0] === 1n"},
		{"ff0f5303e282ac", "v === '€'"},
		{"ff0f5301ff", "v === '\\ufffd'"},
		{"ff0f3f014902", "v === 1"},
		{"ff0f55ffffffff0f", "v === 4294967295"},
		{"ff0d4902", "v === 1"},
		{"ff0d4204010203045642010249", "v.length === 2 && v[0] === 2"},
		{"ff0f7e040801020304564201 0003", "v.length === 3 && v[0] === 2"},
		{"ff0f41022d4902240002", "v.length === 2 && !(0 in v) && v[1] === 1"},
		{"ff0f6101490a490240 0101", "v.length === 6 && v[5] === 1"},
		{"ff0f61ffffffff0f4000ffffffff0f", "v.length === 4294967295"},
		{"ff0f6f4e000000000000f83f49027b01", "v['1.5'] === 1"},
		{"ff0f6f4e000000000000008049027b01", "v['0'] === 1"},
		{"ff0f6f22095f5f70726f746f5f5f6f7b007b01", "Object.hasOwn(v, '__proto__') && Object.getPrototypeOf(v) === Object.prototype"},
		{"ff0f4902ffff", "v === 1"},
		{"ff0f5a040102", "v === 513n"},
		{"ff0f49828080808080808080 00", "v === 1"},
		{"ff0f72545 22e", "v instanceof RangeError && v.stack === undefined"},
		{"ff0f726d220473656c66635e007322 01732e", "v.cause === v && v.message === 'self' && v.stack === 's'"},
		{"ff0f44000000000000f07f", "isNaN(v.getTime())"},
	}
	for _, tt := range tests {
		w := newWorld(t)
		v, err := w.c.Decode(codec.V8, unhex(t, tt.hex))
		if err != nil {
			t.Errorf("%s: %s", tt.hex, thrown(t, err))
			continue
		}
		w.vm.Set("v", v)
		if !w.run(tt.holds).ToBoolean() {
			t.Errorf("%s: not %s", tt.hex, tt.holds)
		}
	}
}

func TestV8Refused(t *testing.T) {
	const bad = "Error: Unable to deserialize cloned data."
	const version = "Error: Unable to deserialize cloned data due to invalid or unsupported version."
	tests := []struct{ hex, want string }{
		{"", version}, {"4902", version}, {"ff104902", version}, {"ff0c4902", version},
		{"ff0f", bad}, {"ff0f51", bad}, {"ff0f2d", bad}, {"ff0f5e00", bad},
		{"ff0f6f22016149027b02", bad},            // wrong count
		{"ff0f6f22016149022201614904 7b02", bad}, // a key twice
		{"ff0f6105490249024902490440 0205", bad},
		{"ff0f6f5449027b01", bad}, {"ff0f6f2201612d7b01", bad}, {"ff0f3b2d49023a02", bad},
		{"ff0f3b49023a01", bad}, {"ff0f5a01", bad}, {"ff0f41ffff03", bad}, {"ff0f410149022400 02", bad},
		{"ff0f42040102030456570102 00", bad}, {"ff0f4204010203045642030400", bad}, {"ff0f4204010203045642010201", bad},
		{"ff0f522201614 0", bad}, {"ff0f522201618008", bad}, {"ff0f72512e", bad}, {"ff0f5c0d020102", bad}, {"ff0f63036100", bad},
	}
	for _, tt := range tests {
		w := newWorld(t)
		v, err := w.c.Decode(codec.V8, unhex(t, tt.hex))
		if err == nil {
			t.Errorf("%s: decoded %v", tt.hex, v)
		} else if got := thrown(t, err); got != tt.want {
			t.Errorf("%s: %s", tt.hex, got)
		}
	}
}

func unhex(t testing.TB, s string) []byte {
	data, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestUncloneable(t *testing.T) {
	tests := []struct{ script, want string }{
		{"(function(a){return 1})", "function(a){return 1} could not be cloned."},
		{"({a: [()=>1]})", "()=>1 could not be cloned."},
		{"(class A{})", "class A{} could not be cloned."},
		{"Math.max", "function max() { [native code] } could not be cloned."},
		{"Symbol('x')", "Symbol(x) could not be cloned."},
		{"Object(Symbol('x'))", "[object Symbol] could not be cloned."},
		{"Promise.resolve()", "#<Promise> could not be cloned."},
		{"new WeakMap", "#<WeakMap> could not be cloned."},
		{"new (class Bar extends WeakSet {})", "#<Bar> could not be cloned."},
		{"new (class extends WeakSet {})", "[object WeakSet] could not be cloned."},
		{"new Proxy({}, {})", "#<Object> could not be cloned."},
		{"new Proxy([], {})", "[object Array] could not be cloned."},
		{"(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy })()", "null could not be cloned."},
		{"[][Symbol.iterator]()", "#<Object> could not be cloned."},
		{"(function*(){})()", "[object Generator] could not be cloned."},
		{"(function(){return arguments})(1)", "#<Object> could not be cloned."},
		{"(() => { const b = new ArrayBuffer(4); clone(b, [b]); return b })()", "An ArrayBuffer is detached and could not be cloned."},
		{"(() => { const b = new ArrayBuffer(4), v = new Uint8Array(b); clone(b, [b]); return v })()", "An ArrayBuffer is detached and could not be cloned."},
	}
	for _, tt := range tests {
		w := newWorld(t)
		v := w.run(tt.script)
		_, err := w.c.Encode(codec.V8, v)
		if err == nil {
			t.Errorf("%s: encoded", tt.script)
		} else if got := thrown(t, err); got != "DataCloneError: "+tt.want {
			t.Errorf("%s: %s", tt.script, got)
		}
		if _, err = w.c.StructuredClone(v); err == nil || thrown(t, err) != "DataCloneError: "+tt.want {
			t.Errorf("%s: clone: %v", tt.script, err)
		}
	}
}

// Node, where there is one, reads what we write and writes what is recorded.
func TestV8AgainstNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node on the PATH")
	}
	cmd := exec.Command(node, "testdata/check.js", "testdata/cases.txt")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
