package codec

import "github.com/dop251/goja"

func (c *Codec) parse(text string) goja.Value { return c.in.call("parse", nil, c.vm.ToValue(text)) }
