package runtime

import (
	"slices"

	"github.com/dop251/goja"
)

// A scope is where globals wait until a script first names one. It stands
// behind the global object, as its prototype, and in front of the engine's own
// global object, whose built-ins are lazy too: what is read becomes an own
// property of the global object and is not asked for again. A property that
// waits in the usual way costs a function, and there are a hundred of them.
//
// Scripts that look at the global object as an object would see that these
// properties are not its own. They get the usual way, see reflective.
type scope struct {
	i          *Isolate
	waiting    []lazyGlobals
	extensions []extension
	engine     *goja.Object    // the engine's global object
	known      map[string]bool // what became an own property: a deleted one stays deleted
}

// An extension is called when the engine's global is first read.
type extension struct {
	name   string
	extend func(*goja.Object)
}

// lazyGlobals are exports of a library, or one global that a function makes.
type lazyGlobals struct {
	names      []string
	library    *Library
	name       string
	make       func() goja.Value
	enumerable bool
}

func (g *lazyGlobals) has(name string) bool {
	return g.name == name || g.library != nil && slices.Contains(g.names, name)
}

func (g *lazyGlobals) load(i *Isolate, name string) goja.Value {
	if g.library == nil {
		return g.make()
	}
	return g.library.Load(i).Get(name)
}

// newScope puts a fresh global object in front of the engine's.
func newScope(i *Isolate) *scope {
	s := &scope{i: i, engine: i.vm.GlobalObject(), known: map[string]bool{"GoError": true}}
	global := i.vm.NewObject()
	must(global.SetPrototype(i.vm.NewDynamicObject(s)))
	i.vm.SetGlobalObject(global)
	must(global.DefineDataProperty("globalThis", global, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return s
}

// Get makes a global and defines it for good.
func (s *scope) Get(name string) goja.Value {
	if s.known[name] {
		return nil
	}
	v, enumerable := s.make(name)
	if v == nil {
		return nil
	}
	s.known[name] = true
	writable := goja.FLAG_TRUE
	switch name {
	case "undefined", "NaN", "Infinity":
		writable = goja.FLAG_FALSE
	}
	must(s.i.vm.GlobalObject().DefineDataProperty(name, v, writable, writable, goja.ToFlag(enumerable)))
	return v
}

// make finds the global in what came last, as definitions replace each other.
func (s *scope) make(name string) (v goja.Value, enumerable bool) {
	for n := len(s.waiting) - 1; n >= 0; n-- {
		if g := &s.waiting[n]; g.has(name) {
			return g.load(s.i, name), g.enumerable
		}
	}
	v = s.engine.Get(name)
	for _, e := range s.extensions {
		if e.name == name {
			e.extend(v.ToObject(s.i.vm))
		}
	}
	return v, false
}

// Set is for an assignment to the prototype itself, which no script does that
// is not reflective.
func (s *scope) Set(name string, v goja.Value) bool {
	return s.i.vm.GlobalObject().Set(name, v) == nil
}

// Has reports whether the global is there, which includes making it.
func (s *scope) Has(name string) bool { return s.Get(name) != nil }

// Delete has nothing to do: what was read is no longer here.
func (s *scope) Delete(string) bool { return true }

// Keys is what a loop over the global object meets here.
func (s *scope) Keys() []string {
	var names []string
	for _, g := range s.waiting {
		if g.enumerable && !s.known[g.name] {
			names = append(names, g.name)
		}
	}
	return names
}

func (s *scope) add(g lazyGlobals) {
	s.waiting = append(s.waiting, g)
	for _, name := range append(g.names, g.name) {
		if s.known[name] {
			delete(s.known, name)
			must(s.i.vm.GlobalObject().Delete(name))
		}
	}
}

// DefineGlobal defines a global that is made when it is first read. It may
// replace one of the engine's, which make gets from EngineGlobal.
func (i *Isolate) DefineGlobal(name string, enumerable bool, make func() goja.Value) {
	if i.scope != nil {
		i.scope.add(lazyGlobals{name: name, make: make, enumerable: enumerable})
		return
	}
	i.EngineGlobal(name)
	i.DefineLazy(i.vm.GlobalObject(), name, enumerable, make)
}

// ExtendGlobal calls extend with one of the engine's globals before a script
// gets it. Extensions of the same global add up.
func (i *Isolate) ExtendGlobal(name string, extend func(*goja.Object)) {
	if i.scope == nil || i.opts.Worker.constructs || i.scope.known[name] {
		extend(i.vm.Get(name).ToObject(i.vm))
		return
	}
	i.scope.extensions = append(i.scope.extensions, extension{name, extend})
}

// EngineGlobal returns a global as the engine has it, whatever DefineGlobal has
// put in its place.
func (i *Isolate) EngineGlobal(name string) goja.Value {
	if i.scope != nil {
		return i.scope.engine.Get(name)
	}
	v, ok := i.replaced[name]
	if !ok {
		v = i.vm.Get(name)
		i.replaced[name] = v
	}
	return v
}

// constructs reports whether a script may reach a class without naming it.
func constructs(code string) bool {
	return mentions(code, ".constructor", `["constructor`, `['constructor`)
}

// reflective reports whether a script may look at the global object as an
// object: it names both the global object and an operation that tells own
// properties from inherited ones. When in doubt it may.
func reflective(code string) bool {
	return mentions(code, "globalThis", "self", "global") && mentions(code, "getOwnProperty", "hasOwn", "propertyIsEnumerable", "ownKeys",
		"etPrototypeOf", "isPrototypeOf", "__proto__", "__lookup", "__define", "defineProperty", "defineProperties",
		"deleteProperty", "delete ", "freeze", "preventExtensions", "seal")
}
