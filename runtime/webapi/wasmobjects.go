package webapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	wasmtable "github.com/tetratelabs/wazero/experimental/table"

	"paddock/runtime"
	"paddock/runtime/webapi/wasmbinary"
)

type definition = func(string, func(goja.FunctionCall) goja.Value)

// A wasmMemory is a memory and the ArrayBuffer that shows it now.
type wasmMemory struct {
	owner  api.Module
	name   string
	memory api.Memory
	buffer *goja.Object
	size   uint32
}

func (s *wasmStore) memory(owner api.Module, name string) *wasmMemory {
	m := &wasmMemory{owner: owner, name: name, memory: owner.ExportedMemory(name)}
	for _, known := range s.memories {
		if known.memory == m.memory {
			return known
		}
	}
	s.memories = append(s.memories, m)
	return m
}

// refresh detaches the buffers of memories that have grown.
func (s *wasmStore) refresh() {
	for _, m := range s.memories {
		if m.buffer != nil && m.memory.Size() != m.size {
			m.detach()
		}
	}
}

func (m *wasmMemory) detach() {
	if m.buffer != nil {
		b := m.buffer.Export().(goja.ArrayBuffer)
		b.Detach()
		m.buffer = nil
	}
}

// wasmKey is where an isolate keeps its wasmStore.
type wasmKey struct{}

// IsMemory reports whether a buffer shows the memory of a WebAssembly module,
// which nobody may take away from it. Loop only.
func IsMemory(i *runtime.Isolate, buffer *goja.Object) bool {
	s, ok := i.Value(wasmKey{}).(*wasmStore)
	return ok && slices.ContainsFunc(s.memories, func(m *wasmMemory) bool { return m.buffer == buffer })
}

func (m *wasmMemory) show(vm *goja.Runtime) goja.Value {
	if m.buffer == nil || m.memory.Size() != m.size {
		m.detach()
		m.size = m.memory.Size()
		data, _ := m.memory.Read(0, m.size) // all of it is there
		m.buffer = newBuffer(vm, data).(*goja.Object)
	}
	return m.buffer
}

// make instantiates a module of ours.
func (s *wasmStore) make(code []byte, resolve experimental.ImportResolver) (api.Module, error) {
	compiled, err := s.engine.CompileModule(context.Background(), code)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	if resolve != nil {
		ctx = experimental.WithImportResolver(ctx, resolve)
	}
	return s.engine.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions())
}

func (s *wasmStore) mustMake(what string, code []byte) api.Module {
	m, err := s.make(code, nil)
	if err != nil {
		panic(s.i.NewError("RangeError", what+": "+plainError(err)))
	}
	return m
}

// limitsOf reads (min, max) arguments, max undefined for none.
func limitsOf(c goja.FunctionCall, from int) wasmbinary.Limits {
	l := wasmbinary.Limits{Min: uint64(c.Argument(from).ToInteger())}
	if v := c.Argument(from + 1); !goja.IsUndefined(v) {
		l.HasMax, l.Max = true, uint64(v.ToInteger())
	}
	return l
}

func (s *wasmStore) memoryNatives(define definition) {
	of := func(c goja.FunctionCall) *wasmMemory { return c.Argument(0).Export().(*wasmMemory) }
	define("isMemory", func(c goja.FunctionCall) goja.Value {
		_, ok := c.Argument(0).Export().(*wasmMemory)
		return s.vm.ToValue(ok)
	})
	define("newMemory", func(c goja.FunctionCall) goja.Value {
		l := limitsOf(c, 0)
		if l.Min > mostPages {
			panic(s.i.NewError("RangeError", "WebAssembly.Memory(): could not allocate memory"))
		}
		return s.vm.ToValue(s.memory(s.mustMake("WebAssembly.Memory()", wasmbinary.NewMemory(l)), wasmbinary.Exported))
	})
	define("buffer", func(c goja.FunctionCall) goja.Value { return of(c).show(s.vm) })
	define("growMemory", func(c goja.FunctionCall) goja.Value {
		m := of(c)
		before, ok := m.memory.Grow(uint32(c.Argument(1).ToInteger()))
		if !ok {
			panic(s.i.NewError("RangeError", "WebAssembly.Memory.grow(): Maximum memory size exceeded"))
		}
		m.detach() // also when it grew by nothing
		return s.vm.ToValue(before)
	})
}

// A wasmTable is a table. Only WebAssembly can look into one, so small modules
// of ours do.
type wasmTable struct {
	owner  api.Module
	name   string
	index  uint32
	elem   wasmbinary.Type
	limits wasmbinary.Limits
	access api.Module
	shown  map[uint64]goja.Value // function references that JavaScript has seen
}

func (s *wasmStore) run(t *wasmTable, function string, args ...uint64) uint64 {
	if t.access == nil {
		m, err := s.make(wasmbinary.TableAccess(t.elem, "t", t.name), func(string) api.Module { return t.owner })
		if err != nil {
			panic(s.vm.NewTypeError("the table cannot be used from JavaScript: %s", plainError(err)))
		}
		t.access = m
	}
	stack := make([]uint64, 2)
	copy(stack, args)
	if err := t.access.ExportedFunction(function).CallWithStack(context.Background(), stack); err != nil {
		panic(s.i.NewError("RangeError", "WebAssembly.Table: invalid index"))
	}
	return stack[0]
}

func (s *wasmStore) tableNatives(define definition) {
	of := func(c goja.FunctionCall) *wasmTable { return c.Argument(0).Export().(*wasmTable) }
	define("isTable", func(c goja.FunctionCall) goja.Value {
		_, ok := c.Argument(0).Export().(*wasmTable)
		return s.vm.ToValue(ok)
	})
	define("newTable", func(c goja.FunctionCall) goja.Value {
		elem, l := typeNames[c.Argument(0).String()], limitsOf(c, 1)
		owner := s.mustMake("WebAssembly.Table()", wasmbinary.NewTable(elem, l))
		return s.vm.ToValue(&wasmTable{owner: owner, name: wasmbinary.Exported, elem: elem, limits: l})
	})
	define("isExtern", func(c goja.FunctionCall) goja.Value { return s.vm.ToValue(of(c).elem == wasmbinary.ExternRef) })
	define("tableLength", func(c goja.FunctionCall) goja.Value {
		return s.vm.ToValue(uint32(s.run(of(c), wasmbinary.TableSize)))
	})
	define("growTable", func(c goja.FunctionCall) goja.Value {
		t := of(c)
		value := uint64(0)
		if t.elem == wasmbinary.ExternRef {
			value = s.number(c.Argument(2))
		}
		before := int32(s.run(t, wasmbinary.TableGrow, value, uint64(c.Argument(1).ToInteger())))
		if before < 0 {
			panic(s.i.NewError("RangeError", fmt.Sprintf("WebAssembly.Table.grow(): failed to grow table by %d", c.Argument(1).ToInteger())))
		}
		if fn := c.Argument(2); t.elem == wasmbinary.FuncRef && !goja.IsNull(fn) {
			for n := range uint64(c.Argument(1).ToInteger()) {
				s.setFunction(t, uint64(before)+n, fn)
			}
		}
		return s.vm.ToValue(before)
	})
	define("getTable", func(c goja.FunctionCall) goja.Value {
		t, at := of(c), uint64(c.Argument(1).ToInteger())
		bits := s.run(t, wasmbinary.TableGet, at)
		if t.elem == wasmbinary.ExternRef || bits == 0 {
			return s.fromWasm(t.elem, bits)
		}
		return s.functionAt(t, uint32(at), bits)
	})
	define("setTable", func(c goja.FunctionCall) goja.Value {
		t, at, v := of(c), uint64(c.Argument(1).ToInteger()), c.Argument(2)
		if t.elem == wasmbinary.ExternRef {
			s.run(t, wasmbinary.TableSet, at, s.number(v))
		} else if goja.IsNull(v) {
			s.run(t, wasmbinary.TableSet, at, 0)
		} else {
			s.run(t, wasmbinary.TableGet, at) // throws when it is out of bounds
			s.setFunction(t, at, v)
		}
		return goja.Undefined()
	})
}

// noFunction is why a value is no reference to a function.
const noFunction = "function-typed object must be null (if nullable) or a Wasm function object"

// setFunction puts a function that WebAssembly exported into a table.
func (s *wasmStore) setFunction(t *wasmTable, at uint64, v goja.Value) {
	o, _ := v.(*goja.Object)
	f := s.functions[o]
	if f == nil || f.owner == nil {
		panic(s.vm.NewTypeError("WebAssembly.Table.set(): Argument 1 is invalid for table: " + noFunction))
	}
	code := wasmbinary.TableStore(f.typ, "f", f.name, "t", t.name)
	m, err := s.make(code, func(name string) api.Module {
		if name == "f" {
			return f.owner
		}
		return t.owner
	})
	if err == nil {
		_, err = m.ExportedFunction(wasmbinary.TableSet).Call(context.Background(), at)
	}
	if err != nil {
		panic(s.vm.NewTypeError("WebAssembly.Table.set(): %s", plainError(err)))
	}
	s.see(t, s.run(t, wasmbinary.TableGet, at), v)
}

func (s *wasmStore) see(t *wasmTable, bits uint64, v goja.Value) {
	if t.shown == nil {
		t.shown = map[uint64]goja.Value{}
	}
	t.shown[bits] = v
}

// functionAt makes a function of a reference. Its type is found by trying those
// that the modules have.
func (s *wasmStore) functionAt(t *wasmTable, at uint32, bits uint64) goja.Value {
	if v := t.shown[bits]; v != nil {
		return v
	}
	for _, typ := range s.types {
		fn := lookUp(t, at, typ)
		if fn == nil {
			continue
		}
		v := s.function(&wasmFunc{typ: typ, index: int(at), fresh: func() api.Function {
			if again := lookUp(t, at, typ); again != nil {
				return again
			}
			return fn
		}, fn: fn})
		s.see(t, bits, v)
		return v
	}
	panic(s.vm.NewTypeError("the function in the table has a type that no module of this isolate names"))
}

func lookUp(t *wasmTable, at uint32, typ wasmbinary.FuncType) (fn api.Function) {
	defer func() {
		if recover() != nil { // another type
			fn = nil
		}
	}()
	return wasmtable.LookupFunction(t.owner, t.index, at, apiTypes(typ.Params), apiTypes(typ.Results))
}

// A wasmGlobal is a global.
type wasmGlobal struct {
	owner   api.Module
	name    string
	typ     wasmbinary.Type
	mutable bool
	global  api.Global
}

var typeNames = map[string]wasmbinary.Type{
	"i32": wasmbinary.I32, "i64": wasmbinary.I64, "f32": wasmbinary.F32, "f64": wasmbinary.F64,
	"externref": wasmbinary.ExternRef, "anyfunc": wasmbinary.FuncRef, "funcref": wasmbinary.FuncRef,
}

func (s *wasmStore) globalNatives(define definition) {
	of := func(c goja.FunctionCall) *wasmGlobal { return c.Argument(0).Export().(*wasmGlobal) }
	define("isGlobal", func(c goja.FunctionCall) goja.Value {
		_, ok := c.Argument(0).Export().(*wasmGlobal)
		return s.vm.ToValue(ok)
	})
	define("globalType", func(c goja.FunctionCall) goja.Value { return s.vm.NewArray(uint8(of(c).typ), of(c).mutable) })
	define("isFunction", func(c goja.FunctionCall) goja.Value {
		o, _ := c.Argument(0).(*goja.Object)
		return s.vm.ToValue(s.functions[o] != nil && s.functions[o].owner != nil)
	})
	define("newGlobal", func(c goja.FunctionCall) goja.Value {
		typ, mutable := typeNames[c.Argument(0).String()], c.Argument(1).ToBoolean()
		return s.vm.ToValue(s.newGlobal(typ, mutable, c.Argument(2)))
	})
	define("importGlobal", func(c goja.FunctionCall) goja.Value {
		in := c.Argument(0).Export().(*wasmModule).Imports[c.Argument(1).ToInteger()]
		isBig := goja.IsBigInt(c.Argument(2))
		if in.Mutable || isBig != (in.Type == wasmbinary.I64) || in.Type == wasmbinary.FuncRef || !isBig && !goja.IsNumber(c.Argument(2)) && in.Type != wasmbinary.ExternRef {
			s.throw("LinkError", fmt.Sprintf("WebAssembly.Instance(): Import #%d %q %q: global import must be a number, valid Wasm reference, or WebAssembly.Global object", c.Argument(1).ToInteger(), in.Module, in.Name))
		}
		return s.vm.ToValue(s.newGlobal(in.Type, false, c.Argument(2)))
	})
	define("getGlobal", func(c goja.FunctionCall) goja.Value { return s.fromWasm(of(c).typ, of(c).global.Get()) })
	define("setGlobal", func(c goja.FunctionCall) goja.Value {
		g, ok := of(c).global.(api.MutableGlobal)
		if !ok || !of(c).mutable {
			panic(s.vm.NewTypeError("set WebAssembly.Global.value: Can't set the value of an immutable global."))
		}
		g.Set(s.toWasm(of(c).typ, c.Argument(1)))
		return goja.Undefined()
	})
}

func (s *wasmStore) newGlobal(typ wasmbinary.Type, mutable bool, v goja.Value) *wasmGlobal {
	bits := uint64(0)
	if !goja.IsUndefined(v) || typ == wasmbinary.ExternRef {
		bits = s.toWasm(typ, v)
	}
	isRef := typ == wasmbinary.ExternRef && bits != 0
	owner := s.mustMake("WebAssembly.Global()", wasmbinary.NewGlobal(typ, mutable || isRef, bits))
	g := &wasmGlobal{owner: owner, name: wasmbinary.Exported, typ: typ, mutable: mutable, global: owner.ExportedGlobal(wasmbinary.Exported)}
	if isRef {
		g.global.(api.MutableGlobal).Set(bits)
	}
	return g
}
