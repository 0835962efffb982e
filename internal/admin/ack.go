package admin

import (
	"encoding/json"
	"net/http"

	"paddock/internal/mailbox"
	"paddock/queue"
)

// ackRequest settles messages that were pulled.
type ackRequest struct {
	Acks    []leaseRequest `json:"acks"`
	Retries []leaseRequest `json:"retries"`
}

type leaseRequest struct {
	LeaseID string           `json:"lease_id"`
	Delay   *json.RawMessage `json:"delay_seconds"` // of retries
}

type ackResult struct {
	Acked    int               `json:"ackCount"`
	Retried  int               `json:"retryCount"` // those that were out of retries too
	Warnings map[string]string `json:"warnings"`   // by lease id
	Paddock  ackDetails        `json:"paddock"`
}

// ackDetails is what the platform does not tell: what became of retries that
// were one too many.
type ackDetails struct {
	DeadLettered int `json:"dead_lettered"`
	Dropped      int `json:"dropped"` // deleted, since there is no dead letter queue
}

// A settlement is an ackRequest whose leases are open.
type settlement struct {
	acks     []queue.LeaseRef
	retries  []queue.PullRetry
	ids      map[queue.LeaseRef]string
	warnings map[string]string
}

// What the warnings say.
const (
	warnTwice = "named more than once in this call: only the first counts, and an ack before a retry"
	warnGone  = "nothing was done: the message is gone, or, for a retry, its lease is over"
)

// open opens every lease. One that is not good spoils the whole call.
func (a ackRequest) open(s seal, q string) (settlement, error) {
	out := settlement{ids: map[queue.LeaseRef]string{}, warnings: map[string]string{}}
	for i, one := range a.Acks {
		lease, err := out.open(s, q, one)
		if err != nil {
			return out, at(err, "acks", i)
		}
		if out.first(lease, one.LeaseID) {
			out.acks = append(out.acks, lease)
		}
	}
	for i, one := range a.Retries {
		lease, err := out.open(s, q, one)
		if err != nil {
			return out, at(err, "retries", i)
		}
		delay, err := delayOf(one.Delay, queue.CodeMessageMetadataInvalid)
		if err != nil {
			return out, at(err, "retries", i)
		}
		if out.first(lease, one.LeaseID) {
			out.retries = append(out.retries, queue.PullRetry{LeaseRef: lease, Delay: delay})
		}
	}
	return out, nil
}

func (*settlement) open(s seal, q string, one leaseRequest) (queue.LeaseRef, error) {
	if one.LeaseID == "" {
		return queue.LeaseRef{}, invalid("lease_id is missing")
	}
	lease, ok := s.openLease(q, one.LeaseID)
	if !ok {
		return lease, invalid("lease_id is none that a pull of this queue gave out")
	}
	return lease, nil
}

// first reports whether a lease was not named before.
func (t *settlement) first(l queue.LeaseRef, id string) bool {
	if _, named := t.ids[l]; named {
		t.warnings[id] = warnTwice
		return false
	}
	t.ids[l] = id
	return true
}

// ack takes what a puller says of messages that it holds: all of it, or, when
// one lease id is not good, nothing.
func (a *api) ack(r *http.Request) (any, *pageInfo, error) {
	var request ackRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	s, err := request.open(a.seal, q.Name)
	if err != nil {
		return nil, nil, err
	}
	outcome, err := mailbox.Await(r.Context(), func(done func(queue.PullOutcome, error)) { a.Broker.SettlePulled(q.Name, s.acks, s.retries, done) })
	if err != nil {
		return nil, nil, err
	}
	for _, l := range outcome.Unknown {
		s.warnings[s.ids[l]] = warnGone
	}
	return ackResult{
		Acked: outcome.Acked, Retried: outcome.Retried + outcome.DeadLettered + outcome.Dropped, Warnings: s.warnings,
		Paddock: ackDetails{outcome.DeadLettered, outcome.Dropped},
	}, nil, nil
}
