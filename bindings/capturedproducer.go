package bindings

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"paddock/bindings/codec"
	"paddock/queue"
)

// SentMessage is one message in the Data of an effect of a queue binding.
type SentMessage struct {
	Type  string   `json:"content_type"`
	Body  []byte   `json:"body"`                    // base64 in JSON
	Delay *float64 `json:"delay_seconds,omitempty"` // where the script or the binding gave one
}

// Captured returns the binding with its sends watched.
func (p *Producer) Captured(c Capture) Binding {
	watched := *p
	watched.Broker = &watchedSender{binding: p.Binding, capture: c, next: p.Broker, sent: map[string]queue.Metrics{}}
	return &watched
}

// watchedSender stands between a producer and the queues. Without leave to
// perform, it answers as they would: the same refusals, and metrics as if the
// messages had been stored.
type watchedSender struct {
	binding string
	capture Capture
	next    Sender

	mu   sync.Mutex
	sent map[string]queue.Metrics // what would have been added, by queue
}

// Send sends, or only says what would have been sent.
func (w *watchedSender) Send(name string, msgs []queue.Outgoing, done func(queue.Metrics, error)) {
	effect, tell := w.effect(name, msgs), w.capture.Begin()
	answer := func(m queue.Metrics, err error) {
		if err != nil {
			effect.Error = err.Error()
		}
		tell(effect)
		done(m, err)
	}
	if w.capture.Perform {
		w.next.Send(name, msgs, func(m queue.Metrics, err error) {
			effect.Performed = err == nil
			answer(m, err)
		})
		return
	}
	if err := queue.Check(queue.Limits{}, msgs); err != nil {
		answer(queue.Metrics{}, err)
		return
	}
	w.add(name, msgs)
	w.Metrics(name, answer)
}

// Metrics returns the backlog, with what was held back counted in.
func (w *watchedSender) Metrics(name string, done func(queue.Metrics, error)) {
	w.next.Metrics(name, func(m queue.Metrics, err error) {
		w.mu.Lock()
		more := w.sent[name]
		w.mu.Unlock()
		m.BacklogCount += more.BacklogCount
		m.BacklogBytes += more.BacklogBytes
		done(m, err)
	})
}

func (w *watchedSender) add(name string, msgs []queue.Outgoing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m := w.sent[name]
	for _, out := range msgs {
		m.BacklogCount++
		m.BacklogBytes += int64(len(out.Body))
	}
	w.sent[name] = m
}

// effect describes a send.
func (w *watchedSender) effect(name string, msgs []queue.Outgoing) Effect {
	e := Effect{Binding: w.binding, Kind: "send", Target: name}
	if len(msgs) > 1 {
		e.Kind = "sendBatch"
	}
	var lines []string
	var data []SentMessage
	for _, m := range msgs {
		line := codec.Readable(codec.Type(m.Type), m.Body)
		one := SentMessage{Type: m.Type, Body: m.Body}
		if m.Delay != nil {
			s := m.Delay.Seconds()
			one.Delay = &s
			line += fmt.Sprintf("  (after %s)", m.Delay.Round(time.Second))
		}
		lines, data = append(lines, line), append(data, one)
	}
	e.Text, e.Data = strings.Join(lines, "\n"), data
	return e
}

// NoQueues is a Sender behind which there is nothing: every queue exists, and
// is empty. It is what a run in a world of its own sends to, watched.
type NoQueues struct{}

// Send accepts the messages and forgets them.
func (NoQueues) Send(_ string, msgs []queue.Outgoing, done func(queue.Metrics, error)) {
	done(queue.Metrics{BacklogCount: int64(len(msgs))}, queue.Check(queue.Limits{}, msgs))
}

// Metrics finds nothing.
func (NoQueues) Metrics(_ string, done func(queue.Metrics, error)) { done(queue.Metrics{}, nil) }
