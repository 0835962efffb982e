package webapi

import (
	"embed"
	"errors"
	"io"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/streams/*.js
var streamFiles embed.FS

// streamsLibrary is the Streams standard. Its files share one scope.
var streamsLibrary = runtime.NewLibraryFrom("streams.js", runtime.Joined(streamFiles, "js/streams/",
	"common.js", "readable.js", "readabledefault.js", "readablebyte.js", "tee.js",
	"writable.js", "transform.js", "pipe.js", "bridge.js"), streamNatives)

var streamGlobals = []string{
	"ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamBYOBReader", "ReadableStreamDefaultController",
	"ReadableByteStreamController", "ReadableStreamBYOBRequest", "WritableStream", "WritableStreamDefaultWriter",
	"WritableStreamDefaultController", "TransformStream", "TransformStreamDefaultController", "ByteLengthQueuingStrategy",
	"CountQueuingStrategy", "IdentityTransformStream", "FixedLengthStream",
}

func streamNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("asyncIteratorPrototype", generatorsLibrary.Load(i).Get("AsyncIteratorPrototype"))
	define := definer(native)
	byteNatives(i, define)
	define("events", func(goja.FunctionCall) goja.Value { return eventsLibrary.Load(i) })
	clone := vm.Get("structuredClone")
	define("clone", func(goja.FunctionCall) goja.Value { return clone })
	source := func(c goja.FunctionCall) *byteSource { return c.Argument(0).Export().(*byteSource) }
	sink := func(c goja.FunctionCall) *bodyReader { return c.Argument(0).Export().(*bodyReader) }
	define("detached", func(c goja.FunctionCall) goja.Value {
		b, ok := bufferOf(c.Argument(0))
		return vm.ToValue(ok && b.Detached())
	})
	define("transfer", func(c goja.FunctionCall) goja.Value { return transferBuffer(i, c.Argument(0)) })
	define("concat", func(c goja.FunctionCall) goja.Value { return concat(vm, c.Argument(0).(*goja.Object)) })
	define("lengthOf", func(c goja.FunctionCall) goja.Value { return vm.ToValue(source(c).length) })
	define("read", func(c goja.FunctionCall) goja.Value {
		return readSome(i, source(c), int(c.Argument(1).ToInteger()))
	})
	define("close", func(c goja.FunctionCall) goja.Value {
		if s := source(c); s.r != nil {
			s.r.Close()
		}
		return goja.Undefined()
	})
	define("write", func(c goja.FunctionCall) goja.Value {
		return sink(c).write(append([]byte{}, viewBytes(vm, c.Argument(1))...))
	})
	define("end", func(c goja.FunctionCall) goja.Value {
		sink(c).end(io.EOF)
		return goja.Undefined()
	})
	define("fail", func(c goja.FunctionCall) goja.Value {
		sink(c).end(i.ScriptError(c.Argument(1)))
		return goja.Undefined()
	})
	define("onCancel", func(c goja.FunctionCall) goja.Value {
		sink(c).cancel, _ = goja.AssertFunction(c.Argument(1))
		return goja.Undefined()
	})
}

// pump starts to take a stream's chunks out of the isolate.
func pump(i *runtime.Isolate, stream goja.Value) goja.Value {
	r := newBodyReader(i)
	v := i.VM().ToValue(r)
	length, err := i.Call(exported(i, streamsLibrary, "pump"), nil, stream, v)
	if err != nil {
		panic(i.ErrorValue(err))
	}
	r.length = length.ToInteger()
	return v
}

// transferBuffer detaches a buffer and returns a new one with its bytes.
func transferBuffer(i *runtime.Isolate, v goja.Value) goja.Value {
	b, ok := bufferOf(v)
	if !ok || b.Detached() {
		panic(i.NewError("TypeError", "The buffer is detached."))
	}
	if IsMemory(i, v.(*goja.Object)) {
		panic(i.NewError("TypeError", "The memory of a WebAssembly module cannot be transferred."))
	}
	data := b.Bytes()
	b.Detach()
	return newBuffer(i.VM(), data)
}

func concat(vm *goja.Runtime, list *goja.Object) goja.Value {
	var out []byte
	var parts []goja.Value
	if err := vm.ExportTo(list, &parts); err != nil {
		panic(vm.ToValue(errors.New("concat takes an array")))
	}
	for _, p := range parts {
		out = append(out, viewBytes(vm, p)...)
	}
	if out == nil {
		out = []byte{}
	}
	return newBuffer(vm, out)
}
