package simulation_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"paddock/internal/harness/simulation"
)

var update = flag.Bool("update", false, "find out anew which fault finds which bug, and write it down (minutes)")

const tableFile = "../../../testdata/zoo/README.md"

const tableHead = `# The zoo

Each file is a small Worker with a mistake that at-least-once delivery brings to light (bug.js), the same Worker mended (twin.js), what comes
to it (messages, requests, cron runs), and the invariants of which the mistake breaks one. The simulation finds every bug within 200 seeds
and accuses no twin.

The last column names the faults that find the bug when nothing else goes wrong; alone means that it shows in a calm run, with no fault at all.

| animal | mistake | breaks | found by |
|---|---|---|---|
`

// finders are the sets of faults that the table tells apart.
func finders() [][]simulation.Kind {
	var all [][]simulation.Kind
	for _, k := range simulation.Kinds()[1:] {
		all = append(all, []simulation.Kind{k})
	}
	return append(all,
		[]simulation.Kind{simulation.Concurrency, simulation.Latency, simulation.BatchSize},
		[]simulation.Kind{simulation.Isolates, simulation.Gaps})
}

// The table in the zoo says which fault finds which: it names every animal, and
// what it says is true.
func TestZooTable(t *testing.T) {
	if testing.Short() {
		t.Skip("the table is read by the tests that run everything")
	}
	if *update {
		writeTable(t)
	}
	text, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range animals(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		_, row, ok := strings.Cut(string(text), "| "+name+" |")
		if !ok {
			t.Errorf("%s is not in the table: run go test ./internal/harness/simulation -run ZooTable -update", name)
			continue
		}
		row, _, _ = strings.Cut(row, "\n")
		cells := strings.Split(row, "|")
		first, _, _ := strings.Cut(strings.TrimSpace(cells[2]), ", ")
		if found := hunt(t, file, mostSeeds, kindsOf(first)); found == nil {
			t.Errorf("%s is not found by %s", name, first)
		}
	}
}

// kindsOf reads a set of faults of the table.
func kindsOf(text string) (out []simulation.Kind) {
	for _, word := range strings.Split(text, " + ") {
		out = append(out, simulation.Kind(word))
	}
	return out
}

func hunt(t *testing.T, file string, seeds int, kinds []simulation.Kind) *simulation.Result {
	t.Helper()
	s, _ := loadWith(t, file, "bug", kinds)
	found, err := s.Hunt(context.Background(), simulation.Hunt{First: 1, Seeds: seeds})
	if err != nil {
		t.Fatal(err)
	}
	return found.Original
}

func writeTable(t *testing.T) {
	t.Helper()
	var b strings.Builder
	b.WriteString(tableHead)
	for _, file := range animals(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var by, broken []string
		for _, kinds := range finders() {
			r := hunt(t, file, 100, kinds)
			if r == nil {
				continue
			}
			words := make([]string, len(kinds))
			for n, k := range kinds {
				words[n] = string(k)
			}
			if r.Scenario.Faults != nil { // the calm run
				words = []string{string(simulation.Alone)}
			}
			for list, word := range map[*[]string]string{&by: strings.Join(words, " + "), &broken: r.Violations[0].Invariant} {
				if !slices.Contains(*list, word) {
					*list = append(*list, word)
				}
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", strings.TrimSuffix(filepath.Base(file), ".txtar"),
			strings.TrimSpace(string(archive.Comment)), strings.Join(broken, ", "), strings.Join(by, ", "))
	}
	if err := os.WriteFile(tableFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
