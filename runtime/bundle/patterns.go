package bundle

import (
	"fmt"
	"strings"
)

// A list is what a bracket encloses as far as it may be a pattern: the engine
// does not parse [a = 1] where it gets a default itself, as in { b: [a = 1] = [] }
// and (x, [a = 1] = []) => a. Such a list becomes [...{ 0: a = 1 }], which takes
// the same elements from whatever ends.
type list struct {
	span             // of what is inside
	before   string  // the token before the bracket
	starts   []int   // of elements: where they are labelled with their number; -1 where there is none
	commas   []int   // after each of them
	defaults bool    // an element has a default
	rest     bool    // it has a ..., so that it cannot be mended
	initial  bool    // what is read now is a default
	target   bool    // it stands where a pattern may
	inner    []*list // those in it that do
}

// newList begins one at a bracket. After a value it is an index.
func (s *scanner) newList() list {
	from := s.pos + 1
	return list{span: span{from: from}, before: s.prev, starts: []int{from}, target: !s.top().list.initial && !s.value}
}

// inList reads a punctuator.
func (s *scanner) inList(c byte) {
	l := &s.top().list
	switch {
	case c == ',':
		if s.prev == "[" || s.prev == "," {
			l.starts[len(l.starts)-1] = -1
		}
		l.commas, l.starts, l.initial = append(l.commas, s.pos-1), append(l.starts, s.pos), false
	case c == '=' && s.assigns():
		l.initial, l.defaults = true, true
	case c == '.' && s.prev == ".":
		l.rest = true
	}
}

// assigns reports whether the = that was just read is all of its operator.
func (s *scanner) assigns() bool {
	is := func(n int, of string) bool { return n >= 0 && n < len(s.src) && strings.IndexByte(of, s.src[n]) >= 0 }
	return !is(s.pos, "=>") && !is(s.pos-2, "=!<>+-*/%&|^?")
}

// endList is told of a [ or { that was just closed.
func (s *scanner) endList(f frame) {
	l, outer := f.list, s.top()
	l.to = s.pos - 1
	switch {
	case f.open == '{': // what is in it belongs to what is around it
		if l.target {
			outer.list.inner = append(outer.list.inner, l.inner...)
		}
	case s.hasDefault() && (l.before == ":" || l.before == "," && outer.open == '('):
		s.mendList(&l)
	case l.target && !s.nextIs(':'): // else it is a computed key
		outer.list.inner = append(outer.list.inner, &l)
	}
}

// hasDefault reports whether a plain = comes next.
func (s *scanner) hasDefault() bool {
	rest := strings.TrimLeft(s.src[s.pos:], " \n")
	return strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") && !strings.HasPrefix(rest, "=>")
}

// mendList edits a list, and those in it.
func (s *scanner) mendList(l *list) {
	for _, inner := range l.inner {
		s.mendList(inner)
	}
	if !l.defaults || l.rest {
		return
	}
	insert := func(at int, text string) { s.edits = append(s.edits, edit{span{at, at}, text}) }
	insert(l.from, "...{")
	for n, at := range l.starts {
		switch {
		case at < 0: // a hole has no name, and needs no comma
			s.edits = append(s.edits, edit{span{l.commas[n], l.commas[n] + 1}, " "})
		case strings.TrimSpace(s.src[at:l.to]) != "": // else the last comma ends the list
			insert(at, fmt.Sprintf(" %d: ", n))
		}
	}
	insert(l.to, " }")
}
