package admin

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"paddock/internal/mailbox"
	"paddock/queue"
)

// consumerRequest describes a consumer to be put in place.
type consumerRequest struct {
	Type       string `json:"type"`
	ScriptName string `json:"script_name"`
	Script     string `json:"script"` // the same, by the name it has in answers
	DeadLetter string `json:"dead_letter_queue"`
	Settings   struct {
		BatchSize         *json.RawMessage `json:"batch_size"`
		MaxRetries        *json.RawMessage `json:"max_retries"`
		MaxWaitTime       *json.RawMessage `json:"max_wait_time_ms"`
		MaxConcurrency    *json.RawMessage `json:"max_concurrency"`
		RetryDelay        *json.RawMessage `json:"retry_delay"` // seconds
		VisibilityTimeout *json.RawMessage `json:"visibility_timeout_ms"`
	} `json:"settings"`
}

// The platform's limits of a consumer.
const (
	mostBatch      = 100
	mostRetries    = 100
	mostBatchWait  = time.Minute
	mostVisibility = 12 * time.Hour
)

// attachment reads the consumer that a queue shall have.
func (c consumerRequest) attachment(q string) (queue.Attachment, error) {
	out := queue.Attachment{Type: queue.ConsumerType(c.Type), Worker: c.ScriptName}
	if out.Type == "" {
		out.Type = queue.WorkerConsumer
	}
	if out.Worker == "" {
		out.Worker = c.Script
	}
	switch {
	case out.Type != queue.WorkerConsumer && out.Type != queue.PullConsumer:
		return out, invalid(`type must be "worker" or "http_pull", not ` + excerpt(strconv.Quote(c.Type)))
	case out.Type == queue.WorkerConsumer && out.Worker == "":
		return out, invalid("script_name is missing: it names the Worker that consumes")
	case out.Type == queue.PullConsumer && out.Worker != "":
		return out, invalid("script_name: a consumer of type http_pull has no script")
	}
	if c.DeadLetter != "" {
		if err := queueName("dead_letter_queue", c.DeadLetter); err != nil {
			return out, err
		}
		if c.DeadLetter == q {
			return out, invalid("dead_letter_queue: a queue cannot be its own dead letter queue")
		}
		out.Settings.DeadLetter = &c.DeadLetter
	}
	return out, c.limits(out.Type, &out.Settings)
}

// limits reads the settings, each within the platform's limits.
func (c consumerRequest) limits(t queue.ConsumerType, out *queue.ConsumerSettings) (err error) {
	s := c.Settings
	if t == queue.PullConsumer && (s.MaxWaitTime != nil || s.MaxConcurrency != nil) {
		return invalid("settings: a consumer of type http_pull has no max_wait_time_ms and no max_concurrency: whoever pulls decides")
	}
	if t == queue.WorkerConsumer && s.VisibilityTimeout != nil {
		return invalid("settings.visibility_timeout_ms: only a consumer of type http_pull has one")
	}
	if out.BatchSize, err = whole(s.BatchSize, "settings.batch_size", 1, mostBatch); err != nil {
		return err
	}
	if out.MaxRetries, err = whole(s.MaxRetries, "settings.max_retries", 0, mostRetries); err != nil {
		return err
	}
	if out.MaxConcurrency, err = whole(s.MaxConcurrency, "settings.max_concurrency", 1, queue.MaxConcurrency); err != nil {
		return err
	}
	if out.BatchTimeout, err = span(s.MaxWaitTime, "settings.max_wait_time_ms", time.Millisecond, 0, mostBatchWait); err != nil {
		return err
	}
	if out.RetryDelay, err = span(s.RetryDelay, "settings.retry_delay", time.Second, 0, queue.MaxDelay); err != nil {
		return err
	}
	out.VisibilityTimeout, err = span(s.VisibilityTimeout, "settings.visibility_timeout_ms", time.Millisecond, time.Millisecond, mostVisibility)
	return err
}

func (a *api) listConsumers(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	consumers := a.describe(q).Consumers
	n := len(consumers)
	return consumers, &pageInfo{Page: 1, PerPage: defaultPage, Count: n, TotalCount: n, TotalPages: n}, nil
}

func (a *api) getConsumer(r *http.Request) (any, *pageInfo, error) {
	q, err := a.findConsumed(r)
	if err != nil {
		return nil, nil, err
	}
	return describeConsumer(q.Consumer), nil, nil
}

// addConsumer gives a queue its one consumer.
func (a *api) addConsumer(r *http.Request) (any, *pageInfo, error) {
	return a.attach(r, a.find, a.Broker.AddConsumer)
}

// replaceConsumer puts another in the place of the one there is, or, as on the
// platform, of none.
func (a *api) replaceConsumer(r *http.Request) (any, *pageInfo, error) {
	return a.attach(r, a.findOwner, a.Broker.SetConsumer)
}

// An attaching is how a consumer comes to its queue.
type attaching func(queue string, c queue.Attachment, done func(queue.QueueInfo, error))

func (a *api) attach(r *http.Request, find func(*http.Request) (queue.QueueInfo, error), set attaching) (any, *pageInfo, error) {
	var request consumerRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	q, err := find(r)
	if err != nil {
		return nil, nil, err
	}
	attachment, err := request.attachment(q.Name)
	if err != nil {
		return nil, nil, err
	}
	q, err = mailbox.Await(r.Context(), func(done func(queue.QueueInfo, error)) { set(q.Name, attachment, done) })
	if err != nil {
		return nil, nil, err
	}
	return describeConsumer(q.Consumer), nil, nil
}

func (a *api) removeConsumer(r *http.Request) (any, *pageInfo, error) {
	q, err := a.findConsumed(r)
	if err != nil {
		return nil, nil, err
	}
	return nil, nil, mailbox.AwaitDone(r.Context(), func(done func(error)) { a.Broker.RemoveConsumer(q.Name, done) })
}

// findConsumed returns the queue of the path, whose consumer is the one that
// the path names.
func (a *api) findConsumed(r *http.Request) (queue.QueueInfo, error) {
	q, err := a.findOwner(r)
	if err == nil && q.Consumer == nil {
		err = noConsumer(r, q)
	}
	return q, err
}

// findOwner returns the queue of the path, whose consumer, if it has one, is the
// one that the path names.
func (a *api) findOwner(r *http.Request) (queue.QueueInfo, error) {
	q, err := a.find(r)
	if err == nil && r.PathValue("consumer") != consumerID(q.Name) {
		err = noConsumer(r, q)
	}
	return q, err
}

func noConsumer(r *http.Request, q queue.QueueInfo) error {
	return &callError{http.StatusNotFound, queue.CodeConsumerNotFound, fmt.Sprintf("queue %q has no consumer %s", q.Name, excerpt(strconv.Quote(r.PathValue("consumer"))))}
}
