package webapi

import (
	"errors"
	"math"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

func installTimers(i *runtime.Isolate, _ Options) error {
	vm := i.VM()
	global := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		defineFunction(vm, vm.GlobalObject(), name, length, fn)
	}
	global("setTimeout", 1, func(c goja.FunctionCall) goja.Value {
		return setTimer(i, "setTimeout", c, millis(c.Argument(1)), 2, false)
	})
	global("setInterval", 1, func(c goja.FunctionCall) goja.Value {
		// An interval of nothing would keep a virtual clock from ever moving.
		return setTimer(i, "setInterval", c, max(millis(c.Argument(1)), time.Millisecond), 2, true)
	})
	global("setImmediate", 1, func(c goja.FunctionCall) goja.Value { return setTimer(i, "setImmediate", c, 0, 1, false) })
	for _, name := range []string{"clearTimeout", "clearInterval", "clearImmediate"} {
		global(name, 0, func(c goja.FunctionCall) goja.Value {
			if id := c.Argument(0); !goja.IsUndefined(id) && !goja.IsNull(id) {
				i.ClearTimer(id.ToInteger())
			}
			return goja.Undefined()
		})
	}
	global("queueMicrotask", 1, func(c goja.FunctionCall) goja.Value {
		fn := callback(i, "queueMicrotask", c.Argument(0))
		queueMicrotask(i, fn)
		return goja.Undefined()
	})
	return nil
}

// millis converts a delay: what is no number, or negative, is 0.
func millis(v goja.Value) time.Duration {
	ms := v.ToFloat()
	switch {
	case !(ms > 0):
		return 0
	case ms > math.MaxInt32:
		ms = math.MaxInt32
	}
	return time.Duration(ms) * time.Millisecond
}

func setTimer(i *runtime.Isolate, name string, c goja.FunctionCall, d time.Duration, skip int, repeat bool) goja.Value {
	fn := callback(i, name, c.Argument(0))
	var args []goja.Value
	if len(c.Arguments) > skip {
		args = append(args, c.Arguments[skip:]...)
	}
	return i.VM().ToValue(i.SetTimer(d, repeat, func() { callReporting(i, fn, args...) }))
}

func callback(i *runtime.Isolate, name string, v goja.Value) goja.Callable {
	fn, ok := goja.AssertFunction(v)
	if !ok {
		panic(i.NewError("TypeError", "Failed to execute '"+name+"': parameter 1 is not of type 'Function'."))
	}
	return fn
}

// callReporting calls a callback whose exceptions nobody else would see.
func callReporting(i *runtime.Isolate, fn goja.Callable, args ...goja.Value) {
	_, err := i.Call(fn, nil, args...)
	var script *runtime.ScriptError
	if errors.As(err, &script) {
		i.Report(script.Value)
	}
}

// queueMicrotask goes through a settled promise, whose reactions keep the
// async context.
func queueMicrotask(i *runtime.Isolate, fn goja.Callable) {
	vm := i.VM()
	p, resolve, _ := vm.NewPromise()
	resolve(goja.Undefined())
	then, _ := goja.AssertFunction(promiseThen(i))
	run := vm.ToValue(func(goja.FunctionCall) goja.Value {
		callReporting(i, fn)
		return goja.Undefined()
	})
	if _, err := then(vm.ToValue(p), run); err != nil {
		panic(err)
	}
}

type promiseThenKey struct{}

// promiseThen returns Promise.prototype.then as it was when the isolate started:
// a script may replace it.
func promiseThen(i *runtime.Isolate) goja.Value {
	if v, ok := i.Value(promiseThenKey{}).(goja.Value); ok {
		return v
	}
	vm := i.VM()
	v := vm.Get("Promise").ToObject(vm).Get("prototype").ToObject(vm).Get("then")
	i.SetValue(promiseThenKey{}, v)
	return v
}

// epochMillis returns the isolate's time in milliseconds since 1970.
func epochMillis(i *runtime.Isolate) float64 {
	return float64(i.Clock().Now().UnixMicro()) / 1000
}

// defineFunction defines a writable, enumerable function with a name and a
// length, as Web IDL operations are.
func defineFunction(vm *goja.Runtime, o *goja.Object, name string, length int, fn func(goja.FunctionCall) goja.Value) {
	o.Set(name, namedFunction(vm, name, length, fn))
}
