package admin

import (
	"fmt"
	"net/http"

	"paddock/internal/mailbox"
	"paddock/queue"
)

// metricsResult is the backlog of a queue, with what the platform does not tell.
type metricsResult struct {
	metricsObject
	Paddock queueDetails `json:"paddock"`
}

func (a *api) metrics(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	m, err := mailbox.Await(r.Context(), func(done func(queue.Metrics, error)) { a.Broker.Metrics(q.Name, done) })
	if err != nil {
		return nil, nil, err
	}
	return metricsResult{describeMetrics(m), describeDetails(q)}, nil, nil
}

type purgeRequest struct {
	Permanently bool `json:"delete_messages_permanently"`
}

// purgeStatusObject describes the last purge of a queue. A purge is over by the
// time that it is answered.
type purgeStatusObject struct {
	Started   string `json:"started_at,omitempty"` // absent when there was none
	Complete  bool   `json:"complete"`
	Completed string `json:"completed"` // the same, as the client libraries have it
}

// purgeResult is a queue that was purged: the platform's documentation has the
// status here, its client libraries have the queue.
type purgeResult struct {
	queueObject
	purgeStatusObject
}

// purge deletes all messages of a queue.
func (a *api) purge(r *http.Request) (any, *pageInfo, error) {
	var request purgeRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	if !request.Permanently {
		return nil, nil, invalid("delete_messages_permanently must be true: a purge deletes every message for good")
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	purged, err := mailbox.Await(r.Context(), func(done func(queue.Purged, error)) { a.Broker.Purge(q.Name, done) })
	if err != nil {
		return nil, nil, err
	}
	if q, err = a.find(r); err != nil {
		return nil, nil, err
	}
	return purgeResult{a.describe(q), purgeStatusObject{stamp(purged.At), true, "true"}}, nil, nil
}

func (a *api) purgeStatus(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	status := purgeStatusObject{Complete: true, Completed: "true"}
	if !q.PurgedAt.IsZero() {
		status.Started = stamp(q.PurgedAt)
	}
	return status, nil, nil
}

// removeRequest names messages by the refs that a peek gave out.
type removeRequest struct {
	Refs []struct {
		Ref string `json:"ref"`
	} `json:"refs"`
}

type removeResult struct {
	Errors   []struct{}        `json:"errors"`
	Warnings map[string]string `json:"warnings"` // by ref
	Paddock  struct {
		Deleted int `json:"deleted"`
	} `json:"paddock"`
}

// open opens every ref, each once. One that is not good spoils the whole call.
func (p removeRequest) open(s seal, q string) (refs []int64, ids map[int64]string, err error) {
	if p.Refs == nil {
		return nil, nil, invalid("refs is missing: it names the messages to delete")
	}
	ids = map[int64]string{}
	for i, one := range p.Refs {
		ref, ok := s.openRef(q, one.Ref)
		if !ok {
			return nil, nil, invalid(fmt.Sprintf("refs[%d]: ref is none that a peek of this queue gave out", i))
		}
		if _, named := ids[ref]; !named {
			ids[ref] = one.Ref
			refs = append(refs, ref)
		}
	}
	return refs, ids, nil
}

// remove deletes the messages that are named, whatever holds them.
func (a *api) remove(r *http.Request) (any, *pageInfo, error) {
	var request removeRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	refs, ids, err := request.open(a.seal, q.Name)
	if err != nil {
		return nil, nil, err
	}
	result := removeResult{Errors: []struct{}{}, Warnings: map[string]string{}}
	for _, ref := range refs {
		there, err := a.Broker.Peek(q.Name, queue.Peek{After: ref - 1, Limit: 1, Now: a.Clock.Now()})
		if err != nil {
			return nil, nil, err
		}
		if len(there) == 0 || there[0].Ref != ref {
			result.Warnings[ids[ref]] = "the message is gone already"
		}
	}
	result.Paddock.Deleted, err = mailbox.Await(r.Context(), func(done func(int, error)) { a.Broker.Remove(q.Name, refs, done) })
	if err != nil {
		return nil, nil, err
	}
	return result, nil, nil
}
