package regexp

import "bytes"

// loop runs a quantifier over one set. What is left to try goes onto the stack
// as one frame, however many turns there were.
func (s *machine[T]) loop(i *instr, pc int32, pos int) (end int, good bool) {
	from := pos
	least := pos // where the min turns ended
	turns := int32(0)
	if i.lazy {
		for ; turns < i.min; turns++ {
			r, next := s.step(i, pos)
			if r < 0 || !i.table.has(r) {
				return pos, false
			}
			pos = next
		}
		if left := i.max - turns; left > 0 {
			return s.lazy(i, pc, pos, left)
		}
		return pos, true
	}
	switch {
	case !i.back && !s.unicode:
		limit := len(s.in)
		if int(i.max) < limit-pos {
			limit = pos + int(i.max)
		}
		pos = s.run1(i.table, pos, limit)
		if pos-from < int(i.min) {
			return pos, false
		}
		least = from + int(i.min)
	default:
		for turns < i.max {
			// Most text under u and v is in ASCII too.
			if !i.back && pos < len(s.in) && s.in[pos] < 128 {
				if c := s.in[pos]; i.table.low[c>>6&3]&(1<<(c&63)) == 0 {
					break
				}
				pos++
				if turns++; turns == i.min {
					least = pos
				}
				continue
			}
			r, next := s.step(i, pos)
			if r < 0 || !i.table.has(r) {
				break
			}
			pos = next
			if turns++; turns == i.min {
				least = pos
			}
		}
		if turns < i.min {
			return pos, false
		}
	}
	s.burn((pos - from) >> 4)
	if i.commit || pos == least {
		return pos, true
	}
	s.push(frame{kind: frameGreedy, pc: pc, pos: int32(pos), low: int32(least)})
	if i.r >= 0 && (pos >= len(s.in) || rune(s.in[pos]) != i.r) {
		// Go back at once to where the rest can match.
		return pos, false
	}
	return pos, true
}

// run1 goes on from pos while characters are in the table.
func (s *machine[T]) run1(t *table, pos, limit int) int {
	in := s.in[:limit]
	for pos < len(in) {
		c := in[pos]
		if c < 128 {
			if t.low[c>>6&3]&(1<<(c&63)) == 0 {
				break
			}
		} else if !t.has(rune(c)) {
			break
		}
		pos++
	}
	return pos
}

// lazy pushes what a lazy loop may still do, having stopped where the rest can
// match.
func (s *machine[T]) lazy(i *instr, pc int32, pos int, left int32) (end int, good bool) {
	for from := pos; i.r >= 0 && (pos >= len(s.in) || rune(s.in[pos]) != i.r); {
		r, next := s.step(i, pos)
		if left == 0 || r < 0 || !i.table.has(r) {
			s.burn((pos - from) >> 4)
			return pos, false
		}
		pos = next
		left--
	}
	if left > 0 {
		s.push(frame{kind: frameLazy, pc: pc, pos: int32(pos), low: left})
	}
	return pos, true
}

// again takes the next choice of the loop in the frame on top of the stack,
// which it removes when that was the last one.
func (s *machine[T]) again(f *frame) (pos int, ok bool) {
	i := &s.p.code[f.pc-1]
	if f.kind == frameGreedy {
		return s.shorter(i, f)
	}
	pos, left := int(f.pos), f.low
	from := pos
	s.stack = s.stack[:len(s.stack)-1]
	pc := f.pc
	r, next := s.step(i, pos)
	if r < 0 || !i.table.has(r) {
		return 0, false
	}
	pos, left = next, left-1
	if left == 0 {
		return pos, i.r < 0 || pos < len(s.in) && rune(s.in[pos]) == i.r
	}
	pos, ok = s.lazy(i, pc, pos, left)
	s.burn((pos - from) >> 4)
	return pos, ok
}

func (s *machine[T]) shorter(i *instr, f *frame) (pos int, ok bool) {
	pos, low := int(f.pos), int(f.low)
	from := pos
	for pos != low {
		switch {
		case i.back:
			_, n := s.after(pos)
			pos += n
		default:
			_, n := s.before(pos)
			pos -= n
		}
		if i.r < 0 || rune(s.in[pos]) == i.r {
			ok = true
			break
		}
	}
	f.pos = int32(pos)
	if pos == low {
		s.stack = s.stack[:len(s.stack)-1]
	}
	if from-pos > 16 {
		s.burn((from - pos) >> 4)
	}
	return pos, ok
}

// text matches a literal.
func (s *machine[T]) text(t *text, pos int) (end int, good bool) {
	n := len(t.units)
	if n > len(s.in)-pos {
		return pos, false
	}
	for k, c := range t.units {
		if uint16(s.in[pos+k]) != c {
			return pos, false
		}
	}
	return pos + n, true
}

// find returns the first position from pos on at which the literal stands.
func (s *machine[T]) find(t *text, pos int) int {
	if pos > len(s.in) {
		return -1
	}
	found := -1
	switch in := any(s.in).(type) {
	case []byte:
		if t.bytes != nil {
			found = bytes.Index(in[pos:], t.bytes)
		}
	case []uint16:
		found = indexUnits(in[pos:], t.units)
	}
	if found < 0 {
		s.burn((len(s.in) - pos) >> 6)
		return -1
	}
	s.fuel -= found >> 6
	return pos + found
}

func indexUnits(in, t []uint16) int {
	first := t[0]
search:
	for i := 0; i+len(t) <= len(in); i++ {
		if in[i] != first {
			continue
		}
		for k := 1; k < len(t); k++ {
			if in[i+k] != t[k] {
				continue search
			}
		}
		return i
	}
	return -1
}

// assert decides what consumes nothing.
func (s *machine[T]) assert(i *instr, pos int) bool {
	switch i.kind {
	case atStart:
		return pos == 0
	case atEnd:
		return pos == len(s.in)
	case atLineStart:
		return pos == 0 || isEnd(rune(s.in[pos-1]))
	case atLineEnd:
		return pos == len(s.in) || isEnd(rune(s.in[pos]))
	}
	a, _ := s.before(pos)
	b, _ := s.after(pos)
	boundary := (a >= 0 && i.table.has(a)) != (b >= 0 && i.table.has(b))
	return boundary == (i.kind == atBoundary)
}

func isEnd(r rune) bool { return r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 }

// backref matches what one of the groups matched; of those that share a name
// at most one did. Without any it matches the empty text.
func (s *machine[T]) backref(i *instr, pos int) (end int, good bool) {
	for _, g := range i.refs {
		from, to := s.captures[2*g], s.captures[2*g+1]
		if from < 0 || to < 0 {
			continue
		}
		n := to - from
		at := pos
		if i.back {
			at -= n
		}
		if at < 0 || at+n > len(s.in) {
			return pos, false
		}
		s.burn(n >> 4)
		if !s.same(from, at, n, i.fold) {
			return pos, false
		}
		if i.back {
			return at, true
		}
		return at + n, true
	}
	return pos, true
}

// same compares two stretches of the text. Where case is ignored a character
// and its variants are of the same width, but for a few under u and v, which
// are compared by their code points.
func (s *machine[T]) same(a, b, n int, fold bool) bool {
	for k := 0; k < n; {
		if !fold {
			if s.in[a+k] != s.in[b+k] {
				return false
			}
			k++
			continue
		}
		x, width := s.after(a + k)
		y, other := s.after(b + k)
		unicode := s.p.Flags.FullUnicode()
		if x != y && canonical(x, unicode) != canonical(y, unicode) || width != other {
			return false
		}
		k += width
	}
	return true
}
