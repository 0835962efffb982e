package queue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
	why := cmp.Or(r.Stack, r.Err)
	if v.Mark == Retried && !r.Failed {
		why = "the consumer called retry()"
	}
	delay := c.RetryDelay
	if v.Delay != nil {
		delay = *v.Delay
	}
	return again(m, c, now, delay, why)
}

// again is the fate of a message that was not dealt with: another attempt after
// delay, if one is left.
func again(m *Message, c Consumer, now time.Time, delay time.Duration, why string) decision {
	why = limited(why)
	switch {
	case m.Attempts <= c.MaxRetries:
		return decision{fate: retried, delay: delay, Change: Change{Kind: Return, Message: m, Visible: now.Add(delay), Attempts: m.Attempts, Error: why}}
	case c.DeadLetter == "":
		return decision{fate: dropped, Change: Change{Kind: Delete, Message: m, Error: why}}
	}
	return decision{fate: dead, Change: Change{Kind: Move, Message: m, Visible: now, Error: why, Origin: cmp.Or(m.Origin, m.Queue)}}
}

// longestError bounds what is stored of an error with each message, in bytes.
const longestError = 4096

func limited(text string) string {
	if len(text) <= longestError {
		return text
	}
	return strings.ToValidUTF8(text[:longestError], "") + " …"
}

// A Fate is what becomes of one delivered message.
type Fate struct {
	Message string        // its public id
	Kind    string        // "acked", "retried", "returned", "dead-lettered" or "dropped"
	Delay   time.Duration // of a retry
	To      string        // the dead letter queue
	Error   string        // why it was not acked
}

// Judge says what becomes of every message of a batch, by the rules that the
// broker itself applies.
func Judge(b Batch, r Result, c Consumer, now time.Time) []Fate {
	out := make([]Fate, len(b.Messages))
	for i, d := range decide(b, r, c, now) {
		out[i] = Fate{Message: d.Message.ID, Kind: d.fate.String(), Delay: d.delay, Error: d.Error}
		if d.fate == dead {
			out[i].To = c.DeadLetter
		}
	}
	return out
}

func (f fate) String() string {
	return [...]string{"acked", "retried", "returned", "dead-lettered", "dropped"}[f]
}

// changes makes the store's changes of decisions; it declares the dead letter
// queue where one is needed.
func (b *Broker) changes(tx Tx, c Consumer, decisions []decision, now time.Time) ([]Change, error) {
	out := make([]Change, len(decisions))
	for i := range decisions {
		if decisions[i].fate == dead {
			to, err := b.declare(tx, c.DeadLetter, SettingsChange{}, now)
			if err != nil {
				return nil, err
			}
			decisions[i].To = to.id
			to.entered(now)
			b.touch(to)
		}
		out[i] = decisions[i].Change
	}
	return out, nil
}

// settle stores the outcome of a batch.
func (b *Broker) settle(q *state, c Consumer, batch Batch, r Result, began time.Time) {
	var decisions []decision
	b.do(op{
		run: func(tx Tx) error {
			b.ended(q, batch, r)
			decisions = b.remaining(q, decide(batch, r, c, b.now()))
			changes, err := b.changes(tx, c, decisions, b.now())
			if err != nil || q.gone {
				return err
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

// ended counts a batch that is no longer in flight, and what its outcome means
// for the concurrency of its queue.
func (b *Broker) ended(q *state, batch Batch, r Result) {
	b.release(batch.Messages[0].Lease)
	b.scale(q, r)
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
}

// remaining leaves out the messages that were purged, or whose queue was
// deleted, while they were handled.
func (b *Broker) remaining(q *state, decisions []decision) []decision {
	return slices.DeleteFunc(decisions, func(d decision) bool { return q.gone || !q.id.holds(d.Message.Ref) })
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
		b.lostOne(q.name, c, d)
	case dropped:
		data.Dropped++
		b.lostOne(q.name, c, d)
	}
}

// lostOne tells of a message that is out of attempts.
func (b *Broker) lostOne(name string, c Consumer, d *decision) {
	switch d.fate {
	case dead:
		b.o.Journal.Append(journal.Entry{Kind: journal.DeadLetter, Level: journal.Warn, Worker: c.Worker, Queue: name, Message: d.Message.ID,
			Text: fmt.Sprintf("message %s of %s moved to the dead letter queue %s after %s: %s", d.Message.ID, name, c.DeadLetter, attempts(d.Message.Attempts), firstLine(d.Error)),
			Data: DeadLetterData{To: c.DeadLetter, Attempts: d.Message.Attempts, Err: d.Error}})
	case dropped:
		b.o.Journal.Append(journal.Entry{Kind: journal.Dropped, Level: journal.Error, Worker: c.Worker, Queue: name, Message: d.Message.ID,
			Text: fmt.Sprintf("message %s of %s was deleted after %s, since the consumer has no dead_letter_queue: %s", d.Message.ID, name, attempts(d.Message.Attempts), firstLine(d.Error)),
			Data: DropData{Messages: []string{d.Message.ID}, Attempts: d.Message.Attempts, Err: d.Error}})
	}
}
