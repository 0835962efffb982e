package queue_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paddock/internal/clock"
	"paddock/queue"
	"paddock/queue/sqlite"
	"paddock/queue/storetest"
)

// expected is what the model knows of one message.
type expected struct {
	attempts int
	done     bool // acknowledged
	dead     bool
}

// TestBrokerAgainstAModel sends, delivers, fails, restarts and waits at random,
// and compares with a map.
func TestBrokerAgainstAModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		store, err := sqlite.OpenTemp()
		if err != nil {
			rt.Fatal(err)
		}
		defer store.Close()
		c := clock.NewVirtual(epoch)
		maxRetries := rapid.IntRange(0, 3).Draw(rt, "max_retries")
		model := map[string]*expected{}
		sent := 0
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "outcomes"), 1))
		var w *world
		handle := &consumer{}
		handle.reply = func(b queue.Batch) queue.Result { return judge(rt, model, b, rng, maxRetries) }
		start := func() {
			w = worldOver(t, store, c, rapid.Uint64().Draw(rt, "seed"))
			handle.w = w
			w.assign(consume("q", handle, func(k *queue.Consumer) {
				k.MaxRetries, k.DeadLetter = maxRetries, "dead"
				k.BatchSize = rapid.IntRange(1, 5).Draw(rt, "batch")
				k.BatchTimeout = time.Duration(rapid.IntRange(0, 3).Draw(rt, "timeout")) * time.Second
				k.RetryDelay = time.Duration(rapid.IntRange(0, 5).Draw(rt, "retry")) * time.Second
			}))
		}
		start()
		rt.Repeat(map[string]func(*rapid.T){
			"send": func(rt *rapid.T) {
				var bodies []string
				for range rapid.IntRange(1, 7).Draw(rt, "count") {
					sent++
					body := fmt.Sprint(sent)
					bodies = append(bodies, body)
					model[body] = &expected{}
				}
				if err := w.send("q", bodies...); err != nil {
					rt.Fatal(err)
				}
			},
			"wait": func(rt *rapid.T) {
				w.advance(time.Duration(rapid.IntRange(1, 8).Draw(rt, "seconds")) * time.Second)
			},
			"restart": func(rt *rapid.T) {
				w.broker.Close()
				w.settle()
				start()
			},
		})
		w.advance(time.Hour)
		dead := map[string]bool{}
		for _, m := range w.peek("dead") {
			dead[string(m.Body)] = true
		}
		for body, e := range model {
			if e.dead != dead[body] || e.done == e.dead {
				rt.Errorf("message %s: %+v, in the dead letter queue: %v", body, *e, dead[body])
			}
		}
		if n := w.metrics("q").BacklogCount; n != 0 {
			rt.Errorf("%d messages were never settled", n)
		}
	})
}

// judge acks or fails each message by chance, and updates the model.
func judge(rt *rapid.T, model map[string]*expected, b queue.Batch, rng *rand.Rand, maxRetries int) queue.Result {
	r := queue.Result{Failed: rng.IntN(4) == 0, Verdicts: make([]queue.Verdict, len(b.Messages))}
	for i, m := range b.Messages {
		e := model[string(m.Body)]
		if e.done || e.dead {
			rt.Errorf("message %s came back", m.Body)
		}
		if e.attempts++; e.attempts != m.Attempts {
			rt.Errorf("message %s: attempt %d, want %d", m.Body, m.Attempts, e.attempts)
		}
		mark := queue.Mark(rng.IntN(3))
		r.Verdicts[i].Mark = mark
		switch {
		case mark == queue.Acked, mark == queue.Unmarked && !r.Failed:
			e.done = true
		case e.attempts > maxRetries:
			e.dead = true
		}
	}
	return r
}

// TestABreakAnywhereLosesNothing breaks the store at every call in turn, opens
// what is left, and expects each acknowledged send exactly once more, and
// nothing whose acknowledgement was stored.
func TestABreakAnywhereLosesNothing(t *testing.T) {
	for _, afterCommit := range []bool{false, true} {
		for at := 1; ; at += stride() {
			if !breakAt(t, at, afterCommit) {
				if at < 30 {
					t.Fatalf("only %d calls: the test does too little", at)
				}
				break
			}
		}
	}
}

// breakAt reports false when the run ended before the at-th call.
func breakAt(t *testing.T, at int, afterCommit bool) bool {
	t.Helper()
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	c := clock.NewVirtual(epoch)
	setUp := worldOver(t, store, c, 1)
	setUp.assign(consume("q", &consumer{w: setUp}))
	setUp.broker.Close()
	setUp.settle()

	breaking := &storetest.Breaking{Store: store, At: at, AfterCommit: afterCommit}
	acknowledged, handled := map[string]bool{}, map[string]int{}
	var w *world
	fail := true
	h := queue.HandlerFunc(func(b queue.Batch, done func(queue.Result)) {
		for _, m := range b.Messages {
			handled[string(m.Body)]++
		}
		fail = !fail
		done(queue.Result{Failed: fail})
	})
	table := queue.Table{Consumers: []queue.Consumer{{Queue: "q", Type: queue.WorkerConsumer, BatchSize: 2, BatchTimeout: time.Second, MaxRetries: 50, RetryDelay: time.Second, Handler: h, MaxConcurrency: 1}}}
	run := func(s queue.Store, from, to int) (broke bool) {
		defer func() {
			if r := recover(); r != nil {
				t.Fatalf("break at %d: %v", at, r)
			}
		}()
		o, ok := tryOpen(t, s, c)
		if !ok {
			return true
		}
		w = o
		w.broker.Assign(table, func(error) {})
		for n := from; n < to; n++ {
			body := fmt.Sprint(n)
			w.broker.Send("q", []queue.Outgoing{{Body: []byte(body), Type: "text"}}, func(_ queue.Metrics, err error) {
				if err == nil {
					acknowledged[body] = true
				}
			})
			w.advance(700 * time.Millisecond)
		}
		w.advance(time.Minute)
		return w.failed != nil
	}
	broke := run(breaking, 0, 5)
	if !broke {
		return false
	}
	if w != nil {
		w.broker.Close()
		w.settle()
	}
	run(store, 5, 6)
	if w.failed != nil {
		t.Fatalf("break at %d: the state cannot be used: %v", at, w.failed)
	}
	for body := range acknowledged {
		if handled[body] == 0 {
			t.Errorf("break at %d: message %s was acknowledged and lost", at, body)
		}
	}
	if n := w.metrics("q").BacklogCount; n != 0 {
		t.Errorf("break at %d: %d messages are stuck", at, n)
	}
	return true
}

// openingCalls is how many calls of the store Open makes. A break in one of
// them fails Open itself: nothing was promised yet.
const openingCalls = 4

func tryOpen(t *testing.T, s queue.Store, c *clock.Virtual) (*world, bool) {
	t.Helper()
	if b, ok := s.(*storetest.Breaking); ok && b.At <= openingCalls {
		return nil, false
	}
	return worldOver(t, s, c, 3), true
}
