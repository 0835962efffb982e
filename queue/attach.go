package queue

import (
	"fmt"
	"strings"
	"time"

	"paddock/internal/journal"
)

// ConsumerSettings are what can be set of a consumer. nil leaves what the
// configuration says, or the platform's default.
type ConsumerSettings struct {
	BatchSize         *int           `json:",omitempty"`
	BatchTimeout      *time.Duration `json:",omitempty"`
	MaxRetries        *int           `json:",omitempty"`
	MaxConcurrency    *int           `json:",omitempty"` // 0 scales up to 250 as the backlog asks
	RetryDelay        *time.Duration `json:",omitempty"`
	VisibilityTimeout *time.Duration `json:",omitempty"`
	DeadLetter        *string        `json:",omitempty"`
}

// An Attachment is a consumer made over the API. It is stored with its queue.
type Attachment struct {
	Type     ConsumerType
	Worker   string `json:",omitempty"` // the script of a Worker consumer
	Settings ConsumerSettings
}

// The places a consumer may come from.
const (
	FromConfig = "config"
	FromAPI    = "api"
)

// overlay puts the settings over a consumer. Those that the consumer was given
// are left alone, and returned in words and removed from s, when keep is set.
func (s *ConsumerSettings) overlay(c *Consumer, keep bool) (lost []string) {
	put := func(given Given, name string, set *bool, apply func(), drop func()) {
		switch {
		case !*set:
		case keep && c.Given&given != 0:
			lost = append(lost, name)
			drop()
		default:
			apply()
		}
	}
	field(put, GivenBatchSize, "max_batch_size", &s.BatchSize, &c.BatchSize)
	field(put, GivenBatchTimeout, "max_batch_timeout", &s.BatchTimeout, &c.BatchTimeout)
	field(put, GivenMaxRetries, "max_retries", &s.MaxRetries, &c.MaxRetries)
	field(put, GivenMaxConcurrency, "max_concurrency", &s.MaxConcurrency, &c.MaxConcurrency)
	field(put, GivenRetryDelay, "retry_delay", &s.RetryDelay, &c.RetryDelay)
	field(put, GivenVisibilityTimeout, "visibility_timeout_ms", &s.VisibilityTimeout, &c.VisibilityTimeout)
	field(put, GivenDeadLetter, "dead_letter_queue", &s.DeadLetter, &c.DeadLetter)
	return lost
}

func field[T comparable](put func(Given, string, *bool, func(), func()), given Given, name string, from **T, to *T) {
	set := *from != nil && **from != *to
	put(given, name, &set, func() { *to = **from }, func() { *from = nil })
}

// combine makes the consumer of a queue from what the configuration declares
// and what the API attached. Where both say something the configuration wins,
// and lost names what the API had said.
func combine(declared *Consumer, a *Attachment, workers map[string]Handler, queue string) (c *Consumer, left *Attachment, lost []string) {
	switch {
	case a == nil:
		return declared, nil, nil
	case declared == nil:
		made := attached(a, workers, queue)
		return &made, a, nil
	case a.Type != declared.Type || a.Type == WorkerConsumer && a.Worker != declared.Worker:
		return declared, nil, []string{"consumer"}
	}
	merged, kept := *declared, *a
	lost = kept.Settings.overlay(&merged, true)
	return &merged, &kept, lost
}

// attached makes a consumer of what the API said alone.
func attached(a *Attachment, workers map[string]Handler, queue string) Consumer {
	c := NewConsumer(queue, nil)
	c.Type = a.Type
	if a.Type == WorkerConsumer {
		c.Worker, c.Handler = a.Worker, workers[a.Worker]
	}
	a.Settings.overlay(&c, false)
	return c
}

// AddConsumer is SetConsumer for a queue that has no consumer: one that has is
// refused with CodeConsumerExists.
func (b *Broker) AddConsumer(queue string, a Attachment, done func(QueueInfo, error)) {
	b.change(queue, done, func(tx Tx, q *state) (error, error) {
		if q.consumer != nil {
			return consumerExists(queue), nil
		}
		return b.attach(tx, q, a)
	})
}

// SetConsumer makes or replaces the consumer of a queue, over what the
// configuration declares, until a reload: then the configuration wins where it
// says something. Deliveries in flight go on as they began.
func (b *Broker) SetConsumer(queue string, a Attachment, done func(QueueInfo, error)) {
	b.change(queue, done, func(tx Tx, q *state) (error, error) { return b.attach(tx, q, a) })
}

func (b *Broker) attach(tx Tx, q *state, a Attachment) (refusal, err error) {
	now := b.now()
	base := attached(&Attachment{Type: a.Type, Worker: a.Worker}, b.workers, q.name)
	if d := q.declared; d != nil && d.Type == a.Type && (a.Type != WorkerConsumer || d.Worker == a.Worker) {
		base = *d
	}
	settings := a.Settings
	settings.overlay(&base, false)
	if base.DeadLetter == q.name {
		return fmt.Errorf("Dead letter queue for queue %q cannot be itself", q.name), nil
	}
	if err := tx.Attach(q.id, &a, now); err != nil {
		return nil, err
	}
	if base.DeadLetter != "" {
		if _, err := b.declare(tx, base.DeadLetter, SettingsChange{}, now); err != nil {
			return nil, err
		}
	}
	q.attached, q.consumer, q.modified, q.removed = &a, &base, now, false
	q.limit, q.told = 0, false
	b.touch(q)
	b.afterwards(func() { b.tell(q.name, "the consumer of "+q.name+" was set over the API") })
	return nil, nil
}

// RemoveConsumer takes the consumer off a queue. One that the configuration
// declares comes back with the next reload.
func (b *Broker) RemoveConsumer(queue string, done func(error)) {
	b.change(queue, func(_ QueueInfo, err error) { done(err) }, func(tx Tx, q *state) (error, error) {
		if q.consumer == nil {
			return noConsumer(queue), nil
		}
		now := b.now()
		if err := tx.Attach(q.id, nil, now); err != nil {
			return nil, err
		}
		q.attached, q.consumer, q.modified, q.removed = nil, nil, now, q.declared != nil
		b.touch(q)
		b.afterwards(func() { b.tell(q.name, "the consumer of "+q.name+" was removed over the API") })
		return nil, nil
	})
}

// settleConsumer decides anew who consumes a queue, when the configuration may
// have changed.
func (b *Broker) settleConsumer(tx Tx, q *state, now time.Time) error {
	c, left, lost := combine(q.declared, q.attached, b.workers, q.name)
	if len(lost) > 0 {
		if err := tx.Attach(q.id, left, now); err != nil {
			return err
		}
		b.afterwards(func() {
			b.note(journal.Info, q.name, fmt.Sprintf("queue %s: the configuration sets %s, which wins over what the API had set", q.name, strings.Join(lost, ", ")))
		})
	}
	if q.removed && q.declared != nil {
		b.afterwards(func() {
			b.note(journal.Info, q.name, fmt.Sprintf("queue %s has its consumer again: the API had removed it, but the configuration declares it", q.name))
		})
	}
	q.attached, q.removed = left, false
	q.consumer = c
	if c == nil {
		return nil
	}
	q.told = false
	if c.DeadLetter != "" {
		_, err := b.declare(tx, c.DeadLetter, SettingsChange{}, now)
		return err
	}
	return nil
}
