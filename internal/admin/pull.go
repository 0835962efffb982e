package admin

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"paddock/internal/mailbox"
	"paddock/queue"
)

type pullRequest struct {
	Size       *json.RawMessage `json:"batch_size"`
	Visibility *json.RawMessage `json:"visibility_timeout_ms"`
	Older      *json.RawMessage `json:"visibility_timeout"` // its older name
}

const defaultPull = 5

// message is a message as a puller, or somebody who peeks, sees it.
type message struct {
	ID        string            `json:"id"`
	Body      string            `json:"body"` // base64, but for text
	Timestamp int64             `json:"timestamp_ms"`
	Attempts  int               `json:"attempts"`
	Metadata  map[string]string `json:"metadata"`
}

type pulledMessage struct {
	message
	LeaseID string `json:"lease_id"`
}

type pullResult struct {
	Backlog  int64           `json:"message_backlog_count"`
	Messages []pulledMessage `json:"messages"`
	Metadata struct {
		Metrics metricsObject `json:"metrics"`
	} `json:"metadata"`
}

func describeMessage(m queue.Message) message {
	out := message{
		ID: m.ID, Timestamp: m.Sent.UnixMilli(), Attempts: m.Attempts,
		Metadata: map[string]string{"CF-Content-Type": m.Type, "CF-sourceMessageSource": m.Source},
	}
	if m.Type == "text" {
		out.Body = string(m.Body)
	} else {
		out.Body = base64.StdEncoding.EncodeToString(m.Body)
	}
	return out
}

func (p pullRequest) wants() (queue.PullRequest, error) {
	out := queue.PullRequest{Limit: defaultPull}
	size, err := whole(p.Size, "batch_size", 1, mostBatch)
	if err != nil {
		return out, err
	}
	if size != nil {
		out.Limit = *size
	}
	visibility, field := p.Visibility, "visibility_timeout_ms"
	if visibility == nil {
		visibility, field = p.Older, "visibility_timeout"
	}
	timeout, err := span(visibility, field, time.Millisecond, time.Millisecond, mostVisibility)
	if timeout != nil {
		out.Visibility = *timeout
	}
	return out, err
}

// pull leases messages to the caller.
func (a *api) pull(r *http.Request) (any, *pageInfo, error) {
	var request pullRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	wanted, err := request.wants()
	if err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	wanted.Peer = r.RemoteAddr
	pulled, err := mailbox.Await(r.Context(), func(done func(queue.Pulled, error)) { a.Broker.Pull(q.Name, wanted, done) })
	if err != nil {
		return nil, nil, err
	}
	result := pullResult{Backlog: pulled.Metrics.BacklogCount, Messages: []pulledMessage{}}
	result.Metadata.Metrics = describeMetrics(pulled.Metrics)
	for _, m := range pulled.Messages {
		lease := a.seal.lease(q.Name, queue.LeaseRef{Ref: m.Ref, Lease: m.Lease})
		result.Messages = append(result.Messages, pulledMessage{describeMessage(m), lease})
	}
	return result, nil, nil
}
