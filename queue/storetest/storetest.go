// Package storetest is what every Store must pass: the meaning of each call of
// a transaction, that a failed one leaves nothing behind, and that what was
// committed is there after opening again. It also has a Store that breaks at a
// chosen call, to see what its user makes of that.
package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"paddock/queue"
)

// Open opens the same state each time it is called within one test. A store it
// returned before is closed by then.
type Open func(t *testing.T) queue.Store

// Run runs the whole suite; fresh returns an Open over an empty state.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for name, test := range map[string]func(*suite){
		"put, lease, settle":        (*suite).basics,
		"order":                     (*suite).order,
		"leases keep strangers off": (*suite).tokens,
		"move":                      (*suite).move,
		"release":                   (*suite).release,
		"expire":                    (*suite).expire,
		"peek":                      (*suite).peek,
		"a failed transaction":      (*suite).rollback,
		"opening again":             (*suite).reopen,
		"settings":                  (*suite).settings,
		"leases with an end":        (*suite).lapsing,
		"purge":                     (*suite).purge,
		"drop":                      (*suite).drop,
		"find and scan":             (*suite).find,
		"attachments":               (*suite).attachments,
		"secret":                    (*suite).secret,
		"a failed purge":            (*suite).failedPurge,
	} {
		t.Run(name, func(t *testing.T) {
			s := &suite{t: t, open: fresh(t)}
			s.store = s.open(t)
			test(s)
			if err := s.store.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

type suite struct {
	t     *testing.T
	open  Open
	store queue.Store
}

var now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func (s *suite) update(fn func(queue.Tx) error) {
	s.t.Helper()
	if err := s.store.Update(fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *suite) declare(name string) (q queue.QueueID) {
	s.t.Helper()
	s.update(func(tx queue.Tx) (err error) {
		q, err = tx.Declare(name, queue.QueueSettings{Retention: time.Hour}, now)
		return err
	})
	return q
}

// put stores messages with these bodies, visible after the delays.
func (s *suite) put(q queue.QueueID, bodies map[string]time.Duration, order ...string) {
	s.t.Helper()
	s.update(func(tx queue.Tx) error {
		var msgs []queue.Message
		for _, body := range order {
			msgs = append(msgs, queue.Message{ID: fmt.Sprintf("%032x", len(body)*1000+int(body[0])), Type: "text", Body: []byte(body),
				Sent: now, Entered: now, Visible: now.Add(bodies[body])})
		}
		return tx.Put(q, msgs)
	})
}

func (s *suite) lease(q queue.QueueID, token int64, at time.Time, limit int) (msgs []queue.Message) {
	s.t.Helper()
	s.update(func(tx queue.Tx) (err error) {
		msgs, err = tx.Lease(q, queue.Lease{Token: token, Now: at, Limit: limit})
		return err
	})
	return msgs
}

func (s *suite) settle(q queue.QueueID, changes ...queue.Change) {
	s.t.Helper()
	s.update(func(tx queue.Tx) error { return tx.Settle(q, changes) })
}

func (s *suite) stats(q queue.QueueID) (m queue.Metrics) {
	s.t.Helper()
	s.update(func(tx queue.Tx) (err error) {
		m, err = tx.Stats(q)
		return err
	})
	return m
}

func (s *suite) want(what string, got, want any) {
	s.t.Helper()
	if !reflect.DeepEqual(got, want) {
		s.t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func bodies(msgs []queue.Message) []string {
	out := []string{}
	for _, m := range msgs {
		out = append(out, string(m.Body))
	}
	return out
}

func (s *suite) basics() {
	q := s.declare("q")
	s.put(q, nil, "a", "bb")
	s.want("stats", s.stats(q), queue.Metrics{BacklogCount: 2, BacklogBytes: 3, Oldest: now})
	got := s.lease(q, 7, now, 10)
	s.want("leased", bodies(got), []string{"a", "bb"})
	s.want("attempts", got[0].Attempts, 1)
	s.want("lease", got[0].Lease, int64(7))
	s.want("visible as before", got[0].Visible, now)
	s.want("leased again", bodies(s.lease(q, 8, now.Add(time.Hour), 10)), []string{})
	s.want("still in the backlog", s.stats(q).BacklogCount, int64(2))
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &got[0]},
		queue.Change{Kind: queue.Return, Message: &got[1], Visible: now.Add(time.Second), Attempts: 1, Error: "why"})
	s.want("after", s.stats(q), queue.Metrics{BacklogCount: 1, BacklogBytes: 2, Oldest: now})
	s.want("too early", bodies(s.lease(q, 9, now, 10)), []string{})
	again := s.lease(q, 10, now.Add(time.Second), 10)
	s.want("again", bodies(again), []string{"bb"})
	s.want("attempts", again[0].Attempts, 2)
	s.want("last error", again[0].LastError, "why")
}

func (s *suite) order() {
	q := s.declare("q")
	s.put(q, map[string]time.Duration{"late": 2 * time.Second, "soon": time.Second}, "late", "now1", "soon", "now2")
	s.update(func(tx queue.Tx) error {
		r, err := tx.Ready(q, now, 10)
		s.want("ready", r, queue.Ready{Count: 2, First: now, Next: now.Add(time.Second)})
		return err
	})
	s.update(func(tx queue.Tx) error {
		r, err := tx.Ready(q, now, 2)
		s.want("ready, up to the limit", r, queue.Ready{Count: 2, First: now})
		return err
	})
	s.want("by time, then by entering", bodies(s.lease(q, 1, now.Add(time.Minute), 3)), []string{"now1", "now2", "soon"})
	s.update(func(tx queue.Tx) error {
		got, err := tx.Lease(q, queue.Lease{Token: 2, Now: now.Add(time.Minute), Limit: 10, Bytes: 1})
		s.want("at least one, whatever its size", bodies(got), []string{"late"})
		return err
	})
}

func (s *suite) tokens() {
	q := s.declare("q")
	s.put(q, nil, "a")
	first := s.lease(q, 1, now, 1)
	s.settle(q, queue.Change{Kind: queue.Return, Message: &first[0], Visible: now, Attempts: 1})
	second := s.lease(q, 2, now, 1)
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &first[0]})
	s.want("a lease that is over deletes nothing", s.stats(q).BacklogCount, int64(1))
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &second[0]})
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &second[0]})
	s.want("counted once", s.stats(q), queue.Metrics{})
}

func (s *suite) move() {
	q, dead := s.declare("q"), s.declare("dead")
	s.put(q, nil, "a")
	m := s.lease(q, 1, now, 1)
	later := now.Add(time.Minute)
	s.settle(q, queue.Change{Kind: queue.Move, Message: &m[0], Visible: later, Error: "boom", To: dead, Origin: "q"})
	s.want("the old queue", s.stats(q), queue.Metrics{})
	s.want("the new queue", s.stats(dead), queue.Metrics{BacklogCount: 1, BacklogBytes: 1, Oldest: now})
	got := s.lease(dead, 2, later, 1)
	if len(got) != 1 {
		s.t.Fatal("the dead letter cannot be leased")
	}
	d := got[0]
	s.want("body", string(d.Body), "a")
	s.want("id, origin, error, attempts", []any{d.ID, d.Origin, d.LastError, d.Attempts}, []any{m[0].ID, "q", "boom", 1})
	s.want("times", []time.Time{d.Sent, d.Entered}, []time.Time{now, later})
}

func (s *suite) release() {
	q := s.declare("q")
	s.put(q, nil, "a", "b", "c")
	s.lease(q, 1, now, 1)
	s.update(func(tx queue.Tx) error {
		_, err := tx.Lease(q, queue.Lease{Token: 2, Now: now, Until: now.Add(time.Hour), Limit: 1})
		return err
	})
	s.update(func(tx queue.Tx) error {
		n, err := tx.Release(now.Add(time.Second))
		s.want("released", n, 1)
		return err
	})
	got := s.lease(q, 3, now.Add(time.Second), 10)
	s.want("deliverable again", bodies(got), []string{"c", "a"})
	s.want("the attempt counts", got[1].Attempts, 2)
	s.want("the other lease ends by itself", bodies(s.lease(q, 4, now.Add(time.Hour), 10)), []string{"b"})
}

func (s *suite) expire() {
	q := s.declare("q")
	s.put(q, nil, "a", "b", "c")
	s.lease(q, 1, now, 1)
	s.update(func(tx queue.Tx) error {
		e, err := tx.Expire(q, now.Add(-time.Second), 10)
		s.want("nothing yet", []any{len(e.Messages), e.Next}, []any{0, now})
		return err
	})
	s.update(func(tx queue.Tx) error {
		e, err := tx.Expire(q, now, 1)
		s.want("one at a time", []any{len(e.Messages), e.Next}, []any{1, now})
		return err
	})
	s.update(func(tx queue.Tx) error {
		e, err := tx.Expire(q, now, 10)
		s.want("the rest, but for the leased", []any{len(e.Messages), e.Next.IsZero()}, []any{1, true})
		return err
	})
	s.want("left", s.stats(q).BacklogCount, int64(1))
}

func (s *suite) peek() {
	q := s.declare("q")
	s.put(q, map[string]time.Duration{"d": time.Minute}, "a", "d", "b")
	s.lease(q, 1, now, 1)
	look := func(p queue.Peek) []string {
		p.Now = now
		if p.Limit == 0 {
			p.Limit = 10
		}
		msgs, err := queue.PeekQueue(s.store, "q", p)
		if err != nil {
			s.t.Fatal(err)
		}
		return bodies(msgs)
	}
	s.want("any", look(queue.Peek{}), []string{"a", "d", "b"})
	s.want("ready", look(queue.Peek{State: queue.ReadyState}), []string{"b"})
	s.want("delayed", look(queue.Peek{State: queue.DelayedState}), []string{"d"})
	s.want("leased", look(queue.Peek{State: queue.LeasedState}), []string{"a"})
	s.want("limit", look(queue.Peek{Limit: 2}), []string{"a", "d"})
	all, _ := queue.PeekQueue(s.store, "q", queue.Peek{Limit: 10, Now: now})
	s.want("after", look(queue.Peek{After: all[0].Ref}), []string{"d", "b"})
	s.want("by id", look(queue.Peek{ID: all[2].ID}), []string{"b"})
	if _, err := queue.PeekQueue(s.store, "gone", queue.Peek{Limit: 1}); err == nil {
		s.t.Error("a queue that does not exist can be looked at")
	}
}

func (s *suite) rollback() {
	q := s.declare("q")
	s.put(q, nil, "a")
	broken := errors.New("broken")
	err := s.store.Update(func(tx queue.Tx) error {
		if _, err := tx.Declare("new", queue.QueueSettings{}, now); err != nil {
			return err
		}
		if err := tx.Put(q, []queue.Message{{ID: "x", Type: "text", Body: []byte("lost"), Sent: now, Entered: now, Visible: now}}); err != nil {
			return err
		}
		if _, err := tx.Lease(q, queue.Lease{Token: 1, Now: now, Limit: 10}); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		s.t.Fatalf("got %v", err)
	}
	s.want("as before", s.stats(q), queue.Metrics{BacklogCount: 1, BacklogBytes: 1, Oldest: now})
	list, err := queue.List(s.store)
	if err != nil || len(list) != 1 {
		s.t.Errorf("queues: %v, %v", list, err)
	}
	s.want("leasable", bodies(s.lease(q, 2, now, 10)), []string{"a"})
	s.put(q, nil, "b")
	s.want("goes on", bodies(s.lease(q, 3, now, 10)), []string{"b"})
}

func (s *suite) reopen() {
	q := s.declare("q")
	s.put(q, nil, "a", "b")
	s.lease(q, 1, now, 1)
	if err := s.store.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.store = s.open(s.t)
	s.want("stats", s.stats(q), queue.Metrics{BacklogCount: 2, BacklogBytes: 2, Oldest: now})
	s.want("the lease holds until it is released", bodies(s.lease(q, 2, now, 10)), []string{"b"})
	s.put(q, nil, "c")
	s.want("numbers go on", bodies(s.lease(q, 3, now, 10)), []string{"c"})
}

func (s *suite) settings() {
	first := queue.QueueSettings{DeliveryDelay: time.Second, Retention: time.Hour}
	second := queue.QueueSettings{Paused: true, Retention: time.Minute}
	for _, want := range []queue.QueueSettings{first, second} {
		s.update(func(tx queue.Tx) error {
			_, err := tx.Declare("q", want, now)
			return err
		})
		list, err := queue.List(s.store)
		if err != nil || len(list) != 1 || list[0].Settings != want || list[0].Name != "q" || !list[0].Created.Equal(now) {
			s.t.Errorf("got %+v, %v; want %+v", list, err, want)
		}
	}
}
