package regexp

import (
	"errors"
	"unsafe"
)

// A Matcher holds what matching needs: keep one and use it again, by one
// goroutine at a time.
type Matcher struct {
	// Stop, if not nil, is asked every few ten microseconds whether to give up.
	Stop func() bool

	stack     []frame
	registers []int32
	captures  []int
	fuel      int
	err       error
}

// Errors that end a match.
var (
	// ErrStopped says that Stop asked for it.
	ErrStopped = errors.New("the match was stopped")
	// ErrTooComplex says that backtracking wants more memory than it may have.
	ErrTooComplex = errors.New("the match backtracks too far")
)

const (
	fuelPerPoll = 1 << 13
	maxFrames   = 1 << 22 // 64 MB
	keptFrames  = 1 << 14
)

// MatchASCII looks for the first match that begins at or after position at, or
// at it only if the expression is sticky. It returns the beginning and the end
// of every capture, -1 where there is none; nil when nothing matches. The
// slice is the matcher's until its next match. The text must be ASCII.
func (m *Matcher) MatchASCII(p *Program, text string, at int) ([]int, error) {
	s := machine[byte]{Matcher: m, p: p, in: unsafe.Slice(unsafe.StringData(text), len(text))}
	return s.match(at)
}

// MatchUTF16 is MatchASCII for any text, in UTF-16.
func (m *Matcher) MatchUTF16(p *Program, text []uint16, at int) ([]int, error) {
	s := machine[uint16]{Matcher: m, p: p, in: text, unicode: p.Flags.FullUnicode()}
	return s.match(at)
}

type unit interface{ byte | uint16 }

// A machine runs a program over one text.
type machine[T unit] struct {
	*Matcher
	p       *Program
	in      []T
	unicode bool // pairs of surrogates are one character
}

// A frame is something to do when the present way fails.
type frame struct {
	kind frameKind
	pc   int32 // where to go on; or which capture or register to restore
	pos  int32 // where in the text; or the old value
	low  int32 // loops: the least position, or the turns left
}

type frameKind int32

const (
	frameSplit frameKind = iota
	frameGreedy
	frameLazy
	frameCapture
	frameRegister
	frameLook     // a lookahead or lookbehind failed
	frameNegative // the same, which is what was wanted
)

func (s *machine[T]) match(at int) ([]int, error) {
	m := s.Matcher
	m.err = nil
	m.captures = grown(m.captures, 2*s.p.Groups)
	m.registers = grown(m.registers, s.p.registers)
	m.stack = m.stack[:0]
	if m.fuel <= 0 {
		m.fuel = fuelPerPoll
	}
	if s.unicode && s.within(at) {
		at--
	}
	found := !s.burn(1) && s.search(at)
	if cap(m.stack) > keptFrames {
		m.stack = nil
	}
	if !found {
		return nil, m.err
	}
	return m.captures, nil
}

func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// within reports whether pos is inside a pair of surrogates.
func (s *machine[T]) within(pos int) bool {
	return pos > 0 && pos < len(s.in) && isTrail(s.in[pos]) && isLead(s.in[pos-1])
}

func isLead[T unit](c T) bool  { return uint32(c)&0xFC00 == 0xD800 }
func isTrail[T unit](c T) bool { return uint32(c)&0xFC00 == 0xDC00 }

// search tries one place after the other.
func (s *machine[T]) search(at int) bool {
	start := &s.p.start
	switch {
	case s.p.Flags.Sticky:
		return s.try(at)
	case start.anchored:
		return at == 0 && s.try(0)
	}
	for pos := at; pos <= len(s.in); pos++ {
		if start.text >= 0 {
			if pos = s.find(&s.p.texts[start.text], pos); pos < 0 {
				return false
			}
		} else if start.table != nil {
			if pos = s.skip(start.table, pos); pos < 0 {
				return false
			}
		}
		if s.unicode && s.within(pos) {
			continue
		}
		if s.try(pos) {
			return true
		}
		if s.err != nil || s.burn(1) {
			return false
		}
	}
	return false
}

// skip returns the first position from pos on whose character is in the table.
func (s *machine[T]) skip(t *table, pos int) int {
	for from := pos; pos < len(s.in); pos++ {
		c := rune(s.in[pos])
		if s.unicode && isLead(s.in[pos]) {
			c, _ = s.after(pos)
		}
		if t.has(c) {
			s.fuel -= (pos - from) >> 4
			return pos
		}
	}
	s.burn(len(s.in) >> 4)
	return -1
}

// try runs the program from one position.
func (s *machine[T]) try(pos int) bool {
	for i := range s.captures {
		s.captures[i] = -1
	}
	s.stack = s.stack[:0]
	end, ok := s.run(0, pos)
	if ok {
		s.captures[0], s.captures[1] = pos, end
	}
	return ok
}

// burn takes fuel and asks, when it is used up, whether to go on.
func (s *machine[T]) burn(n int) (stopped bool) {
	if s.fuel -= n; s.fuel > 0 {
		return false
	}
	s.fuel = fuelPerPoll
	if s.Stop != nil && s.Stop() {
		s.err = ErrStopped
	}
	return s.err != nil
}

// after returns the character at pos and its width; -1 at the end.
func (s *machine[T]) after(pos int) (rune, int) {
	if pos >= len(s.in) {
		return -1, 0
	}
	c := s.in[pos]
	if s.unicode && isLead(c) && pos+1 < len(s.in) && isTrail(s.in[pos+1]) {
		return (rune(c)-0xD800)<<10 + rune(s.in[pos+1]) - 0xDC00 + 0x10000, 2
	}
	return rune(c), 1
}

// before returns the character that ends at pos and its width; -1 at the
// beginning.
func (s *machine[T]) before(pos int) (rune, int) {
	if pos <= 0 {
		return -1, 0
	}
	c := s.in[pos-1]
	if s.unicode && isTrail(c) && pos > 1 && isLead(s.in[pos-2]) {
		return (rune(s.in[pos-2])-0xD800)<<10 + rune(c) - 0xDC00 + 0x10000, 2
	}
	return rune(c), 1
}

// step moves over one character in the direction of the instruction.
func (s *machine[T]) step(i *instr, pos int) (r rune, next int) {
	if i.back {
		r, n := s.before(pos)
		return r, pos - n
	}
	r, n := s.after(pos)
	return r, pos + n
}

func (s *machine[T]) push(f frame) {
	if len(s.stack) >= maxFrames {
		s.err = ErrTooComplex
		return
	}
	s.stack = append(s.stack, f)
}
