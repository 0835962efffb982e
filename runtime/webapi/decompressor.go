package webapi

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"iter"
	"runtime"
)

// A decompressor takes compressed bytes in pieces. Go's readers pull, so the
// reader runs as a coroutine that stands still while it waits for the next piece.
type decompressor struct {
	feed *feed
	next func() (struct{}, bool)
}

// feed is what the coroutine reads from and writes to.
type feed struct {
	in    []byte
	ended bool
	out   []byte
	err   error
	done  bool
	wait  func(struct{}) bool // suspends the coroutine; false to give up
}

var (
	errTrailing  = errors.New("there is data after the end of the compressed data")
	errHeader    = errors.New("the compressed data has another format")
	errTruncated = errors.New("the compressed data ends too early")
)

func newDecompressor(format string) *decompressor {
	f := &feed{}
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		f.wait = yield
		f.err = f.run(format)
		f.done = f.err == nil
	})
	d := &decompressor{feed: f, next: next}
	// An abandoned stream must not keep its coroutine for ever.
	runtime.AddCleanup(d, func(stop func()) { stop() }, stop)
	return d
}

// write decompresses a piece and returns what it led to.
func (d *decompressor) write(in []byte) ([]byte, error) {
	f := d.feed
	if f.done && len(in) > 0 {
		f.err = errTrailing
	}
	f.in = in
	if f.err == nil && !f.done {
		d.next()
	}
	if f.done && f.err == nil && len(f.in) > 0 {
		f.err = errTrailing
	}
	out := f.out
	f.in, f.out = nil, nil
	return out, f.err
}

// finish says that no more comes; the data must have ended by itself.
func (d *decompressor) finish() error {
	f := d.feed
	if f.err == nil && !f.done {
		f.ended = true
		d.next()
	}
	if f.err == nil && !f.done {
		f.err = errTruncated
	}
	if errors.Is(f.err, io.ErrUnexpectedEOF) || errors.Is(f.err, io.EOF) {
		f.err = errTruncated
	}
	return f.err
}

func (f *feed) run(format string) error {
	r, err := f.open(format)
	if err != nil {
		return err
	}
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		f.out = append(f.out, buf[:n]...)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (f *feed) open(format string) (io.Reader, error) {
	switch format {
	case "gzip":
		if err := f.peek(4, gzipHead); err != nil {
			return nil, err
		}
		r, err := gzip.NewReader(f)
		if err == nil {
			r.Multistream(false)
		}
		return r, err
	case "deflate":
		if err := f.peek(2, func(h []byte) bool { return len(h) < 2 || h[1]&0x20 == 0 }); err != nil { // with a dictionary
			return nil, err
		}
		return zlib.NewReader(f)
	}
	return flate.NewReader(f), nil
}

// gzipHead reports whether gzip data may begin so: with its mark, the one method
// there is, and no flag that nobody knows.
func gzipHead(h []byte) bool {
	return bytes.HasPrefix([]byte{0x1f, 0x8b, 8}, h[:min(3, len(h))]) && (len(h) < 4 || h[3]&0xe0 == 0)
}

// peek looks at the first bytes as they come: data that is of another kind must
// not wait for a whole header.
func (f *feed) peek(count int, good func(head []byte) bool) error {
	var head []byte
	for range count {
		b, err := f.ReadByte()
		if err != nil {
			return err
		}
		if head = append(head, b); !good(head) {
			return errHeader
		}
	}
	f.in = append(head, f.in...)
	return nil
}

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

func (f *feed) more() bool {
	for len(f.in) == 0 {
		if f.ended || !f.wait(struct{}{}) {
			return false
		}
	}
	return true
}
