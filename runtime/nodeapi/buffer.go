package nodeapi

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// largestBuffer bounds what one call may allocate: an isolate of the platform
// has 128 MB in all.
const largestBuffer = 1 << 29

// bytesOf returns the bytes of a Uint8Array, not a copy of them: none when its
// buffer is detached, which the engine cannot export.
func bytesOf(v goja.Value) (b []byte) {
	defer func() {
		if recover() != nil {
			b = nil
		}
	}()
	b, _ = v.Export().([]byte)
	return b
}

func arrayBuffer(vm *goja.Runtime, b []byte) goja.Value { return vm.ToValue(vm.NewArrayBuffer(b)) }

func stringOf(v goja.Value) goja.String { s, _ := v.ToString().(goja.String); return s }

func bufferNatives(i *runtime.Isolate, o *goja.Object) {
	vm := i.VM()
	set(o, map[string]native{
		"alloc": func(c goja.FunctionCall) goja.Value {
			size := c.Argument(0).ToInteger()
			if size > largestBuffer {
				panic(i.NewError("RangeError", "Array buffer allocation failed"))
			}
			return arrayBuffer(vm, make([]byte, size))
		},
		"encode": func(c goja.FunctionCall) goja.Value {
			return arrayBuffer(vm, encode(stringOf(c.Argument(0)), c.Argument(1).String()))
		},
		"decode": func(c goja.FunctionCall) goja.Value {
			b := bytesOf(c.Argument(0))[c.Argument(2).ToInteger():c.Argument(3).ToInteger()]
			return decode(b, c.Argument(1).String())
		},
		"byteLength": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(byteLength(stringOf(c.Argument(0)), c.Argument(1).String()))
		},
		"write": func(c goja.FunctionCall) goja.Value {
			from, count := c.Argument(3).ToInteger(), c.Argument(4).ToInteger()
			return vm.ToValue(write(bytesOf(c.Argument(0))[from:from+count], stringOf(c.Argument(1)), c.Argument(2).String()))
		},
		"compare": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(bytes.Compare(bytesOf(c.Argument(0)), bytesOf(c.Argument(1))))
		},
		"indexOf": func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(indexOf(bytesOf(c.Argument(0)), bytesOf(c.Argument(1)),
				c.Argument(2).ToInteger(), int(c.Argument(3).ToInteger()), c.Argument(4).ToBoolean()))
		},
		"fill": func(c goja.FunctionCall) goja.Value {
			fill(bytesOf(c.Argument(0))[c.Argument(2).ToInteger():c.Argument(3).ToInteger()], bytesOf(c.Argument(1)))
			return goja.Undefined()
		},
		"swap": func(c goja.FunctionCall) goja.Value {
			size := int(c.Argument(1).ToInteger())
			for part := range slices.Chunk(bytesOf(c.Argument(0)), size) {
				slices.Reverse(part)
			}
			return goja.Undefined()
		},
		"isUtf8":  func(c goja.FunctionCall) goja.Value { return vm.ToValue(utf8.Valid(bytesOf(c.Argument(0)))) },
		"isAscii": func(c goja.FunctionCall) goja.Value { return vm.ToValue(isASCII(bytesOf(c.Argument(0)))) },
	})
}

// write copies as much of s as fits, whole characters only, and returns how many
// bytes it wrote.
func write(to []byte, s goja.String, encoding string) int {
	b := encode(s, encoding)
	if len(b) > len(to) {
		b = b[:len(to)]
		switch encoding {
		case "utf8":
			for len(b) > 0 && !wholeAt(b) {
				b = b[:len(b)-1]
			}
		case "utf16le":
			b = b[:len(b)&^1]
		}
	}
	return copy(to, b)
}

// wholeAt reports whether b, cut from well-formed UTF-8, ends with a character.
func wholeAt(b []byte) bool {
	r, size := utf8.DecodeLastRune(b)
	return r != utf8.RuneError || size != 1
}

func fill(to, pattern []byte) {
	for n := copy(to, pattern); n > 0 && n < len(to); n *= 2 {
		copy(to[n:], to[:n])
	}
}

// indexOf finds needle from offset on (backwards with last), at multiples of step
// for encodings whose units have two bytes. Negative offsets count from the end.
func indexOf(hay, needle []byte, offset int64, step int, last bool) int {
	size := int64(len(hay))
	if offset < 0 {
		offset += size
		if offset < 0 {
			if last {
				return -1
			}
			offset = 0
		}
	}
	if offset > size {
		if !last && len(needle) > 0 {
			return -1
		}
		offset = size
	}
	if len(needle) == 0 {
		return int(offset)
	}
	if last {
		return lastIndex(hay, needle, int(offset), step)
	}
	for at := int(offset); ; at++ {
		n := bytes.Index(hay[at:], needle)
		if n < 0 {
			return -1
		}
		if at += n; at%step == 0 {
			return at
		}
	}
}

func lastIndex(hay, needle []byte, offset, step int) int {
	for end := min(offset+len(needle), len(hay)); ; end-- {
		at := bytes.LastIndex(hay[:end], needle)
		if at < 0 || at%step == 0 {
			return at
		}
		end = at + len(needle)
	}
}
