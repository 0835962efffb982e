package kv_test

import (
	"math/rand/v2"
	"testing"

	"paddock/bindings"
	"paddock/bindings/kv"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// BenchmarkStart starts isolates without a namespace, and with one.
func BenchmarkStart(b *testing.B) {
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js", Code: "async function () { return { default: {} }; }"})
	if err != nil {
		b.Fatal(err)
	}
	for name, list := range map[string][]bindings.Binding{"without": nil, "with": {&kv.Namespace{Binding: "KV", ID: "x"}}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				ready := make(chan error, 1)
				i := runtime.Start(runtime.Options{
					Worker: worker, Exec: mailbox.Real(clock.Real()), CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 1)),
					Setup: []func(*runtime.Isolate) error{webapi.Install(webapi.Options{}), bindings.Install(list)},
				}, func(_ *runtime.Isolate, err error) { ready <- err })
				if err := <-ready; err != nil {
					b.Fatal(err)
				}
				i.Drain(func() {})
				<-i.Done()
			}
		})
	}
}
