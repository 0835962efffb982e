package nodeapi

import (
	"bytes"
	"errors"
	"hash/crc32"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/nodeapi/zlib"
)

// largestOutput bounds what one call may decompress to.
const largestOutput = 128 << 20

// zlibNatives are the codecs behind node:zlib. A codec is an opaque value that
// stays in the library's private fields.
func zlibNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	packer := func(c goja.FunctionCall) *zlib.Packer { return c.Argument(0).Export().(*zlib.Packer) }
	unpacker := func(c goja.FunctionCall) *zlib.Unpacker { return c.Argument(0).Export().(*zlib.Unpacker) }
	set(o, map[string]native{
		// packer(format, {level, strategy, windowBits, dictionary, quality, lgwin, checksum})
		"packer": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(zlib.NewPacker(zlib.Format(c.Argument(0).String()), packOptions(c.Argument(1).ToObject(vm))))
		},
		"pack": func(c goja.FunctionCall) goja.Value {
			packer(c).Write(bytesOf(c.Argument(1)))
			return goja.Undefined()
		},
		"flush": func(c goja.FunctionCall) goja.Value {
			packer(c).Flush()
			return goja.Undefined()
		},
		"finish": func(c goja.FunctionCall) goja.Value {
			packer(c).Finish()
			return goja.Undefined()
		},
		"change": func(c goja.FunctionCall) goja.Value {
			packer(c).Change(int(c.Argument(1).ToInteger()), int(c.Argument(2).ToInteger()))
			return goja.Undefined()
		},
		"take": func(c goja.FunctionCall) goja.Value { return arrayBuffer(vm, packer(c).Take()) },
		// unpacker(format, dictionary)
		"unpacker": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(zlib.NewUnpacker(zlib.Format(c.Argument(0).String()), dictionary(c.Argument(1))))
		},
		// feed(codec, bytes, last)
		"feed": func(c goja.FunctionCall) goja.Value {
			unpacker(c).Feed(bytes.Clone(bytesOf(c.Argument(1))), c.Argument(2).ToBoolean())
			return goja.Undefined()
		},
		// read(codec) returns [output, more, done, left] or [output, code, errno, message]
		"read": func(c goja.FunctionCall) goja.Value {
			u := unpacker(c)
			out, more, err := u.Read()
			var e *zlib.Error
			if errors.As(err, &e) {
				return vm.NewArray(arrayBuffer(vm, out), e.Code, e.Errno, e.Message)
			}
			return vm.NewArray(arrayBuffer(vm, out), more, u.Done(), u.Left())
		},
		"largest": func(goja.FunctionCall) goja.Value { return vm.ToValue(largestOutput) },
		"crc32": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(int64(crc32.Update(uint32(c.Argument(1).ToInteger()), crc32.IEEETable, bytesOf(c.Argument(0)))))
		},
	})
}

func packOptions(o *goja.Object) zlib.Options {
	number := func(name string) int {
		if v := o.Get(name); v != nil {
			return int(v.ToInteger())
		}
		return 0
	}
	return zlib.Options{
		Level: number("level"), Strategy: number("strategy"), WindowBits: number("windowBits"),
		Quality: number("quality"), LGWin: number("lgwin"), Checksum: number("checksum") != 0, Dictionary: dictionary(o.Get("dictionary")),
	}
}

// dictionary copies what may change before it is used.
func dictionary(v goja.Value) []byte {
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return bytes.Clone(bytesOf(v))
}
