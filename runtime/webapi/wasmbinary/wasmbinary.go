// Package wasmbinary reads what the JavaScript API of WebAssembly needs to know
// of a module: imports, exports, their types, custom sections. It renames
// imports, and writes the small modules behind memories, tables and globals that
// scripts make themselves. It validates nothing and runs nothing.
package wasmbinary

import (
	"errors"
)

// A Kind is what an import or export is.
type Kind byte

// The kinds, as the binary format numbers them.
const (
	Func Kind = iota
	Table
	Memory
	Global
	Tag
)

// A Type is a value type of the binary format.
type Type byte

// The value types.
const (
	I32       Type = 0x7f
	I64       Type = 0x7e
	F32       Type = 0x7d
	F64       Type = 0x7c
	V128      Type = 0x7b
	FuncRef   Type = 0x70
	ExternRef Type = 0x6f
)

// A FuncType is the type of a function.
type FuncType struct{ Params, Results []Type }

// Limits bound a memory (in pages) or a table.
type Limits struct {
	Min    uint64
	Max    uint64
	HasMax bool
	Shared bool
}

// A Desc describes what is imported or exported. Which fields count follows
// from Kind.
type Desc struct {
	Kind    Kind
	Func    FuncType
	Limits  Limits // of a table or memory
	Type    Type   // of a global, or of a table's elements
	Mutable bool
}

// An Import is one import.
type Import struct {
	Module, Name string
	Desc
	raw []byte // what follows the names
}

// An Export is one export.
type Export struct {
	Name  string
	Index int // among those of its kind, imports included
	Desc
}

// A Module is a module as far as it was read.
type Module struct {
	Types    []FuncType
	Imports  []Import
	Exports  []Export
	Custom   []Section
	Imported map[Kind]int // how many imports of each kind there are

	code []byte
	defs map[Kind][]Desc // by index, imports included
	from int             // where the import section lies, if there is one
	to   int
	end  int // before a section at the end that has a name and nothing else, which the engine cannot read
}

// A Section is a custom section.
type Section struct {
	Name string
	Data []byte
}

var errBroken = errors.New("the module's binary is broken")

// Read reads a module that an engine has found valid.
func Read(code []byte) (m *Module, err error) {
	defer func() {
		if recover() != nil { // the reader ran over the end
			m, err = nil, errBroken
		}
	}()
	m = &Module{code: code, end: len(code), Imported: map[Kind]int{}, defs: map[Kind][]Desc{}}
	r := &reader{b: code, at: 8}
	for r.at < len(code) {
		start := r.at
		id := r.byte()
		body := r.take(int(r.uint()))
		s := &reader{b: body}
		switch id {
		case 0:
			m.Custom = append(m.Custom, Section{Name: s.name(), Data: body[s.at:]})
			if r.at == len(code) && s.at == len(body) {
				m.end = start
			}
		case 1:
			m.readTypes(s)
		case 2:
			m.from, m.to = start, r.at
			m.readImports(s)
		case 3:
			s.each(func() { m.add(Desc{Kind: Func, Func: m.Types[s.uint()]}) })
		case 4:
			s.each(func() { m.readTable(s) })
		case 5:
			s.each(func() { m.add(Desc{Kind: Memory, Limits: s.limits()}) })
		case 6:
			s.each(func() {
				m.add(Desc{Kind: Global, Type: Type(s.byte()), Mutable: s.byte() == 1})
				s.expression()
			})
		case 7:
			s.each(func() {
				e := Export{Name: s.name()}
				kind := Kind(s.byte())
				e.Index = int(s.uint())
				if kind == Tag {
					e.Kind = Tag
				} else {
					e.Desc = m.defs[kind][e.Index]
				}
				m.Exports = append(m.Exports, e)
			})
		}
	}
	return m, nil
}

func (m *Module) add(d Desc) { m.defs[d.Kind] = append(m.defs[d.Kind], d) }

func (m *Module) readTypes(s *reader) {
	s.each(func() {
		if s.byte() != 0x60 {
			panic(errBroken)
		}
		m.Types = append(m.Types, FuncType{s.types(), s.types()})
	})
}

func (m *Module) readTable(s *reader) {
	elem := s.byte()
	if elem == 0x40 { // a table with an initial value
		s.byte()
		elem = s.byte()
		m.add(Desc{Kind: Table, Type: Type(elem), Limits: s.limits()})
		s.expression()
		return
	}
	m.add(Desc{Kind: Table, Type: Type(elem), Limits: s.limits()})
}

func (m *Module) readImports(s *reader) {
	s.each(func() {
		in := Import{Module: s.name(), Name: s.name()}
		start := s.at
		in.Kind = Kind(s.byte())
		switch in.Kind {
		case Func:
			in.Func = m.Types[s.uint()]
		case Table:
			in.Type = Type(s.byte())
			in.Limits = s.limits()
		case Memory:
			in.Limits = s.limits()
		case Global:
			in.Type, in.Mutable = Type(s.byte()), s.byte() == 1
		default:
			s.byte()
			s.uint()
		}
		in.raw = s.b[start:s.at]
		m.Imports = append(m.Imports, in)
		m.Imported[in.Kind]++
		m.add(in.Desc)
	})
}

// WithImports returns the binary with each import renamed.
func (m *Module) WithImports(names func(n int) (module, name string)) []byte {
	if len(m.Imports) == 0 {
		return m.code[:m.end]
	}
	var w writer
	w.uint(uint64(len(m.Imports)))
	for n, in := range m.Imports {
		module, name := names(n)
		w.name(module)
		w.name(name)
		w.b = append(w.b, in.raw...)
	}
	var out writer
	out.b = append(out.b, m.code[:m.from]...)
	out.section(2, w.b)
	return append(out.b, m.code[m.to:max(m.to, m.end)]...)
}
