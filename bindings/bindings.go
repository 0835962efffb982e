// Package bindings is the one place that speaks both JavaScript and queues: it
// puts env.MY_QUEUE, vars and the other bindings into an isolate, and turns
// batches, HTTP requests and cron events into calls of the script's handlers.
// It decides nothing that a queue decides (package queue does) and nothing
// about promises and limits (package runtime does).
package bindings

import (
	"fmt"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// A Binding is one entry of env.
type Binding interface {
	// Name is the property of env, as the config spells it.
	Name() string
	// Bind makes the entry's value for one isolate. Loop only.
	Bind(*runtime.Isolate) (goja.Value, error)
}

// A Late binding costs an isolate too much to be made before a script reads it.
type Late interface {
	Binding
	BindsLate()
}

// Install returns the setup function that fills env and defines the module
// cloudflare:workers. Where the script uses service-worker syntax, call
// InstallGlobals as well.
func Install(list []Binding) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		for _, b := range list {
			if _, late := b.(Late); late {
				i.DefineLazy(i.Env(), b.Name(), true, func() goja.Value { return mustBind(i, b) })
				continue
			}
			v, err := b.Bind(i)
			if err != nil {
				return fmt.Errorf("binding %s: %w", b.Name(), err)
			}
			if err := i.Env().Set(b.Name(), v); err != nil {
				return fmt.Errorf("binding %s: %w", b.Name(), err)
			}
		}
		defineWorkersModule(i)
		return nil
	}
}

// mustBind makes the value of a late binding. It throws when that fails.
func mustBind(i *runtime.Isolate, b Binding) goja.Value {
	v, err := b.Bind(i)
	if err != nil {
		panic(i.ErrorValue(fmt.Errorf("binding %s: %w", b.Name(), err)))
	}
	return v
}

// InstallGlobals returns the setup function that makes every entry of env a
// global too, as service-worker syntax expects. It goes after Install.
func InstallGlobals(list []Binding) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		for _, b := range list {
			if err := i.VM().Set(b.Name(), i.Env().Get(b.Name())); err != nil {
				return fmt.Errorf("global %s: %w", b.Name(), err)
			}
		}
		return nil
	}
}
