package testrun

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/world"
	"paddock/queue"
	"paddock/runtime"
)

// file is one test file under way. The goroutine that drives its world owns it,
// isolates included: in a virtual world their loops run there.
type file struct {
	o       *Options
	path    string
	out     *File
	w       *world.World
	cfg     *config.Config
	keeper  *world.Keeper
	net     *policy
	snaps   *snapshots
	failed  func()
	stopped func() bool

	session  *session // of the isolate that runs the tests now
	requests []func(context.Context)
	over     bool
	lost     error // why the isolate died under the tests

	done    map[int]bool // tests that have ended, by their number
	current map[int]*Test
	began   map[int]moment
	seen    uint64 // entries of the journal that were looked at

	deliveries []*delivery // since the present test began
	batches    map[string]int
	faults     []*fault
}

// A moment is when a test began, in both times.
type moment struct{ real, virtual time.Time }

// startPatience bounds building and starting, in real time.
const startPatience = 60 * time.Second

// runFile runs one test file in a world of its own.
func runFile(ctx context.Context, o *Options, path string, failed func(), stopped func() bool) *File {
	name, err := filepath.Rel(o.Dir, path)
	if err != nil {
		name = path
	}
	f := &file{o: o, path: path, failed: failed, stopped: stopped, out: &File{Name: filepath.ToSlash(name)}, net: newPolicy(),
		done: map[int]bool{}, current: map[int]*Test{}, began: map[int]moment{}, batches: map[string]int{}}
	f.snaps = newSnapshots(f)
	began := o.Clock.Now()
	if err := f.run(ctx); err != nil && ctx.Err() == nil {
		f.fail(Failure{Title: err.Error()})
	}
	f.snaps.store(f.out, len(f.out.Failures) == 0 && o.Pattern == "")
	f.out.Took = o.Clock.Now().Sub(began)
	return f.out
}

// fail records a failure of the file.
func (f *file) fail(failure Failure) {
	f.out.Failures = append(f.out.Failures, failure)
	f.failed()
}

func (f *file) run(ctx context.Context) error {
	start, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	w, err := world.Open(start, f.worldOptions())
	if err != nil {
		return fmt.Errorf("start the world: %w", err)
	}
	f.w = w
	defer w.Close()
	f.out.Inputs = w.Session.Inputs(0)
	if failure := w.Failure(); failure != nil {
		f.fail(Failure{Title: failure.Text})
		return nil
	}
	f.cfg = w.Session.Workers()[0].Config
	f.keeper = w.NewKeeper()
	defer f.keeper.Close()
	f.out.Lines = f.lines()
	for {
		if err := f.runTests(ctx); err != nil {
			return err
		}
		if f.lost == nil || f.stopped() {
			return nil
		}
		f.buryCurrent() // and go on with the tests that are left, in a new isolate
		if err := errors.Join(f.clear(ctx), f.keeper.Reset()); err != nil {
			return err
		}
	}
}

func (f *file) worldOptions() world.Options {
	project := f.o.Project
	project.Guests = f.guests()
	return world.Options{
		Projects: append([]dev.Project{project}, f.o.Others...),
		Seed:     f.o.Seed,
		Begin:    f.o.Begin,
		Crons:    true,
		Fetch:    f.net,
		Dial:     f.net.dial,
		Deliver:  f.deliver,
	}
}

// runTests runs what has not ended yet in the isolate that is there now.
func (f *file) runTests(ctx context.Context) error {
	isolate, err := f.isolate(ctx)
	if err != nil {
		return err
	}
	s := sessionOf(isolate)
	f.session, f.over, f.lost, f.requests = s, false, nil, nil
	var failure error
	taken := isolate.Invoke(runtime.Event{
		Name: "tests",
		Call: func(*runtime.Invocation) (goja.Value, error) { return s.start() },
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			f.over = true
			if o.Ended != runtime.EndedNormally {
				f.lost = o.Err
			} else {
				failure = o.Err
			}
		},
	})
	if !taken {
		return runtime.ErrClosed
	}
	if err := f.drive(ctx); err != nil {
		return err
	}
	if failure != nil {
		f.fail(s.failure(s.i.ErrorValue(failure), nil))
	}
	return nil
}

// isolate waits for the isolate that runs the tests.
func (f *file) isolate(ctx context.Context) (*runtime.Isolate, error) {
	var found *runtime.Isolate
	picked := false
	f.w.Session.Pick(0, func(i *runtime.Isolate) { found, picked = i, true })
	for !picked {
		if err := f.w.Settle(ctx); err != nil {
			return nil, err
		}
		if picked {
			break
		}
		// A new isolate could not be started, and is tried again in a while.
		if moved, err := f.w.Step(ctx, f.w.Clock.Now().Add(time.Minute)); err != nil || !moved {
			return nil, errors.Join(errors.New("the tests cannot go on: no new isolate can be started"), err)
		}
	}
	if found == nil || sessionOf(found) == nil {
		return nil, runtime.ErrClosed
	}
	return found, nil
}

// buryCurrent ends the tests that were under way when their isolate died.
func (f *file) buryCurrent() {
	any := false
	for id, t := range f.current {
		any = true
		f.end(id, t, Failed, []Failure{{Title: "Error: " + f.epitaph()}})
	}
	if !any {
		f.fail(Failure{Title: "Error: " + f.epitaph()})
		f.stopped = func() bool { return true } // it would die again
	}
}

func (f *file) epitaph() string {
	var killed *overdueError
	if errors.As(f.lost, &killed) {
		return killed.Error()
	}
	return "the isolate of the tests died: " + firstLine(f.lost.Error())
}

// end records how a test ended.
func (f *file) end(id int, t *Test, state string, failures []Failure) {
	delete(f.current, id)
	f.done[id] = true
	t.State, t.Failures = state, failures
	if at, ok := f.began[id]; ok {
		t.Took, t.Virtual = f.o.Clock.Now().Sub(at.real), f.w.Clock.Now().Sub(at.virtual)
	}
	t.Refused = f.net.takeRefused()
	if state == Failed {
		f.failed()
	}
}

// lines takes the console lines that came since the last look.
func (f *file) lines() []Line {
	var out []Line
	for _, e := range f.w.Journal.Since(f.seen) {
		f.seen = e.Seq
		switch e.Kind {
		case journal.Log:
			out = append(out, Line{e.Level.String(), e.Text})
		case journal.Exception:
			out = append(out, Line{"error", e.Text})
		}
	}
	return out
}

// queueNames lists the queues that the configuration knows.
func (f *file) queueNames() []string {
	var out []string
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	for _, info := range f.w.Session.Workers() {
		if info.Config == nil {
			continue
		}
		for _, p := range info.Config.Producers {
			add(p.Queue)
		}
		for _, c := range info.Config.Consumers {
			add(c.Queue)
			add(c.DeadLetterQueue)
		}
	}
	return out
}

// stored lists what the broker knows of its queues; the world must rest.
func (f *file) stored(ctx context.Context) ([]queue.QueueInfo, error) {
	var all []queue.QueueInfo
	var failure error
	f.w.Broker.Queues(func(list []queue.QueueInfo, err error) { all, failure = list, err })
	if err := f.w.Settle(ctx); err != nil {
		return nil, err
	}
	return all, failure
}

// namesText joins the names of a test and its suites.
func namesText(names []string) string { return strings.Join(names, " > ") }
