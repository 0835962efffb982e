package queue

import (
	"fmt"
	"time"

	"paddock/internal/journal"
)

// change runs one step about a queue that must exist. The step's first error is
// a refusal, which changes nothing; the second one stops the broker.
func (b *Broker) change(name string, done func(QueueInfo, error), step func(Tx, *state) (refusal, err error)) {
	var info QueueInfo
	var refusal error
	b.do(op{
		run: func(tx Tx) (err error) {
			q := b.queues[name]
			if q == nil {
				refusal = NotFound(name)
				return nil
			}
			if refusal, err = step(tx, q); refusal != nil || err != nil || q.gone {
				return err
			}
			info, err = b.info(tx, q)
			return err
		},
		done: func(err error) {
			if err == nil {
				err = refusal
			}
			done(info, err)
		},
	})
}

// afterwards calls f once the turn is stored.
func (b *Broker) afterwards(f func()) { b.handover = append(b.handover, f) }

// tell puts a word about a queue into the journal.
func (b *Broker) tell(queue, text string) {
	b.o.Journal.Append(journal.Entry{Kind: journal.Queue, Level: journal.Info, Queue: queue, Text: text})
}

// Create makes a queue. A queue of that name is refused with CodeQueueExists.
func (b *Broker) Create(name string, c SettingsChange, done func(QueueInfo, error)) {
	var info QueueInfo
	var refusal error
	b.do(op{
		run: func(tx Tx) error {
			if b.queues[name] != nil {
				refusal = queueExists(name)
				return nil
			}
			q, err := b.declare(tx, name, c, b.now())
			if err != nil {
				return err
			}
			b.touch(q)
			info, err = b.info(tx, q)
			b.afterwards(func() { b.tell(name, "queue "+name+" was created") })
			return err
		},
		done: func(err error) {
			if err == nil {
				err = refusal
			}
			done(info, err)
		},
	})
}

// Delete forgets a queue with its messages, settings and consumer. Batches in
// flight end, and change nothing any more.
func (b *Broker) Delete(name string, done func(error)) {
	b.change(name, func(_ QueueInfo, err error) { done(err) }, func(tx Tx, q *state) (error, error) {
		m, err := tx.Stats(q.id)
		if err != nil {
			return nil, err
		}
		if err := tx.Drop(q.id); err != nil {
			return nil, err
		}
		b.forget(q)
		b.sweep()
		b.afterwards(func() { b.tell(name, fmt.Sprintf("queue %s was deleted, with %s", name, messages(m.BacklogCount))) })
		return nil, nil
	})
}

// A Purged says what a purge did.
type Purged struct {
	At    time.Time
	Count int64 // messages deleted, those in flight included
}

// Purge deletes every message of a queue, delayed ones too. Batches in flight
// may end; what they say changes nothing.
func (b *Broker) Purge(name string, done func(Purged, error)) {
	var out Purged
	b.change(name, func(_ QueueInfo, err error) { done(out, err) }, func(tx Tx, q *state) (error, error) {
		m, err := tx.Stats(q.id)
		if err != nil {
			return nil, err
		}
		out = Purged{At: b.now(), Count: m.BacklogCount}
		if q.id, err = tx.Purge(q.id, out.At); err != nil {
			return nil, err
		}
		q.purged = out.At
		q.expiring, q.lapsing = false, false
		b.touch(q)
		b.sweep()
		b.afterwards(func() { b.tell(name, fmt.Sprintf("queue %s was purged of %s", name, messages(out.Count))) })
		return nil, nil
	})
}

// sweepChunk is how many messages one turn deletes for good.
const sweepChunk = 2000

// sweep frees the space of what was purged or dropped, a chunk a turn, so that
// nobody waits for it.
func (b *Broker) sweep() {
	if b.sweeping {
		return
	}
	b.sweeping = true
	b.afterwards(b.sweepOn)
}

func (b *Broker) sweepOn() {
	more := false
	posted := b.box.Post(func() {
		if b.failed != nil || b.closing {
			return
		}
		b.ops = append(b.ops, op{
			run: func(tx Tx) (err error) {
				more, err = tx.Sweep(sweepChunk)
				return err
			},
			done: func(err error) {
				if err == nil && more {
					b.sweepOn()
					return
				}
				b.sweeping = false
			},
		})
	})
	if !posted {
		b.sweeping = false
	}
}

// Remove deletes messages by their Ref, whatever holds them, and tells how many
// there were.
func (b *Broker) Remove(name string, refs []int64, done func(int, error)) {
	count := 0
	b.change(name, func(_ QueueInfo, err error) { done(count, err) }, func(tx Tx, q *state) (error, error) {
		found, err := tx.Find(q.id, refs)
		if err != nil {
			return nil, err
		}
		count = len(found)
		b.touch(q)
		b.afterwards(func() { b.tell(name, fmt.Sprintf("%s of queue %s deleted", messages(int64(count)), name)) })
		return nil, tx.Settle(q.id, deletions(found))
	})
}

// deletions makes the changes that delete messages whatever holds them.
func deletions(msgs []Message) []Change {
	changes := make([]Change, len(msgs))
	for i := range msgs {
		changes[i] = Change{Kind: Delete, Message: &msgs[i], AnyLease: true}
	}
	return changes
}

// A RedriveRequest says what Redrive moves, and where.
type RedriveRequest struct {
	To  string   // "" means, for each message, the queue that it came from
	IDs []string // only these public ids; none means all that are in the queue now
}

// A Redriven says what Redrive did.
type Redriven struct {
	Moved   map[string]int // by the queue they went to
	Skipped int            // in flight, or with nowhere to go: no origin, or one that does not exist any more
	Missing []string       // ids that are not in the queue
}

// redriveChunk is how many messages one turn looks at.
const redriveChunk = 500

// Redrive moves messages, with no attempts counted, back to the queues they
// came from: dead letters after their cause was mended. Messages in flight
// stay. It works in chunks, each a transaction; what comes into the queue
// meanwhile is not touched.
func (b *Broker) Redrive(name string, r RedriveRequest, done func(Redriven, error)) {
	d := &redrive{b: b, name: name, r: r, done: done, out: Redriven{Moved: map[string]int{}}}
	if len(r.IDs) > 0 {
		d.wanted = map[string]bool{}
		for _, id := range r.IDs {
			d.wanted[id] = true
		}
	}
	d.step()
}

// redrive is one Redrive under way.
type redrive struct {
	b      *Broker
	name   string
	r      RedriveRequest
	done   func(Redriven, error)
	out    Redriven
	wanted map[string]bool // ids not yet found; nil: all
	after  int64
	last   int64 // the newest message when it began
	began  bool
	ended  bool
}

func (d *redrive) step() {
	d.b.change(d.name, func(_ QueueInfo, err error) { d.next(err) }, d.chunk)
}

// next goes on with the next chunk, or tells.
func (d *redrive) next(err error) {
	if err == nil && !d.ended {
		if d.b.box.Post(d.step) {
			return
		}
		err = ErrClosed
	}
	for _, id := range d.r.IDs {
		if d.wanted[id] {
			d.wanted[id] = false
			d.out.Missing = append(d.out.Missing, id)
		}
	}
	total := 0
	for _, n := range d.out.Moved {
		total += n
	}
	if total > 0 {
		d.b.tell(d.name, fmt.Sprintf("%s of queue %s redriven", messages(int64(total)), d.name))
	}
	d.done(d.out, err)
}

// chunk moves what it finds among the next messages.
func (d *redrive) chunk(tx Tx, q *state) (refusal, err error) {
	switch {
	case d.r.To == d.name:
		return fmt.Errorf("queue %q cannot be redriven to itself", d.name), nil
	case d.r.To != "" && d.b.queues[d.r.To] == nil:
		return NotFound(d.r.To), nil
	}
	now := d.b.now()
	if err := d.b.lapse(tx, q, now); err != nil {
		return nil, err
	}
	if !d.began {
		if d.last, err = tx.Newest(q.id); err != nil {
			return nil, err
		}
		d.began = true
	}
	msgs, err := tx.Scan(q.id, d.after, redriveChunk)
	if err != nil {
		return nil, err
	}
	var changes []Change
	for i := range msgs {
		m := &msgs[i]
		if m.Ref > d.last {
			d.ended = true
			break
		}
		d.after = m.Ref
		if d.wanted != nil && !d.wanted[m.ID] {
			continue
		}
		delete(d.wanted, m.ID)
		if c, ok := d.move(m, now); ok {
			changes = append(changes, c)
		} else {
			d.out.Skipped++
		}
	}
	d.ended = d.ended || len(msgs) < redriveChunk || d.wanted != nil && len(d.wanted) == 0
	d.b.touch(q)
	return nil, tx.Settle(q.id, changes)
}

// move makes the change of one message, if it has somewhere to go.
func (d *redrive) move(m *Message, now time.Time) (Change, bool) {
	to := d.b.queues[d.r.To]
	if d.r.To == "" {
		to = d.b.queues[m.Origin]
	}
	if to == nil || m.Lease != 0 || to.name == d.name {
		return Change{}, false
	}
	to.entered(now)
	d.b.touch(to)
	d.out.Moved[to.name]++
	return Change{Kind: Move, Message: m, Visible: now, To: to.id}, true
}

func messages(n int64) string {
	if n == 1 {
		return "1 message"
	}
	return fmt.Sprintf("%d messages", n)
}
