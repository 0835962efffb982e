package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A shift is a place in esbuild's output from which its line continues further
// right than the source map says.
type shift struct {
	line, column int // both from 0
	by           int
	copy         copied
}

// An edit replaces part of esbuild's output. Edits keep its lines, and do not
// make a line of the user's shorter.
type edit struct {
	span
	text string
}

const caughtName = "__paddock_caught" // the third parameter of the script's function

// mend changes what the engine reads differently from the standard, or hides
// from scripts:
//
//   - Class fields called get, set or async get quotes around their names, which
//     means the same. The engine takes such a name for the beginning of an accessor
//     or an async method.
//   - A catch clause begins with a call of the runtime, which gives an error that
//     the engine made the words and the stack of V8.
//   - esbuild's helpers for async generators, loops over what comes later and
//     disposal are replaced by the runtime's (see generators.go).
//   - An append to a text that may grow long is one of the runtime's (see appends.go).
//   - An array pattern that has a default, and defaults in it, takes another form in
//     the places where the engine does not parse it (see patterns.go).
//   - esbuild's helper for ** is replaced by one that knows BigInts (see power.go).
//   - Regular expressions that the engine does not compile become calls of RegExp
//     (see literals.go). wrong are the expressions that are none.
//   - A direct call of eval hands its arguments to the runtime first (see script.go).
func mend(code string, strict bool) (out string, shifts []shift, wrong []wrongLiteral) {
	s := scanner{src: code, strict: strict}
	s.scan()
	edits := slices.Concat(s.edits, s.wording, helperEdits(code), powerEdits(code))
	literals, wrong := literalEdits(code, s.literals)
	edits = append(edits, literals...)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	out, shifts = apply(code, outermost(edits))
	return out, shifts, wrong
}

// outermost leaves out edits inside of what another one replaces.
func outermost(edits []edit) []edit {
	end := 0
	return slices.DeleteFunc(edits, func(e edit) bool {
		inside := e.from < end
		end = max(end, e.to)
		return inside
	})
}

func apply(code string, edits []edit) (string, []shift) {
	var out strings.Builder
	var shifts []shift
	last, line, lineStart := 0, 0, 0
	for _, e := range edits {
		if n := strings.Count(code[last:e.from], "\n"); n > 0 {
			line += n
			lineStart = strings.LastIndexByte(code[:e.from], '\n') + 1
		}
		out.WriteString(code[last:e.from])
		out.WriteString(e.text)
		if by := len(e.text) - (e.to - e.from); by > 0 {
			shifts = append(shifts, shift{line: line, column: e.to - lineStart, by: by, copy: appended(e.text)})
		}
		last = e.to
	}
	out.WriteString(code[last:])
	return out.String(), shifts
}

// quoteField puts the name that was just read in quotes.
func (s *scanner) quoteField(from int) {
	s.edits = append(s.edits, edit{span{from, s.pos}, `"` + s.src[from:s.pos] + `"`})
}

// catchClause edits the clause whose keyword was just read. Its parameter may be
// a pattern, which then becomes a declaration at the beginning of the block.
func (s *scanner) catchClause() {
	rest := s.src[s.pos:]
	head := len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
	if head == len(rest) || rest[head] != '(' {
		return
	}
	open := s.pos + head
	inner := scanner{src: s.src, pos: open, stack: []frame{{}}}
	for inner.token(); len(inner.stack) > 1 && inner.pos < len(inner.src); {
		inner.token()
	}
	shut := inner.pos - 1
	brace := strings.IndexByte(s.src[shut:], '{')
	if brace < 0 {
		return
	}
	brace += shut
	parameter := strings.TrimSpace(s.src[open+1 : shut])
	if parameter != "" && parameter[0] != '{' && parameter[0] != '[' {
		s.wording = append(s.wording, edit{span{brace + 1, brace + 1}, fmt.Sprintf(" %s(%s);", caughtName, parameter)})
		return
	}
	s.wording = append(s.wording,
		edit{span{open, open + 1}, "(__paddock_e) { let "},
		edit{span{shut, brace + 1}, fmt.Sprintf(" = %s(__paddock_e);", caughtName)})
}
