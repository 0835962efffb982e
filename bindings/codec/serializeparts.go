package codec

import (
	"strconv"

	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
)

// plain serializes what is an ordinary object as far as its class tells.
func (s *serializer) plain(o *goja.Object) v8wire.Value {
	if view, ok := s.viewOf(o); ok {
		return s.view(o, view)
	}
	s.mustBePlain(o)
	obj := keep(s, o, &v8wire.Object{})
	obj.Props = s.properties(o, s.keys(o))
	return obj
}

// properties reads the named properties. One that a getter has deleted
// meanwhile is left out.
func (s *serializer) properties(o *goja.Object, keys []string) []v8wire.Property {
	props := make([]v8wire.Property, 0, len(keys))
	for _, k := range keys {
		v := s.get(o, k)
		if goja.IsUndefined(v) && goja.IsUndefined(s.in.call("descriptor", nil, o, s.stringValue(k))) {
			continue
		}
		props = append(props, v8wire.Property{Key: k, Value: s.value(v)})
	}
	return props
}

// array serializes densely when every index is there.
func (s *serializer) array(o *goja.Object) v8wire.Value {
	a := keep(s, o, &v8wire.Array{Length: uint32(o.Get("length").ToInteger())})
	keys := s.keys(o)
	n := int(a.Length)
	a.Dense = len(keys) >= n && (n == 0 || keys[n-1] == strconv.Itoa(n-1))
	if !a.Dense {
		a.Props = s.properties(o, keys)
		return a
	}
	a.Items = make([]v8wire.Value, n)
	for i, k := range keys[:n] {
		v := o.Get(k)
		if v == nil { // a getter has deleted it meanwhile
			a.Items[i] = v8wire.Hole{}
		} else {
			a.Items[i] = s.value(v)
		}
	}
	a.Props = s.properties(o, keys[n:])
	return a
}

func (s *serializer) regexp(o *goja.Object) v8wire.Value {
	return keep(s, o, &v8wire.RegExp{
		Source: v8wire.String(exactly(s.in.call("regexpSource", o))),
		Flags:  s.in.call("regexpFlags", o).String(),
	})
}

// mapping takes the entries first: a getter among the values may change the
// map.
func (s *serializer) mapping(o *goja.Object) v8wire.Value {
	m := keep(s, o, &v8wire.Map{})
	var entries []goja.Value
	s.in.call("mapForEach", o, s.collector(func(args []goja.Value) {
		entries = append(entries, args[1], args[0])
	}))
	m.Entries = s.values(entries)
	return m
}

func (s *serializer) set(o *goja.Object) v8wire.Value {
	set := keep(s, o, &v8wire.Set{})
	var members []goja.Value
	s.in.call("setForEach", o, s.collector(func(args []goja.Value) {
		members = append(members, args[0])
	}))
	set.Members = s.values(members)
	return set
}

// collector is a callback for forEach.
func (s *serializer) collector(take func(args []goja.Value)) goja.Value {
	return s.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		take(call.Arguments)
		return goja.Undefined()
	})
}

func (s *serializer) values(from []goja.Value) []v8wire.Value {
	to := make([]v8wire.Value, len(from))
	for i, v := range from {
		to[i] = s.value(v)
	}
	return to
}

func (s *serializer) boxed(o *goja.Object, valueOf string) v8wire.Value {
	return keep(s, o, &v8wire.Boxed{Primitive: primitive(s.in.call(valueOf, o))})
}

// buffer serializes an ArrayBuffer; the bytes of one that is transferred come
// last, when nothing can throw any more.
func (s *serializer) buffer(o *goja.Object) v8wire.Value {
	if b, ok := s.transfer[o]; ok {
		return keep(s, o, b)
	}
	b, _ := arrayBuffer(o)
	if b.Detached() {
		s.refuse("An ArrayBuffer is detached and" + cloneSuffix)
	}
	return keep(s, o, &v8wire.ArrayBuffer{Data: append([]byte{}, b.Bytes()...)})
}

func (s *serializer) view(o *goja.Object, v view) v8wire.Value {
	buffer := s.value(v.object).(*v8wire.ArrayBuffer)
	return keep(s, o, &v8wire.View{Type: v.typ, Buffer: buffer, Offset: v.offset, Length: v.length})
}

// error keeps what V8 keeps: the native class by name, and own data properties
// message and cause, and the stack.
func (s *serializer) error(o *goja.Object) v8wire.Value {
	e := keep(s, o, &v8wire.Error{})
	message, cause := s.ownData(o, "message"), s.ownData(o, "cause")
	if name := s.toString(s.get(o, "name")); v8wire.IsNativeError(name) {
		e.Name = name
	}
	if message != nil {
		text := v8wire.String(s.toString(message))
		e.Message = &text
	}
	if cause != nil {
		e.Cause = s.value(cause)
	}
	if stack := s.get(o, "stack"); goja.IsString(stack) {
		text := v8wire.String(exactly(stack))
		e.Stack = &text
	}
	return e
}

// ownData returns the value of an own property that is no accessor, else nil.
func (c *Codec) ownData(o *goja.Object, key string) goja.Value {
	d, ok := c.in.call("descriptor", nil, o, c.vm.ToValue(key)).(*goja.Object)
	if !ok {
		return nil
	}
	return d.Get("value")
}

// toString is JavaScript's ToString.
func (c *Codec) toString(v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		c.throw("TypeError", "Cannot convert a Symbol value to a string")
	}
	return exactly(v.ToString())
}
