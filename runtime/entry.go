package runtime

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// start is the first task of an isolate.
func (i *Isolate) start(ready func(*Isolate, error)) {
	var once bool
	tell := func(err error) {
		if once {
			return
		}
		once = true
		if err != nil {
			ready(nil, err)
			if i.dead.CompareAndSwap(false, true) {
				i.close()
			}
			return
		}
		i.started = true
		ready(i, nil)
	}
	i.drained = append(i.drained, func() { tell(ErrClosed) })
	condemned := i.opts.Condemned
	i.opts.Condemned = func(err error) {
		if !once {
			tell(fmt.Errorf("start %s: %w", i.opts.Worker.Name(), err))
			return
		}
		if condemned != nil {
			condemned(err)
		}
	}
	i.newVM()
	i.enter(nil, func() { i.startUp(tell) })
}

func (i *Isolate) startUp(tell func(error)) {
	for _, setup := range i.opts.Setup {
		if err := setup(i); err != nil {
			tell(fmt.Errorf("set up %s: %w", i.opts.Worker.Name(), err))
			return
		}
	}
	for _, read := range i.described {
		read()
	}
	v, err := i.vm.RunProgram(i.opts.Worker.program)
	if err != nil {
		tell(i.wrap(err))
		return
	}
	main, ok := goja.AssertFunction(v)
	if !ok {
		tell(errors.New("the bundle is not a function"))
		return
	}
	v, err = i.Call(main, nil, i.vm.ToValue(i.builtins), i.vm.ToValue(i.opts.Worker.source.URL), i.vm.ToValue(i.caught), i.vm.Get("RegExp"))
	if err != nil {
		tell(err)
		return
	}
	stop := i.awaitTopLevel(tell)
	i.Follow(v, func(ns goja.Value, err error) {
		stop()
		i.namespace, _ = ns.(*goja.Object)
		tell(err)
	})
}

// awaitTopLevel fails the start when a top-level await does not settle in time.
func (i *Isolate) awaitTopLevel(tell func(error)) (stop func()) {
	limit := i.opts.Limits.Start
	if limit <= 0 {
		return func() {}
	}
	return i.box.After(limit, func() {
		tell(fmt.Errorf("a top-level await of %s did not settle: %w", i.opts.Worker.Name(), &LimitError{What: "start-up", Limit: limit}))
	})
}

// Listen registers an event handler in service-worker syntax.
func (i *Isolate) Listen(event string, handler goja.Value) {
	i.listeners[event] = append(i.listeners[event], handler)
}

// Unlisten takes a handler back.
func (i *Isolate) Unlisten(event string, handler goja.Value) {
	i.listeners[event] = slices.DeleteFunc(i.listeners[event], handler.SameAs)
}

// Listeners returns the handlers registered for event in service-worker syntax.
func (i *Isolate) Listeners(event string) []goja.Value { return i.listeners[event] }

// Export returns an export of the script, or nil.
func (i *Isolate) Export(name string) goja.Value {
	if i.namespace == nil {
		return nil
	}
	var v goja.Value
	i.vm.Try(func() { v = i.namespace.Get(name) })
	return v
}

// ExportNames lists the exports of the script. Loop only.
func (i *Isolate) ExportNames() []string {
	if i.namespace == nil {
		return nil
	}
	return i.namespace.Keys()
}

// Handles reports whether the entrypoint (an export: "default" or the name of
// a class) has a handler for event, in whichever syntax the script is written.
func (i *Isolate) Handles(entrypoint, event string) bool {
	if entrypoint == "default" && len(i.listeners[event]) > 0 {
		return true
	}
	obj, isClass := i.entry(entrypoint)
	if obj == nil {
		return false
	}
	ok := false
	i.vm.Try(func() {
		if isClass {
			obj, _ = obj.Get("prototype").(*goja.Object)
		}
		if obj != nil {
			_, ok = goja.AssertFunction(obj.Get(event))
		}
	})
	return ok
}

// entry returns the entrypoint's object and whether it is a class.
func (i *Isolate) entry(entrypoint string) (obj *goja.Object, isClass bool) {
	obj, _ = i.Export(entrypoint).(*goja.Object)
	if obj == nil {
		return nil, false
	}
	_, isClass = goja.AssertFunction(obj)
	return obj, isClass
}

// CallHandler calls the handler of an entrypoint for the current invocation:
// object.event(arg, env, ctx), or new Class(ctx, env).event(arg).
func (inv *Invocation) CallHandler(entrypoint, event string, arg goja.Value) (goja.Value, error) {
	i := inv.i
	obj, isClass, err := inv.Entrypoint(entrypoint)
	if err != nil {
		var missing *MissingEntrypointError
		if errors.As(err, &missing) {
			err = &MissingHandlerError{Event: event}
		}
		return nil, err
	}
	args := []goja.Value{arg, i.env, inv.Object()}
	if isClass {
		args = args[:1]
	}
	var fn goja.Callable
	if ex := i.vm.Try(func() { fn, _ = goja.AssertFunction(obj.Get(event)) }); ex != nil {
		return nil, i.wrap(ex)
	}
	if fn == nil {
		return nil, &MissingHandlerError{Event: event}
	}
	return i.Call(fn, obj, args...)
}

// Entrypoint returns the object of an entrypoint for the current invocation: of
// a class, which it says, a new instance.
func (inv *Invocation) Entrypoint(name string) (obj *goja.Object, isClass bool, err error) {
	i := inv.i
	obj, isClass = i.entry(name)
	if obj == nil {
		return nil, false, &MissingEntrypointError{Name: name, Worker: i.opts.Worker.Name(), Known: i.ExportNames()}
	}
	if !isClass {
		return obj, false, nil
	}
	instance, err := i.vm.New(obj, inv.Object(), i.env)
	if err != nil {
		return nil, true, i.wrap(err)
	}
	return instance, true, nil
}

// CallMethod calls a method of an entrypoint with just these arguments.
func (inv *Invocation) CallMethod(entrypoint, method string, args ...goja.Value) (goja.Value, error) {
	i := inv.i
	obj, _, err := inv.Entrypoint(entrypoint)
	if err != nil {
		return nil, err
	}
	var fn goja.Callable
	if ex := i.vm.Try(func() { fn, _ = goja.AssertFunction(obj.Get(method)) }); ex != nil {
		return nil, i.wrap(ex)
	}
	if fn == nil {
		return nil, &MissingHandlerError{Event: method}
	}
	return i.Call(fn, obj, args...)
}

// A MissingEntrypointError says that a script has no such export.
type MissingEntrypointError struct {
	Name, Worker string
	Known        []string // its exports
}

func (e *MissingEntrypointError) Error() string {
	known := "it exports nothing"
	if len(e.Known) > 0 {
		known = "it exports " + strings.Join(e.Known, ", ")
	}
	return fmt.Sprintf("The Worker %s has no entrypoint %q: %s.", e.Worker, e.Name, known)
}

// A MissingHandlerError says that a script lacks the handler an event needs.
type MissingHandlerError struct{ Event string }

func (e *MissingHandlerError) Error() string {
	return fmt.Sprintf("Handler does not export a %s() function.", e.Event)
}
