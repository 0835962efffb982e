// Package service binds Workers of one process to each other: env.SERVICE leads
// to an entrypoint of another Worker, or of the same one, by fetch(), by the
// events queue and scheduled, and by calls of its methods. It knows how such an
// event runs and what its caller is told. What crosses, and how, is package
// rpc's; which Workers there are is told from outside.
package service

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/bindings/rpc"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// maxDepth is how many invocations may be nested, the first included.
const maxDepth = 32

const tooDeep = "Subrequest depth limit exceeded. This request recursed through Workers too many times. " +
	"This can happen e.g. if you have a Worker or Durable Object that calls other Workers or objects recursively."

// An Entrypoint is an export of a Worker, as its callers reach it. It is
// immutable; any goroutine may use it.
type Entrypoint struct {
	Worker string // its name, for people
	Export string // "" means default
	Props  []byte // what ctx.props shows, in V8's wire format; nil for an empty object
	// Pick chooses an isolate of the Worker, or says why there is none. It does
	// not block.
	Pick func(use func(*runtime.Isolate, error))
	// Assets, if not nil, answers a fetch event for the default export that the
	// Worker's static files come before, and returns nil for others.
	Assets func(rpc.Message) *rpc.Result
	// Compat returns how the Worker as it is now wants its batches.
	Compat func() bindings.Compat
	// Report, if not nil, receives what waitUntil promises were rejected with,
	// on the loop.
	Report func(inv *runtime.Invocation, err error)
}

// A Binding puts an entrypoint into env.
type Binding struct {
	Binding string
	Worker  string // the name of the one it leads to
	To      rpc.Service
}

// Name is the property of env.
func (b *Binding) Name() string { return b.Binding }

// BindsLate says that it is made when a script first reads it.
func (b *Binding) BindsLate() {}

// Bind makes the Fetcher.
func (b *Binding) Bind(i *runtime.Isolate) (goja.Value, error) { return rpc.NewFetcher(i, b.To) }

// WithProps returns the entrypoint as called with other props.
func (e *Entrypoint) WithProps(props []byte) rpc.Service {
	out := *e
	out.Props = props
	return &out
}

// WorkerName returns the name of the Worker.
func (e *Entrypoint) WorkerName() string { return e.Worker }

func (e *Entrypoint) export() string {
	if e.Export == "" {
		return "default"
	}
	return e.Export
}

// Call calls a method in an invocation of its own.
func (e *Entrypoint) Call(from rpc.Caller, path []string, args *rpc.Payload, done func(rpc.Result)) {
	c := &task{to: e, from: from, name: path[0], value: args, done: done}
	c.call = func(inv *runtime.Invocation) (goja.Value, error) { return e.method(inv, path, args) }
	c.answer = rpc.Answer
	c.begin(1)
}

// method finds the object to call, and calls it.
func (e *Entrypoint) method(inv *runtime.Invocation, path []string, args *rpc.Payload) (goja.Value, error) {
	target, class, err := inv.Entrypoint(e.export())
	if err != nil {
		return nil, err
	}
	return rpc.Serve(inv, target, class, path, args)
}

// Dispatch hands an event to the Worker.
func (e *Entrypoint) Dispatch(from rpc.Caller, event string, value *rpc.Payload, done func(rpc.Result)) {
	switch event {
	case "queue":
		e.queue(from, value, done)
	case "scheduled":
		e.scheduled(from, value, done)
	default:
		e.fetch(from, value, done)
	}
}

// fetch calls the fetch handler.
func (e *Entrypoint) fetch(from rpc.Caller, value *rpc.Payload, done func(rpc.Result)) {
	if e.Assets != nil && e.Export == "" {
		if r := e.Assets(value.Message()); r != nil {
			value.Drop()
			done(*r)
			return
		}
	}
	c := &task{to: e, from: from, name: "fetch", value: value, done: done}
	c.call = func(inv *runtime.Invocation) (goja.Value, error) {
		request, err := rpc.Request(inv.Isolate(), value)
		if err != nil {
			return nil, err
		}
		if from.Abort != nil {
			from.Abort.OnAbort(func() { abortRequest(inv, request) })
		}
		return bindings.CallFetch(inv, e.export(), request)
	}
	c.answer = func(inv *runtime.Invocation, v goja.Value, err error) rpc.Result {
		if err == nil {
			v, err = rpc.Respond(inv.Isolate(), v)
		}
		return rpc.Answer(inv, v, err)
	}
	c.begin(1)
}

// givenUp is why request.signal is aborted.
type givenUp struct{ i *runtime.Isolate }

func (*givenUp) Error() string { return "The caller has given up." }

// JSValue makes it an AbortError in JavaScript.
func (g *givenUp) JSValue(*goja.Runtime) goja.Value {
	return webapi.NewDOMException(g.i, g.Error(), "AbortError")
}

// abortRequest tells a handler that its caller has given up. It may be called
// from anywhere.
func abortRequest(inv *runtime.Invocation, request goja.Value) {
	i := inv.Isolate()
	i.Post(inv.Context(), func() {
		if inv.Over() {
			return
		}
		if err := webapi.AbortRequest(i, request, &givenUp{i}); err != nil {
			i.Report(i.ErrorValue(err))
		}
	})
}

// mostPicks bounds how often a call may meet an isolate that has just begun to
// drain, as happens while a generation is swapped.
const mostPicks = 4

// A task is one event on its way into an isolate.
type task struct {
	to     *Entrypoint
	from   rpc.Caller
	name   string
	value  *rpc.Payload
	call   func(*runtime.Invocation) (goja.Value, error)
	answer func(*runtime.Invocation, goja.Value, error) rpc.Result
	done   func(rpc.Result)

	called, told bool // loop of the isolate
}

// begin finds an isolate and starts the event there. It does not block.
func (t *task) begin(pick int) {
	if t.from.Depth+1 >= maxDepth {
		t.fail(tooDeep)
		return
	}
	t.to.Pick(func(i *runtime.Isolate, err error) {
		switch {
		case err != nil:
			t.fail(err.Error())
		case i == nil || !i.Invoke(t.event(pick)):
			t.again(pick)
		}
	})
}

// again begins anew after an isolate refused.
func (t *task) again(pick int) {
	if pick < mostPicks {
		t.begin(pick + 1)
		return
	}
	t.fail(runtime.ErrClosed.Error())
}

func (t *task) fail(message string) {
	t.value.Drop()
	t.done(rpc.Failure("Error", message))
}

func (t *task) event(pick int) runtime.Event {
	return runtime.Event{
		Name:   t.name,
		Origin: t.from.Origin,
		Depth:  t.from.Depth + 1,
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			t.called = true
			if err := t.to.setProps(inv); err != nil {
				return nil, err
			}
			return t.call(inv)
		},
		Settled: func(inv *runtime.Invocation, v goja.Value, err error) {
			t.tell(t.answer(inv, v, err))
		},
		Done: func(inv *runtime.Invocation, o runtime.Outcome) {
			if !t.called && errors.Is(o.Err, runtime.ErrClosed) {
				t.again(pick)
				return
			}
			if o.Err == nil {
				o.Err = runtime.ErrClosed
			}
			t.tell(rpc.Failure("Error", o.Err.Error()))
			t.finish(inv, o)
		},
	}
}

func (t *task) tell(r rpc.Result) {
	if !t.told {
		t.told = true
		t.done(r)
	}
}

// finish reports what the answer cannot: failures after it, and work that the
// end of the invocation cut off.
func (t *task) finish(inv *runtime.Invocation, o runtime.Outcome) {
	if o.Wait != nil && t.to.Report != nil {
		t.to.Report(inv, o.Wait)
	}
	if o.Unfinished > 0 && o.Ended == runtime.EndedNormally && o.Wait == nil {
		inv.Isolate().Log("warn", fmt.Sprintf("%s ended with %d unfinished operations (timers, fetches, sends), which were cancelled. Await them, or pass them to ctx.waitUntil().",
			inv, o.Unfinished))
	}
}

// setProps gives the invocation its ctx.props.
func (e *Entrypoint) setProps(inv *runtime.Invocation) error {
	if e.Props == nil {
		return nil
	}
	v, err := rpc.Props(inv.Isolate(), e.Props)
	if err == nil {
		inv.SetProps(v)
	}
	return err
}
