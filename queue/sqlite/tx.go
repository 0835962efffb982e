package sqlite

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"paddock/queue"
)

// tx is one writing transaction. before holds the rows it changed, to be put
// back when it fails.
type tx struct {
	s      *Store
	before map[queue.QueueID]row
	next   queue.QueueID // as it was
	undos  []func()      // what else to put back, the last first
}

// row returns a queue for writing.
func (t *tx) row(q queue.QueueID) (*row, error) {
	r := t.s.queues[q]
	if r == nil {
		return nil, fmt.Errorf("there is no queue %d", q)
	}
	if _, ok := t.before[q]; !ok {
		t.before[q] = *r
	}
	return r, nil
}

func (t *tx) undo() {
	for _, undo := range slices.Backward(t.undos) {
		undo()
	}
	for q, r := range t.before {
		if known := t.s.queues[q]; known != nil {
			*known = r
		}
	}
	t.s.next, t.s.trash = t.next, true
}

// put makes the queue known under its number and name, or, with nil, no longer.
func (t *tx) put(q queue.QueueID, name string, r *row) {
	was, had := t.s.names[name]
	old := t.s.queues[q]
	t.undos = append(t.undos, func() {
		setOrDelete(t.s.queues, q, old, old != nil)
		setOrDelete(t.s.names, name, was, had)
	})
	setOrDelete(t.s.queues, q, r, r != nil)
	setOrDelete(t.s.names, name, q, r != nil)
}

func setOrDelete[K comparable, V any](m map[K]V, k K, v V, set bool) {
	if set {
		m[k] = v
	} else {
		delete(m, k)
	}
}

func (t *tx) writeCounters() error {
	for q := range t.before {
		r := t.s.queues[q]
		if r == nil || !r.dirty {
			continue
		}
		r.dirty = false
		st := t.s.st.updateQueue
		st.int(1, r.seq)
		st.int(2, r.count)
		st.int(3, r.bytes)
		st.int(4, int64(q))
		if err := st.run(); err != nil {
			return fmt.Errorf("count queue %s: %w", r.name, err)
		}
	}
	return nil
}

// Queues returns every queue, by name.
func (t *tx) Queues() ([]queue.Stored, error) {
	var all []queue.Stored
	for q, r := range t.s.queues {
		m, err := t.Stats(q)
		if err != nil {
			return nil, err
		}
		one, err := r.stored(m)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b queue.Stored) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Declare creates the queue where there is none, and stores its settings.
func (t *tx) Declare(name string, s queue.QueueSettings, now time.Time) (queue.QueueID, error) {
	if q, ok := t.s.names[name]; ok {
		return q, t.setSettings(q, s, now)
	}
	q, err := t.number()
	if err != nil {
		return 0, fmt.Errorf("create queue %s: %w", name, err)
	}
	st := t.s.st.insertQueue
	st.int(1, int64(q))
	st.text(2, name)
	st.int(3, now.UnixMilli())
	st.int(4, now.UnixMilli())
	st.int(5, s.DeliveryDelay.Milliseconds())
	st.int(6, flag(s.Paused))
	st.int(7, s.Retention.Milliseconds())
	if err := st.run(); err != nil {
		return 0, fmt.Errorf("create queue %s: %w", name, err)
	}
	created := at(now.UnixMilli())
	t.put(q, name, &row{id: q, name: name, created: created, modified: created, settings: s})
	return q, nil
}

func (t *tx) setSettings(q queue.QueueID, s queue.QueueSettings, now time.Time) error {
	r, err := t.row(q)
	if err != nil || r.settings == s {
		return err
	}
	r.settings, r.modified = s, at(now.UnixMilli())
	st := t.s.st.updateSettings
	st.int(1, s.DeliveryDelay.Milliseconds())
	st.int(2, flag(s.Paused))
	st.int(3, s.Retention.Milliseconds())
	st.int(4, now.UnixMilli())
	st.int(5, int64(q))
	if err := st.run(); err != nil {
		return fmt.Errorf("change queue %s: %w", r.name, err)
	}
	return nil
}

// Put stores new messages and sets their Ref and Size.
func (t *tx) Put(q queue.QueueID, msgs []queue.Message) error {
	r, err := t.row(q)
	if err != nil {
		return err
	}
	for i := range msgs {
		m := &msgs[i]
		m.Size = len(m.Body)
		if err := t.insert(r, m); err != nil {
			return fmt.Errorf("store a message in queue %s: %w", r.name, err)
		}
		body := t.s.st.insertBody
		body.int(1, m.Ref)
		body.blob(2, m.Body)
		if err := body.run(); err != nil {
			return fmt.Errorf("store a body in queue %s: %w", r.name, err)
		}
	}
	return nil
}

// insert gives a message its number in the queue.
func (t *tx) insert(r *row, m *queue.Message) error {
	r.seq++
	r.dirty = true
	m.Ref = first(r.id) + r.seq
	st := t.s.st.insertMsg
	st.int(1, m.Ref)
	st.int(2, int64(r.id))
	st.int(3, m.Visible.UnixMilli())
	st.int(4, m.Sent.UnixMilli())
	st.int(5, m.Entered.UnixMilli())
	st.int(6, int64(m.Size))
	st.text(7, m.ID)
	st.text(8, m.Type)
	st.text(9, m.Origin)
	st.text(10, m.LastError)
	st.text(11, m.Source)
	if err := st.run(); err != nil {
		return err
	}
	if r.count == 0 {
		r.oldest, r.oldestSent = m.Ref, at(m.Sent.UnixMilli())
	}
	r.count++
	r.bytes += int64(m.Size)
	return nil
}

// removed counts a message that left the queue.
func (r *row) removed(ref int64, size int) {
	r.dirty = true
	r.count--
	r.bytes -= int64(size)
	if ref == r.oldest {
		r.oldest = 0
	}
}

// Stats returns the backlog as this transaction sees it.
func (t *tx) Stats(q queue.QueueID) (queue.Metrics, error) {
	r := t.s.queues[q]
	if r == nil {
		return queue.Metrics{}, fmt.Errorf("there is no queue %d", q)
	}
	m := queue.Metrics{BacklogCount: r.count, BacklogBytes: r.bytes}
	if r.count == 0 {
		return m, nil
	}
	if r.oldest == 0 {
		st := t.s.st.oldest
		defer st.reset()
		st.int(1, first(q))
		st.int(2, last(q))
		if more, err := st.step(); err != nil || !more {
			return m, err
		}
		r.oldest, r.oldestSent = st.colInt(0), at(st.colInt(1))
	}
	m.Oldest = r.oldestSent
	return m, nil
}

// Ready says what of the queue is deliverable at now.
func (t *tx) Ready(q queue.QueueID, now time.Time, limit int) (queue.Ready, error) {
	var out queue.Ready
	ms := now.UnixMilli()
	st := t.s.st.ready
	st.int(1, int64(q))
	st.int(2, ms)
	st.int(3, int64(limit))
	for {
		more, err := st.step()
		if err != nil {
			st.reset()
			return out, fmt.Errorf("look for messages: %w", err)
		}
		if !more {
			break
		}
		if out.Count == 0 {
			out.First = at(st.colInt(0))
		}
		out.Count++
	}
	st.reset()
	if out.Count >= limit {
		return out, nil
	}
	st = t.s.st.next
	defer st.reset()
	st.int(1, int64(q))
	st.int(2, ms)
	more, err := st.step()
	if err != nil {
		return out, fmt.Errorf("look for the next message: %w", err)
	}
	if more && st.colInt(0) != forever {
		out.Next = at(st.colInt(0))
	}
	return out, nil
}

// Lease takes deliverable messages, earliest visible first.
func (t *tx) Lease(q queue.QueueID, l queue.Lease) ([]queue.Message, error) {
	r, err := t.row(q)
	if err != nil {
		return nil, err
	}
	msgs, err := t.leasable(r, l)
	if err != nil {
		return nil, fmt.Errorf("lease from queue %s: %w", r.name, err)
	}
	until := int64(forever)
	if !l.Until.IsZero() {
		until = l.Until.UnixMilli()
	}
	st := t.s.st.takeLease
	for i := range msgs {
		msgs[i].Attempts++
		msgs[i].Lease = l.Token
		st.int(1, until)
		st.int(2, l.Token)
		st.int(3, msgs[i].Ref)
		if err := st.run(); err != nil {
			return nil, fmt.Errorf("lease from queue %s: %w", r.name, err)
		}
		if !l.Until.IsZero() {
			if err := t.pull(r, msgs[i].Ref, until, l.Holder); err != nil {
				return nil, fmt.Errorf("lease from queue %s: %w", r.name, err)
			}
		}
	}
	return msgs, nil
}

func (t *tx) leasable(r *row, l queue.Lease) ([]queue.Message, error) {
	st := t.s.st.lease
	defer st.reset()
	st.int(1, int64(r.id))
	st.int(2, l.Now.UnixMilli())
	st.int(3, int64(l.Limit))
	st.int(4, int64(l.Skip))
	var msgs []queue.Message
	total := 0
	for {
		more, err := st.step()
		if err != nil || !more {
			return msgs, err
		}
		m := readMsg(st, r.name)
		total += m.Size
		if l.Bytes > 0 && total > l.Bytes && len(msgs) > 0 {
			return msgs, nil
		}
		m.Body = st.colBytes(columnCount)
		msgs = append(msgs, m)
	}
}

// Settle applies what was decided of messages of the queue.
func (t *tx) Settle(q queue.QueueID, changes []queue.Change) error {
	r, err := t.row(q)
	if err != nil {
		return err
	}
	for i := range changes {
		if err := t.settle(r, &changes[i]); err != nil {
			return fmt.Errorf("settle a message of queue %s: %w", r.name, err)
		}
	}
	return nil
}

func (t *tx) settle(r *row, c *queue.Change) error {
	if c.Message.Ref < first(r.id) || c.Message.Ref >= last(r.id) {
		return nil // it was purged, or moved
	}
	if c.Kind == queue.Return {
		st := t.s.st.returnMsg
		st.int(1, c.Visible.UnixMilli())
		st.int(2, int64(c.Attempts))
		st.text(3, c.Error)
		st.int(4, c.Message.Ref)
		st.int(5, c.Message.Lease)
		if err := st.run(); err != nil || t.s.w.changed() == 0 {
			return err
		}
		return t.unpull(r, c.Message.Ref)
	}
	st := t.s.st.deleteMsg
	if c.AnyLease {
		st = t.s.st.deleteAny
	} else {
		st.int(2, c.Message.Lease)
	}
	st.int(1, c.Message.Ref)
	if err := st.run(); err != nil || t.s.w.changed() == 0 {
		return err
	}
	if err := t.unpull(r, c.Message.Ref); err != nil {
		return err
	}
	r.removed(c.Message.Ref, c.Message.Size)
	if c.Kind == queue.Delete {
		return t.deleteBody(c.Message.Ref)
	}
	return t.move(c)
}

func (t *tx) deleteBody(ref int64) error {
	st := t.s.st.deleteBody
	st.int(1, ref)
	return st.run()
}

// move enters a message that was deleted from its queue into another one.
func (t *tx) move(c *queue.Change) error {
	to, err := t.row(c.To)
	if err != nil {
		return err
	}
	m := *c.Message
	old := m.Ref
	m.Visible, m.Entered, m.LastError, m.Origin = c.Visible, c.Visible, c.Error, c.Origin
	if err := t.insert(to, &m); err != nil {
		return err
	}
	st := t.s.st.moveBody
	st.int(1, m.Ref)
	st.int(2, old)
	return st.run()
}

// Release ends every lease without end, in all queues.
func (t *tx) Release(now time.Time) (int, error) {
	total := 0
	for q := range t.s.queues {
		st := t.s.st.release
		st.int(1, now.UnixMilli())
		st.int(2, int64(q))
		if err := st.run(); err != nil {
			return total, fmt.Errorf("release leases: %w", err)
		}
		total += t.s.w.changed()
	}
	return total, nil
}

// Expire deletes unleased messages that entered at or before cutoff.
func (t *tx) Expire(q queue.QueueID, cutoff time.Time, limit int) (queue.Expired, error) {
	r, err := t.row(q)
	if err != nil {
		return queue.Expired{}, err
	}
	out, err := t.expirable(r, cutoff, limit)
	if err != nil {
		return out, fmt.Errorf("expire messages of queue %s: %w", r.name, err)
	}
	for i := range out.Messages {
		c := queue.Change{Kind: queue.Delete, Message: &out.Messages[i]}
		if err := t.settle(r, &c); err != nil {
			return out, fmt.Errorf("expire a message of queue %s: %w", r.name, err)
		}
	}
	return out, nil
}

func (t *tx) expirable(r *row, cutoff time.Time, limit int) (queue.Expired, error) {
	var out queue.Expired
	st := t.s.st.expirable
	defer st.reset()
	st.int(1, first(r.id))
	st.int(2, last(r.id))
	for {
		more, err := st.step()
		if err != nil || !more {
			return out, err
		}
		m := readMsg(st, r.name)
		if m.Lease != 0 {
			continue
		}
		if m.Entered.After(cutoff) || len(out.Messages) == limit {
			out.Next = m.Entered
			return out, nil
		}
		out.Messages = append(out.Messages, m)
	}
}
