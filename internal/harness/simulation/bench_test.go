package simulation_test

import (
	"context"
	"testing"

	"paddock/internal/harness/simulation"
)

// A seed is its workload, a calm run and a disturbed one. Seeds run on all
// processors.
func BenchmarkSeeds(b *testing.B) {
	for _, name := range []string{"swallowed_error", "ack_before_work", "counter_across_await", "decrement_twice"} {
		b.Run(name, func(b *testing.B) {
			s, _ := load(b, "../../../testdata/zoo/"+name+".txtar", "twin")
			b.ReportAllocs()
			b.ResetTimer()
			found, err := s.Hunt(context.Background(), simulation.Hunt{First: 1, Seeds: b.N})
			if err != nil || found.Result != nil {
				b.Fatal(err, found)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "seeds/s")
		})
	}
}
