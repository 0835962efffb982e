package admin

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"paddock/bindings/codec/v8wire"
	"paddock/internal/mailbox"
	"paddock/queue"
)

// sendRequest is one message to send.
type sendRequest struct {
	Body        json.RawMessage  `json:"body"`
	ContentType string           `json:"content_type"`
	Delay       *json.RawMessage `json:"delay_seconds"`

	// Paddock chooses a content type that the platform's API does not take. The
	// body is then base64.
	Paddock struct {
		ContentType string `json:"content_type"`
	} `json:"paddock"`
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
				err = at(err, "messages", i)
			}
			return nil, nil, err
		}
	}
	m, err := mailbox.Await(r.Context(), func(done func(queue.Metrics, error)) { a.Broker.Send(q.Name, msgs, done) })
	if err != nil {
		return nil, nil, err
	}
	var result sendResult
	result.Metadata.Metrics = describeMetrics(m)
	return result, nil, nil
}

func outgoing(one sendRequest, delay *time.Duration) (queue.Outgoing, error) {
	own, err := delayOf(one.Delay, queue.CodeMessageMetadataInvalid)
	if err != nil {
		return queue.Outgoing{}, err
	}
	if own == nil {
		own = delay
	}
	out := queue.Outgoing{Delay: own, Type: one.ContentType, Source: queue.SourceAPI}
	if len(one.Body) == 0 {
		return out, invalid("body is missing")
	}
	if kind := one.Paddock.ContentType; kind != "" {
		out.Type = kind
		out.Body, err = encoded(one.Body, kind)
		return out, err
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
		return out, &callError{http.StatusBadRequest, queue.CodeMessageMetadataInvalid, `content_type must be "json" or "text", not ` + excerpt(strconv.Quote(one.ContentType))}
	}
	return out, nil
}

// encoded reads a body of a content type that only paddock's own clients send.
func encoded(body json.RawMessage, kind string) ([]byte, error) {
	if kind != "bytes" && kind != "v8" {
		return nil, invalid(`paddock.content_type must be "bytes" or "v8", not ` + excerpt(strconv.Quote(kind)))
	}
	var text string
	raw, err := []byte(nil), json.Unmarshal(body, &text)
	if err == nil && body[0] == '"' {
		raw, err = base64.StdEncoding.Strict().DecodeString(text)
	}
	if err != nil || body[0] != '"' {
		return nil, invalid("body must be base64, since paddock.content_type is " + kind)
	}
	if kind == "v8" {
		if _, err := v8wire.Unmarshal(raw); err != nil {
			return nil, invalid("body is not in the format of V8: " + err.Error())
		}
	}
	return raw, nil
}
