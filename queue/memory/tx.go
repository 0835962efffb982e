package memory

import (
	"fmt"
	"slices"
	"time"

	"paddock/queue"
)

// tx is one transaction. undos put back what it changed, the last first.
type tx struct {
	s     *Store
	undos []func()
}

func (t *tx) box(q queue.QueueID) (*box, error) {
	b := t.s.queues[q]
	if b == nil {
		return nil, fmt.Errorf("there is no queue %d", q)
	}
	return b, nil
}

// change sets a value that a failed transaction puts back.
func change[T any](t *tx, at *T, to T) {
	was := *at
	t.undos = append(t.undos, func() { *at = was })
	*at = to
}

// put makes a queue known under a number or, with nil, no longer.
func (t *tx) put(q queue.QueueID, b *box) {
	was := t.s.queues[q]
	set := func(b *box) {
		if b == nil {
			delete(t.s.queues, q)
		} else {
			t.s.queues[q] = b
		}
	}
	t.undos = append(t.undos, func() { set(was) })
	set(b)
}

// number gives out a number that no queue had.
func (t *tx) number() queue.QueueID {
	q := t.s.next
	change(t, &t.s.next, q+1)
	return q
}

// Queues returns every queue, by name.
func (t *tx) Queues() ([]queue.Stored, error) { return t.s.list(), nil }

// Declare creates the queue where there is none, and stores its settings.
func (t *tx) Declare(name string, s queue.QueueSettings, now time.Time) (queue.QueueID, error) {
	for q, b := range t.s.queues {
		if b.Name != name {
			continue
		}
		if b.Settings != s {
			change(t, &b.Settings, s)
			change(t, &b.Modified, round(now))
		}
		return q, nil
	}
	q := t.number()
	t.put(q, &box{Stored: queue.Stored{ID: q, Name: name, Created: round(now), Modified: round(now), Settings: s}})
	return q, nil
}

// Attach keeps the consumer that was made over the API.
func (t *tx) Attach(q queue.QueueID, a *queue.Attachment, now time.Time) error {
	b, err := t.box(q)
	if err != nil {
		return err
	}
	change(t, &b.Attached, a)
	change(t, &b.Modified, round(now))
	return nil
}

// Drop forgets a queue.
func (t *tx) Drop(q queue.QueueID) error {
	b, err := t.box(q)
	if err != nil {
		return err
	}
	t.put(q, nil)
	change(t, &t.s.trash, append(slices.Clone(t.s.trash), len(b.msgs)))
	return nil
}

// Purge gives the queue a new number, and leaves the messages behind.
func (t *tx) Purge(q queue.QueueID, now time.Time) (queue.QueueID, error) {
	b, err := t.box(q)
	if err != nil {
		return 0, err
	}
	if err := t.Drop(q); err != nil {
		return 0, err
	}
	fresh := &box{Stored: b.Stored}
	fresh.ID, fresh.PurgedAt = t.number(), round(now)
	t.put(fresh.ID, fresh)
	return fresh.ID, nil
}

// Sweep counts off what Drop and Purge left behind: the memory is free already.
func (t *tx) Sweep(limit int) (more bool, err error) {
	if len(t.s.trash) == 0 {
		return false, nil
	}
	left := slices.Clone(t.s.trash)
	if left[0] >= limit {
		left[0] -= limit
	} else {
		left = left[1:]
	}
	change(t, &t.s.trash, left)
	return true, nil
}

// Secret returns the bytes kept since the state began, or keeps the fresh ones.
func (t *tx) Secret(fresh []byte) ([]byte, error) {
	if t.s.secret == nil {
		change(t, &t.s.secret, fresh)
	}
	return t.s.secret, nil
}

// Stats returns the backlog.
func (t *tx) Stats(q queue.QueueID) (queue.Metrics, error) {
	b, err := t.box(q)
	if err != nil {
		return queue.Metrics{}, err
	}
	return b.metrics(), nil
}

// Newest returns the highest Ref that the queue has given out.
func (t *tx) Newest(q queue.QueueID) (int64, error) {
	b, err := t.box(q)
	if err != nil || b.seq == 0 {
		return 0, err
	}
	return ref(q, b.seq), nil
}

func ref(q queue.QueueID, seq int64) int64 { return int64(q)<<queue.RefBits + seq }

// Ready says what of the queue is deliverable at now.
func (t *tx) Ready(q queue.QueueID, now time.Time, limit int) (queue.Ready, error) {
	var out queue.Ready
	b, err := t.box(q)
	if err != nil {
		return out, err
	}
	for _, e := range b.msgs {
		switch {
		case e.leased && !e.until:
		case e.deliverable(now):
			out.Count++
			if out.First.IsZero() || e.Visible.Before(out.First) {
				out.First = e.Visible
			}
		case out.Next.IsZero() || e.Visible.Before(out.Next):
			out.Next = e.Visible
		}
	}
	if out.Count >= limit {
		out.Count, out.Next = limit, time.Time{}
	}
	return out, nil
}

// Find returns the messages that are in the queue.
func (t *tx) Find(q queue.QueueID, refs []int64) ([]queue.Message, error) {
	b, err := t.box(q)
	if err != nil {
		return nil, err
	}
	var all []queue.Message
	for _, ref := range refs {
		if n, ok := b.find(ref); ok {
			all = append(all, b.msgs[n].bare())
		}
	}
	return all, nil
}

// Scan returns messages in the order of their entering.
func (t *tx) Scan(q queue.QueueID, after int64, limit int) ([]queue.Message, error) {
	b, err := t.box(q)
	if err != nil {
		return nil, err
	}
	from, _ := b.find(after + 1)
	var all []queue.Message
	for _, e := range b.msgs[from:] {
		if len(all) == limit {
			break
		}
		all = append(all, e.bare())
	}
	return all, nil
}

// bare is the message without its body.
func (e *entry) bare() queue.Message {
	m := e.Message
	m.Body = nil
	return m
}
