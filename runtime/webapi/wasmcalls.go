package webapi

import (
	"context"
	"math"
	"math/big"
	"strconv"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"paddock/runtime/webapi/wasmbinary"
)

// A wasmFunc is a function that WebAssembly exports to JavaScript.
type wasmFunc struct {
	typ   wasmbinary.FuncType
	owner api.Module // nil for one that came out of a table
	name  string     // in owner
	index int
	fresh func() api.Function
	fn    api.Function // not used by two calls at a time
	busy  bool
}

// function makes the JavaScript function of f.
func (s *wasmStore) function(f *wasmFunc) goja.Value {
	o := s.vm.ToValue(func(c goja.FunctionCall) goja.Value { return s.call(f, c.Arguments) }).(*goja.Object)
	o.DefineDataProperty("name", s.vm.ToValue(strconv.Itoa(f.index)), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	o.DefineDataProperty("length", s.vm.ToValue(len(f.typ.Params)), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	s.functions[o] = f
	return o
}

func (s *wasmStore) call(f *wasmFunc, args []goja.Value) goja.Value {
	stack := make([]uint64, max(len(f.typ.Params), len(f.typ.Results), 1))
	for n, t := range f.typ.Params {
		v := goja.Undefined()
		if n < len(args) {
			v = args[n]
		}
		stack[n] = s.toWasm(t, v)
	}
	for _, t := range f.typ.Results {
		if t == wasmbinary.V128 {
			panic(s.vm.NewTypeError("a function with a v128 in its type cannot be called from JavaScript"))
		}
	}
	fn := f.fn
	if f.busy || fn == nil {
		fn = f.fresh()
		if f.fn == nil {
			f.fn = fn
		}
	}
	outer := f.busy
	f.busy = true
	err := fn.CallWithStack(s.i.Interrupted(), stack)
	f.busy = outer
	s.refresh()
	if err != nil {
		s.fail(err)
	}
	return s.results(f.typ.Results, stack)
}

func (s *wasmStore) results(types []wasmbinary.Type, stack []uint64) goja.Value {
	switch len(types) {
	case 0:
		return goja.Undefined()
	case 1:
		return s.fromWasm(types[0], stack[0])
	}
	list := make([]any, len(types))
	for n, t := range types {
		list[n] = s.fromWasm(t, stack[n])
	}
	return s.vm.NewArray(list...)
}

// hostFunction adds a JavaScript function to the module that imports come from.
func (s *wasmStore) hostFunction(host wazero.HostModuleBuilder, name string, t wasmbinary.FuncType, v goja.Value) {
	fn, _ := goja.AssertFunction(v)
	call := func(_ context.Context, _ api.Module, stack []uint64) {
		s.refresh()
		args := make([]goja.Value, len(t.Params))
		for n, p := range t.Params {
			args[n] = s.fromWasm(p, stack[n])
		}
		result, err := fn(goja.Undefined(), args...)
		if err == nil {
			if ex := s.vm.Try(func() { s.take(t.Results, result, stack) }); ex != nil {
				err = ex
			}
		}
		if err != nil {
			s.thrown = err
			panic(errThrown)
		}
	}
	host.NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(call), apiTypes(t.Params), apiTypes(t.Results)).Export(name)
}

// take converts what a JavaScript function returned.
func (s *wasmStore) take(types []wasmbinary.Type, v goja.Value, stack []uint64) {
	switch len(types) {
	case 0:
		return
	case 1:
		stack[0] = s.toWasm(types[0], v)
		return
	}
	var list []goja.Value
	s.vm.ForOf(v, func(item goja.Value) bool {
		list = append(list, item)
		return true
	})
	if len(list) != len(types) {
		panic(s.vm.NewTypeError("multi-return length mismatch"))
	}
	for n, t := range types {
		stack[n] = s.toWasm(t, list[n])
	}
}

func apiTypes(types []wasmbinary.Type) []api.ValueType {
	out := make([]api.ValueType, len(types))
	for n, t := range types {
		out[n] = api.ValueType(t)
	}
	return out
}

var uint64Mask = new(big.Int).SetUint64(math.MaxUint64)

// toWasm converts a value as the JavaScript API says; it throws what cannot be.
func (s *wasmStore) toWasm(t wasmbinary.Type, v goja.Value) uint64 {
	switch t {
	case wasmbinary.I32:
		return uint64(toUint32(v))
	case wasmbinary.I64:
		b, err := s.toBigInt(goja.Undefined(), v)
		if err != nil {
			panic(err)
		}
		return new(big.Int).And(b.Export().(*big.Int), uint64Mask).Uint64()
	case wasmbinary.F32:
		return api.EncodeF32(float32(v.ToNumber().ToFloat()))
	case wasmbinary.F64:
		return api.EncodeF64(v.ToNumber().ToFloat())
	case wasmbinary.ExternRef:
		return s.number(v)
	case wasmbinary.FuncRef:
		if goja.IsNull(v) {
			return 0
		}
		panic(s.vm.NewTypeError("only null can be passed as a function reference here"))
	}
	panic(s.vm.NewTypeError("a value of this type cannot be passed from JavaScript"))
}

func toUint32(v goja.Value) uint32 {
	if n, ok := v.Export().(int64); ok {
		return uint32(n)
	}
	f := v.ToNumber().ToFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	f = math.Mod(math.Trunc(f), 1<<32)
	return uint32(int64(f))
}

func (s *wasmStore) fromWasm(t wasmbinary.Type, bits uint64) goja.Value {
	switch t {
	case wasmbinary.I32:
		return s.vm.ToValue(int32(uint32(bits)))
	case wasmbinary.I64:
		return s.vm.ToValue(big.NewInt(int64(bits)))
	case wasmbinary.F32:
		return s.vm.ToValue(float64(api.DecodeF32(bits)))
	case wasmbinary.F64:
		return s.vm.ToValue(api.DecodeF64(bits))
	case wasmbinary.ExternRef:
		if bits == 0 {
			return goja.Null()
		}
		return s.refs[bits-1]
	}
	if bits == 0 {
		return goja.Null()
	}
	panic(s.vm.NewTypeError("a value of this type cannot be shown to JavaScript"))
}

// number is how WebAssembly sees a value of JavaScript. WebAssembly may keep it
// anywhere, so it is held as long as the isolate lives.
func (s *wasmStore) number(v goja.Value) uint64 {
	if goja.IsNull(v) {
		return 0
	}
	o, isObject := v.(*goja.Object)
	if n, ok := s.numbers[o]; isObject && ok {
		return n
	}
	if !isObject {
		for n, known := range s.refs[:min(len(s.refs), 64)] { // undefined, booleans and the like
			if known.SameAs(v) {
				return uint64(n + 1)
			}
		}
	}
	s.refs = append(s.refs, v)
	n := uint64(len(s.refs))
	if isObject {
		s.numbers[o] = n
	}
	return n
}
