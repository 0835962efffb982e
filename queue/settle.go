package queue

import (
	"fmt"
	"time"

	"paddock/internal/journal"
)

// fate is what becomes of a delivered message.
type fate uint8

const (
	acked    fate = iota
	retried       // waits for its next attempt
	returned      // goes back as if it had not been delivered
	dead          // moves to the dead letter queue
	dropped       // out of attempts, with nowhere to go
)

// A decision is the fate of one message, and how the store brings it about.
type decision struct {
	Change
	fate  fate
	delay time.Duration // of a retry
}

// decide is every rule about the outcome of a batch: pure, and in one place.
// A dead letter's Change.To is left to the caller.
func decide(b Batch, r Result, c Consumer, now time.Time) []decision {
	out := make([]decision, len(b.Messages))
	for i := range b.Messages {
		var v Verdict
		if i < len(r.Verdicts) {
			v = r.Verdicts[i]
		}
		out[i] = decideOne(&b.Messages[i], v, r, c, now)
	}
	return out
}

func decideOne(m *Message, v Verdict, r Result, c Consumer, now time.Time) decision {
	switch {
	case v.Mark == Acked, v.Mark == Unmarked && !r.Failed && !r.Unspent:
		return decision{fate: acked, Change: Change{Kind: Delete, Message: m}}
	case v.Mark == Unmarked && r.Unspent:
		return decision{fate: returned, Change: Change{Kind: Return, Message: m, Visible: m.Visible, Attempts: m.Attempts - 1, Error: m.LastError}}
	}
	why := r.Err
	if v.Mark == Retried && !r.Failed {
		why = "the consumer called retry()"
	}
	if m.Attempts > c.MaxRetries {
		if c.DeadLetter == "" {
			return decision{fate: dropped, Change: Change{Kind: Delete, Message: m, Error: why}}
		}
		return decision{fate: dead, Change: Change{Kind: Move, Message: m, Visible: now, Error: why}}
	}
	delay := c.RetryDelay
	if v.Delay != nil {
		delay = *v.Delay
	}
	return decision{fate: retried, delay: delay, Change: Change{Kind: Return, Message: m, Visible: now.Add(delay), Attempts: m.Attempts, Error: why}}
}

// settle stores the outcome of a batch.
func (b *Broker) settle(q *state, c Consumer, batch Batch, r Result, began time.Time) {
	var decisions []decision
	b.do(op{
		run: func(tx Tx) error {
			now := b.now()
			decisions = decide(batch, r, c, now)
			changes := make([]Change, len(decisions))
			for i := range decisions {
				if decisions[i].fate == dead {
					to, err := b.declare(tx, c.DeadLetter, SettingsChange{}, now)
					if err != nil {
						return err
					}
					decisions[i].To = to.id
					to.entered(now)
					b.touch(to)
				}
				changes[i] = decisions[i].Change
			}
			q.inFlight--
			b.inFlight--
			b.held -= batch.bytes()
			b.touch(q)
			for _, waiting := range b.starved {
				b.touch(waiting)
			}
			b.starved = nil
			if q.expireAt.IsZero() {
				q.expiring = false // what goes back may be the oldest again
			}
			return tx.Settle(q.id, changes)
		},
		done: func(err error) {
			if err == nil {
				b.report(q, c, batch, r, decisions, began)
			}
		},
	})
}

// report tells the journal what became of a batch.
func (b *Broker) report(q *state, c Consumer, batch Batch, r Result, decisions []decision, began time.Time) {
	data := BatchData{Batch: batch.ID, Messages: len(batch.Messages), Backlog: batch.Metrics.BacklogCount,
		Duration: b.now().Sub(began), Failed: r.Failed, Err: r.Err}
	for i := range decisions {
		b.count(&data, q, c, &decisions[i])
	}
	level := journal.Info
	if data.Failed {
		level = journal.Warn
	}
	b.o.Journal.Append(journal.Entry{Kind: journal.BatchEnd, Level: level, Worker: c.Worker, Queue: q.name, Text: data.Summary(q.name), Data: data})
}

func (b *Broker) count(data *BatchData, q *state, c Consumer, d *decision) {
	switch d.fate {
	case acked:
		data.Acked++
	case returned:
		data.Returned++
	case retried:
		if data.Retried == 0 || d.delay < data.RetryMin {
			data.RetryMin = d.delay
		}
		data.RetryMax = max(data.RetryMax, d.delay)
		data.Retried++
	case dead:
		data.DeadLettered++
		b.o.Journal.Append(journal.Entry{Kind: journal.DeadLetter, Level: journal.Warn, Worker: c.Worker, Queue: q.name, Message: d.Message.ID,
			Text: fmt.Sprintf("message %s of %s moved to the dead letter queue %s after %s: %s", d.Message.ID, q.name, c.DeadLetter, attempts(d.Message.Attempts), firstLine(d.Error)),
			Data: DeadLetterData{To: c.DeadLetter, Attempts: d.Message.Attempts, Err: d.Error}})
	case dropped:
		data.Dropped++
		b.o.Journal.Append(journal.Entry{Kind: journal.Dropped, Level: journal.Error, Worker: c.Worker, Queue: q.name, Message: d.Message.ID,
			Text: fmt.Sprintf("message %s of %s was deleted after %s, since the consumer has no dead_letter_queue: %s", d.Message.ID, q.name, attempts(d.Message.Attempts), firstLine(d.Error)),
			Data: DropData{Messages: []string{d.Message.ID}, Attempts: d.Message.Attempts, Err: d.Error}})
	}
}
