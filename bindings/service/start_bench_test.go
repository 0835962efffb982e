package service_test

import (
	"math/rand/v2"
	"testing"

	"paddock/bindings"
	"paddock/bindings/service"
	"paddock/bindings/workflow"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// BenchmarkStart starts isolates without bindings, with a service, and with a
// workflow.
func BenchmarkStart(b *testing.B) {
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js", Code: "async function () { return { default: {} }; }"})
	if err != nil {
		b.Fatal(err)
	}
	for name, list := range map[string][]bindings.Binding{
		"without":  nil,
		"service":  {&service.Binding{Binding: "S", Worker: "x", To: &service.Entrypoint{}}},
		"workflow": {&workflow.Binding{Binding: "W"}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				ready := make(chan error, 1)
				i := runtime.Start(runtime.Options{
					Worker: worker, Exec: mailbox.Real(clock.Real()), CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 1)),
					Setup: []func(*runtime.Isolate) error{webapi.Install(webapi.Options{}), bindings.Install(list), workflow.Install},
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
