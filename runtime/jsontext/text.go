package jsontext

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// unescape decodes what stands between the quotes of a checked string.
func unescape(raw string) []uint16 {
	units := make([]uint16, 0, len(raw))
	for n := 0; n < len(raw); {
		switch c := raw[n]; {
		case c == '\\':
			n++
			if raw[n] == 'u' {
				units = append(units, hex4(raw[n+1:n+5]))
				n += 5
				continue
			}
			units = append(units, escapes[raw[n]])
			n++
		case c < utf8.RuneSelf:
			units = append(units, uint16(c))
			n++
		default:
			r, size := decode(raw[n:])
			if r >= 0x10000 {
				units = utf16.AppendRune(units, r)
			} else {
				units = append(units, uint16(r))
			}
			n += size
		}
	}
	return units
}

// toUnits decodes WTF-8 that is no JSON.
func toUnits(text string) []uint16 {
	units := make([]uint16, 0, len(text))
	for len(text) > 0 {
		r, size := decode(text)
		if r >= 0x10000 {
			units = utf16.AppendRune(units, r)
		} else {
			units = append(units, uint16(r))
		}
		text = text[size:]
	}
	return units
}

var escapes = [256]uint16{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func hex4(s string) (u uint16) {
	for n := range 4 {
		c := s[n]
		switch {
		case c <= '9':
			u = u<<4 | uint16(c-'0')
		default:
			u = u<<4 | uint16(c|0x20-'a'+10)
		}
	}
	return u
}

// decode reads a rune of WTF-8: a surrogate in three bytes is itself.
func decode(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xed && s[1] >= 0xa0 && s[1] <= 0xbf && s[2]&0xc0 == 0x80 {
		return rune(s[0]&0xf)<<12 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return utf8.DecodeRuneInString(s)
}

// wtf8 writes a string of the engine with its lone surrogates.
func wtf8(s goja.String) string {
	var b strings.Builder
	for n := 0; n < s.Length(); n++ {
		u := rune(s.CharAt(n))
		if utf16.IsSurrogate(u) {
			if n+1 < s.Length() {
				if r := utf16.DecodeRune(u, rune(s.CharAt(n+1))); r != utf8.RuneError {
					b.WriteRune(r)
					n++
					continue
				}
			}
			b.Write([]byte{0xe0 | byte(u>>12), 0x80 | byte(u>>6)&0x3f, 0x80 | byte(u)&0x3f})
			continue
		}
		b.WriteRune(u)
	}
	return b.String()
}

// lone reports whether there is a surrogate without its other half.
func lone(units []uint16) bool {
	for n := 0; n < len(units); n++ {
		if u := rune(units[n]); utf16.IsSurrogate(u) {
			if n+1 == len(units) || utf16.DecodeRune(u, rune(units[n+1])) == utf8.RuneError {
				return true
			}
			n++
		}
	}
	return false
}

// units counts the UTF-16 units of WTF-8.
func units(s string) int {
	n := 0
	for len(s) > 0 {
		r, size := decode(s)
		if n++; r >= 0x10000 {
			n++
		}
		s = s[size:]
	}
	return n
}
