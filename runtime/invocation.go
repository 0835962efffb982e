package runtime

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/dop251/goja"
)

// An Event is what an isolate is asked to handle. Its functions are called on
// the loop.
type Event struct {
	Name string // of the handler: "queue", "fetch", "scheduled"
	// Subject says what the event is about, for those who watch the
	// invocation: the id of a batch, or "".
	Subject string
	// Origin names the event that came from outside and led to this one by calls
	// from Worker to Worker; "" where this one came from outside.
	Origin string
	// Seed, if not zero, is what Math.random draws from within the invocation,
	// instead of the isolate's own source: the same seed gives the same
	// numbers, whatever else the isolate does meanwhile.
	Seed uint64
	// Wall, if not zero, bounds the invocation instead of Limits.Wall.
	Wall time.Duration
	// Depth says how many invocations wait for this one, each called by the one
	// before: 0 for an event that came from outside.
	Depth int
	// Call starts the handler and returns its result, which may be a promise.
	Call func(*Invocation) (goja.Value, error)
	// Settled, if not nil, is told the handler's result as soon as it is
	// known, before waitUntil work has ended. It is not called when the
	// invocation was ended from outside.
	Settled func(*Invocation, goja.Value, error)
	// Done is told the outcome, exactly once, whatever happens.
	Done func(*Invocation, Outcome)
}

// Ended says what ended an invocation.
type Ended int

// The ways to end.
const (
	EndedNormally    Ended = iota // the handler and its waitUntil promises settled
	EndedByError                  // the engine failed under it (stack overflow, panic)
	EndedByLimit                  // it used up its CPU or wall time
	EndedWithIsolate              // its isolate was killed, or died of another invocation
)

// An Outcome is how an invocation ended.
type Outcome struct {
	Ended Ended
	Err   error // what the handler threw, or why it was ended; nil for success
	Wait  error // the first rejection among its waitUntil promises
	CPU   time.Duration
	Wall  time.Duration
	// Unfinished counts operations and timers that were neither awaited nor
	// passed to waitUntil, and were cancelled.
	Unfinished int
}

// An Invocation is one event being handled: its promise, its waitUntil set, its
// limits. It belongs to the loop.
type Invocation struct {
	ID uint64 // unique in its isolate

	i       *Isolate
	event   Event
	ctx     *AsyncContext
	life    context.Context
	end     context.CancelFunc
	began   time.Time
	cpu     time.Duration // guarded by the watchdog's lock while a task runs
	waits   int
	holds   int
	settled bool
	err     error
	waitErr error
	over    bool
	well    bool // it is over, and nothing failed
	timers  map[int64]struct{}
	tickets map[*Ticket]struct{}
	stop    func() // the wall limit
	object  *goja.Object
	props   goja.Value
	rand    *rand.Rand // of the event's seed; nil until it is drawn from
	atEnd   []func()
}

// Invoke posts an event to the isolate. It may be called from anywhere and
// reports false, without calling anything, when the isolate is closed. An isolate that
// began to drain after the post ends the event with EndedWithIsolate.
func (i *Isolate) Invoke(e Event) bool {
	if i.dead.Load() {
		return false
	}
	return i.box.Post(func() { i.begin(e) })
}

func (i *Isolate) begin(e Event) {
	i.lastID++
	inv := &Invocation{ID: i.lastID, i: i, event: e, began: i.Clock().Now()}
	inv.ctx = &AsyncContext{inv: inv}
	inv.life, inv.end = context.WithCancel(i.life)
	if i.dead.Load() || i.closing {
		inv.finish(Outcome{Ended: EndedWithIsolate, Err: ErrClosed})
		return
	}
	i.invocations[inv] = struct{}{}
	if wall := inv.wallLimit(); wall > 0 {
		inv.stop = i.box.After(wall, inv.overdue)
	}
	i.enter(inv.ctx, inv.run)
}

func (inv *Invocation) run() {
	v, err := inv.event.Call(inv)
	if err != nil {
		inv.settle(nil, err)
		return
	}
	inv.i.Follow(v, inv.settle)
}

// settle records the handler's own result.
func (inv *Invocation) settle(v goja.Value, err error) {
	if inv.settled || inv.over {
		return
	}
	inv.settled, inv.err = true, err
	if inv.event.Settled != nil {
		inv.event.Settled(inv, v, err)
	}
	inv.check()
}

// check ends the invocation when nothing keeps it.
func (inv *Invocation) check() {
	if inv.settled && inv.waits == 0 && inv.holds == 0 {
		inv.finish(Outcome{Err: inv.err, Wait: inv.waitErr})
	}
}

func (inv *Invocation) wallLimit() time.Duration {
	if inv.event.Wall > 0 {
		return inv.event.Wall
	}
	return inv.i.opts.Limits.Wall
}

func (inv *Invocation) overdue() {
	limit := &LimitError{What: "wall", Limit: inv.wallLimit()}
	inv.i.enter(nil, func() { inv.finish(Outcome{Ended: EndedByLimit, Err: limit}) })
}

// finish ends the invocation: what it left behind is cancelled, and Done told.
func (inv *Invocation) finish(o Outcome) {
	if inv.over {
		return
	}
	inv.over, inv.well = true, o.Ended == EndedNormally && o.Err == nil && o.Wait == nil
	delete(inv.i.invocations, inv)
	if inv.stop != nil {
		inv.stop()
	}
	o.Unfinished = len(inv.timers)
	for t := range inv.tickets {
		if !t.idle {
			o.Unfinished++
		}
	}
	for id := range inv.timers {
		inv.i.ClearTimer(id)
	}
	for _, t := range inv.open() {
		if t.retire() {
			t.tell(false)
		}
	}
	inv.end()
	for _, f := range inv.atEnd {
		f()
	}
	inv.atEnd = nil
	o.CPU, o.Wall = inv.cpuTime(), inv.i.Clock().Now().Sub(inv.began)
	inv.event.Done(inv, o)
}

// cpuTime includes the task that runs now.
func (inv *Invocation) cpuTime() time.Duration {
	w := &inv.i.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.inv == inv && w.task != 0 {
		return inv.cpu + w.i.opts.CPU.Now().Sub(w.began)
	}
	return inv.cpu
}

// Isolate returns the isolate that runs the invocation.
func (inv *Invocation) Isolate() *Isolate { return inv.i }

// Event returns the name of the handler.
func (inv *Invocation) Event() string { return inv.event.Name }

// Subject returns what the event is about, or "".
func (inv *Invocation) Subject() string { return inv.event.Subject }

// Origin names the event from outside that all of this is about: its own subject,
// or that of the first of its callers.
func (inv *Invocation) Origin() string { return cmp.Or(inv.event.Origin, inv.event.Subject) }

// Depth returns how many invocations wait for this one.
func (inv *Invocation) Depth() int { return inv.event.Depth }

// AtEnd calls f on the loop when the invocation ends, before Done. One that has
// ended calls it at once.
func (inv *Invocation) AtEnd(f func()) {
	if inv.over {
		f()
		return
	}
	inv.atEnd = append(inv.atEnd, f)
}

// Context returns the invocation's async context.
func (inv *Invocation) Context() *AsyncContext { return inv.ctx }

// Life returns a context that ends with the invocation. Any goroutine may use it.
func (inv *Invocation) Life() context.Context { return inv.life }

// Over reports whether the invocation has ended.
func (inv *Invocation) Over() bool { return inv.over }

// Succeeded reports whether the invocation has ended by itself, with no failure.
func (inv *Invocation) Succeeded() bool { return inv.well }

// WaitUntil extends the invocation until v, if it is a promise, has settled. A
// rejection becomes Outcome.Wait.
func (inv *Invocation) WaitUntil(v goja.Value) {
	if inv.over {
		return
	}
	inv.waits++
	inv.i.Follow(v, func(_ goja.Value, err error) {
		if inv.over {
			return
		}
		if err != nil && inv.waitErr == nil {
			inv.waitErr = err
		}
		inv.waits--
		inv.check()
	})
}

// End ends the invocation with an error now: what it waits for is cancelled.
// What of it runs at this moment goes on until it waits.
func (inv *Invocation) End(err error) { inv.finish(Outcome{Ended: EndedByError, Err: err}) }

// Hold keeps the invocation open, for a response body that still streams, until
// release is called on the loop.
func (inv *Invocation) Hold() (release func()) {
	inv.holds++
	return func() {
		if inv.holds--; !inv.over {
			inv.check()
		}
	}
}

// SetProps sets what ctx.props shows to the handler.
func (inv *Invocation) SetProps(v goja.Value) { inv.props = v }

func (inv *Invocation) addTicket(t *Ticket) {
	if inv.tickets == nil {
		inv.tickets = map[*Ticket]struct{}{}
	}
	inv.tickets[t] = struct{}{}
}

// String names the invocation for messages to people.
func (inv *Invocation) String() string {
	return fmt.Sprintf("%s() of %s", inv.event.Name, inv.i.opts.Worker.Name())
}
