package webapi

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"

	"github.com/dop251/goja"

	"paddock/internal/wellformed"
	"paddock/runtime"
)

//go:embed js/body.js
var bodySource string

// bodyLibrary is the Body mixin of Request and Response.
var bodyLibrary = runtime.NewLibrary("body.js", bodySource, bodyNatives)

// A byteSource is a body whose bytes come from outside the isolate.
type byteSource struct {
	data   []byte        // all of it, when r is nil
	r      io.ReadCloser // read by one goroutine at a time
	length int64         // -1 when unknown
	raw    *rawBody      // of a fetched body with a content encoding

	transfer *transfer // the fetch it belongs to, or nil
}

func bodyNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	define := definer(native)
	define("streams", func(goja.FunctionCall) goja.Value { return streamsLibrary.Load(i) })
	define("blobs", func(goja.FunctionCall) goja.Value { return formsLibrary.Load(i) })
	byteNatives(i, define)
	define("readAll", func(c goja.FunctionCall) goja.Value {
		return readAll(i, c.Argument(0).Export().(*byteSource), c.Argument(1).ToBoolean())
	})
	define("mimeType", func(c goja.FunctionCall) goja.Value { return vm.ToValue(bodyMIME(c.Argument(0).String())) })
	define("whole", func(c goja.FunctionCall) goja.Value {
		if s := c.Argument(0).Export().(*byteSource); s.r == nil {
			return newBuffer(vm, s.data)
		}
		return goja.Null()
	})
	define("wellFormed", func(c goja.FunctionCall) goja.Value { return vm.ToValue(c.Argument(0).String()) })
}

// byteNatives defines the conversions between strings and bytes.
func byteNatives(i *runtime.Isolate, define func(string, func(goja.FunctionCall) goja.Value)) {
	vm := i.VM()
	define("copy", func(c goja.FunctionCall) goja.Value {
		return newBuffer(vm, append([]byte{}, viewBytes(vm, c.Argument(0))...))
	})
	define("encode", func(c goja.FunctionCall) goja.Value {
		return newBuffer(vm, []byte(c.Argument(0).String()))
	})
	define("decode", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(decodeUTF8(viewBytes(vm, c.Argument(0))))
	})
}

func newBuffer(vm *goja.Runtime, data []byte) goja.Value {
	return vm.ToValue(vm.NewArrayBuffer(data))
}

// viewBytes returns the bytes that an ArrayBuffer or a view of one shows. They
// are the script's: copy what outlives the call.
func viewBytes(vm *goja.Runtime, v goja.Value) []byte {
	b, ok := bytesOf(vm, v)
	if !ok {
		panic(vm.NewTypeError("the value is not an ArrayBuffer or a view of one"))
	}
	return b
}

// readAll reads the rest of a source: at once when it is here already.
func readAll(i *runtime.Isolate, s *byteSource, text bool) goja.Value {
	if s.r == nil {
		return bodyValue(i.VM(), s.data, text)
	}
	v, ticket := i.OutsidePromise("reading a body")
	if s.aborted(ticket) {
		return v
	}
	s.aside(i, func() {
		data, err := io.ReadAll(s.r)
		s.r.Close()
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, s.failure(i, err)
			}
			return bodyValue(vm, data, text), nil
		})
	})
	return v
}

func bodyValue(vm *goja.Runtime, data []byte, text bool) goja.Value {
	if text {
		return vm.ToValue(decodeUTF8(data))
	}
	return newBuffer(vm, data)
}

// readSome reads what is there, up to most bytes, and resolves to an
// ArrayBuffer, or to null at the end.
func readSome(i *runtime.Isolate, s *byteSource, most int) goja.Value {
	if s.r == nil {
		s.r = io.NopCloser(bytes.NewReader(s.data)) // the script reads it piece by piece
	}
	v, ticket := i.OutsidePromise("reading a body")
	if s.aborted(ticket) {
		return v
	}
	s.aside(i, func() {
		buf := make([]byte, most)
		n, err := 0, error(nil)
		for n == 0 && err == nil {
			n, err = s.r.Read(buf)
		}
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			switch {
			case n > 0:
				return newBuffer(vm, buf[:n:n]), nil
			case err == io.EOF:
				return goja.Null(), nil
			}
			return nil, s.failure(i, err)
		})
	})
	return v
}

// aside reads a source beside the loop, or at once where that must replay and
// the bytes are in memory.
func (s *byteSource) aside(i *runtime.Isolate, read func()) {
	if !i.Inline() {
		go read()
		return
	}
	if s.transfer == nil && s.data == nil {
		i.Stray("reading a body that a script streams")
		go read()
		return
	}
	read()
}

// aborted rejects a read of a body whose fetch was aborted: what has come of it
// already does not count.
func (s *byteSource) aborted(ticket *runtime.Ticket) bool {
	if s.transfer == nil || s.transfer.aborted == nil {
		return false
	}
	if s.r != nil {
		s.r.Close()
	}
	ticket.SettleNow(func(*goja.Runtime) (goja.Value, error) { return nil, s.transfer.failure(context.Canceled) })
	return true
}

// failure is what a read rejects with.
func (s *byteSource) failure(i *runtime.Isolate, err error) error {
	if s.transfer != nil {
		return s.transfer.failure(fmt.Errorf("reading the body: %w", err))
	}
	return &thrower{i: i, class: "TypeError", text: fmt.Sprintf("reading the body failed: %v", err)}
}

// thrower is a Go error that becomes an error object of a standard class.
type thrower struct {
	i           *runtime.Isolate
	class, text string
}

func (t *thrower) Error() string                    { return t.class + ": " + t.text }
func (t *thrower) JSValue(*goja.Runtime) goja.Value { return t.i.NewError(t.class, t.text) }

// decodeUTF8 decodes as the Encoding standard says: a byte order mark goes, and
// each maximal ill-formed part becomes one U+FFFD.
func decodeUTF8(b []byte) string {
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		b = b[3:]
	}
	return string(wellformed.UTF8(b))
}
