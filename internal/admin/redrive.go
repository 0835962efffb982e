package admin

import (
	"net/http"
	"slices"

	"paddock/internal/mailbox"
	"paddock/queue"
)

// redriveRequest moves messages out of a dead letter queue. The platform has no
// such call.
type redriveRequest struct {
	To  string   `json:"to"`  // the id or the name of a queue; "" sends each back to where it came from
	IDs []string `json:"ids"` // only these; without it all that are there
}

type redriveResult struct {
	Moved   map[string]int `json:"moved"`   // by the name of the queue they went to
	Skipped int            `json:"skipped"` // in flight, or without a queue to go back to
	Missing []string       `json:"missing"` // ids that are not in the queue
}

func (p redriveRequest) check() error {
	if p.IDs != nil && len(p.IDs) == 0 {
		return invalid("ids is empty: leave it out to move every message")
	}
	for i, id := range p.IDs {
		if !isHexID(id) {
			return at(invalid("not the id of a message, which has 32 hex digits"), "ids", i)
		}
	}
	return nil
}

func (a *api) redrive(r *http.Request) (any, *pageInfo, error) {
	var request redriveRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	if err := request.check(); err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	wanted := queue.RedriveRequest{IDs: request.IDs}
	if request.To != "" {
		to, err := a.lookUp(r, request.To)
		if err != nil {
			return nil, nil, err
		}
		if to.Name == q.Name {
			return nil, nil, invalid("to: the messages are in this queue already")
		}
		wanted.To = to.Name
	}
	out, err := mailbox.Await(r.Context(), func(done func(queue.Redriven, error)) { a.Broker.Redrive(q.Name, wanted, done) })
	if err != nil {
		return nil, nil, err
	}
	result := redriveResult{Moved: map[string]int{}, Skipped: out.Skipped, Missing: append([]string{}, out.Missing...)}
	for name, n := range out.Moved {
		result.Moved[name] = n
	}
	slices.Sort(result.Missing)
	return result, nil, nil
}
