// Package rpc lets the scripts of different isolates call each other: functions
// and RpcTarget objects stay where they are and are reached through stubs, plain
// data is cloned, streams, requests and responses are handed over. It knows
// isolates and invocations, who owns a stub and when an object is given up. It
// does not know Workers, configuration or where a service runs: package service
// does.
//
// No value of one engine ever reaches another. What crosses is a Payload, and a
// call is a function posted to the isolate where its object lives; the answer is
// posted back. Nothing waits, and a virtual clock is never held.
package rpc

import (
	"embed"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

//go:embed js/*.js
var files embed.FS

// library holds the classes that scripts see, and the sides of a call.
var library = runtime.NewLibraryFrom("rpc.js", runtime.Joined(files, "js/", "stubs.js", "receiver.js", "crossing.js", "service.js"), natives)

type exportsKey struct{}

// exports returns what the library exports, for code that it called itself: the
// library must have been loaded.
func exports(i *runtime.Isolate) *goja.Object { return i.Value(exportsKey{}).(*goja.Object) }

// Class returns a class of the library (RpcTarget, RpcStub, RpcPromise,
// RpcProperty, Fetcher) in an isolate. Loop only.
func Class(i *runtime.Isolate, name string) goja.Value { return library.Load(i).Get(name) }

// A Callee is what a call goes to: an object of some isolate, or an entrypoint
// of a Worker.
type Callee interface {
	// Call begins a call of the property that path leads to; without args its
	// value is wanted. It takes args over. done is told once, on any goroutine.
	Call(from Caller, path []string, args *Payload, done func(Result))
}

// A Service is a Callee that is an entrypoint of a Worker.
type Service interface {
	Callee
	// Dispatch begins an event: "fetch", "queue" or "scheduled". What value
	// holds belongs to the event. done is told once, on any goroutine.
	Dispatch(from Caller, event string, value *Payload, done func(Result))
	// WithProps returns the service as called with other props, which are
	// in the wire format of V8.
	WithProps(props []byte) Service
}

// A Caller says who calls.
type Caller struct {
	Depth int // of its invocation: how many wait for it
	// Origin names the event from outside that led to the call: see runtime.Event.
	Origin string
	Abort  *Abort // nil where it cannot give up
}

// A Result is how a call ended: one of the two is set.
type Result struct {
	Value *Payload
	Err   *Payload // what was thrown
}

// drop lets go of what nobody will look at.
func (r Result) drop() {
	r.Value.Drop()
	r.Err.Drop()
}

// NewFetcher makes what env shows of a service. Loop only.
func NewFetcher(i *runtime.Isolate, s Service) (goja.Value, error) {
	return enter(i, "service", i.VM().ToValue(s))
}

// NewLoopback makes what ctx.exports shows of an entrypoint of the Worker itself:
// a Fetcher that is also a function, from props to a Fetcher. Loop only.
func NewLoopback(i *runtime.Isolate, s Service) (goja.Value, error) {
	return enter(i, "loopback", i.VM().ToValue(s))
}

// enter is call for those who come from outside of the library.
func enter(i *runtime.Isolate, name string, args ...goja.Value) (goja.Value, error) {
	library.Load(i)
	return call(i, name, args...)
}

// call calls an exported function of the library.
func call(i *runtime.Isolate, name string, args ...goja.Value) (goja.Value, error) {
	fn, _ := goja.AssertFunction(exports(i).Get(name))
	return i.Call(fn, nil, args...)
}

// natives are what the library needs from Go.
func natives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	define := func(name string, fn func(goja.FunctionCall) goja.Value) { native.Set(name, fn) }
	define("ready", func(c goja.FunctionCall) goja.Value {
		i.SetValue(exportsKey{}, c.Argument(0).(*goja.Object))
		return c.Argument(0)
	})
	define("streams", func(goja.FunctionCall) goja.Value { return webapi.Streams(i) })
	define("webapi", func(goja.FunctionCall) goja.Value { return webapi.Crossing(i) })
	define("call", func(c goja.FunctionCall) goja.Value {
		return begin(i, c.Argument(0).Export().(Callee), c.Argument(1), c.Argument(2))
	})
	define("dispatch", func(c goja.FunctionCall) goja.Value {
		abort, _ := c.Argument(3).Export().(*Abort)
		return dispatch(i, c.Argument(0).Export().(Service), c.Argument(1).String(), c.Argument(2), abort)
	})
	define("newAbort", func(goja.FunctionCall) goja.Value { return vm.ToValue(&Abort{}) })
	define("abort", func(c goja.FunctionCall) goja.Value {
		c.Argument(0).Export().(*Abort).abort()
		return goja.Undefined()
	})
	define("withProps", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(c.Argument(0).Export().(Service).WithProps(encodeProps(i, c.Argument(1))))
	})
	define("lend", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(scopeOf(i).own(scopeOf(i).lend(c.Argument(0), c.Argument(1).ToBoolean())))
	})
	define("duplicate", func(c goja.FunctionCall) goja.Value {
		r := c.Argument(0).Export().(*reference)
		if r.released {
			panic(i.NewError("Error", usedAfterDisposal))
		}
		return vm.ToValue(scopeOf(i).own(r.object.refer()))
	})
	define("release", func(c goja.FunctionCall) goja.Value {
		c.Argument(0).Export().(*reference).release()
		return goja.Undefined()
	})
	define("freeze", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(mustFreeze(i, c.Argument(0), c.Argument(1), true))
	})
	define("thaw", func(c goja.FunctionCall) goja.Value {
		return thaw(i, c.Argument(0).Export().(*Payload), c.Argument(1))
	})
	define("disposer", func(c goja.FunctionCall) goja.Value {
		if r := c.Argument(0).Export().(*Payload).disposer; r != nil {
			return vm.ToValue(scopeOf(i).own(r))
		}
		return goja.Null()
	})
}

const usedAfterDisposal = "RPC stub used after being disposed."
