package runtime

import (
	"cmp"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"

	"github.com/dop251/goja"
)

// enter runs one task on the loop: fn, then the microtasks it leads to (goja
// runs them when the outermost call returns), then the rejections nobody
// handled. Whatever goes wrong in it ends here.
func (i *Isolate) enter(c *AsyncContext, fn func()) {
	if i.dead.Load() {
		return
	}
	i.current, i.entered = c, c
	i.only, i.several = nil, false
	i.watch.begin(c.Invocation())
	defer i.leave()
	fn()
	i.reportRejections()
}

func (i *Isolate) leave() {
	i.watch.end()
	if r := recover(); r != nil {
		i.condemn(i.panicError(r))
	}
	i.current, i.entered, i.only = nil, nil, nil
	if i.closing && !i.dead.Load() && len(i.invocations) == 0 {
		i.shutDown()
	}
}

// panicError describes what came out of the engine as a Go panic.
func (i *Isolate) panicError(r any) error {
	if err, ok := r.(error); ok {
		if fatal := i.fatal(err); fatal != nil {
			return fatal
		}
	}
	if v, ok := r.(goja.Value); ok {
		return i.ScriptError(v)
	}
	return fmt.Errorf("the JavaScript engine failed: %v\n%s", r, debug.Stack())
}

// Call calls a JavaScript function and returns its value, or what it threw as
// a *ScriptError. When the call was interrupted, or overflowed the stack, the
// isolate is condemned and the returned error says so.
func (i *Isolate) Call(fn goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	if this == nil {
		this = goja.Undefined()
	}
	v, err := fn(this, args...)
	if err == nil {
		return v, nil
	}
	return nil, i.wrap(err)
}

// wrap turns an error of goja into one of ours, condemning the isolate if it
// cannot go on.
func (i *Isolate) wrap(err error) error {
	if fatal := i.fatal(err); fatal != nil {
		i.condemn(fatal)
		return fatal
	}
	if ex, ok := err.(*goja.Exception); ok {
		return i.exception(ex)
	}
	return err
}

// condemn ends the isolate at once: its promises can no longer be trusted to
// settle. The invocation that runs now is blamed, the others ended beside it.
func (i *Isolate) condemn(cause error) {
	if !i.dead.CompareAndSwap(false, true) {
		return
	}
	blamed := i.current.Invocation()
	i.close()
	for _, inv := range i.inFlight() {
		if inv == blamed || blamed == nil {
			inv.finish(Outcome{Err: cause, Ended: endOf(cause)})
		} else {
			inv.finish(Outcome{Err: fmt.Errorf("another invocation ended the isolate: %w", cause), Ended: EndedWithIsolate})
		}
	}
	if i.opts.Condemned != nil {
		i.opts.Condemned(cause)
	}
	i.tellDrained()
}

// inFlight lists the invocations in the order of their beginning, which a map
// does not keep.
func (i *Isolate) inFlight() []*Invocation {
	byID := func(a, b *Invocation) int { return cmp.Compare(a.ID, b.ID) }
	return slices.SortedFunc(maps.Keys(i.invocations), byID)
}

// shutDown ends an isolate that has nothing left to do.
func (i *Isolate) shutDown() {
	if i.dead.CompareAndSwap(false, true) {
		i.close()
		i.tellDrained()
	}
}

func (i *Isolate) close() {
	memory.close(i)
	i.watch.stop()
	i.timers.close()
	i.end()
	i.box.Close()
}

func (i *Isolate) tellDrained() {
	for _, f := range i.drained {
		f()
	}
	i.drained = nil
}

// Drain refuses new invocations, lets those in flight end, then closes the
// isolate and calls done on the loop. It may be called from anywhere.
func (i *Isolate) Drain(done func()) {
	posted := i.box.Post(func() {
		if i.dead.Load() {
			done()
			return
		}
		i.drained = append(i.drained, done)
		i.closing = true
		i.enter(nil, func() {})
	})
	if !posted {
		done()
	}
}

// Kill ends the isolate now: running JavaScript is interrupted and every
// invocation ends with EndedWithIsolate. It may be called from anywhere.
func (i *Isolate) Kill(reason error) {
	if i.dead.Load() {
		return
	}
	i.watch.interrupt(&killed{reason})
	i.box.Post(func() {
		i.current = nil
		i.condemn(&killed{reason})
	})
}

// Done is closed when the isolate has closed and its loop ended.
func (i *Isolate) Done() <-chan struct{} { return i.box.Done() }

// killed is the cause of death of an isolate that others ended.
type killed struct{ reason error }

func (k *killed) Error() string { return k.reason.Error() }
func (k *killed) Unwrap() error { return k.reason }
