package simulation_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paddock/internal/harness/simulation"
)

// The same scenario gives the same trace and the same effects, byte for byte, and
// so does what a run is told to repeat of itself.
func TestReplay(t *testing.T) {
	seeds := 3
	if testing.Short() {
		seeds = 1
	}
	if os.Getenv("PADDOCK_ZOO") != "" {
		seeds = 16 // of each side of each animal: more than 1000 in all
	}
	for _, file := range animals(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			different := map[string]bool{}
			for _, side := range []string{"bug", "twin"} {
				s, _ := load(t, file, side)
				for seed := range uint64(seeds) {
					first := run(t, s, simulation.Scenario{Seed: seed})
					same(t, seed, first, run(t, s, simulation.Scenario{Seed: seed}))
					if first.Scenario.Faults == nil { // it was not the calm run that failed
						same(t, seed, first, run(t, s, simulation.Scenario{Seed: seed, Faults: append([]simulation.Fault{}, first.Fired...)}))
					}
					if len(first.Unrepeatable) > 0 {
						t.Errorf("seed %d: %v", seed, first.Unrepeatable)
					}
					different[first.Text()] = true
				}
			}
			// Small workloads come out alike for some seeds, and the twin like the
			// bug where nothing goes wrong; but the seed must matter.
			if 2*len(different) < seeds {
				t.Errorf("%d seeds gave only %d different traces", 2*seeds, len(different))
			}
		})
	}
}

func run(t *testing.T, s *simulation.Simulation, sc simulation.Scenario) *simulation.Result {
	t.Helper()
	r, err := s.Run(context.Background(), sc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func same(t *testing.T, seed uint64, a, b *simulation.Result) {
	t.Helper()
	if a.Text() != b.Text() || strings.Join(a.Effects.State, "\n") != strings.Join(b.Effects.State, "\n") {
		t.Fatalf("seed %d: two runs differ:\n%s\n---\n%s", seed, a.Text(), b.Text())
	}
}
