package webapi

import (
	"bytes"
	"io"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// IsStream tells whether v is a ReadableStream of the isolate. Loop only.
func IsStream(i *runtime.Isolate, v goja.Value) bool {
	is, err := i.Call(exported(i, streamsLibrary, "isStream"), nil, v)
	return err == nil && is.ToBoolean()
}

// NewStream makes a ReadableStream of bytes that are here already, and which it
// takes. Loop only.
func NewStream(i *runtime.Isolate, data []byte) (goja.Value, error) {
	source := &byteSource{r: io.NopCloser(bytes.NewReader(data)), length: int64(len(data))}
	return i.Call(exported(i, streamsLibrary, "fromSource"), nil, i.VM().ToValue(source))
}

// DrainStream hands the chunks of a ReadableStream to take, which must copy what
// it keeps. The promise that is returned resolves at the stream's end. An error
// of take cancels the stream and rejects the promise. Loop only.
func DrainStream(i *runtime.Isolate, stream goja.Value, take func(chunk []byte) error) (goja.Value, error) {
	vm := i.VM()
	each := vm.ToValue(func(c goja.FunctionCall) goja.Value {
		if err := take(viewBytes(vm, c.Argument(0))); err != nil {
			panic(i.ErrorValue(err))
		}
		return goja.Undefined()
	})
	finish := vm.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	return i.Call(exported(i, streamsLibrary, "drain"), nil, stream, each, finish)
}

// Bytes returns the bytes of an ArrayBuffer or a view, and false for anything
// else. They are the script's: copy what outlives the call. Loop only.
func Bytes(vm *goja.Runtime, v goja.Value) ([]byte, bool) { return bytesOf(vm, v) }
