package wasmbinary

import (
	"encoding/binary"
)

type writer struct{ b []byte }

func (w *writer) bytes(b ...byte) { w.b = append(w.b, b...) }

func (w *writer) uint(n uint64) {
	for n >= 0x80 {
		w.bytes(byte(n) | 0x80)
		n >>= 7
	}
	w.bytes(byte(n))
}

func (w *writer) int(n int64) {
	for {
		c := byte(n & 0x7f)
		n >>= 7
		if n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			w.bytes(c)
			return
		}
		w.bytes(c | 0x80)
	}
}

func (w *writer) name(s string) {
	w.uint(uint64(len(s)))
	w.b = append(w.b, s...)
}

func (w *writer) section(id byte, body []byte) {
	w.bytes(id)
	w.uint(uint64(len(body)))
	w.b = append(w.b, body...)
}

func (w *writer) limits(l Limits) {
	flags := byte(0)
	if l.HasMax {
		flags |= 1
	}
	w.bytes(flags)
	w.uint(l.Min)
	if l.HasMax {
		w.uint(l.Max)
	}
}

func (w *writer) types(t FuncType) {
	w.bytes(0x60)
	for _, list := range [][]Type{t.Params, t.Results} {
		w.uint(uint64(len(list)))
		for _, v := range list {
			w.bytes(byte(v))
		}
	}
}

// Exported is the name under which the modules written here export.
const Exported = "e"

func begin() *writer { return &writer{[]byte("\x00asm\x01\x00\x00\x00")} }

// exportOne ends a module that exports its first thing of a kind.
func (w *writer) exportOne(kind Kind) []byte {
	var e writer
	e.uint(1)
	e.name(Exported)
	e.bytes(byte(kind), 0)
	w.section(7, e.b)
	return w.b
}

// NewMemory writes a module that exports a memory.
func NewMemory(l Limits) []byte {
	w, s := begin(), &writer{}
	s.uint(1)
	s.limits(l)
	w.section(5, s.b)
	return w.exportOne(Memory)
}

// NewTable writes a module that exports a table.
func NewTable(elem Type, l Limits) []byte {
	w, s := begin(), &writer{}
	s.uint(1)
	s.bytes(byte(elem))
	s.limits(l)
	w.section(4, s.b)
	return w.exportOne(Table)
}

// NewGlobal writes a module that exports a global with a value, given as its
// bits. A reference begins as null.
func NewGlobal(t Type, mutable bool, bits uint64) []byte {
	w, s := begin(), &writer{}
	s.uint(1)
	s.bytes(byte(t), 0)
	if mutable {
		s.b[len(s.b)-1] = 1
	}
	switch t {
	case I32:
		s.bytes(0x41)
		s.int(int64(int32(bits)))
	case I64:
		s.bytes(0x42)
		s.int(int64(bits))
	case F32:
		s.bytes(0x43)
		s.b = binary.LittleEndian.AppendUint32(s.b, uint32(bits))
	case F64:
		s.bytes(0x44)
		s.b = binary.LittleEndian.AppendUint64(s.b, bits)
	default:
		s.bytes(0xd0, byte(t))
	}
	s.bytes(0x0b)
	w.section(6, s.b)
	return w.exportOne(Global)
}

// The functions of the module that TableAccess writes.
const (
	TableSize = "size" // () → i32
	TableGet  = "get"  // (i32) → ref
	TableSet  = "set"  // (i32, ref)
	TableGrow = "grow" // (ref, i32) → i32
)

// TableAccess writes a module that imports the table module.name and exports
// functions that work on it.
func TableAccess(elem Type, module, name string) []byte {
	types := []FuncType{
		{nil, []Type{I32}}, {[]Type{I32}, []Type{elem}}, {[]Type{I32, elem}, nil}, {[]Type{elem, I32}, []Type{I32}},
	}
	bodies := [][]byte{
		{0xfc, 0x10, 0}, {0x20, 0, 0x25, 0}, {0x20, 0, 0x20, 1, 0x26, 0}, {0x20, 0, 0x20, 1, 0xfc, 0x0f, 0},
	}
	w := begin()
	w.typeSection(types...)
	var in writer
	in.uint(1)
	in.table(module, name, elem)
	w.section(2, in.b)
	w.functions([]string{TableSize, TableGet, TableSet, TableGrow}, []int{0, 1, 2, 3}, 0, bodies, nil)
	return w.b
}

// TableStore writes a module that exports a function TableSet (i32), which puts
// the imported function into the imported table.
func TableStore(t FuncType, module, name, table, tableName string) []byte {
	w := begin()
	w.typeSection(t, FuncType{Params: []Type{I32}})
	var in writer
	in.uint(2)
	in.name(module)
	in.name(name)
	in.bytes(byte(Func), 0)
	in.table(table, tableName, FuncRef)
	w.section(2, in.b)
	elements := []byte{1, 3, 0, 1, 0} // one declarative segment with the function, so that it may be referred to
	w.functions([]string{TableSet}, []int{1}, 1, [][]byte{{0x20, 0, 0xd2, 0, 0x26, 0}}, elements)
	return w.b
}

func (w *writer) typeSection(types ...FuncType) {
	var s writer
	s.uint(uint64(len(types)))
	for _, t := range types {
		s.types(t)
	}
	w.section(1, s.b)
}

func (w *writer) table(module, name string, elem Type) {
	w.name(module)
	w.name(name)
	w.bytes(byte(Table), byte(elem), 0, 0)
}

// functions writes the sections of functions that are all exported; first is
// the number of imported ones.
func (w *writer) functions(names []string, types []int, first int, bodies [][]byte, elements []byte) {
	var decl, exports, code writer
	decl.uint(uint64(len(names)))
	exports.uint(uint64(len(names)))
	code.uint(uint64(len(names)))
	for n, name := range names {
		decl.uint(uint64(types[n]))
		exports.name(name)
		exports.bytes(byte(Func))
		exports.uint(uint64(first + n))
		code.uint(uint64(len(bodies[n]) + 2))
		code.bytes(0) // no locals
		code.b = append(code.b, bodies[n]...)
		code.bytes(0x0b)
	}
	w.section(3, decl.b)
	w.section(7, exports.b)
	if elements != nil {
		w.section(9, elements)
	}
	w.section(10, code.b)
}
