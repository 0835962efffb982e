package v8wire

import (
	"encoding/binary"
	"math"
	"math/big"
	"slices"

	"paddock/internal/wellformed"
)

// A reader takes the parts of the format off its input. It stops at the first
// thing that V8 would refuse: fail says that the rest means nothing.
type reader struct {
	data    []byte
	pos     int
	version uint32
	objects []Value // by id; nil while one is being read that has no form yet
	depth   int
}

// malformed is what a reader panics with; Unmarshal turns it into ErrMalformed.
type malformed struct{}

func (r *reader) fail() { panic(malformed{}) }

func (r *reader) left() int { return len(r.data) - r.pos }

func (r *reader) check(ok bool) {
	if !ok {
		r.fail()
	}
}

// peek returns the next tag without taking it, or 0 at the end.
func (r *reader) peek() byte {
	for p := r.pos; p < len(r.data); p++ {
		if r.data[p] != tagPadding {
			return r.data[p]
		}
	}
	return tagPadding
}

func (r *reader) tag() byte {
	for r.pos < len(r.data) {
		t := r.data[r.pos]
		r.pos++
		if t != tagPadding {
			return t
		}
	}
	r.fail()
	return 0
}

// varint reads 32 bits and, as V8, drops what is above them.
func (r *reader) varint() uint32 {
	n, shift := uint32(0), 0
	for {
		r.check(r.pos < len(r.data))
		b := r.data[r.pos]
		r.pos++
		if shift < 32 {
			n |= uint32(b&0x7F) << shift
			shift += 7
		}
		if b < 0x80 {
			return n
		}
	}
}

func (r *reader) bytes(n uint32) []byte {
	r.check(uint64(n) <= uint64(r.left()))
	b := r.data[r.pos : r.pos+int(n)]
	r.pos += int(n)
	return b
}

func (r *reader) double() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(r.bytes(8)))
}

func (r *reader) bigint() *big.Int {
	bits := r.varint()
	length := bits >> 1
	b := slices.Clone(r.bytes(length))
	slices.Reverse(b)
	n := new(big.Int).SetBytes(b)
	if bits&1 != 0 {
		r.check(length > 0)
		n.Neg(n)
	}
	return n
}

// text reads a string that has no room for anything else: it has its tag.
func (r *reader) text() String {
	s, ok := r.stringTail(r.tag())
	r.check(ok)
	return s
}

// stringTail reads what follows the tag of a string.
func (r *reader) stringTail(tag byte) (String, bool) {
	switch tag {
	case tagUTF8:
		return String(wellformed.UTF8(r.bytes(r.varint()))), true
	case tagOneByte:
		return String(fromLatin1(r.bytes(r.varint()))), true
	case tagTwoByte:
		n := r.varint()
		r.check(n%2 == 0)
		b := r.bytes(n)
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return String(FromUTF16(units)), true
	}
	return "", false
}

// begin gives the object that is now being read its id.
func (r *reader) begin(v Value) {
	r.objects = append(r.objects, v)
}

func (r *reader) reference() Value {
	id := r.varint()
	r.check(int64(id) < int64(len(r.objects)))
	return r.objects[id]
}
