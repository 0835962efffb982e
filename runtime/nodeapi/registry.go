package nodeapi

import (
	"errors"
	"path"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/require"
)

// modules is the module system of one isolate: a registry in which every public
// module is a native one, under both of its names, and no file exists. It
// resolves, loads and caches what imports, require functions and
// process.getBuiltinModule ask for.
type modules struct {
	s        *state
	registry *require.Registry
	require  *require.RequireModule
	defined  map[string]bool
}

// newModules makes the registry. A module is registered when it is first asked
// for: most isolates ask for few of the many, or for none.
func newModules(s *state) *modules {
	m := &modules{s: s, defined: map[string]bool{}, registry: require.NewRegistry(require.WithLoader(noFile), require.WithPathResolver(joinPath))}
	vm := s.i.VM()
	m.require = m.registry.Enable(vm)
	// Enable defines a global function, which a Worker does not have.
	if err := vm.GlobalObject().Delete("require"); err != nil {
		panic(err)
	}
	return m
}

// noFile is the source loader: whatever a script asks for, the host's files are
// out of its reach.
func noFile(string) ([]byte, error) { return nil, require.ModuleFileDoesNotExistError }

// joinPath is the path resolver. It looks at no disk.
func joinPath(base, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(base, name)
}

// define registers a public module, under the name it is asked for by.
func (m *modules) define(specifier string) {
	if m.defined[specifier] || !isNode(specifier) {
		return
	}
	m.defined[specifier] = true
	m.registry.RegisterNativeModule(specifier, func(_ *goja.Runtime, module *goja.Object) {
		if err := module.Set("exports", m.s.module(strings.TrimPrefix(specifier, require.NodePrefix))); err != nil {
			panic(err)
		}
	})
}

// builtin returns a public module by its name with or without "node:".
func (m *modules) builtin(specifier string) (goja.Value, bool) {
	if !isNode(specifier) {
		return nil, false
	}
	return m.load(specifier), true
}

// load returns the exports of what a require function asks for, or throws the
// error that Node's would.
func (m *modules) load(specifier string) goja.Value {
	m.define(specifier)
	v, err := m.require.Require(specifier)
	if err == nil {
		return v
	}
	var thrown *goja.Exception
	var stopped *goja.InterruptedError
	if errors.As(err, &thrown) || errors.As(err, &stopped) {
		panic(err)
	}
	if strings.HasPrefix(specifier, require.NodePrefix) {
		panic(m.s.failure("ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: "+specifier))
	}
	panic(m.s.failure("MODULE_NOT_FOUND", "Cannot find module '"+specifier+
		"': at run time a Worker can require the built-in modules only; import it, so that it is bundled"))
}

// failure makes an Error with a code.
func (s *state) failure(code, message string) *goja.Object {
	e, err := s.i.VM().New(s.i.VM().Get("Error"), s.i.VM().ToValue(message))
	if err != nil {
		panic(err)
	}
	if err := e.Set("code", code); err != nil {
		panic(err)
	}
	return e
}
