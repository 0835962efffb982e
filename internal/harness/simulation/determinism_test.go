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
		seeds = 40 // of each side of each animal: more than 1000 in all
	}
	different := map[string]bool{}
	for _, file := range animals(t) {
		for _, side := range []string{"bug", "twin"} {
			s, _ := load(t, file, side)
			for seed := range uint64(seeds) {
				first := run(t, s, simulation.Scenario{Seed: seed})
				again := run(t, s, simulation.Scenario{Seed: seed})
				same(t, file, seed, first, again)
				if first.Scenario.Faults == nil { // it was not the calm run that failed
					same(t, file, seed, first, run(t, s, simulation.Scenario{Seed: seed, Faults: append([]simulation.Fault{}, first.Fired...)}))
				}
				if len(first.Unrepeatable) > 0 {
					t.Errorf("%s, seed %d: %v", file, seed, first.Unrepeatable)
				}
				different[first.Text()] = true
			}
		}
	}
	if len(different) < seeds*20 {
		t.Errorf("only %d different traces", len(different))
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

func same(t *testing.T, file string, seed uint64, a, b *simulation.Result) {
	t.Helper()
	if a.Text() != b.Text() || strings.Join(a.Effects.State, "\n") != strings.Join(b.Effects.State, "\n") {
		t.Fatalf("%s, seed %d: two runs differ:\n%s\n---\n%s", filepath.Base(file), seed, a.Text(), b.Text())
	}
}
