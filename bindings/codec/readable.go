package codec

import (
	"fmt"
	"unicode/utf8"

	"paddock/bindings/codec/v8wire"
)

// longestLiteral bounds the work of showing a v8 body.
const longestLiteral = 1000

// Readable shows a body to people, as they would write it, whole but for the
// bytes of the type "bytes". It needs no engine.
func Readable(t Type, body []byte) string {
	switch t {
	case JSON, Text:
		if utf8.Valid(body) {
			return string(body)
		}
	case V8:
		if value, err := v8wire.Unmarshal(body); err == nil {
			return v8wire.Literal(value, longestLiteral)
		}
	}
	const shown = 32
	text := fmt.Sprintf("%d bytes: %x", len(body), body[:min(len(body), shown)])
	if len(body) > shown {
		text += "…"
	}
	return text
}
