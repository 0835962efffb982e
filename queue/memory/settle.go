package memory

import (
	"slices"
	"time"

	"paddock/queue"
)

// Put stores new messages and sets their Ref and Size.
func (t *tx) Put(q queue.QueueID, msgs []queue.Message) error {
	b, err := t.box(q)
	if err != nil {
		return err
	}
	for i := range msgs {
		msgs[i].Size = len(msgs[i].Body)
		msgs[i].Ref = t.insert(b, msgs[i])
	}
	return nil
}

// insert enters a message as the queue's newest.
func (t *tx) insert(b *box, m queue.Message) int64 {
	change(t, &b.seq, b.seq+1)
	m.Queue, m.Ref, m.Lease, m.Holder = b.Name, ref(b.ID, b.seq), 0, ""
	m.Sent, m.Entered, m.Visible = round(m.Sent), round(m.Entered), round(m.Visible)
	change(t, &b.bytes, b.bytes+int64(m.Size))
	t.keep(b)
	b.msgs = append(b.msgs, &entry{Message: m})
	return m.Ref
}

// keep remembers the list of messages as it is. What is appended later lies
// beyond the end of it.
func (t *tx) keep(b *box) {
	was := b.msgs
	t.undos = append(t.undos, func() { b.msgs = was })
}

func (t *tx) remove(b *box, n int) {
	change(t, &b.bytes, b.bytes-int64(b.msgs[n].Size))
	t.keep(b)
	b.msgs = slices.Concat(b.msgs[:n], b.msgs[n+1:])
}

// Lease takes deliverable messages, earliest visible first.
func (t *tx) Lease(q queue.QueueID, l queue.Lease) ([]queue.Message, error) {
	b, err := t.box(q)
	if err != nil {
		return nil, err
	}
	ready := b.ready(l.Now)
	ready = ready[min(l.Skip, len(ready)):]
	ready = ready[:min(l.Limit, len(ready))]
	var msgs []queue.Message
	total := 0
	for _, e := range ready {
		if total += e.Size; l.Bytes > 0 && total > l.Bytes && len(msgs) > 0 {
			break
		}
		taken := *e
		taken.Attempts++
		taken.Lease = l.Token
		msgs = append(msgs, taken.Message)
		taken.leased, taken.until, taken.holder = l.Until.IsZero(), !l.Until.IsZero(), l.Holder
		if taken.until {
			taken.Visible = round(l.Until)
		}
		change(t, e, taken)
	}
	return msgs, nil
}

// Settle applies what was decided of messages of the queue.
func (t *tx) Settle(q queue.QueueID, changes []queue.Change) error {
	b, err := t.box(q)
	if err != nil {
		return err
	}
	for i := range changes {
		if err := t.settle(b, &changes[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) settle(b *box, c *queue.Change) error {
	n, ok := b.find(c.Message.Ref)
	if !ok || !c.AnyLease && b.msgs[n].Lease != c.Message.Lease {
		return nil
	}
	e := b.msgs[n]
	switch c.Kind {
	case queue.Return:
		back := entry{Message: e.Message}
		back.Visible, back.Attempts, back.LastError, back.Lease = round(c.Visible), c.Attempts, c.Error, 0
		change(t, e, back)
	case queue.Delete:
		t.remove(b, n)
	case queue.Move:
		to, err := t.box(c.To)
		if err != nil {
			return err
		}
		t.remove(b, n)
		m := e.Message
		m.Visible, m.Entered, m.Attempts, m.LastError, m.Origin = c.Visible, c.Visible, 0, c.Error, c.Origin
		t.insert(to, m)
	}
	return nil
}

// Release ends every lease without end.
func (t *tx) Release(now time.Time) (int, error) {
	total := 0
	for _, b := range t.s.queues {
		for _, e := range b.msgs {
			if e.leased && !e.until {
				back := entry{Message: e.Message}
				back.Visible, back.Lease = round(now), 0
				change(t, e, back)
				total++
			}
		}
	}
	return total, nil
}

// Lapsed returns the messages whose lease ran out.
func (t *tx) Lapsed(q queue.QueueID, now time.Time, limit int) (msgs []queue.Message, next time.Time, err error) {
	b, err := t.box(q)
	if err != nil {
		return nil, next, err
	}
	for _, e := range b.msgs {
		switch {
		case !e.until || e.Lease == 0:
		case e.Visible.After(now):
			if next.IsZero() || e.Visible.Before(next) {
				next = e.Visible
			}
		case len(msgs) == limit:
			return msgs, now, nil
		default:
			msgs = append(msgs, e.bare())
		}
	}
	return msgs, next, nil
}

// Expire deletes unleased messages that entered at or before cutoff.
func (t *tx) Expire(q queue.QueueID, cutoff time.Time, limit int) (queue.Expired, error) {
	var out queue.Expired
	b, err := t.box(q)
	if err != nil {
		return out, err
	}
	for n := 0; n < len(b.msgs); {
		e := b.msgs[n]
		if e.Lease != 0 {
			n++
			continue
		}
		if e.Entered.After(cutoff) || len(out.Messages) == limit {
			out.Next = e.Entered
			break
		}
		out.Messages = append(out.Messages, e.bare())
		t.remove(b, n)
	}
	return out, nil
}
