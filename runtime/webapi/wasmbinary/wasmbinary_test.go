package wasmbinary

import (
	"bytes"
	"testing"
)

func samples() [][]byte {
	return [][]byte{
		NewMemory(Limits{Min: 1, Max: 2, HasMax: true}), NewTable(FuncRef, Limits{Min: 3}), NewGlobal(I64, true, 1<<63),
		TableAccess(ExternRef, "m", "t"), TableStore(FuncType{Params: []Type{I32}}, "f", "x", "t", "y"),
	}
}

func TestRead(t *testing.T) {
	m, err := Read(TableStore(FuncType{[]Type{I32, F64}, []Type{I64}}, "f", "x", "t", "y"))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Imports) != 2 || m.Imports[0].Name != "x" || len(m.Imports[0].Func.Params) != 2 || m.Imports[1].Kind != Table || m.Imports[1].Type != FuncRef {
		t.Errorf("%+v", m.Imports)
	}
	if len(m.Exports) != 1 || m.Exports[0].Name != TableSet || m.Exports[0].Index != 1 || m.Exports[0].Func.Params[0] != I32 {
		t.Errorf("%+v", m.Exports)
	}
	g, err := Read(NewGlobal(F32, true, 7))
	if err != nil || !g.Exports[0].Mutable || g.Exports[0].Type != F32 {
		t.Errorf("%+v, %v", g, err)
	}
	l, err := Read(NewMemory(Limits{Min: 1, Max: 300, HasMax: true}))
	if err != nil || l.Exports[0].Limits != (Limits{Min: 1, Max: 300, HasMax: true}) {
		t.Errorf("%+v, %v", l, err)
	}
}

func TestRenaming(t *testing.T) {
	code := TableStore(FuncType{}, "f", "x", "t", "y")
	m, err := Read(code)
	if err != nil {
		t.Fatal(err)
	}
	same := m.WithImports(func(n int) (string, string) { return m.Imports[n].Module, m.Imports[n].Name })
	if !bytes.Equal(same, code) {
		t.Errorf("%x\n%x", same, code)
	}
	other, err := Read(m.WithImports(func(n int) (string, string) { return "a long name for a module", "b" }))
	if err != nil || other.Imports[1].Module != "a long name for a module" || other.Imports[1].Type != FuncRef || len(other.Exports) != 1 {
		t.Errorf("%+v, %v", other, err)
	}
}

// FuzzRead: a broken module is an error, never a panic or an endless loop.
func FuzzRead(f *testing.F) {
	for _, s := range samples() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		m, err := Read(code)
		if err == nil {
			m.WithImports(func(n int) (string, string) { return m.Imports[n].Module, m.Imports[n].Name })
		}
	})
}
