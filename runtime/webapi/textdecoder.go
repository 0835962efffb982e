package webapi

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"paddock/internal/wellformed"
)

// errMalformed says that a fatal decoder met bytes that mean nothing.
var errMalformed = errors.New("malformed input")

// textDecoder is the state of a TextDecoder.
type textDecoder struct {
	name      string
	fatal     bool
	ignoreBOM bool
	single    encoding.Encoding // one of the encodings of single bytes, or nil
	several   *multibyte        // one of those of several bytes, or nil
	rest      []byte            // an unfinished character
	begun     bool              // the byte order mark was looked for already
}

// newTextDecoder returns nil for a label that the Encoding Standard does not know.
func newTextDecoder(label string, fatal, ignoreBOM bool) *textDecoder {
	label = strings.Trim(label, "\t\n\f\r ")
	if strings.ContainsFunc(label, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil // the index below is more generous
	}
	label = strings.ToLower(label)
	d := &textDecoder{fatal: fatal, ignoreBOM: ignoreBOM}
	switch label {
	case "iso-8859-8-i", "csiso88598i", "logical":
		label = "iso-8859-8"
		d.name = "iso-8859-8-i"
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" {
		return nil
	}
	if d.name == "" {
		d.name = name
	}
	handle := multibyteOf(name)
	switch {
	case handle != nil:
		d.several = &multibyte{handle: handle}
	case name != "utf-8" && name != "utf-16le" && name != "utf-16be":
		d.single = e
	}
	return d
}

// decode decodes the next bytes; when stream is false they are the last.
func (d *textDecoder) decode(data []byte, stream bool) (string, error) {
	if len(d.rest) > 0 {
		data = append(d.rest, data...)
		d.rest = nil
	}
	var out string
	var err error
	switch {
	case d.single != nil:
		out, err = d.decodeBytes(data)
	case d.several != nil:
		var broken bool
		if out, broken = d.several.decode(data, !stream); broken && d.fatal {
			err = errMalformed
		}
	case d.name == "utf-8":
		out, err = d.decodeUTF8(data, stream)
	default:
		out, err = d.decodeUTF16(data, stream)
	}
	if !stream || err != nil {
		d.begun, d.rest = false, nil
		if d.several != nil {
			d.several = &multibyte{handle: d.several.handle}
		}
	}
	return out, err
}

// stripBOM removes the mark at the very beginning, unless it is to be kept. It
// is applied to decoded text.
func (d *textDecoder) stripBOM(text string) string {
	if d.begun || text == "" {
		return text
	}
	d.begun = true
	if d.ignoreBOM {
		return text
	}
	return strings.TrimPrefix(text, "\ufeff")
}

func (d *textDecoder) decodeUTF8(data []byte, stream bool) (string, error) {
	if stream {
		cut := len(data) - unfinished(data)
		d.rest = bytes.Clone(data[cut:])
		data = data[:cut]
	}
	if !utf8.Valid(data) {
		if d.fatal {
			return "", errMalformed
		}
		data = wellformed.UTF8(data)
	}
	return d.stripBOM(string(data)), nil
}

// unfinished returns how many bytes at the end may still become a character.
func unfinished(data []byte) int {
	for n := 1; n <= min(3, len(data)); n++ {
		c := data[len(data)-n]
		if c < 0x80 {
			return 0
		}
		if c >= 0xc0 {
			tail := data[len(data)-n:]
			if _, size := wellformed.Rune(tail); utf8.FullRune(tail) || size < n {
				return 0
			}
			return n
		}
	}
	return 0
}

func (d *textDecoder) decodeUTF16(data []byte, stream bool) (string, error) {
	unit := func(n int) rune {
		if d.name == "utf-16be" {
			return rune(data[n])<<8 | rune(data[n+1])
		}
		return rune(data[n+1])<<8 | rune(data[n])
	}
	var b strings.Builder
	broken := false
	bad := func() {
		broken = true
		b.WriteRune(utf8.RuneError)
	}
	n := 0
	for ; n+1 < len(data); n += 2 {
		switch u := unit(n); {
		case u >= 0xd800 && u < 0xdc00 && n+3 < len(data):
			if low := unit(n + 2); low >= 0xdc00 && low < 0xe000 {
				b.WriteRune((u-0xd800)<<10 | (low - 0xdc00) + 0x10000)
				n += 2
				continue
			}
			bad()
		case u >= 0xd800 && u < 0xdc00: // half a pair at the end, with a byte after it or none
			if stream {
				d.rest = bytes.Clone(data[n:])
			} else {
				bad()
			}
			n = len(data)
		case u >= 0xd800 && u < 0xe000:
			bad()
		default:
			b.WriteRune(u)
		}
	}
	if n < len(data) {
		if stream {
			d.rest = bytes.Clone(data[n:])
		} else {
			bad()
		}
	}
	if broken && d.fatal {
		return "", errMalformed
	}
	return d.stripBOM(b.String()), nil
}

// decodeBytes decodes one of the encodings of single bytes. Where the library's
// tables leave a hole among the control characters, the Encoding Standard has
// the control character.
func (d *textDecoder) decodeBytes(data []byte) (string, error) {
	table, ok := d.single.(*charmap.Charmap)
	if !ok { // x-user-defined, to which every byte means something
		out, err := d.single.NewDecoder().Bytes(data)
		return string(out), err
	}
	var b strings.Builder
	for _, c := range data {
		r := table.DecodeByte(c)
		if r == utf8.RuneError && c < 0xa0 {
			r = rune(c)
		}
		if r == utf8.RuneError && d.fatal {
			return "", errMalformed
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}
