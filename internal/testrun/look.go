package testrun

import (
	"context"
	"strconv"
	"time"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/runtime"
)

func itoa(n int) string { return strconv.Itoa(n) }

// mostPeeked bounds what messages() shows of one queue.
const mostPeeked = 10000

func paddockNatives(i *runtime.Isolate, o *goja.Object) {
	s := sessionOf(i)
	f, vm := s.f, i.VM()
	o.Set("network", networkLibrary.Load(i))
	o.Set("knows", native(func(c goja.FunctionCall) goja.Value {
		for _, name := range f.queueNames() {
			if name == c.Argument(0).String() {
				return vm.ToValue(true)
			}
		}
		return vm.ToValue(false)
	}))
	o.Set("queues", native(func(goja.FunctionCall) goja.Value { return vm.ToValue(f.queueNames()) }))
	o.Set("producer", native(func(c goja.FunctionCall) goja.Value { return s.producer(c.Argument(0).String()) }))
	o.Set("messages", native(func(c goja.FunctionCall) goja.Value { return s.messages(c.Argument(0).String()) }))
	o.Set("outcomes", native(func(goja.FunctionCall) goja.Value { return s.outcomes() }))
	o.Set("deliveries", native(func(goja.FunctionCall) goja.Value { return s.deliveries() }))
	o.Set("logs", native(func(goja.FunctionCall) goja.Value { return s.logs() }))
	o.Set("drain", native(func(c goja.FunctionCall) goja.Value {
		most, within := int(c.Argument(0).ToInteger()), milliseconds(c.Argument(1))
		return s.ask("drain()", func(ctx context.Context) error { return f.drain(ctx, most, within) }).(goja.Value)
	}))
	o.Set("advance", native(func(c goja.FunctionCall) goja.Value {
		d := milliseconds(c.Argument(0))
		return s.ask("advance()", func(ctx context.Context) error { return f.advance(ctx, d) }).(goja.Value)
	}))
	o.Set("faults", native(func(c goja.FunctionCall) goja.Value {
		f.inject(c.Argument(0).String(), int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger()), int(c.Argument(3).ToInteger()))
		return goja.Undefined()
	}))
}

func milliseconds(v goja.Value) time.Duration {
	return time.Duration(v.ToFloat() * float64(time.Millisecond))
}

// producer makes what a test sends with: the binding of a queue.
func (s *session) producer(name string) goja.Value {
	if v := s.producers[name]; v != nil {
		return v
	}
	p := &bindings.Producer{Binding: name, Queue: name, Broker: s.f.w.Broker, Compat: dev.CompatOf(s.f.cfg)}
	v, err := p.Bind(s.i)
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	s.producers[name] = v
	return v
}

// body is the value of a message's body.
func (s *session) body(kind string, data []byte) goja.Value {
	v, err := bindings.DecodeBody(s.i, kind, data)
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	return v
}

func (s *session) date(t time.Time) goja.Value {
	d, err := s.i.VM().New(s.i.VM().Get("Date"), s.i.VM().ToValue(t.UnixMilli()))
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	return d
}

// object makes an object of pairs, in order.
func (s *session) object(pairs ...any) *goja.Object {
	o := s.i.VM().NewObject()
	for n := 0; n < len(pairs); n += 2 {
		o.Set(pairs[n].(string), pairs[n+1])
	}
	return o
}

// messages shows what is in a queue.
func (s *session) messages(name string) goja.Value {
	now := s.i.Clock().Now()
	list, err := s.f.w.Broker.Peek(name, queue.Peek{Limit: mostPeeked, Now: now})
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	out := []any{}
	for _, m := range list {
		state := "ready"
		switch {
		case m.Lease != 0:
			state = "in flight"
		case m.Visible.After(now):
			state = "delayed"
		}
		o := s.object("id", m.ID, "body", s.body(m.Type, m.Body), "contentType", m.Type, "attempts", m.Attempts, "timestamp", s.date(m.Sent), "state", state)
		if state == "delayed" {
			o.Set("due", s.date(m.Visible))
		}
		if m.LastError != "" {
			o.Set("error", firstLine(m.LastError))
		}
		out = append(out, o)
	}
	return s.i.VM().NewArray(out...)
}

// outcomes shows what became of every message, delivery by delivery.
func (s *session) outcomes() goja.Value {
	out := []any{}
	for _, d := range s.f.deliveries {
		if !d.over {
			continue
		}
		fates := d.outcome().Fates
		for n := range d.batch.Messages {
			out = append(out, s.fate(d, n, fates[n]))
		}
	}
	return s.i.VM().NewArray(out...)
}

func (s *session) fate(d *delivery, n int, fate recording.Fate) goja.Value {
	m := d.batch.Messages[n]
	o := s.object("queue", d.batch.Queue, "id", m.ID, "body", s.body(m.Type, m.Body), "attempts", m.Attempts, "outcome", fate.Kind, "at", s.date(d.ended))
	if fate.Kind == recording.Retried {
		o.Set("delaySeconds", fate.Delay)
	}
	if fate.DeadLetter != "" {
		o.Set("deadLetterQueue", fate.DeadLetter)
	}
	if fate.Error != "" {
		o.Set("error", firstLine(fate.Error))
	}
	return o
}

// deliveries shows the batches, with what became of them.
func (s *session) deliveries() goja.Value {
	out := []any{}
	for _, d := range s.f.deliveries {
		messages := []any{}
		o := s.object("batch", d.batch.ID, "queue", d.batch.Queue, "worker", d.batch.Worker, "at", s.date(d.began), "outcome", "running")
		var fates []recording.Fate
		if d.over {
			outcome := d.outcome()
			fates = outcome.Fates
			o.Set("took", d.ended.Sub(d.began).Milliseconds())
			o.Set("outcome", "ok")
			if outcome.Failed {
				o.Set("outcome", "exception")
				o.Set("error", firstLine(outcome.Error))
			}
			if outcome.Unspent {
				o.Set("outcome", "lost")
			}
		}
		for n, m := range d.batch.Messages {
			if fates != nil {
				messages = append(messages, s.fate(d, n, fates[n]))
				continue
			}
			messages = append(messages, s.object("id", m.ID, "body", s.body(m.Type, m.Body), "attempts", m.Attempts))
		}
		o.Set("messages", s.i.VM().NewArray(messages...))
		out = append(out, o)
	}
	return s.i.VM().NewArray(out...)
}

// logs shows the console lines since the test began.
func (s *session) logs() goja.Value {
	out := []any{}
	for _, e := range s.f.w.Journal.Since(s.f.seen) {
		if e.Kind == journal.Log {
			out = append(out, s.object("level", e.Level.String(), "text", e.Text))
		}
	}
	return s.i.VM().NewArray(out...)
}

// unhandled are the errors of the test that nothing caught.
func (f *file) unhandled() []Failure {
	var out []Failure
	for _, e := range f.w.Journal.Since(f.seen) {
		data, ok := e.Data.(dev.ExceptionData)
		if e.Kind != journal.Exception || !ok || !data.Uncaught {
			continue
		}
		failure := Failure{Title: firstLine(e.Text), Frame: data.Frame}
		if _, places, found := cutLine(data.Stack); found {
			failure.Stack = places
		}
		out = append(out, failure)
	}
	return out
}
