package webapi

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
)

// rawBody is a fetched body as it travelled, before decoding.
type rawBody struct {
	r        io.ReadCloser
	encoding string
	length   int64
}

// contentEncoding returns the one encoding that a header names, or "".
func contentEncoding(h http.Header) string {
	return strings.ToLower(strings.TrimSpace(h.Get("Content-Encoding")))
}

// decodeBody wraps the body of a fetched response so that reading it decodes it.
func decodeBody(res *http.Response) (body io.ReadCloser, length int64, raw *rawBody) {
	encoding := contentEncoding(res.Header)
	open := decoders(encoding)
	if open == nil {
		return res.Body, res.ContentLength, nil
	}
	return &decodingReader{body: res.Body, open: open}, -1, &rawBody{r: res.Body, encoding: encoding, length: res.ContentLength}
}

func decoders(encoding string) func(io.Reader) (io.Reader, error) {
	switch encoding {
	case "gzip", "x-gzip":
		return func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case "deflate":
		return func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }
	case "br":
		return func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }
	}
	return nil
}

// decodingReader opens its decoder at the first read, because that reads.
type decodingReader struct {
	body io.ReadCloser
	open func(io.Reader) (io.Reader, error)
	r    io.Reader
}

func (d *decodingReader) Read(p []byte) (int, error) {
	if d.r == nil {
		r, err := d.open(d.body)
		if err != nil {
			return 0, err
		}
		d.r = r
	}
	return d.r.Read(p)
}

func (d *decodingReader) Close() error { return d.body.Close() }

// forReply returns what to send for a source that is a response's body; nil
// means s.data. It is raw when it still has the encoding that the headers name.
func (s *byteSource) forReply(h http.Header) (body io.ReadCloser, length int64, raw bool) {
	if s.raw != nil && contentEncoding(h) == s.raw.encoding {
		return s.raw.r, s.raw.length, true
	}
	return s.r, s.length, false
}

type encoder interface {
	io.WriteCloser
	Flush() error
}

func newEncoder(encoding string, w io.Writer) encoder {
	switch encoding {
	case "gzip":
		return gzip.NewWriter(w)
	case "br":
		return brotli.NewWriterLevel(w, 5)
	}
	return nil
}

// encodeReply gives the body the encoding that the script's headers promise.
func encodeReply(r *Reply) {
	if len(r.Header) == 0 || (r.Body == nil && r.Stream == nil) {
		return
	}
	encoding := contentEncoding(r.Header)
	var buf bytes.Buffer
	enc := newEncoder(encoding, &buf)
	if enc == nil {
		return
	}
	r.Length = -1
	if r.Stream != nil {
		r.Stream = &encodedStream{Stream: r.Stream, enc: enc, buf: &buf}
		return
	}
	enc.Write(r.Body) // a bytes.Buffer takes everything
	enc.Close()
	r.Body = buf.Bytes()
}

// encodedStream compresses chunk by chunk, so that a client sees each at once.
type encodedStream struct {
	Stream
	enc  encoder
	buf  *bytes.Buffer
	over bool
}

func (s *encodedStream) Next(ctx context.Context) ([]byte, error) {
	s.buf.Reset()
	for s.buf.Len() == 0 {
		if s.over {
			return nil, io.EOF
		}
		chunk, err := s.Stream.Next(ctx)
		switch {
		case err == io.EOF:
			s.over = true
			s.enc.Close()
		case err != nil:
			return nil, err
		default:
			s.enc.Write(chunk)
			s.enc.Flush()
		}
	}
	return s.buf.Bytes(), nil
}
