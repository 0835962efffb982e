package service

import (
	"errors"
	"strings"

	"paddock/bindings"
	"paddock/bindings/codec/v8wire"
	"paddock/bindings/rpc"
)

// Captured returns the binding with its calls watched. What another Worker does
// when it is called cannot be held back, so without leave to perform it is not
// called: the script gets an error.
func (b *Binding) Captured(c bindings.Capture) bindings.Binding {
	out := *b
	out.To = &watched{binding: b, capture: c, next: b.To}
	return &out
}

// watched stands between a script and a service.
type watched struct {
	binding *Binding
	capture bindings.Capture
	next    rpc.Service
}

var errHeldBack = errors.New("the other Worker is not called, since what it does cannot be held back and this run must leave no trace. paddock replay --apply lets it happen.")

// Call tells of the call, and performs it if it may.
func (w *watched) Call(from rpc.Caller, path []string, args *rpc.Payload, done func(rpc.Result)) {
	text := strings.Join(path, ".")
	if args != nil {
		text += "(" + arguments(args) + ")"
	}
	if done, ok := w.begin("call", text, args, done); ok {
		w.next.Call(from, path, args, done)
	}
}

// Dispatch tells of the event, and performs it if it may.
func (w *watched) Dispatch(from rpc.Caller, event string, value *rpc.Payload, done func(rpc.Result)) {
	text := event
	if v, _ := value.Plain(); event == "fetch" {
		text = field(v, "method") + " " + field(v, "url")
	}
	if done, ok := w.begin(event, text, value, done); ok {
		w.next.Dispatch(from, event, value, done)
	}
}

// WithProps keeps the watch.
func (w *watched) WithProps(props []byte) rpc.Service {
	out := *w
	out.next = w.next.WithProps(props)
	return &out
}

// begin takes the effect's place, and returns what is told of its end; false
// when it must not happen.
func (w *watched) begin(kind, text string, value *rpc.Payload, done func(rpc.Result)) (func(rpc.Result), bool) {
	effect, tell := bindings.Effect{Binding: w.binding.Binding, Kind: kind, Target: w.binding.Worker, Text: text}, w.capture.Begin()
	if !w.capture.Perform {
		effect.Error = errHeldBack.Error()
		tell(effect)
		value.Drop()
		done(rpc.Failure("Error", errHeldBack.Error()))
		return nil, false
	}
	return func(r rpc.Result) {
		effect.Performed = true
		if r.Err != nil {
			effect.Error = r.Err.ErrorText()
		}
		tell(effect)
		done(r)
	}, true
}

// arguments writes the arguments of a call for people.
func arguments(p *rpc.Payload) string {
	v, plain := p.Plain()
	a, ok := v.(*v8wire.Array)
	if !plain || !ok {
		return "…"
	}
	var all []string
	for _, item := range a.Items {
		all = append(all, v8wire.Literal(item, 200))
	}
	return strings.Join(all, ", ")
}

// field returns a text among the properties of an object.
func field(v v8wire.Value, key string) string {
	if o, ok := v.(*v8wire.Object); ok {
		for _, p := range o.Props {
			if s, ok := p.Value.(v8wire.String); ok && p.Key == key {
				return string(s)
			}
		}
	}
	return ""
}
