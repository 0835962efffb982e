package zlib

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"iter"
	"runtime"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// An Unpacker decompresses data that comes in pieces. Go's readers pull, so the
// reader runs as a coroutine that stands still when it needs more or has given
// enough.
type Unpacker struct {
	feed *feed
	next func() (struct{}, bool)
}

// feed is what the coroutine reads from and writes to.
type feed struct {
	format Format
	dict   []byte
	in     []byte
	ended  bool
	out    []byte
	err    error
	done   bool
	hungry bool                // it stands still for want of input
	wait   func(struct{}) bool // suspends the coroutine; false to give up
}

// pieceSize is how much an Unpacker gives at once.
const pieceSize = 64 << 10

// NewUnpacker makes a decompressor. dict may be nil.
func NewUnpacker(format Format, dict []byte) *Unpacker {
	f := &feed{format: format, dict: dict, hungry: true}
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		f.wait = yield
		f.err = f.run()
		f.done = true
	})
	u := &Unpacker{feed: f, next: next}
	// An abandoned stream must not keep its coroutine for ever.
	runtime.AddCleanup(u, func(stop func()) { stop() }, stop)
	return u
}

// Feed gives the next piece of input, or says with last that none follows it. The
// bytes must stay as they are until Read asks for more.
func (u *Unpacker) Feed(in []byte, last bool) {
	u.feed.in, u.feed.ended = in, last
	u.feed.hungry = false
}

// Read returns a piece of output and whether there may be another before more
// input is needed. A failure is an *Error.
func (u *Unpacker) Read() (out []byte, more bool, err error) {
	f := u.feed
	if !f.done && !f.hungry {
		u.next()
	}
	out, f.out = f.out, nil
	return out, !f.done && !f.hungry, f.err
}

// Done reports whether the data ended; what comes after it is of no interest.
func (u *Unpacker) Done() bool { return u.feed.done && u.feed.err == nil }

// Left is how much of the input was not needed.
func (u *Unpacker) Left() int { return len(u.feed.in) }

func (f *feed) run() error {
	err := f.members()
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return f.explain(err)
}

// members decompresses the one stream, or the several that gzip allows.
func (f *feed) members() error {
	if !f.more() {
		if f.format == Zstd {
			return nil // no frame at all is fine
		}
		return truncated()
	}
	r, err := f.open()
	if err != nil {
		return err
	}
	if err := f.copy(r); err != nil || f.format != Gzip {
		return err
	}
	z := r.(*gzip.Reader)
	for f.peek(1) && f.in[0] != 0 { // zeros pad the end
		if err := f.checkGzip(); err != nil {
			return err
		}
		if err := z.Reset(f); err != nil {
			return err
		}
		z.Multistream(false)
		if err := f.copy(z); err != nil {
			return err
		}
	}
	return nil
}

func (f *feed) copy(r io.Reader) error {
	buf := make([]byte, 16<<10)
	for {
		n, err := r.Read(buf)
		f.out = append(f.out, buf[:n]...)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if len(f.out) >= pieceSize && !f.wait(struct{}{}) {
			return errAbandoned
		}
	}
}

var errAbandoned = errors.New("the stream was abandoned")

func (f *feed) open() (io.Reader, error) {
	if f.format == Unzip {
		f.format = Zlib
		if f.peek(2) && f.in[0] == 0x1f && f.in[1] == 0x8b {
			f.format = Gzip
		}
	}
	switch f.format {
	case Gzip:
		if err := f.checkGzip(); err != nil {
			return nil, err
		}
		r, err := gzip.NewReader(f)
		if err == nil {
			r.Multistream(false)
		}
		return r, err
	case Zlib:
		if err := f.checkZlib(); err != nil {
			return nil, err
		}
		return zlib.NewReaderDict(f, f.dict)
	case Brotli:
		return brotli.NewReader(f), nil
	case Zstd:
		// One at a time, which is in the goroutine that calls: it may stand still.
		return zstd.NewReader(f, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(128<<20))
	}
	return flate.NewReaderDict(f, f.dict), nil
}

func (f *feed) checkGzip() error {
	switch {
	case !f.peek(3):
		return truncated()
	case f.in[0] != 0x1f || f.in[1] != 0x8b:
		return dataError("incorrect header check")
	case f.in[2] != 8:
		return dataError("unknown compression method")
	}
	return nil
}

func (f *feed) checkZlib() error {
	if !f.peek(2) {
		return truncated()
	}
	switch method, flags := int(f.in[0]), int(f.in[1]); {
	case (method<<8|flags)%31 != 0:
		return dataError("incorrect header check")
	case method&15 != 8:
		return dataError("unknown compression method")
	case method>>4 > 7:
		return dataError("invalid window size")
	case flags&0x20 != 0 && f.dict == nil:
		return &Error{"Z_NEED_DICT", 2, "Missing dictionary"}
	}
	return nil
}

// explain puts an error of Go's readers into the C library's words. Where exactly
// deflated data is broken they do not say.
func (f *feed) explain(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case f.format == Zstd:
		return explainZstd(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return truncated()
	case errors.Is(err, zlib.ErrDictionary):
		return &Error{"Z_NEED_DICT", 2, "Bad dictionary"}
	case errors.Is(err, zlib.ErrChecksum), errors.Is(err, gzip.ErrChecksum):
		return dataError("incorrect data check")
	case errors.As(err, &corrupt):
		return dataError("invalid compressed data")
	case f.format == Brotli:
		return &Error{"ERR_BROTLI_DECOMPRESSION_FAILED", -2, "Decompression failed"}
	}
	return dataError(err.Error())
}

func explainZstd(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return truncated()
	case errors.Is(err, zstd.ErrMagicMismatch):
		return &Error{"ZSTD_error_prefix_unknown", 10, "Unknown frame descriptor"}
	case errors.Is(err, zstd.ErrCRCMismatch):
		return &Error{"ZSTD_error_checksum_wrong", 22, "Restored data doesn't match checksum"}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return &Error{"ZSTD_error_frameParameter_windowTooLarge", 16, "Frame requires too much memory for decoding"}
	}
	return &Error{"ZSTD_error_corruption_detected", 20, "Data corruption detected"}
}
