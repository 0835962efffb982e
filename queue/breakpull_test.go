package queue_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/queue"
	"paddock/queue/sqlite"
	"paddock/queue/storetest"
)

// TestABreakDuringOperationsLosesNothing breaks the store at every call of a
// life of pulls, acknowledgements, retries, dead letters, redrives and purges:
// no message is lost or in two places, and what was promised holds.
func TestABreakDuringOperationsLosesNothing(t *testing.T) {
	for _, afterCommit := range []bool{false, true} {
		at := openingCalls + 1
		for ; breakOperations(t, at, afterCommit); at += stride() {
		}
		if at < 60 {
			t.Fatalf("only %d calls: the test does too little", at)
		}
	}
}

// stride is how many calls lie between two breaks: under the race detector
// SQLite is too slow for every one of them.
func stride() int {
	if testing.Short() {
		return 7
	}
	return 1
}

// breakOperations reports false when the run ended before the at-th call.
func breakOperations(t *testing.T, at int, afterCommit bool) bool {
	t.Helper()
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	c := clock.NewVirtual(epoch)
	table := pullTable(func(k *queue.Consumer) { k.MaxRetries, k.VisibilityTimeout = 1, 5*time.Second })
	setUp := worldOver(t, store, c, 1)
	setUp.assign(table)
	setUp.broker.Close()
	setUp.settle()

	breaking := &storetest.Breaking{Store: store, At: at, AfterCommit: afterCommit}
	w, ok := tryOpen(t, breaking, c)
	if !ok {
		t.Fatal("a break within the opening")
	}
	sent, gone := map[string]bool{}, map[string]bool{} // what was promised: stored, deleted
	life(w, table, sent, gone)
	broke := w.failed != nil
	w.broker.Close()
	w.settle()
	after := worldOver(t, store, c, 3)
	after.assign(table)
	found := map[string]int{}
	for _, name := range []string{"q", "dead"} {
		for _, m := range after.peek(name) {
			found[string(m.Body)]++
		}
	}
	for body, n := range found {
		if n > 1 {
			t.Errorf("break at %d: message %s is in %d places", at, body, n)
		}
		if gone[body] {
			t.Errorf("break at %d: message %s is back, though it was deleted", at, body)
		}
	}
	for body := range sent {
		if found[body] == 0 && !gone[body] && !maybeGone[body] {
			t.Errorf("break at %d: message %s is lost", at, body)
		}
	}
	return broke
}

// maybeGone are the messages that the life deletes: when the answer did not
// come, nobody can say whether it was stored.
var maybeGone = map[string]bool{"m0": true, "m4": true, "p0": true, "p1": true}

// life does a bit of everything.
func life(w *world, table queue.Table, sent, gone map[string]bool) {
	w.broker.Assign(table, func(error) {})
	send := func(name string, bodies ...string) {
		for _, body := range bodies {
			w.broker.Send(name, []queue.Outgoing{{Body: []byte(body), Type: "text"}}, func(_ queue.Metrics, err error) {
				if err == nil {
					sent[body] = true
				}
			})
		}
		w.settle()
	}
	send("q", "m0", "m1", "m2", "m3", "m4")
	pull := func() map[string]queue.LeaseRef {
		out := map[string]queue.LeaseRef{}
		w.broker.Pull("q", queue.PullRequest{Limit: 4}, func(p queue.Pulled, err error) {
			for _, m := range p.Messages {
				out[string(m.Body)] = leaseOf(m)
			}
		})
		w.settle()
		return out
	}
	taken := pull()
	w.broker.SettlePulled("q", []queue.LeaseRef{taken["m0"]}, []queue.PullRetry{{LeaseRef: taken["m1"]}}, func(o queue.PullOutcome, err error) {
		if err == nil && o.Acked == 1 {
			gone["m0"] = true
		}
	})
	w.advance(5 * time.Second) // the others lapse
	taken = pull()
	w.broker.SettlePulled("q", nil, []queue.PullRetry{{LeaseRef: taken["m1"]}}, func(queue.PullOutcome, error) {})
	w.advance(10 * time.Second) // dead by lapsing
	w.broker.Redrive("dead", queue.RedriveRequest{}, func(queue.Redriven, error) {})
	w.settle()
	if msgs, err := queue.PeekQueue(w.store, "q", queue.Peek{Limit: 10, Now: w.clock.Now()}); err == nil {
		for _, m := range msgs {
			if string(m.Body) == "m4" {
				w.broker.Remove("q", []int64{m.Ref}, func(n int, err error) {
					if err == nil && n == 1 {
						gone["m4"] = true
					}
				})
			}
		}
	}
	w.settle()
	w.broker.Create("p", queue.SettingsChange{}, func(queue.QueueInfo, error) {})
	w.settle()
	send("p", "p0", "p1")
	w.broker.Purge("p", func(_ queue.Purged, err error) {
		if err == nil {
			gone["p0"], gone["p1"] = true, true
		} else if !errors.Is(err, storetest.ErrBroken) && w.failed == nil {
			panic(fmt.Sprint("purge: ", err))
		}
	})
	w.settle()
	w.broker.Delete("p", func(error) {})
	w.settle()
}
