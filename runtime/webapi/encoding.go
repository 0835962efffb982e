package webapi

import (
	_ "embed"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/encoding.js
var encodingSource string

var encodingLibrary = runtime.NewLibrary("encoding.js", encodingSource, encodingNatives)

func installEncoding(i *runtime.Isolate, _ Options) error {
	encodingLibrary.DefineGlobals(i, "TextEncoder", "TextDecoder")
	installBase64(i)
	return nil
}

func encodingNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	define := func(name string, fn func(c goja.FunctionCall) goja.Value) { native.Set(name, fn) }
	state := func(c goja.FunctionCall) *textDecoder { return c.Argument(0).Export().(*textDecoder) }
	define("encode", func(c goja.FunctionCall) goja.Value { return newBytes(i, []byte(c.Argument(0).String())) })
	define("encodeInto", func(c goja.FunctionCall) goja.Value {
		to, _ := bytesOf(vm, c.Argument(1))
		read, written := encodeInto(c.Argument(0).String(), to)
		return vm.NewArray(read, written)
	})
	define("decoder", func(c goja.FunctionCall) goja.Value {
		d := newTextDecoder(c.Argument(0).String(), c.Argument(1).ToBoolean(), c.Argument(2).ToBoolean())
		if d == nil {
			panic(i.NewError("RangeError", "\""+c.Argument(0).String()+"\" is not a valid encoding."))
		}
		return vm.ToValue(d)
	})
	define("label", func(c goja.FunctionCall) goja.Value { return vm.ToValue(state(c).name) })
	define("isFatal", func(c goja.FunctionCall) goja.Value { return vm.ToValue(state(c).fatal) })
	define("ignoresBOM", func(c goja.FunctionCall) goja.Value { return vm.ToValue(state(c).ignoreBOM) })
	define("decode", func(c goja.FunctionCall) goja.Value {
		var data []byte
		if v := c.Argument(1); !goja.IsUndefined(v) {
			var ok bool
			if data, ok = bytesOf(vm, v); !ok {
				panic(i.NewError("TypeError", "Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer' or a view of one."))
			}
		}
		text, err := state(c).decode(data, c.Argument(2).ToBoolean())
		if err != nil {
			panic(i.NewError("TypeError", "Failed to decode input."))
		}
		return vm.ToValue(text)
	})
}

// encodeInto writes whole characters while they fit and returns how many UTF-16
// units it read and how many bytes it wrote.
func encodeInto(s string, to []byte) (read, written int) {
	for _, r := range s {
		n := utf8.RuneLen(r)
		if written+n > len(to) {
			break
		}
		written += utf8.EncodeRune(to[written:], r)
		read += utf16.RuneLen(r)
	}
	return read, written
}
