package queue_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// world is a broker on a virtual clock.
type world struct {
	t       testing.TB
	clock   *clock.Virtual
	sched   *mailbox.Scheduler
	store   queue.Store
	journal *journal.Journal
	broker  *queue.Broker
	failed  error
}

var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func newWorld(t testing.TB, change ...func(*queue.Options)) *world {
	t.Helper()
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return worldOver(t, store, clock.NewVirtual(epoch), 1, change...)
}

func worldOver(t testing.TB, store queue.Store, c *clock.Virtual, seed uint64, change ...func(*queue.Options)) *world {
	t.Helper()
	w := &world{t: t, clock: c, sched: mailbox.NewScheduler(c, seed), store: store, journal: journal.New(c, 1<<16)}
	o := queue.Options{Store: store, Exec: w.sched, Rand: rand.New(rand.NewPCG(seed, 7)), Journal: w.journal, OnFail: func(err error) { w.failed = err }}
	for _, c := range change {
		c(&o)
	}
	var err error
	if w.broker, err = queue.Open(o); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.sched.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) advance(d time.Duration) {
	w.t.Helper()
	if err := w.sched.Advance(context.Background(), d); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) since() time.Duration { return w.clock.Now().Sub(epoch) }

func (w *world) assign(t queue.Table) {
	w.t.Helper()
	w.broker.Assign(t, func(err error) {
		if err != nil {
			w.t.Errorf("assign: %v", err)
		}
	})
	w.settle()
}

// send sends texts, and returns the refusal.
func (w *world) send(name string, bodies ...string) error {
	w.t.Helper()
	var out []queue.Outgoing
	for _, b := range bodies {
		out = append(out, queue.Outgoing{Body: []byte(b), Type: "text"})
	}
	return w.sendOut(name, out...)
}

func (w *world) sendOut(name string, out ...queue.Outgoing) error {
	w.t.Helper()
	told, refusal := 0, error(nil)
	w.broker.Send(name, out, func(_ queue.Metrics, err error) { told++; refusal = err })
	w.settle()
	if told != 1 {
		w.t.Fatalf("a send was told %d times", told)
	}
	return refusal
}

func (w *world) metrics(name string) (m queue.Metrics) {
	w.t.Helper()
	w.broker.Metrics(name, func(got queue.Metrics, err error) {
		if err != nil {
			w.t.Error(err)
		}
		m = got
	})
	w.settle()
	return m
}

func (w *world) peek(name string) []queue.Message {
	w.t.Helper()
	msgs, err := queue.PeekQueue(w.store, name, queue.Peek{Limit: 1000, Now: w.clock.Now()})
	if err != nil {
		w.t.Fatal(err)
	}
	return msgs
}

// consumer records what it gets and answers with reply.
type consumer struct {
	w     *world
	reply func(queue.Batch) queue.Result
	got   []string // "seconds body attempt"
	open  []func(queue.Result)
	hold  bool // keep batches open until finish
}

func (c *consumer) Handle(b queue.Batch, done func(queue.Result)) {
	for _, m := range b.Messages {
		c.got = append(c.got, fmt.Sprintf("%g %s %d", c.w.since().Seconds(), m.Body, m.Attempts))
	}
	if c.hold {
		c.open = append(c.open, done)
		return
	}
	r := queue.Result{}
	if c.reply != nil {
		r = c.reply(b)
	}
	done(r)
}

func consume(name string, c *consumer, change ...func(*queue.Consumer)) queue.Table {
	consumer := queue.NewConsumer(name, c)
	consumer.Worker = "test"
	for _, f := range change {
		f(&consumer)
	}
	return queue.Table{Queues: []queue.Declaration{{Name: name, Produced: true}}, Consumers: []queue.Consumer{consumer}}
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n  got  %s\n  want %s", what, strings.Join(got, " | "), strings.Join(want, " | "))
	}
}

func always(r queue.Result) func(queue.Batch) queue.Result {
	return func(queue.Batch) queue.Result { return r }
}

func TestABatchGoesOutWhenItIsFullOrItsTimeIsUp(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchSize = 3 }))
	w.send("q", "a", "b")
	equal(t, "before the timeout", c.got, nil)
	w.advance(4 * time.Second)
	w.send("q", "c")
	equal(t, "when full", c.got, []string{"4 a 1", "4 b 1", "4 c 1"})
	w.send("q", "d")
	w.advance(10 * time.Second)
	equal(t, "after the timeout", c.got[3:], []string{"9 d 1"})
	if m := w.metrics("q"); m.BacklogCount != 0 || m.BacklogBytes != 0 || !m.Oldest.IsZero() {
		t.Errorf("the backlog is not empty: %+v", m)
	}
}

func TestAMessageRetriedFourTimesThenDead(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w, reply: always(queue.Result{Failed: true, Err: "boom"})}
	w.assign(consume("q", c, func(c *queue.Consumer) {
		c.BatchTimeout, c.MaxRetries, c.RetryDelay, c.DeadLetter = 0, 4, 60*time.Second, "dead"
	}))
	w.send("q", "x")
	w.advance(time.Hour)
	equal(t, "deliveries", c.got, []string{"0 x 1", "60 x 2", "120 x 3", "180 x 4", "240 x 5"})
	dead := w.peek("dead")
	if len(dead) != 1 || dead[0].Attempts != 0 || dead[0].Origin != "q" || !dead[0].Sent.Equal(epoch) ||
		!dead[0].Entered.Equal(epoch.Add(240*time.Second)) || dead[0].LastError != "boom" || string(dead[0].Body) != "x" {
		t.Errorf("the dead letter: %+v", dead)
	}
	if m := w.metrics("q"); m.BacklogCount != 0 {
		t.Errorf("it is in both queues: %+v", m)
	}
}

func TestWithoutADeadLetterQueueTheLastFailureDrops(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w, reply: always(queue.Result{Failed: true})}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout, c.MaxRetries = 0, 0 }))
	w.send("q", "x")
	equal(t, "deliveries", c.got, []string{"0 x 1"})
	if m := w.metrics("q"); m.BacklogCount != 0 {
		t.Errorf("it is still there: %+v", m)
	}
	dropped := 0
	for _, e := range w.journal.Since(0) {
		if e.Kind == journal.Dropped && e.Level == journal.Error {
			dropped++
		}
	}
	if dropped != 1 {
		t.Errorf("%d entries tell of the drop", dropped)
	}
}

func TestUnspentBatchesDoNotCostAnAttempt(t *testing.T) {
	w := newWorld(t)
	first := true
	c := &consumer{w: w}
	c.reply = func(b queue.Batch) queue.Result {
		if !first {
			return queue.Result{}
		}
		first = false
		return queue.Result{Unspent: true, Verdicts: []queue.Verdict{{Mark: queue.Acked}, {}, {Mark: queue.Retried}}}
	}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout = 0; c.BatchSize = 3 }))
	w.send("q", "a", "b", "c")
	equal(t, "deliveries", c.got, []string{"0 a 1", "0 b 1", "0 c 1", "0 b 1", "0 c 2"})
}

func TestDelays(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w}
	table := consume("q", c, func(c *queue.Consumer) { c.BatchTimeout = 0 })
	table.Queues[0].Settings.DeliveryDelay = ptr(30 * time.Second)
	w.assign(table)
	w.send("q", "queue")
	w.sendOut("q", queue.Outgoing{Body: []byte("own"), Type: "text", Delay: ptr(10 * time.Second)})
	w.sendOut("q", queue.Outgoing{Body: []byte("now"), Type: "text", Delay: ptr(time.Duration(0))})
	if m := w.metrics("q"); m.BacklogCount != 2 {
		t.Errorf("delayed messages are not in the backlog: %+v", m)
	}
	w.advance(time.Minute)
	equal(t, "deliveries", c.got, []string{"0 now 1", "10 own 1", "30 queue 1"})
}

func ptr[T any](v T) *T { return &v }

func TestRefusalsStoreNothing(t *testing.T) {
	w := newWorld(t, func(o *queue.Options) { o.Limits.StorageBytes = 200_000; o.Limits.RatePerSecond = 500 })
	w.assign(queue.Table{Queues: []queue.Declaration{{Name: "q"}}})
	big := strings.Repeat("x", 128_000)
	many := make([]queue.Outgoing, 101)
	cases := []struct {
		name string
		out  []queue.Outgoing
		want string
	}{
		{"gone", []queue.Outgoing{{Body: []byte("x")}}, `queue "gone" does not exist (10104)`},
		{"q", []queue.Outgoing{{Body: []byte(big + "x")}}, "message of 128001 bytes exceeds the limit of 128000 bytes (10204)"},
		{"q", many, "batch of 101 messages exceeds the limit of 100 messages (10206)"},
		{"q", []queue.Outgoing{{Body: []byte(big)}, {Body: []byte(big)}, {Body: []byte("x")}}, "batch of 256001 bytes exceeds the limit of 256000 bytes (10205)"},
		{"q", []queue.Outgoing{{Body: []byte(big)}, {Body: []byte(big)}}, `queue "q" with 256000 bytes would exceed the limit of 200000 bytes (10251)`},
		{"q", []queue.Outgoing{{Delay: ptr(25 * time.Hour)}}, "delay of 90000 seconds is not within 0 and 86400 seconds (10203)"},
	}
	for _, c := range cases {
		if err := w.sendOut(c.name, c.out...); err == nil || err.Error() != c.want {
			t.Errorf("got %v; want %s", err, c.want)
		}
	}
	if m := w.metrics("q"); m.BacklogCount != 0 {
		t.Errorf("a refused send stored something: %+v", m)
	}
	for range 5 {
		w.sendOut("q", many[:100]...)
	}
	if err := w.send("q", "one too many"); err == nil || !strings.Contains(err.Error(), "10250") {
		t.Errorf("the rate limit let it pass: %v", err)
	}
	w.advance(time.Second)
	if err := w.send("q", "the next second"); err != nil {
		t.Error(err)
	}
}

func TestConcurrency(t *testing.T) {
	for _, c := range []struct{ max, want int }{{1, 1}, {3, 3}, {0, 8}} {
		w := newWorld(t)
		slow := &consumer{w: w, hold: true}
		w.assign(consume("q", slow, func(k *queue.Consumer) { k.BatchSize, k.MaxConcurrency = 1, c.max }))
		w.send("q", "a", "b", "c", "d", "e", "f", "g", "h")
		if len(slow.open) != c.want {
			t.Errorf("max_concurrency %d: %d at a time", c.max, len(slow.open))
		}
		for n := 0; n < len(slow.open); n++ {
			slow.open[n](queue.Result{})
			w.settle()
		}
		if len(slow.got) != 8 {
			t.Errorf("max_concurrency %d: %v", c.max, slow.got)
		}
	}
}

func TestRetention(t *testing.T) {
	w := newWorld(t)
	table := queue.Table{Queues: []queue.Declaration{{Name: "q", Settings: queue.SettingsChange{Retention: ptr(time.Hour)}}}}
	w.assign(table)
	w.send("q", "a")
	w.advance(30 * time.Minute)
	w.send("q", "b")
	w.advance(30*time.Minute - time.Millisecond)
	if n := w.metrics("q").BacklogCount; n != 2 {
		t.Errorf("%d before the hour", n)
	}
	w.advance(time.Millisecond)
	if n := w.metrics("q").BacklogCount; n != 1 {
		t.Errorf("%d at the hour", n)
	}
	w.advance(time.Hour)
	if n := w.metrics("q").BacklogCount; n != 0 {
		t.Errorf("%d in the end", n)
	}
}

func TestPauseAndResume(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout = 0 }))
	pause := func(on bool) {
		w.broker.Configure("q", queue.SettingsChange{Paused: &on}, func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		w.settle()
	}
	pause(true)
	w.send("q", "a")
	w.advance(time.Minute)
	equal(t, "paused", c.got, nil)
	pause(false)
	equal(t, "resumed", c.got, []string{"60 a 1"})
}

func TestAQueueWithoutConsumerKeepsItsMessagesAndSaysSoOnce(t *testing.T) {
	w := newWorld(t)
	w.assign(queue.Table{Queues: []queue.Declaration{{Name: "q", Produced: true}}})
	w.send("q", "a")
	w.send("q", "b")
	said := 0
	for _, e := range w.journal.Since(0) {
		if e.Kind == journal.Notice && strings.Contains(e.Text, "has no consumer") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("said %d times", said)
	}
	c := &consumer{w: w}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout = 0 }))
	equal(t, "with a consumer", c.got, []string{"0 a 1", "0 b 1"})
}

func TestARestartReleasesLeasesAndKeepsCounting(t *testing.T) {
	w := newWorld(t)
	slow := &consumer{w: w, hold: true}
	w.assign(consume("q", slow, func(c *queue.Consumer) { c.BatchTimeout = 0 }))
	w.send("q", "a", "b")
	w.broker.Close()
	w.settle()

	again := worldOver(t, w.store, w.clock, 2)
	c := &consumer{w: again}
	again.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout = 0 }))
	equal(t, "after the restart", c.got, []string{"0 a 2", "0 b 2"})
	slow.open[0](queue.Result{}) // too late, and harmless
	if err := w.send("q", "x"); err != queue.ErrClosed {
		t.Errorf("a closed broker took a message: %v", err)
	}
}

func TestDrainWaitsForWhatIsInFlight(t *testing.T) {
	w := newWorld(t)
	slow := &consumer{w: w, hold: true}
	w.assign(consume("q", slow, func(c *queue.Consumer) { c.BatchTimeout, c.BatchSize, c.MaxConcurrency = 0, 1, 1 }))
	w.send("q", "a", "b")
	drained := false
	w.broker.Drain(func() { drained = true })
	w.settle()
	if drained {
		t.Fatal("drained with a batch in flight")
	}
	if err := w.send("q", "c"); err != nil {
		t.Errorf("a send while draining: %v", err)
	}
	slow.open[0](queue.Result{})
	w.settle()
	if !drained || len(slow.got) != 1 {
		t.Errorf("drained: %v after %v", drained, slow.got)
	}
	if n := w.metrics("q").BacklogCount; n != 2 {
		t.Errorf("%d messages wait, want 2", n)
	}
}

func TestAnOutcomeCountsOnce(t *testing.T) {
	w := newWorld(t)
	slow := &consumer{w: w, hold: true}
	w.assign(consume("q", slow, func(c *queue.Consumer) { c.BatchTimeout = 0 }))
	w.send("q", "a")
	slow.open[0](queue.Result{Failed: true})
	slow.open[0](queue.Result{})
	w.settle()
	if n := w.metrics("q").BacklogCount; n != 1 {
		t.Errorf("a second outcome counted: backlog %d", n)
	}
}

func TestTheSameSeedReplays(t *testing.T) {
	run := func(seed uint64) string {
		store, err := sqlite.OpenTemp()
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		w := worldOver(t, store, clock.NewVirtual(epoch), seed)
		rng := rand.New(rand.NewPCG(seed, 3))
		c := &consumer{w: w, reply: func(b queue.Batch) queue.Result { return queue.Result{Failed: rng.IntN(3) == 0} }}
		w.assign(consume("q", c, func(c *queue.Consumer) { c.DeadLetter, c.RetryDelay = "dead", time.Second }))
		for range 20 {
			w.broker.Send("q", []queue.Outgoing{{Body: []byte("x"), Type: "text"}}, func(queue.Metrics, error) {})
			w.broker.Send("dead", []queue.Outgoing{{Body: []byte("y"), Type: "text"}}, func(queue.Metrics, error) {})
		}
		w.advance(time.Minute)
		var b strings.Builder
		for _, e := range w.journal.Since(0) {
			fmt.Fprintf(&b, "%+v\n", e)
		}
		return b.String()
	}
	if a, b := run(5), run(5); a != b {
		t.Errorf("two runs of one seed differ:\n%s\n---\n%s", a, b)
	}
	if run(5) == run(6) {
		t.Error("another seed changed nothing")
	}
}
