package nodeapi

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// BenchmarkStart starts an isolate with all modules defined and none imported.
func BenchmarkStart(b *testing.B) { benchmarkStart(b, "") }

// BenchmarkStartImporting starts one that imports a small module.
func BenchmarkStartImporting(b *testing.B) { benchmarkStart(b, `require("node:path");`) }

func benchmarkStart(b *testing.B, body string) {
	worker, err := runtime.Compile(runtime.Source{Name: "bench", File: "worker.js",
		Code: "function (require) { " + body + " return {default: {fetch() {}}} }"})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		sched := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
		var startErr error
		runtime.Start(runtime.Options{
			Worker: worker, Exec: sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)),
			Setup: []func(*runtime.Isolate) error{Install(Options{})},
		}, func(_ *runtime.Isolate, err error) { startErr = err })
		if err := sched.Settle(context.Background()); err != nil || startErr != nil {
			b.Fatal(err, startErr)
		}
	}
}
