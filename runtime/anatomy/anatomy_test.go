package anatomy

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// TestTheEngineIsKnown fails when the engine has changed so that its objects are
// no longer looked into.
func TestTheEngineIsKnown(t *testing.T) {
	vm := goja.New()
	l := Known()
	v, err := vm.RunString(`({ a: 1, "": "b" })`)
	if err != nil {
		t.Fatal(err)
	}
	fields, ok := l.Fields(v.(*goja.Object), nil)
	if !ok || len(fields) != 2 || fields[0].Name != "a" || fields[0].Value.ToInteger() != 1 || fields[1].Value.String() != "b" {
		t.Errorf("got %v %v", fields, ok)
	}
	for code, want := range map[string]bool{`[1]`: true, `[, 1]`: false, `Object.defineProperty([], 0, { get() {} })`: false, `Object.freeze([1])`: false, `new Uint8Array(1)`: false} {
		v, err := vm.RunString(code)
		if err != nil || (l.Item(v.(*goja.Object), 0) != nil) != want {
			t.Errorf("%s: %v, %v", code, l.Item(v.(*goja.Object), 0), err)
		}
	}
	for _, code := range []string{`({ get a() {} })`, `({ b: 1, 1: 2 })`, `Object.freeze({ a: 1 })`, `({ "\ud83d": 1 })`, `new Proxy({}, {})`, `new Map`, `Object("a")`} {
		v, err := vm.RunString("(" + code + ")")
		if _, ok := l.Fields(v.(*goja.Object), nil); err != nil || ok {
			t.Errorf("%s is taken for an ordinary object: %v", code, err)
		}
	}
}

func TestCalled(t *testing.T) {
	vm := goja.New()
	class := vm.ToValue(func(c goja.ConstructorCall) *goja.Object { return nil }).(*goja.Object)
	if !Called(class, func(goja.FunctionCall) goja.Value { return vm.ToValue("called") }) {
		t.Fatal("the engine's functions are not known")
	}
	vm.Set("C", class)
	got, err := vm.RunString(`[C(), typeof new C, C.call({}), new C instanceof C, Reflect.construct(C, [], class D {}) instanceof C].join()`)
	if want := "called,object,called,true,false"; err != nil || got.String() != want {
		t.Errorf("got %v %v, want %s", got, err, want)
	}
	for _, code := range []string{"({})", "(function () {})", "(class {})", "new Proxy(class {}, {})"} {
		v, err := vm.RunString(code)
		if err != nil || Called(v.(*goja.Object), nil) {
			t.Errorf("%s is taken for a native constructor, %v", code, err)
		}
	}
}

func TestFile(t *testing.T) {
	vm := goja.New()
	for code, want := range map[string]string{
		"(function () {})": "file.js", "(() => 1)": "file.js", "(class { constructor() {} })": "file.js", "({ f() {} }).f": "file.js", "(async () => 1)": "file.js", "(function* () {})": "file.js",
		"(class { x = 1 })": "file.js", "(class {})": "", "(class extends Array {})": "", "Math.max": "", "(function () {}).bind()": "", "({})": "", "new Proxy(() => 1, {})": "",
	} {
		v, err := vm.RunScript("file.js", code)
		if err != nil || File(v.(*goja.Object)) != want {
			t.Errorf("%s: %q, %v", code, File(v.(*goja.Object)), err)
		}
	}
}

func TestConstructed(t *testing.T) {
	vm := goja.New()
	class := vm.Get("Proxy").(*goja.Object)
	if !Constructed(class, func(construct Construct) Construct {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			vm.Set("made", args[0])
			return construct(args, newTarget)
		}
	}) {
		t.Fatal("the engine's Proxy is not known")
	}
	got, err := vm.RunString(`const o = { a: 1 }; try { Proxy({}, {}) } catch (e) { e.name + new Proxy(o, {}).a + (made === o) }`)
	if want := "TypeError1true"; err != nil || got.String() != want {
		t.Errorf("got %v %v, want %s", got, err, want)
	}
}

func TestAround(t *testing.T) {
	vm := goja.New()
	if !Around(vm.Get("Number").(*goja.Object), func(number Native) Native {
		return func(c goja.FunctionCall) goja.Value { return vm.ToValue(number(c).ToInteger() + 1) }
	}) {
		t.Fatal("the engine's Number is not known")
	}
	got, err := vm.RunString(`Number("41") + Number(1) + new Number(5)`)
	if err != nil || got.ToInteger() != 42+2+5 {
		t.Errorf("got %v %v", got, err)
	}
}

func TestBuilder(t *testing.T) {
	vm := goja.New()
	var b Builder
	appended := func(left goja.Value, right string) goja.Value {
		return b.Append(left.(goja.String), vm.ToValue(right).(goja.String))
	}
	first := appended(goja.StringFromUTF16([]uint16{'a'}), "bc")
	second, third := appended(first, "d"), appended(first, "e") // the second one cannot be in place
	wide := appended(appended(third, "é😀"), strings.Repeat("x", 100))
	other := appended(second, "\ufffd")
	lone := b.Append(wide.(goja.String), goja.StringFromUTF16([]uint16{0xd83d}))
	again := b.Append(lone, lone)
	for n, c := range []struct {
		v    goja.Value
		want string
	}{{first, "abc"}, {second, "abcd"}, {third, "abce"}, {wide, "abceé😀" + strings.Repeat("x", 100)}, {other, "abcd\ufffd"}, {appended(vm.ToValue(""), ""), ""}, {appended(vm.ToValue(strings.Repeat("long", 9)), "é"), strings.Repeat("long", 9) + "é"}} {
		vm.Set("v", c.v)
		vm.Set("want", c.want)
		same, err := vm.RunString(`v === want && v.length === want.length && (v + "!") === want + "!" && ("<" + v).slice(1) === want && new Map([[v, 1]]).has(want) && ({ [v]: 1 })[want] === 1`)
		if err != nil || !same.ToBoolean() {
			t.Errorf("%d: %q %v, want %q", n, c.v, err, c.want)
		}
	}
	if again.Length() != 2*lone.Length() || again.CharAt(again.Length()-1) != 0xd83d || lone.Length() != wide.(goja.String).Length()+1 {
		t.Errorf("lone surrogates: %d and %d units", lone.Length(), again.Length())
	}
	if n := testing.AllocsPerRun(1000, func() { first = appended(first, "0123456789") }); n > 4 {
		t.Errorf("an append allocates %v times", n)
	}
}
