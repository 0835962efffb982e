package recording

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// An EditError says why a message cannot have a new body.
type EditError struct{ Reason string }

func (e *EditError) Error() string { return e.Reason }

// Invalid marks the error for those who need not know this package.
func (e *EditError) Invalid() bool { return true }

// Edit returns a copy in which messages have other bodies. Each is named by its
// place in the batch, from 0, or by its id. A new body is JSON: for a text
// message a string, for one of bytes a string of base64. A message of type v8
// becomes one of type json, which a consumer cannot tell apart.
func (r *Recording) Edit(bodies map[string]json.RawMessage) (*Recording, error) {
	out := *r
	out.Messages = slices.Clone(r.Messages)
	for key, body := range bodies {
		n := out.index(key)
		if n < 0 {
			return nil, &EditError{fmt.Sprintf("batch %s has no message %q: its %d messages are numbered from 0, and each can be named by its id", r.Batch, key, len(r.Messages))}
		}
		if err := out.Messages[n].replace(body); err != nil {
			return nil, &EditError{fmt.Sprintf("message %d: %v", n, err)}
		}
	}
	return &out, nil
}

func (r *Recording) index(key string) int {
	if n, err := strconv.Atoi(key); err == nil && n >= 0 && n < len(r.Messages) && strconv.Itoa(n) == key {
		return n
	}
	return slices.IndexFunc(r.Messages, func(m Message) bool { return m.ID == key })
}

func (m *Message) replace(body json.RawMessage) error {
	var text string
	switch m.Type {
	case "text":
		if err := json.Unmarshal(body, &text); err != nil {
			return fmt.Errorf("the body of a text message must be a JSON string, not %s", body)
		}
		m.Body = []byte(text)
	case "bytes":
		if err := json.Unmarshal(body, &text); err != nil {
			return fmt.Errorf("the body of a bytes message must be a JSON string of base64, not %s", body)
		}
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return fmt.Errorf("the body of a bytes message must be base64: %w", err)
		}
		m.Body = raw
	default:
		var compact bytes.Buffer
		if err := json.Compact(&compact, body); err != nil {
			return fmt.Errorf("the body is not JSON: %w", err)
		}
		m.Type, m.Body = "json", compact.Bytes()
	}
	return nil
}
