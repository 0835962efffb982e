package nodeapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
	"paddock/runtime/inspect"
	"paddock/runtime/webapi"
)

// A case file of testdata holds cases between blank lines: an expression, or,
// ending with a semicolon, the body of an async function. The JSON file beside it is what
// Node 20 gave for each (testdata/record.js): the value as util.inspect shows it,
// or the error's name, code and message.

// differences are the cases in which paddock differs on purpose or by what the
// engine can do. When one of them passes, it must leave this list.
var differences = map[string]string{
	`require("assert")(0)`: "Node writes what its parser knows of the call",
	`const { getEventListeners, EventEmitter } = require("events"); const e = new EventEmitter(), f = () => {}, t = new EventTarget(); e.on("x", f); t.addEventListener("x", f); return [getEventListeners(e, "x")[0] === f, getEventListeners(t, "x")[0] === f, getEventListeners(t, "y")];`:                                                                                                                                            "an EventTarget does not list its listeners",
	`const s = new ALS(); const t = { then(ok) { ok(s.getStore()); } }; return await s.run("thenable", async () => [await t, s.getStore()]);`:                                                                                                                                                                                                                                                                                            "the engine calls the then of a thenable in the context of the task, not of the await",
	`const s = new ALS(); return await s.run("thenable", async () => { const lazy = { then(ok) { setTimeout(() => ok(s.getStore()), 1); } }; const x = await lazy; return [x, s.getStore(), await Promise.resolve(lazy), await Promise.all([lazy]), s.getStore()]; });`:                                                                                                                                                                  "the engine calls the then of a thenable in the context of the task, not of the await",
	`const { inspect } = require("util"); return [inspect({ a: { b: { c: { d: 1 } } } }), inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), inspect({ a: { b: { c: { d: { e: 1 } } } } }, { depth: Infinity }), inspect([[[[1]]]]), inspect(new Map([[{ a: 1 }, new Set([1, "x"])]])), inspect(new Map([[1, 2]]).entries()), inspect(new Set([1]).values()), inspect([1, 2][Symbol.iterator]()), inspect("ab"[Symbol.iterator]())];`: "what is left of an iterator cannot be seen without taking it",
	`const { inspect } = require("util"); return [inspect(new URL("http://u:p@h:1/p?q#f")), inspect(new URLSearchParams("a=1&b=2")), inspect(new URLSearchParams("a=1").entries())];`:                                                                                                                                                                                                                                                    "what is left of an iterator cannot be seen without taking it",
	`const s = require("stream"); return [s.isReadable(new s.Readable()), s.isErrored(new s.Readable()), s.isDisturbed(new s.Readable()), s.getDefaultHighWaterMark(false), s.getDefaultHighWaterMark(true), s === s.Stream, s.Readable === require("stream").Readable, s.promises === require("stream/promises"), s.Writable.prototype instanceof s.Stream];`:                                                                           "a buffer is 64 KiB as of Node 22, which the platform follows",
	`require("assert").deepStrictEqual({ a: { b: { c: [1, 2] } } }, { a: { b: { c: [1, 2, 3] } } })`:                                                                                                                         "which unchanged lines are left out varies between versions of Node",
	`const { StringDecoder: D } = require("string_decoder"); const d = new D("utf16le"), b = Buffer.from("a😀é", "utf16le"); return [d.write(b.subarray(0, 3)), d.write(b.subarray(3, 5)), d.write(b.subarray(5)), d.end()];`: "Node splits the surrogate pair that we keep whole",
}

func TestAsNode(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no recordings", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) { compare(t, name) })
	}
}

func compare(t *testing.T, name string) {
	data, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("testdata/" + name + ".js")
	if err != nil {
		t.Fatal(err)
	}
	cases := split(string(source))
	got := runCases(t, cases)
	for n, code := range cases {
		expected, recorded := want[code]
		switch {
		case !recorded:
			t.Errorf("%s\nis not recorded: run testdata/record.js", code)
		case differences[code] != "" && got[n] == expected:
			t.Errorf("%s\nis as in Node: take it off the list of differences", code)
		case differences[code] == "" && got[n] != expected:
			t.Errorf("%s\ngot:  %s\nwant: %s", code, got[n], expected)
		}
	}
}

func split(source string) []string {
	var out []string
	for _, code := range regexp.MustCompile(`\n\n+`).Split(source, -1) {
		code = strings.TrimSpace(code)
		if code != "" && regexp.MustCompile(`(?m)^(//.*)?[^/\n].*$`).MatchString(code) {
			out = append(out, code)
		}
	}
	return out
}

// runCases runs each case in one isolate, after one another.
func runCases(t testing.TB, cases []string) []string {
	t.Helper()
	var script strings.Builder
	script.WriteString("const cases = [")
	for _, code := range cases {
		body := "return (" + code + "\n)"
		if strings.HasSuffix(code, ";") {
			body = code
		}
		script.WriteString("async () => {" + body + "\n},\n")
	}
	script.WriteString(`];
	const describe = (e) => e instanceof Error || (e && e.stack) ? e.name + (e.code ? " [" + e.code + "]" : "") + ": " + e.message : "threw " + show(e);
	for (const f of cases) {
		let got;
		try { got = show(await f()); } catch (e) { got = describe(e); }
		emit(got);
	}`)
	var got []string
	runScript(t, script.String(), func(s string) { got = append(got, s) }, func(o *runtime.Options) { o.Log = nil })
	if len(got) != len(cases) {
		t.Fatalf("%d of %d cases ended: %q", len(got), len(cases), got)
	}
	return got
}

// runScript runs the body of a fetch handler in a virtual world with webapi and
// nodeapi; require is there, show is util.inspect, emit reports.
func runScript(t testing.TB, body string, emit func(string), change ...func(*runtime.Options)) {
	t.Helper()
	runTimes(t, 1, body, emit, change...)
}

// runTimes is runScript with several invocations of one isolate, one after the other.
func runTimes(t testing.TB, times int, body string, emit func(string), change ...func(*runtime.Options)) {
	t.Helper()
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js",
		Code: "async function (require, url) { return {default: {async fetch(arg, env, ctx) {\n" + body + "\n}}}}"})
	if err != nil {
		t.Fatal(err)
	}
	sched := mailbox.NewScheduler(clock.NewVirtual(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)), 1)
	o := runtime.Options{
		Worker: worker, Exec: sched, CPU: clock.Real(),
		Rand: rand.New(rand.NewPCG(1, 2)), Entropy: rand.NewChaCha8([32]byte{1}),
		Setup: []func(*runtime.Isolate) error{
			webapi.Install(webapi.Options{}),
			Install(Options{Env: func() map[string]string { return map[string]string{"API_KEY": "secret", "MODE": "test"} }}),
			testGlobals(emit),
		},
		Log:       func(l runtime.Line) { emit(l.Level + ": " + l.Text) },
		Uncaught:  func(_ *runtime.Invocation, err *runtime.ScriptError) { emit("uncaught " + err.Error()) },
		Condemned: func(err error) { t.Error("condemned:", err) },
	}
	for _, f := range change {
		f(&o)
	}
	var startErr error
	iso := runtime.Start(o, func(_ *runtime.Isolate, err error) { startErr = err })
	if err := errors.Join(sched.Settle(context.Background()), startErr); err != nil {
		t.Fatal(err)
	}
	for range times {
		iso.Invoke(runtime.Event{
			Name: "fetch",
			Call: func(inv *runtime.Invocation) (goja.Value, error) {
				return inv.CallHandler("default", "fetch", goja.Undefined())
			},
			Settled: func(_ *runtime.Invocation, v goja.Value, err error) {
				var s *runtime.ScriptError
				if errors.As(err, &s) {
					t.Error("the script failed:", s.Stack)
				} else if err != nil {
					t.Error(err)
				}
			},
			Done: func(*runtime.Invocation, runtime.Outcome) {},
		})
		if err := sched.Advance(context.Background(), time.Hour); err != nil {
			t.Fatal(err)
		}
	}
}

func testGlobals(emit func(string)) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		vm := i.VM()
		vm.Set("emit", func(c goja.FunctionCall) goja.Value {
			emit(fmt.Sprint(c.Argument(0)))
			return goja.Undefined()
		})
		vm.Set("show", func(c goja.FunctionCall) goja.Value {
			o := inspect.Defaults()
			o.Depth = 6
			return vm.ToValue(inspect.Of(i).Inspect(c.Argument(0), o))
		})
		return nil
	}
}
