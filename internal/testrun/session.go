package testrun

import (
	"context"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/internal/dev"
	"paddock/queue"
	"paddock/runtime"
)

// A session is the side of the tests in one isolate. It belongs to the isolate's
// loop, which the driver's goroutine runs.
type session struct {
	f         *file
	i         *runtime.Isolate
	suite     *goja.Object // exports of the suite library
	spans     map[*runtime.Invocation]*span
	hand      map[int64]*bindings.HandBatch // batches that tests made
	lastHand  int64
	producers map[string]goja.Value
}

// A span is a piece of a test that runs in an invocation of its own.
type span struct {
	inv      *runtime.Invocation
	label    string
	test     goja.Value // as the suite library knows it; null for hooks of suites
	timeout  time.Duration
	deadline time.Time // real
}

type sessionKey struct{}

// sessionOf returns the tests' side of an isolate, or nil.
func sessionOf(i *runtime.Isolate) *session {
	s, _ := i.Value(sessionKey{}).(*session)
	return s
}

// modules are what tests may import that a Worker cannot.
func modules() []string { return []string{"vitest", "cloudflare:test", "paddock:test"} }

// globals are the names of vitest that tests may use without an import.
func globals() []string {
	return []string{"describe", "suite", "it", "test", "expect", "assert", "vi", "vitest", "beforeAll", "afterAll", "beforeEach", "afterEach", "onTestFinished", "onTestFailed"}
}

// guests are the tests, as guests of the Worker's isolate.
func (f *file) guests() *dev.Guests {
	g := &dev.Guests{
		Files:   append(append([]string{}, f.o.Setup...), f.path),
		Modules: modules(),
		Setup:   f.setup,
	}
	if f.o.Coverage {
		g.Coverage = f.out.counts.reset
	}
	return g
}

// setup makes the tests' modules known to an isolate.
func (f *file) setup(i *runtime.Isolate) error {
	s := &session{f: f, i: i, spans: map[*runtime.Invocation]*span{}, hand: map[int64]*bindings.HandBatch{}, producers: map[string]goja.Value{}}
	i.SetValue(sessionKey{}, s)
	networkLibrary.Load(i)
	s.suite = suiteLibrary.Load(i)
	i.DefineModule("vitest", func() goja.Value { return vitestLibrary.Load(i) })
	i.DefineModule("cloudflare:test", func() goja.Value { return cloudflareLibrary.Load(i).Get("module") })
	i.DefineModule("paddock:test", func() goja.Value { return paddockLibrary.Load(i) })
	vitestLibrary.DefineGlobals(i, globals()...)
	f.out.counts.define(i)
	return s.addExports()
}

// addExports gives cloudflare:workers the exports of the Worker.
func (s *session) addExports() error {
	v, ok := s.i.Module("cloudflare:workers")
	module, isObject := v.(*goja.Object)
	if !ok || !isObject {
		return nil
	}
	s.i.DefineLazy(module, "exports", true, func() goja.Value { return cloudflareLibrary.Load(s.i).Get("exports") })
	return nil
}

// start begins to run the tests that have not ended.
func (s *session) start() (goja.Value, error) {
	f, vm := s.f, s.i.VM()
	done := []any{}
	for id := range f.done {
		done = append(done, id)
	}
	o := vm.NewObject()
	o.Set("done", vm.NewArray(done...))
	o.Set("pattern", f.o.Pattern)
	o.Set("timeout", f.o.Timeout.Milliseconds())
	o.Set("hookTimeout", (2 * f.o.Timeout).Milliseconds())
	o.Set("retry", f.o.Retry)
	o.Set("stopped", func(goja.FunctionCall) goja.Value { return vm.ToValue(f.stopped()) })
	run, _ := goja.AssertFunction(s.suite.Get("run"))
	return s.i.Call(run, nil, o)
}

// run runs fn in an invocation of its own, for at most so many milliseconds of
// real time, and returns the promise of its end.
func (s *session) run(c goja.FunctionCall) goja.Value {
	sp := &span{label: c.Argument(0).String(), timeout: time.Duration(c.Argument(1).ToFloat() * float64(time.Millisecond)), test: c.Argument(2)}
	fn, _ := goja.AssertFunction(c.Argument(3))
	if sp.timeout <= 0 {
		sp.timeout = forever
	}
	promise, ticket := s.i.Promise(sp.label)
	kill := s.f.o.Clock.AfterFunc(sp.timeout+grace, func() { s.i.Kill(&overdueError{limit: sp.timeout}) })
	s.i.Invoke(runtime.Event{
		Name: "test",
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			sp.inv, sp.deadline = inv, s.f.o.Clock.Now().Add(sp.timeout)
			s.spans[inv] = sp
			return s.i.Call(fn, nil)
		},
		Done: func(inv *runtime.Invocation, o runtime.Outcome) {
			kill.Stop()
			delete(s.spans, inv)
			if o.Err == nil {
				o.Err = o.Wait
			}
			ticket.Settle(nothingOr(o.Err))
		},
	})
	return promise
}

// forever is the time of a test that says 0.
const forever = 1000 * time.Hour

// active lists what runs now.
func (s *session) active() []*span {
	var out []*span
	for _, inv := range s.i.InFlight() {
		if sp := s.spans[inv]; sp != nil {
			out = append(out, sp)
		}
	}
	return out
}

// nextDeadline is when the first of those must have ended; zero when none runs.
func (s *session) nextDeadline() (first time.Time) {
	for _, sp := range s.spans {
		if first.IsZero() || sp.deadline.Before(first) {
			first = sp.deadline
		}
	}
	return first
}

// nothingOr settles a promise with undefined, or rejects it.
func nothingOr(err error) func(*goja.Runtime) (goja.Value, error) {
	return func(*goja.Runtime) (goja.Value, error) { return goja.Undefined(), err }
}

// push keeps the state as it is.
func (s *session) push(goja.FunctionCall) goja.Value {
	return s.ask("the state being kept", func(context.Context) error { return s.f.keeper.Push() }).(goja.Value)
}

// pop ends what a test left behind, empties the queues and puts the state back.
func (s *session) pop(goja.FunctionCall) goja.Value {
	return s.ask("the state being restored", func(ctx context.Context) error {
		if err := s.f.clear(ctx); err != nil {
			return err
		}
		return s.f.keeper.Pop()
	}).(goja.Value)
}

// clear ends the work of Workers and empties the queues.
func (f *file) clear(ctx context.Context) error {
	f.faults = nil
	for _, i := range f.w.Session.Isolates() {
		for _, inv := range i.InFlight() {
			if !isTest(inv) {
				inv.Cut(runtime.EndedWithIsolate, errTestEnded)
			}
		}
	}
	all, err := f.stored(ctx)
	if err != nil {
		return err
	}
	for _, q := range all {
		if q.Metrics.BacklogCount > 0 {
			f.w.Broker.Purge(q.Name, func(_ queue.Purged, e error) {
				if e != nil {
					err = e
				}
			})
		}
	}
	if settled := f.w.Settle(ctx); settled != nil {
		return settled
	}
	return err
}
