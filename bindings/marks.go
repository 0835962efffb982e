package bindings

import (
	"fmt"
	"time"

	"paddock/queue"
	"paddock/runtime"
)

// marks collects what a handler said of its messages. The first call wins,
// message by message, and a later batch-level call does not touch a message
// that has its own mark.
type marks struct {
	own   []mark // grows to the batch's size at the first own mark
	all   queue.Mark
	delay *time.Duration // of retryAll
}

type mark struct {
	is    queue.Mark
	delay *time.Duration
}

// Marks are what a handler said of a batch, before any rule is applied.
type Marks struct {
	AckAll, RetryAll bool
	Delay            *time.Duration  // of retryAll, where it gave one
	Own              []queue.Verdict // of each message: nil when none has its own
}

// said is what the handler said so far.
func (m *marks) said() Marks {
	out := Marks{AckAll: m.all == queue.Acked, RetryAll: m.all == queue.Retried, Delay: m.delay}
	for _, own := range m.own {
		out.Own = append(out.Own, queue.Verdict{Mark: own.is, Delay: own.delay})
	}
	return out
}

func (m *marks) of(n, count int) *mark {
	if m.own == nil {
		m.own = make([]mark, count)
	}
	return &m.own[n]
}

// effective is what holds of a message so far.
func (m *marks) effective(n int) queue.Mark {
	if m.own != nil && m.own[n].is != queue.Unmarked {
		return m.own[n].is
	}
	return m.all
}

func (d *delivery) ack(i *runtime.Isolate, n int) {
	if d.late(i, "ack()") {
		return
	}
	if d.marks.effective(n) == queue.Retried {
		d.warn(i, n, "ack()", "retry()")
		return
	}
	d.marks.of(n, len(d.batch.Messages)).is = queue.Acked
}

func (d *delivery) retry(i *runtime.Isolate, n int, delay *time.Duration) {
	if d.late(i, "retry()") {
		return
	}
	if d.marks.effective(n) == queue.Acked {
		d.warn(i, n, "retry()", "ack()")
		return
	}
	own := d.marks.of(n, len(d.batch.Messages))
	if own.is == queue.Unmarked && delay == nil && d.marks.all == queue.Retried {
		delay = d.marks.delay
	}
	own.is = queue.Retried
	if delay != nil {
		own.delay = delay
	}
}

func (d *delivery) ackAll(i *runtime.Isolate) {
	if d.late(i, "ackAll()") {
		return
	}
	if d.marks.all == queue.Retried {
		d.warnAll(i, "ackAll()", "retryAll()")
		return
	}
	d.marks.all = queue.Acked
}

func (d *delivery) retryAll(i *runtime.Isolate, delay *time.Duration) {
	if d.late(i, "retryAll()") {
		return
	}
	if d.marks.all == queue.Acked {
		d.warnAll(i, "retryAll()", "ackAll()")
		return
	}
	d.marks.all = queue.Retried
	if delay != nil {
		d.marks.delay = delay
	}
}

// verdicts is what the broker needs to know, in the order of the messages.
func (d *delivery) verdicts() []queue.Verdict {
	if d.marks.own == nil && d.marks.all == queue.Unmarked {
		return nil
	}
	out := make([]queue.Verdict, len(d.batch.Messages))
	for n := range out {
		out[n].Mark = d.marks.effective(n)
		switch {
		case out[n].Mark != queue.Retried:
		case d.marks.own != nil && d.marks.own[n].is == queue.Retried:
			out[n].Delay = d.marks.own[n].delay
		default:
			out[n].Delay = d.marks.delay
		}
	}
	return out
}

// late reports, and warns, that the outcome is already decided.
func (d *delivery) late(i *runtime.Isolate, call string) bool {
	if d.closed {
		i.Log("warn", fmt.Sprintf("Received a call to %s after the outcome of its batch of queue %s was decided. It has no effect.", call, d.batch.Queue))
	}
	return d.closed
}

func (d *delivery) warn(i *runtime.Isolate, n int, call, earlier string) {
	i.Log("warn", fmt.Sprintf("Received a call to %s on message %s after %s was already called. Calling %s on a message after calling %s has no effect.",
		call, d.batch.Messages[n].ID, earlier, call, earlier))
}

func (d *delivery) warnAll(i *runtime.Isolate, call, earlier string) {
	i.Log("warn", fmt.Sprintf("Received a call to %s after %s was already called. Calling %s on a batch after calling %s has no effect.",
		call, earlier, call, earlier))
}
