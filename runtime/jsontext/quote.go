package jsontext

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

const hexDigits = "0123456789abcdef"

// shortEscapes are the characters that have an escape of their own.
var shortEscapes = [256]byte{'\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r', '"': '"', '\\': '\\'}

// quote is QuoteJSONString.
func (w *writer) quote(s goja.String) {
	text := s.String()
	if !w.quoteText(text) {
		w.quoteUnits(s)
	}
}

// quoteText quotes what came from the engine; false says that the text may
// hide a lone surrogate, and that nothing was written.
func (w *writer) quoteText(text string) bool {
	mark, from, wide := len(w.buf), 0, false
	w.buf = append(w.buf, '"')
	for n := 0; n < len(text); n++ {
		c := text[n]
		switch {
		case c >= utf8.RuneSelf:
			wide = true
		case c < ' ' || c == '"' || c == '\\':
			w.buf = append(w.buf, text[from:n]...)
			w.escape(uint16(c))
			from = n + 1
			w.checkLength()
		}
	}
	if wide && (strings.Contains(text, replacement) || !utf8.ValidString(text)) {
		w.buf = w.buf[:mark]
		return false
	}
	w.wide = w.wide || wide
	w.buf = append(w.buf, text[from:]...)
	w.buf = append(w.buf, '"')
	return true
}

func (w *writer) escape(u uint16) {
	if u < utf8.RuneSelf && shortEscapes[u] != 0 {
		w.buf = append(w.buf, '\\', shortEscapes[u])
		return
	}
	w.buf = append(w.buf, '\\', 'u', hexDigits[u>>12], hexDigits[u>>8&0xf], hexDigits[u>>4&0xf], hexDigits[u&0xf])
}

// quoteUnits quotes a string with all it has.
func (w *writer) quoteUnits(s goja.String) {
	w.wide = true
	w.buf = append(w.buf, '"')
	for n := 0; n < s.Length(); n++ {
		u := s.CharAt(n)
		switch {
		case utf16.IsSurrogate(rune(u)):
			if n+1 < s.Length() {
				if r := utf16.DecodeRune(rune(u), rune(s.CharAt(n+1))); r != utf8.RuneError {
					w.buf = utf8.AppendRune(w.buf, r)
					n++
					continue
				}
			}
			w.escape(u)
		case u < ' ' || u == '"' || u == '\\':
			w.escape(u)
		default:
			w.buf = utf8.AppendRune(w.buf, rune(u))
		}
		w.checkLength()
	}
	w.buf = append(w.buf, '"')
}

// raw writes the text of JSON.rawJSON.
func (w *writer) raw(s goja.String) {
	text := wtf8(s)
	w.note(text)
	w.buf = append(w.buf, text...)
}

// note remembers what a text of WTF-8 means for the result.
func (w *writer) note(text string) {
	for n := range len(text) {
		if text[n] >= utf8.RuneSelf {
			w.wide = true
		}
	}
	w.lone = w.lone || !utf8.ValidString(text)
}

// number writes what Number::toString gives.
func (w *writer) number(f float64) {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		w.buf = append(w.buf, "null"...)
	case f == 0:
		w.buf = append(w.buf, '0')
	case math.Abs(f) >= 1e21 || math.Abs(f) < 1e-6:
		mark := len(w.buf)
		w.buf = strconv.AppendFloat(w.buf, f, 'e', -1, 64)
		// Go writes two digits of the exponent at least.
		if end := len(w.buf) - 2; end > mark && w.buf[end] == '0' && (w.buf[end-1] == '-' || w.buf[end-1] == '+') {
			w.buf = append(w.buf[:end], w.buf[end+1])
		}
	default:
		w.buf = strconv.AppendFloat(w.buf, f, 'f', -1, 64)
	}
}
