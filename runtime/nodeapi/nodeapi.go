// Package nodeapi is what a Worker under nodejs_compat gets of Node: the modules,
// importable with and without "node:", and the globals Buffer, process, global, setImmediate and
// clearImmediate. The modules are JavaScript in js/, with the byte work in Go;
// each is loaded when it is first imported.
//
// Nothing here reaches the host: process.env holds what Options.Env returns, and
// there are no files, sockets or child processes. Modules that would need them
// can be imported, as on the platform, and throw when they are used. The module
// system is goja_nodejs' registry, without its file loader.
package nodeapi

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// Options are what the modules need from outside the isolate.
type Options struct {
	// Env returns the first content of process.env: the vars and secrets of the
	// Worker as text. It is called on the loop when process.env is first read;
	// nil means none.
	Env func() map[string]string
	// Files are what node:fs shows in /bundle, by their paths there. The map must
	// not change.
	Files map[string]string
	// Timers says that the global setTimeout and setInterval are Node's, which
	// return an object.
	Timers bool
}

// Has reports whether specifier, with or without "node:", names a module that
// Install defines.
func Has(specifier string) bool { return specifier == bridge || isNode(specifier) }

// isNode reports whether specifier names a module of Node's.
func isNode(specifier string) bool {
	name, prefixed := strings.CutPrefix(specifier, "node:")
	_, ok := find(name)
	return ok && (prefixed || !prefixOnly[name])
}

// bridge is the module of the platform that leads requests to servers of node:http.
const bridge = "cloudflare:node"

// Names returns the modules that Install defines, sorted, without "node:" but for
// those that need it.
func Names() []string {
	var all []string
	for _, table := range []map[string]alias{public, hosted} {
		for name := range table {
			if prefixOnly[name] {
				name = "node:" + name
			}
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// IsAsyncHooks reports whether specifier names the one module that
// InstallAsyncHooks defines.
func IsAsyncHooks(specifier string) bool {
	return specifier == "async_hooks" || specifier == "node:async_hooks"
}

// InstallAsyncHooks is what Install returns for a Worker that has async_hooks, as
// nodejs_als brings it, and nothing else of Node.
func InstallAsyncHooks(i *runtime.Isolate) error {
	s := newState(i, Options{})
	i.DefineModules(func(specifier string) (goja.Value, bool) {
		if !IsAsyncHooks(specifier) {
			return nil, false
		}
		return s.modules.builtin(specifier)
	})
	return nil
}

// Install returns the setup function for runtime.Options.Setup. It belongs after
// that of webapi, whose globals some modules hand on.
func Install(o Options) func(*runtime.Isolate) error {
	return func(i *runtime.Isolate) error {
		s := newState(i, o)
		i.DefineModules(s.modules.builtin)
		i.DefineModule(bridge, func() goja.Value { return s.load("internal/http-server").Get("cloudflare") })
		s.keepTimers()
		s.defineGlobals()
		if o.Timers {
			s.defineTimers()
		}
		return nil
	}
}

func newState(i *runtime.Isolate, o Options) *state {
	s := &state{i: i, env: o.Env, files: o.Files, libraries: libraries, began: i.Clock().Now()}
	i.SetValue(stateKey{}, s)
	s.modules = newModules(s)
	return s
}

func (s *state) defineGlobals() {
	vm := s.i.VM()
	global := vm.GlobalObject()
	s.i.DefineGlobal("global", false, func() goja.Value { return global })
	s.i.DefineGlobal("process", false, func() goja.Value { return s.module("process") })
	s.i.DefineGlobal("Buffer", false, func() goja.Value { return s.load("buffer").Get("Buffer") })
	for _, name := range []string{"setImmediate", "clearImmediate"} {
		s.i.DefineGlobal(name, false, func() goja.Value { return s.load("timers").Get(name) })
	}
}
