package bundle

import "strings"

// A body is that of a function which has arguments of its own.
type body struct {
	from  int    // after its {
	uses  []span // of arguments
	arrow bool   // it contains an arrow function
	// method is the body around, for a generator that esbuild made of an async
	// one; super says that such a generator in this body uses super.
	method *body
	super  bool
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
	if b := s.within(); b != nil {
		b.arrow = true
	}
}

// useArguments notes a use of arguments, unless it is the name of a property.
func (s *scanner) useArguments(from int) {
	b := s.within()
	key := (s.prev == "{" || s.prev == ",") && strings.IndexByte(":,}(", s.next()) >= 0 && s.top().open == '{'
	if b != nil && !key {
		b.uses = append(b.uses, span{from, s.pos})
	}
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
	if !b.arrow || len(b.uses) == 0 {
		return
	}
	s.edits = append(s.edits, edit{span{b.from, b.from}, " let " + argumentsName + " = arguments;"})
	for _, u := range b.uses {
		s.edits = append(s.edits, edit{u, argumentsName})
	}
}
