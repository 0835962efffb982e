package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"paddock/bindings/codec/v8wire"
	"paddock/cmd/paddock/terminal"
)

// The content types of messages.
const (
	typeJSON  = "json"
	typeText  = "text"
	typeBytes = "bytes"
	typeV8    = "v8"
)

// raw returns the bytes of a message that is not text.
func (m message) raw() ([]byte, bool) {
	raw, err := base64.StdEncoding.DecodeString(m.Body)
	return raw, err == nil
}

// longestLiteral bounds the work of showing a v8 body on one line.
const longestLiteral = 1000

// readable shows a body as people would write it, on one line.
func readable(m message) string {
	raw, ok := m.raw()
	switch {
	case m.kind() == typeText || !ok:
		return m.Body
	case m.kind() == typeJSON:
		return string(raw)
	case m.kind() == typeV8:
		if value, err := v8wire.Unmarshal(raw); err == nil {
			return v8wire.Literal(value, longestLiteral)
		}
	}
	return fmt.Sprintf("%s: %x", terminal.Bytes(int64(len(raw))), raw[:min(len(raw), 32)])
}

// longestByte is more than one byte of a v8 body can be when written: the
// longest is undefined.
const longestByte = 16

// whole shows all of a body, on lines.
func whole(m message) string {
	raw, ok := m.raw()
	if m.kind() == typeText || !ok {
		return m.Body
	}
	var b bytes.Buffer
	if m.kind() == typeJSON && json.Indent(&b, raw, "", "  ") == nil {
		return b.String()
	}
	if m.kind() == typeV8 {
		if value, err := v8wire.Unmarshal(raw); err == nil {
			return v8wire.Literal(value, longestByte*len(raw)+longestLiteral)
		}
	}
	return hex.Dump(raw)
}
