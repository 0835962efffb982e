package rpc

import (
	"slices"
	"sync"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// An object is something of one isolate that others can call. It lives as long
// as its invocation, and is given up when the last reference has been released.
type object struct {
	scope    *scope     // where it lives
	value    goja.Value // loop only; nil once it was given up
	instance bool       // its own properties can be reached
	letGo    func()     // loop only: stops keeping the invocation open

	mu      sync.Mutex
	refs    int
	gone    bool // nothing can be called any more
	pending []*incoming
}

// A reference is one stub, or one on its way. Its holder's loop owns it.
type reference struct {
	object   *object
	owner    *scope // nil while it is on its way
	released bool
}

// incoming is a call that has not been answered.
type incoming struct {
	once sync.Once
	done func(Result)
}

func (c *incoming) answer(r Result) {
	told := false
	c.once.Do(func() {
		told = true
		c.done(r)
	})
	if !told {
		r.drop()
	}
}

// refer adds a reference. Any goroutine.
func (o *object) refer() *reference {
	o.mu.Lock()
	o.refs++
	o.mu.Unlock()
	return &reference{object: o}
}

// release gives a reference back, once.
func (r *reference) release() {
	if r.released {
		return
	}
	r.released = true
	if r.owner != nil {
		r.owner.disown(r)
	}
	o := r.object
	o.mu.Lock()
	o.refs--
	last := o.refs == 0 && !o.gone
	o.mu.Unlock()
	if last {
		o.scope.i.Post(o.scope.context(), o.end)
	}
}

// end runs on the home loop when nobody refers to the object any more.
func (o *object) end() {
	v := o.value
	if v == nil {
		return
	}
	o.giveUp(errGone)
	o.scope.forget(o)
	if target, ok := v.(*goja.Object); ok {
		if fn, ok := goja.AssertFunction(disposerOf(o.scope.i, target)); ok {
			if _, err := o.scope.i.Call(fn, target); err != nil {
				o.scope.i.Report(o.scope.i.ErrorValue(err))
			}
		}
	}
	o.letGo()
}

// giveUp fails what still waits for an answer.
func (o *object) giveUp(reason string) {
	o.value = nil
	o.mu.Lock()
	o.gone = true
	waiting := o.pending
	o.pending = nil
	o.mu.Unlock()
	for _, c := range waiting {
		c.answer(Failure("Error", reason))
	}
}

// disposerOf returns target[Symbol.dispose], or nil.
func disposerOf(i *runtime.Isolate, target *goja.Object) goja.Value {
	symbol, ok := i.VM().Get("Symbol").ToObject(i.VM()).Get("dispose").(*goja.Symbol)
	if !ok {
		return nil
	}
	var v goja.Value
	i.VM().Try(func() { v = target.GetSymbol(symbol) })
	return v
}

const (
	errGone     = "The execution context which hosts this callback is no longer running."
	errCanceled = "The destination execution context for this RPC was canceled while the call was still running."
)

// Call posts the call to where the object lives.
func (r *reference) Call(_ Caller, path []string, args *Payload, done func(Result)) {
	o := r.object
	if r.released {
		args.Drop()
		done(Failure("Error", usedAfterDisposal))
		return
	}
	c := &incoming{done: done}
	o.mu.Lock()
	gone := o.gone
	if !gone {
		o.pending = append(o.pending, c)
	}
	o.mu.Unlock()
	if gone || !o.scope.i.Post(o.scope.context(), func() { o.serve(c, path, args) }) {
		args.Drop()
		o.settle(c, Failure("Error", errGone))
	}
}

// serve runs a call on the home loop.
func (o *object) serve(c *incoming, path []string, args *Payload) {
	if o.value == nil {
		args.Drop()
		o.settle(c, Failure("Error", errGone))
		return
	}
	kind := "target"
	if o.instance {
		kind = "instance"
	}
	i := o.scope.i
	v, err := serve(i, o.value, kind, path, args, nil)
	if err != nil {
		o.settle(c, answer(i, nil, err))
		return
	}
	i.Follow(v, func(v goja.Value, err error) { o.settle(c, answer(i, v, err)) })
}

func (o *object) settle(c *incoming, r Result) {
	o.mu.Lock()
	o.pending = slices.DeleteFunc(o.pending, func(other *incoming) bool { return other == c })
	o.mu.Unlock()
	c.answer(r)
}
