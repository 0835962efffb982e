package queue

import (
	"cmp"
	"fmt"
	"time"

	"paddock/internal/journal"
)

// Send stores the messages in a queue, all or none. done is told once they are
// on disk, with the backlog right after this send; a refusal is an *Error.
func (b *Broker) Send(queue string, msgs []Outgoing, done func(Metrics, error)) {
	var metrics Metrics
	var refusal error
	var q *state
	size := 0
	for i := range msgs {
		size += len(msgs[i].Body)
	}
	b.do(op{
		size: size,
		run: func(tx Tx) (err error) {
			if q, refusal, err = b.admit(tx, queue, msgs, size); refusal != nil || err != nil {
				return err
			}
			now := b.now()
			if err := tx.Put(q.id, b.stamp(q, msgs, now)); err != nil {
				return err
			}
			metrics, err = tx.Stats(q.id)
			q.entered(now)
			b.touch(q)
			return err
		},
		done: func(err error) {
			if err == nil {
				err = refusal
			}
			if err != nil {
				done(Metrics{}, err)
				return
			}
			b.sent(q, len(msgs), size)
			done(metrics, nil)
		},
	})
}

// admit checks a send against every limit.
func (b *Broker) admit(tx Tx, name string, msgs []Outgoing, size int) (q *state, refusal, err error) {
	if q = b.queues[name]; q == nil {
		return nil, NotFound(name), nil
	}
	if refusal := b.o.Limits.check(msgs); refusal != nil {
		return nil, refusal, nil
	}
	m, err := tx.Stats(q.id)
	if err != nil {
		return nil, nil, err
	}
	if limit := cmp.Or(q.storageBytes, b.o.Limits.StorageBytes); m.BacklogBytes+int64(size) > limit {
		return nil, storageFull(name, m.BacklogBytes+int64(size), limit), nil
	}
	if limit := cmp.Or(q.ratePerSecond, b.o.Limits.RatePerSecond); limit > 0 {
		if s := b.now().Unix(); s != q.second {
			q.second, q.sentInIt = s, 0
		}
		if q.sentInIt+len(msgs) > limit {
			return nil, overloaded(name, limit), nil
		}
		q.sentInIt += len(msgs)
	}
	return q, nil, nil
}

// stamp makes messages of what was sent.
func (b *Broker) stamp(q *state, out []Outgoing, now time.Time) []Message {
	msgs := make([]Message, len(out))
	for i, o := range out {
		delay := q.settings.DeliveryDelay
		if o.Delay != nil {
			delay = *o.Delay
		}
		msgs[i] = Message{
			ID:      b.newID(),
			Queue:   q.name,
			Type:    o.Type,
			Body:    o.Body,
			Sent:    now,
			Entered: now,
			Visible: now.Add(delay),
			Source:  cmp.Or(o.Source, SourceWorker),
		}
	}
	return msgs
}

// newID returns 32 hex digits.
func (b *Broker) newID() string {
	const digits = "0123456789abcdef"
	var id [32]byte
	for i := 0; i < len(id); i += 16 {
		n := b.o.Rand.Uint64()
		for k := range 16 {
			id[i+k] = digits[n>>(4*k)&15]
		}
	}
	return string(id[:])
}

func (b *Broker) sent(q *state, count, size int) {
	b.o.Journal.Append(journal.Entry{Kind: journal.Sent, Level: journal.Debug, Queue: q.name,
		Text: fmt.Sprintf("%d sent", count), Data: SendData{Count: count, Bytes: size}})
	if b.assigned && q.consumer == nil && q.produced && !q.told {
		q.told = true
		b.note(journal.Warn, q.name, fmt.Sprintf("queue %s has no consumer: its messages are kept until one is configured, or until they expire after %s", q.name, short(q.settings.Retention)))
	}
}
