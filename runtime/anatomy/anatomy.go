// Package anatomy knows where the engine keeps what it does not tell: the
// fields of its objects, what its functions do, the forms of its strings. Everything here first
// makes sure that they are called and typed as they are known to be, and says so
// where they are not: then callers go the public way, slower or less exact. Its tests
// fail with an engine that has changed.
package anatomy

import (
	"reflect"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// A Layout is where the fields of objects are. A nil Layout knows nothing.
type Layout struct {
	self      uintptr // in goja.Object: the two words of an interface
	prototype uintptr // in the object behind it, as all that follow
	values    uintptr
	names     uintptr
	ordered   uintptr
	items     uintptr // in an array
	length    uintptr
	object    unsafe.Pointer // the first word of self for an ordinary object
	array     unsafe.Pointer
	special   unsafe.Pointer // the first word of a value that describes a property
}

// Known returns the layout of this engine, nil if it is not as it was.
func Known() *Layout { return known() }

var known = sync.OnceValue(findLayout)

type words [2]unsafe.Pointer

func at[T any](p unsafe.Pointer, offset uintptr) *T { return (*T)(unsafe.Add(p, offset)) }

func findLayout() *Layout {
	vm := goja.New()
	object, array := vm.NewObject(), vm.NewArray()
	var l Layout
	ok := true
	find := func(in reflect.Type, name string, offset *uintptr, want reflect.Type) reflect.Type {
		f, found := in.FieldByName(name)
		ok = ok && found && len(f.Index) <= 2 && (want == nil || f.Type == want)
		if found {
			*offset = f.Offset
		}
		return f.Type
	}
	self := find(reflect.TypeFor[goja.Object](), "self", &l.self, nil)
	if !ok || self.Kind() != reflect.Interface || self.NumMethod() == 0 {
		return nil
	}
	if reflect.ValueOf(object).Elem().FieldByName("self").Elem().Kind() != reflect.Pointer ||
		reflect.ValueOf(array).Elem().FieldByName("self").Elem().Kind() != reflect.Pointer {
		return nil
	}
	base, list := behind(object), behind(array)
	if base.Kind() != reflect.Struct || list.Kind() != reflect.Struct || list.NumField() == 0 || list.Field(0).Type != base {
		return nil // an array begins as an object does
	}
	find(base, "prototype", &l.prototype, reflect.TypeFor[*goja.Object]())
	find(base, "values", &l.values, reflect.TypeFor[map[unistring.String]goja.Value]())
	find(base, "propNames", &l.names, reflect.TypeFor[[]unistring.String]())
	find(base, "lastSortedPropLen", &l.ordered, reflect.TypeFor[int]())
	find(list, "values", &l.items, reflect.TypeFor[[]goja.Value]())
	find(list, "length", &l.length, reflect.TypeFor[uint32]())
	if !ok {
		return nil
	}
	l.object, l.array = at[words](unsafe.Pointer(object), l.self)[0], at[words](unsafe.Pointer(array), l.self)[0]
	length := (*at[map[unistring.String]goja.Value](l.of(array), l.values))["length"]
	l.special = (*words)(unsafe.Pointer(&length))[0]
	return &l
}

func (l *Layout) of(o *goja.Object) unsafe.Pointer { return at[words](unsafe.Pointer(o), l.self)[1] }

// IsObject reports whether o is an ordinary object, not of a special class.
func (l *Layout) IsObject(o *goja.Object) bool {
	return l != nil && at[words](unsafe.Pointer(o), l.self)[0] == l.object
}

// IsArray reports whether o is an array that keeps its elements in a list.
func (l *Layout) IsArray(o *goja.Object) bool {
	return l != nil && at[words](unsafe.Pointer(o), l.self)[0] == l.array
}

// isSpecial reports whether a value describes an accessor, or a property with
// attributes.
func (l *Layout) isSpecial(v goja.Value) bool { return (*words)(unsafe.Pointer(&v))[0] == l.special }

// Item is an element of an array, nil if it is not known without asking.
func (l *Layout) Item(o *goja.Object, n int64) goja.Value {
	if !l.IsArray(o) {
		return nil
	}
	items := *at[[]goja.Value](l.of(o), l.items)
	if n >= int64(len(items)) || l.isSpecial(items[n]) {
		return nil
	}
	return items[n]
}

// Own is a plain property of an ordinary object, nil if it is not known without
// asking.
func (l *Layout) Own(o *goja.Object, name string) goja.Value {
	if !l.IsObject(o) {
		return nil
	}
	v := (*at[map[unistring.String]goja.Value](l.of(o), l.values))[unistring.NewFromString(name)]
	if v == nil || l.isSpecial(v) {
		return nil
	}
	return v
}

// Length is the length of an array that IsArray knows.
func (l *Layout) Length(o *goja.Object) int64 { return int64(*at[uint32](l.of(o), l.length)) }

// A Field is a property as it was when its object was looked into.
type Field struct {
	Name  string
	Value goja.Value
}

// Fields appends the properties of an ordinary object in their order; false says that they
// are not all plain. It is much faster than asking for the names and then for each
// property, and tells accessors apart. No code of the script runs.
func (l *Layout) Fields(o *goja.Object, to []Field) ([]Field, bool) {
	if !l.IsObject(o) {
		return to, false
	}
	p := l.of(o)
	names, values := *at[[]unistring.String](p, l.names), *at[map[unistring.String]goja.Value](p, l.values)
	ordered := *at[int](p, l.ordered) == len(names)
	from := len(to)
	for _, name := range names {
		text, v := string(name), values[name]
		if v == nil || l.isSpecial(v) {
			return to[:from], false
		}
		if name != "" {
			switch c := name[0]; {
			case c >= utf8.RuneSelf: // beyond ASCII
				if text = name.String(); strings.ContainsRune(text, utf8.RuneError) {
					return to[:from], false
				}
			case c <= '9' && !ordered:
				return to[:from], false // an index may be out of its place
			}
		}
		to = append(to, Field{text, v})
	}
	return to, true
}

// Lacks reports whether an object itself surely has no property called so, and
// what its prototype is.
func (l *Layout) Lacks(o *goja.Object, name unistring.String) (bool, *goja.Object) {
	if !l.IsObject(o) && !l.IsArray(o) {
		return false, nil
	}
	p := l.of(o)
	_, has := (*at[map[unistring.String]goja.Value](p, l.values))[name]
	return !has, *at[*goja.Object](p, l.prototype)
}
