package codec

import (
	"errors"
	"strconv"

	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
)

// A deserializer makes JavaScript values out of their engine-free form.
type deserializer struct {
	*Codec
	memory   map[v8wire.Value]*goja.Object
	external func(*External) *goja.Object // see Thaw
}

func (c *Codec) unmarshal(data []byte) goja.Value {
	v, err := v8wire.Unmarshal(data)
	if err != nil {
		if errors.Is(err, v8wire.ErrVersion) || errors.Is(err, v8wire.ErrMalformed) {
			c.throw("Error", err.Error())
		}
		panic(err)
	}
	return c.deserialize(v)
}

func (c *Codec) deserialize(v v8wire.Value) goja.Value {
	d := &deserializer{Codec: c, memory: map[v8wire.Value]*goja.Object{}}
	return d.value(v)
}

func (d *deserializer) value(v v8wire.Value) goja.Value {
	switch v := v.(type) {
	case v8wire.Undefined:
		return goja.Undefined()
	case v8wire.Null:
		return goja.Null()
	case v8wire.Bool:
		return d.vm.ToValue(bool(v))
	case v8wire.Number:
		return d.vm.ToValue(float64(v))
	case v8wire.String:
		return d.stringValue(string(v))
	case *v8wire.BigInt:
		return d.vm.ToValue(v.Int)
	}
	if known, ok := d.memory[v]; ok {
		return known
	}
	return d.object(v)
}

// keep remembers what v became before its contents are made: they may lead back
// to it.
func (d *deserializer) keep(v v8wire.Value, o *goja.Object) *goja.Object {
	d.memory[v] = o
	return o
}

func (d *deserializer) object(v v8wire.Value) *goja.Object {
	switch v := v.(type) {
	case *External:
		return d.keep(v, d.external(v))
	case *v8wire.Object:
		o := d.keep(v, d.vm.NewObject())
		d.properties(o, v.Props)
		return o
	case *v8wire.Array:
		return d.array(v)
	case *v8wire.Date:
		return d.keep(v, d.in.construct("Date", d.vm.ToValue(v.Ms)))
	case *v8wire.RegExp:
		return d.keep(v, d.in.construct("RegExp", d.stringValue(string(v.Source)), d.vm.ToValue(v.Flags)))
	case *v8wire.Boxed:
		return d.keep(v, d.value(v.Primitive).ToObject(d.vm))
	case *v8wire.Map:
		m := d.keep(v, d.in.construct("Map"))
		for i := 0; i < len(v.Entries); i += 2 {
			d.in.call("mapSet", m, d.value(v.Entries[i]), d.value(v.Entries[i+1]))
		}
		return m
	case *v8wire.Set:
		s := d.keep(v, d.in.construct("Set"))
		for _, member := range v.Members {
			d.in.call("setAdd", s, d.value(member))
		}
		return s
	case *v8wire.ArrayBuffer:
		return d.keep(v, d.vm.ToValue(d.vm.NewArrayBuffer(v.Data)).(*goja.Object))
	case *hostObject:
		return d.keep(v, v.make().(*goja.Object))
	case *v8wire.View:
		length := d.vm.ToValue(v.Length / v.Type.Size())
		return d.keep(v, d.in.construct(v.Type.String(), d.value(v.Buffer), d.vm.ToValue(v.Offset), length))
	}
	return d.error(v.(*v8wire.Error))
}

func (d *deserializer) properties(o *goja.Object, props []v8wire.Property) {
	for _, p := range props {
		d.define(o, p.Key, d.value(p.Value))
	}
}

func (d *deserializer) array(v *v8wire.Array) *goja.Object {
	o := d.keep(v, d.vm.NewArray())
	if err := o.Set("length", v.Length); err != nil {
		panic(err)
	}
	for i, item := range v.Items {
		if _, hole := item.(v8wire.Hole); !hole {
			d.define(o, strconv.Itoa(i), d.value(item))
		}
	}
	d.properties(o, v.Props)
	return o
}

// error makes the error as V8 does: without a recorded stack it has none,
// rather than the place where it is made.
func (d *deserializer) error(v *v8wire.Error) *goja.Object {
	name := v.Name
	if name == "" {
		name = "Error"
	}
	o := d.keep(v, d.in.construct(name))
	if v.Message != nil {
		d.hidden(o, "message", d.value(*v.Message))
	}
	if v.Cause != nil {
		d.hidden(o, "cause", d.value(v.Cause))
	}
	if v.Stack != nil {
		d.hidden(o, "stack", d.value(*v.Stack))
	} else {
		d.hidden(o, "stack", goja.Undefined())
	}
	return o
}

// hidden defines a property that is not enumerable.
func (d *deserializer) hidden(o *goja.Object, key string, v goja.Value) {
	if err := o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}
