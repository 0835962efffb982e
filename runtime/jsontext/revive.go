package jsontext

import (
	"strconv"

	"github.com/dop251/goja"

	"paddock/runtime/anatomy"
)

// Revive is JSON.parse with a reviver: the value of a text after the reviver
// has seen every part of it. It throws by panicking; the error is of the text.
func (s *Realm) Revive(text string, reviver *goja.Object) (goja.Value, error) {
	v, r, err := parse(s.vm, text, true)
	if err != nil {
		return nil, err
	}
	root := s.vm.NewObject()
	must(root.DefineDataProperty("", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	w := revival{s: s, layout: s.layout, call: s.callable(reviver)}
	return w.property(root, key{}, r), nil
}

type revival struct {
	s      *Realm
	layout *anatomy.Layout
	call   native
	depth  int
	steps  int
}

// property is InternalizeJSONProperty. r is nil where the text has nothing.
func (w *revival) property(holder *goja.Object, k key, r *record) goja.Value {
	if w.steps++; w.steps&0xff == 0 {
		w.s.pause()
	}
	if w.depth++; w.depth > deepest {
		panic(w.s.o.Error("RangeError", ErrDepth.Error()))
	}
	v := w.plain(holder, k)
	if v == nil {
		v = orUndefined(w.s.read(holder, k))
	}
	context := w.s.vm.NewObject()
	if r != nil && !r.value.SameAs(v) {
		r = nil // something was put in its place
	}
	o, isObject := v.(*goja.Object)
	switch {
	case isObject:
		w.members(o, r)
	case r != nil:
		must(context.DefineDataProperty("source", w.s.text(r.source), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	w.depth--
	return orUndefined(w.call(goja.FunctionCall{This: holder, Arguments: []goja.Value{k.value(w.s.vm), v, context}}))
}

func (w *revival) members(o *goja.Object, r *record) {
	if w.s.isArray(o) {
		for n := range w.s.length(o) {
			var item *record
			if r != nil && n < int64(len(r.items)) {
				item = r.items[n]
			}
			w.member(o, key{index: n, isIndex: true}, item)
		}
		return
	}
	if names := o.Keys(); !anyReplacement(names) {
		for _, name := range names {
			var field *record
			if r != nil {
				field = r.fields[name]
			}
			w.member(o, key{name: name}, field)
		}
		return
	}
	names := w.s.keys(goja.FunctionCall{Arguments: []goja.Value{o}}).(*goja.Object)
	for n := range w.s.length(names) {
		k := keyOf(names.Get(strconv.FormatInt(n, 10)).(goja.String))
		var field *record
		if r != nil {
			field = r.fields[k.text()]
		}
		w.member(o, k, field)
	}
}

// plain is a property that can be read and replaced without asking, or nil.
func (w *revival) plain(o *goja.Object, k key) goja.Value {
	switch {
	case k.isIndex:
		return w.layout.Item(o, k.index)
	case k.exact == nil:
		return w.layout.Own(o, k.name)
	}
	return nil
}

// member replaces one by what the reviver gives. What cannot be changed stays.
func (w *revival) member(o *goja.Object, k key, r *record) {
	v := w.property(o, k, r)
	if goja.IsUndefined(v) {
		w.s.remove(goja.FunctionCall{Arguments: []goja.Value{o, k.value(w.s.vm)}})
		return
	}
	if old := w.plain(o, k); old != nil {
		if !old.SameAs(v) {
			must(o.DefineDataProperty(k.text(), v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		}
		return
	}
	descriptor := w.s.vm.NewObject()
	for _, name := range []string{"writable", "enumerable", "configurable"} {
		must(descriptor.DefineDataProperty(name, w.s.vm.ToValue(true), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	must(descriptor.DefineDataProperty("value", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	w.s.define(goja.FunctionCall{Arguments: []goja.Value{o, k.value(w.s.vm), descriptor}})
}

// text is a part of a parsed text, WTF-8, as a string of the engine.
func (s *Realm) text(wtf8 string) goja.Value {
	for n := range len(wtf8) {
		if wtf8[n] == 0xed { // a lone surrogate may follow
			return goja.StringFromUTF16(toUnits(wtf8))
		}
	}
	return s.vm.ToValue(wtf8)
}
