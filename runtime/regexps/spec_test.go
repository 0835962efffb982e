package regexps

import (
	"testing"
	"time"

	"github.com/dop251/goja"
)

// What ECMA-262 says and Node 20 does not know yet, or does in another way.
var specCases = []struct{ code, want string }{
	{`new RegExp("(?i:a)b").test("Ab") + " " + new RegExp("(?i:a)b").test("AB")`, "true false"},
	{`new RegExp("(?-i:a)b", "i").test("aB") + " " + new RegExp("(?-i:a)b", "i").test("AB")`, "true false"},
	{`JSON.stringify(new RegExp("(?<y>\\d+)-x|x-(?<y>\\d+)").exec("x-12").groups)`, `{"y":"12"}`},
	{`"x-12".replace(new RegExp("(?<y>\\d+)-x|x-(?<y>\\d+)"), "[$<y>]")`, "[12]"},
	{`"2-x x-3".replace(new RegExp("(?<y>\\d+)-x|x-(?<y>\\d+)", "g"), (...a) => a.at(-1).y)`, "2 3"},
	{`JSON.stringify(new RegExp("(?:(?<a>x)|(?<a>y))\\k<a>", "d").exec("yy").indices.groups)`, `{"a":[0,1]}`},
	{`[..."xy".matchAll(new RegExp("(?<a>x)|(?<a>y)", "g"))].map((m) => m.groups.a).join()`, "x,y"},
	{`Reflect.ownKeys(new RegExp("(?<b>x)|(?<a>y)(?<b>z)").exec("x").groups).join()`, "b,a"},
	{`const seen = []; Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get.call(new Proxy({}, { get(_, k) { seen.push(k) } })); seen.join()`,
		"hasIndices,global,ignoreCase,multiline,dotAll,unicode,unicodeSets,sticky"},
	{`class R extends RegExp { get flags() { return "g" } }; "aa".match(new R("a", "y")).join()`, "a,a"},
	{`Object.defineProperty(RegExp.prototype, "flags", { get() { return "" } }); "aba".replace(/a/g, "x")`, "xba"},
	{`try { new RegExp("(?ii:a)") } catch (e) { e.message }`, "Invalid regular expression: /(?ii:a)/: Repeated flag in flag group"},
	{`try { new RegExp("(?i-i:a)") } catch (e) { e.message }`, "Invalid regular expression: /(?i-i:a)/: Repeated flag in flag group"},
	{`try { new RegExp("(?-:a)") } catch (e) { e.message }`, "Invalid regular expression: /(?-:a)/: Invalid group"},
	{`try { new RegExp("(?<a>.)(?:(?<a>.)|b)") } catch (e) { e.message }`, "Invalid regular expression: /(?<a>.)(?:(?<a>.)|b)/: Duplicate capture group name"},
	{`"a".match("(?i:A)")[0] + "a".search("(?i:A)") + [..."aA".matchAll("(?i:a)")].length`, "a02"},
	{`/(?<y>\d+)/u.exec("é12").groups.y`, "12"},
	{`new RegExp("^[^]*$", "v").test("aé\n💩")`, "true"},
	{`RegExp("a") instanceof RegExp && RegExp.call(1, "b").source`, "b"},
	{`RegExp.escape("1a.b*c/-\n\u00a0\u2028é💩\ud83d x") + RegExp.escape.name + RegExp.escape.length`, `\x31a\.b\*c\/\x2d\n\xa0\u2028é💩\ud83d\x20xescape1`},
	{`try { RegExp.escape(1) } catch (e) { e.name }`, "TypeError"},
	{`const o = {}; o.r = /x/; Object.keys(o.r).length + JSON.stringify(o)`, `0{"r":{}}`},
	{`new RegExp("\ud83d").test("\ud83d") + " " + new RegExp("\ud83d", "u").test("💩")`, "true false"},
	{`new RegExp("^[\ud83d-\ude00]$").source.length`, "7"},
}

func TestWhatTheSpecificationSays(t *testing.T) {
	for _, c := range specCases {
		code := c.code
		v, err := newVM(t).RunString(code)
		if err != nil {
			t.Errorf("%s\n%v", code, err)
		} else if v.String() != c.want {
			t.Errorf("%s\n got %s\nwant %s", code, v, c.want)
		}
	}
}

func TestALongMatchStopsWithTheInterrupt(t *testing.T) {
	for _, code := range []string{
		`/^(a+)+$/.test("a".repeat(50) + "b")`,
		`"a".repeat(60).replace(/(?:a|a)+b/g, "x")`,
		`"ab".repeat(30).match(new RegExp("(?<=c(?:[ab]|ab)+)$"))`,
		`("x".repeat(300000)).split(/x*x*x*y/)`,
		`try { /(?=(a|aa)+$)(?:a|aa)+b/.exec("a".repeat(80)) } catch { } finally { }`,
	} {
		vm := goja.New()
		stop := make(chan struct{})
		stopped := func() bool {
			select {
			case <-stop:
				return true
			default:
				return false
			}
		}
		if err := Install(vm, Options{Stopped: stopped}); err != nil {
			t.Fatal(err)
		}
		var began time.Time
		timer := time.AfterFunc(20*time.Millisecond, func() {
			began = time.Now()
			vm.Interrupt("enough")
			close(stop)
		})
		_, err := vm.RunString(code + "; throw new Error('went on')")
		timer.Stop()
		if _, ok := err.(*goja.InterruptedError); !ok {
			t.Errorf("%s: %v", code, err)
		} else if took := time.Since(began); took > 200*time.Millisecond {
			t.Errorf("%s: stopped only after %v", code, took)
		}
	}
}

func TestBacktrackingHasABound(t *testing.T) {
	v, err := newVM(t).RunString(`try { /^(?:(a)|b|ab)*x/.test("ab".repeat(4e6)); "found" } catch (e) { e.name + ": " + e.message }`)
	if err != nil || v.String() != "RangeError: Maximum call stack size exceeded" {
		t.Errorf("%v, %v", v, err)
	}
}

// TestObjectsDoNotStay makes many expressions and looks at what is left of them.
func TestObjectsDoNotStay(t *testing.T) {
	vm := goja.New()
	r, err := install(vm, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := vm.RunString(`for (let i = 0; i < 20000; i++) { new RegExp("a" + i % 700).test("a"); /b/.test("b"); }`); err != nil {
		t.Fatal(err)
	}
	if n := len(r.cache); n > maxCached {
		t.Errorf("%d expressions are cached", n)
	}
	if n := len(r.objects.entries); n > 19000 {
		t.Errorf("%d objects are remembered", n)
	}
}
