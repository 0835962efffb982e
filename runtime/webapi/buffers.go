package webapi

import (
	"math"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// installBuffers adds what ES2024 and ES2025 gave ArrayBuffer, DataView and
// Math, as far as the engine allows: buffers never are resizable.
func installBuffers(i *runtime.Isolate) {
	vm := i.VM()
	if mentionsBuffers(i) {
		extendBuffers(i, i.EngineGlobal("ArrayBuffer").ToObject(vm))
	}
	i.ExtendGlobal("Math", func(o *goja.Object) {
		o.DefineDataProperty("f16round", namedFunction(vm, "f16round", 1, func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(ofHalf(toHalf(c.Argument(0).ToFloat())))
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	})
	i.ExtendGlobal("DataView", func(class *goja.Object) { addHalves(vm, class.Get("prototype").ToObject(vm)) })
}

// mentionsBuffers reports whether a script may use a new member of a buffer that
// the platform gave it, which needs no class. Otherwise the class brings them.
func mentionsBuffers(i *runtime.Isolate) bool {
	return i.Worker().Mentions("transfer", "detached", "resiz", "maxByteLength")
}

// extendBuffers adds the members of ArrayBuffer.prototype.
func extendBuffers(i *runtime.Isolate, class *goja.Object) {
	vm := i.VM()
	buffer := class.Get("prototype").ToObject(vm)
	b := &buffers{i: i, vm: vm}
	lazily := func(o *goja.Object, name string, params int, fn func(goja.FunctionCall) goja.Value) {
		i.DefineLazy(o, name, false, func() goja.Value { return namedFunction(vm, name, params, fn) })
	}
	getter := func(name string, get func(goja.ArrayBuffer) any) {
		buffer.DefineAccessorProperty(name, namedFunction(vm, "get "+name, 0, func(c goja.FunctionCall) goja.Value {
			return vm.ToValue(get(b.this(c, "get ArrayBuffer.prototype."+name)))
		}), nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	getter("detached", func(a goja.ArrayBuffer) any { return a.Detached() })
	getter("resizable", func(goja.ArrayBuffer) any { return false })
	getter("maxByteLength", func(a goja.ArrayBuffer) any { return len(a.Bytes()) })
	lazily(buffer, "transfer", 0, func(c goja.FunctionCall) goja.Value { return b.transfer(c, "transfer") })
	lazily(buffer, "transferToFixedLength", 0, func(c goja.FunctionCall) goja.Value { return b.transfer(c, "transferToFixedLength") })
	lazily(buffer, "resize", 1, func(c goja.FunctionCall) goja.Value {
		b.this(c, "ArrayBuffer.prototype.resize")
		panic(i.NewError("TypeError", "Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>"))
	})
}

// addHalves defines getFloat16 and setFloat16 over the methods for 16 bits.
func addHalves(vm *goja.Runtime, view *goja.Object) {
	read := nativeOf(view.Get("getUint16"))
	write := nativeOf(view.Get("setUint16"))
	define := func(name string, params int, fn func(goja.FunctionCall) goja.Value) {
		view.DefineDataProperty(name, namedFunction(vm, name, params, fn), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	define("getFloat16", 1, func(c goja.FunctionCall) goja.Value {
		return vm.ToValue(ofHalf(uint16(read(goja.FunctionCall{This: c.This, Arguments: []goja.Value{c.Argument(0), c.Argument(1)}}).ToInteger())))
	})
	define("setFloat16", 2, func(c goja.FunctionCall) goja.Value {
		at := c.Argument(0).ToNumber() // is asked for before the value is
		half := vm.ToValue(int(toHalf(c.Argument(1).ToFloat())))
		return write(goja.FunctionCall{This: c.This, Arguments: []goja.Value{at, half, c.Argument(2)}})
	})
}

type buffers struct {
	i  *runtime.Isolate
	vm *goja.Runtime
}

func (b *buffers) this(c goja.FunctionCall, method string) goja.ArrayBuffer {
	if a, ok := bufferOf(c.This); ok {
		return a
	}
	panic(b.i.NewError("TypeError", "Method "+method+" called on incompatible receiver "+c.This.String()))
}

// transfer moves the bytes to a new buffer and detaches the old one.
func (b *buffers) transfer(c goja.FunctionCall, name string) goja.Value {
	from := b.this(c, "ArrayBuffer.prototype."+name)
	size := float64(len(from.Bytes()))
	if v := c.Argument(0); !goja.IsUndefined(v) {
		size = math.Trunc(v.ToFloat())
		if math.IsNaN(size) {
			size = 0
		}
		if size < 0 || size > largestBuffer {
			panic(b.i.NewError("RangeError", "Array buffer allocation failed"))
		}
	}
	if from.Detached() {
		panic(b.i.NewError("TypeError", "Cannot perform ArrayBuffer.prototype."+name+" on a detached ArrayBuffer"))
	}
	if IsMemory(b.i, c.This.(*goja.Object)) {
		panic(b.i.NewError("TypeError", "Cannot perform ArrayBuffer.prototype."+name+" on the memory of a WebAssembly module"))
	}
	bytes := make([]byte, int(size))
	copy(bytes, from.Bytes())
	from.Detach()
	return b.vm.ToValue(b.vm.NewArrayBuffer(bytes))
}

// toHalf rounds to the nearest number of 16 bits, to even in the middle.
func toHalf(f float64) uint16 {
	sign := uint16(0)
	if math.Signbit(f) {
		sign, f = 0x8000, -f
	}
	switch {
	case math.IsNaN(f):
		return 0x7e00
	case f >= 65520: // half-way between the greatest and what would come next
		return sign | 0x7c00
	case f < 0x1p-14: // subnormal: a multiple of 2^-24
		return sign | uint16(math.RoundToEven(f*0x1p24))
	}
	fraction, exponent := math.Frexp(f) // fraction is in [0.5, 1)
	// Rounding up may carry into the exponent, which is what should happen.
	return sign | uint16(exponent+14)<<10 + uint16(math.RoundToEven(fraction*0x1p11)) - 0x400
}

func ofHalf(h uint16) float64 {
	sign := 1.0
	if h&0x8000 != 0 {
		sign = -1
	}
	exponent, fraction := int(h>>10&0x1f), float64(h&0x3ff)
	switch exponent {
	case 0:
		return sign * fraction * 0x1p-24
	case 31:
		if fraction != 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	}
	return sign * math.Ldexp(1+fraction*0x1p-10, exponent-15)
}
