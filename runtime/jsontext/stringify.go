package jsontext

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime/anatomy"
)

// longest is how many UTF-16 units a string may have.
const longest = 128 << 20

// Options are what a Realm needs of its surroundings.
type Options struct {
	// Error makes an error of a built-in class.
	Error func(class, message string) *goja.Object
	// Stopped is asked now and then. When it says true an interrupt of the
	// runtime must be pending.
	Stopped func() bool
}

// native is how the engine calls a function. Unlike a goja.Callable it does not
// run pending promise jobs when no JavaScript is below it on the stack.
type native = func(goja.FunctionCall) goja.Value

// A Realm is JSON.parse and JSON.stringify of one runtime. The latter runs what ECMA-262 says,
// step by step, so it does not matter which getters, proxies and toJSON methods
// it meets; its speed comes from how it asks the engine and writes.
type Realm struct {
	vm      *goja.Runtime
	o       Options
	keys    native // Object.keys
	get     native // Reflect.get
	own     native // Object.getOwnPropertyDescriptor
	define  native // Reflect.defineProperty
	remove  native // Reflect.deleteProperty
	layout  *anatomy.Layout
	longest int    // how many UTF-16 units a result may have
	scratch []byte // what the last result was written into; nil while in use
}

// NewRealm takes the built-ins it needs from vm, as they are now.
func NewRealm(vm *goja.Runtime, o Options) *Realm {
	object, reflect := vm.Get("Object").ToObject(vm), vm.Get("Reflect").ToObject(vm)
	return &Realm{
		vm: vm, o: o, layout: anatomy.Known(), longest: longest, keys: object.Get("keys").Export().(native), get: reflect.Get("get").Export().(native),
		own: object.Get("getOwnPropertyDescriptor").Export().(native), define: reflect.Get("defineProperty").Export().(native),
		remove: reflect.Get("deleteProperty").Export().(native),
	}
}

// largestScratch bounds the memory that is kept from one call to the next.
const largestScratch = 64 << 10

// Stringify is JSON.stringify: a string, or undefined. It throws by panicking, as the
// engine's functions do.
func (s *Realm) Stringify(value, replacer, space goja.Value) goja.Value {
	w := writer{s: s, buf: s.scratch[:0], limit: s.longest, layout: s.layout}
	s.scratch = nil
	w.replacer(replacer)
	w.space(space)
	var holder *goja.Object
	if w.replace != nil {
		holder = s.vm.NewObject()
		must(holder.DefineDataProperty("", value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	if !w.value(holder, key{}, value) {
		return goja.Undefined()
	}
	w.checkLength()
	if cap(w.buf) <= largestScratch {
		s.scratch = w.buf
	}
	return w.result()
}

// result is the text as a string of the engine.
func (w *writer) result() goja.Value {
	text := string(w.buf)
	switch {
	case w.lone:
		return goja.StringFromUTF16(toUnits(text))
	case w.wide:
		return w.s.vm.ToValue(text)
	}
	// What comes from Go is kept in a form that every use would ask for its kind.
	return w.s.vm.ToValue(text).(goja.String).Substring(0, len(text))
}

// replacer reads the second argument.
func (w *writer) replacer(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	if w.replace = w.s.callable(o); w.replace != nil || !w.s.isArray(o) {
		return
	}
	w.list = []key{}
	seen := map[string]bool{}
	for n := range w.s.length(o) {
		item := orUndefined(w.s.read(o, key{index: n, isIndex: true}))
		if o, ok := item.(*goja.Object); ok {
			if class := classOf(o); class != "Number" && class != "String" {
				continue
			}
		} else if _, ok := item.(goja.String); !ok && !goja.IsNumber(item) {
			continue
		}
		k := keyOf(w.s.ToString(item))
		if id := k.text(); !seen[id] {
			seen[id] = true
			w.list = append(w.list, k)
		}
	}
}

// widest is how much one level is indented at most.
const widest = 10

// space reads the third argument.
func (w *writer) space(v goja.Value) {
	if o, ok := v.(*goja.Object); ok {
		switch classOf(o) {
		case "Number":
			v = o.ToNumber()
		case "String":
			v = w.s.ToString(o)
		}
	}
	switch v := v.(type) {
	case goja.String:
		if v.Length() > widest {
			v = v.Substring(0, widest)
		}
		w.gap = wtf8(v)
		w.note(w.gap)
	default:
		if v != nil && goja.IsNumber(v) {
			w.gap = strings.Repeat(" ", int(min(max(v.ToInteger(), 0), widest)))
		}
	}
}

// ToString is ToString of ECMA-262; it throws. What the engine calls so leaves numbers alone.
func (s *Realm) ToString(v goja.Value) goja.String {
	if o, ok := v.(*goja.Object); ok {
		v = o.ToString()
	}
	if text, ok := v.(goja.String); ok {
		return text
	}
	if _, ok := v.(*goja.Symbol); ok {
		panic(s.o.Error("TypeError", "Cannot convert a Symbol value to a string"))
	}
	return s.vm.ToValue(v.String()).(goja.String)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
