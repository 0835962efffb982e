package codec

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
	"paddock/internal/wellformed"
)

func (c *Codec) encodeText(v goja.Value) []byte {
	if !goja.IsString(v) {
		c.throw("TypeError", `Content Type "text" requires a value of type string, but received: `+typeOf(v))
	}
	return wellformed.UTF8([]byte(v.String()))
}

// contents returns the bytes that v views, in place.
func (c *Codec) contents(v goja.Value) []byte {
	if buffer, ok := arrayBuffer(v); ok {
		c.mustBeAttached(buffer)
		return buffer.Bytes()
	}
	if o, ok := v.(*goja.Object); ok {
		if view, ok := c.viewOf(o); ok {
			c.mustBeAttached(view.buffer)
			return view.buffer.Bytes()[view.offset : view.offset+view.length]
		}
	}
	c.throw("TypeError", `Content Type "bytes" requires a value of type ArrayBufferView, but received: `+typeOf(v))
	return nil
}

// release detaches the buffer behind what contents accepted, if it may be.
func (c *Codec) release(v goja.Value) {
	o := v.(*goja.Object)
	if view, ok := c.viewOf(o); ok {
		o = view.object
	}
	if b, ok := arrayBuffer(o); ok && (c.Fixed == nil || !c.Fixed(o)) {
		b.Detach()
	}
}

func (c *Codec) mustBeAttached(b goja.ArrayBuffer) {
	if b.Detached() {
		c.throw("TypeError", "Cannot send a detached ArrayBuffer")
	}
}

func (c *Codec) uint8Array(data []byte) goja.Value {
	return c.in.construct("Uint8Array", c.vm.ToValue(c.vm.NewArrayBuffer(data)))
}

// A view is where a typed array or a DataView looks.
type view struct {
	typ            v8wire.ViewType
	object         *goja.Object // the buffer
	buffer         goja.ArrayBuffer
	offset, length int // in bytes
}

// viewOf returns the view that o is, if it is one.
func (c *Codec) viewOf(o *goja.Object) (view, bool) {
	if isProxy(o) {
		return view{}, false
	}
	if name := c.in.call("viewName", o); !goja.IsUndefined(name) {
		typ, ok := v8wire.ViewTypeOf(name.String())
		return c.viewThrough(o, typ, "viewBuffer", "viewOffset", "viewLength"), ok
	}
	if o.Prototype() == c.in.objectPrototype {
		return view{}, false // spares plain objects the price of an exception
	}
	if _, ok := c.in.test("dataBuffer", o); !ok {
		return view{}, false
	}
	return c.viewThrough(o, v8wire.DataView, "dataBuffer", "dataOffset", "dataLength"), true
}

func (c *Codec) viewThrough(o *goja.Object, typ v8wire.ViewType, buffer, offset, length string) view {
	v := view{typ: typ, object: c.in.call(buffer, o).(*goja.Object)}
	v.buffer, _ = arrayBuffer(v.object)
	if !v.buffer.Detached() { // a DataView would throw
		v.offset = int(c.in.call(offset, o).ToInteger())
		v.length = int(c.in.call(length, o).ToInteger())
	}
	return v
}

// typeOf is JavaScript's typeof.
func typeOf(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	case goja.IsString(v):
		return "string"
	case goja.IsNumber(v):
		return "number"
	case goja.IsBigInt(v):
		return "bigint"
	}
	switch v.(type) {
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		if _, ok := goja.AssertFunction(v); ok {
			return "function"
		}
		return "object"
	}
	return "boolean"
}
