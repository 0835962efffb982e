// Package regexps puts the engine of package regexp behind RegExp: the
// constructor, the methods and accessors of its prototype, and those methods of
// strings that make expressions of their own. It knows goja and ECMA-262; it
// does not know isolates.
//
// An object is still one of goja's, so that instanceof, Object.prototype.toString,
// structuredClone and util.inspect take it for what it is. What it means
// is kept beside it, in a table with weak keys. A literal that goja compiled
// has no entry until it is first used: then its source and flags are asked for
// and compiled, once for each different pair. What goja has right is left to it:
// the accessors of its flags and toString. Its own matching is never used: the
// engine is mostly faster, exact, and can be stopped.
package regexps

import (
	gore "regexp"

	"github.com/dop251/goja"

	"paddock/runtime/regexp"
)

// A realm is what one goja runtime has of all this.
type realm struct {
	vm    *goja.Runtime
	class *goja.Object
	proto *goja.Object
	exec  *goja.Object // RegExp.prototype.exec
	// carriers are what new objects are copies of, by those flags that goja
	// knows: its accessors for them hold for the copies.
	carriers map[string]*goja.Object

	originals         originals
	objects           table[*expression]
	iterators         table[*iteration]
	iteratorPrototype *goja.Object // nil until the first matchAll
	cache             map[string]*expression
	literals          map[literalKey]*literal
	recent            [4]recent
	oldest            int
	texts             lastText
	matcher           regexp.Matcher
	last              lastMatch
}

// originals are goja's own constructor and accessors.
type originals struct {
	construct goja.Constructor
	compile   goja.Callable
	source    goja.Callable
	flags     []flagAccessor
	matchAll  goja.Callable
	describe  goja.Callable // Object.getOwnPropertyDescriptor
}

type flagAccessor struct {
	letter string
	get    goja.Callable
}

// Options say how much to install.
type Options struct {
	// Stopped, if not nil, is asked in long matches. When it says true an
	// interrupt of the runtime must be pending.
	Stopped func() bool
	// Legacy adds RegExp.$1 and its like: fourteen functions that few scripts
	// need; see NeedsLegacy.
	Legacy bool
}

var legacyUse = gore.MustCompile(`\bRegExp(\.|\[["'])(\$|input\b|last|leftC|rightC)`)

// NeedsLegacy reports whether a script seems to use RegExp.$1 or its like.
func NeedsLegacy(code string) bool { return legacyUse.MatchString(code) }

// Install replaces RegExp in vm.
func Install(vm *goja.Runtime, o Options) error {
	_, err := install(vm, o)
	return err
}

func install(vm *goja.Runtime, o Options) (*realm, error) {
	r := &realm{vm: vm, cache: map[string]*expression{}, literals: map[literalKey]*literal{}, carriers: map[string]*goja.Object{}}
	r.matcher.Stop = o.Stopped
	old := vm.Get("RegExp").ToObject(vm)
	r.proto = old.Get("prototype").ToObject(vm)
	if err := r.keepOriginals(old); err != nil {
		return nil, err
	}
	if err := r.installClass(); err != nil {
		return nil, err
	}
	if o.Legacy {
		r.installLegacy()
	}
	r.installMethods()
	r.installAccessors()
	r.installStringMethods()
	return r, nil
}

func (r *realm) keepOriginals(old *goja.Object) error {
	r.originals.construct, _ = goja.AssertConstructor(old)
	r.originals.compile, _ = goja.AssertFunction(r.proto.Get("compile"))
	r.originals.matchAll, _ = goja.AssertFunction(r.proto.GetSymbol(goja.SymMatchAll))
	r.originals.describe, _ = goja.AssertFunction(r.vm.Get("Object").ToObject(r.vm).Get("getOwnPropertyDescriptor"))
	var err error
	r.originals.source, err = r.getter("source")
	return err
}

// getter returns the function of an accessor of the prototype.
func (r *realm) getter(name string) (goja.Callable, error) {
	d, err := r.originals.describe(goja.Undefined(), r.proto, r.vm.ToValue(name))
	if err != nil {
		return nil, err
	}
	get, _ := goja.AssertFunction(d.ToObject(r.vm).Get("get"))
	return get, nil
}

// gojaFlagAccessors are goja's accessors of flags. They are looked up with the
// first literal, which is early enough for any script but one that sets out to
// replace them.
func (r *realm) gojaFlagAccessors() []flagAccessor {
	if r.originals.flags == nil {
		for _, f := range flagNames {
			if f.letter == "d" || f.letter == "v" {
				continue // goja has none
			}
			get, err := r.getter(f.name)
			must(err)
			r.originals.flags = append(r.originals.flags, flagAccessor{f.letter, get})
		}
	}
	return r.originals.flags
}

// function makes a native function that looks like a built-in.
func (r *realm) function(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := r.vm.ToValue(fn).(*goja.Object)
	must(f.DefineDataProperty("name", r.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	if length != 0 {
		must(f.DefineDataProperty("length", r.vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	return f
}

// must passes on what JavaScript threw.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (r *realm) method(o *goja.Object, name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := r.function(name, length, fn)
	must(o.DefineDataProperty(name, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return f
}

func (r *realm) symbolMethod(symbol *goja.Symbol, name string, length int, fn func(goja.FunctionCall) goja.Value) {
	f := r.function(name, length, fn)
	must(r.proto.DefineDataPropertySymbol(symbol, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (r *realm) installMethods() {
	r.exec = r.method(r.proto, "exec", 1, r.protoExec)
	r.method(r.proto, "test", 1, r.protoTest)
	r.method(r.proto, "compile", 2, r.protoCompile)
	r.symbolMethod(goja.SymMatch, "[Symbol.match]", 1, r.protoMatch)
	r.symbolMethod(goja.SymMatchAll, "[Symbol.matchAll]", 1, r.protoMatchAll)
	r.symbolMethod(goja.SymReplace, "[Symbol.replace]", 2, r.protoReplace)
	r.symbolMethod(goja.SymSearch, "[Symbol.search]", 1, r.protoSearch)
	r.symbolMethod(goja.SymSplit, "[Symbol.split]", 2, r.protoSplit)
}

// throw throws an error of a built-in class.
func (r *realm) throw(class, message string) {
	o, err := r.vm.New(r.vm.GlobalObject().Get(class), r.vm.ToValue(message))
	must(err)
	panic(o)
}

func (r *realm) typeError(format string, args ...any) {
	panic(r.vm.NewTypeError(append([]any{format}, args...)...))
}

// receiver is the this value of a method that works on any object.
func (r *realm) receiver(this goja.Value, method string) *goja.Object {
	o, ok := this.(*goja.Object)
	if !ok {
		r.typeError("Method %s called on incompatible receiver %s", method, describe(this))
	}
	return o
}

// describe shows a value in the message of an error.
func describe(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Object:
		return "#<" + v.ClassName() + ">"
	}
	return v.String()
}

// get reads a property; undefined if there is none.
func get(o *goja.Object, name string) goja.Value {
	if v := o.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

func getSymbol(o *goja.Object, symbol *goja.Symbol) goja.Value {
	if v := o.GetSymbol(symbol); v != nil {
		return v
	}
	return goja.Undefined()
}

func nullish(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }
