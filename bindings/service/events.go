package service

import (
	"errors"
	"fmt"
	"time"

	"paddock/bindings"
	"paddock/bindings/codec"
	"paddock/bindings/codec/v8wire"
	"paddock/bindings/rpc"
	"paddock/queue"
	"paddock/runtime"
)

// eventWall is how long the platform lets a queue or scheduled handler take.
const eventWall = 15 * time.Minute

// queue hands a batch to the queue handler, and answers with what it said.
func (e *Entrypoint) queue(from rpc.Caller, value *rpc.Payload, done func(rpc.Result)) {
	b, err := batchOf(value)
	value.Drop()
	if from.Depth+1 >= maxDepth {
		err = errors.New(tooDeep)
	}
	if err != nil {
		done(rpc.Failure("TypeError", err.Error()))
		return
	}
	var marks bindings.Marks
	var refused error
	consumer := &bindings.Consumer{
		Pick: func(use func(*runtime.Isolate)) {
			e.Pick(func(i *runtime.Isolate, err error) {
				refused = err
				use(i)
			})
		},
		Compat: e.Compat(), Wall: eventWall, Entrypoint: e.export(), Depth: from.Depth + 1, Origin: from.Origin,
		Marked: func(m bindings.Marks) { marks = m },
	}
	consumer.Handle(b, func(r queue.Result) {
		switch {
		case refused != nil:
			done(rpc.Failure("Error", refused.Error()))
		case r.Unspent:
			done(rpc.Failure("Error", runtime.ErrClosed.Error()))
		default:
			done(rpc.Result{Value: rpc.Data(queueResult(b, marks, r.Failed))})
		}
	})
}

// batchOf reads the arguments of queue(): a name and a list of messages. They
// are data of ours but for the bodies.
func batchOf(p *rpc.Payload) (queue.Batch, error) {
	v, plain := p.Plain()
	if !plain {
		return queue.Batch{}, errors.New("a message body holds something that cannot be stored in a queue")
	}
	args := v.(*v8wire.Array).Items
	b := queue.Batch{Queue: string(args[0].(v8wire.String)), ID: "test"}
	for n, item := range args[1].(*v8wire.Array).Items {
		m, err := messageOf(item.(*v8wire.Object))
		if err != nil {
			return b, fmt.Errorf("message %d: %w", n, err)
		}
		b.Messages = append(b.Messages, m)
	}
	return b, nil
}

func messageOf(o *v8wire.Object) (queue.Message, error) {
	m := queue.Message{Type: string(codec.V8)}
	for _, p := range o.Props {
		switch v := p.Value.(type) {
		case v8wire.String:
			if p.Key == "id" {
				m.ID = string(v)
			}
		case *v8wire.Date:
			if p.Key == "timestamp" {
				m.Sent = time.UnixMilli(int64(v.Ms))
			}
		case v8wire.Number:
			if p.Key == "attempts" {
				m.Attempts = int(v)
			}
		}
		if p.Key == "serialized" {
			if view, ok := p.Value.(*v8wire.View); ok {
				m.Body = view.Buffer.Data[view.Offset : view.Offset+view.Length]
			} else if buffer, ok := p.Value.(*v8wire.ArrayBuffer); ok {
				m.Body = buffer.Data
			}
		}
		if p.Key != "body" {
			continue
		}
		var err error
		if m.Body, err = v8wire.Marshal(p.Value); err != nil {
			return m, err
		}
	}
	return m, nil
}

// queueResult is the object that queue() resolves to.
func queueResult(b queue.Batch, m bindings.Marks, failed bool) v8wire.Value {
	retryBatch := object("retry", v8wire.Bool(m.RetryAll))
	if m.Delay != nil {
		retryBatch.Props = append(retryBatch.Props, v8wire.Property{Key: "delaySeconds", Value: seconds(*m.Delay)})
	}
	var acks, retries []v8wire.Value
	for n, own := range m.Own {
		id := v8wire.String(b.Messages[n].ID)
		switch own.Mark {
		case queue.Acked:
			acks = append(acks, id)
		case queue.Retried:
			retry := object("msgId", id)
			if own.Delay != nil {
				retry.Props = append(retry.Props, v8wire.Property{Key: "delaySeconds", Value: seconds(*own.Delay)})
			}
			retries = append(retries, retry)
		}
	}
	return object("outcome", outcome(failed), "ackAll", v8wire.Bool(m.AckAll), "retryBatch", retryBatch,
		"explicitAcks", list(acks), "retryMessages", list(retries))
}

// scheduled calls the scheduled handler, and answers with how it ended.
func (e *Entrypoint) scheduled(from rpc.Caller, value *rpc.Payload, done func(rpc.Result)) {
	v, _ := value.Plain()
	value.Drop()
	args := v.(*v8wire.Array).Items
	at := time.UnixMilli(int64(args[0].(v8wire.Number)))
	cron := string(args[1].(v8wire.String))
	if from.Depth+1 >= maxDepth {
		done(rpc.Failure("Error", tooDeep))
		return
	}
	e.Pick(func(i *runtime.Isolate, err error) {
		if err == nil && !bindings.ScheduledOn(i, bindings.Firing{Entrypoint: e.export(), Depth: from.Depth + 1, Origin: from.Origin, Cron: cron, At: at}, func(o bindings.ScheduledOutcome) {
			done(rpc.Result{Value: rpc.Data(object("outcome", outcome(o.Failure() != nil), "noRetry", v8wire.Bool(o.NoRetry)))})
		}) {
			err = runtime.ErrClosed
		}
		if err != nil {
			done(rpc.Failure("Error", err.Error()))
		}
	})
}

func outcome(failed bool) v8wire.Value {
	if failed {
		return v8wire.String("exception")
	}
	return v8wire.String("ok")
}

// object makes a plain object of keys and values in turn.
func object(pairs ...any) *v8wire.Object {
	o := &v8wire.Object{}
	for n := 0; n < len(pairs); n += 2 {
		o.Props = append(o.Props, v8wire.Property{Key: pairs[n].(string), Value: pairs[n+1]})
	}
	return o
}

func list(items []v8wire.Value) *v8wire.Array {
	return &v8wire.Array{Length: uint32(len(items)), Dense: true, Items: items}
}

func seconds(d time.Duration) v8wire.Value { return v8wire.Number(d / time.Second) }
