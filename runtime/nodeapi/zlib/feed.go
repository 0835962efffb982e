package zlib

import (
	"compress/flate"
	"io"
)

var _ flate.Reader = (*feed)(nil) // else flate would read ahead

// Read gives what is there, waiting for the next piece when nothing is.
func (f *feed) Read(p []byte) (int, error) {
	if !f.more() {
		return 0, io.EOF
	}
	n := copy(p, f.in)
	f.in = f.in[n:]
	return n, nil
}

// ReadByte is Read for one byte.
func (f *feed) ReadByte() (byte, error) {
	if !f.more() {
		return 0, io.EOF
	}
	b := f.in[0]
	f.in = f.in[1:]
	return b, nil
}

// more waits until there is input, and reports false at its end.
func (f *feed) more() bool { return f.peek(1) }

// peek waits until there are n bytes of input to look at.
func (f *feed) peek(n int) bool {
	for len(f.in) < n {
		if f.ended {
			return false
		}
		kept := append([]byte(nil), f.in...)
		f.in, f.hungry = nil, true
		if !f.wait(struct{}{}) {
			return false
		}
		if len(kept) > 0 {
			f.in = append(kept, f.in...)
		}
	}
	return true
}
