package queue

import (
	"cmp"
	"fmt"
	"time"

	"paddock/internal/journal"
)

// A PullRequest is what a puller asks for.
type PullRequest struct {
	Limit      int           // 1..100 messages
	Visibility time.Duration // how long they are the puller's; 0 means as the consumer says
	Peer       string        // what the puller calls itself, for those who look; may be ""
}

// A Pulled batch belongs to its puller until the visibility timeout.
type Pulled struct {
	Messages []Message // Attempts counts this delivery; Ref and Lease name it
	Metrics  Metrics   // the backlog, these messages included
}

// A LeaseRef names one delivery of one message to a puller.
type LeaseRef struct{ Ref, Lease int64 }

// A PullRetry asks for another delivery.
type PullRetry struct {
	LeaseRef
	Delay *time.Duration // nil means the consumer's retry delay
}

// A PullOutcome is what acknowledgements and retries did.
type PullOutcome struct {
	Acked, Retried, DeadLettered, Dropped int
	// Unknown are acknowledgements of messages that are gone, and retries by a
	// lease that is over: nothing was done.
	Unknown []LeaseRef
}

// Pull leases messages to a puller. It refuses with CodeQueueDisabled while
// delivery is paused, and where the queue has no consumer of type http_pull.
func (b *Broker) Pull(name string, r PullRequest, done func(Pulled, error)) {
	var out Pulled
	b.change(name, func(_ QueueInfo, err error) { done(out, err) }, func(tx Tx, q *state) (error, error) {
		c := q.consumer
		switch {
		case c == nil || c.Type != PullConsumer:
			return notPulled(name), nil
		case q.settings.Paused:
			return paused(name), nil
		}
		now := b.now()
		if err := b.lapse(tx, q, now); err != nil {
			return nil, err
		}
		b.touch(q)
		ready, err := tx.Ready(q.id, now, q.window(r.Limit))
		if err != nil {
			return nil, err
		}
		until := now.Add(cmp.Or(r.Visibility, c.VisibilityTimeout))
		out.Messages, err = tx.Lease(q.id, Lease{Token: b.token(), Now: now, Until: until, Holder: r.Peer,
			Limit: r.Limit, Skip: b.skip(q, ready.Count, r.Limit), Bytes: maxPulled})
		if err != nil {
			return nil, err
		}
		b.shuffle(q, out.Messages)
		if n := len(out.Messages); n > 0 {
			q.lapsing = false
			b.afterwards(func() {
				b.o.Journal.Append(journal.Entry{Kind: journal.Queue, Level: journal.Debug, Queue: name, Text: fmt.Sprintf("%s of %s pulled", messages(int64(n)), name)})
			})
		}
		out.Metrics, err = tx.Stats(q.id)
		return nil, err
	})
}

// maxPulled bounds the bodies of one pull, in bytes. 100 messages of the
// largest size fit.
const maxPulled = 16 << 20

// SettlePulled stores what a puller says of its messages. An acknowledgement
// counts as long as its message exists, whoever holds it by now; a retry only
// while its lease lasts.
func (b *Broker) SettlePulled(name string, acks []LeaseRef, retries []PullRetry, done func(PullOutcome, error)) {
	s := &settlement{b: b, acks: acks, retries: retries}
	b.change(name, func(_ QueueInfo, err error) { done(s.out, err) }, s.run)
}

// settlement is one SettlePulled under way.
type settlement struct {
	b       *Broker
	acks    []LeaseRef
	retries []PullRetry
	out     PullOutcome
}

func (s *settlement) run(tx Tx, q *state) (refusal, err error) {
	now := s.b.now()
	if err := s.b.lapse(tx, q, now); err != nil {
		return nil, err
	}
	acked, err := s.find(tx, q, s.acks)
	if err != nil {
		return nil, err
	}
	s.out.Acked = len(acked)
	if err := tx.Settle(q.id, deletions(acked)); err != nil {
		return nil, err
	}
	c := q.pullRules()
	decisions, err := s.decide(tx, q, c, now)
	if err != nil {
		return nil, err
	}
	changes, err := s.b.changes(tx, c, decisions, now)
	if err != nil {
		return nil, err
	}
	s.count(decisions)
	s.b.touch(q)
	q.lapsing = false
	s.b.afterwards(func() { s.report(q, c, decisions) })
	return nil, tx.Settle(q.id, changes)
}

// find looks up deliveries, each message once; those that are gone are noted.
func (s *settlement) find(tx Tx, q *state, leases []LeaseRef) ([]Message, error) {
	refs := make([]int64, 0, len(leases))
	there := make(map[int64]bool, len(leases)) // asked for, and found
	for _, l := range leases {
		if _, asked := there[l.Ref]; !asked {
			there[l.Ref] = false
			refs = append(refs, l.Ref)
		}
	}
	found, err := tx.Find(q.id, refs)
	if err != nil {
		return nil, err
	}
	for _, m := range found {
		there[m.Ref] = true
	}
	for _, l := range leases {
		if !there[l.Ref] {
			s.out.Unknown = append(s.out.Unknown, l)
		}
	}
	return found, nil
}

// decide is the fate of the messages to be retried.
func (s *settlement) decide(tx Tx, q *state, c Consumer, now time.Time) ([]decision, error) {
	leases := make([]LeaseRef, len(s.retries))
	for i, r := range s.retries {
		leases[i] = r.LeaseRef
	}
	found, err := s.find(tx, q, leases)
	if err != nil {
		return nil, err
	}
	byRef := make(map[int64]*Message, len(found))
	for i := range found {
		byRef[found[i].Ref] = &found[i]
	}
	var out []decision
	for _, r := range s.retries {
		m := byRef[r.Ref]
		switch {
		case m == nil: // noted by find, or retried twice in one call
			continue
		case m.Lease != r.Lease:
			s.out.Unknown = append(s.out.Unknown, r.LeaseRef)
			continue
		}
		delete(byRef, r.Ref)
		delay := c.RetryDelay
		if r.Delay != nil {
			delay = *r.Delay
		}
		out = append(out, again(m, c, now, delay, "the puller asked for a retry"))
	}
	return out, nil
}

func (s *settlement) count(decisions []decision) {
	for _, d := range decisions {
		switch d.fate {
		case dead:
			s.out.DeadLettered++
		case dropped:
			s.out.Dropped++
		default:
			s.out.Retried++
		}
	}
}

func (s *settlement) report(q *state, c Consumer, decisions []decision) {
	for i := range decisions {
		s.b.lostOne(q.name, c, &decisions[i])
	}
	if s.out.Acked+len(decisions) > 0 {
		s.b.o.Journal.Append(journal.Entry{Kind: journal.Queue, Level: journal.Debug, Queue: q.name,
			Text: fmt.Sprintf("pulled messages of %s: %d acked, %d to be retried", q.name, s.out.Acked, s.out.Retried)})
	}
}

// pullRules are the rules for what pullers took: those of the queue's
// consumer, or, when it has none any more, retries without end.
func (q *state) pullRules() Consumer {
	if q.consumer != nil {
		return *q.consumer
	}
	return Consumer{Queue: q.name, MaxRetries: 1 << 30}
}

// lapseChunk is how many leases one look ends.
const lapseChunk = 1000

// lapse ends the pull leases that ran out: their messages are deliverable
// again, if an attempt is left.
func (b *Broker) lapse(tx Tx, q *state, now time.Time) error {
	if q.lapsing && (q.lapseAt.IsZero() || now.Before(q.lapseAt)) {
		return nil
	}
	msgs, next, err := tx.Lapsed(q.id, now, lapseChunk)
	if err != nil {
		return err
	}
	q.lapsing, q.lapseAt = true, next
	if len(msgs) == 0 {
		return nil
	}
	q.expiring = false // what comes back may be the oldest
	c := q.pullRules()
	decisions := make([]decision, len(msgs))
	for i := range msgs {
		ended := msgs[i].Visible
		decisions[i] = again(&msgs[i], c, ended, 0, "the visibility timeout ended before the message was acknowledged")
		if decisions[i].fate == dead {
			decisions[i].Visible = now
		}
	}
	changes, err := b.changes(tx, c, decisions, now)
	if err != nil {
		return err
	}
	b.afterwards(func() {
		for i := range decisions {
			b.lostOne(q.name, c, &decisions[i])
		}
	})
	return tx.Settle(q.id, changes)
}
