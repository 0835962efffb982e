package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"paddock/internal/dev"
	"paddock/internal/testrun"
)

// watchTests runs the tests, and again what a save touches, until it is told to
// stop.
func (a *app) watchTests(o *testOptions, run testrun.Options, operands []string) error {
	saves := make(chan []string, 64)
	watch, err := dev.NewWatch(a.clock, func(files []string) { saves <- files })
	if err != nil {
		return fmt.Errorf("watch files: %w", err)
	}
	defer watch.Close()
	ctx, stop := a.untilSignal()
	defer stop()
	inputs := map[string][]string{} // by test file
	due, err := a.testFiles(run.Dir, operands)
	if err != nil {
		return err
	}
	for {
		began := a.clock.Now()
		if len(due) > 0 {
			run.Files = due
			for _, f := range testrun.All(ctx, run).Files {
				inputs[filepath.Join(run.Dir, filepath.FromSlash(f.Name))] = f.Inputs
			}
		}
		watch.Set(everything(inputs), []string{run.Dir}, began)
		fmt.Fprintf(a.stdout, "\n%s\n", a.style(a.stdout).Dim("waiting for a save; Ctrl-C ends"))
		for due = nil; len(due) == 0; {
			select {
			case <-ctx.Done():
				return nil
			case files := <-saves:
				if due, err = a.touchedBy(run.Dir, operands, inputs, files); err != nil {
					return err
				}
			}
		}
	}
}

// touchedBy lists the test files that a save concerns: those that read one of the
// files, and new ones.
func (a *app) touchedBy(dir string, operands []string, inputs map[string][]string, saved []string) ([]string, error) {
	all, err := a.testFiles(dir, operands)
	if err != nil {
		return nil, err
	}
	var due []string
	for _, test := range all {
		read, known := inputs[test]
		if !known || slices.ContainsFunc(saved, func(f string) bool { return f == test || slices.Contains(read, f) }) {
			due = append(due, test)
		}
	}
	return due, nil
}

// everything lists all files that some test read.
func everything(inputs map[string][]string) []string {
	var out []string
	for test, read := range inputs {
		out = append(append(out, test), read...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
