package regexp

// run executes the program from pc at pos until it matches, or fails in every
// way there is.
func (s *machine[T]) run(pc int32, pos int) (end int, ok bool) {
	code := s.p.code
	for {
		i := &code[pc]
		pc++
		good := true
		switch i.op {
		case opMatch:
			return pos, true
		case opChar:
			if !i.back && !s.unicode {
				if good = pos < len(s.in) && rune(s.in[pos]) == i.r; good {
					pos++
				}
			} else {
				var r rune
				r, pos = s.step(i, pos)
				good = r == i.r
			}
		case opTable:
			var r rune
			r, pos = s.step(i, pos)
			good = r >= 0 && i.table.has(r)
		case opAny:
			var r rune
			r, pos = s.step(i, pos)
			good = r >= 0
		case opText:
			pos, good = s.text(&s.p.texts[i.x], pos)
		case opLoop:
			pos, good = s.loop(i, pc, pos)
		case opJump:
			pc = i.x
			if s.burn(1) {
				return 0, false
			}
		case opSplit:
			s.push(frame{kind: frameSplit, pc: i.y, pos: int32(pos)})
			pc = i.x
		case opGuard:
			if r, _ := s.after(pos); r < 0 && !i.end || r >= 0 && !i.table.has(r) {
				pc = i.y
			} else if !i.commit {
				s.push(frame{kind: frameSplit, pc: i.y, pos: int32(pos)})
			}
		case opSave:
			s.capture(i.x, pos)
		case opClear:
			for x := i.x; x < i.y; x++ {
				if s.captures[x] >= 0 {
					s.capture(x, -1)
				}
			}
		case opAssert:
			good = s.assert(i, pos)
		case opBackref:
			pos, good = s.backref(i, pos)
		case opLook:
			s.registers[i.x] = int32(len(s.stack))
			f := frame{kind: frameLook, pc: i.y, pos: int32(pos)}
			if i.negative {
				f.kind = frameNegative
			}
			s.push(f)
		case opLookEnd:
			height := int(s.registers[i.x])
			if good = !i.negative; good {
				pos = int(s.stack[height].pos)
				s.seal(height)
			} else {
				s.unwind(height)
			}
		default:
			pc, good = s.count(i, pc, pos)
		}
		if s.err != nil {
			return 0, false
		}
		if !good {
			if pc, pos, ok = s.fail(); !ok {
				return 0, false
			}
		}
	}
}

// fail goes back to the last choice.
func (s *machine[T]) fail() (pc int32, pos int, ok bool) {
	if s.burn(1) {
		return 0, 0, false
	}
	for n := len(s.stack) - 1; n >= 0; n-- {
		f := &s.stack[n]
		switch f.kind {
		case frameCapture:
			s.captures[f.pc] = int(f.pos)
		case frameRegister:
			s.registers[f.pc] = f.pos
		case frameGreedy, frameLazy:
			s.stack = s.stack[:n+1]
			if pos, ok := s.again(f); ok {
				return f.pc, pos, true
			}
			if s.err != nil {
				return 0, 0, false
			}
		case frameLook:
		default:
			s.stack = s.stack[:n]
			return f.pc, int(f.pos), true
		}
	}
	s.stack = s.stack[:0]
	return 0, 0, false
}

// capture sets one end of a capture. Without a choice to go back to, nobody
// will ask for the old value.
func (s *machine[T]) capture(x int32, value int) {
	if len(s.stack) > 0 {
		s.push(frame{kind: frameCapture, pc: x, pos: int32(s.captures[x])})
	}
	s.captures[x] = value
}

func (s *machine[T]) register(x int32, value int32) {
	if len(s.stack) > 0 {
		s.push(frame{kind: frameRegister, pc: x, pos: s.registers[x]})
	}
	s.registers[x] = value
}

// seal takes back the choices made since the stack had a height: a lookaround
// that matched is not entered again. What they set can still be undone.
func (s *machine[T]) seal(height int) {
	kept := s.stack[:height]
	for _, f := range s.stack[height:] {
		if f.kind == frameCapture || f.kind == frameRegister {
			kept = append(kept, f)
		}
	}
	s.stack = kept
}

// unwind undoes all since the stack had a height.
func (s *machine[T]) unwind(height int) {
	for n := len(s.stack) - 1; n >= height; n-- {
		switch f := &s.stack[n]; f.kind {
		case frameCapture:
			s.captures[f.pc] = int(f.pos)
		case frameRegister:
			s.registers[f.pc] = f.pos
		}
	}
	s.stack = s.stack[:height]
}

// hopeless is how many turns a quantifier may have to take of which the first
// consumed nothing: then the others are taken as read.
const hopeless = 1000

// count executes the instructions of counters and marks.
func (s *machine[T]) count(i *instr, pc int32, pos int) (next int32, good bool) {
	switch i.op {
	case opZero:
		s.register(i.x, 0)
	case opCounter:
		switch n := s.registers[i.x]; {
		case n < i.min:
		case n >= i.max:
			return i.y, true
		case i.lazy:
			s.push(frame{kind: frameSplit, pc: pc, pos: int32(pos)})
			return i.y, true
		default:
			s.push(frame{kind: frameSplit, pc: i.y, pos: int32(pos)})
		}
	case opCount:
		if s.registers[i.x] < int32(infinite) {
			s.register(i.x, s.registers[i.x]+1)
		}
	case opMark:
		s.register(i.x, int32(pos))
	case opMoved:
		if pos != int(s.registers[i.x]) {
			break
		}
		if i.y < 0 || s.registers[i.y] >= i.min {
			return pc, false
		}
		if i.min > hopeless {
			s.register(i.y, i.min-1)
		}
	}
	return pc, true
}
