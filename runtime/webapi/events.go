package webapi

import (
	_ "embed"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/events.js
var eventsSource string

var eventsLibrary = runtime.NewLibrary("events.js", eventsSource, eventsNatives)

// eventsKey and messagingKey are where an isolate keeps the libraries for the
// natives of events.js.
type (
	eventsKey    struct{}
	messagingKey struct{}
)

func installEvents(i *runtime.Isolate, o Options) error {
	i.SetValue(socketsKey{}, o.Sockets)
	i.SetValue(eventsKey{}, eventsLibrary)
	i.SetValue(messagingKey{}, messagingLibrary)
	eventsLibrary.DefineGlobals(i, "Event", "EventTarget", "CustomEvent", "ErrorEvent", "MessageEvent", "CloseEvent",
		"PromiseRejectionEvent", "ExtendableEvent", "AbortSignal", "AbortController")
	messagingLibrary.DefineGlobals(i, "MessageChannel", "MessagePort")
	webSocketLibrary.DefineGlobals(i, "WebSocket", "WebSocketPair")
	eventSourceLibrary.DefineGlobals(i, "EventSource")
	for _, name := range []string{"addEventListener", "removeEventListener", "dispatchEvent"} {
		i.DefineGlobal(name, true, func() goja.Value { return eventsLibrary.Load(i).Get(name) })
	}
	return nil
}

func eventsNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("DOMException", domExceptionLibrary.Load(i).Get("DOMException"))
	native.Set("messaging", func(goja.FunctionCall) goja.Value { return i.Value(messagingKey{}).(*runtime.Library).Load(i) })
	native.Set("now", func(goja.FunctionCall) goja.Value { return vm.ToValue(epochMillis(i)) })
	native.Set("report", func(c goja.FunctionCall) goja.Value {
		i.Report(c.Argument(0))
		return goja.Undefined()
	})
	native.Set("later", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(1))
		later(i, millis(c.Argument(0)), fn)
		return goja.Undefined()
	})
	native.Set("waitUntil", func(c goja.FunctionCall) goja.Value {
		inv := i.Context().Invocation()
		if inv == nil || inv.Over() {
			return vm.ToValue(false)
		}
		inv.WaitUntil(c.Argument(0))
		return vm.ToValue(true)
	})
	g := globalListeners{i: i, count: map[string]int{}}
	native.Set("listening", func(c goja.FunctionCall) goja.Value {
		g.change(c.Argument(0).String(), c.Argument(1), c.Argument(2).ToBoolean())
		return goja.Undefined()
	})
}

// later calls fn after d, in the current context. Unlike a timer of the script
// it is not part of the invocation's unfinished business: a signal's time-out
// that nobody waits for any more is no oversight.
func later(i *runtime.Isolate, d time.Duration, fn goja.Callable) {
	ctx := i.Context()
	i.In(nil, func() {
		i.SetTimer(d, false, func() {
			if inv := ctx.Invocation(); inv != nil && inv.Over() {
				return
			}
			i.In(ctx, func() { callReporting(i, fn) })
		})
	})
}

// globalListeners connects listeners on the global scope with the isolate: the
// handlers of service-worker syntax, and the hooks for what nothing caught.
type globalListeners struct {
	i     *runtime.Isolate
	count map[string]int
}

func (g *globalListeners) change(event string, handler goja.Value, added bool) {
	switch event {
	case "fetch", "queue", "scheduled", "tail", "trace", "email":
		if added {
			g.i.Listen(event, handler)
		} else {
			g.i.Unlisten(event, handler)
		}
		return
	}
	if added {
		g.count[event]++
	} else {
		g.count[event]--
	}
	g.hook(event, g.count[event] > 0)
}

func (g *globalListeners) hook(event string, on bool) {
	rejection := func(p *goja.Promise, reason goja.Value) bool {
		vm := g.i.VM()
		return g.dispatch("dispatchRejection", vm.ToValue(event), vm.ToValue(p), reason)
	}
	switch {
	case event == "unhandledrejection" && on:
		g.i.OnUnhandledRejection(rejection)
	case event == "unhandledrejection":
		g.i.OnUnhandledRejection(nil)
	case event == "rejectionhandled" && on:
		g.i.OnRejectionHandled(func(p *goja.Promise) {
			g.i.Post(g.i.Context(), func() { rejection(p, p.Result()) })
		})
	case event == "rejectionhandled":
		g.i.OnRejectionHandled(nil)
	case event == "error" && on:
		g.i.OnError(func(thrown goja.Value) bool {
			e, vm := g.i.ScriptError(thrown), g.i.VM()
			file, line, column := e.Position()
			return g.dispatch("dispatchError", thrown, vm.ToValue(e.Error()), vm.ToValue(file), vm.ToValue(line), vm.ToValue(column))
		})
	case event == "error":
		g.i.OnError(nil)
	}
}

func (g *globalListeners) dispatch(name string, args ...goja.Value) bool {
	lib := g.i.Value(eventsKey{}).(*runtime.Library).Load(g.i)
	fn, _ := goja.AssertFunction(lib.Get(name))
	v, err := g.i.Call(fn, nil, args...)
	return err == nil && v.ToBoolean()
}
