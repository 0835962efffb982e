package simulation_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/harness/simulation"
)

// mostSeeds is within how many seeds every bug of the zoo is to be found, and how
// many its mended twin must pass.
const mostSeeds = 200

// seeds of the twins: all of them where PADDOCK_ZOO is set, as in CI.
func seeds() int {
	if os.Getenv("PADDOCK_ZOO") != "" {
		return mostSeeds
	}
	if testing.Short() {
		return 3
	}
	return 12
}

// animals lists the zoo.
func animals(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../../../testdata/zoo/*.txtar")
	if err != nil || len(files) < 24 {
		t.Fatalf("the zoo has %d animals: %v", len(files), err)
	}
	return files
}

// load builds one side of an animal, "bug" or "twin", and returns the invariants
// of which the bug breaks one.
func load(t testing.TB, file, side string) (*simulation.Simulation, []string) {
	t.Helper()
	return loadWith(t, file, side, nil)
}

func loadWith(t testing.TB, file, side string, kinds []simulation.Kind) (*simulation.Simulation, []string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	conf := files["wrangler.toml"]
	if own, ok := files["twin.toml"]; ok && side == "twin" {
		conf = own
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"wrangler.toml": conf, "index.js": files[side+".js"], "simulate.js": files["simulate.js"]} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	built, err := dev.Build(ctx, func() (*config.Config, *config.Report) {
		return config.Load(filepath.Join(dir, "wrangler.toml"), config.Options{})
	})
	if err != nil {
		t.Fatal(err)
	}
	script, err := dev.BuildScript(ctx, built, filepath.Join(dir, "simulate.js"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := simulation.New(simulation.Options{Workers: []*dev.Built{built}, Script: script, Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	return s, strings.Fields(files["expect"])
}

// Every bug is found, and no mended twin is accused.
func TestZoo(t *testing.T) {
	for _, file := range animals(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			bug, expect := load(t, file, "bug")
			found, err := bug.Hunt(context.Background(), simulation.Hunt{First: 1, Seeds: mostSeeds, Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			if found.Result == nil {
				t.Fatalf("the bug was not found in %d seeds", found.Seeds)
			}
			broken := found.Result.Violations[0].Invariant
			if !slices.Contains(expect, broken) {
				t.Errorf("it breaks %s, not one of %s:\n%s", broken, expect, found.Result.Report("paddock simulate"))
			}
			t.Logf("seed %d: %s with %s, %d things, %d runs", found.Result.Scenario.Seed, broken,
				simulation.FormatFaults(found.Result.Scenario.Faults), len(found.Result.Sent), found.Runs)
			twin, _ := load(t, file, "twin")
			passed, err := twin.Hunt(context.Background(), simulation.Hunt{First: 1, Seeds: seeds(), Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			if passed.Result != nil {
				t.Errorf("the mended twin is accused:\n%s\nfirst seen as:\n%s", passed.Result.Report("paddock simulate"), passed.Original.Report("paddock simulate"))
			}
		})
	}
}
