package codec

import (
	"github.com/dop251/goja"
)

const cloneSuffix = " could not be cloned."

func (c *Codec) refuseObject(o *goja.Object) {
	if c.PlatformClass != nil {
		if class := c.PlatformClass(o); class != "" {
			c.refuse(`Could not serialize object of type "` + class + `". This type does not support serialization.`)
		}
	}
	c.refuse(c.describe(o) + cloneSuffix)
}

// describe writes v as V8 does in its messages, without running any code of the
// script.
func (c *Codec) describe(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		if sym, ok := v.(*goja.Symbol); ok {
			return "Symbol(" + sym.String() + ")"
		}
		return v.String()
	}
	if _, ok := goja.AssertFunction(o); ok {
		text := "function () { [native code] }"
		c.vm.Try(func() { text = c.in.call("functionToString", o).String() })
		return text
	}
	if isProxy(o) {
		return c.describeProxy(o.Export().(goja.Proxy))
	}
	if f := c.data(o, "toString"); f != nil && f.SameAs(c.in.values.Get("objectToString")) {
		if name := c.constructorName(o); name != "" {
			return "#<" + name + ">"
		}
	}
	return c.in.call("objectToString", o).String()
}

// describeProxy describes what a proxy stands for.
func (c *Codec) describeProxy(p goja.Proxy) string {
	if p.Target() == nil {
		return "null"
	}
	if isProxy(p.Target()) {
		return "#<Object>"
	}
	return c.describe(p.Target())
}

// constructorName returns the name of the constructor that o inherits.
func (c *Codec) constructorName(o *goja.Object) string {
	if f, ok := c.data(o, "constructor").(*goja.Object); ok {
		if name := c.data(f, "name"); name != nil && goja.IsString(name) {
			return name.String()
		}
	}
	return ""
}

// data looks a property up along the prototypes and returns its value, nil when
// it is not there or is not plain data.
func (c *Codec) data(o *goja.Object, key string) goja.Value {
	for ; o != nil && !isProxy(o); o = o.Prototype() {
		if d, ok := c.in.call("descriptor", nil, o, c.vm.ToValue(key)).(*goja.Object); ok {
			return d.Get("value")
		}
	}
	return nil
}
