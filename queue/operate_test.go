package queue_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/journal"
	"paddock/queue"
	"paddock/queue/sqlite"
)

func (w *world) info(name string) (found queue.QueueInfo) {
	w.t.Helper()
	w.broker.Queues(func(all []queue.QueueInfo, err error) {
		if err != nil {
			w.t.Error(err)
		}
		for _, q := range all {
			if q.Name == name {
				found = q
			}
		}
	})
	w.settle()
	return found
}

// told returns the journal's texts of a kind.
func (w *world) told(kind journal.Kind) []string {
	var out []string
	for _, e := range w.journal.Since(0) {
		if e.Kind == kind {
			out = append(out, e.Text)
		}
	}
	return out
}

func (w *world) wantTold(kind journal.Kind, part string) {
	w.t.Helper()
	if !slices.ContainsFunc(w.told(kind), func(s string) bool { return strings.Contains(s, part) }) {
		w.t.Errorf("nothing tells %q: %q", part, w.told(kind))
	}
}

func TestPurge(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w, hold: true}
	w.assign(consume("q", c, func(c *queue.Consumer) {
		c.BatchTimeout, c.BatchSize, c.MaxConcurrency, c.MaxRetries, c.DeadLetter = 0, 1, 2, 0, "dead"
	}))
	for n := range 50 {
		var out []queue.Outgoing
		for k := range 100 {
			out = append(out, queue.Outgoing{Body: fmt.Append(nil, 100*n+k), Type: "text", Delay: ptr(time.Duration(k%2) * time.Hour)})
		}
		w.sendOut("q", out...)
	}
	var purged queue.Purged
	w.broker.Purge("q", func(p queue.Purged, err error) { purged = p })
	w.settle()
	if m := w.metrics("q"); m.BacklogCount != 0 || purged.Count != 5000 || !purged.At.Equal(epoch) {
		t.Errorf("purged %+v, left %+v", purged, m)
	}
	if got := w.info("q").PurgedAt; !got.Equal(epoch) {
		t.Errorf("purged at %v", got)
	}
	w.send("q", "new")
	c.open[0](queue.Result{Failed: true}) // was in flight: its message must not come back, nor die
	c.open[1](queue.Result{})
	w.advance(2 * time.Hour)
	equal(t, "delivered", c.got, []string{"0 0 1", "0 2 1", "0 new 1"})
	if len(w.peek("dead")) != 0 {
		t.Error("a purged message was dead-lettered")
	}
}

func TestDeleteAndCreate(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w, hold: true}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout, c.BatchSize = 0, 1 }))
	w.send("q", "a")
	var err error
	w.broker.Delete("q", func(e error) { err = e })
	w.settle()
	if err != nil || w.info("q").Name != "" {
		t.Fatalf("the queue is still there: %v", err)
	}
	w.wantRefusal("a send", w.send("q", "b"), queue.CodeQueueNotFound)
	w.broker.Create("q", queue.SettingsChange{Paused: ptr(true)}, func(i queue.QueueInfo, e error) {
		if e != nil || !i.Settings.Paused || i.Settings.Retention != queue.DefaultRetention {
			t.Errorf("created %+v, %v", i, e)
		}
	})
	w.settle()
	w.send("q", "new")
	c.open[0](queue.Result{}) // of the queue that was deleted
	w.settle()
	if m := w.metrics("q"); m.BacklogCount != 1 {
		t.Errorf("the new queue has %+v", m)
	}
	w.broker.Create("q", queue.SettingsChange{}, func(_ queue.QueueInfo, e error) { err = e })
	w.settle()
	w.wantRefusal("creating it again", err, queue.CodeQueueExists)
	w.broker.Delete("nowhere", func(e error) { err = e })
	w.settle()
	w.wantRefusal("deleting what is not there", err, queue.CodeQueueNotFound)
}

func TestRemove(t *testing.T) {
	w := newWorld(t)
	w.assign(pullTable())
	w.send("q", "a", "b", "c")
	w.mustPull(1, time.Minute)
	all := w.peek("q")
	count := -1
	w.broker.Remove("q", []int64{all[0].Ref, all[2].Ref, all[2].Ref + 100}, func(n int, err error) { count = n })
	w.settle()
	if left := w.peek("q"); count != 2 || len(left) != 1 || string(left[0].Body) != "b" {
		t.Errorf("removed %d, left %+v", count, left)
	}
}

func (w *world) redrive(name string, r queue.RedriveRequest) (out queue.Redriven, refusal error) {
	w.t.Helper()
	told := 0
	w.broker.Redrive(name, r, func(d queue.Redriven, err error) { told++; out, refusal = d, err })
	w.settle()
	if told != 1 {
		w.t.Fatalf("told %d times", told)
	}
	return out, refusal
}

// deadLetters fills queue dead from queues a and b.
func deadLetters(t *testing.T, each int) (*world, *consumer) {
	w := newWorld(t)
	c := &consumer{w: w, reply: always(queue.Result{Failed: true, Err: "boom"})}
	table := queue.Table{}
	for _, name := range []string{"a", "b"} {
		k := queue.NewConsumer(name, c)
		k.BatchTimeout, k.BatchSize, k.MaxRetries, k.DeadLetter = 0, 100, 0, "dead"
		table.Consumers = append(table.Consumers, k)
	}
	w.assign(table)
	for n := range each {
		w.send("a", fmt.Sprint("a", n))
		w.send("b", fmt.Sprint("b", n))
	}
	w.send("dead", "own")
	return w, c
}

func TestRedriveSendsDeadLettersHome(t *testing.T) {
	w, c := deadLetters(t, 600)
	c.reply = nil
	c.got = nil
	out, err := w.redrive("dead", queue.RedriveRequest{})
	if err != nil || out.Moved["a"] != 600 || out.Moved["b"] != 600 || out.Skipped != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	if len(c.got) != 1200 || c.got[0] != "0 a0 1" {
		t.Errorf("delivered %d, first %q", len(c.got), c.got[0])
	}
	if left := w.peek("dead"); len(left) != 1 || string(left[0].Body) != "own" {
		t.Errorf("left %d", len(left))
	}
}

func TestRedriveOfWhatFailsAgainEnds(t *testing.T) {
	w, c := deadLetters(t, 600)
	c.got = nil
	out, err := w.redrive("dead", queue.RedriveRequest{})
	if err != nil || out.Moved["a"]+out.Moved["b"] != 1200 {
		t.Fatalf("%+v, %v", out, err)
	}
	dead := w.peek("dead")
	if len(c.got) != 1200 || w.metrics("dead").BacklogCount != 1201 || dead[500].Origin == "" || dead[500].Origin == "dead" {
		t.Errorf("delivered %d, dead %d, origin %q", len(c.got), len(dead), dead[500].Origin)
	}
}

func TestRedriveSelectedAndElsewhere(t *testing.T) {
	w, c := deadLetters(t, 3)
	c.reply = nil
	all := w.peek("dead")
	byBody := map[string]string{}
	for _, m := range all {
		byBody[string(m.Body)] = m.ID
	}
	c.got = nil
	none := strings.Repeat("0", 32)
	out, err := w.redrive("dead", queue.RedriveRequest{IDs: []string{byBody["a1"], none}})
	if err != nil || out.Moved["a"] != 1 || !slices.Equal(out.Missing, []string{none}) {
		t.Fatalf("%+v, %v", out, err)
	}
	equal(t, "delivered", c.got, []string{"0 a1 1"})
	out, err = w.redrive("dead", queue.RedriveRequest{To: "b", IDs: []string{byBody["own"]}})
	if err != nil || out.Moved["b"] != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	equal(t, "delivered elsewhere", c.got[1:], []string{"0 own 1"})
	_, err = w.redrive("dead", queue.RedriveRequest{To: "nowhere"})
	w.wantRefusal("to nowhere", err, queue.CodeQueueNotFound)
	if _, err = w.redrive("dead", queue.RedriveRequest{To: "dead"}); err == nil {
		t.Error("a queue was redriven to itself")
	}
	w.broker.Delete("a", func(error) {})
	w.settle()
	out, err = w.redrive("dead", queue.RedriveRequest{})
	if err != nil || out.Skipped != 2 || out.Moved["b"] != 3 {
		t.Errorf("whose origin is gone: %+v, %v", out, err)
	}
}

func (w *world) setConsumer(name string, a queue.Attachment) (info queue.QueueInfo, refusal error) {
	w.t.Helper()
	w.broker.SetConsumer(name, a, func(i queue.QueueInfo, err error) { info, refusal = i, err })
	w.settle()
	return info, refusal
}

func TestWhatTheAPISetsHoldsWhereTheConfigurationIsSilent(t *testing.T) {
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	virtual := clock.NewVirtual(epoch)
	w := worldOver(t, store, virtual, 1)
	table := consume("q", &consumer{w: w}, func(c *queue.Consumer) { c.MaxRetries, c.Given = 7, queue.GivenMaxRetries })
	w.assign(table)
	info, err := w.setConsumer("q", queue.Attachment{Type: queue.WorkerConsumer, Worker: "test",
		Settings: queue.ConsumerSettings{MaxRetries: ptr(1), BatchSize: ptr(50), DeadLetter: ptr("dead")}})
	if err != nil || info.Consumer.MaxRetries != 1 || info.Consumer.BatchSize != 50 || info.ConsumerFrom != queue.FromConfig || info.Consumer.Handler == nil {
		t.Fatalf("set: %+v, %v", info.Consumer, err)
	}
	if w.info("dead").Name == "" {
		t.Error("the dead letter queue was not made")
	}
	check := func(when string) {
		t.Helper()
		if c := w.info("q").Consumer; c.MaxRetries != 7 || c.BatchSize != 50 || c.DeadLetter != "dead" {
			t.Errorf("%s: %+v", when, c)
		}
	}
	w.assign(table)
	check("after a reload")
	w.wantTold(journal.Notice, "the configuration sets max_retries, which wins")
	w.broker.Close()
	w.settle()
	w = worldOver(t, store, virtual, 2)
	w.assign(table)
	check("after a restart")
	if len(w.told(journal.Notice)) != 0 {
		t.Errorf("told again: %q", w.told(journal.Notice))
	}

	w.setConsumer("q", queue.Attachment{Type: queue.PullConsumer})
	if c := w.info("q").Consumer; c.Type != queue.PullConsumer {
		t.Errorf("%+v", c)
	}
	w.assign(table)
	if c := w.info("q").Consumer; c.Type != queue.WorkerConsumer || c.BatchSize != 10 {
		t.Errorf("another type does not survive a reload: %+v", c)
	}
	w.broker.RemoveConsumer("q", func(error) {})
	w.settle()
	if w.info("q").Consumer != nil {
		t.Error("it was not removed")
	}
	w.broker.RemoveConsumer("q", func(e error) { err = e })
	w.settle()
	w.wantRefusal("removing it again", err, queue.CodeConsumerNotFound)
	w.assign(table)
	w.wantTold(journal.Notice, "queue q has its consumer again")
	if w.info("q").Consumer == nil {
		t.Error("the configuration's consumer did not come back")
	}
	if _, err := w.setConsumer("q", queue.Attachment{Type: queue.PullConsumer, Settings: queue.ConsumerSettings{DeadLetter: ptr("q")}}); err == nil {
		t.Error("a queue is its own dead letter queue")
	}
}

func TestAConsumerOfTheAPIAlone(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w}
	w.assign(queue.Table{Queues: []queue.Declaration{{Name: "q"}}})
	info, err := w.setConsumer("q", queue.Attachment{Type: queue.WorkerConsumer, Worker: "shop", Settings: queue.ConsumerSettings{BatchTimeout: ptr(time.Duration(0))}})
	if err != nil || info.ConsumerFrom != queue.FromAPI {
		t.Fatalf("%+v, %v", info, err)
	}
	w.send("q", "a")
	w.advance(time.Minute)
	equal(t, "no such Worker runs", c.got, nil)
	w.assign(queue.Table{Workers: map[string]queue.Handler{"shop": c}})
	equal(t, "now it does", c.got, []string{"60 a 1"})
	w.broker.AddConsumer("q", queue.Attachment{Type: queue.PullConsumer}, func(_ queue.QueueInfo, e error) { err = e })
	w.settle()
	w.wantRefusal("adding a second", err, queue.CodeConsumerExists)
	w.broker.RemoveConsumer("q", func(error) {})
	w.broker.AddConsumer("q", queue.Attachment{Type: queue.PullConsumer}, func(_ queue.QueueInfo, e error) { err = e })
	w.send("q", "b")
	if err != nil {
		t.Errorf("adding one where there is none: %v", err)
	}
	equal(t, "pulled", texts(w.mustPull(1, 0)), []string{"b 1"})
}

func TestTheConfigurationWinsOverSettings(t *testing.T) {
	w := newWorld(t)
	table := queue.Table{Queues: []queue.Declaration{{Name: "q", Settings: queue.SettingsChange{Retention: ptr(time.Hour)}}}}
	w.assign(table)
	w.broker.Configure("q", queue.SettingsChange{Retention: ptr(2 * time.Hour), Paused: ptr(true)}, func(error) {})
	w.settle()
	w.wantTold(journal.Queue, "queue q: delivery is paused")
	w.assign(table)
	if s := w.info("q").Settings; s.Retention != time.Hour || !s.Paused {
		t.Errorf("%+v", s)
	}
	w.wantTold(journal.Notice, "message_retention_period is 1h now, it was 2h, as the configuration says")
}

func TestFailuresShrinkTheConcurrencyAndSuccessesGiveItBack(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w, hold: true}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout, c.BatchSize, c.MaxConcurrency, c.MaxRetries = 0, 1, 8, 100 }))
	for n := range 40 {
		w.send("q", fmt.Sprint(n))
	}
	finish := func(r queue.Result) {
		open := c.open[0]
		c.open = c.open[1:]
		open(r)
		w.settle()
	}
	want := func(when string, allowed, open int) {
		t.Helper()
		if got := w.info("q"); got.Concurrency != allowed || len(c.open) != open {
			t.Errorf("%s: %d allowed, %d open; want %d, %d", when, got.Concurrency, len(c.open), allowed, open)
		}
	}
	want("a backlog", 8, 8)
	w.wantTold(journal.Queue, "concurrency of q: 4 → 8, as the backlog asks")
	finish(queue.Result{Verdicts: []queue.Verdict{{Mark: queue.Retried}}})
	want("a retry is no failure", 8, 8)
	finish(queue.Result{Failed: true})
	want("a failure", 4, 7)
	w.wantTold(journal.Queue, "concurrency of q: 8 → 4, after a failed invocation")
	finish(queue.Result{Unspent: true})
	want("a replaced invocation says nothing", 4, 6)
	for range 4 {
		finish(queue.Result{Failed: true})
	}
	want("failures", 1, 2)
	finish(queue.Result{})
	want("a success", 2, 2)
	finish(queue.Result{})
	finish(queue.Result{})
	want("successes", 8, 8)
}

func TestBestEffortOrder(t *testing.T) {
	deliveries := func(unordered bool, seed uint64) []string {
		store, err := sqlite.OpenTemp()
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		w := worldOver(t, store, clock.NewVirtual(epoch), seed)
		c := &consumer{w: w}
		table := consume("q", c, func(c *queue.Consumer) { c.BatchTimeout, c.BatchSize, c.MaxConcurrency = time.Second, 5, 1 })
		table.Queues[0].Unordered = unordered
		w.assign(table)
		for n := range 20 {
			w.broker.Send("q", []queue.Outgoing{{Body: fmt.Append(nil, n), Type: "text"}}, func(queue.Metrics, error) {})
		}
		w.advance(5 * time.Second)
		return c.got
	}
	ordered, shuffled := deliveries(false, 4), deliveries(true, 4)
	if len(ordered) != 20 || len(shuffled) != 20 || slices.Equal(ordered, shuffled) {
		t.Errorf("ordered %q\nshuffled %q", ordered, shuffled)
	}
	equal(t, "the same seed", deliveries(true, 4), shuffled)
	slices.Sort(ordered)
	slices.Sort(shuffled)
	if bodiesOf(ordered) != bodiesOf(shuffled) {
		t.Errorf("not the same messages: %s, %s", bodiesOf(ordered), bodiesOf(shuffled))
	}
}

// bodiesOf leaves out the times.
func bodiesOf(got []string) string {
	var out []string
	for _, line := range got {
		out = append(out, strings.Fields(line)[1])
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestPeekSaysWhoHoldsAMessage(t *testing.T) {
	w := newWorld(t)
	c := &consumer{w: w, hold: true}
	w.assign(consume("q", c, func(c *queue.Consumer) { c.BatchTimeout = 0 }))
	w.send("q", "a")
	look := func() string {
		msgs, err := w.broker.Peek("q", queue.Peek{Limit: 1, Now: w.clock.Now()})
		if err != nil {
			t.Fatal(err)
		}
		return msgs[0].Holder
	}
	if got := look(); got != "test" {
		t.Errorf("held by %q", got)
	}
	c.open[0](queue.Result{Failed: true, Err: "Error: boom", Stack: "Error: boom\n    at index.js:1:1"})
	w.broker.Configure("q", queue.SettingsChange{Paused: ptr(true)}, func(error) {})
	w.settle()
	if got := w.peek("q")[0]; got.LastError != "Error: boom\n    at index.js:1:1" || got.Lease != 0 && look() == "" {
		t.Errorf("%+v", got)
	}
}

func TestTheSecretStays(t *testing.T) {
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	c := clock.NewVirtual(epoch)
	first := worldOver(t, store, c, 1).broker.Secret()
	second := worldOver(t, store, c, 2).broker.Secret()
	if len(first) != 32 || string(first) != string(second) {
		t.Errorf("%x, then %x", first, second)
	}
	if other := newWorld(t).broker.Secret(); len(other) != 32 {
		t.Errorf("%x", other)
	}
}

func TestJudgeSaysWhatTheBrokerDoes(t *testing.T) {
	c := queue.Consumer{MaxRetries: 1, RetryDelay: time.Second, DeadLetter: "dead"}
	b := queue.Batch{Messages: []queue.Message{{ID: "1", Attempts: 1}, {ID: "2", Attempts: 2, Queue: "q"}, {ID: "3", Attempts: 1}}}
	r := queue.Result{Failed: true, Err: "boom", Verdicts: []queue.Verdict{{Mark: queue.Acked}}}
	want := []queue.Fate{
		{Message: "1", Kind: "acked"},
		{Message: "2", Kind: "dead-lettered", To: "dead", Error: "boom"},
		{Message: "3", Kind: "retried", Delay: time.Second, Error: "boom"},
	}
	if got := queue.Judge(b, r, c, epoch); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}
