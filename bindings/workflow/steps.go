package workflow

import (
	"database/sql"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/bindings/codec/v8wire"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

// begin reads what is stored of a step, once the instance is not paused.
func (r *run) begin(i *runtime.Isolate, name string) goja.Value {
	return r.ask(i, "begin "+name, func(answer func(func(*goja.Runtime) (goja.Value, error))) {
		var read func()
		read = func() {
			if r.paused {
				r.held = append(r.held, read)
				return
			}
			var s Step
			r.e.do(func(tx *sql.Tx) (err error) {
				s, err = readStep(tx, r.key, name)
				return err
			}, func(err error) {
				answer(func(vm *goja.Runtime) (goja.Value, error) {
					if err != nil {
						return nil, err
					}
					return stepValue(i, s)
				})
			})
		}
		read()
	})
}

// save stores a step.
func (r *run) save(i *runtime.Isolate, name string, s Step) goja.Value {
	return r.ask(i, "save "+name, func(answer func(func(*goja.Runtime) (goja.Value, error))) {
		r.e.do(func(tx *sql.Tx) error { return writeStep(tx, r.key, name, s) }, func(err error) {
			answer(func(*goja.Runtime) (goja.Value, error) { return goja.Undefined(), err })
		})
	})
}

// wait promises the next event of a type, as a stored step.
func (r *run) wait(i *runtime.Isolate, name, typ string) goja.Value {
	return r.ask(i, "wait "+name, func(answer func(func(*goja.Runtime) (goja.Value, error))) {
		r.waiters = append(r.waiters, &waiter{step: name, typ: typ, done: func(e *Event) {
			answer(func(*goja.Runtime) (goja.Value, error) {
				return rpc.Codec(i).Decode(codec.V8, encodeEvent(e))
			})
		}})
		r.look(typ)
	})
}

// unwait gives up waiting.
func (r *run) unwait(name string) {
	r.e.box.Post(func() {
		for n, w := range r.waiters {
			if w.step == name {
				r.waiters = append(r.waiters[:n:n], r.waiters[n+1:]...)
				return
			}
		}
	})
}

// count notes what the steps are doing.
func (r *run) count(active, resting int) {
	r.e.box.Post(func() {
		r.active += active
		r.resting += resting
	})
}

// ask makes a promise and lets the engine answer it. An engine that has closed
// never does: the instance goes on in another.
func (r *run) ask(i *runtime.Isolate, what string, question func(answer func(func(*goja.Runtime) (goja.Value, error)))) goja.Value {
	promise, ticket := i.Promise("step " + what)
	r.e.box.Post(func() {
		if !r.dead {
			question(func(value func(*goja.Runtime) (goja.Value, error)) { ticket.Settle(value) })
		}
	})
	return promise
}

type attemptKey struct{} // of what an async context says of the step it works for

// LastAttempt reports whether code works for a step that has no other attempt
// left, and whether it works for a step at all.
func LastAttempt(c *runtime.AsyncContext) (last, step bool) {
	last, step = c.Value(attemptKey{}).(bool)
	return last, step
}

// attempt calls the function of a step, whose code can be told by its context.
func attempt(i *runtime.Isolate, c goja.FunctionCall) goja.Value {
	fn, _ := goja.AssertFunction(c.Argument(2))
	last := c.Argument(0).ToFloat() > c.Argument(1).ToFloat()
	var v goja.Value
	var err error
	i.In(i.Context().With(attemptKey{}, last), func() { v, err = i.Call(fn, nil) })
	if err != nil {
		panic(i.ErrorValue(err))
	}
	return v
}

// stepValue is a stored step for the library.
func stepValue(i *runtime.Isolate, s Step) (goja.Value, error) {
	vm := i.VM()
	o := vm.NewObject()
	o.Set("ended", s.Ended)
	o.Set("attempts", s.Attempts)
	o.Set("due", 0)
	if !s.Due.IsZero() {
		o.Set("due", s.Due.UnixMilli())
	}
	if s.Failure != nil {
		o.Set("name", s.Failure.Name)
		o.Set("message", s.Failure.Message)
	}
	if s.Value != nil {
		v, err := rpc.Codec(i).Decode(codec.V8, s.Value)
		if err != nil {
			return nil, err
		}
		o.Set("value", v)
	}
	return o, nil
}

// encodeEvent is an event as waitForEvent returns it, in V8's wire format.
func encodeEvent(e *Event) []byte {
	payload, err := v8wire.Unmarshal(e.Payload)
	if err != nil {
		payload = v8wire.Undefined{}
	}
	data, err := v8wire.Marshal(&v8wire.Object{Props: []v8wire.Property{
		{Key: "payload", Value: payload},
		{Key: "type", Value: v8wire.String(e.Type)},
		{Key: "timestamp", Value: &v8wire.Date{Ms: float64(e.At.UnixMilli())}},
	}})
	if err != nil {
		return nil // the payload was marshalled before
	}
	return data
}

func millis(v goja.Value) time.Time {
	if ms := v.ToInteger(); ms != 0 {
		return time.UnixMilli(ms)
	}
	return time.Time{}
}
