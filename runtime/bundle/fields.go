package bundle

import "slices"

// inClass follows the fields of a class body.
func (s *scanner) inClass(c byte) {
	f := s.top()
	switch c {
	case '=':
		if f.field == 0 {
			f.field = s.pos
		}
	case ';':
		if f.super {
			s.wrapField(f.field)
		}
		f.field, f.super = 0, false
	}
}

// fieldUsesSuper notes super in the value of a field, outside of functions.
func (s *scanner) fieldUsesSuper() {
	for n := range slices.Backward(s.stack) {
		f := &s.stack[n]
		if f.body != nil || f.arrow {
			return
		}
		if f.class {
			f.super = f.field > 0
			return
		}
	}
}

// wrapField makes the value of a field that of an arrow function that is called:
// there the engine takes super.
func (s *scanner) wrapField(from int) {
	s.edits = append(s.edits, edit{span{from, from}, " (() =>"}, edit{span{s.pos - 1, s.pos - 1}, ")()"})
}
