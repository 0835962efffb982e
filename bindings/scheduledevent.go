package bindings

import (
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
	return ScheduledOn(i, "default", 0, cron, at, done)
}

// ScheduledOn is Scheduled for an entrypoint, called by another Worker: depth is
// that of the invocation.
func ScheduledOn(i *runtime.Isolate, entrypoint string, depth int, cron string, at time.Time, done func(ScheduledOutcome)) bool {
	t := &trigger{entrypoint: entrypoint, cron: cron, at: at}
	return i.Invoke(runtime.Event{
		Name:  "scheduled",
		Wall:  scheduledWall,
		Depth: depth,
		Call:  func(inv *runtime.Invocation) (goja.Value, error) { return t.call(i, inv) },
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
