package admin

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"paddock/queue"
)

type peekRequest struct {
	Size *json.RawMessage `json:"batch_size"`

	// The platform has none of these.
	State string `json:"state"` // "ready", "delayed", "leased" or "any"
	After string `json:"after"` // the ref after which to go on
	ID    string `json:"id"`    // only this message
}

// peekedMessage is a message as it lies in the queue. The field paddock holds
// what the platform does not tell.
type peekedMessage struct {
	message
	Ref     string        `json:"ref"`
	Paddock peekedDetails `json:"paddock"`
}

type peekedDetails struct {
	State     string `json:"state"`
	Visible   int64  `json:"visible_at_ms,omitempty"`    // when a delayed one becomes ready, or a lease runs out
	HeldBy    string `json:"held_by,omitempty"`          // the Worker's name, or http_pull
	HeldUntil int64  `json:"held_until_ms,omitempty"`    // absent where the lease has no end
	LastError string `json:"last_error,omitempty"`       // its first line
	Stack     string `json:"last_error_stack,omitempty"` // the lines below it
	Origin    string `json:"origin_queue,omitempty"`     // where a dead letter came from
	Size      int    `json:"size"`
}

const (
	defaultPeek = 5
	mostPeek    = 100
)

// peek shows messages, and touches none.
func (a *api) peek(r *http.Request) (any, *pageInfo, error) {
	var request peekRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	peek, err := request.selects(a.seal, q.Name, a.Clock.Now())
	if err != nil {
		return nil, nil, err
	}
	msgs, err := a.Broker.Peek(q.Name, peek)
	if err != nil {
		return nil, nil, err
	}
	out := []peekedMessage{}
	for _, m := range msgs {
		out = append(out, peekedMessage{describeMessage(m), a.seal.ref(q.Name, m.Ref), detailsOf(m, peek.Now)})
	}
	return map[string]any{"messages": out}, nil, nil
}

// states are the states that can be asked for.
var states = map[string]queue.State{
	"": queue.ReadyState, "ready": queue.ReadyState, "delayed": queue.DelayedState, "leased": queue.LeasedState, "any": queue.AnyState,
}

func (p peekRequest) selects(s seal, q string, now time.Time) (queue.Peek, error) {
	peek := queue.Peek{Limit: defaultPeek, Now: now, ID: p.ID}
	size, err := whole(p.Size, "batch_size", 1, mostPeek)
	if err != nil {
		return peek, err
	}
	if size != nil {
		peek.Limit = *size
	}
	state, ok := states[p.State]
	if !ok {
		return peek, invalid(`state must be "ready", "delayed", "leased" or "any", not ` + excerpt(strconv.Quote(p.State)))
	}
	if p.State == "" && p.ID != "" {
		state = queue.AnyState // one that is named is wanted wherever it is
	}
	peek.State = state
	if p.ID != "" && !isHexID(p.ID) {
		return peek, invalid("id must be the id of a message: 32 hex digits")
	}
	if p.After != "" {
		if peek.After, ok = s.openRef(q, p.After); !ok {
			return peek, invalid("after is no ref that a peek of this queue gave out")
		}
	}
	return peek, nil
}

func detailsOf(m queue.Message, now time.Time) peekedDetails {
	d := peekedDetails{State: "ready", Origin: m.Origin, Size: m.Size}
	d.LastError, d.Stack, _ = strings.Cut(m.LastError, "\n")
	waits := m.Visible.After(now)
	switch {
	case m.Lease != 0 && (waits || m.Visible.IsZero()):
		d.State, d.HeldBy = "leased", m.Holder
		if waits {
			d.HeldUntil, d.Visible = m.Visible.UnixMilli(), m.Visible.UnixMilli()
		}
	case waits:
		d.State, d.Visible = "delayed", m.Visible.UnixMilli()
	}
	return d
}
