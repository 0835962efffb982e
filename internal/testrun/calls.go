package testrun

import (
	"time"

	"github.com/dop251/goja"

	"paddock/bindings"
	"paddock/internal/dev"
	"paddock/queue"
	"paddock/runtime"
)

// cloudflareNatives call the Worker's handlers as the module cloudflare:test does.
func cloudflareNatives(i *runtime.Isolate, o *goja.Object) {
	s := sessionOf(i)
	o.Set("env", i.Env())
	o.Set("network", networkLibrary.Load(i))
	timeNatives(i, o)
	o.Set("exported", native(func(c goja.FunctionCall) goja.Value {
		_, is := i.Export(c.Argument(0).String()).(*goja.Object)
		return i.VM().ToValue(is)
	}))
	o.Set("makeBatch", native(s.makeBatch))
	o.Set("batchResult", native(func(c goja.FunctionCall) goja.Value {
		return s.marks("ok", s.hand[c.Argument(0).ToInteger()])
	}))
	o.Set("fetch", native(s.fetch))
	o.Set("queue", native(s.queue))
	o.Set("scheduled", native(s.scheduled))
	o.Set("call", native(s.call))
}

// batch makes a batch of what a test gives: a queue and messages.
func (s *session) batch(name string, list *goja.Object) (*bindings.HandBatch, error) {
	count := int(list.Get("length").ToInteger())
	b := queue.Batch{Queue: name, Worker: s.f.cfg.Name}
	for n := range count {
		m := list.Get(itoa(n)).(*goja.Object)
		body, kind, err := bindings.EncodeBody(s.i, m.Get("body"))
		if err != nil {
			return nil, err
		}
		sent := time.UnixMilli(m.Get("timestamp").ToInteger())
		b.Messages = append(b.Messages, queue.Message{ID: m.Get("id").String(), Queue: name, Type: string(kind), Body: body, Size: len(body),
			Sent: sent, Entered: sent, Attempts: int(m.Get("attempts").ToInteger())})
		b.Metrics.BacklogCount++
		b.Metrics.BacklogBytes += int64(len(body))
		if b.Metrics.Oldest.IsZero() || sent.Before(b.Metrics.Oldest) {
			b.Metrics.Oldest = sent
		}
	}
	return bindings.NewHandBatch(b, dev.CompatOf(s.f.cfg)), nil
}

func (s *session) makeBatch(c goja.FunctionCall) goja.Value {
	h, err := s.batch(c.Argument(0).String(), c.Argument(1).(*goja.Object))
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	object, err := h.Object(s.i)
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	s.lastHand++
	s.hand[s.lastHand] = h
	return s.i.VM().NewArray(object, s.lastHand)
}

// marks makes a FetcherQueueResult.
func (s *session) marks(outcome string, h *bindings.HandBatch) goja.Value {
	m := h.Marks()
	seconds := func(o *goja.Object, d *time.Duration) *goja.Object {
		if d != nil {
			o.Set("delaySeconds", int64(*d/time.Second))
		}
		return o
	}
	acks, retries := []any{}, []any{}
	for _, id := range m.Acked {
		acks = append(acks, id)
	}
	for _, r := range m.Retried {
		retries = append(retries, seconds(s.object("msgId", r.ID), r.Delay))
	}
	retryAll := s.object("retry", m.RetryAll)
	if m.RetryAll {
		retryAll = seconds(retryAll, m.RetryDelay)
	}
	vm := s.i.VM()
	return s.object("outcome", outcome, "ackAll", m.AckAll, "retryBatch", retryAll, "explicitAcks", vm.NewArray(acks...), "retryMessages", vm.NewArray(retries...))
}

// fetch calls a fetch() handler: entrypoint, request.
func (s *session) fetch(c goja.FunctionCall) goja.Value {
	entrypoint, request := c.Argument(0).String(), c.Argument(1)
	promise, ticket := s.i.Promise("fetch() of the Worker")
	bindings.DirectFetch(s.i, entrypoint, request, func(v goja.Value, err error) {
		ticket.Settle(func(*goja.Runtime) (goja.Value, error) { return v, err })
	})
	return promise
}

// queue hands a batch to the queue() handler: entrypoint, queue, messages.
func (s *session) queue(c goja.FunctionCall) goja.Value {
	h, err := s.batch(c.Argument(1).String(), c.Argument(2).(*goja.Object))
	if err != nil {
		panic(s.i.ErrorValue(err))
	}
	promise, ticket := s.i.Promise("queue() of the Worker")
	h.Deliver(s.i, func(err error) {
		outcome := "ok"
		if err != nil {
			outcome = "exception"
			s.i.Log("error", "queue() failed: "+err.Error())
		}
		ticket.Settle(func(*goja.Runtime) (goja.Value, error) { return s.marks(outcome, h), nil })
	})
	return promise
}

// scheduled calls the scheduled() handler: entrypoint, cron, time.
func (s *session) scheduled(c goja.FunctionCall) goja.Value {
	promise, ticket := s.i.Promise("scheduled() of the Worker")
	at := time.UnixMilli(c.Argument(2).ToInteger())
	bindings.Scheduled(s.i, c.Argument(1).String(), at, func(o bindings.ScheduledOutcome) {
		outcome := "ok"
		if err := o.Failure(); err != nil {
			outcome = "exception"
			s.i.Log("error", "scheduled() failed: "+err.Error())
		}
		ticket.Settle(func(*goja.Runtime) (goja.Value, error) {
			return s.object("outcome", outcome, "noRetry", o.NoRetry), nil
		})
	})
	return promise
}

// call calls any method of an entrypoint's class: entrypoint, method, arguments.
func (s *session) call(c goja.FunctionCall) goja.Value {
	entrypoint, method := c.Argument(0).String(), c.Argument(1).String()
	list := c.Argument(2).(*goja.Object)
	var args []goja.Value
	for n := range int(list.Get("length").ToInteger()) {
		args = append(args, list.Get(itoa(n)))
	}
	promise, ticket := s.i.Promise(method + "() of " + entrypoint)
	told := false
	s.i.Invoke(runtime.Event{
		Name: method,
		Call: func(inv *runtime.Invocation) (goja.Value, error) { return inv.CallMethod(entrypoint, method, args...) },
		Settled: func(_ *runtime.Invocation, v goja.Value, err error) {
			told = true
			ticket.Settle(func(*goja.Runtime) (goja.Value, error) { return v, err })
		},
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			if !told {
				ticket.Settle(nothingOr(o.Err))
			}
		},
	})
	return promise
}
