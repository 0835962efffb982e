package webapi

import (
	"context"
	"math/rand/v2"
	goruntime "runtime"
	"slices"
	"testing"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// TestFinalizationRegistryCallsBack collects garbage until what a script let go
// was told to it.
func TestFinalizationRegistryCallsBack(t *testing.T) {
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js", Code: `function () {
		const registry = new FinalizationRegistry((held) => console.log("gone", held)), kept = {}, token = {};
		for (let n = 0; n < 3; n++) registry.register({ n }, n);
		registry.register({ big: 1 }, "unregistered", token);
		registry.register(kept, "kept");
		registry.unregister(token);
		return { default: { fetch() { return [kept, registry] } } };
	}`})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	sched := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
	iso := runtime.Start(runtime.Options{
		Worker: worker, Exec: sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)),
		Setup: []func(*runtime.Isolate) error{Install(Options{})},
		Log:   func(l runtime.Line) { lines = append(lines, l.Text) },
	}, func(_ *runtime.Isolate, err error) {
		if err != nil {
			t.Error(err)
		}
	})
	settle := func() {
		if err := sched.Settle(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	settle()
	for tries := 0; len(lines) < 3 && tries < 50; tries++ {
		// What the interpreter's stack still holds is overwritten by running more.
		iso.Invoke(runtime.Event{Name: "fetch",
			Call: func(inv *runtime.Invocation) (goja.Value, error) {
				return inv.CallHandler("default", "fetch", goja.Undefined())
			},
			Done: func(*runtime.Invocation, runtime.Outcome) {}})
		settle()
		goruntime.GC()
		goruntime.Gosched()
		settle()
	}
	slices.Sort(lines)
	// The last object may stay on the interpreter's stack.
	if len(lines) < 2 || !slices.Contains(lines, "gone 0") || slices.Contains(lines, "gone kept") || slices.Contains(lines, "gone unregistered") {
		t.Errorf("told %q", lines)
	}
	goruntime.KeepAlive(iso)
}
