package nodeapi

import (
	"slices"
	"strings"
	"testing"

	"paddock/runtime"
)

// said runs a script and returns everything it emitted or logged.
func said(t *testing.T, body string, change ...func(*runtime.Options)) string {
	t.Helper()
	var out []string
	runScript(t, body, func(s string) { out = append(out, s) }, change...)
	return strings.Join(out, "\n")
}

func expect(t *testing.T, body, want string) {
	t.Helper()
	if got := said(t, body); got != want {
		t.Errorf("%s\ngot:  %s\nwant: %s", body, got, want)
	}
}

func TestNamesAndHas(t *testing.T) {
	for _, name := range []string{"buffer", "node:buffer", "events", "node:timers/promises"} {
		if !Has(name) {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range []string{"sqlite", "test", "internal/errors", "stubs", "", "node:", "toString"} {
		if Has(name) {
			t.Errorf("%s should be absent", name)
		}
	}
	if names := Names(); !slices.IsSorted(names) || !slices.Contains(names, "process") {
		t.Errorf("got %v", names)
	}
}

func TestEveryModuleLoads(t *testing.T) {
	for _, name := range Names() {
		prefixed := "node:" + strings.TrimPrefix(name, "node:")
		expect(t, `const a = require("`+name+`"), b = require("`+prefixed+`"); emit(a === b && (typeof a === "function" || Object.keys(a).length > 0))`, "true")
	}
}

func TestEnvironmentIsTheWorkersOwn(t *testing.T) {
	t.Setenv("PADDOCK_HOST_SECRET", "x")
	expect(t, `emit(JSON.stringify(process.env)); emit(Object.keys(process.env).join())`, `{"API_KEY":"secret","MODE":"test"}`+"\nAPI_KEY,MODE")
}

func TestProcessOutput(t *testing.T) {
	expect(t, `process.stdout.write("one\ntwo\nth"); process.stdout.write("ree"); await null; await null; process.stderr.write("bad\n")`,
		"log: one\ntwo\nlog: three\nerror: bad")
	expect(t, `const { Readable, Writable } = require("stream"); Readable.from(["a\n", "b"]).pipe(process.stdout); await new Promise((r) => setTimeout(r, 5)); process.stdout.end("c\n"); emit(process.stdout instanceof Writable); emit((await process.stdin.toArray()).length)`,
		"log: a\nlog: b\nlog: c\ntrue\n0")
	expect(t, `process.on("warning", (w) => emit(w.name + w.code)); process.emitWarning("careful", "MyWarning", "W1"); await null; await null`,
		"warn: [W1] MyWarning: careful\nMyWarningW1")
	expect(t, `try { process.exit(1) } catch (e) { emit(e.code) }`, "ERR_METHOD_NOT_IMPLEMENTED")
}

func TestErrorsOfCallbacksAreReported(t *testing.T) {
	expect(t, `process.nextTick(() => { throw new TypeError("tick") }); await null; await null`, "uncaught TypeError: tick")
	expect(t, `setImmediate(() => { throw new TypeError("soon") }); await new Promise((r) => setTimeout(r, 5))`, "uncaught TypeError: soon")
	expect(t, `process.on("unhandledRejection", (e) => emit("seen " + e.message)); Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 5))`, "seen lost")
	expect(t, `require("events").defaultMaxListeners = 1; const e = new (require("events"))(); e.on("a", () => {}); e.on("a", () => {}); e.on("a", () => {}); await null; await null`,
		"warn: MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 2 a listeners added to [EventEmitter]. Use emitter.setMaxListeners() to increase limit")
}

func TestModulesCostNothingUntilUsed(t *testing.T) {
	// A script that spells the name gets it as data before it runs.
	expect(t, `const name = "Buf" + "fer"; emit(typeof Object.getOwnPropertyDescriptor(globalThis, name).get); globalThis[name]; emit(typeof Object.getOwnPropertyDescriptor(globalThis, name).value)`,
		"function\nfunction")
}
