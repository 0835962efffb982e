package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"paddock/cmd/paddock/testreport"
	"paddock/internal/dev"
	"paddock/internal/testrun"
)

// testOptions are the flags of paddock test.
type testOptions struct {
	selection
	pattern  string
	setup    []string
	reporter string
	output   string
	seed     string
	begin    string
	bail     int
	retry    int
	parallel int
	timeout  int
	update   bool
	ci       bool
	watch    bool
	coverage bool
	lcov     string // the file that coverage is written to
	pass     bool
	simulate bool // after the tests
	seeds    int
}

func (a *app) testCommand() *command {
	o := &testOptions{reporter: "pretty", seed: "1", timeout: 5000, parallel: runtime.GOMAXPROCS(0)}
	c := &command{
		name:  "test",
		args:  "[FILE…]",
		short: "run a Worker's tests in virtual time",
		about: "Runs test files written for Vitest: each is bundled with the Worker and runs in a world of its own, with its own queues and\n" +
			"bindings, on a virtual clock: a day of retries takes no time. Without a FILE it runs *.test.* and *.spec.* files (js, ts, mjs, mts)\n" +
			"below this folder; a FILE may also be a folder, or a part of a path. Tests import vitest, cloudflare:test and paddock:test.\n\n" +
			"The exit status is 1 when a test fails, and when there is none.",
		examples: []example{
			{"paddock test", "run every test of this folder"},
			{"paddock test test/retries.test.ts -t 'dead letter'", "of one file, the tests whose names match"},
			{"paddock test --watch", "run again what a save touches"},
			{"paddock test --coverage", "and count what they run, in a table and in coverage/lcov.info"},
			{"paddock test -u", "take the snapshots that are there now"},
			{"paddock test --simulate --seeds 1000", "the tests, then the search that paddock simulate makes"},
			{"paddock test --ci --reporter junit --output tests.xml", "for a CI system"},
		},
		flags: newFlags(),
	}
	o.declare(c.flags)
	c.run = func(operands []string) error { return a.test(c, o, operands) }
	return c
}

func (o *testOptions) declare(f *flags) {
	o.selection.declareConfigs(f)
	f.list(&o.vars, "var", "NAME:VALUE", "a variable of env, over those of the files")
	f.text(&o.pattern, "t test-name-pattern", "REGEXP", "only tests whose names, with those of their suites, match")
	f.boolean(&o.watch, "w watch", "go on, and run again what a save touches")
	f.boolean(&o.update, "u update", "write the snapshots that differ, remove those that nobody asks for")
	f.boolean(&o.ci, "ci", "write no snapshots (also when the variable CI is set)")
	f.choice(&o.reporter, "reporter", testreport.Names(), "how to tell what happened (default: pretty)")
	f.text(&o.output, "output", "FILE", "write the report to a file instead of the standard output")
	f.whole(&o.bail, "bail", "N", 1, 1<<30, "stop after so many failures")
	f.whole(&o.retry, "retry", "N", 0, 100, "try a failing test so many times more")
	f.whole(&o.timeout, "timeout", "MS", 1, 1<<30, "real time for each test, in milliseconds (default: 5000)")
	f.text(&o.seed, "seed", "N", "of everything random: order, interleaving, Math.random, crypto (default: 1)")
	f.text(&o.begin, "time", "TIME", "when virtual time begins: now, or such as 2026-05-01T12:00:00Z (default: 2026-01-01T00:00:00Z)")
	f.list(&o.setup, "setup", "FILE", "a file to run before each test file")
	f.whole(&o.parallel, "parallel", "N", 1, 256, "files at a time (default: one for each core)")
	f.boolean(&o.pass, "pass-with-no-tests", "succeed when there is no test file")
	f.boolean(&o.simulate, "simulate", "when the tests pass, search for the mistakes that at-least-once delivery brings: see paddock simulate")
	f.whole(&o.seeds, "seeds", "N", 1, 100_000_000, "with --simulate: how many seeds to try (default: 200)")
	f.boolean(&o.coverage, "coverage", "count what runs of the project's own files; the tests are slower")
	f.text(&o.lcov, "coverage-file", "FILE", "with --coverage: where it is written, as lcov does (default: coverage/lcov.info)")
}

// test runs the tests, once or again and again.
func (a *app) test(c *command, o *testOptions, operands []string) error {
	if o.lcov != "" && !o.coverage {
		return usagef(c, "--coverage-file needs --coverage")
	}
	if o.simulate && o.watch {
		return usagef(c, "either --watch or --simulate, not both")
	}
	all, err := a.projects(c, &o.selection, nil)
	if err != nil {
		return err
	}
	run, err := a.testRun(c, o, all)
	if err != nil {
		return err
	}
	close, err := a.reportTo(o, &run)
	if err != nil {
		return err
	}
	defer close()
	if o.coverage {
		run.Coverage, run.Reporter = true, &lcovReporter{run.Reporter, a, o.lcovFile(run.Dir)}
	}
	if o.watch {
		return a.watchTests(o, run, operands)
	}
	if run.Files, err = a.testFiles(run.Dir, operands); err != nil {
		return err
	}
	if err := a.runTests(o, run, operands); err != nil || !o.simulate {
		return err
	}
	return a.simulate(c, &simulateOptions{selection: o.selection, seeds: o.seeds, from: 1}, all)
}

// runTests runs the files once. Where a simulation follows there need be none.
func (a *app) runTests(o *testOptions, run testrun.Options, operands []string) error {
	if len(run.Files) == 0 && o.simulate && len(operands) == 0 {
		return nil
	}
	if len(run.Files) == 0 {
		return a.noTests(o, operands)
	}
	ctx, stop := a.untilSignal()
	defer stop()
	if result := testrun.All(ctx, run); result.Failed() || ctx.Err() != nil {
		return exitError(exitFailed)
	}
	return nil
}

func (a *app) noTests(o *testOptions, operands []string) error {
	if o.pass {
		return nil
	}
	if len(operands) > 0 {
		return fmt.Errorf("no test file matches %s", strings.Join(operands, ", "))
	}
	return errors.New("there is no test file here: name one such as index.test.ts, or pass --pass-with-no-tests")
}

// untilSignal returns a context that ends with Ctrl-C.
func (a *app) untilSignal() (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	a.listen()
	ended := make(chan struct{})
	go func() {
		select {
		case <-a.signals:
			cancel()
		case <-ended:
		}
	}()
	return ctx, func() { close(ended); cancel() }
}

// testRun makes of the flags what the runner needs.
func (a *app) testRun(c *command, o *testOptions, all []project) (testrun.Options, error) {
	run := testrun.Options{
		Project: dev.Project{Load: all[0].load}, Dir: filepath.Dir(all[0].path), Pattern: o.pattern, Bail: o.bail, Retry: o.retry,
		Parallel: o.parallel, Timeout: time.Duration(o.timeout) * time.Millisecond, Clock: a.clock, Disk: disk{},
	}
	for _, p := range all[1:] {
		run.Others = append(run.Others, dev.Project{Load: p.load})
	}
	for _, f := range o.setup {
		run.Setup = append(run.Setup, a.path(f))
	}
	if _, err := regexp.Compile(o.pattern); err != nil {
		return run, usagef(c, "-t %s: %v", o.pattern, err)
	}
	seed, err := strconv.ParseUint(o.seed, 10, 64)
	if err != nil {
		return run, usagef(c, "--seed %s: it must be a whole number", o.seed)
	}
	run.Seed = seed
	if run.Begin, err = a.beginOf(o.begin); err != nil {
		return run, usagef(c, "--time %s: write now, or such as 2026-05-01T12:00:00Z", o.begin)
	}
	ci, _ := a.env("CI")
	switch {
	case o.update:
		run.Snapshots = testrun.WriteAll
	case o.ci || ci != "" && ci != "false":
		run.Snapshots = testrun.WriteNone
	}
	return run, nil
}

func (a *app) beginOf(text string) (time.Time, error) {
	switch text {
	case "":
		return time.Time{}, nil // the world's own
	case "now":
		return a.clock.Now(), nil
	}
	return time.Parse(time.RFC3339, text)
}

// reportTo gives the run its reporter.
func (a *app) reportTo(o *testOptions, run *testrun.Options) (func(), error) {
	if o.output == "" {
		run.Reporter = testreport.New(o.reporter, a.stdout, a.style(a.stdout))
		return func() {}, nil
	}
	f, err := os.Create(a.path(o.output))
	if err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	run.Reporter = testreport.New(o.reporter, f, a.style(f))
	return func() { f.Close() }, nil
}

// isTestFile is how test files are named.
var isTestFile = regexp.MustCompile(`\.(test|spec)\.(js|ts|mjs|mts)$`)

// testFiles finds the test files that the operands mean, or all below dir.
func (a *app) testFiles(dir string, operands []string) ([]string, error) {
	var files []string
	for _, op := range operands {
		path := a.path(op)
		info, err := os.Stat(path)
		switch {
		case err == nil && !info.IsDir():
			files = append(files, path)
		case err == nil:
			found, err := findTests(path)
			if err != nil {
				return nil, err
			}
			files = append(files, found...)
		default: // a part of a path
			found, err := findTests(dir)
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				if rel, err := filepath.Rel(dir, f); err == nil && strings.Contains(filepath.ToSlash(rel), filepath.ToSlash(op)) {
					files = append(files, f)
				}
			}
		}
	}
	if len(operands) == 0 {
		var err error
		if files, err = findTests(dir); err != nil {
			return nil, err
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// findTests lists the test files below a folder. Packages and folders whose names
// begin with a dot are left out.
func findTests(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != dir && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !d.IsDir() && isTestFile.MatchString(d.Name()):
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for tests: %w", err)
	}
	return out, nil
}

// disk is where snapshots lie.
type disk struct{}

func (disk) Read(path string) ([]byte, error) { return os.ReadFile(path) }

func (disk) Write(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

func (disk) Remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
