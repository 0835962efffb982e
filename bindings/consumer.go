package bindings

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/queue"
	"paddock/runtime"
)

// A Picker chooses the isolate for an event and calls use with it, now or once
// one is ready; with nil when there will be none. It may be called from any
// goroutine and does not block.
type Picker func(use func(*runtime.Isolate))

// A Consumer hands batches to a Worker's queue() handler. It is a queue.Handler.
type Consumer struct {
	Pick   Picker
	Compat Compat
	Wall   time.Duration // bounds one batch; 0 means no limit
	// Report, if not nil, receives what the handler threw, or with waiting what
	// its waitUntil promises were rejected with, on the loop.
	Report func(b queue.Batch, waiting bool, err error)
	// Entrypoint is the export whose handler it is; "" means default.
	Entrypoint string
	// Depth is that of the invocation: see runtime.Event.
	Depth int
	// Origin is that of the invocation: see runtime.Event.
	Origin string
	// Marked, if not nil, is told what the handler itself said of its messages,
	// before the outcome is.
	Marked func(Marks)
}

func (c *Consumer) entrypoint() string {
	if c.Entrypoint == "" {
		return "default"
	}
	return c.Entrypoint
}

// Handle starts the batch on an isolate. A batch that no isolate takes goes
// back unspent.
func (c *Consumer) Handle(b queue.Batch, done func(queue.Result)) {
	c.Pick(func(i *runtime.Isolate) {
		if i == nil || !c.start(i, b, done) {
			done(queue.Result{Unspent: true})
		}
	})
}

func (c *Consumer) start(i *runtime.Isolate, b queue.Batch, done func(queue.Result)) bool {
	d := &delivery{batch: b, compat: c.Compat}
	serviceWorker := false
	told := false
	tell := func(r queue.Result) {
		if !told {
			told, d.closed = true, true
			if c.Marked != nil {
				c.Marked(d.marks.said())
			}
			r.Verdicts = d.verdicts()
			done(r)
		}
	}
	return i.Invoke(runtime.Event{
		Name:    "queue",
		Subject: b.ID,
		Seed:    b.Seed,
		Wall:    c.Wall,
		Depth:   c.Depth,
		Origin:  c.Origin,
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			d.inv = inv
			serviceWorker = len(i.Listeners("queue")) > 0 && c.entrypoint() == "default"
			return d.call(i, c.entrypoint(), serviceWorker)
		},
		Settled: func(_ *runtime.Invocation, _ goja.Value, err error) {
			if err != nil {
				c.report(b, false, err)
			}
			if c.Compat.NoWaitForWaitUntil && !serviceWorker {
				tell(resultOf(err))
			}
		},
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			c.finish(i, b, o, !told)
			if o.Ended == runtime.EndedWithIsolate {
				tell(queue.Result{Unspent: true, Err: o.Err.Error()})
				return
			}
			if o.Err == nil {
				o.Err = o.Wait
			}
			tell(resultOf(o.Err))
		},
	})
}

// call starts the handler, in whichever syntax the script is written.
func (d *delivery) call(i *runtime.Isolate, entrypoint string, serviceWorker bool) (goja.Value, error) {
	make := "makeBatch"
	if serviceWorker {
		make = "makeEvent"
	}
	arg, err := fromLibrary(i, make, i.VM().ToValue(d))
	if err != nil {
		return nil, err
	}
	if !serviceWorker {
		return d.inv.CallHandler(entrypoint, "queue", arg)
	}
	for _, listener := range i.Listeners("queue") {
		fn, ok := goja.AssertFunction(listener)
		if !ok {
			continue
		}
		if _, err := i.Call(fn, i.VM().GlobalObject(), arg); err != nil {
			return nil, err
		}
	}
	return goja.Undefined(), nil
}

func resultOf(err error) queue.Result {
	if err == nil {
		return queue.Result{}
	}
	r := queue.Result{Failed: true, Err: err.Error()}
	var script *runtime.ScriptError
	if errors.As(err, &script) && strings.HasPrefix(script.Stack, r.Err) { // a thrown value that is no Error has none
		r.Stack = script.Stack
	}
	return r
}

// finish reports what Settled could not have seen.
func (c *Consumer) finish(i *runtime.Isolate, b queue.Batch, o runtime.Outcome, decided bool) {
	if o.Wait != nil {
		c.report(b, true, o.Wait)
	}
	if o.Ended == runtime.EndedByError || o.Ended == runtime.EndedByLimit {
		c.report(b, false, o.Err)
	}
	if o.Unfinished > 0 && o.Ended == runtime.EndedNormally && decided {
		i.Log("warn", fmt.Sprintf("queue() of %s ended with work unfinished, which was cancelled (timers, fetches, sends: %d). Await it, or pass it to ctx.waitUntil().",
			i.Worker().Name(), o.Unfinished))
	}
}

func (c *Consumer) report(b queue.Batch, waiting bool, err error) {
	if c.Report != nil {
		c.Report(b, waiting, err)
	}
}
