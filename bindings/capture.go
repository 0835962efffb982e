package bindings

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// An Effect is one thing that a script did to the world.
type Effect struct {
	Binding   string `json:"binding,omitempty"` // the property of env; "" for what needs no binding, such as fetch
	Kind      string `json:"kind"`              // the operation: "send", "sendBatch", "fetch" …
	Target    string `json:"target"`            // on what: a queue, a URL …
	Text      string `json:"text"`              // for people; what was sent or written, a line each
	Data      any    `json:"data,omitempty"`    // for programs; its fields belong to the kind
	Performed bool   `json:"performed"`         // it happened; else it only looked so to the script
	Error     string `json:"error,omitempty"`   // why it was refused, as the script was told
}

// A Capture says what becomes of the effects of a run that is watched.
type Capture struct {
	// Begin takes the place of an effect in the order in which they were asked
	// for. tell is to be called once, when it is known how the effect ended. Both
	// may be called from any goroutine.
	Begin func() (tell func(Effect))
	// Perform lets the effects happen. Without it they must leave no trace, yet
	// look to the script as if they had happened.
	Perform bool
}

// A Capturable binding declares how its effects are captured. One that is not
// Capturable is refused to a run that must leave no trace.
type Capturable interface {
	Binding
	// Captured returns the binding for a watched run. A binding without
	// effects returns itself.
	Captured(Capture) Binding
}

// Captured returns the bindings for a watched run. Where effects must not
// happen and a binding does not know how to hold its own back, every call of it
// throws an error that says so.
func Captured(list []Binding, c Capture) []Binding {
	out := make([]Binding, len(list))
	for n, b := range list {
		capturable, ok := b.(Capturable)
		switch {
		case ok:
			out[n] = capturable.Captured(c)
		case c.Perform:
			out[n] = b
		default:
			out[n] = uncapturable{b.Name()}
		}
	}
	return out
}

// uncapturable stands for a binding whose effects cannot be held back.
type uncapturable struct{ name string }

func (u uncapturable) Name() string { return u.name }

func (u uncapturable) Bind(i *runtime.Isolate) (goja.Value, error) {
	const reason = "what it does cannot be held back, and this run must leave no trace. paddock replay --apply lets it happen."
	return refusing(i, u.name, reason)
}

// Captured returns the variable itself: reading it has no effect.
func (v variable) Captured(Capture) Binding { return v }

// Captured returns the binding itself: it only throws.
func (u Unsupported) Captured(Capture) Binding { return u }
