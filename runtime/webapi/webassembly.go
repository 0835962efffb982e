package webapi

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"paddock/runtime"
	"paddock/runtime/webapi/wasmbinary"
)

//go:embed js/webassembly.js
var webAssemblySource string

// webAssemblyLibrary holds WebAssembly, which wazero runs.
var webAssemblyLibrary = runtime.NewLibrary("webassembly.js", webAssemblySource, webAssemblyNatives)

// mostPages bounds a memory: 128 MiB, what an isolate has on the platform.
const mostPages = 2048

// compileWorkers is how many functions of a module are compiled at a time.
const compileWorkers = 4

// compiledCode is shared by all isolates, which compile the same modules.
var compiledCode = sync.OnceValue(wazero.NewCompilationCache)

const wasmFeatures = api.CoreFeaturesV2 | experimental.CoreFeaturesTailCall | experimental.CoreFeaturesExtendedConst

// wasmStore is the state of WebAssembly in one isolate. Loop only.
type wasmStore struct {
	i        *runtime.Isolate
	vm       *goja.Runtime
	engine   wazero.Runtime
	toBigInt goja.Callable
	newError goja.Callable // (class, message)

	memories  []*wasmMemory
	functions map[*goja.Object]*wasmFunc
	types     []wasmbinary.FuncType // of the modules so far, each once
	refs      []goja.Value          // values that WebAssembly holds, by number - 1
	numbers   map[*goja.Object]uint64
	thrown    error // what JavaScript threw under the WebAssembly that runs
}

// A wasmModule is a compiled module, by the names of its imports.
type wasmModule struct {
	*wasmbinary.Module
	compiled map[string]wazero.CompiledModule
}

func newWasmStore(i *runtime.Isolate) *wasmStore {
	config := wazero.NewRuntimeConfig().WithCompilationCache(compiledCode()).WithCloseOnContextDone(true).
		WithMemoryLimitPages(mostPages).WithCoreFeatures(wasmFeatures)
	return &wasmStore{
		i: i, vm: i.VM(), engine: wazero.NewRuntimeWithConfig(context.Background(), config),
		functions: map[*goja.Object]*wasmFunc{}, numbers: map[*goja.Object]uint64{},
	}
}

func webAssemblyNatives(i *runtime.Isolate, native *goja.Object) {
	s := newWasmStore(i)
	i.SetValue(wasmKey{}, s)
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	define := definer(native)
	define("setUp", func(c goja.FunctionCall) goja.Value {
		s.newError, _ = goja.AssertFunction(c.Argument(0))
		s.toBigInt, _ = goja.AssertFunction(c.Argument(1))
		return goja.Undefined()
	})
	define("compile", func(c goja.FunctionCall) goja.Value {
		m, err := s.compile(append([]byte{}, viewBytes(vm, c.Argument(0))...))
		if err != nil {
			s.throw("CompileError", "WebAssembly.Module(): "+plainError(err))
		}
		return vm.ToValue(m)
	})
	define("validate", func(c goja.FunctionCall) goja.Value {
		_, err := s.compile(append([]byte{}, viewBytes(vm, c.Argument(0))...))
		return vm.ToValue(err == nil)
	})
	module := func(c goja.FunctionCall) *wasmModule { return c.Argument(0).Export().(*wasmModule) }
	define("imports", func(c goja.FunctionCall) goja.Value {
		list := make([]any, len(module(c).Imports))
		for n, in := range module(c).Imports {
			list[n] = vm.NewArray(in.Module, in.Name, kindNames[in.Kind], uint8(in.Type), in.Mutable)
		}
		return vm.NewArray(list...)
	})
	define("exports", func(c goja.FunctionCall) goja.Value {
		list := make([]any, len(module(c).Exports))
		for n, e := range module(c).Exports {
			list[n] = vm.NewArray(e.Name, kindNames[e.Kind])
		}
		return vm.NewArray(list...)
	})
	define("customSections", func(c goja.FunctionCall) goja.Value {
		var list []any
		for _, section := range module(c).Custom {
			if section.Name == c.Argument(1).String() {
				list = append(list, newBuffer(vm, append([]byte{}, section.Data...)))
			}
		}
		return vm.NewArray(list...)
	})
	define("instantiate", func(c goja.FunctionCall) goja.Value {
		return s.instantiate(module(c), c.Argument(1).(*goja.Object))
	})
	s.memoryNatives(define)
	s.tableNatives(define)
	s.globalNatives(define)
}

var kindNames = map[wasmbinary.Kind]string{
	wasmbinary.Func: "function", wasmbinary.Table: "table", wasmbinary.Memory: "memory", wasmbinary.Global: "global", wasmbinary.Tag: "tag",
}

// throw throws one of WebAssembly's own errors.
func (s *wasmStore) throw(class, message string) {
	v, err := s.newError(goja.Undefined(), s.vm.ToValue(class), s.vm.ToValue(message))
	if err != nil {
		panic(err)
	}
	panic(v)
}

// compile compiles a module with the names that its imports have when they
// are functions, and memories, tables and globals that scripts make.
func (s *wasmStore) compile(code []byte) (*wasmModule, error) {
	m, err := wasmbinary.Read(code)
	if err != nil {
		if _, better := s.engine.CompileModule(context.Background(), code); better != nil {
			err = better
		}
		return nil, err
	}
	out := &wasmModule{Module: m, compiled: map[string]wazero.CompiledModule{}}
	names := make([]string, len(m.Imports))
	for n, in := range m.Imports {
		names[n] = wasmbinary.Exported
		if in.Kind == wasmbinary.Func {
			names[n] = strconv.Itoa(n)
		}
	}
	if _, err := s.named(out, names); err != nil {
		return nil, err
	}
	for _, t := range m.Types {
		s.remember(t)
	}
	return out, nil
}

// named compiles the module with names for its imports; the usual names come
// from the cache.
func (s *wasmStore) named(m *wasmModule, names []string) (wazero.CompiledModule, error) {
	key := strings.Join(names, "\x00")
	if c := m.compiled[key]; c != nil {
		return c, nil
	}
	code := m.WithImports(func(n int) (string, string) { return strconv.Itoa(n), names[n] })
	var c wazero.CompiledModule
	var err error
	s.i.Uncounted(func() { // the platform compiles before it starts a script
		c, err = s.engine.CompileModule(experimental.WithCompilationWorkers(context.Background(), compileWorkers), code)
	})
	if err == nil {
		m.compiled[key] = c
	}
	return c, err
}

// instantiate takes the imports in order, each a function or what stands for a
// memory, table or global, and returns [name, kind, value] for each export.
func (s *wasmStore) instantiate(m *wasmModule, imports *goja.Object) goja.Value {
	owners := make([]api.Module, len(m.Imports))
	names := make([]string, len(m.Imports))
	given := make([]goja.Value, len(m.Imports))
	host := s.engine.NewHostModuleBuilder("imports")
	functions := 0
	for n, in := range m.Imports {
		given[n] = imports.Get(strconv.Itoa(n))
		names[n] = strconv.Itoa(n)
		switch v := given[n].Export().(type) {
		case *wasmMemory:
			owners[n], names[n] = v.owner, v.name
		case *wasmTable:
			owners[n], names[n] = v.owner, v.name
		case *wasmGlobal:
			owners[n], names[n] = v.owner, v.name
		default:
			if o, ok := given[n].(*goja.Object); ok && s.functions[o] != nil && fmt.Sprint(s.functions[o].typ) != fmt.Sprint(in.Func) {
				s.throw("LinkError", fmt.Sprintf("WebAssembly.Instance(): Import #%d %q %q: imported function does not match the expected type", n, in.Module, in.Name))
			}
			functions++
			s.hostFunction(host, names[n], in.Func, given[n])
		}
	}
	compiled, err := s.named(m, names)
	if err != nil {
		s.throw("LinkError", "WebAssembly.Instance(): "+plainError(err))
	}
	anonymous := wazero.NewModuleConfig().WithName("").WithStartFunctions()
	var hostModule api.Module
	if functions > 0 {
		built, err := host.Compile(context.Background())
		if err == nil {
			hostModule, err = s.engine.InstantiateModule(context.Background(), built, anonymous)
		}
		if err != nil {
			s.throw("LinkError", "WebAssembly.Instance(): "+plainError(err))
		}
	}
	ctx := experimental.WithImportResolver(s.i.Interrupted(), func(name string) api.Module {
		n, err := strconv.Atoi(name)
		if err == nil && n < len(owners) && owners[n] != nil {
			return owners[n]
		}
		return hostModule
	})
	instance, err := s.engine.InstantiateModule(ctx, compiled, anonymous)
	s.refresh()
	if err != nil {
		s.failInstance(err)
	}
	return s.exports(m, instance, given)
}

// failInstance throws why a module was not instantiated.
func (s *wasmStore) failInstance(err error) {
	if s.thrown != nil || strings.Contains(err.Error(), "wasm error:") {
		s.fail(err)
	}
	text := plainError(err)
	if strings.Contains(text, "out of bounds") || strings.Contains(text, "out of range") {
		s.throw("RuntimeError", "WebAssembly.Instance(): "+text)
	}
	s.throw("LinkError", "WebAssembly.Instance(): "+text)
}

func (s *wasmStore) exports(m *wasmModule, instance api.Module, given []goja.Value) goja.Value {
	imported := func(e wasmbinary.Export) goja.Value {
		at := 0
		for n, in := range m.Imports {
			if in.Kind != e.Kind {
				continue
			}
			if at == e.Index {
				return given[n]
			}
			at++
		}
		return nil
	}
	seen := map[[2]int]goja.Value{} // one object for what is exported twice
	list := make([]any, 0, len(m.Exports))
	for _, e := range m.Exports {
		key := [2]int{int(e.Kind), e.Index}
		v := seen[key]
		if v == nil {
			v = s.export(e, instance, imported(e))
			seen[key] = v
		}
		list = append(list, s.vm.NewArray(e.Name, kindNames[e.Kind], v))
	}
	return s.vm.NewArray(list...)
}

func (s *wasmStore) export(e wasmbinary.Export, instance api.Module, imported goja.Value) goja.Value {
	switch e.Kind {
	case wasmbinary.Func:
		if o, ok := imported.(*goja.Object); ok && s.functions[o] != nil {
			return o
		}
		name := e.Name
		return s.function(&wasmFunc{
			typ: e.Func, owner: instance, name: name, index: e.Index,
			fresh: func() api.Function { return instance.ExportedFunction(name) },
		})
	case wasmbinary.Memory:
		if imported != nil {
			return imported
		}
		return s.vm.ToValue(s.memory(instance, e.Name))
	case wasmbinary.Table:
		if imported != nil {
			return imported
		}
		return s.vm.ToValue(&wasmTable{owner: instance, name: e.Name, index: uint32(e.Index), elem: e.Type, limits: e.Limits})
	case wasmbinary.Global:
		if imported != nil {
			return imported
		}
		return s.vm.ToValue(&wasmGlobal{owner: instance, name: e.Name, typ: e.Type, mutable: e.Mutable, global: instance.ExportedGlobal(e.Name)})
	}
	return goja.Undefined()
}

// plainError leaves out the engine's own stack.
func plainError(err error) string {
	text, _, _ := strings.Cut(err.Error(), "\nwasm stack trace")
	text = strings.TrimSuffix(text, " (recovered by wazero)")
	return text
}

var errThrown = errors.New("JavaScript threw")

// trapTexts are V8's words for the traps.
var trapTexts = map[string]string{
	"unreachable":                   "unreachable",
	"integer divide by zero":        "divide by zero",
	"integer overflow":              "divide result unrepresentable",
	"invalid conversion to integer": "float unrepresentable in integer range",
	"out of bounds memory access":   "memory access out of bounds",
	"invalid table access":          "table index is out of bounds",
	"indirect call type mismatch":   "null function or function signature mismatch",
	"null reference":                "dereferencing a null pointer",
}

// fail throws what ended a call: what JavaScript threw under it, or a trap.
func (s *wasmStore) fail(err error) {
	if thrown := s.thrown; thrown != nil {
		s.thrown = nil
		panic(thrown)
	}
	text := plainError(err)
	if at := strings.Index(text, "wasm error: "); at >= 0 {
		text = text[at+len("wasm error: "):]
	}
	if text == "stack overflow" {
		panic(s.i.NewError("RangeError", "Maximum call stack size exceeded"))
	}
	if known, ok := trapTexts[text]; ok {
		text = known
	}
	s.throw("RuntimeError", text)
}

func (s *wasmStore) remember(t wasmbinary.FuncType) {
	text := fmt.Sprint(t)
	for _, known := range s.types {
		if fmt.Sprint(known) == text {
			return
		}
	}
	s.types = append(s.types, t)
}
