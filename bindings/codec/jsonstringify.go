package codec

import (
	"github.com/dop251/goja"
)

func (c *Codec) stringify(v goja.Value) []byte {
	s := c.in.call("stringify", nil, v)
	if goja.IsUndefined(s) {
		c.throw("TypeError", `Content Type "json" requires a value that JSON.stringify serializes, but received: `+typeOf(v))
	}
	return []byte(s.String())
}
