package queue

import (
	"cmp"
	"fmt"
	"time"
)

// Assign declares queues and replaces every consumer, in one turn. Invocations
// of the consumers before go on, and count against the new limits of
// concurrency until they end.
func (b *Broker) Assign(t Table, done func(error)) {
	b.do(op{
		run: func(tx Tx) error {
			now := b.now()
			for _, q := range b.byName {
				q.consumer, q.produced = nil, false
				q.storageBytes, q.ratePerSecond = 0, 0
			}
			for _, d := range t.Queues {
				q, err := b.declare(tx, d.Name, d.Settings, now)
				if err != nil {
					return err
				}
				q.produced = q.produced || d.Produced
				q.storageBytes = cmp.Or(d.StorageBytes, q.storageBytes)
				q.ratePerSecond = cmp.Or(d.RatePerSecond, q.ratePerSecond)
			}
			for _, c := range t.Consumers {
				if err := b.connect(tx, c, now); err != nil {
					return err
				}
			}
			b.assigned = true
			for _, q := range b.byName {
				b.touch(q)
			}
			return nil
		},
		done: done,
	})
}

// connect puts one consumer in place, and declares the queues it names.
func (b *Broker) connect(tx Tx, c Consumer, now time.Time) error {
	q, err := b.declare(tx, c.Queue, SettingsChange{}, now)
	if err != nil {
		return err
	}
	q.consumer, q.told = &c, false
	if c.DeadLetter != "" {
		_, err = b.declare(tx, c.DeadLetter, SettingsChange{}, now)
	}
	return err
}

// declare finds a queue or creates it, and changes its settings.
func (b *Broker) declare(tx Tx, name string, change SettingsChange, now time.Time) (*state, error) {
	q := b.queues[name]
	before := QueueSettings{Retention: DefaultRetention}
	if q != nil {
		before = q.settings
	}
	settings := change.apply(before)
	if q != nil && settings == before {
		return q, nil
	}
	id, err := tx.Declare(name, settings, now)
	if err != nil {
		return nil, err
	}
	if q == nil {
		q = &state{id: id, name: name, created: now}
		b.add(q)
	}
	q.settings = settings
	q.expiring = false // the retention may have changed
	return q, nil
}

// Configure changes the settings of one queue: this is also how it is paused
// and resumed.
func (b *Broker) Configure(queue string, c SettingsChange, done func(error)) {
	var refusal error
	b.do(op{
		run: func(tx Tx) error {
			if b.queues[queue] == nil {
				refusal = NotFound(queue)
				return nil
			}
			q, err := b.declare(tx, queue, c, b.now())
			if err != nil {
				return err
			}
			b.touch(q)
			return nil
		},
		done: func(err error) {
			if err == nil {
				err = refusal
			}
			done(err)
		},
	})
}

// Metrics tells the backlog of a queue.
func (b *Broker) Metrics(queue string, done func(Metrics, error)) {
	var m Metrics
	var refusal error
	b.do(op{
		run: func(tx Tx) (err error) {
			q := b.queues[queue]
			if q == nil {
				refusal = NotFound(queue)
				return nil
			}
			m, err = tx.Stats(q.id)
			return err
		},
		done: func(err error) {
			if err == nil {
				err = refusal
			}
			done(m, err)
		},
	})
}

// A QueueInfo describes one queue for people.
type QueueInfo struct {
	Stored
	Consumer *Consumer // nil when nothing consumes it
	InFlight int       // batches being handled now
}

// Queues describes every queue, by name.
func (b *Broker) Queues(done func([]QueueInfo, error)) {
	var all []QueueInfo
	b.do(op{
		run: func(tx Tx) error {
			for _, q := range b.byName {
				m, err := tx.Stats(q.id)
				if err != nil {
					return err
				}
				info := QueueInfo{Stored: Stored{ID: q.id, Name: q.name, Created: q.created, Settings: q.settings, Metrics: m}, InFlight: q.inFlight}
				if q.consumer != nil {
					c := *q.consumer
					info.Consumer = &c
				}
				all = append(all, info)
			}
			return nil
		},
		done: func(err error) { done(all, err) },
	})
}

// List returns the queues of a store, by name, also while a broker writes to it.
func List(s Store) ([]Stored, error) {
	var all []Stored
	err := s.View(func(v Snapshot) (err error) {
		all, err = v.Queues()
		return err
	})
	return all, err
}

// PeekQueue returns messages of a queue without touching them, also while a
// broker writes to the store.
func PeekQueue(s Store, queue string, p Peek) ([]Message, error) {
	var msgs []Message
	err := s.View(func(v Snapshot) error {
		all, err := v.Queues()
		if err != nil {
			return err
		}
		for _, q := range all {
			if q.Name == queue {
				msgs, err = v.Peek(q.ID, p)
				return err
			}
		}
		return NotFound(queue)
	})
	if err != nil {
		return nil, fmt.Errorf("peek %s: %w", queue, err)
	}
	return msgs, nil
}
