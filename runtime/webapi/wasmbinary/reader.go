package wasmbinary

// A reader reads the primitives of the binary format. It panics at the end of
// its input.
type reader struct {
	b  []byte
	at int
}

func (r *reader) byte() byte {
	r.at++
	return r.b[r.at-1]
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b)-r.at {
		panic(errBroken)
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *reader) uint() (n uint64) {
	for shift := 0; ; shift += 7 {
		c := r.byte()
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (r *reader) name() string { return string(r.take(int(r.uint()))) }

func (r *reader) each(read func()) {
	n := r.uint()
	if n > uint64(len(r.b)-r.at) { // each item takes a byte at least
		panic(errBroken)
	}
	for ; n > 0; n-- {
		read()
	}
}

func (r *reader) types() (out []Type) {
	r.each(func() { out = append(out, Type(r.byte())) })
	return out
}

func (r *reader) limits() (l Limits) {
	flags := r.byte()
	l.HasMax, l.Shared = flags&1 != 0, flags&2 != 0
	l.Min = r.uint()
	if l.HasMax {
		l.Max = r.uint()
	}
	return l
}

// expression skips a constant expression.
func (r *reader) expression() {
	for {
		switch op := r.byte(); op {
		case 0x0b:
			return
		case 0x41, 0x42, 0x23, 0xd2: // i32.const, i64.const, global.get, ref.func
			r.uint()
		case 0x43:
			r.take(4)
		case 0x44:
			r.take(8)
		case 0xd0:
			r.byte()
		case 0xfd: // v128.const
			r.uint()
			r.take(16)
		}
	}
}
