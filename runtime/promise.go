package runtime

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
)

// A Ticket stands for one promise that Go will settle. It is taken on the loop
// and redeemed from anywhere, once.
type Ticket struct {
	i       *Isolate
	what    string
	ctx     *AsyncContext
	outside bool
	resolve func(any) error
	reject  func(any) error
	life    context.Context
	cancel  context.CancelFunc
	settled atomic.Bool
	let     atomic.Bool // the clock, which outside work holds
	idle    bool
	number  uint64

	disturbance *Disturbance // nil: none
}

// Promise returns a JavaScript promise and the ticket to settle it with. what
// names the operation for warnings, such as "fetch". It is for waiting on the
// world itself: the broker, timers, other Workers. It does not hold the clock.
func (i *Isolate) Promise(what string) (goja.Value, *Ticket) {
	return i.promise(what, false)
}

// OutsidePromise is Promise for work outside the world (network, files): a
// virtual clock stands still until the ticket is settled or its invocation ended.
func (i *Isolate) OutsidePromise(what string) (goja.Value, *Ticket) {
	return i.promise(what, true)
}

func (i *Isolate) promise(what string, outside bool) (goja.Value, *Ticket) {
	disturbance := i.disturb(what)
	p, resolve, reject := i.vm.NewPromise()
	i.lastTicket++
	t := &Ticket{i: i, what: what, ctx: i.current, outside: outside, resolve: resolve, reject: reject,
		number: i.lastTicket, disturbance: disturbance}
	if t.outside {
		i.Clock().Hold()
	}
	parent := i.life
	if inv := t.ctx.Invocation(); inv != nil {
		parent = inv.life
		inv.addTicket(t)
	}
	t.life = parent
	if outside {
		t.life, t.cancel = context.WithCancel(parent)
	}
	return i.vm.ToValue(p), t
}

// Idle says that the promise, of outside work, may be left waiting with nothing
// wrong, as for what comes next over a connection that is kept open. It is no
// unfinished business of its invocation, and a virtual clock goes on after so much
// real time. Loop only, at once after the ticket was taken.
func (t *Ticket) Idle(patience time.Duration) {
	t.idle = true
	timer, cancel := t.i.opts.CPU.AfterFunc(patience, t.letGo), t.cancel
	t.cancel = func() {
		timer.Stop()
		cancel()
	}
}

// Context returns a context that ends when the ticket is settled (for an
// OutsidePromise) or its invocation ends: the work should stop then.
func (t *Ticket) Context() context.Context { return t.life }

// Settle posts home; value is called on the loop to make the promise's value,
// and its error rejects the promise (see Isolate.ErrorValue). It may be called
// from anywhere. When the isolate or the invocation has ended, value is not called.
func (t *Ticket) Settle(value func(vm *goja.Runtime) (goja.Value, error)) {
	if t.disturbance != nil {
		t.settleDisturbed(value)
		return
	}
	posted := t.i.Post(t.ctx, func() { t.SettleNow(value) })
	if !posted {
		t.abandon()
	}
}

// SettleOr is Settle for an answer that somebody must let go of: dropped is called
// once, instead of value, when the script does not get the answer.
func (t *Ticket) SettleOr(value func(vm *goja.Runtime) (goja.Value, error), dropped func()) {
	var used atomic.Bool
	drop := func() {
		if used.CompareAndSwap(false, true) {
			dropped()
		}
	}
	take := func(vm *goja.Runtime) (goja.Value, error) {
		if !used.CompareAndSwap(false, true) {
			return nil, ErrClosed // it was given up just now
		}
		return value(vm)
	}
	posted := t.i.Post(t.ctx, func() {
		if t.disturbance == nil {
			t.SettleNow(take)
			drop()
			return
		}
		t.answer(take, drop)
	})
	if !posted {
		t.abandon()
		drop()
	}
}

// Answer is Settle for callers that are on the loop already and have the answer:
// the script gets it at once, or as it was decided on.
func (t *Ticket) Answer(value func(vm *goja.Runtime) (goja.Value, error)) {
	if t.disturbance == nil {
		t.SettleNow(value)
		return
	}
	t.answer(value, func() {})
}

// SettleNow is Settle for callers that are on the loop already.
func (t *Ticket) SettleNow(value func(vm *goja.Runtime) (goja.Value, error)) {
	if !t.retire() {
		return
	}
	t.tell(true)
	v, err := value(t.i.vm)
	if err != nil {
		err = t.reject(t.i.ErrorValue(err))
	} else {
		if v == nil {
			v = goja.Undefined()
		}
		err = t.resolve(v)
	}
	if err != nil {
		t.i.wrap(err)
	}
}

// retire takes the ticket out of use and reports whether it still was in use.
// Loop only.
func (t *Ticket) retire() bool {
	if inv := t.ctx.Invocation(); inv != nil {
		delete(inv.tickets, t)
	}
	return t.abandon()
}

// abandon gives back what the ticket holds without settling its promise, and
// reports whether it still held it. It may be called from anywhere: whoever
// settles a ticket may find its isolate closed just while that gives it up.
func (t *Ticket) abandon() bool {
	if !t.settled.CompareAndSwap(false, true) {
		return false
	}
	if t.cancel != nil {
		t.cancel()
	}
	t.letGo()
	return true
}

// letGo ends the hold of outside work on the clock, once.
func (t *Ticket) letGo() {
	if t.outside && t.let.CompareAndSwap(false, true) {
		t.i.Clock().Release()
	}
}

// Follow calls done on the loop once v, if it is a promise or another thenable,
// has settled; at once when it already has, or is a plain value.
func (i *Isolate) Follow(v goja.Value, done func(goja.Value, error)) {
	if v == nil {
		v = goja.Undefined()
	}
	obj, ok := v.(*goja.Object)
	if !ok {
		done(v, nil)
		return
	}
	if p, ok := obj.Export().(*goja.Promise); ok {
		switch p.State() {
		case goja.PromiseStateFulfilled:
			done(p.Result(), nil)
			return
		case goja.PromiseStateRejected:
			i.forgetRejection(p)
			done(nil, i.ScriptError(p.Result()))
			return
		}
	} else if !i.thenable(obj) {
		done(v, nil)
		return
	}
	i.then(v, done)
}

func (i *Isolate) thenable(o *goja.Object) bool {
	is := false
	if ex := i.vm.Try(func() { _, is = goja.AssertFunction(o.Get("then")) }); ex != nil {
		return true // resolving it will reject with what the getter threw
	}
	return is
}

// then goes through a promise of our own, so that a foreign thenable is called
// the way await would.
func (i *Isolate) then(v goja.Value, done func(goja.Value, error)) {
	p, resolve, _ := i.vm.NewPromise()
	if err := resolve(v); err != nil {
		done(nil, i.wrap(err))
		return
	}
	then, _ := goja.AssertFunction(i.vm.ToValue(p).(*goja.Object).Get("then"))
	ok := i.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		done(c.Argument(0), nil)
		return goja.Undefined()
	})
	fail := i.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		done(nil, i.ScriptError(c.Argument(0)))
		return goja.Undefined()
	})
	if _, err := then(i.vm.ToValue(p), ok, fail); err != nil {
		done(nil, i.wrap(err))
	}
}

// rejection is a promise that was rejected while nobody listened.
type rejection struct {
	promise *goja.Promise
	ctx     *AsyncContext
}

func (i *Isolate) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		i.Mend(p.Result())
		i.rejections = append(i.rejections, rejection{p, i.current})
		return
	}
	if !i.forgetRejection(p) && i.onHandled != nil {
		i.onHandled(p)
	}
}

// forgetRejection reports false when p is not waiting to be reported, because
// it was.
func (i *Isolate) forgetRejection(p *goja.Promise) bool {
	for n, r := range i.rejections {
		if r.promise == p {
			i.rejections = append(i.rejections[:n], i.rejections[n+1:]...)
			return true
		}
	}
	return false
}

// OnRejectionHandled sets the function that is told when a promise is handled
// whose rejection was already reported: the one behind the rejectionhandled event.
func (i *Isolate) OnRejectionHandled(f func(p *goja.Promise)) { i.onHandled = f }

// OnUnhandledRejection sets the function that may handle a rejection before it
// is reported: the one behind the unhandledrejection event.
func (i *Isolate) OnUnhandledRejection(f func(p *goja.Promise, reason goja.Value) bool) {
	i.onRejection = f
}

// reportRejections runs after the microtasks of a task.
func (i *Isolate) reportRejections() {
	for len(i.rejections) > 0 && !i.dead.Load() {
		r := i.rejections[0]
		i.rejections = i.rejections[1:]
		reason := r.promise.Result()
		if i.onRejection != nil && i.onRejection(r.promise, reason) {
			continue
		}
		err := i.ScriptError(reason)
		err.Unhandled = true
		i.report(r.ctx.Invocation(), err)
	}
}

func (i *Isolate) report(inv *Invocation, err *ScriptError) {
	if i.opts.Uncaught != nil {
		i.opts.Uncaught(inv, err)
	}
}

// Report reports an error that a callback threw and nothing caught, as
// reportError() and timers do.
func (i *Isolate) Report(thrown goja.Value) {
	if i.onError != nil && !i.inOnError {
		i.inOnError = true // an error in an error handler is only reported
		handled := i.onError(thrown)
		i.inOnError = false
		if handled {
			return
		}
	}
	i.report(i.current.Invocation(), i.ScriptError(thrown))
}

// OnError sets the function that may handle an error before Report reports it:
// the one behind the error event.
func (i *Isolate) OnError(f func(thrown goja.Value) bool) { i.onError = f }
