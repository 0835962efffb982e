package webapi

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// A Stream is a body that is produced while it is sent. One goroutine uses it.
type Stream interface {
	// Next returns the next chunk, or io.EOF. The chunk is the caller's until
	// the next call.
	Next(context.Context) ([]byte, error)
	// Stop says that no more is wanted. It must be called once, at the end too.
	Stop(reason error)
}

// A Reply is a Response that a script gave, ready to be sent.
type Reply struct {
	Status     int
	StatusText string
	Header     http.Header
	Body       []byte // all of it, when Stream is nil
	Stream     Stream
	Length     int64   // of Stream; -1 when unknown
	Socket     *Socket // not nil: the script wants the connection upgraded
}

// ErrNotResponse says that a handler gave something else than a Response. The
// wording is the platform's.
var ErrNotResponse = errors.New("Incorrect type for Promise: the Promise did not resolve to 'Response'.")

// An Incoming is a request that a server got.
type Incoming struct {
	Method string
	URL    string // as RequestURL returns it
	Header http.Header
	Body   io.ReadCloser // nil for none
	Length int64         // of Body; -1 when unknown
	Data   []byte        // the body, when it is here already; Body is nil then
	CF     string        // request.cf as JSON
}

// NewRequest makes the Request of an event. Loop only.
func NewRequest(i *runtime.Isolate, in Incoming) (goja.Value, error) {
	vm := i.VM()
	source, cf := goja.Null(), goja.Undefined()
	switch {
	case in.Body != nil:
		source = vm.ToValue(&byteSource{r: in.Body, length: in.Length})
	case in.Data != nil:
		source = vm.ToValue(&byteSource{data: in.Data, length: int64(len(in.Data))})
	}
	if in.CF != "" {
		cf = vm.ToValue(in.CF)
	}
	return i.Call(exported(i, fetchLibrary, "incoming"), nil,
		vm.ToValue(in.Method), vm.ToValue(in.URL), vm.ToValue(lazyHeaders(in.Header)), source, cf)
}

// AbortRequest aborts the request's signal. Loop only.
func AbortRequest(i *runtime.Isolate, request goja.Value, reason error) error {
	_, err := i.Call(exported(i, fetchLibrary, "abort"), nil, request, i.ErrorValue(reason))
	return err
}

// TakeReply takes the response and its body from the script; ErrNotResponse
// says that v is none. A body that streams keeps the current invocation open.
// Loop only.
func TakeReply(i *runtime.Isolate, v goja.Value) (*Reply, error) {
	r := &Reply{}
	ok, err := i.Call(exported(i, fetchLibrary, "respond"), nil, v, i.VM().ToValue(r))
	if err != nil {
		return nil, err
	}
	if !ok.ToBoolean() {
		return nil, ErrNotResponse
	}
	return r, nil
}

// Flows reports whether the body of a response is a stream of the script's,
// which may want its invocation to go on; ok is false when v is no response.
// Loop only.
func Flows(i *runtime.Isolate, v goja.Value) (flows, ok bool) {
	result, err := i.Call(exported(i, fetchLibrary, "streams"), nil, v)
	return err == nil && result.ToBoolean(), err == nil
}

// exported finds an exported function of a library, once per isolate.
func exported(i *runtime.Isolate, l *runtime.Library, name string) goja.Callable {
	key := exportKey{l, name}
	if fn, ok := i.Value(key).(goja.Callable); ok {
		return fn
	}
	fn, _ := goja.AssertFunction(l.Load(i).Get(name))
	i.SetValue(key, fn)
	return fn
}

type exportKey struct {
	library *runtime.Library
	name    string
}

// deliver fills a Reply: into, status, statusText, list, type, encode, kind, value, wire.
func deliver(i *runtime.Isolate, args []goja.Value) {
	r := args[0].Export().(*Reply)
	r.Status = int(args[1].ToInteger())
	r.StatusText = args[2].String()
	if list, ok := args[3].Export().(*headerList); ok {
		r.Header = list.header()
		if list.source != nil {
			r.Header = r.Header.Clone() // it is the request's, or another response's
		}
	} else {
		r.Header = http.Header{}
	}
	if !goja.IsNull(args[4]) {
		r.Header["Content-Type"] = []string{args[4].String()}
	}
	if w, ok := args[8].Export().(*wire); ok {
		r.Socket = &Socket{w}
		return
	}
	raw := setReplyBody(i, r, args[6].String(), args[7])
	if !raw && args[5].String() == "automatic" {
		encodeReply(r)
	}
}

// setReplyBody reports whether the body is in its content encoding already.
func setReplyBody(i *runtime.Isolate, r *Reply, kind string, v goja.Value) (raw bool) {
	switch kind {
	case "text":
		r.Body = []byte(v.String())
	case "bytes":
		r.Body = append([]byte{}, viewBytes(i.VM(), v)...)
	case "stream":
		b := v.Export().(*bodyReader)
		r.Stream, r.Length = b, b.length
	case "source":
		s := v.Export().(*byteSource)
		body, length, raw := s.forReply(r.Header)
		if body == nil {
			r.Body = s.data
			return raw
		}
		r.Stream, r.Length = newRelay(i, body, s.transfer), length
		return raw
	}
	return false
}

// A relay sends a body that came from outside on to the outside, without
// JavaScript. It keeps the invocation open, on whose life the body depends.
type relay struct {
	r     io.ReadCloser
	buf   []byte
	abort func() // makes a Read that waits return
	done  func()
}

func newRelay(i *runtime.Isolate, r io.ReadCloser, t *transfer) *relay {
	out := &relay{r: r, done: func() {}, abort: func() { r.Close() }}
	if t != nil {
		out.abort = t.cancel
	}
	if inv := i.Context().Invocation(); inv != nil && !inv.Over() {
		release, ctx := inv.Hold(), i.Context()
		out.done = func() { i.Post(ctx, release) }
	}
	return out
}

func (r *relay) Next(ctx context.Context) ([]byte, error) {
	if r.buf == nil {
		r.buf = make([]byte, 32<<10)
	}
	defer context.AfterFunc(ctx, r.abort)()
	for {
		n, err := r.r.Read(r.buf)
		if n > 0 {
			return r.buf[:n], nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (r *relay) Stop(error) {
	r.abort()
	r.r.Close()
	r.done()
}

// Drop lets go of a reply that is not sent.
func (r *Reply) Drop(reason error) {
	if r.Socket != nil {
		r.Socket.Drop(reason)
		return
	}
	if r.Stream == nil {
		return
	}
	if reason == nil {
		reason = io.EOF
	}
	r.Stream.Stop(reason)
}
