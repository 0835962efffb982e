package workflow

import (
	"strings"

	"paddock/bindings"
)

// Captured returns the binding with what it starts and changes watched. Without
// leave to perform, nothing is started or changed, and it looks as if it had
// been; what is read is real.
func (b *Binding) Captured(c bindings.Capture) bindings.Binding {
	out := *b
	out.capture = &c
	return &out
}

// watch tells of an effect and reports whether it may happen.
func (b *Binding) watch(kind, text string) (tell func(error), perform bool) {
	if b.capture == nil {
		return func(error) {}, true
	}
	effect := bindings.Effect{Binding: b.Binding, Kind: kind, Target: b.Definition.Name, Text: text}
	told := b.capture.Begin()
	return func(err error) {
		effect.Performed = b.capture.Perform && err == nil
		if err != nil {
			effect.Error = err.Error()
		}
		told(effect)
	}, b.capture.Perform
}

func (b *Binding) create(all []NewInstance, done func([]string, error)) {
	var ids []string
	for n, i := range all {
		if i.ID == "" && b.capture != nil && !b.capture.Perform {
			all[n].ID = "not-created"
		}
		ids = append(ids, all[n].ID)
	}
	tell, perform := b.watch("create", strings.Join(ids, " "))
	if !perform {
		tell(nil)
		done(ids, nil)
		return
	}
	b.Engine.Create(b.Definition, all, func(ids []string, err error) {
		tell(err)
		done(ids, err)
	})
}

func (b *Binding) change(id, what string, done func(error)) {
	tell, perform := b.watch(what, id)
	if !perform {
		tell(nil)
		done(nil)
		return
	}
	b.Engine.Change(b.Definition.Name, id, what, func(err error) {
		tell(err)
		done(err)
	})
}

func (b *Binding) send(id string, event Event, done func(error)) {
	tell, perform := b.watch("sendEvent", id+" "+event.Type)
	if !perform {
		tell(nil)
		done(nil)
		return
	}
	b.Engine.Send(b.Definition.Name, id, event, func(err error) {
		tell(err)
		done(err)
	})
}
