package webapi

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"paddock/internal/wellformed"
)

// errMalformed says that a fatal decoder met bytes that mean nothing.
var errMalformed = errors.New("malformed input")

// textDecoder is the state of a TextDecoder.
type textDecoder struct {
	name      string
	fatal     bool
	ignoreBOM bool
	legacy    encoding.Encoding // nil for the Unicode encodings, which are decoded here
	decoder   transform.Transformer
	rest      []byte // an unfinished character
	begun     bool   // the byte order mark was looked for already
}

// newTextDecoder returns nil for a label that the Encoding Standard does not know.
func newTextDecoder(label string, fatal, ignoreBOM bool) *textDecoder {
	label = strings.ToLower(strings.Trim(label, "\t\n\f\r "))
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
	switch name {
	case "utf-8", "utf-16le", "utf-16be":
	default:
		d.legacy = e
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
	case d.legacy != nil:
		out, err = d.decodeLegacy(data, stream)
	case d.name == "utf-8":
		out, err = d.decodeUTF8(data, stream)
	default:
		out, err = d.decodeUTF16(data, stream)
	}
	if !stream || err != nil {
		d.begun, d.rest, d.decoder = false, nil, nil
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
		case u >= 0xd800 && u < 0xdc00 && stream:
			d.rest = bytes.Clone(data[n:])
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

// decodeBytes decodes one of the Windows code pages. Where they leave a hole
// among the control characters, the Encoding Standard has the control character.
func (d *textDecoder) decodeBytes(table *charmap.Charmap, data []byte) (string, error) {
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

func (d *textDecoder) decodeLegacy(data []byte, stream bool) (string, error) {
	if table, ok := d.legacy.(*charmap.Charmap); ok && strings.HasPrefix(d.name, "windows-") {
		return d.decodeBytes(table, data)
	}
	if d.decoder == nil {
		d.decoder = d.legacy.NewDecoder()
	}
	var out []byte
	buffer := make([]byte, 4096)
	for {
		written, read, err := d.decoder.Transform(buffer, data, !stream)
		out = append(out, buffer[:written]...)
		data = data[read:]
		switch {
		case err == transform.ErrShortDst:
			continue
		case err == transform.ErrShortSrc && stream:
			d.rest = bytes.Clone(data)
		case err != nil:
			return "", errMalformed
		}
		break
	}
	text := string(out)
	if d.fatal && strings.ContainsRune(text, utf8.RuneError) {
		return "", errMalformed
	}
	return text, nil
}
