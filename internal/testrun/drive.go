package testrun

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"paddock/queue"
	"paddock/runtime"
)

// farAway is how far ahead of now a timer may lie.
const farAway = 200 * 365 * 24 * time.Hour

// grace is how long after its time a test may go on before its isolate is
// killed: one that comes back to its loop is ended more gently.
const grace = 250 * time.Millisecond

// drive runs the world until the tests have ended: what can happen now, then what
// the tests asked for, then whatever is due next.
func (f *file) drive(ctx context.Context) error {
	for {
		err := f.rest(ctx)
		switch {
		case f.over:
			return nil
		case err != nil && !f.expire():
			return err
		case err != nil:
			continue
		}
		if f.expire() {
			continue
		}
		live, err := f.live(ctx)
		if err == nil && live {
			live, err = f.step(ctx, f.w.Clock.Now().Add(farAway))
		}
		if err != nil && !f.expire() {
			return err
		}
		if err == nil && !live && !f.hang() {
			return errors.New("the tests hang outside of any test: a promise at the top level, or of a hook, never settles")
		}
	}
}

// errOverdue says that a test has used up its time.
var errOverdue = errors.New("a test has used up its time")

// rest runs everything that can happen without the clock moving, and what the
// tests asked for.
func (f *file) rest(ctx context.Context) error {
	for !f.over {
		if err := f.bounded(ctx, f.w.Settle); err != nil {
			return err
		}
		if len(f.requests) == 0 {
			return nil
		}
		next := f.requests[0]
		f.requests = f.requests[1:]
		next(ctx)
	}
	return nil
}

// bounded drives the world for no longer than the test that ends first may take.
func (f *file) bounded(ctx context.Context, drive func(context.Context) error) error {
	left := startPatience
	if s := f.session.nextDeadline(); !s.IsZero() {
		left = s.Sub(f.o.Clock.Now())
	}
	if left <= 0 {
		return errOverdue
	}
	within, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	return drive(within)
}

// step lets the next thing happen that is due by limit.
func (f *file) step(ctx context.Context, limit time.Time) (moved bool, err error) {
	err = f.bounded(ctx, func(ctx context.Context) error {
		moved, err = f.w.Step(ctx, limit)
		return err
	})
	return moved, err
}

// live reports whether anything but retention and cron triggers is still to come.
func (f *file) live(ctx context.Context) (bool, error) {
	for _, i := range f.w.Session.Isolates() {
		if i.Timers() > 0 {
			return true, nil
		}
	}
	return f.working(ctx)
}

// working reports whether the Workers have something to do, beside the tests.
func (f *file) working(ctx context.Context) (bool, error) {
	if len(f.handlers()) > 0 {
		return true, nil
	}
	all, err := f.stored(ctx)
	return slices.ContainsFunc(all, deliverable), err
}

// deliverable reports whether a queue has something that a Worker will get.
func deliverable(q queue.QueueInfo) bool {
	c := q.Consumer
	return q.InFlight > 0 || c != nil && c.Type == queue.WorkerConsumer && c.Handler != nil && !q.Settings.Paused && q.Metrics.BacklogCount > 0
}

// handlers lists the invocations of Workers that have work left: not those of
// tests, and not those that only stand open for a body nobody reads. A request
// that waits for something that will never come has none.
func (f *file) handlers() []*runtime.Invocation {
	var out []*runtime.Invocation
	for _, i := range f.w.Session.Isolates() {
		for _, inv := range i.InFlight() {
			if isTest(inv) || inv.Event() == "fetch" && len(inv.Waiting()) == 0 {
				continue
			}
			out = append(out, inv)
		}
	}
	return out
}

func isTest(inv *runtime.Invocation) bool { return inv.Event() == "test" || inv.Event() == "tests" }

// expire ends the tests whose time is up, and reports whether there was one.
func (f *file) expire() bool {
	any := false
	now := f.o.Clock.Now()
	for _, s := range f.session.active() {
		if now.Before(s.deadline) {
			continue
		}
		any = true
		s.inv.Cut(runtime.EndedByLimit, &overdueError{s.timeout, f.waitingFor(s)})
	}
	return any
}

// hang ends the tests that wait for what will never come, and reports whether
// there was one.
func (f *file) hang() bool {
	active := f.session.active()
	for _, s := range active {
		s.inv.Cut(runtime.EndedByLimit, &hangError{f.waitingFor(s)})
	}
	return len(active) > 0
}

// waitingFor says what a test, and what it called, waits for.
func (f *file) waitingFor(s *span) []string {
	out := slices.Clone(s.inv.Waiting())
	for _, i := range f.w.Session.Isolates() {
		for _, inv := range i.InFlight() {
			if isTest(inv) {
				continue
			}
			what := "a promise that nothing settles"
			if list := inv.Waiting(); len(list) > 0 {
				what = strings.Join(list, ", ")
			}
			out = append(out, fmt.Sprintf("%s, which waits for %s", inv, what))
		}
	}
	return out
}

// An overdueError ends a test that took too long in real time.
type overdueError struct {
	limit   time.Duration
	waiting []string
}

func (e *overdueError) Error() string {
	text := fmt.Sprintf("the test did not end within %s of real time", e.limit)
	return text + waitingText(e.waiting, ": its code was running all the while, as in an endless loop") + "\nGive it more with a third argument, in milliseconds, or with --timeout."
}

// A hangError ends a test that waits for what never comes.
type hangError struct{ waiting []string }

func (e *hangError) Error() string {
	return "the test hangs: nothing is left to happen, in no amount of time" + waitingText(e.waiting, ". It awaits a promise that nothing settles.")
}

func waitingText(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return ". It waits for:\n  " + strings.Join(list, "\n  ")
}
