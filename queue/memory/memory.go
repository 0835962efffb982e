// Package memory keeps queues in memory: the Store of worlds that are made and
// thrown away by the thousand. It knows what a transaction means; it knows nothing
// of files, nor of what batching and retries make of the messages.
package memory

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"paddock/queue"
)

// A Store is a set of queues. It outlives Close, so a broker can be opened over
// it again.
type Store struct {
	mu     sync.Mutex
	queues map[queue.QueueID]*box
	next   queue.QueueID
	secret []byte
	trash  []int // messages of queues that were purged or dropped
}

// A box is one queue.
type box struct {
	queue.Stored // but for the metrics
	seq          int64
	bytes        int64
	msgs         []*entry // by Ref
}

// An entry is one message.
type entry struct {
	queue.Message
	leased bool // hidden until the lease is settled or released
	until  bool // the lease ends by itself, at Visible
	holder string
}

// New returns an empty store.
func New() *Store { return &Store{queues: map[queue.QueueID]*box{}, next: 1} }

// Close does nothing: the messages stay.
func (s *Store) Close() error { return nil }

// Update runs one transaction.
func (s *Store) Update(fn func(queue.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &tx{s: s}
	err := fn(t)
	if err != nil {
		for _, undo := range slices.Backward(t.undos) {
			undo()
		}
	}
	return err
}

// View reads one consistent state.
func (s *Store) View(fn func(queue.Snapshot) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fn(snapshot{s})
}

// list describes every queue, by name.
func (s *Store) list() []queue.Stored {
	var all []queue.Stored
	for _, b := range s.queues {
		one := b.Stored
		one.Metrics = b.metrics()
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b queue.Stored) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

func (b *box) metrics() queue.Metrics {
	m := queue.Metrics{BacklogCount: int64(len(b.msgs)), BacklogBytes: b.bytes}
	if len(b.msgs) > 0 {
		m.Oldest = b.msgs[0].Sent
	}
	return m
}

// find returns where a message is, or would be.
func (b *box) find(ref int64) (int, bool) {
	return slices.BinarySearchFunc(b.msgs, ref, func(e *entry, ref int64) int { return cmp.Compare(e.Ref, ref) })
}

// deliverable reports whether a lease may take the message now.
func (e *entry) deliverable(now time.Time) bool { return !e.leased && !e.Visible.After(now) }

// ready lists what is deliverable, earliest visible first.
func (b *box) ready(now time.Time) []*entry {
	var all []*entry
	for _, e := range b.msgs {
		if e.deliverable(now) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b *entry) int { return a.Visible.Compare(b.Visible) })
	return all
}

// round gives a time the precision that queues have.
func round(t time.Time) time.Time { return time.UnixMilli(t.UnixMilli()).UTC() }

// snapshot looks.
type snapshot struct{ s *Store }

// Queues returns every queue, by name.
func (v snapshot) Queues() ([]queue.Stored, error) { return v.s.list(), nil }

// Peek returns messages in the order of their entering.
func (v snapshot) Peek(q queue.QueueID, p queue.Peek) ([]queue.Message, error) {
	b := v.s.queues[q]
	if b == nil {
		return nil, nil
	}
	var all []queue.Message
	for _, e := range b.msgs {
		if len(all) == p.Limit {
			break
		}
		if e.Ref <= p.After || p.ID != "" && p.ID != e.ID || !e.is(p.State, p.Now) {
			continue
		}
		m := e.Message
		if e.Lease != 0 && e.until {
			m.Holder = string(queue.PullConsumer)
			if e.holder != "" {
				m.Holder += " " + e.holder
			}
		}
		if e.leased && !e.until {
			m.Visible = time.Time{}
		}
		all = append(all, m)
	}
	return all, nil
}

func (e *entry) is(state queue.State, now time.Time) bool {
	hidden := e.leased || e.Visible.After(now)
	switch state {
	case queue.ReadyState:
		return !hidden
	case queue.DelayedState:
		return hidden && e.Lease == 0
	case queue.LeasedState:
		return hidden && e.Lease != 0
	}
	return true
}
