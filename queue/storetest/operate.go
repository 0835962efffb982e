package storetest

import (
	"errors"
	"fmt"
	"time"

	"paddock/queue"
)

// pull leases with an end.
func (s *suite) pull(q queue.QueueID, token int64, at, until time.Time) (msgs []queue.Message) {
	s.t.Helper()
	s.update(func(tx queue.Tx) (err error) {
		msgs, err = tx.Lease(q, queue.Lease{Token: token, Now: at, Until: until, Holder: "curl", Limit: 10})
		return err
	})
	return msgs
}

func (s *suite) lapsed(q queue.QueueID, at time.Time, limit int) ([]queue.Message, time.Time) {
	s.t.Helper()
	var msgs []queue.Message
	var next time.Time
	s.update(func(tx queue.Tx) (err error) {
		msgs, next, err = tx.Lapsed(q, at, limit)
		return err
	})
	return msgs, next
}

func (s *suite) count(msgs []queue.Message, _ time.Time) int { return len(msgs) }

func (s *suite) lapsing() {
	q := s.declare("q")
	s.put(q, nil, "a", "bb", "ccc")
	until := now.Add(time.Minute)
	taken := s.pull(q, 5, now, until)
	s.want("taken", bodies(taken), []string{"a", "bb", "ccc"})
	peeked, err := queue.PeekQueue(s.store, "q", queue.Peek{Limit: 1, Now: now})
	s.want("who holds it", []any{peeked[0].Holder, peeked[0].Visible, err}, []any{"http_pull curl", until, nil})
	none, next := s.lapsed(q, now.Add(time.Second), 10)
	s.want("none yet", []any{len(none), next}, []any{0, until})
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &taken[0]})

	if err := s.store.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.store = s.open(s.t)
	s.update(func(tx queue.Tx) error {
		n, err := tx.Release(now)
		s.want("a lease with an end is not released", n, 0)
		return err
	})
	some, _ := s.lapsed(q, until, 1)
	s.want("one at a time", []any{len(some), some[0].Attempts, some[0].Lease}, []any{1, 1, int64(5)})
	all, next := s.lapsed(q, until, 10)
	s.want("both that are left", []any{len(all), next.IsZero()}, []any{2, true})
	s.settle(q, queue.Change{Kind: queue.Return, Message: &all[0], Visible: until, Attempts: 1, Error: "late"},
		queue.Change{Kind: queue.Return, Message: &all[1], Visible: until, Attempts: 1})
	s.want("over", s.count(s.lapsed(q, until, 10)), 0)
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &all[0]})
	s.want("the lease is over", s.stats(q).BacklogCount, int64(2))
	s.settle(q, queue.Change{Kind: queue.Delete, Message: &all[0], AnyLease: true})
	s.want("but not for who does not mind", s.stats(q), queue.Metrics{BacklogCount: 1, BacklogBytes: 3, Oldest: now})
}

func (s *suite) purge() {
	q := s.declare("q")
	s.put(q, map[string]time.Duration{"d": time.Minute}, "a", "d", "b")
	taken := s.lease(q, 1, now, 1)
	pulled := s.pull(q, 2, now, now.Add(time.Minute))
	var fresh queue.QueueID
	s.update(func(tx queue.Tx) (err error) {
		fresh, err = tx.Purge(q, now.Add(time.Second))
		return err
	})
	s.want("empty", s.stats(fresh), queue.Metrics{})
	s.put(fresh, nil, "new")
	s.settle(fresh, queue.Change{Kind: queue.Return, Message: &taken[0], Visible: now, Attempts: 1},
		queue.Change{Kind: queue.Move, Message: &pulled[0], Visible: now, To: fresh},
		queue.Change{Kind: queue.Delete, Message: &pulled[0], AnyLease: true})
	s.want("what was in flight stays gone", s.stats(fresh), queue.Metrics{BacklogCount: 1, BacklogBytes: 3, Oldest: now})
	s.want("no lease is left", s.count(s.lapsed(fresh, now.Add(time.Hour), 10)), 0)
	chunks := 0
	for more := true; more; chunks++ {
		s.update(func(tx queue.Tx) (err error) {
			more, err = tx.Sweep(2)
			return err
		})
	}
	s.want("swept in chunks, and then no more", chunks, 3)
	s.want("the new message is untouched", bodies(s.lease(fresh, 3, now, 10)), []string{"new"})
	list, err := queue.List(s.store)
	s.want("when", []any{len(list), list[0].PurgedAt, list[0].ID, err}, []any{1, now.Add(time.Second), fresh, nil})
}

func (s *suite) drop() {
	q := s.declare("q")
	s.put(q, nil, "a")
	s.update(func(tx queue.Tx) error { return tx.Drop(q) })
	list, err := queue.List(s.store)
	s.want("gone", []any{len(list), err}, []any{0, nil})
	again := s.declare("q")
	if again == q {
		s.t.Error("a new queue has the number of the old one: what names an old message would name a new one")
	}
	s.want("empty", s.stats(again), queue.Metrics{})
	if err := s.store.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.store = s.open(s.t)
	other := s.declare("other")
	if other == q || other == again {
		s.t.Error("a number was given out twice")
	}
	s.update(func(tx queue.Tx) error {
		_, err := tx.Sweep(10)
		return err
	})
	s.want("still empty", s.stats(again), queue.Metrics{})
}

func (s *suite) find() {
	q, other := s.declare("q"), s.declare("other")
	s.put(q, nil, "a", "bb", "ccc")
	s.put(other, nil, "x")
	s.update(func(tx queue.Tx) error {
		all, err := tx.Scan(q, 0, 10)
		s.want("scanned", []any{len(all), all[1].Size, all[1].ID, err}, []any{3, 2, fmt.Sprintf("%032x", 2*1000+int('b')), nil})
		newest, err := tx.Newest(q)
		s.want("newest", []any{newest, err}, []any{all[2].Ref, nil})
		page, err := tx.Scan(q, all[0].Ref, 1)
		s.want("a page", []any{len(page), page[0].Ref, err}, []any{1, all[1].Ref, nil})
		foreign, _ := tx.Scan(other, 0, 1)
		found, err := tx.Find(q, []int64{all[2].Ref, all[2].Ref + 1, foreign[0].Ref, -1, 0, all[0].Ref})
		s.want("found", []any{len(found), found[0].Ref, found[1].Ref, err}, []any{2, all[2].Ref, all[0].Ref, nil})
		return err
	})
	s.update(func(tx queue.Tx) error {
		msgs, err := tx.Lease(q, queue.Lease{Token: 1, Now: now, Limit: 1, Skip: 1})
		s.want("passed over", bodies(msgs), []string{"bb"})
		return err
	})
}

func (s *suite) attachments() {
	q := s.declare("q")
	ten, name, wait := 10, "dead", 3*time.Second
	a := &queue.Attachment{Type: queue.PullConsumer, Settings: queue.ConsumerSettings{BatchSize: &ten, DeadLetter: &name, BatchTimeout: &wait}}
	s.update(func(tx queue.Tx) error { return tx.Attach(q, a, now.Add(time.Second)) })
	if err := s.store.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.store = s.open(s.t)
	for _, look := range []func() ([]queue.Stored, error){
		func() ([]queue.Stored, error) { return queue.List(s.store) },
		func() (all []queue.Stored, err error) {
			s.update(func(tx queue.Tx) error { all, err = tx.Queues(); return err })
			return all, err
		},
	} {
		list, err := look()
		s.want("kept", []any{list[0].Attached, list[0].Modified, err}, []any{a, now.Add(time.Second), nil})
	}
	s.update(func(tx queue.Tx) error { return tx.Attach(q, nil, now) })
	list, _ := queue.List(s.store)
	s.want("forgotten", list[0].Attached == nil, true)
}

func (s *suite) secret() {
	var first, second []byte
	s.update(func(tx queue.Tx) (err error) { first, err = tx.Secret([]byte("one")); return err })
	s.update(func(tx queue.Tx) (err error) { second, err = tx.Secret([]byte("two")); return err })
	s.want("the first one stays", []string{string(first), string(second)}, []string{"one", "one"})
}

func (s *suite) failedPurge() {
	q := s.declare("q")
	s.put(q, nil, "a")
	broken := errors.New("broken")
	err := s.store.Update(func(tx queue.Tx) error {
		fresh, err := tx.Purge(q, now)
		if err != nil {
			return err
		}
		if err := tx.Put(fresh, []queue.Message{{ID: "x", Type: "text", Body: []byte("lost"), Sent: now, Entered: now, Visible: now}}); err != nil {
			return err
		}
		if err := tx.Drop(fresh); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		s.t.Fatalf("got %v", err)
	}
	s.want("as before", s.stats(q), queue.Metrics{BacklogCount: 1, BacklogBytes: 1, Oldest: now})
	s.update(func(tx queue.Tx) error {
		_, err := tx.Sweep(10)
		return err
	})
	s.want("leasable", bodies(s.lease(q, 2, now, 10)), []string{"a"})
	s.declare("another")
}
