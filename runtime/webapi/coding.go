package webapi

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	_ "embed"
	"io"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/coding.js
var codingSource string

// codingLibrary holds the transform streams of text and compression.
var codingLibrary = runtime.NewLibrary("coding.js", codingSource, codingNatives)

var codingGlobals = []string{"TextEncoderStream", "TextDecoderStream", "CompressionStream", "DecompressionStream"}

type compressor struct {
	buf bytes.Buffer
	w   io.WriteCloser
}

func newCompressor(format string) *compressor {
	c := &compressor{}
	switch format {
	case "gzip":
		c.w = gzip.NewWriter(&c.buf)
	case "deflate":
		c.w = zlib.NewWriter(&c.buf)
	default:
		c.w, _ = flate.NewWriter(&c.buf, flate.DefaultCompression) // the level is valid
	}
	return c
}

// take returns what has been compressed so far.
func (c *compressor) take() []byte {
	out := append([]byte{}, c.buf.Bytes()...)
	c.buf.Reset()
	return out
}

func codingNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	native.Set("streams", streamsLibrary.Load(i))
	define := definer(native)
	byteNatives(i, define)
	packer := func(c goja.FunctionCall) *compressor { return c.Argument(0).Export().(*compressor) }
	unpacker := func(c goja.FunctionCall) *decompressor { return c.Argument(0).Export().(*decompressor) }
	define("compressor", func(c goja.FunctionCall) goja.Value { return vm.ToValue(newCompressor(c.Argument(0).String())) })
	define("compress", func(c goja.FunctionCall) goja.Value {
		packer(c).w.Write(viewBytes(vm, c.Argument(1))) // into memory: it cannot fail
		return newBuffer(vm, packer(c).take())
	})
	define("finishCompress", func(c goja.FunctionCall) goja.Value {
		packer(c).w.Close()
		return newBuffer(vm, packer(c).take())
	})
	define("decompressor", func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(newDecompressor(c.Argument(0).String()))
	})
	define("decompress", func(c goja.FunctionCall) goja.Value {
		out, err := unpacker(c).write(viewBytes(vm, c.Argument(1)))
		if err != nil {
			return vm.NewArray(newBuffer(vm, out), vm.NewTypeError("Decompression failed: "+err.Error()))
		}
		return vm.NewArray(newBuffer(vm, out))
	})
	define("finishDecompress", func(c goja.FunctionCall) goja.Value {
		if err := unpacker(c).finish(); err != nil {
			panic(vm.NewTypeError("Decompression failed: " + err.Error()))
		}
		return goja.Undefined()
	})
}
