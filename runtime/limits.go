package runtime

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
)

// LimitError says which limit an invocation, or the start-up, ran into.
type LimitError struct {
	What  string // "CPU" or "wall" or "start-up"
	Limit time.Duration
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("exceeded the %s time limit of %s", e.What, e.Limit)
}

// watchdog measures the CPU time of tasks and interrupts the one that takes
// too long. One timer runs while tasks keep coming, so a task costs two clock
// readings.
type watchdog struct {
	i     *Isolate
	fired atomic.Bool // the runtime is interrupted, once and for all

	interrupted context.Context // ends when JavaScript was interrupted
	tellOthers  context.CancelFunc

	mu      sync.Mutex
	task    uint64 // 0: idle; else the number of the running task
	last    uint64
	began   time.Time
	budget  time.Duration // what the running task may use; 0: no limit
	limit   *LimitError   // what to say when it is used up
	inv     *Invocation
	timer   clock.Timer // nil when none runs
	alarm   *alarm      // what it rings
	due     time.Time   // when it fires
	stopped bool
	paused  time.Time     // when work began that is not the script's; zero: none is under way
	before  time.Duration // what the tasks so far took
}

// An alarm rings for a watchdog. A timer that was stopped may hold what it calls
// until it would have fired: this, and not the isolate.
type alarm struct{ w atomic.Pointer[watchdog] }

func (a *alarm) ring() {
	if w := a.w.Load(); w != nil {
		w.check()
	}
}

func (w *watchdog) init(i *Isolate) {
	w.i, w.alarm = i, &alarm{}
	w.alarm.w.Store(w)
	w.interrupted, w.tellOthers = context.WithCancel(context.Background())
}

// Interrupted returns a context that ends when JavaScript is interrupted, by a
// limit or because the isolate is killed: engines other than goja, which
// scripts call, must stop then too. Any goroutine may use it.
func (i *Isolate) Interrupted() context.Context { return i.watch.interrupted }

// Stopped reports whether JavaScript was interrupted, for native functions that
// may run long: what is thrown then is the interrupt, which is pending.
func (i *Isolate) Stopped() bool { return i.watch.fired.Load() }

func (w *watchdog) begin(inv *Invocation) {
	budget, limit := w.allowance(inv)
	now := w.i.opts.CPU.Now()
	w.mu.Lock()
	w.last++
	w.task, w.began, w.budget, w.limit, w.inv = w.last, now, budget, limit, inv
	if budget > 0 {
		w.arm(now, budget)
	}
	w.mu.Unlock()
}

// arm makes sure that check runs when the budget is used up: the running timer
// may be there for a task that was allowed more. w.mu is held.
func (w *watchdog) arm(now time.Time, budget time.Duration) {
	due := now.Add(budget)
	if w.timer != nil {
		if !due.Before(w.due) {
			return
		}
		w.timer.Stop()
	}
	w.due = due
	w.timer = w.i.opts.CPU.AfterFunc(budget, w.alarm.ring)
}

// allowance returns what is left of inv's CPU time, at least a millisecond.
func (w *watchdog) allowance(inv *Invocation) (time.Duration, *LimitError) {
	limit := LimitError{What: "CPU", Limit: w.i.opts.Limits.CPU}
	used := time.Duration(0)
	switch {
	case inv != nil:
		used = inv.cpu
	case !w.i.started:
		limit = LimitError{What: "start-up", Limit: w.i.opts.Limits.Start}
	}
	if limit.Limit == 0 {
		return 0, nil
	}
	return max(limit.Limit-used, time.Millisecond), &limit
}

func (w *watchdog) end() {
	now := w.i.opts.CPU.Now()
	w.mu.Lock()
	took := now.Sub(w.began)
	w.before += took
	if w.inv != nil {
		w.inv.cpu += took
	}
	w.task, w.inv = 0, nil
	w.mu.Unlock()
}

// ran returns how long JavaScript has run so far. It may be called from anywhere.
func (w *watchdog) ran() time.Duration {
	now := w.i.opts.CPU.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.task == 0 {
		return w.before
	}
	return w.before + now.Sub(w.began)
}

// check runs on the clock's goroutine: it interrupts the running task if its
// time is up, and comes again while there are tasks.
func (w *watchdog) check() {
	now := w.i.opts.CPU.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped || w.task == 0 || w.budget == 0 {
		w.timer = nil
		return
	}
	if !w.paused.IsZero() {
		now = w.paused
	}
	left := w.budget - now.Sub(w.began)
	if left <= 0 {
		w.fire(w.limit)
		left = time.Second // a native built-in may not have noticed yet
	}
	w.timer = nil
	w.arm(w.i.opts.CPU.Now(), left)
}

// Uncounted runs work that a script asked for and that is not its CPU time,
// such as compiling what the platform gets compiled. Loop only.
func (i *Isolate) Uncounted(work func()) {
	w := &i.watch
	from := i.opts.CPU.Now()
	w.mu.Lock()
	w.paused = from
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.began = w.began.Add(i.opts.CPU.Now().Sub(from))
		w.paused = time.Time{}
		w.mu.Unlock()
	}()
	work()
}

// interrupt stops the running task, if there is one, with cause.
func (w *watchdog) interrupt(cause error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.task != 0 {
		w.fire(cause)
	}
}

// fire interrupts the runtime. Matches of regular expressions, which it does
// not reach into, look at fired.
func (w *watchdog) fire(cause error) {
	w.i.vm.Interrupt(cause)
	w.fired.Store(true)
	w.tellOthers()
}

func (w *watchdog) stop() {
	w.mu.Lock()
	w.stopped = true
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
	}
	w.alarm.w.Store(nil)
	w.mu.Unlock()
	w.tellOthers() // frees the context
}

// ErrStackOverflow ends an invocation that recursed too deeply.
var ErrStackOverflow = errors.New("Maximum call stack size exceeded (the engine allows fewer nested calls than V8, and cannot let the script catch this)")

// fatal returns the error for which an isolate must be given up, or nil when
// err is an ordinary exception.
func (i *Isolate) fatal(err error) error {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		if cause, ok := interrupted.Value().(error); ok {
			return &interruption{cause: cause, stack: i.mapStack(interrupted.String())}
		}
		return err
	}
	var overflow *goja.StackOverflowError
	if errors.As(err, &overflow) {
		return &interruption{cause: ErrStackOverflow, stack: i.mapStack(firstFrames(overflow.String(), 8))}
	}
	return nil
}

// interruption is why JavaScript was stopped, with where it was.
type interruption struct {
	cause error
	stack string
}

func (e *interruption) Error() string { return e.cause.Error() }
func (e *interruption) Unwrap() error { return e.cause }

// endOf classifies the cause of a condemned isolate for the invocation blamed.
func endOf(cause error) Ended {
	var limit *LimitError
	var memory *MemoryError
	var dead *killed
	switch {
	case errors.As(cause, &limit), errors.As(cause, &memory):
		return EndedByLimit
	case errors.As(cause, &dead):
		return EndedWithIsolate
	}
	return EndedByError
}
