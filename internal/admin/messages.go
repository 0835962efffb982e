package admin

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"

	"paddock/queue"
)

// sendRequest is one message to send.
type sendRequest struct {
	Body        json.RawMessage  `json:"body"`
	ContentType string           `json:"content_type"`
	Delay       *json.RawMessage `json:"delay_seconds"`
}

type batchRequest struct {
	Messages []sendRequest    `json:"messages"`
	Delay    *json.RawMessage `json:"delay_seconds"`
}

// sendResult is the answer to a send: the backlog after it.
type sendResult struct {
	Metadata struct {
		Metrics metricsObject `json:"metrics"`
	} `json:"metadata"`
}

func (a *api) send(r *http.Request) (any, *pageInfo, error) {
	var one sendRequest
	if err := decode(r, &one); err != nil {
		return nil, nil, err
	}
	return a.store(r, []sendRequest{one}, nil)
}

func (a *api) sendBatch(r *http.Request) (any, *pageInfo, error) {
	var batch batchRequest
	if err := decode(r, &batch); err != nil {
		return nil, nil, err
	}
	if len(batch.Messages) == 0 {
		return nil, nil, invalid("messages must hold at least one message")
	}
	delay, err := delayOf(batch.Delay, queue.CodeBatchDelayInvalid)
	if err != nil {
		return nil, nil, err
	}
	return a.store(r, batch.Messages, delay)
}

// store sends the messages; delay is for those without one of their own.
func (a *api) store(r *http.Request, requests []sendRequest, delay *time.Duration) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	msgs := make([]queue.Outgoing, len(requests))
	for i, one := range requests {
		if msgs[i], err = outgoing(one, delay); err != nil {
			if len(requests) > 1 {
				err = at(err, i)
			}
			return nil, nil, err
		}
	}
	m, err := await(r, func(done func(queue.Metrics, error)) { a.Broker.Send(q.Name, msgs, done) })
	if err != nil {
		return nil, nil, err
	}
	var result sendResult
	result.Metadata.Metrics = describeMetrics(m)
	return result, nil, nil
}

// at says which message of several is wrong.
func at(err error, i int) error {
	e := *asCallError(err)
	e.message = fmt.Sprintf("messages[%d]: %s", i, e.message)
	return &e
}

func outgoing(one sendRequest, delay *time.Duration) (queue.Outgoing, error) {
	own, err := delayOf(one.Delay, queue.CodeMessageMetadataInvalid)
	if err != nil {
		return queue.Outgoing{}, err
	}
	if own == nil {
		own = delay
	}
	out := queue.Outgoing{Delay: own, Type: one.ContentType}
	if len(one.Body) == 0 {
		return out, invalid("body is missing")
	}
	switch one.ContentType {
	case "", "json":
		var compact bytes.Buffer
		if err := json.Compact(&compact, one.Body); err != nil {
			return out, invalid("body: " + err.Error())
		}
		out.Type, out.Body = "json", compact.Bytes()
	case "text":
		var text string
		if json.Unmarshal(one.Body, &text) != nil || one.Body[0] != '"' {
			return out, invalid(`body must be a string, since content_type is "text"`)
		}
		out.Body = []byte(text)
	default:
		return out, invalid(`content_type must be "json" or "text", not ` + strconv.Quote(one.ContentType))
	}
	return out, nil
}

// delayOf reads a delay; nil when there is none.
func delayOf(n *json.RawMessage, code int) (*time.Duration, error) {
	if n == nil {
		return nil, nil
	}
	s, err := strconv.ParseFloat(string(*n), 64)
	if most := queue.MaxDelay.Seconds(); err != nil || s < 0 || s > most || s != math.Trunc(s) {
		return nil, &callError{http.StatusBadRequest, code, fmt.Sprintf("delay_seconds must be a whole number from 0 to %g, not %s", most, *n)}
	}
	d := time.Duration(s) * time.Second
	return &d, nil
}

func invalid(message string) error {
	return &callError{http.StatusBadRequest, codeBodyInvalid, message}
}

// decode reads the body of a call. Fields that it does not know do no harm.
func decode(r *http.Request, into any) error {
	text, err := io.ReadAll(r.Body)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return &callError{http.StatusRequestEntityTooLarge, queue.CodeBatchSize, fmt.Sprintf("the body exceeds the limit of %d bytes", large.Limit)}
	case err != nil:
		return &callError{http.StatusBadRequest, codeBodyMalformed, "read the body: " + err.Error()}
	case !json.Valid(text):
		return &callError{http.StatusBadRequest, codeBodyMalformed, "the body is not JSON"}
	}
	if err := json.Unmarshal(text, into); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return invalid(kind.Field + " cannot be a " + kind.Value)
		}
		return invalid("the body must be an object with the fields of this call")
	}
	return nil
}

type peekRequest struct {
	Size  *int   `json:"batch_size"`
	State string `json:"state"` // "ready", "delayed", "leased" or "any"; the platform has no such field
	After string `json:"after"` // the ref after which to go on; the platform has no such field either
}

// peekedMessage is a message as it lies in the queue. The field paddock holds
// what the platform does not tell.
type peekedMessage struct {
	ID        string            `json:"id"`
	Body      string            `json:"body"`
	Timestamp int64             `json:"timestamp_ms"`
	Attempts  int               `json:"attempts"`
	Metadata  map[string]string `json:"metadata"`
	Ref       string            `json:"ref"`
	Paddock   peekedDetails     `json:"paddock"`
}

type peekedDetails struct {
	State     string `json:"state"`
	Visible   int64  `json:"visible_at_ms,omitempty"` // when a delayed one becomes ready, or a lease runs out
	Origin    string `json:"origin_queue,omitempty"`  // where a dead letter came from
	LastError string `json:"last_error,omitempty"`
	Size      int    `json:"size"`
}

const (
	defaultPeek = 5
	mostPeek    = 100
)

func (a *api) peek(r *http.Request) (any, *pageInfo, error) {
	var request peekRequest
	if err := decode(r, &request); err != nil {
		return nil, nil, err
	}
	peek, err := request.selects(a.Clock.Now())
	if err != nil {
		return nil, nil, err
	}
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	msgs, err := queue.PeekQueue(a.Store, q.Name, peek)
	if err != nil {
		return nil, nil, err
	}
	out := []peekedMessage{}
	for _, m := range msgs {
		out = append(out, describePeeked(m, peek.Now))
	}
	return map[string]any{"messages": out}, nil, nil
}

func (p peekRequest) selects(now time.Time) (queue.Peek, error) {
	peek := queue.Peek{Limit: defaultPeek, Now: now}
	if p.Size != nil {
		if *p.Size < 1 || *p.Size > mostPeek {
			return peek, invalid(fmt.Sprintf("batch_size must be a whole number from 1 to %d, not %d", mostPeek, *p.Size))
		}
		peek.Limit = *p.Size
	}
	states := map[string]queue.State{"": queue.ReadyState, "ready": queue.ReadyState, "delayed": queue.DelayedState, "leased": queue.LeasedState, "any": queue.AnyState}
	state, ok := states[p.State]
	if !ok {
		return peek, invalid(`state must be "ready", "delayed", "leased" or "any", not ` + strconv.Quote(p.State))
	}
	peek.State = state
	if p.After != "" {
		ref, err := strconv.ParseInt(p.After, 16, 64)
		if err != nil {
			return peek, invalid("after must be a ref of an earlier answer")
		}
		peek.After = ref
	}
	return peek, nil
}

func describePeeked(m queue.Message, now time.Time) peekedMessage {
	out := peekedMessage{
		ID: m.ID, Timestamp: m.Sent.UnixMilli(), Attempts: m.Attempts, Ref: strconv.FormatInt(m.Ref, 16),
		Metadata: map[string]string{"CF-Content-Type": m.Type},
		Paddock:  peekedDetails{State: "ready", Origin: m.Origin, LastError: m.LastError, Size: len(m.Body)},
	}
	out.Body = base64.StdEncoding.EncodeToString(m.Body)
	if m.Type == "text" {
		out.Body = string(m.Body)
	}
	switch {
	case m.Lease != 0:
		out.Paddock.State = "leased"
	case m.Visible.After(now):
		out.Paddock.State, out.Paddock.Visible = "delayed", m.Visible.UnixMilli()
	}
	return out
}
