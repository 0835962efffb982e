package runtime

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/dop251/goja"
)

// A Disturbance is what goes wrong, on purpose, with one operation that a script
// asked for: in a world that is searched for mistakes. The zero Disturbance lets
// it pass.
type Disturbance struct {
	// Refuse is thrown at the script instead of carrying the operation out.
	Refuse error
	// Kill ends the isolate instead of carrying the operation out.
	Kill error
	// After is how much later the answer comes, on the clock of the world.
	After time.Duration
	// Answer is the error that the script is told, whatever came of the operation.
	Answer error
	// KillAfter ends the isolate when the answer would come.
	KillAfter error
	// Instead, if not nil, makes the answer that the script gets in place of the
	// real one, where the operation has such an answer.
	Instead func(*goja.Runtime) goja.Value
	// Silent keeps the answer back for ever.
	Silent bool
	// Ended, if not nil, is told once that the script has the answer, or that
	// nobody waits for it any more. It is called on the loop.
	Ended func(answered bool)
}

// disturb asks what is to happen to an operation, and does what comes before it.
func (i *Isolate) disturb(what string) *Disturbance {
	if i.opts.Disturb == nil {
		return nil
	}
	d := i.opts.Disturb(i.current.Invocation(), what)
	switch {
	case d.Kill != nil:
		i.Kill(d.Kill)
		panic(i.ErrorValue(d.Kill)) // unwinds the call; no handler of the script runs any more
	case d.Refuse != nil:
		panic(i.ErrorValue(d.Refuse))
	}
	return &d
}

// settleDisturbed settles a ticket in the way of its disturbance.
func (t *Ticket) settleDisturbed(value func(*goja.Runtime) (goja.Value, error)) {
	if !t.i.Post(t.ctx, func() { t.answer(value, func() {}) }) {
		t.abandon()
	}
}

// answer gives the script the answer that was decided on, when it is due. The
// work itself is done: what follows is waiting in the world, which holds no clock.
// dropped is called when the script will not get the value.
func (t *Ticket) answer(value func(*goja.Runtime) (goja.Value, error), dropped func()) {
	if t.settled.Load() {
		dropped()
		return
	}
	t.letGo()
	d := t.disturbance
	if d.Silent {
		dropped()
		return
	}
	settle := func() {
		switch {
		case d.KillAfter != nil:
			t.i.Kill(d.KillAfter)
		case d.Answer != nil:
			t.SettleNow(func(*goja.Runtime) (goja.Value, error) { return nil, d.Answer })
		case d.Instead != nil:
			t.SettleNow(func(vm *goja.Runtime) (goja.Value, error) { return d.Instead(vm), nil })
		default:
			t.SettleNow(value)
		}
		dropped()
	}
	if d.After <= 0 {
		settle()
		return
	}
	if inv := t.ctx.Invocation(); inv != nil {
		inv.AtEnd(dropped)
	}
	t.i.box.After(d.After, func() { t.i.enter(t.ctx, settle) })
}

// Operation asks what is to happen to an operation that a script does not wait
// for, and does what comes before it: it reports false when the operation is to be
// left out. Loop only.
func (i *Isolate) Operation(what string) bool {
	if i.opts.Disturb == nil {
		return true
	}
	d := i.opts.Disturb(i.current.Invocation(), what)
	if d.Kill != nil {
		i.Kill(d.Kill)
		panic(i.ErrorValue(d.Kill))
	}
	if d.Ended != nil {
		d.Ended(true)
	}
	if d.KillAfter != nil {
		i.Kill(d.KillAfter)
	}
	return d.Refuse == nil
}

// tell says that the operation has ended for the script.
func (t *Ticket) tell(answered bool) {
	if t.disturbance != nil && t.disturbance.Ended != nil {
		t.disturbance.Ended(answered)
	}
}

// open lists the invocation's tickets in the order in which they were taken,
// which a map does not keep.
func (inv *Invocation) open() []*Ticket {
	return slices.SortedFunc(maps.Keys(inv.tickets), func(a, b *Ticket) int { return cmp.Compare(a.number, b.number) })
}

// Aside runs outside work that a ticket of OutsidePromise stands for: on a
// goroutine of its own, or at once in a world that is to replay (see
// Options.Inline). The work must settle the ticket. Loop only.
func (i *Isolate) Aside(work func()) {
	if i.opts.Inline {
		work()
		return
	}
	go work()
}

// Inline reports whether outside work is done at once, on the loop.
func (i *Isolate) Inline() bool { return i.opts.Inline }

// Stray tells of work whose moment cannot be replayed from a seed.
func (i *Isolate) Stray(what string) {
	if i.opts.Stray != nil {
		i.opts.Stray(what)
	}
}
