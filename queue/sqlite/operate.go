package sqlite

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"paddock/queue"
)

// number gives out the number of a new queue, or a new one of a purged queue.
// It is never given out again: what names a message by it stays dead.
func (t *tx) number() (queue.QueueID, error) {
	q := t.s.next
	t.s.next++
	return q, t.setMeta("next", []byte(strconv.FormatInt(int64(t.s.next), 10)))
}

func (t *tx) setMeta(key string, value []byte) error {
	st := t.s.st.setMeta
	st.text(1, key)
	st.blob(2, value)
	return st.run()
}

// Secret returns the bytes kept since the state began, or keeps the fresh ones.
func (t *tx) Secret(fresh []byte) ([]byte, error) {
	const key = "secret"
	st := t.s.st.getMeta
	st.text(1, key)
	more, err := st.step()
	var kept []byte
	if err == nil && more {
		kept = st.colBytes(0)
	}
	st.reset()
	if err == nil && !more {
		kept, err = fresh, t.setMeta(key, fresh)
	}
	if err != nil {
		return nil, fmt.Errorf("the secret of the state: %w", err)
	}
	return kept, nil
}

// Attach stores the consumer that was made over the API.
func (t *tx) Attach(q queue.QueueID, a *queue.Attachment, now time.Time) error {
	r, err := t.row(q)
	if err != nil {
		return err
	}
	text := ""
	if a != nil {
		stored, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("attach a consumer to queue %s: %w", r.name, err)
		}
		text = string(stored)
	}
	r.attached, r.modified = text, at(now.UnixMilli())
	st := t.s.st.attach
	st.text(1, text)
	st.int(2, now.UnixMilli())
	st.int(3, int64(q))
	if err := st.run(); err != nil {
		return fmt.Errorf("attach a consumer to queue %s: %w", r.name, err)
	}
	return nil
}

// Drop forgets a queue; its messages go to the trash.
func (t *tx) Drop(q queue.QueueID) error {
	r, err := t.row(q)
	if err != nil {
		return err
	}
	t.put(q, r.name, nil)
	st := t.s.st.dropQueue
	st.int(1, int64(q))
	if err := st.run(); err != nil {
		return fmt.Errorf("delete queue %s: %w", r.name, err)
	}
	return t.discard(r)
}

// Purge gives the queue a new number; its messages go to the trash.
func (t *tx) Purge(q queue.QueueID, now time.Time) (queue.QueueID, error) {
	r, err := t.row(q)
	if err != nil {
		return 0, err
	}
	fresh, err := t.number()
	if err != nil {
		return 0, fmt.Errorf("purge queue %s: %w", r.name, err)
	}
	empty := row{id: fresh, name: r.name, created: r.created, modified: r.modified, purged: at(now.UnixMilli()),
		settings: r.settings, attached: r.attached}
	t.put(q, r.name, nil)
	t.put(fresh, r.name, &empty)
	st := t.s.st.renumber
	st.int(1, int64(fresh))
	st.int(2, now.UnixMilli())
	st.int(3, int64(q))
	if err := st.run(); err != nil {
		return 0, fmt.Errorf("purge queue %s: %w", r.name, err)
	}
	return fresh, t.discard(r)
}

func (t *tx) discard(r *row) error {
	t.s.trash = true
	st := t.s.st.trash
	st.int(1, int64(r.id))
	if err := st.run(); err != nil {
		return fmt.Errorf("discard the messages of queue %s: %w", r.name, err)
	}
	return nil
}

// Sweep deletes messages of the trash for good.
func (t *tx) Sweep(limit int) (more bool, err error) {
	if !t.s.trash {
		return false, nil
	}
	q, found, err := t.garbage()
	if err != nil || !found {
		t.s.trash = err != nil
		return false, err
	}
	for _, st := range []*stmt{t.s.st.sweepBody, t.s.st.sweepMsg} { // the bodies first: they are found by the messages
		st.int(1, first(q))
		st.int(2, last(q))
		st.int(3, int64(limit))
		if err := st.run(); err != nil {
			return false, fmt.Errorf("delete purged messages: %w", err)
		}
	}
	if t.s.w.changed() == limit {
		return true, nil
	}
	for _, st := range []*stmt{t.s.st.sweepPulled, t.s.st.empty} {
		st.int(1, int64(q))
		if err := st.run(); err != nil {
			return false, fmt.Errorf("delete purged messages: %w", err)
		}
	}
	return true, nil
}

// garbage finds a number whose messages are to be deleted.
func (t *tx) garbage() (queue.QueueID, bool, error) {
	st := t.s.st.garbage
	defer st.reset()
	more, err := st.step()
	if err != nil || !more {
		return 0, false, err
	}
	return queue.QueueID(st.colInt(0)), true, nil
}

// Newest returns the highest number given out in the queue.
func (t *tx) Newest(q queue.QueueID) (int64, error) {
	r, err := t.row(q)
	if err != nil || r.seq == 0 {
		return 0, err
	}
	return first(q) + r.seq, nil
}

// Find returns the messages that are in the queue.
func (t *tx) Find(q queue.QueueID, refs []int64) ([]queue.Message, error) {
	r, err := t.row(q)
	if err != nil {
		return nil, err
	}
	var all []queue.Message
	for _, ref := range refs {
		if ref <= first(q) || ref >= last(q) {
			continue
		}
		st := t.s.st.find
		st.int(1, ref)
		if all, err = t.collect(st, r, all); err != nil {
			return nil, fmt.Errorf("find messages of queue %s: %w", r.name, err)
		}
	}
	return all, nil
}

// Scan returns messages in the order of their entering.
func (t *tx) Scan(q queue.QueueID, after int64, limit int) ([]queue.Message, error) {
	r, err := t.row(q)
	if err != nil {
		return nil, err
	}
	st := t.s.st.scan
	st.int(1, max(after, first(q)))
	st.int(2, last(q))
	st.int(3, int64(limit))
	all, err := t.collect(st, r, nil)
	if err != nil {
		return nil, fmt.Errorf("read queue %s: %w", r.name, err)
	}
	return all, nil
}

// collect adds the messages that a statement finds, without bodies.
func (t *tx) collect(st *stmt, r *row, all []queue.Message) ([]queue.Message, error) {
	defer st.reset()
	for {
		more, err := st.step()
		if err != nil || !more {
			return all, err
		}
		all = append(all, readMsg(st, r.name))
	}
}

// Lapsed returns the messages whose lease ran out.
func (t *tx) Lapsed(q queue.QueueID, now time.Time, limit int) (msgs []queue.Message, next time.Time, err error) {
	r, err := t.row(q)
	if err != nil || !r.pulls {
		return nil, time.Time{}, err
	}
	st := t.s.st.lapsed
	st.int(1, int64(q))
	st.int(2, now.UnixMilli())
	st.int(3, int64(limit))
	if msgs, err = t.collect(st, r, nil); err != nil {
		return nil, next, fmt.Errorf("end leases of queue %s: %w", r.name, err)
	}
	if len(msgs) == limit {
		return msgs, now, nil
	}
	st = t.s.st.lapses
	defer st.reset()
	st.int(1, int64(q))
	st.int(2, now.UnixMilli())
	more, err := st.step()
	if err != nil {
		return nil, next, fmt.Errorf("end leases of queue %s: %w", r.name, err)
	}
	if more {
		return msgs, at(st.colInt(0)), nil
	}
	r.pulls = len(msgs) > 0
	return msgs, next, nil
}

// pull remembers a lease with an end.
func (t *tx) pull(r *row, ref, until int64, holder string) error {
	r.pulls = true
	st := t.s.st.pull
	st.int(1, ref)
	st.int(2, int64(r.id))
	st.int(3, until)
	st.text(4, holder)
	return st.run()
}

// unpull forgets the lease of a message that is settled.
func (t *tx) unpull(r *row, ref int64) error {
	if !r.pulls {
		return nil
	}
	st := t.s.st.unpull
	st.int(1, ref)
	return st.run()
}
