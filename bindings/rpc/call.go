package rpc

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/bindings/codec/v8wire"
	"paddock/runtime"
)

// caller says who the current invocation is to those it calls.
func caller(i *runtime.Isolate) Caller {
	if inv := i.Context().Invocation(); inv != nil {
		return Caller{Depth: inv.Depth(), Origin: inv.Origin()}
	}
	return Caller{}
}

// begin sends a call; the promise is of the payload that answers it. It throws
// when the arguments cannot cross.
func begin(i *runtime.Isolate, callee Callee, path, args goja.Value) goja.Value {
	var names []string
	if err := i.VM().ExportTo(path, &names); err != nil {
		panic(err) // the library makes it
	}
	var sent *Payload
	if !goja.IsUndefined(args) {
		sent = mustFreeze(i, args, nil, false)
	}
	promise, done := await(i, "service call "+nameOf(callee, strings.Join(names, ".")), sent)
	callee.Call(caller(i), names, sent, done)
	return promise
}

// dispatch sends an event; the promise is of the payload that answers it.
func dispatch(i *runtime.Isolate, s Service, event string, value goja.Value, abort *Abort) goja.Value {
	sent := mustFreeze(i, value, nil, false)
	promise, done := await(i, "service "+event+" "+nameOf(s, eventText(event, sent)), sent)
	from := caller(i)
	from.Abort = abort
	s.Dispatch(from, event, sent, done)
	return promise
}

// nameOf names what is called for people: the Worker, where it is known, and what
// is asked of it.
func nameOf(callee Callee, what string) string {
	named, ok := callee.(interface{ WorkerName() string })
	switch {
	case !ok || named.WorkerName() == "":
		return what
	case what == "":
		return named.WorkerName()
	}
	return named.WorkerName() + "." + what
}

// eventText says which request a fetch event is, for people.
func eventText(event string, sent *Payload) string {
	if event != "fetch" {
		return ""
	}
	method, url := "", ""
	parts, _ := sent.value.(*v8wire.Object)
	for _, p := range parts.Props {
		text, _ := p.Value.(v8wire.String)
		switch p.Key {
		case "method":
			method = string(text)
		case "url":
			url = string(text)
		}
	}
	return method + " " + url
}

// await makes a promise of a result. What comes after the invocation's end is
// dropped, and sent, which is on its way, when the call is refused.
func await(i *runtime.Isolate, what string, sent *Payload) (goja.Value, func(Result)) {
	begun := false
	defer func() {
		if !begun {
			sent.Drop()
		}
	}()
	promise, ticket := i.Promise(what)
	begun = true
	return promise, func(r Result) {
		ticket.SettleOr(func(vm *goja.Runtime) (goja.Value, error) {
			if r.Err != nil {
				return nil, &thrown{i, r.Err}
			}
			return vm.ToValue(r.Value), nil
		}, r.drop)
	}
}

// thrown is an error from elsewhere on its way into a script.
type thrown struct {
	i *runtime.Isolate
	p *Payload
}

func (t *thrown) Error() string { return "the other Worker threw" }

// JSValue makes the thrown value.
func (t *thrown) JSValue(vm *goja.Runtime) goja.Value {
	open, _ := goja.AssertFunction(exports(t.i).Get("open"))
	v, err := open(goja.Undefined(), vm.ToValue(t.p), vm.NewArray())
	if err != nil {
		return t.i.ErrorValue(err)
	}
	return v
}

// Serve carries out a call on the target: the instance of an entrypoint (class)
// or an object with handlers. The result, a promise of a frozen value, is what
// Answer takes. Loop only.
func Serve(inv *runtime.Invocation, target goja.Value, class bool, path []string, args *Payload) (goja.Value, error) {
	i := inv.Isolate()
	library.Load(i)
	if class {
		return serve(i, target, "class", path, args, nil)
	}
	return serve(i, target, "handlers", path, args, i.VM().NewArray(i.Env(), inv.Object()))
}

func serve(i *runtime.Isolate, target goja.Value, kind string, path []string, args *Payload, extra goja.Value) (goja.Value, error) {
	vm := i.VM()
	names := make([]any, len(path))
	for n, name := range path {
		names[n] = name
	}
	payload := goja.Null()
	if args != nil {
		payload = vm.ToValue(args)
	}
	if extra == nil {
		extra = goja.Undefined()
	}
	return call(i, "serve", target, vm.ToValue(kind), vm.NewArray(names...), payload, extra)
}

// Request makes the Request of a fetch event. Loop only.
func Request(i *runtime.Isolate, p *Payload) (goja.Value, error) {
	return enter(i, "request", i.VM().ToValue(p))
}

// Respond freezes what a fetch handler returned, for Answer. Loop only.
func Respond(i *runtime.Isolate, response goja.Value) (goja.Value, error) {
	return enter(i, "answer", response)
}

// Open makes the value of a payload that holds nothing but data. Loop only.
func Open(i *runtime.Isolate, p *Payload) (goja.Value, error) {
	return enter(i, "open", i.VM().ToValue(p), i.VM().NewArray())
}

// Answer makes the result of an invocation that a call began, of what Serve or
// Respond led to. Loop only.
func Answer(inv *runtime.Invocation, v goja.Value, err error) Result {
	r := answer(inv.Isolate(), v, err)
	if r.Value != nil {
		r.Value.host = scopeFor(inv.Isolate(), inv)
	}
	return r
}

func answer(i *runtime.Isolate, v goja.Value, err error) Result {
	if err == nil {
		if p, ok := v.Export().(*Payload); ok {
			return Result{Value: p}
		}
		err = errors.New("the call has no result")
	}
	return Result{Err: freezeError(i, err)}
}

// freezeError keeps the class, the message and the stack, which leads into the
// callee's files, but nothing else that a script put on the error.
func freezeError(i *runtime.Isolate, err error) *Payload {
	var script *runtime.ScriptError
	if !errors.As(err, &script) {
		return Failure("Error", err.Error()).Err
	}
	p, failed := freeze(i, script.Value, false)
	if failed != nil {
		return Failure("Error", script.Error()).Err
	}
	if e, ok := p.value.(*v8wire.Error); ok {
		own, _, _ := strings.Cut(script.Stack, "\nCaused by: ") // the cause stays where it is
		stack := v8wire.String(own)
		e.Stack, e.Cause = &stack, nil
	}
	return p
}

// Failure is the result of a call that failed before, or after, any script ran.
func Failure(class, message string) Result {
	text := v8wire.String(message)
	stack := v8wire.String(class + ": " + message)
	return Result{Err: &Payload{value: &v8wire.Error{Name: class, Message: &text, Stack: &stack}}}
}

// ErrorText is the message of an error that a payload holds, for people.
func (p *Payload) ErrorText() string {
	if e, ok := p.value.(*v8wire.Error); ok && e.Message != nil {
		return string(*e.Message)
	}
	return "something that is no Error was thrown"
}

// Props makes what ctx.props shows of props in V8's wire format. Loop only.
func Props(i *runtime.Isolate, props []byte) (goja.Value, error) {
	return Codec(i).Decode(codec.V8, props)
}
