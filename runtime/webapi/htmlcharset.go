package webapi

import (
	"bytes"
	"errors"
	"mime"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"paddock/runtime/webapi/htmlrewriter"
)

// A documentRewriter is a rewriter of one document in the encoding that its
// Content-Type names: it works on UTF-8, and what comes and goes is converted.
type documentRewriter struct {
	*htmlrewriter.Rewriter
	in  *textDecoder      // nil for UTF-8
	out *encoding.Encoder // likewise; what it lacks becomes a character reference
}

var (
	errUnknownCharset = errors.New("Unknown character encoding has been provided.")
	errNotASCII       = errors.New("Expected ASCII-compatible encoding.")
)

func newDocumentRewriter(handlers []htmlrewriter.Handler, contentType string) (*documentRewriter, error) {
	d := &documentRewriter{Rewriter: htmlrewriter.New(handlers)}
	_, params, err := mime.ParseMediaType(contentType)
	label := params["charset"]
	if err != nil || label == "" {
		return d, nil
	}
	decoder := newTextDecoder(label, false, true)
	if decoder == nil {
		return nil, errUnknownCharset
	}
	switch decoder.name {
	case "utf-8":
		return d, nil
	case "utf-16le", "utf-16be", "iso-2022-jp":
		return nil, errNotASCII
	}
	known, err := htmlindex.Get(label)
	if err != nil {
		return nil, errUnknownCharset
	}
	d.in, d.out = decoder, encoding.HTMLEscapeUnsupported(known.NewEncoder())
	return d, nil
}

func (d *documentRewriter) write(p []byte) {
	if d.in == nil {
		d.Write(p)
		return
	}
	d.decode(p, true)
}

// decode cannot fail: the decoder puts a replacement for what means nothing.
func (d *documentRewriter) decode(p []byte, more bool) {
	if text, err := d.in.decode(bytes.Clone(p), more); err == nil && text != "" {
		d.Write([]byte(text))
	}
}

func (d *documentRewriter) finish() {
	if d.in != nil {
		d.decode(nil, false)
	}
	d.Finish()
}

func (d *documentRewriter) take() []byte {
	out := d.Take()
	if d.out == nil || len(out) == 0 {
		return out
	}
	encoded, err := d.out.Bytes(out)
	if err != nil {
		return out // not reached: every character has a reference
	}
	return encoded
}
