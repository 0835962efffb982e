package bundle

import (
	"slices"
	"strings"
)

// A body is that of a function which has arguments of its own.
type body struct {
	from  int    // after its {
	uses  []span // of arguments
	arrow bool   // it contains an arrow function
	lists bool   // its parameters contain one, and use arguments
	// generator says that it is that of a generator that esbuild made of an async
	// one, which marks its awaits with marker.
	generator bool
	marker    string
	super     bool   // such a generator uses super
	keyword   int    // where the keyword function of one is
	after     string // what to write behind the }
}

// controls reports whether the word before a parenthesis makes the block after
// it a statement's, not a function's.
func controls(word string) bool {
	switch word {
	case "if", "while", "for", "switch", "catch", "with", "await":
		return true
	}
	return false
}

// within returns the body of the innermost function that is no arrow function.
func (s *scanner) within() *body {
	for n := len(s.stack) - 1; n >= 0; n-- {
		if s.stack[n].body != nil {
			return s.stack[n].body
		}
	}
	return nil
}

// arrow notes that an arrow function was met.
func (s *scanner) arrow() {
	s.lastArrow = s.pos
	if b := s.within(); b != nil {
		b.arrow = true
	}
}

// useArguments notes a use of arguments, unless it is the name of a property.
func (s *scanner) useArguments(from int) {
	b := s.within()
	if b == nil {
		b = &s.outside
	}
	key := (s.prev == "{" || s.prev == ",") && strings.IndexByte(":,}(", s.next()) >= 0 && s.top().open == '{'
	if !key {
		b.uses = append(b.uses, span{from, s.pos})
	}
}

// takeParameters gives the function whose body begins what was noted in its
// parameters for the one around.
func (s *scanner) takeParameters(inner *body) {
	outer := s.within()
	if outer == nil {
		outer = &s.outside
	}
	within := func(u span) bool { return u.from > s.round.from }
	inner.lists = slices.ContainsFunc(outer.uses, within) && s.lastArrow > s.round.from
	outer.uses = slices.DeleteFunc(outer.uses, within)
}

// next is the next character that is no space, or 0.
func (s *scanner) next() byte {
	for n := s.pos; n < len(s.src); n++ {
		if strings.IndexByte(" \t\r\n", s.src[n]) < 0 {
			return s.src[n]
		}
	}
	return 0
}

const argumentsName = "__paddock_arguments"

// keepArguments gives a function that has arrow functions a variable for its
// arguments: the engine finds the wrong ones, or fails, when an arrow function uses
// them in an async function, or an async one does anywhere.
func (s *scanner) keepArguments(b *body) {
	if b.lists {
		// The engine fails when only an arrow function in the parameters uses them.
		s.edits = append(s.edits, edit{span{b.from, b.from}, " () => arguments;"})
	}
	if !b.arrow || len(b.uses) == 0 {
		return
	}
	s.edits = append(s.edits, edit{span{b.from, b.from}, " let " + argumentsName + " = arguments;"})
	for _, u := range b.uses {
		s.edits = append(s.edits, edit{u, argumentsName})
	}
}
