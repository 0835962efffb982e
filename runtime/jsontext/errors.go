package jsontext

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A SyntaxError says in V8's words what is wrong with a text.
type SyntaxError struct{ Text string }

func (e *SyntaxError) Error() string { return e.Text }

// fail reports a mistake at a place.
func (p *parser) fail(text string, pos int) {
	before := p.src[:pos]
	line := 1 + strings.Count(before, "\n")
	column := 1 + units(before[strings.LastIndexByte(before, '\n')+1:])
	panic(failed{&SyntaxError{fmt.Sprintf("%s at position %d (line %d column %d)", text, units(before), line, column)}})
}

// around is how many bytes of the text an unexpected token is shown with, on
// both sides.
const around = 10

// unexpected reports the token at the present place.
func (p *parser) unexpected() {
	switch {
	case p.pos >= len(p.src):
		panic(failed{&SyntaxError{"Unexpected end of JSON input"}})
	case p.src == "[object Object]" || p.src == "undefined" || p.src == "NaN" || p.src == "Infinity":
		panic(failed{&SyntaxError{`"` + p.src + `" is not valid JSON`}})
	case p.src[p.pos] == '"':
		p.fail("Unexpected string in JSON", p.pos)
	case p.src[p.pos] >= '0' && p.src[p.pos] <= '9':
		p.fail("Unexpected number in JSON", p.pos)
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.pos:])
	from, to, before, after := 0, len(p.src), "", ""
	if len(p.src) > 2*around {
		if p.pos >= around {
			from, before = boundary(p.src, p.pos-around), "..."
		}
		if p.pos < len(p.src)-around {
			to, after = boundary(p.src, p.pos+around), "..."
		}
	}
	panic(failed{&SyntaxError{fmt.Sprintf("Unexpected token '%c', %s\"%s\"%s is not valid JSON", r, before, p.src[from:to], after)}})
}

// boundary moves a place to the beginning of a character.
func boundary(s string, n int) int {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}
