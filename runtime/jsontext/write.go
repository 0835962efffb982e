package jsontext

import (
	"math/big"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime/anatomy"
)

// A writer is one call of JSON.stringify.
type writer struct {
	s       *Realm
	buf     []byte // WTF-8
	wide    bool   // there is more than ASCII in it
	lone    bool   // there may be surrogates in it
	limit   int    // the length of buf at which to count units
	steps   int
	replace native
	list    []key // nil: all properties
	gap     string
	indent  string // a line break and what begins a line now
	path    []level
	inside  map[*goja.Object]bool // the objects of a long path
	fields  []anatomy.Field       // of the objects that are being written, one behind the other
	layout  *anatomy.Layout
	calls   int                      // counts what may have run code of the script
	plain   [knownPlain]*goja.Object // prototypes without toJSON
	plainAt int                      // what calls was then
	oldest  int
}

// knownPlain is how many prototypes are remembered: those of objects, arrays and a class or two.
const knownPlain = 4

// A level is an object whose properties are being written.
type level struct {
	key    key
	object *goja.Object
}

var (
	typeObject = reflect.TypeFor[map[string]any]()
	typeArray  = reflect.TypeFor[[]any]()
	typeFunc   = reflect.TypeFor[native]()
	typeProxy  = reflect.TypeFor[goja.Proxy]()
	typeBigInt = reflect.TypeFor[*big.Int]()
)

// value is SerializeJSONProperty, but that v was read already. holder is only
// there when there is a replacer function.
func (w *writer) value(holder *goja.Object, k key, v goja.Value) bool {
	if w.steps++; w.steps&0xff == 0 {
		w.s.pause()
	}
	o, isObject := v.(*goja.Object)
	if isObject {
		if !w.lacksToJSON(o) {
			w.calls++
			if method, ok := o.Get("toJSON").(*goja.Object); ok {
				v = w.toJSON(method, k, v)
			}
		}
	} else if isBigInt(v) {
		w.calls++
		method := w.s.get(goja.FunctionCall{Arguments: []goja.Value{v.ToObject(w.s.vm), w.s.vm.ToValue("toJSON"), v}})
		if method, ok := method.(*goja.Object); ok {
			v = w.toJSON(method, k, v)
		}
	}
	if w.replace != nil {
		w.calls++
		v = orUndefined(w.replace(goja.FunctionCall{This: holder, Arguments: []goja.Value{k.value(w.s.vm), orUndefined(v)}}))
	}
	if o, isObject = v.(*goja.Object); isObject {
		return w.object(k, o)
	}
	return w.primitive(v)
}

// lacksToJSON reports whether o surely has no toJSON, nor inherits one.
func (w *writer) lacksToJSON(o *goja.Object) bool {
	lacks, proto := w.layout.Lacks(o, "toJSON")
	if !lacks || proto == nil {
		return lacks
	}
	if w.plainAt != w.calls {
		w.plain, w.plainAt = [knownPlain]*goja.Object{}, w.calls
	}
	for n := range w.plain {
		if w.plain[n] == proto {
			return true
		}
	}
	for next := proto; next != nil; next = next.Prototype() {
		if next.ExportType() == typeProxy {
			return false
		}
	}
	// No prototype has one if nothing is read: an accessor gives undefined at least.
	w.calls++
	if proto.Get("toJSON") != nil {
		return false
	}
	w.calls--
	w.plain[w.oldest%knownPlain] = proto
	w.oldest++
	return true
}

func (w *writer) toJSON(method *goja.Object, k key, v goja.Value) goja.Value {
	f := w.s.callable(method)
	if f == nil {
		return v
	}
	return orUndefined(f(goja.FunctionCall{This: v, Arguments: []goja.Value{k.value(w.s.vm)}}))
}

func isBigInt(v goja.Value) bool {
	if v == nil {
		return false
	}
	return v.ExportType() == typeBigInt
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// pause lets a pending interrupt through.
func (s *Realm) pause() {
	if s.o.Stopped != nil && s.o.Stopped() {
		_, err := s.vm.RunProgram(spin())
		panic(err)
	}
}

func (w *writer) primitive(v goja.Value) bool {
	if s, ok := v.(goja.String); ok {
		w.quote(s)
		return true
	}
	if v == nil || goja.IsUndefined(v) {
		return false
	}
	if goja.IsNull(v) {
		w.buf = append(w.buf, "null"...)
		return true
	}
	switch t := v.ExportType(); t.Kind() {
	case reflect.Int64:
		w.buf = strconv.AppendInt(w.buf, v.ToInteger(), 10)
	case reflect.Float64:
		w.number(v.ToFloat())
	case reflect.Bool:
		w.buf = strconv.AppendBool(w.buf, v.ToBoolean())
	default:
		if t == typeBigInt {
			w.throw("TypeError", "Do not know how to serialize a BigInt")
		}
		return false // a symbol
	}
	return true
}

// object writes what toJSON and the replacer have left.
func (w *writer) object(k key, o *goja.Object) bool {
	switch t := o.ExportType(); t {
	case typeArray:
		w.array(k, o)
		return true
	case typeObject:
		switch o.ClassName() {
		case "RawJSON":
			w.raw(o.Get("rawJSON").(goja.String))
		case "String":
			w.calls++
			w.quote(w.s.ToString(o))
		default:
			w.properties(k, o)
		}
		return true
	case typeFunc:
		return false
	case typeBigInt:
		w.throw("TypeError", "Do not know how to serialize a BigInt")
	}
	w.calls++
	switch classOf(o) {
	case "Number":
		return w.primitive(o.ToNumber())
	case "Boolean":
		if b, ok := o.Export().(bool); ok {
			w.buf = strconv.AppendBool(w.buf, b)
			return true
		}
	}
	if w.s.callable(o) != nil {
		return false
	}
	if w.s.isArray(o) {
		w.array(k, o)
	} else {
		w.properties(k, o)
	}
	return true
}

// classOf is the class of an object that holds a primitive value, among others.
func classOf(o *goja.Object) string {
	if o.ExportType() == typeProxy {
		return ""
	}
	return o.ClassName()
}

func (w *writer) properties(k key, o *goja.Object) {
	outer := w.enter(k, o)
	w.buf = append(w.buf, '{')
	empty := true
	from := len(w.fields)
	if w.list != nil {
		for n := range w.list {
			empty = w.property(o, w.list[n], w.read(o, w.list[n]), empty)
		}
	} else if fields, ok := w.layout.Fields(o, w.fields); ok {
		w.fields = fields
		calls := w.calls
		for n := from; n < len(fields); n++ {
			v := fields[n].Value
			if w.calls != calls {
				v = o.Get(fields[n].Name) // it may have changed
			}
			empty = w.property(o, key{name: fields[n].Name}, v, empty)
		}
		w.fields = w.fields[:from]
	} else {
		empty = w.allProperties(o)
	}
	w.leave(outer, empty, '}')
}

func (w *writer) allProperties(o *goja.Object) (empty bool) {
	w.calls++
	names := o.Keys()
	if anyReplacement(names) {
		return w.exactProperties(o)
	}
	empty = true
	for _, name := range names {
		empty = w.property(o, key{name: name}, o.Get(name), empty)
	}
	return empty
}

func anyReplacement(names []string) bool {
	for _, name := range names {
		for n := range len(name) {
			if name[n] == replacement[0] && strings.Contains(name[n:], replacement) {
				return true
			}
		}
	}
	return false
}

// exactProperties writes an object that may have a lone surrogate in a name.
func (w *writer) exactProperties(o *goja.Object) (empty bool) {
	list := w.s.keys(goja.FunctionCall{Arguments: []goja.Value{o}}).(*goja.Object)
	empty = true
	for n := range w.s.length(list) {
		k := keyOf(list.Get(strconv.FormatInt(n, 10)).(goja.String))
		empty = w.property(o, k, w.read(o, k), empty)
	}
	return empty
}

// property writes one, if there is something to write, and returns whether
// there is still none.
func (w *writer) property(o *goja.Object, k key, v goja.Value, empty bool) bool {
	mark, wide := len(w.buf), w.wide
	if !empty {
		w.buf = append(w.buf, ',')
	}
	w.buf = append(w.buf, w.indent...)
	if k.exact != nil {
		w.quote(k.exact.(goja.String))
	} else {
		w.quoteText(k.name)
	}
	w.buf = append(w.buf, ':')
	if w.gap != "" {
		w.buf = append(w.buf, ' ')
	}
	if !w.value(o, k, v) {
		w.buf, w.wide = w.buf[:mark], wide
		return empty
	}
	w.checkLength()
	return false
}

func (w *writer) array(k key, o *goja.Object) {
	outer := w.enter(k, o)
	w.buf = append(w.buf, '[')
	length := w.arrayLength(o)
	for n := range length {
		k := key{index: n, isIndex: true}
		v := w.layout.Item(o, n)
		if v == nil {
			v = w.read(o, k)
		}
		if n > 0 {
			w.buf = append(w.buf, ',')
		}
		w.buf = append(w.buf, w.indent...)
		if !w.value(o, k, v) {
			w.buf = append(w.buf, "null"...)
		}
		w.checkLength()
	}
	w.leave(outer, length == 0, ']')
}

func (w *writer) arrayLength(o *goja.Object) int64 {
	if w.layout.IsArray(o) {
		return w.layout.Length(o)
	}
	w.calls++
	return w.s.length(o)
}

// read is Get.
func (w *writer) read(o *goja.Object, k key) goja.Value {
	w.calls++
	return w.s.read(o, k)
}
