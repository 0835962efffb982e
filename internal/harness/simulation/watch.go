package simulation

import (
	"fmt"
	"time"

	"paddock/queue"
)

// A message is what is known of one message.
type message struct {
	label string
	n     int // of the workload; -1 for what a Worker sent
	queue string
	body  string
	acked bool   // in some delivery
	fate  string // "" while it is there
	once  bool   // acked before it was moved to a dead letter queue
}

// label names a message for people.
func (r *run) label(id string) string {
	if m := r.messages[id]; m != nil {
		return m.label
	}
	return id
}

func (r *run) know(id string) *message {
	m := r.messages[id]
	if m == nil {
		m = &message{label: id, n: -1}
		r.messages[id] = m
	}
	return m
}

// watched is the store of the queues, and tells of all that is stored.
type watched struct {
	queue.Store
	r *run
}

// Update runs one transaction.
func (w watched) Update(fn func(queue.Tx) error) error {
	return w.Store.Update(func(tx queue.Tx) error { return fn(&watchedTx{tx, w.r}) })
}

type watchedTx struct {
	queue.Tx
	r *run
}

// Put stores new messages.
func (t *watchedTx) Put(q queue.QueueID, msgs []queue.Message) error {
	if err := t.Tx.Put(q, msgs); err != nil {
		return err
	}
	for i := range msgs {
		t.r.entered(&msgs[i])
	}
	return nil
}

// entered notes a message that was sent.
func (r *run) entered(m *queue.Message) {
	known := &message{n: -1, queue: m.Queue, body: string(m.Body)}
	if _, err := fmt.Sscanf(m.Source, "message %d", &known.n); err == nil {
		known.label = fmt.Sprint(known.n)
	} else {
		r.labels[m.Queue]++
		known.n, known.label = -1, fmt.Sprintf("%s+%d", m.Queue, r.labels[m.Queue])
	}
	r.messages[m.ID] = known
	r.count(m.Queue, 1)
	r.note("send", known.label, fmt.Sprintf("message %s is sent to %s: %s", known.label, m.Queue, shorten(readable(m.Type, m.Body))))
}

// count follows how many messages a consumed queue holds.
func (r *run) count(name string, by int) {
	if _, ok := r.s.consumed[name]; ok {
		r.live[name] += by
	}
}

// Settle applies what was decided, and tells of what really changes.
func (t *watchedTx) Settle(q queue.QueueID, changes []queue.Change) error {
	effective := make([]bool, len(changes))
	for i, c := range changes {
		found, err := t.Find(q, []int64{c.Message.Ref})
		if err != nil {
			return err
		}
		effective[i] = len(found) > 0 && (c.AnyLease || found[0].Lease == c.Message.Lease)
	}
	if err := t.Tx.Settle(q, changes); err != nil {
		return err
	}
	names := map[queue.QueueID]string{}
	all, err := t.Queues()
	if err != nil {
		return err
	}
	for _, s := range all {
		names[s.ID] = s.Name
	}
	for i := range changes {
		if effective[i] {
			t.r.settled(names[q], names[changes[i].To], &changes[i])
		}
	}
	return nil
}

// settled notes what became of a delivered message.
func (r *run) settled(from, to string, c *queue.Change) {
	m := r.know(c.Message.ID)
	switch {
	case c.Kind == queue.Return:
		text := "goes back"
		if wait := c.Visible.Sub(r.clock.Now()).Round(time.Millisecond); wait > 0 {
			text = fmt.Sprintf("is to be tried again in %s", wait)
		}
		r.note("return", m.label, fmt.Sprintf("message %s %s", m.label, text))
	case c.Kind == queue.Move:
		r.count(from, -1)
		r.count(to, 1)
		m.fate = "dead-lettered to " + to
		r.note("dead-letter", m.label, fmt.Sprintf("message %s moves to the dead letter queue %s: %s", m.label, to, firstLine(c.Error)))
		if m.acked {
			m.once = true
			r.violate(DeadAcked, fmt.Sprintf("message %s was acknowledged, and is a dead letter in %s after it came again: %s", m.label, to, firstLine(c.Error)))
		}
	case c.Error != "":
		r.count(from, -1)
		m.fate = "lost"
		r.note("lost", m.label, fmt.Sprintf("message %s is deleted, out of attempts: %s", m.label, firstLine(c.Error)))
		r.violate(Lost, fmt.Sprintf("message %s of %s was deleted after its last attempt, since %s has no dead letter queue: %s", m.label, from, from, firstLine(c.Error)))
	default:
		r.count(from, -1)
		if m.fate == "" {
			m.fate = "acked"
		}
		r.note("ack", m.label, fmt.Sprintf("message %s is done", m.label))
	}
}

// Expire deletes what is too old, and tells of it.
func (t *watchedTx) Expire(q queue.QueueID, cutoff time.Time, limit int) (queue.Expired, error) {
	out, err := t.Tx.Expire(q, cutoff, limit)
	for i := range out.Messages {
		t.r.expired(&out.Messages[i])
	}
	return out, err
}

func (r *run) expired(e *queue.Message) {
	m := r.know(e.ID)
	r.note("lost", m.label, fmt.Sprintf("message %s expires in %s", m.label, e.Queue))
	if _, ok := r.s.consumed[e.Queue]; !ok {
		return // nobody here was to handle it
	}
	r.count(e.Queue, -1)
	m.fate = "lost"
	r.violate(Lost, fmt.Sprintf("message %s of %s expired before it was handled", m.label, e.Queue))
}

// readable shows a body.
func readable(kind string, body []byte) string {
	if kind == "json" || kind == "text" {
		return string(body)
	}
	return fmt.Sprintf("%d bytes of %s", len(body), kind)
}
