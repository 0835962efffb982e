package v8wire

import (
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"
)

// ErrNotJSON says that a text is not JSON.
var ErrNotJSON = errors.New("not JSON")

// FromJSON returns the value that JSON.parse makes of a text, lone surrogates
// and the order of keys included.
func FromJSON(text []byte) (Value, error) {
	if !json.Valid(text) || !utf8.Valid(text) {
		return nil, ErrNotJSON
	}
	r := &jsonReader{text: text}
	return r.value(), nil
}

// A jsonReader reads a text that is known to be JSON.
type jsonReader struct {
	text []byte
	at   int
}

// peek returns the next byte that is no white space.
func (r *jsonReader) peek() byte {
	for {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
}

func (r *jsonReader) value() Value {
	switch r.peek() {
	case '{':
		return r.object()
	case '[':
		return r.array()
	case '"':
		return String(r.str())
	case 't':
		r.at += len("true")
		return Bool(true)
	case 'f':
		r.at += len("false")
		return Bool(false)
	case 'n':
		r.at += len("null")
		return Null{}
	}
	return r.number()
}

// object keeps a key that is there twice in its first place, with its last
// value, as JavaScript does.
func (r *jsonReader) object() *Object {
	o, places := &Object{}, map[string]int{}
	for r.more('}') {
		r.peek()
		key := r.str()
		r.peek()
		r.at++ // the colon
		v := r.value()
		if n, twice := places[key]; twice {
			o.Props[n].Value = v
			continue
		}
		places[key] = len(o.Props)
		o.Props = append(o.Props, Property{key, v})
	}
	return o
}

func (r *jsonReader) array() *Array {
	a := &Array{Dense: true}
	for r.more(']') {
		a.Items = append(a.Items, r.value())
	}
	a.Length = uint32(len(a.Items))
	return a
}

// more steps over the opening bracket or a comma, and reports whether an
// element follows. It steps over the closing bracket too.
func (r *jsonReader) more(end byte) bool {
	if c := r.peek(); c != end {
		r.at++
	}
	if r.peek() != end {
		return true
	}
	r.at++
	return false
}

func (r *jsonReader) number() Number {
	from := r.at
	for r.at < len(r.text) && inNumber(r.text[r.at]) {
		r.at++
	}
	f, _ := strconv.ParseFloat(string(r.text[from:r.at]), 64) // out of range is ±Infinity, as in JavaScript
	return Number(f)
}

func inNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// str reads a string. Escapes name UTF-16 units, of which two may make one
// character.
func (r *jsonReader) str() string {
	r.at++ // the opening quote
	var out []byte
	var units []uint16
	flush := func() {
		out = append(out, FromUTF16(units)...)
		units = units[:0]
	}
	for {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			flush()
			return string(out)
		case c == '\\':
			units = append(units, r.escape())
		default:
			flush()
			out = append(out, c)
		}
	}
}

// escape reads what follows a backslash.
func (r *jsonReader) escape() uint16 {
	c := r.text[r.at]
	r.at++
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'u':
		n, _ := strconv.ParseUint(string(r.text[r.at:r.at+4]), 16, 16) // four hex digits, or it were no JSON
		r.at += 4
		return uint16(n)
	}
	return uint16(c)
}
