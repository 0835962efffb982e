package ratelimit

import (
	_ "embed"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/runtime"
)

//go:embed js/ratelimit.js
var source string

var library = runtime.NewLibrary("ratelimit.js", source, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("allow", func(c goja.FunctionCall) goja.Value {
		l, key := c.Argument(0).Export().(*Limiter), c.Argument(1).String()
		promise, ticket := i.Promise("ratelimit limit " + key)
		allowed := l.allow(key, c.Argument(2).ToFloat(), int(c.Argument(3).ToInteger()))
		ticket.Answer(func(vm *goja.Runtime) (goja.Value, error) { return vm.ToValue(allowed), nil })
		return promise
	})
})

// A Limiter is the binding env.NAME of a rate limit.
type Limiter struct {
	Binding   string
	Namespace string
	Limit     int
	Period    int // seconds
	Counters  *Counters

	watch *watch // nil unless its effects are captured
}

// Name returns the property of env.
func (l *Limiter) Name() string { return l.Binding }

// Bind makes the object.
func (l *Limiter) Bind(i *runtime.Isolate) (goja.Value, error) {
	make, _ := goja.AssertFunction(library.Load(i).Get("make"))
	vm := i.VM()
	return i.Call(make, nil, vm.ToValue(l), vm.ToValue(l.Limit), vm.ToValue(l.Period))
}

func (l *Limiter) allow(key string, limit float64, period int) bool {
	if l.watch != nil {
		return l.watch.allow(l, key, limit, period)
	}
	return l.Counters.Allow(l.Namespace, key, limit, period)
}

// watch tells of calls. Without leave to perform, it counts for itself.
type watch struct {
	capture bindings.Capture
	own     *Counters
}

// Captured returns the binding with its calls watched.
func (l *Limiter) Captured(c bindings.Capture) bindings.Binding {
	watched := *l
	watched.watch = &watch{c, New(l.Counters.clock)}
	return &watched
}

func (w *watch) allow(l *Limiter, key string, limit float64, period int) bool {
	tell := w.capture.Begin()
	var allowed bool
	if w.capture.Perform {
		allowed = l.Counters.Allow(l.Namespace, key, limit, period)
	} else {
		allowed = w.own.Allow(l.Namespace, key, limit-float64(l.Counters.Count(l.Namespace, key, period)), period)
	}
	text := "allowed"
	if !allowed {
		text = "over the limit"
	}
	tell(bindings.Effect{Binding: l.Binding, Kind: "limit", Target: key, Text: text, Performed: w.capture.Perform})
	return allowed
}
