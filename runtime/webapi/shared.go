package webapi

import (
	"context"
	"io"
	"sync"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// Shared returns what the JavaScript of other packages builds its classes with:
// the libraries idl, headers and body, and the functions streams and blobs that
// load theirs. Loop only.
func Shared(i *runtime.Isolate) *goja.Object {
	o := i.VM().NewObject()
	o.Set("idl", idlLibrary.Load(i))
	o.Set("headers", headersLibrary.Load(i))
	o.Set("body", bodyLibrary.Load(i))
	define := definer(o)
	define("streams", func(goja.FunctionCall) goja.Value { return streamsLibrary.Load(i) })
	define("blobs", func(goja.FunctionCall) goja.Value { return formsLibrary.Load(i) })
	return o
}

// NewSource returns what the body library's fromSource makes a body of: length
// bytes that r gives, on goroutines of its own. r is closed at the end, when the
// script cancels the body, and when the current invocation is over. Loop only.
func NewSource(i *runtime.Isolate, r io.ReadCloser, length int64) goja.Value {
	return i.VM().ToValue(&byteSource{r: bounded(i, r), length: length})
}

// NewBuffer returns an ArrayBuffer over data, which it takes. Loop only.
func NewBuffer(i *runtime.Isolate, data []byte) goja.Value { return newBuffer(i.VM(), data) }

// A Taken body is on its way out of the isolate: Data is all of it, when Reader
// is nil.
type Taken struct {
	Data   []byte
	Reader io.ReadCloser
	Length int64 // of Reader; -1 when unknown
}

// Take takes a body out of the isolate, whose kind and value are those that the
// body library's outgoing returned. A Reader ends with the current invocation.
// Loop only.
func Take(i *runtime.Isolate, kind string, v goja.Value) Taken {
	switch kind {
	case "text":
		return Taken{Data: []byte(v.String())}
	case "bytes":
		return Taken{Data: append([]byte{}, viewBytes(i.VM(), v)...)}
	case "stream":
		b := pump(i, v).Export().(*bodyReader)
		return Taken{Reader: b, Length: b.length}
	case "source":
		s := v.Export().(*byteSource)
		if s.r == nil {
			return Taken{Data: s.data}
		}
		return Taken{Reader: bounded(i, s.r), Length: s.length}
	}
	return Taken{}
}

// bounded closes a reader when the current invocation is over, or else the
// isolate.
func bounded(i *runtime.Isolate, r io.ReadCloser) io.ReadCloser {
	life := i.Life()
	if inv := i.Context().Invocation(); inv != nil {
		life = inv.Life()
	}
	b := &boundedReader{ReadCloser: r}
	b.forget = context.AfterFunc(life, b.end)
	return b
}

// A boundedReader is closed once, by whoever comes first.
type boundedReader struct {
	io.ReadCloser
	forget func() bool
	once   sync.Once
	err    error
}

func (b *boundedReader) end() { b.once.Do(func() { b.err = b.ReadCloser.Close() }) }

// Close closes the reader, and need not be called at the end of the invocation.
func (b *boundedReader) Close() error {
	b.forget()
	b.end()
	return b.err
}
