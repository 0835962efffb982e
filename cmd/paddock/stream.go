package main

import (
	"io"
	"net/http"
	"sync"
)

// stream carries a request to the handler while its answer is read, so that an
// object of any size passes through little memory.
func (t inProcess) stream(r *http.Request) *http.Response {
	server := r.Clone(r.Context())
	server.RemoteAddr, server.Host = "127.0.0.1:0", r.URL.Host
	if server.Body == nil {
		server.Body = http.NoBody
	}
	out, in := io.Pipe()
	w := &streamed{in: in, header: http.Header{}, begun: make(chan struct{}), ended: make(chan struct{})}
	go func() {
		defer close(w.ended)
		defer func() {
			err := io.EOF
			if recover() != nil { // it gave up in the middle
				err = io.ErrUnexpectedEOF
			}
			w.WriteHeader(http.StatusOK)
			in.CloseWithError(err)
		}()
		t.handler.ServeHTTP(w, server)
	}()
	<-w.begun
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: &streamBody{out, w.ended}, ContentLength: -1, Request: r,
	}
}

// streamed is a response that is read as it is written.
type streamed struct {
	in     *io.PipeWriter
	header http.Header
	once   sync.Once
	status int
	sent   http.Header
	begun  chan struct{} // the status and the header are known
	ended  chan struct{} // the handler has returned
}

func (w *streamed) Header() http.Header { return w.header }

func (w *streamed) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.begun)
	})
}

func (w *streamed) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.in.Write(p)
}

// streamBody waits for the handler when it is closed: what the handler stands on
// may be closed next.
type streamBody struct {
	*io.PipeReader
	ended chan struct{}
}

func (b *streamBody) Close() error {
	err := b.PipeReader.Close()
	<-b.ended
	return err
}
