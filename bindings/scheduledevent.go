package bindings

import (
	"cmp"
	_ "embed"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/scheduledevent.js
var scheduledSource string

// scheduledLibrary holds the argument of scheduled() in both syntaxes.
var scheduledLibrary = runtime.NewLibrary("scheduledevent.js", scheduledSource, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("noRetry", func(c goja.FunctionCall) goja.Value {
		c.Argument(0).Export().(*trigger).noRetry = true
		return goja.Undefined()
	})
})

// trigger is one run of a cron trigger.
type trigger struct {
	entrypoint string
	cron       string
	at         time.Time
	noRetry    bool
}

// scheduledWall is how long the platform lets a scheduled() call take.
const scheduledWall = 15 * time.Minute

// A ScheduledOutcome is how a scheduled() call ended.
type ScheduledOutcome struct {
	runtime.Outcome
	NoRetry bool // the script called noRetry()
}

// Failure is what went wrong, in the handler or in its waitUntil work, or nil.
func (o ScheduledOutcome) Failure() error {
	if o.Err != nil {
		return o.Err
	}
	return o.Wait
}

// Scheduled calls the Worker's scheduled() handler for a cron trigger and then
// done, once, on the loop. It may be called from anywhere, does not block, and
// reports false, without calling done, when the isolate is closed.
func Scheduled(i *runtime.Isolate, cron string, at time.Time, done func(ScheduledOutcome)) bool {
	return ScheduledOn(i, Firing{Cron: cron, At: at}, done)
}

// A Firing is one run of a cron trigger, or what another Worker wants to look
// like one.
type Firing struct {
	Cron       string
	At         time.Time // for which it was due
	Entrypoint string    // the export whose handler it is; "" means default
	Depth      int       // of the invocation, and its origin: see runtime.Event
	Origin     string
}

// ScheduledOn is Scheduled with all that can be said of the run.
func ScheduledOn(i *runtime.Isolate, f Firing, done func(ScheduledOutcome)) bool {
	t := &trigger{entrypoint: cmp.Or(f.Entrypoint, "default"), cron: f.Cron, at: f.At}
	return i.Invoke(runtime.Event{
		Name:   "scheduled",
		Wall:   scheduledWall,
		Depth:  f.Depth,
		Origin: f.Origin,
		Call:   func(inv *runtime.Invocation) (goja.Value, error) { return t.call(i, inv) },
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			done(ScheduledOutcome{Outcome: o, NoRetry: t.noRetry})
		},
	})
}

func (t *trigger) call(i *runtime.Isolate, inv *runtime.Invocation) (goja.Value, error) {
	vm := i.VM()
	args := []goja.Value{vm.ToValue(t), vm.ToValue(t.at.UnixMilli()), vm.ToValue(t.cron)}
	listeners := i.Listeners("scheduled")
	if len(listeners) == 0 || t.entrypoint != "default" {
		controller, err := callLibrary(i, scheduledLibrary, "makeController", args...)
		if err != nil {
			return nil, err
		}
		return inv.CallHandler(t.entrypoint, "scheduled", controller)
	}
	event, err := callLibrary(i, scheduledLibrary, "makeEvent", args...)
	if err != nil {
		return nil, err
	}
	for _, listener := range listeners {
		if fn, ok := goja.AssertFunction(listener); ok {
			if _, err := i.Call(fn, vm.GlobalObject(), event); err != nil {
				return nil, err
			}
		}
	}
	return goja.Undefined(), nil
}
