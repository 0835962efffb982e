package queue

import (
	"fmt"
	"time"

	"paddock/internal/journal"
)

// state is what the broker keeps in memory of one queue. The messages are in
// the store; here is only what is due, and who is at work.
type state struct {
	id       QueueID
	name     string
	created  time.Time
	modified time.Time
	purged   time.Time
	settings QueueSettings
	consumer *Consumer   // who consumes it now
	declared *Consumer   // by the configuration
	attached *Attachment // over the API
	removed  bool        // the API took the declared consumer off
	gone     bool        // the queue was deleted
	produced bool        // somebody is known to send to it
	told     bool        // that nothing consumes it

	inFlight int       // batches, those of replaced consumers included
	limit    int       // what failures leave of the concurrency; 0 means all of it
	grown    int       // the concurrency last told
	expireAt time.Time // when the oldest message is too old; zero: unknown or none
	expiring bool      // expireAt is known
	lapseAt  time.Time // when the next pull lease runs out; zero: unknown or none
	lapsing  bool      // lapseAt is known
	wakeAt   time.Time
	stop     func() // the timer of wakeAt, or nil
	touched  bool

	storageBytes  int64 // its own limits, or 0
	ratePerSecond int
	unordered     bool

	second   int64 // the second that sentInIt counts
	sentInIt int
}

func (q *state) stopTimer() {
	if q.stop != nil {
		q.stop()
		q.stop = nil
	}
}

// maxHeld bounds the bodies in flight, so that a large backlog under high
// concurrency does not fill the memory. Each queue may have one batch beyond it.
const maxHeld = 64 << 20

// expireChunk is how many messages one look deletes, so that a queue that
// expires as a whole does not stop everything else.
const expireChunk = 1000

// look does what is due in one queue, and sets its timer for what is not.
func (b *Broker) look(tx Tx, q *state) error {
	if q.gone {
		return nil
	}
	now := b.now()
	if err := b.lapse(tx, q, now); err != nil {
		return err
	}
	if err := b.expire(tx, q, now); err != nil {
		return err
	}
	wake, err := b.leaseBatches(tx, q, now)
	if err != nil {
		return err
	}
	b.grow(q)
	b.wake(q, now, earliest(wake, earliest(q.expireAt, q.lapseAt)))
	return nil
}

// earliest returns the earlier of two times; the zero time is none.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// wake sets the one timer of a queue.
func (b *Broker) wake(q *state, now, at time.Time) {
	if q.stop != nil && q.wakeAt.Equal(at) {
		return
	}
	q.stopTimer()
	if at.IsZero() || b.closing {
		return
	}
	q.wakeAt = at
	q.stop = b.box.After(max(at.Sub(now), 0), func() {
		q.stop = nil
		b.touch(q)
	})
}

// leaseBatches leases every batch that is due, to be handed over after the
// commit, and returns when to look again.
func (b *Broker) leaseBatches(tx Tx, q *state, now time.Time) (wake time.Time, err error) {
	c := q.consumer
	if c == nil || c.Type != WorkerConsumer || c.Handler == nil || q.settings.Paused || b.draining || b.closing {
		return time.Time{}, nil
	}
	for q.inFlight < q.concurrency() {
		if b.held >= maxHeld && q.inFlight > 0 {
			b.starved = append(b.starved, q)
			return time.Time{}, nil
		}
		ready, err := tx.Ready(q.id, now, q.window(c.BatchSize))
		if err != nil {
			return time.Time{}, err
		}
		if ready.Count == 0 {
			return ready.Next, nil
		}
		if due := ready.First.Add(c.BatchTimeout); ready.Count < c.BatchSize && now.Before(due) {
			if !ready.Next.IsZero() && ready.Next.Before(due) {
				due = ready.Next
			}
			return due, nil
		}
		if err := b.lease(tx, q, c, now, ready.Count); err != nil {
			return time.Time{}, err
		}
	}
	return time.Time{}, nil // the end of a batch will look again
}

// lease takes one batch; ready is how many messages are known to be
// deliverable.
func (b *Broker) lease(tx Tx, q *state, c *Consumer, now time.Time, ready int) error {
	l := Lease{Token: b.token(), Now: now, Limit: c.BatchSize, Skip: b.skip(q, ready, c.BatchSize)}
	msgs, err := tx.Lease(q.id, l)
	if err != nil {
		return err
	}
	b.shuffle(q, msgs)
	metrics, err := tx.Stats(q.id)
	if err != nil {
		return err
	}
	consumer := *c
	batch := Batch{Consumer: &consumer, ID: fmt.Sprintf("%016x", b.o.Rand.Uint64()), Queue: q.name, Worker: c.Worker, Messages: msgs, Metrics: metrics, Seed: b.o.Rand.Uint64() | 1}
	b.hold(l.Token, c.Worker)
	q.inFlight++
	b.inFlight++
	b.held += batch.bytes()
	b.handover = append(b.handover, func() { b.deliver(q, consumer, batch) })
	return nil
}

func (b Batch) bytes() (n int64) {
	for i := range b.Messages {
		n += int64(b.Messages[i].Size)
	}
	return n
}

// deliver hands a leased batch to its handler.
func (b *Broker) deliver(q *state, c Consumer, batch Batch) {
	began := b.now()
	b.o.Journal.Append(journal.Entry{Kind: journal.BatchStart, Level: journal.Debug, Worker: c.Worker, Queue: q.name,
		Text: fmt.Sprintf("batch of %d", len(batch.Messages)),
		Data: BatchData{Batch: batch.ID, Messages: len(batch.Messages), Backlog: batch.Metrics.BacklogCount}})
	told := make(chan struct{}, 1)
	c.Handler.Handle(batch, func(r Result) {
		select {
		case told <- struct{}{}:
			b.settle(q, c, batch, r, began)
		default: // only the first outcome counts
		}
	})
}

// expire deletes what is too old.
func (b *Broker) expire(tx Tx, q *state, now time.Time) error {
	if q.settings.Retention <= 0 || q.expiring && (q.expireAt.IsZero() || now.Before(q.expireAt)) {
		return nil
	}
	out, err := tx.Expire(q.id, now.Add(-q.settings.Retention), expireChunk)
	if err != nil {
		return err
	}
	q.expiring, q.expireAt = true, time.Time{}
	if !out.Next.IsZero() {
		q.expireAt = out.Next.Add(q.settings.Retention)
	}
	if len(out.Messages) == 0 {
		return nil
	}
	ids := make([]string, len(out.Messages))
	for i, m := range out.Messages {
		ids[i] = m.ID
	}
	b.handover = append(b.handover, func() {
		b.o.Journal.Append(journal.Entry{Kind: journal.Dropped, Level: journal.Warn, Queue: q.name,
			Text: fmt.Sprintf("%d messages of %s expired after %s and were deleted", len(ids), q.name, short(q.settings.Retention)),
			Data: DropData{Expired: true, Messages: ids}})
	})
	return nil
}

// entered tells the queue that a message came in at now.
func (q *state) entered(now time.Time) {
	if q.expiring && q.expireAt.IsZero() {
		q.expireAt = now.Add(q.settings.Retention)
	}
}
