package paddock

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"paddock/queue"
)

// Send puts a message of type json into a queue, as a Worker's env.QUEUE.send()
// would. body is marshalled by encoding/json; a json.RawMessage goes as it is.
// It waits until the message is stored, and delivers nothing yet. The error says
// that body is no JSON, that no queue has the name, or which of the platform's
// limits is broken.
func (w *World) Send(queue string, body any) error {
	text, err := encode(body)
	if err != nil {
		return fmt.Errorf("send to %s: %w", queue, err)
	}
	return w.send(queue, "json", text)
}

func encode(body any) ([]byte, error) {
	if raw, ok := body.(json.RawMessage); ok {
		if !json.Valid(raw) {
			return nil, errors.New("the json.RawMessage is not JSON: use SendText for texts and SendBytes for bytes")
		}
		return bytes.Clone(raw), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // neither does JSON.stringify
	if err := enc.Encode(body); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// SendText is Send for a message of type text, which the Worker gets as a string.
func (w *World) SendText(queue, body string) error { return w.send(queue, "text", []byte(body)) }

// SendBytes is Send for a message of type bytes, which the Worker gets as an
// ArrayBuffer or Uint8Array, by its compatibility date.
func (w *World) SendBytes(queue string, body []byte) error {
	return w.send(queue, "bytes", bytes.Clone(body))
}

func (w *World) send(name, kind string, body []byte) error {
	if err := w.known(name); err != nil {
		return fmt.Errorf("send to %s: %w", name, err)
	}
	err := w.bounded(func(ctx context.Context) error {
		var refused error
		stored := make(chan struct{})
		w.inner.Broker.Send(name, []queue.Outgoing{{Body: body, Type: kind}}, func(_ queue.Metrics, err error) {
			refused = err
			close(stored)
		})
		if err := w.inner.Await(ctx, stored); err != nil {
			return err
		}
		return refused
	})
	if err != nil {
		return fmt.Errorf("send to %s: %w", name, err)
	}
	return nil
}
