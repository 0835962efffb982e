package bindings

import (
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

//go:embed js/fetchevent.js
var fetchEventSource string

// fetchEventLibrary holds the event of service-worker syntax.
var fetchEventLibrary = runtime.NewLibrary("fetchevent.js", fetchEventSource, nil)

// errNoResponse says that a service worker left a request alone, which leads to
// the origin server on the platform and to nothing here.
var errNoResponse = errors.New("no \"fetch\" listener called event.respondWith(), and there is no origin server behind this Worker")

// An exchange is one HTTP request on its way through an isolate. Its goroutine
// (the server's) and the isolate's loop meet in answers only.
type exchange struct {
	h       *HTTP
	in      webapi.Incoming
	answers chan answer // holds one, and gets one

	// The event owns these, on the loop.
	called  bool
	told    bool
	request goja.Value
	inv     *runtime.Invocation

	isolate   atomic.Pointer[runtime.Isolate]
	abandoned atomic.Bool // nobody waits for the answer any more
}

// An answer is what the isolate made of a request.
type answer struct {
	reply *webapi.Reply
	err   error
	// taken ends the hold on a virtual clock, which would else move on while the
	// answer is on its way to the client; nil where there was none.
	taken func()
}

// done says that the answer has been dealt with.
func (a *answer) done() {
	if a.taken != nil {
		a.taken()
	}
}

// mostPicks bounds how often a request may meet an isolate that has just begun
// to drain, as happens while a generation is swapped.
const mostPicks = 4

// begin finds an isolate and starts the event there. It does not block.
func (e *exchange) begin(pick int) {
	e.h.Pick(func(i *runtime.Isolate, err error) {
		if err == nil && i == nil {
			err = runtime.ErrClosed
		}
		if err != nil {
			e.answers <- answer{err: err}
			return
		}
		e.isolate.Store(i)
		if !i.Invoke(e.event(i, pick)) {
			e.again(pick, runtime.ErrClosed)
		}
	})
}

// again begins anew after an isolate refused.
func (e *exchange) again(pick int, err error) {
	if pick < mostPicks {
		e.begin(pick + 1)
		return
	}
	e.answers <- answer{err: err}
}

func (e *exchange) event(i *runtime.Isolate, pick int) runtime.Event {
	return runtime.Event{
		Name: "fetch",
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			e.called, e.inv = true, inv
			return e.call(i, inv)
		},
		Settled: func(_ *runtime.Invocation, v goja.Value, err error) {
			var reply *webapi.Reply
			if err == nil {
				reply, err = webapi.TakeReply(i, v)
			}
			e.tell(answer{reply: reply, err: err})
		},
		Done: func(inv *runtime.Invocation, o runtime.Outcome) {
			if !e.called && errors.Is(o.Err, runtime.ErrClosed) {
				e.again(pick, o.Err)
				return
			}
			if o.Ended != runtime.EndedNormally && o.Err == nil {
				o.Err = runtime.ErrClosed
			}
			e.tell(answer{err: o.Err})
			e.finish(inv, o)
		},
	}
}

// finish reports what the answer cannot: failures after it, and work that the
// end of the invocation cut off.
func (e *exchange) finish(inv *runtime.Invocation, o runtime.Outcome) {
	if e.h.Report == nil {
		return
	}
	if o.Wait != nil {
		e.h.Report(inv, o.Wait)
	}
	if o.Unfinished > 0 && o.Ended == runtime.EndedNormally && o.Err == nil {
		inv.Isolate().Log("warn", fmt.Sprintf("fetch() of %s ended with %d unfinished operations (timers, fetches, sends), which were cancelled. Await them, or pass them to ctx.waitUntil().",
			inv.Isolate().Worker().Name(), o.Unfinished))
	}
}

func (e *exchange) tell(a answer) {
	if !e.told {
		e.told = true
		if i := e.isolate.Load(); i != nil {
			i.Clock().Hold()
			a.taken = i.Clock().Release
		}
		e.answers <- a
		if e.abandoned.Load() {
			e.discard()
		}
	}
}

// call makes the Request and starts the handler.
func (e *exchange) call(i *runtime.Isolate, inv *runtime.Invocation) (goja.Value, error) {
	request, err := webapi.NewRequest(i, e.in)
	if err != nil {
		return nil, err
	}
	e.request = request
	return CallFetch(inv, e.h.entrypoint(), request)
}

// CallFetch calls the fetch handler of an entrypoint for the current
// invocation, in whichever syntax the script is written, and returns its
// response, or a promise of it. Loop only.
func CallFetch(inv *runtime.Invocation, entrypoint string, request goja.Value) (goja.Value, error) {
	i := inv.Isolate()
	listeners := i.Listeners("fetch")
	if len(listeners) == 0 || entrypoint != "default" {
		return inv.CallHandler(entrypoint, "fetch", request)
	}
	event, err := callLibrary(i, fetchEventLibrary, "makeEvent", request)
	if err != nil {
		return nil, err
	}
	for _, listener := range listeners {
		fn, ok := goja.AssertFunction(listener)
		if !ok {
			continue
		}
		if _, err := i.Call(fn, i.VM().GlobalObject(), event); err != nil {
			return nil, err
		}
		if responded, err := callLibrary(i, fetchEventLibrary, "responded", event); err != nil || responded.ToBoolean() {
			break
		}
	}
	if responded, err := callLibrary(i, fetchEventLibrary, "responded", event); err != nil || !responded.ToBoolean() {
		return nil, errors.Join(err, errNoResponse)
	}
	return callLibrary(i, fetchEventLibrary, "response", event)
}

// callLibrary calls an exported function of a library.
func callLibrary(i *runtime.Isolate, l *runtime.Library, name string, args ...goja.Value) (goja.Value, error) {
	fn, _ := goja.AssertFunction(l.Load(i).Get(name))
	return i.Call(fn, nil, args...)
}

// abandon tells the script that the client has gone.
func (e *exchange) abandon() {
	i := e.isolate.Load()
	if i == nil {
		return
	}
	i.Post(nil, func() {
		if e.inv == nil || e.inv.Over() || e.request == nil {
			return
		}
		i.In(e.inv.Context(), func() {
			gone := &clientGone{i: i}
			if err := webapi.AbortRequest(i, e.request, gone); err != nil && e.h.Report != nil {
				e.h.Report(e.inv, err)
			}
		})
	})
}

// clientGone is why request.signal is aborted.
type clientGone struct{ i *runtime.Isolate }

func (*clientGone) Error() string { return "The client has disconnected." }

// JSValue makes it an AbortError in JavaScript.
func (g *clientGone) JSValue(*goja.Runtime) goja.Value {
	return webapi.NewDOMException(g.i, g.Error(), "AbortError")
}

// statusOf is the HTTP status that answers an error.
func statusOf(err error) int {
	if errors.Is(err, runtime.ErrClosed) {
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
