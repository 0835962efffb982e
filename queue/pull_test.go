package queue_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paddock/internal/clock"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// pullTable declares queue q for pullers.
func pullTable(change ...func(*queue.Consumer)) queue.Table {
	c := queue.NewConsumer("q", nil)
	c.Type, c.DeadLetter, c.MaxRetries = queue.PullConsumer, "dead", 2
	for _, f := range change {
		f(&c)
	}
	return queue.Table{Consumers: []queue.Consumer{c}}
}

func (w *world) pull(limit int, visibility time.Duration) ([]queue.Message, error) {
	w.t.Helper()
	var out queue.Pulled
	var refusal error
	w.broker.Pull("q", queue.PullRequest{Limit: limit, Visibility: visibility, Peer: "curl"}, func(p queue.Pulled, err error) { out, refusal = p, err })
	w.settle()
	return out.Messages, refusal
}

func (w *world) mustPull(limit int, visibility time.Duration) []queue.Message {
	w.t.Helper()
	msgs, err := w.pull(limit, visibility)
	if err != nil {
		w.t.Fatal(err)
	}
	return msgs
}

func (w *world) settlePulled(acks []queue.LeaseRef, retries ...queue.PullRetry) queue.PullOutcome {
	w.t.Helper()
	var out queue.PullOutcome
	w.broker.SettlePulled("q", acks, retries, func(o queue.PullOutcome, err error) {
		if err != nil {
			w.t.Error(err)
		}
		out = o
	})
	w.settle()
	return out
}

func leaseOf(m queue.Message) queue.LeaseRef { return queue.LeaseRef{Ref: m.Ref, Lease: m.Lease} }

func (w *world) wantRefusal(what string, err error, code int) {
	w.t.Helper()
	var refused *queue.Error
	if !errors.As(err, &refused) || refused.Code != code {
		w.t.Errorf("%s: got %v, want code %d", what, err, code)
	}
}

func texts(msgs []queue.Message) []string {
	var out []string
	for _, m := range msgs {
		out = append(out, fmt.Sprintf("%s %d", m.Body, m.Attempts))
	}
	return out
}

func TestAPulledMessageComesBackWhenItsLeaseEnds(t *testing.T) {
	w := newWorld(t)
	w.assign(pullTable())
	w.send("q", "a", "b")
	first := w.mustPull(1, 10*time.Second)
	equal(t, "first", texts(first), []string{"a 1"})
	equal(t, "a second puller", texts(w.mustPull(10, 0)), []string{"b 1"})
	equal(t, "nothing is left", texts(w.mustPull(10, 0)), nil)
	w.advance(10 * time.Second)
	again := w.mustPull(10, 10*time.Second)
	equal(t, "after the timeout", texts(again), []string{"a 2"})
	if again[0].LastError == "" {
		t.Error("nothing says why it came back")
	}
	w.advance(20 * time.Second)
	equal(t, "the consumer's own timeout is 30 s", texts(w.mustPull(1, time.Second)), []string{"a 3"})
	w.advance(time.Second)
	dead := w.peek("dead")
	if len(dead) != 1 || string(dead[0].Body) != "a" || dead[0].Origin != "q" {
		t.Errorf("out of attempts, with nobody pulling: dead letters %+v", dead)
	}
}

func TestLateAcksCountAndLateRetriesDoNot(t *testing.T) {
	w := newWorld(t)
	w.assign(pullTable())
	w.send("q", "a", "b")
	first := w.mustPull(2, time.Second)
	w.advance(time.Second)
	second := w.mustPull(2, time.Minute)
	out := w.settlePulled([]queue.LeaseRef{leaseOf(first[0]), leaseOf(first[0])}, queue.PullRetry{LeaseRef: leaseOf(first[1])})
	if out.Acked != 1 || out.Retried != 0 || len(out.Unknown) != 1 || out.Unknown[0] != leaseOf(first[1]) {
		t.Errorf("got %+v", out)
	}
	out = w.settlePulled([]queue.LeaseRef{leaseOf(second[0])}, queue.PullRetry{LeaseRef: leaseOf(second[1]), Delay: ptr(5 * time.Second)})
	if out.Acked != 0 || out.Retried != 1 || len(out.Unknown) != 1 || out.Unknown[0] != leaseOf(second[0]) {
		t.Errorf("got %+v", out)
	}
	equal(t, "not before its delay", texts(w.mustPull(9, 0)), nil)
	w.advance(5 * time.Second)
	third := w.mustPull(9, 0)
	equal(t, "after it", texts(third), []string{"b 3"})
	out = w.settlePulled(nil, queue.PullRetry{LeaseRef: leaseOf(third[0])})
	if out.DeadLettered != 1 || len(w.peek("dead")) != 1 {
		t.Errorf("a retry past max_retries: %+v", out)
	}
	if out := w.settlePulled([]queue.LeaseRef{leaseOf(third[0])}); out.Acked != 0 || len(w.peek("dead")) != 1 {
		t.Errorf("an ack reached the message in its next queue: %+v", out)
	}
}

func TestPullIsRefused(t *testing.T) {
	w := newWorld(t)
	w.assign(consume("q", &consumer{w: w}))
	_, err := w.pull(1, 0)
	w.wantRefusal("a Worker's queue", err, queue.CodeQueueDisabled)
	w.assign(pullTable())
	w.broker.Configure("q", queue.SettingsChange{Paused: ptr(true)}, func(error) {})
	w.send("q", "a")
	_, err = w.pull(1, 0)
	w.wantRefusal("a paused queue", err, queue.CodeQueueDisabled)
	w.broker.Pull("nowhere", queue.PullRequest{Limit: 1}, func(_ queue.Pulled, e error) { err = e })
	w.settle()
	w.wantRefusal("no queue", err, queue.CodeQueueNotFound)
}

func TestPullLeasesOutliveARestart(t *testing.T) {
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	c := clock.NewVirtual(epoch)
	w := worldOver(t, store, c, 1)
	w.assign(pullTable())
	w.send("q", "a", "b")
	taken := w.mustPull(1, time.Minute)
	w.broker.Close()
	w.settle()
	w = worldOver(t, store, c, 2)
	w.assign(pullTable())
	equal(t, "only the other", texts(w.mustPull(9, time.Hour)), []string{"b 1"})
	if out := w.settlePulled([]queue.LeaseRef{leaseOf(taken[0])}); out.Acked != 1 {
		t.Errorf("the lease did not survive: %+v", out)
	}
	if m := w.metrics("q"); m.BacklogCount != 1 {
		t.Errorf("backlog %+v", m)
	}
}

// TestPullersAgainstAModel has several pullers that forget, acknowledge late
// and ask for retries, over restarts, and accounts for every message.
func TestPullersAgainstAModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		store, err := sqlite.OpenTemp()
		if err != nil {
			rt.Fatal(err)
		}
		defer store.Close()
		c := clock.NewVirtual(epoch)
		retries := rapid.IntRange(0, 3).Draw(rt, "max_retries")
		unordered := rapid.Bool().Draw(rt, "unordered")
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "pullers"), 3))
		m := &pullModel{acked: map[string]bool{}, seen: map[string]int{}}
		lives := uint64(0)
		start := func() {
			// Two lives of the same randomness would give two leases of a message the
			// same number, which tells them apart.
			lives++
			m.w = worldOver(t, store, c, rapid.Uint64().Draw(rt, "seed")^lives<<48)
			table := pullTable(func(k *queue.Consumer) { k.MaxRetries, k.VisibilityTimeout = retries, 4*time.Second })
			table.Queues = []queue.Declaration{{Name: "q", Unordered: unordered}}
			m.w.assign(table)
		}
		start()
		rt.Repeat(map[string]func(*rapid.T){
			"push": func(rt *rapid.T) {
				for range rapid.IntRange(1, 6).Draw(rt, "count") {
					m.sent++
					if err := m.w.send("q", fmt.Sprint(m.sent)); err != nil {
						rt.Fatal(err)
					}
				}
			},
			"pull": func(rt *rapid.T) {
				for _, msg := range m.w.mustPull(rapid.IntRange(1, 5).Draw(rt, "limit"), 0) {
					m.took(rt, msg, retries)
				}
			},
			"settle": func(rt *rapid.T) { m.settle(rt, rng) },
			"wait":   func(rt *rapid.T) { m.w.advance(time.Duration(rapid.IntRange(1, 6).Draw(rt, "seconds")) * time.Second) },
			"restart": func(rt *rapid.T) {
				m.w.broker.Close()
				m.w.settle()
				start()
			},
		})
		m.finish(rt)
	})
}

type pullModel struct {
	w     *world
	sent  int
	acked map[string]bool // the broker said that it deleted it
	seen  map[string]int  // attempts
	open  []queue.Message // deliveries not yet answered, however old
}

func (m *pullModel) took(rt *rapid.T, msg queue.Message, retries int) {
	body := string(msg.Body)
	if m.acked[body] {
		rt.Errorf("message %s came back after its acknowledgement", body)
	}
	if m.seen[body]++; m.seen[body] != msg.Attempts || msg.Attempts > retries+1 {
		rt.Errorf("message %s: attempt %d, seen %d times", body, msg.Attempts, m.seen[body])
	}
	m.open = append(m.open, msg)
}

// settle answers some deliveries, old ones too, and forgets some.
func (m *pullModel) settle(rt *rapid.T, rng *rand.Rand) {
	var acks []queue.LeaseRef
	var retries []queue.PullRetry
	asked := map[queue.LeaseRef]string{}
	var left []queue.Message
	for _, msg := range m.open {
		asked[leaseOf(msg)] = string(msg.Body)
		switch rng.IntN(4) {
		case 0:
			acks = append(acks, leaseOf(msg))
		case 1:
			retries = append(retries, queue.PullRetry{LeaseRef: leaseOf(msg), Delay: ptr(time.Duration(rng.IntN(3)) * time.Second)})
		case 2:
			left = append(left, msg)
		}
	}
	m.open = left
	out := m.w.settlePulled(acks, retries...)
	unknown := map[queue.LeaseRef]bool{}
	for _, l := range out.Unknown {
		unknown[l] = true
	}
	deleted := map[string]bool{}
	for _, l := range acks {
		if !unknown[l] {
			deleted[asked[l]] = true
		}
	}
	if len(deleted) != out.Acked {
		rt.Errorf("%d messages were acknowledged, and it says %d", len(deleted), out.Acked)
	}
	for body := range deleted {
		if m.acked[body] {
			rt.Errorf("message %s was acknowledged twice", body)
		}
		m.acked[body] = true
	}
}

// finish pulls everything that is left, and counts.
func (m *pullModel) finish(rt *rapid.T) {
	for range 100 {
		m.w.advance(10 * time.Second)
		for _, msg := range m.w.mustPull(100, time.Second) {
			m.took(rt, msg, 1<<20)
		}
	}
	if n := m.w.metrics("q").BacklogCount; n != 0 {
		rt.Errorf("%d messages never left the queue", n)
	}
	dead := map[string]int{}
	for _, msg := range m.w.peek("dead") {
		dead[string(msg.Body)]++
	}
	for n := range m.sent {
		body := fmt.Sprint(n + 1)
		if here := dead[body]; here > 1 || (here == 1) == m.acked[body] {
			rt.Errorf("message %s: acknowledged %v, %d times among the dead letters", body, m.acked[body], here)
		}
	}
}
