package webapi

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// BenchmarkStart starts an isolate with all globals, none of them used.
func BenchmarkStart(b *testing.B) {
	benchmarkStart(b, Install(Options{}))
}

// BenchmarkStartBare is BenchmarkStart without the globals.
func BenchmarkStartBare(b *testing.B) {
	benchmarkStart(b)
}

func benchmarkStart(b *testing.B, setup ...func(*runtime.Isolate) error) {
	worker, err := runtime.Compile(runtime.Source{Name: "bench", File: "worker.js",
		Code: "function () { return {default: {fetch() {}}} }"})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		sched := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
		var startErr error
		runtime.Start(runtime.Options{
			Worker: worker, Exec: sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)), Setup: setup,
		}, func(_ *runtime.Isolate, err error) { startErr = err })
		if err := sched.Settle(context.Background()); err != nil || startErr != nil {
			b.Fatal(err, startErr)
		}
	}
}
