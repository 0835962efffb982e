package nodeapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

func timersNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	o.Set("platform", i.Value(stateKey{}).(*state).timers)
	set(o, map[string]native{
		// soon(fn) runs fn as a task of its own after those that wait already.
		"soon": func(c goja.FunctionCall) goja.Value {
			fn, _ := goja.AssertFunction(c.Argument(0))
			return vm.ToValue(i.SetTimer(0, false, func() {
				if _, err := fn(goja.Undefined()); err != nil {
					if ex, ok := err.(*goja.Exception); ok {
						i.Report(ex.Value())
						return
					}
					panic(err) // an interrupt: the loop ends the isolate
				}
			}))
		},
		"cancel": func(c goja.FunctionCall) goja.Value {
			i.ClearTimer(c.Argument(0).ToInteger())
			return goja.Undefined()
		},
	})
}

// timerNames are the functions of the platform that Timeout stands on.
var timerNames = []string{"setTimeout", "setInterval", "clearTimeout", "clearInterval"}

// keepTimers remembers the platform's own functions, whatever a script or
// defineTimers puts in their place.
func (s *state) keepTimers() {
	vm := s.i.VM()
	s.timers = vm.NewObject()
	for _, name := range timerNames {
		s.timers.Set(name, vm.Get(name))
	}
}

// defineTimers puts Node's functions, which return a Timeout, in the place of the
// platform's, which return numbers.
func (s *state) defineTimers() {
	for _, name := range timerNames {
		s.i.DefineGlobal(name, true, func() goja.Value { return s.load("timers").Get(name) })
	}
}
