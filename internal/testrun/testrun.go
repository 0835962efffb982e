// Package testrun runs test files: each is bundled with its Worker and runs in an
// isolate of a small virtual world of its own, several at a time. The package
// knows suites, tests, snapshots, mocks and faults, and what tests may import; it
// does not print (it tells a Reporter), finds no files, and touches the disk only
// through a Disk.
package testrun

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"paddock/internal/clock"
	"paddock/internal/dev"
)

// Options say what is run, and how.
type Options struct {
	// Project is the Worker under test; Others run beside it, in isolates of
	// their own.
	Project dev.Project
	Others  []dev.Project
	Dir     string   // absolute; names are relative to it
	Files   []string // test files, absolute
	Setup   []string // files that run before each test file, absolute

	Seed     uint64
	Begin    time.Time // of virtual time; zero means the world's epoch
	Pattern  string    // a regular expression of full names; "" runs all
	Bail     int       // stop after so many failures; 0 never does
	Retry    int       // further tries of a test that fails
	Parallel int       // files at a time; at least 1
	// Timeout bounds a test, and a hook of a suite, in real time.
	Timeout   time.Duration
	Snapshots SnapshotMode
	Coverage  bool        // count what runs of the Project; see Run.Coverage
	Clock     clock.Clock // the real one
	Disk      Disk
	Reporter  Reporter
}

// A Disk is where snapshots lie. Paths are absolute.
type Disk interface {
	Read(path string) ([]byte, error) // an error that is fs.ErrNotExist when there is none
	Write(path string, data []byte) error
	Remove(path string) error
}

// A Reporter is told what happens. Its methods are called one at a time.
type Reporter interface {
	// FileEnded is told of each file, in the order in which they end.
	FileEnded(*File)
	// Ended is told once, at the end.
	Ended(*Run)
}

// A Run is what became of all files.
type Run struct {
	Files []*File // in the order of Options.Files
	Took  time.Duration
	Seed  uint64
	// Obsolete counts snapshots that no test asked for, Written those that were
	// written.
	Obsolete, Written int
	Bailed            bool
	Coverage          *Coverage // nil unless it was asked for
}

// A File is what became of one test file.
type File struct {
	Name     string // relative to Options.Dir
	Tests    []*Test
	Failures []Failure // of the file or of its suites, beside the tests'
	Took     time.Duration
	Inputs   []string // what decides its result, absolute
	Lines    []Line   // what was logged outside of tests
	Snapshots
	counts counts
}

// The states of a test.
const (
	Passed  = "passed"
	Failed  = "failed"
	Skipped = "skipped"
	Todo    = "todo"
)

// A Test is what became of one test.
type Test struct {
	Names    []string // of the suites around it, then its own
	State    string
	Note     string // why it skipped itself
	Failures []Failure
	Took     time.Duration // real
	Virtual  time.Duration // how far the clock moved
	Retries  int
	Lines    []Line   // console lines
	Refused  []string // requests that went nowhere
}

// A Line is one console line.
type Line struct{ Level, Text string }

// A Failure is why something failed.
type Failure struct {
	Where   string // which part of a suite failed, such as "beforeAll of orders"; "" for tests
	Title   string // such as "AssertionError: expected 1 to be 2"
	Stack   string // the places only, a line each
	Frame   string // the code around the first of them
	Compare *Compare
}

// Compare are two values that should have been equal, as texts.
type Compare struct{ Expected, Actual string }

// Failed reports whether anything in the file failed.
func (f *File) Failed() bool { return len(f.Failures) > 0 || f.Count(Failed) > 0 }

// Count counts the tests in a state.
func (f *File) Count(state string) int {
	n := 0
	for _, t := range f.Tests {
		if t.State == state {
			n++
		}
	}
	return n
}

// Count counts the tests in a state, in all files.
func (r *Run) Count(state string) int {
	n := 0
	for _, f := range r.Files {
		n += f.Count(state)
	}
	return n
}

// Failed reports whether anything failed.
func (r *Run) Failed() bool {
	for _, f := range r.Files {
		if f.Failed() {
			return true
		}
	}
	return false
}

// All runs every file. When ctx ends first, what has not ended is left out.
func All(ctx context.Context, o Options) *Run {
	began := o.Clock.Now()
	run := &Run{Seed: o.Seed}
	results := make([]*File, len(o.Files))
	var failures atomic.Int64
	stopped := func() bool { return ctx.Err() != nil || o.Bail > 0 && failures.Load() >= int64(o.Bail) }
	var mu sync.Mutex
	var wait sync.WaitGroup
	next := make(chan int)
	for range max(o.Parallel, 1) {
		wait.Go(func() {
			for n := range next {
				f := runFile(ctx, &o, o.Files[n], func() { failures.Add(1) }, stopped)
				results[n] = f
				mu.Lock()
				o.Reporter.FileEnded(f)
				mu.Unlock()
			}
		})
	}
	for n := range o.Files {
		if stopped() {
			break
		}
		next <- n
	}
	close(next)
	wait.Wait()
	for _, f := range results {
		if f != nil {
			run.Files = append(run.Files, f)
			run.Obsolete += f.Obsolete
			run.Written += f.Written
		}
	}
	if o.Coverage {
		run.Coverage = merge(run.Files)
	}
	run.Bailed = o.Bail > 0 && failures.Load() >= int64(o.Bail)
	run.Took = o.Clock.Now().Sub(began)
	o.Reporter.Ended(run)
	return run
}
