package kv

import "io"

// pieceSize is how much of a long value is one row.
const pieceSize = 1 << 20

// A Value is the bytes of an entry on their way into the store, in pieces of
// pieceSize, the last one shorter.
type Value struct {
	pieces [][]byte
	size   int64
	length int64 // counted on after the limit
}

// Bytes makes a value of b, which it takes.
func Bytes(b []byte) *Value {
	v := &Value{size: int64(len(b)), length: int64(len(b))}
	for len(b) > pieceSize {
		v.pieces = append(v.pieces, b[:pieceSize:pieceSize])
		b = b[pieceSize:]
	}
	v.pieces = append(v.pieces, b)
	return v
}

// Write appends a copy of b, and refuses what makes the value too long.
func (v *Value) Write(b []byte) (int, error) {
	v.length += int64(len(b))
	if err := CheckSize(v.length); err != nil {
		v.pieces = nil
		return 0, err
	}
	n := len(b)
	v.size += int64(n)
	for len(b) > 0 {
		last := len(v.pieces) - 1
		if last < 0 || len(v.pieces[last]) == pieceSize {
			v.pieces = append(v.pieces, nil)
			last++
		}
		take := min(len(b), pieceSize-len(v.pieces[last]))
		v.pieces[last] = append(v.pieces[last], b[:take]...)
		b = b[take:]
	}
	return n, nil
}

// Size returns how many bytes the value has.
func (v *Value) Size() int64 { return v.size }

// join returns the whole value as one, for those who look at it.
func (v *Value) join() []byte {
	if len(v.pieces) == 1 {
		return v.pieces[0]
	}
	out := make([]byte, 0, v.size)
	for _, p := range v.pieces {
		out = append(out, p...)
	}
	return out
}

// ReadValue reads a value from outside.
func ReadValue(r io.Reader) (*Value, error) {
	v := &Value{}
	_, err := io.Copy(v, r)
	return v, err
}
