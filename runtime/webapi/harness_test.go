package webapi

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// run runs a script's body as the fetch handler of a virtual world with all
// globals, until nothing is left to do within an hour, and returns what it said: its
// console lines, its uncaught errors, and what it returned or threw.
func run(t testing.TB, body string, change ...func(*runtime.Options)) string {
	t.Helper()
	return runScript(t, "", body, change...)
}

// runScript is run with code for the top level of the script.
func runScript(t testing.TB, top, body string, change ...func(*runtime.Options)) string {
	t.Helper()
	var log []string
	say := func(format string, args ...any) { log = append(log, fmt.Sprintf(format, args...)) }
	c := clock.NewVirtual(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	sched := mailbox.NewScheduler(c, 1)
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js",
		Code: "async function (builtins, url) {" + top + "\nreturn {default: {async fetch(arg, env, ctx) {\n" + body + "\n}}}}"})
	if err != nil {
		t.Fatal(err)
	}
	o := runtime.Options{
		Worker: worker, Exec: sched, CPU: clock.Real(),
		Rand: rand.New(rand.NewPCG(1, 2)), Entropy: rand.NewChaCha8([32]byte{1}),
		Setup: []func(*runtime.Isolate) error{Install(Options{StructuredClone: clone})},
		Log: func(l runtime.Line) {
			if l.Level == "log" {
				say("%s", l.Text)
			} else {
				say("%s: %s", l.Level, l.Text)
			}
		},
		Uncaught: func(_ *runtime.Invocation, err *runtime.ScriptError) {
			if err.Unhandled {
				say("unhandled %s", err)
			} else {
				say("uncaught %s", err)
			}
		},
		Condemned: func(err error) { say("condemned %s", err) },
	}
	for _, f := range change {
		f(&o)
	}
	var startErr error
	iso := runtime.Start(o, func(_ *runtime.Isolate, err error) { startErr = err })
	advance := func(d time.Duration) {
		if err := sched.Advance(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	advance(0)
	if startErr != nil {
		t.Fatal(startErr)
	}
	iso.Invoke(runtime.Event{
		Name: "fetch",
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			return inv.CallHandler("default", "fetch", goja.Undefined())
		},
		Settled: func(_ *runtime.Invocation, v goja.Value, err error) {
			switch {
			case err != nil:
				say("threw %s", err)
			case !goja.IsUndefined(v):
				say("%s", v)
			}
		},
		Done: func(_ *runtime.Invocation, out runtime.Outcome) {
			if out.Ended != runtime.EndedNormally {
				say("ended %d: %v", out.Ended, out.Err)
			}
		},
	})
	advance(time.Hour)
	return strings.Join(log, "\n")
}

// clone is the algorithm that bindings provides.
func clone(i *runtime.Isolate, v goja.Value, transfer []goja.Value) (goja.Value, error) {
	c, ok := i.Value(codecKey{}).(*codec.Codec)
	if !ok {
		c = codec.New(i.VM())
		c.NewDataCloneError = func(message string) goja.Value { return NewDOMException(i, message, "DataCloneError") }
		c.PlatformClass = func(o *goja.Object) string { return PlatformClass(i, o) }
		c.Host = func(o *goja.Object, transferred bool) func() goja.Value { return CloneHost(i, o, transferred) }
		i.SetValue(codecKey{}, c)
	}
	return c.StructuredClone(v, transfer...)
}

type codecKey struct{}

// cases is a table of script bodies and what each must say.
type cases []struct{ name, body, want string }

func (c cases) run(t *testing.T) {
	t.Helper()
	for _, tc := range c {
		t.Run(tc.name, func(t *testing.T) {
			t.Helper()
			if got := run(t, tc.body); got != tc.want {
				t.Errorf("%s\ngot:  %s\nwant: %s", tc.body, got, tc.want)
			}
		})
	}
}
