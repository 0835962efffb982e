package d1_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"paddock/bindings"
	"paddock/bindings/d1"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// BenchmarkStart starts an isolate without and with a binding.
func BenchmarkStart(b *testing.B) {
	b.Run("without", func(b *testing.B) { benchmarkStart(b) })
	b.Run("with", func(b *testing.B) { benchmarkStart(b, &d1.Binding{Binding: "DB"}) })
}

func benchmarkStart(b *testing.B, list ...bindings.Binding) {
	worker, err := runtime.Compile(runtime.Source{Name: "bench", File: "worker.js", Code: "function () { return {default: {fetch() {}}} }"})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		sched := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
		var startErr error
		runtime.Start(runtime.Options{
			Worker: worker, Exec: sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)),
			Setup: []func(*runtime.Isolate) error{bindings.Install(list)},
		}, func(_ *runtime.Isolate, err error) { startErr = err })
		if err := sched.Settle(context.Background()); err != nil || startErr != nil {
			b.Fatal(err, startErr)
		}
	}
}
