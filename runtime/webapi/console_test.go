package webapi

import (
	"testing"
	"time"
)

func TestConsole(t *testing.T) {
	cases{
		{"levels", `console.log("a"); console.info("b"); console.warn("c"); console.error("d"); console.debug("e")`, "a\ninfo: b\nwarn: c\nerror: d\ndebug: e"},
		{"format", `console.log("%s is %d", "x", 5, {a: {b: {c: {}}}}, [1, "s"])`, "x is 5 { a: { b: { c: {} } } } [ 1, 's' ]"},
		{"group", `console.group("g", 1); console.log("x\ny"); console.group(); console.warn("z"); console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log("end")`,
			"g 1\n  x\n  y\nwarn:     z\nend"},
		{"count", `console.count(); console.count("a"); console.count(); console.countReset(); console.count(); console.countReset("none")`,
			"default: 1\na: 1\ndefault: 2\ndefault: 1\nwarn: Count for 'none' does not exist"},
		{"time", `console.time("t"); console.time("t"); await scheduler.wait(1500); console.timeLog("t", {a: 1}); console.timeEnd("t"); console.timeEnd("t")`,
			"warn: Label 't' already exists for console.time()\nt: 1.500s { a: 1 }\nt: 1.500s\nwarn: No such label 't' for console.timeEnd()"},
		{"assert", `console.assert(true, "no"); console.assert(false); console.assert(false, "a %s", 1); console.assert(false, {a: 1})`,
			"error: Assertion failed\nerror: Assertion failed: a 1\nerror: Assertion failed: { a: 1 }"},
		{"dir", `console.dir({a: {b: {c: {d: {}}}}}, {depth: 0})`, "{ a: [Object] }"},
		{"detached", `const {log} = console; log("free"); [1].forEach(console.log)`, "free\n1 0 [ 1 ]"},
		{"throwing getter", `try { console.log({get [Symbol.toStringTag]() { throw new Error("tag") }}) } catch (e) { return e.message }`, "tag"},
		{"tag", `return String(console)`, "[object console]"},
	}.run(t)
	if got := run(t, `function deep() { console.trace("here") } deep()`); got[:13] != "Trace: here\n " {
		t.Errorf("got %q", got)
	}
}

func TestConsoleTable(t *testing.T) {
	cases{
		{"objects", `console.table([{a: 1, b: "x"}, {a: 2, c: [1]}, 5])`, `┌─────────┬───┬─────┬───────┬────────┐
│ (index) │ a │ b   │ c     │ Values │
├─────────┼───┼─────┼───────┼────────┤
│ 0       │ 1 │ 'x' │       │        │
│ 1       │ 2 │     │ [ 1 ] │        │
│ 2       │   │     │       │ 5      │
└─────────┴───┴─────┴───────┴────────┘`},
		{"map", `console.table(new Map([["k", 1]]))`, `┌───────────────────┬─────┬────────┐
│ (iteration index) │ Key │ Values │
├───────────────────┼─────┼────────┤
│ 0                 │ 'k' │ 1      │
└───────────────────┴─────┴────────┘`},
		{"set", `console.table(new Set([1]))`, `┌───────────────────┬────────┐
│ (iteration index) │ Values │
├───────────────────┼────────┤
│ 0                 │ 1      │
└───────────────────┴────────┘`},
		{"columns", `console.table([{a: 1, b: 2}], ["b"])`, `┌─────────┬───┐
│ (index) │ b │
├─────────┼───┤
│ 0       │ 2 │
└─────────┴───┘`},
		{"empty", `console.table([])`, "┌─────────┐\n│ (index) │\n├─────────┤\n└─────────┘"},
		{"no object", `console.table(5)`, "5"},
	}.run(t)
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		1500 * time.Microsecond: "1.5ms", 2 * time.Second: "2.000s", 62*time.Second + 3*time.Millisecond: "1:02.003 (m:ss.mmm)",
		2*time.Hour + 3*time.Minute: "2:03:00 (h:mm:ss)",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v: got %s, want %s", d, got, want)
		}
	}
}

func TestConsoleShowsWebClasses(t *testing.T) {
	cases{
		{"signal", `console.log(AbortSignal.abort("why"), {c: new AbortController()})`, "AbortSignal { aborted: true, reason: 'why' } {\n  c: AbortController {\n    signal: AbortSignal { aborted: false, reason: undefined }\n  }\n}"},
		{"exception", `console.log(String(new DOMException("m", "AbortError").stack).split("\n")[0]); const e = new DOMException("m", "AbortError"); e.stack = "AbortError: m"; console.log(e)`, "AbortError: m\n[DOMException [AbortError]: m]"},
		{"key", `console.log(await crypto.subtle.generateKey({name: "HMAC", hash: "SHA-1"}, false, ["sign"]))`, `CryptoKey {
  type: 'secret',
  extractable: false,
  algorithm: { name: 'HMAC', hash: { name: 'SHA-1' }, length: 512 },
  usages: [ 'sign' ]
}`},
		{"a script's own class", `class A { get secret() { return 1 } } console.log(new A())`, "A {}"},
		{"weak reference", `console.log(new WeakRef({a: 1}))`, "WeakRef {}"},
	}.run(t)
}
