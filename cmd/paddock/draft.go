package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"paddock/bindings/codec/v8wire"
	"paddock/queue"
)

// A draft is a message that is ready to be sent.
type draft struct {
	body any // as the API takes it
	size int // bytes that will be stored
}

// drafts reads what there is to send: all of it, before anything is sent.
func (a *app) drafts(c *command, o *sendOptions, operands []string) ([]draft, error) {
	switch {
	case o.file != "" && len(operands) > 0:
		return nil, usagef(c, "either a BODY or --file %s, not both", o.file)
	case o.file != "":
		return a.lines(o)
	case len(operands) != 1:
		return nil, usagef(c, "one BODY is needed, in quotes if it has spaces, not %d", len(operands))
	}
	m, err := a.body(operands[0], o.kind)
	if err != nil {
		return nil, err
	}
	return []draft{m}, nil
}

// body makes a message of what the command line says.
func (a *app) body(arg, kind string) (draft, error) {
	text, raw := []byte(arg), false // raw: the very bytes of the body
	path, named := strings.CutPrefix(arg, "@")
	var err error
	switch {
	case arg == "-":
		text, err = io.ReadAll(a.stdin)
		raw = kind == typeBytes
	case named && kind == typeBytes:
		text, err = os.ReadFile(a.path(path))
		raw = true
	}
	if err != nil {
		return draft{}, fmt.Errorf("read the message: %w", err)
	}
	if raw {
		text = base64.StdEncoding.AppendEncode(nil, text)
	}
	m, err := compose(text, kind)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return m, fmt.Errorf("the message %q %w: quote it for the shell, such as '{\"id\": 7}' or '\"hello\"', or pass --type text", shorten(string(text), 60), err)
	case err != nil:
		return m, fmt.Errorf("the message %w", err)
	}
	return m, nil
}

// lines makes a message of every line of the file that is not blank.
func (a *app) lines(o *sendOptions) ([]draft, error) {
	text, err := a.read(o.file)
	if err != nil {
		return nil, fmt.Errorf("read the messages: %w", err)
	}
	var all []draft
	for n, line := range bytes.Split(text, []byte("\n")) {
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		m, err := compose(line, o.kind)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: the message %w; nothing was sent", o.file, n+1, err)
		}
		all = append(all, m)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no messages: each line is one", o.file)
	}
	return all, nil
}

// read reads a file, or the standard input for -.
func (a *app) read(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(a.stdin)
	}
	return os.ReadFile(a.path(path))
}

// compose makes a message of a text, which is the body or, for bytes, its
// base64. The error goes on from "the message".
func compose(text []byte, kind string) (draft, error) {
	switch kind {
	case typeText:
		return sized(string(text), len(text))
	case typeBytes:
		raw, err := base64.StdEncoding.Strict().DecodeString(string(bytes.TrimSpace(text)))
		if err != nil {
			return draft{}, fmt.Errorf("is not base64: %w", err)
		}
		return sized(base64.StdEncoding.EncodeToString(raw), len(raw))
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, text); err != nil {
		return draft{}, fmt.Errorf("is not JSON (%w)", err)
	}
	if kind == typeJSON {
		return sized(json.RawMessage(compact.Bytes()), compact.Len())
	}
	value, err := v8wire.FromJSON(compact.Bytes())
	if err != nil {
		return draft{}, fmt.Errorf("is %w", err)
	}
	raw, err := v8wire.Marshal(value)
	if err != nil {
		return draft{}, fmt.Errorf("cannot be stored: %w", err)
	}
	return sized(base64.StdEncoding.EncodeToString(raw), len(raw))
}

// sized refuses what no queue takes.
func sized(body any, size int) (draft, error) {
	if most := queue.DefaultLimits().MessageBytes; size > most {
		return draft{}, fmt.Errorf("has %d bytes, and a queue takes at most %d", size, most)
	}
	return draft{body, size}, nil
}

// A batcher gathers messages into batches that the platform would take.
type batcher struct {
	limits   queue.Limits
	flush    func([]any) error
	requests []any
	bytes    int
}

func (b *batcher) add(request any, size int) error {
	if len(b.requests) == b.limits.BatchCount || b.bytes+size > b.limits.BatchBytes {
		if err := b.end(); err != nil {
			return err
		}
	}
	b.requests, b.bytes = append(b.requests, request), b.bytes+size
	return nil
}

func (b *batcher) end() error {
	if len(b.requests) == 0 {
		return nil
	}
	err := b.flush(b.requests)
	b.requests, b.bytes = nil, 0
	return err
}
