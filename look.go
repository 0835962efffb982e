package paddock

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"paddock/internal/journal"
	"paddock/queue"
)

// mostRecorded bounds the batches that Deliveries looks back at, mostPeeked the
// messages of one queue that Messages shows.
const (
	mostRecorded = 100000
	mostPeeked   = 100000
)

// The outcomes of a Delivery.
const (
	Running      = "running"       // the handler has not ended yet
	Acked        = "acked"         // done with, by ack() or by the handler's success
	Retried      = "retried"       // it comes again
	Returned     = "returned"      // taken away through no fault of its own: it comes again, at no cost
	DeadLettered = "dead-lettered" // moved to the dead letter queue, its retries being used up
	Dropped      = "dropped"       // deleted, its retries being used up, with no dead letter queue
)

// A Delivery is one message being handed to a Worker once.
type Delivery struct {
	ID      string    // of the message, the same in each of its deliveries
	Body    []byte    // as it is stored: JSON, a text in UTF-8, plain bytes, or V8's serialization
	Type    string    // json, text, bytes or v8
	Batch   string    // the id of the batch that it was part of
	Attempt int       // from 1
	At      time.Time // when the batch was handed over, in the world's time
	Outcome string    // one of the constants above
	Error   string    // why it did not succeed, in one line; "" when it did, or a script gave no reason
}

// Deliveries lists what the Workers were given from a queue, first to last. The
// world remembers the last 16 MiB of bodies and console lines. A queue that the
// configuration does not name fails the test; without a test it panics.
func (w *World) Deliveries(queue string) []Delivery {
	if err := w.known(queue); err != nil {
		w.misuse(err)
	}
	out := []Delivery{}
	for _, r := range slices.Backward(w.inner.Batches.List()) {
		if r.Queue != queue {
			continue
		}
		for n, m := range r.Messages {
			d := Delivery{ID: m.ID, Body: m.Body, Type: m.Type, Batch: r.Batch, Attempt: m.Attempts, At: time.UnixMilli(r.Began).UTC(), Outcome: Running}
			if r.Outcome != nil {
				fate := r.Outcome.Fates[n]
				d.Outcome = fate.Kind
				d.Error, _, _ = strings.Cut(fate.Error, "\n")
			}
			out = append(out, d)
		}
	}
	return out
}

// The states of a Message.
const (
	Ready    = "ready"     // it goes with the next batch
	Delayed  = "delayed"   // not before its Due
	InFlight = "in flight" // a Worker has it
)

// A Message is one message that lies in a queue.
type Message struct {
	ID       string    // the same in every queue that it passes
	Body     []byte    // as it is stored: JSON, a text in UTF-8, plain bytes, or V8's serialization
	Type     string    // json, text, bytes or v8
	Attempts int       // deliveries so far in this queue
	Sent     time.Time // in the world's time
	State    string    // Ready, Delayed or InFlight
	Due      time.Time // when a Delayed message becomes Ready; else zero
	Origin   string    // of a dead letter: the queue that it came from; else ""
	Error    string    // why its last delivery failed, with the stack below the first line; or ""
}

// Messages lists what lies in a queue, in the order in which it came, up to
// 100000 messages. It touches none of them. A queue that the configuration does
// not name fails the test; without a test it panics.
func (w *World) Messages(queue string) []Message {
	all, err := w.messages(queue)
	if err != nil {
		w.misuse(err)
	}
	return all
}

func (w *World) messages(name string) ([]Message, error) {
	if err := w.known(name); err != nil {
		return nil, err
	}
	now := w.Now()
	list, err := w.inner.Broker.Peek(name, queue.Peek{Limit: mostPeeked, Now: now})
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", name, err)
	}
	out := []Message{}
	for _, m := range list {
		shown := Message{ID: m.ID, Body: slices.Clone(m.Body), Type: m.Type, Attempts: m.Attempts, Sent: m.Sent.UTC(), State: Ready, Origin: m.Origin, Error: m.LastError}
		switch {
		case m.Lease != 0:
			shown.State = InFlight
		case m.Visible.After(now):
			shown.State, shown.Due = Delayed, m.Visible.UTC()
		}
		out = append(out, shown)
	}
	return out, nil
}

// DeadLetters lists the messages of a queue that were given up and lie in its
// dead letter queue. Where a Worker consumes that one too, those that it has had
// are among its Deliveries instead. A queue without a dead letter queue has
// none. A queue that the configuration does not name fails the test; without a
// test it panics.
func (w *World) DeadLetters(queue string) []Message {
	if err := w.known(queue); err != nil {
		w.misuse(err)
	}
	out := []Message{}
	to := w.deadLetterQueue(queue)
	if to == "" {
		return out
	}
	for _, m := range w.Messages(to) {
		if m.Origin == queue {
			out = append(out, m)
		}
	}
	return out
}

func (w *World) deadLetterQueue(name string) string {
	for _, info := range w.workers() {
		if info.Config == nil {
			continue
		}
		for _, c := range info.Config.Consumers {
			if c.Queue == name {
				return c.DeadLetterQueue
			}
		}
	}
	return ""
}

// Backlog counts the messages that a queue holds, be they ready, delayed or in
// flight. The error says that no queue has the name.
func (w *World) Backlog(queue string) (int, error) {
	if err := w.known(queue); err != nil {
		return 0, err
	}
	all, err := w.queues()
	if err != nil {
		return 0, fmt.Errorf("look into %s: %w", queue, err)
	}
	for _, q := range all {
		if q.Name == queue {
			return int(q.Metrics.BacklogCount), nil
		}
	}
	return 0, nil
}

// Logs lists the console lines of all Workers, first to last.
func (w *World) Logs() []string {
	out := []string{}
	for _, e := range w.inner.Journal.Since(0) {
		if e.Kind == journal.Log {
			out = append(out, e.Text)
		}
	}
	return out
}
