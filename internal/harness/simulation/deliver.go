package simulation

import (
	"fmt"
	"strings"
	"time"

	"paddock/queue"
	"paddock/runtime"
)

// A delivery is one batch in the hands of a Worker.
//
// A request of a client, the run of a cron trigger and each run of an instance of
// a workflow are deliveries too.
type delivery struct {
	key     string // names it in every run of the seed: its first message and the attempt
	origin  string // of its invocations: see runtime.Event
	queue   string
	fragile bool // a message has no other attempt left, so nothing may go wrong
	ops     int
	left    []string // what was under way when it ended
	copy    bool     // its outcome counts for nothing
	over    bool

	client   bool // it is a request of a client
	instance bool // it is a run of a workflow: inv
	inv      *runtime.Invocation
	hurt     bool          // an isolate died under it
	hung     bool          // an operation hangs on purpose
	slow     time.Duration // how long each operation takes; 0 for as it is drawn
}

// mostDelivered bounds a run, by the messages that were sent.
func (r *run) mostDelivered() int {
	most := 1000
	for _, p := range r.plan {
		if p.message != nil {
			most += 4 * (r.s.consumed[p.message.Queue].MaxRetries + 1)
		}
	}
	return most
}

// deliver stands between the queues and the Workers.
func (r *run) deliver(_ string, h queue.Handler) queue.Handler {
	return queue.HandlerFunc(func(b queue.Batch, done func(queue.Result)) {
		if r.delivered++; r.delivered > r.mostDelivered() {
			r.violate(Restless, fmt.Sprintf("after %d deliveries there are still messages, lately in %s: they make each other without end", r.delivered-1, b.Queue))
			return
		}
		d := r.take(b, "")
		r.upset(d)
		r.duplicate(h, b, d)
		r.hand(h, b, d, func(result queue.Result) { r.outcome(b, d, result, done) })
	})
}

// take notes that a batch is handed over. suffix tells a copy from the original.
func (r *run) take(b queue.Batch, suffix string) *delivery {
	labels := make([]string, len(b.Messages))
	d := &delivery{origin: b.ID, queue: b.Queue, copy: suffix != ""}
	for n := range b.Messages {
		m := &b.Messages[n]
		labels[n] = fmt.Sprintf("%s (attempt %d)", r.label(m.ID), m.Attempts)
		d.fragile = d.fragile || m.Attempts > b.Consumer.MaxRetries
	}
	d.key = fmt.Sprintf("%s.%d%s", r.label(b.Messages[0].ID), b.Messages[0].Attempts, suffix)
	if r.visits[d.key]++; r.visits[d.key] > 1 {
		d.key += fmt.Sprintf("~%d", r.visits[d.key]) // an attempt that went back unspent
	}
	r.deliveries[b.ID] = d
	what := "delivered"
	if d.copy {
		what = "delivered a second time"
	}
	r.note("deliver", r.label(b.Messages[0].ID), fmt.Sprintf("%s: %s of %s", what, strings.Join(labels, ", "), b.Queue))
	return d
}

// hand gives a batch to its handler and waits for the outcome.
func (r *run) hand(h queue.Handler, b queue.Batch, d *delivery, done func(queue.Result)) {
	r.inFlight++
	h.Handle(b, func(result queue.Result) {
		if result.Unspent && !d.fragile { // an isolate that died has spent an attempt, as on the platform
			result.Unspent, result.Failed = false, true
		}
		if d.fragile && d.hurt {
			spare(&result)
		}
		d.over = true
		r.leave(d)
		failed := result.Failed || result.Unspent
		if !failed {
			r.leftOpen(b.Queue, d)
		}
		text := "the handler ended"
		if failed {
			text = "the handler failed: " + firstLine(result.Err)
		}
		r.note("end", r.label(b.Messages[0].ID), text)
		done(result)
	})
}

// spare takes an attempt that suffered from what went wrong elsewhere for one that
// was not made: it was the last one, in which nothing was to go wrong.
func spare(result *queue.Result) {
	for n := range result.Verdicts {
		if result.Verdicts[n].Mark == queue.Retried {
			result.Verdicts[n] = queue.Verdict{}
			result.Failed = true
		}
	}
	if result.Failed {
		result.Failed, result.Unspent = false, true
	}
}

// outcome tells the queues how a delivery ended, in time or late, and not all of
// it where acknowledgements are lost.
func (r *run) outcome(b queue.Batch, d *delivery, result queue.Result, done func(queue.Result)) {
	r.lose(b, d, &result)
	tell := func() {
		r.inFlight--
		done(result)
	}
	if d.fragile || !r.chance.happen(LateAck, d.key) {
		tell()
		return
	}
	late := r.chance.wait("late", d.key, time.Second, time.Minute)
	r.fault(LateAck, r.label(b.Messages[0].ID), fmt.Sprintf("%s: by %s", about[LateAck], late))
	r.clock.AfterFunc(late, tell)
}

// lose turns acknowledgements into another attempt.
func (r *run) lose(b queue.Batch, d *delivery, result *queue.Result) {
	verdicts := make([]queue.Verdict, len(b.Messages))
	copy(verdicts, result.Verdicts)
	for n := range b.Messages {
		m := &b.Messages[n]
		acked := verdicts[n].Mark == queue.Acked || verdicts[n].Mark == queue.Unmarked && !result.Failed && !result.Unspent
		if !acked {
			continue
		}
		r.know(m.ID).acked = true
		key := fmt.Sprintf("%s.%d", r.label(m.ID), m.Attempts)
		if d.fragile || m.Attempts > b.Consumer.MaxRetries || !r.chance.happen(LostAck, key) {
			continue
		}
		again := r.chance.wait("lost ack", key, time.Second, 30*time.Second, 2*time.Hour)
		r.fault(LostAck, r.label(m.ID), fmt.Sprintf("%s, after %s", about[LostAck], again))
		verdicts[n] = queue.Verdict{Mark: queue.Retried, Delay: &again}
	}
	result.Verdicts = verdicts
}

// duplicate hands some messages of a batch over a second time; what comes of
// that tells the queues nothing.
func (r *run) duplicate(h queue.Handler, b queue.Batch, d *delivery) {
	again := b
	again.Messages = nil
	for n := range b.Messages {
		m := b.Messages[n]
		if r.chance.happen(Duplicate, fmt.Sprintf("%s.%d", r.label(m.ID), m.Attempts)) {
			again.Messages = append(again.Messages, m)
			r.fault(Duplicate, r.label(m.ID), about[Duplicate])
		}
	}
	if len(again.Messages) == 0 {
		return
	}
	again.ID, again.Seed = b.ID+"d", b.Seed^2
	r.inFlight++
	r.clock.AfterFunc(r.chance.wait("duplicate", d.key, 5*time.Millisecond, 50*time.Millisecond, time.Second, time.Hour), func() {
		r.hand(h, again, r.take(again, "d"), func(queue.Result) { r.inFlight -= 2 })
	})
}

// upset decides on what befalls the whole world while a batch is handled.
func (r *run) upset(d *delivery) {
	if d.fragile || r.closed {
		return
	}
	if r.chance.happen(Restart, d.key) {
		r.clock.AfterFunc(r.chance.wait("restart", d.key, 3*time.Millisecond, 30*time.Millisecond, time.Second), func() { r.crash = !r.closed })
	}
	if r.chance.happen(Jump, d.key) {
		r.clock.AfterFunc(r.chance.wait("jump", d.key, 20*time.Millisecond, time.Second), func() {
			if r.closed || r.anyFragile() {
				return // a limit of time that runs out would cost the last attempt
			}
			by := r.chance.wait("jump by", d.key, 5*time.Minute, 3*time.Hour, 26*time.Hour)
			r.fault(Jump, "", fmt.Sprintf("%s by %s", about[Jump], by))
			r.clock.MoveTo(r.clock.Now().Add(by))
		})
	}
}

// anyFragile reports whether a batch is being handled in which nothing may go
// wrong.
func (r *run) anyFragile() bool {
	for _, d := range r.deliveries {
		if d.fragile && !d.over {
			return true
		}
	}
	return false
}

// fault notes that something goes wrong on purpose.
func (r *run) fault(kind Kind, label, text string) {
	r.note("fault", label, string(kind)+": "+text)
}
