package queue

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"paddock/internal/journal"
)

// Assign declares queues and replaces every consumer, in one turn. Invocations
// of the consumers before go on, and count against the new limits of
// concurrency until they end.
func (b *Broker) Assign(t Table, done func(error)) {
	b.do(op{
		run: func(tx Tx) error {
			now := b.now()
			for _, q := range b.byName {
				q.declared, q.produced = nil, false
				q.storageBytes, q.ratePerSecond, q.unordered = 0, 0, false
			}
			for _, d := range t.Queues {
				q, err := b.configure(tx, d, now)
				if err != nil {
					return err
				}
				q.produced = q.produced || d.Produced
				q.storageBytes = cmp.Or(d.StorageBytes, q.storageBytes)
				q.ratePerSecond = cmp.Or(d.RatePerSecond, q.ratePerSecond)
				q.unordered = q.unordered || d.Unordered
			}
			for _, c := range t.Consumers {
				q, err := b.declare(tx, c.Queue, SettingsChange{}, now)
				if err != nil {
					return err
				}
				q.declared = &c
			}
			b.workers, b.assigned = t.Workers, true
			for _, q := range slices.Clone(b.byName) {
				if err := b.settleConsumer(tx, q, now); err != nil {
					return err
				}
			}
			for _, q := range b.byName {
				b.touch(q)
			}
			return nil
		},
		done: done,
	})
}

// configure puts in place what the configuration says of a queue, which wins
// over what was set over the API or by an earlier configuration.
func (b *Broker) configure(tx Tx, d Declaration, now time.Time) (*state, error) {
	known := b.queues[d.Name]
	if known == nil {
		return b.declare(tx, d.Name, d.Settings, now)
	}
	before := known.settings
	q, err := b.declare(tx, d.Name, d.Settings, now)
	if err != nil {
		return nil, err
	}
	for _, text := range differences(before, q.settings) {
		b.afterwards(func() {
			b.note(journal.Info, d.Name, fmt.Sprintf("queue %s: %s, as the configuration says", d.Name, text))
		})
	}
	return q, nil
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
	q.settings, q.modified = settings, now
	q.expiring = false // the retention may have changed
	return q, nil
}

// Configure changes the settings of one queue: this is also how it is paused
// and resumed.
func (b *Broker) Configure(queue string, c SettingsChange, done func(error)) {
	b.change(queue, func(_ QueueInfo, err error) { done(err) }, func(tx Tx, q *state) (error, error) {
		before := q.settings
		if _, err := b.declare(tx, queue, c, b.now()); err != nil {
			return nil, err
		}
		b.touch(q)
		for _, text := range differences(before, q.settings) {
			b.afterwards(func() { b.tell(queue, "queue "+queue+": "+text) })
		}
		return nil, nil
	})
}

// differences words what changed of a queue.
func differences(before, now QueueSettings) []string {
	var out []string
	if before.Paused != now.Paused {
		out = append(out, map[bool]string{true: "delivery is paused", false: "delivery goes on"}[now.Paused])
	}
	if before.DeliveryDelay != now.DeliveryDelay {
		out = append(out, fmt.Sprintf("delivery_delay is %s now, it was %s", short(now.DeliveryDelay), short(before.DeliveryDelay)))
	}
	if before.Retention != now.Retention {
		out = append(out, fmt.Sprintf("message_retention_period is %s now, it was %s", short(now.Retention), short(before.Retention)))
	}
	return out
}

// Metrics tells the backlog of a queue.
func (b *Broker) Metrics(queue string, done func(Metrics, error)) {
	b.change(queue, func(i QueueInfo, err error) { done(i.Metrics, err) }, func(Tx, *state) (error, error) { return nil, nil })
}

// A QueueInfo describes one queue for people.
type QueueInfo struct {
	Stored
	Consumer     *Consumer // nil when nothing consumes it
	ConsumerFrom string    // FromConfig or FromAPI, who made the consumer; "" when there is none
	InFlight     int       // batches being handled now
	Concurrency  int       // how many may be
}

func (b *Broker) info(tx Tx, q *state) (QueueInfo, error) {
	m, err := tx.Stats(q.id)
	if err != nil {
		return QueueInfo{}, err
	}
	info := QueueInfo{
		Stored: Stored{ID: q.id, Name: q.name, Created: q.created, Modified: q.modified, PurgedAt: q.purged,
			Settings: q.settings, Attached: q.attached, Metrics: m},
		InFlight: q.inFlight, Concurrency: q.concurrency(),
	}
	if q.consumer != nil {
		c := *q.consumer
		info.Consumer, info.ConsumerFrom = &c, FromConfig
		if q.declared == nil {
			info.ConsumerFrom = FromAPI
		}
	}
	return info, nil
}

// Queues describes every queue, by name.
func (b *Broker) Queues(done func([]QueueInfo, error)) {
	var all []QueueInfo
	b.do(op{
		run: func(tx Tx) error {
			for _, q := range b.byName {
				info, err := b.info(tx, q)
				if err != nil {
					return err
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
