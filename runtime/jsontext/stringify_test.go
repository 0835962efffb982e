package jsontext

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// realmOf makes a runtime with a JSON.stringify of ours; the engine's is JSON.engine.
func realmOf(t testing.TB, o Options) *goja.Runtime {
	t.Helper()
	vm, _ := makeRealm(t, o)
	return vm
}

func makeRealm(t testing.TB, o Options) (*goja.Runtime, *Realm) {
	t.Helper()
	vm := goja.New()
	if o.Error == nil {
		o.Error = func(class, message string) *goja.Object {
			e, err := vm.New(vm.Get(class), vm.ToValue(message))
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
	}
	s, json := NewRealm(vm, o), vm.Get("JSON").ToObject(vm)
	json.Set("engine", json.Get("stringify"))
	json.Set("stringify", func(c goja.FunctionCall) goja.Value {
		return s.Stringify(c.Argument(0), c.Argument(1), c.Argument(2))
	})
	return vm, s
}

// TestAsTheEngine runs what the engine does right.
func TestAsTheEngine(t *testing.T) {
	vm, s := makeRealm(t, Options{})
	asTheEngine(t, vm)
	s.layout = nil // as with an engine that is not known
	asTheEngine(t, vm)
}

func asTheEngine(t *testing.T, vm *goja.Runtime) {
	t.Helper()
	for _, args := range []string{
		`1`, `-0`, `1.5`, `1e21`, `-1e-7`, `123456789012345680000`, `5e-324`, `1.7976931348623157e308`, `0.000001`, `NaN`, `"x"`, `null`, `undefined`, `true`, `Symbol()`, `() => 1`,
		`"a\"b\\\u0000\u001f\u007f\u2028é€😀"`, `"\ud83d"`, `"\ude00\ud83dx"`, `"\ufffd"`, `{ "\ufffd": 1, "\ud83d": 2, "😀": 3 }`, `"é".repeat(40)`, `[]`, `{}`, `[[], {}]`,
		`{ a: [1, { b: [] }], c: "d" }, null, 2`, `[1, [2, [3]]], null, "--"`, `{ a: {} }, null, ""`, `{}, null, 2`, `[], null, 2`, `[undefined], null, 2`, `{ a: undefined }, null, 2`,
		`{ a: 1, b: 2, c: { a: 3, d: 4 } }, ["c", "a"]`, `{ 1: 2, a: 3 }, [1, new String("a"), new Number(1), {}, null]`, `{ a: 1 }, []`, `new Date(0)`, `{ d: new Date(NaN) }`,
		`[new Number(1), new String("s"), new Boolean(false)]`, `new Uint8Array(3)`, `new Map([[1, 2]])`, `new Error("x")`, `/x/`, `(function () { return arguments; })(1, 2)`,
		`[1, , 3]`, `{ get a() { return 1; } }`, `new Proxy({ a: 1, b: [2] }, {})`, `new Proxy([1, 2], {})`, `new Proxy([1, 2], { get: (t, k) => k === "length" ? "1.9" : t[k] })`, `new Proxy([1, 2], { get: (t, k) => k === "length" ? NaN : t[k] })`, `new Proxy(() => 1, {})`, `Object.create({ a: 1 })`, `class {}`, `JSON.rawJSON("1e1000")`,
		`{ a: 1, b: [1, 2] }, (k, v) => typeof v === "number" ? v + 1 : v`, `[1], function (k, v) { return k === "" ? v : typeof this + k; }`, `{ toJSON(k) { return "k" + k; } }`,
		`{ a: { toJSON: 1 } }`, `{ a: { toJSON: undefined } }`, `Object.assign([1, 2], { x: 1 })`, `{ toJSON() { return undefined; } }`, `[{ toJSON() { } }]`, `1, () => undefined`,
		`{ __proto__: null, a: 1 }`, `{ ["__proto__"]: 1 }`, `new Array(3)`, `"x".repeat(100)`, `{ a: "` + strings.Repeat("y", 50) + `" }`, `[1, 2], null, Object("ab")`, `[1, 2], null, Object(3)`,
		`[1], null, -1`, `[1], null, NaN`, `[1], null, true`, `[1], null, 0.5`, `Object("\ud83d")`, `new Proxy({}, { ownKeys: () => ["a", "b"], getOwnPropertyDescriptor: (t, k) => ({ value: 1, configurable: true, enumerable: k === "a" }), get: (t, k) => k })`,
	} {
		got, err := vm.RunString("JSON.stringify(" + args + ")")
		want, wantErr := vm.RunString("JSON.engine(" + args + ")")
		if err != nil || wantErr != nil || !got.StrictEquals(want) {
			t.Errorf("%s\ngot:  %v %v\nwant: %v %v", args, got, err, want, wantErr)
		}
	}
}

func TestStringify(t *testing.T) {
	vm := realmOf(t, Options{})
	for code, want := range map[string]string{
		`[JSON.rawJSON('"\ud83d"')]`: `["` + "\ufffd" + `"]`,
		`Object(1n)`:                 "TypeError: Do not know how to serialize a BigInt",
		`1n, (k, v) => String(v)`:    `"1"`,
		`1, (k, v) => 1n`:            "TypeError: Do not know how to serialize a BigInt",
		`(() => { const p = Proxy.revocable([], {}); p.revoke(); return p.proxy; })(), (k, v) => 5`: "TypeError: Proxy already revoked", // the engine's words
		`Object(Symbol())`: "{}",
		`1, (() => { const p = Proxy.revocable([], {}); p.revoke(); return p.proxy; })()`:        "TypeError: Cannot perform 'IsArray' on a proxy that has been revoked",
		`{ get a() { throw "thrown"; } }`:                                                        "thrown",
		`[1], null, "😀😀😀😀x😀"`:                                                                    "[\n😀😀😀😀x\ufffd1\n]",
		`[1n], null, 2`:                                                                          "TypeError: Do not know how to serialize a BigInt",
		`(() => { let x = 1; for (let n = 0; n < 60000; n++) x = [x]; return x; })()`:            "RangeError: Maximum call stack size exceeded",
		`(() => { const f = () => ({ x: 1, toJSON() { return { a: f() }; } }); return f(); })()`: "RangeError: Maximum call stack size exceeded",
	} {
		got, err := vm.RunString("try { JSON.stringify(" + code + ") } catch (e) { String(e) }")
		if err != nil || got.String() != want {
			t.Errorf("%s\ngot:  %.80v %v\nwant: %s", code, got, err, want)
		}
	}
}

func TestLength(t *testing.T) {
	vm := goja.New()
	s := NewRealm(vm, Options{Error: func(class, message string) *goja.Object { return vm.ToValue(class + ": " + message).ToObject(vm) }})
	s.longest = 1000
	for code, fits := range map[string]bool{
		`"x".repeat(998)`: true, `"x".repeat(999)`: false, `"\u0000".repeat(166)`: true, `"\u0000".repeat(167)`: false, `"é".repeat(998)`: true, `"é".repeat(999)`: false,
		`"😀".repeat(499)`: true, `"😀".repeat(500)`: false, `Array(249).fill("é")`: true, `Array(250).fill("é")`: false, `new Array(199)`: true, `new Array(4e9)`: false, `"\ud83d".repeat(166)`: true, `"\ud83d".repeat(167)`: false,
	} {
		v, err := vm.RunString(code)
		if err != nil {
			t.Fatal(err)
		}
		ex := vm.Try(func() { s.Stringify(v, goja.Undefined(), goja.Undefined()) })
		if (ex == nil) != fits || ex != nil && ex.Value().String() != "RangeError: Invalid string length" {
			t.Errorf("%s: %v", code, ex)
		}
	}
}

// TestOrder follows what a script can see of the work: the traps of proxies.
func TestOrder(t *testing.T) {
	got, err := realmOf(t, Options{}).RunString(`
		const log = [];
		const spy = (name, o) => new Proxy(o, {
			get(t, k, r) { log.push(name + "." + String(k)); return Reflect.get(t, k, r); },
			ownKeys(t) { log.push(name + " keys"); return Reflect.ownKeys(t); },
			getOwnPropertyDescriptor(t, k) { log.push(name + " own " + k); return Reflect.getOwnPropertyDescriptor(t, k); },
			getPrototypeOf() { log.push(name + " proto"); return null; }, has() { log.push(name + " has"); return true; },
		});
		JSON.stringify(spy("o", { a: spy("l", [spy("n", {})]), b: 2 }), spy("r", ["a", "b", "a"]), spy("s", new Number(2)));
		JSON.stringify(spy("p", { x: 1, y: spy("q", []) }));
		log.join(" ")`)
	want := "r.length r.0 r.1 r.2 o.toJSON o.a l.toJSON l.length l.0 n.toJSON n.a n.b o.b p.toJSON p keys p own x p own y p.x p.y q.toJSON q.length"
	if err != nil || got.String() != want {
		t.Errorf("got:  %v %v\nwant: %s", got, err, want)
	}
}

func TestCircles(t *testing.T) {
	vm := realmOf(t, Options{})
	for code, want := range map[string]string{
		`a.a = a`:                        "'Object'|--- property 'a' closes",
		`a.l = [a]`:                      "'Object'||property 'l' -> 'Array'|--- index 0 closes",
		`a[1] = a`:                       "'Object'|--- property '1' closes",
		`a.b = { "": a }`:                "'Object'||property 'b' -> 'Object'|--- <anonymous> closes",
		`a.b = { c: { d: { e: a } } }`:   "'Object'||property 'b' -> 'Object'||property 'c' -> 'Object'||property 'd' -> 'Object'|--- property 'e' closes",
		`a.b = [{ d: { e: { f: a } } }]`: "'Object'||property 'b' -> 'Array'||index 0 -> 'Object'||...||property 'e' -> 'Object'|--- property 'f' closes",
		`a.x = new (class A { s = new (class B extends Map { t = a; }) })`:                                    "'Object'||property 'x' -> 'A'||property 's' -> 'B'|--- property 't' closes",
		`a = Object.create(null); a.s = a`:                                                                    "'Object'|--- property 's' closes",
		`a = Object.create({ get constructor() { return class Z {}; } }); a.s = a`:                            "'Object'|--- property 's' closes",
		`a[Symbol.toStringTag] = "Tag"; a.s = a`:                                                              "'Tag'|--- property 's' closes",
		`a = new Error("x"); a.cause = a; a = { o: Object.defineProperty(a, "cause", { enumerable: true }) }`: "'Error'|--- property 'cause' closes",
		`a = new Proxy([], {}); a[0] = a`:                                                                     "'Object'|--- index 0 closes",
		`a.f = { toJSON() { return a; } }`:                                                                    "'Object'|--- property 'f' closes",
		`a = new (class {}); a.s = a`:                                                                         "'Object'|--- property 's' closes",
		`a = (function* () {})(); a.s = a`:                                                                    "'Generator'|--- property 's' closes",
		`let d = a; for (let n = 0; n < 50; n++) d = d.k = {}; d.end = a`:                                     "'Object'||property 'k' -> 'Object'||property 'k' -> 'Object'||...||property 'k' -> 'Object'|--- property 'end' closes",
	} {
		got, err := vm.RunString("{ let a = {}; " + code + "; try { JSON.stringify(a) } catch (e) { e.message } }")
		text := strings.NewReplacer("Converting circular structure to JSON\n    --> starting at ", "", "object with constructor ", "", "\n    --", "|-", "\n    |     ", "||", " the circle", "").Replace(got.String())
		if err != nil || text != strings.ReplaceAll(want, "|---", "|--") {
			t.Errorf("%s\ngot:  %v %v\nwant: %s", code, text, err, want)
		}
	}
}

// TestChanges changes objects while they are written.
func TestChanges(t *testing.T) {
	vm := realmOf(t, Options{})
	for _, code := range []string{
		`const o = { a: { toJSON() { delete o.b; o.c = 9; o.d = 8; return 1; } }, b: 2, c: 3 }; o`,
		`const o = { a: { toJSON() { Object.defineProperty(o, "b", { get: () => "got", enumerable: false }); return 1; } }, b: 2 }; o`,
		`const o = { a: { get x() { o.b = { toJSON: () => "late" }; } }, b: 2 }; o`,
		`const o = { a: { get x() { Object.prototype.toJSON = function () { delete Object.prototype.toJSON; return "inherited"; }; } }, b: {}, c: {} }; o`,
		`const o = [{ toJSON() { o.length = 2; o[1] = 7; return 1; } }, 2, 3]; o`,
		`const o = [{ toJSON() { o.push(4); Object.defineProperty(o, 1, { get: () => "got" }); return 1; } }, 2, 3]; o`,
		`const o = [{ toJSON() { o[1e9] = 1; return 1; } }, 2, 3]; o`,
		`const o = [1, , 3]; Array.prototype[1] = "proto"; o`, `delete Array.prototype[1]; const o = [{ get a() { o[1].b = 5; return 1; } }, { b: 2 }]; o`,
		`const o = { a: Object.assign(Object.create({ get toJSON() { o.b = 3; } }), { x: 1 }), b: 2 }; o`,
		`const o = { a: Object.assign(Object.create(new Proxy({}, { get() { o.b = 3; } })), { x: 1 }), b: 2 }; o`,
		`const o = { a: Object.setPrototypeOf([], { toJSON: () => "list" }), b: Object.assign([1], { toJSON: () => "own" }) }; o`,
		`const o = { b: 2, c: Object.assign(new Number(1), { valueOf() { o.d = 4; return 5; } }), d: 6 }; o`,
		`class A { x = 1; toJSON() { return "A"; } } const o = [new A, { a: new A }, class extends A {}]; o`,
		`const o = { b: 1, 2: 3, 1: 4, a: 5 }; o`,
	} {
		got, err := vm.RunString("{ " + strings.TrimSuffix(code, "o") + " JSON.stringify(o) }")
		want, wantErr := vm.RunString("{ " + strings.TrimSuffix(code, "o") + " JSON.engine(o) }")
		if err != nil || wantErr != nil || !got.StrictEquals(want) {
			t.Errorf("%s\ngot:  %v %v\nwant: %v %v", code, got, err, want, wantErr)
		}
	}
}

func TestStringifyIsStopped(t *testing.T) {
	stop := false
	vm := realmOf(t, Options{Stopped: func() bool { return stop }})
	vm.Set("stop", func(goja.FunctionCall) goja.Value { stop = true; vm.Interrupt("enough"); return goja.Null() })
	_, err := vm.RunString(`const list = Array(1e6).fill(0); try { JSON.stringify([{ get a() { return stop() } }, list]) } finally { for (;;); }`)
	if _, ok := err.(*goja.InterruptedError); !ok {
		t.Errorf("got %v", err)
	}
}

// TestPromiseJobsWait calls from a promise job, where the stack of JavaScript is
// empty.
func TestPromiseJobsWait(t *testing.T) {
	vm := realmOf(t, Options{})
	_, err := vm.RunString(`
		const log = [];
		Promise.resolve({ toJSON() { Promise.resolve().then(() => log.push("job")); return { toJSON: Date.prototype.toJSON, toISOString() { log.push("iso"); } }; }, }).then(JSON.stringify);
		Promise.resolve({ a: { toJSON() { Promise.resolve().then(() => log.push("job")); return 1; } }, get b() { log.push("b"); } }).then(JSON.stringify)`)
	got, _ := vm.RunString("log.join()")
	if want := "b,job,job"; err != nil || got.String() != want {
		t.Errorf("got %v %v, want %s", got, err, want)
	}
}

// FuzzStringify compares with the engine.
func FuzzStringify(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.5,"x\u0041é"]}`, `"\ud800"`, `{"\udfff":{"😀":[]}}`, `[1e-7,1e21,-0]`} {
		f.Add(s, "  ")
	}
	vm := realmOf(f, Options{})
	both, _ := goja.AssertFunction(must2(vm.RunString(`(v, space) => [JSON.stringify(v, null, space) === JSON.engine(v, null, space), JSON.stringify(v, null, space)]`)))
	f.Fuzz(func(t *testing.T, text, space string) {
		v, err := Parse(vm, text)
		if err != nil || len(space) > 10 || !utf8.ValidString(space) {
			return // the engine cuts bytes of it, and keeps them
		}
		got, err := both(goja.Undefined(), v, vm.ToValue(space))
		if err != nil || !got.ToObject(vm).Get("0").ToBoolean() {
			t.Errorf("%q: %v %v", text, got, err)
		}
	})
}

func must2(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

// bodies are what is stringified in benchmarks, of about 10 KB each.
func bodies(b *testing.B) map[string]string {
	list := func(item string, n int) string {
		return "[" + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + "]"
	}
	all := map[string]string{
		"orders":  sample(b),
		"numbers": list("1,-22,3.25,123456.789", 500),
		"text":    list(`"`+strings.Repeat("plain text with \\\"quotes\\\" ", 40)+`"`, 10),
		"wide":    list(`{"имя":"Лев Николаевич","город":"東京都 😀"}`, 130),
		"nested":  list(`{"a":{"b":{"c":{"d":[[[1]]]}}}}`, 330),
	}
	if os.Getenv("JSON_SAMPLE") != "" {
		return map[string]string{"sample": sample(b)}
	}
	return all
}

func BenchmarkStringify(b *testing.B) {
	for _, name := range []string{"orders", "numbers", "text", "wide", "nested", "sample"} {
		text, ok := bodies(b)[name]
		if !ok {
			continue
		}
		for _, who := range []string{"stringify", "engine"} {
			b.Run(name+"/"+who, func(b *testing.B) {
				vm := realmOf(b, Options{})
				v, err := Parse(vm, text)
				if err != nil {
					b.Fatal(err)
				}
				f, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get(who))
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := f(goja.Undefined(), v); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
