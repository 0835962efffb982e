package codec

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
	"paddock/internal/wellformed"
)

// exactly returns a string with its lone surrogates, as v8wire.String has them.
func exactly(v goja.Value) string {
	s := v.String()
	if !strings.ContainsRune(s, utf8.RuneError) {
		return s
	}
	str, ok := v.(goja.String)
	if !ok {
		return string(wellformed.UTF8([]byte(s)))
	}
	units := make([]uint16, str.Length())
	for i := range units {
		units[i] = str.CharAt(i)
	}
	return v8wire.FromUTF16(units)
}

// stringValue is the inverse of exactly.
func (c *Codec) stringValue(s string) goja.Value {
	if utf8.ValidString(s) {
		return c.vm.ToValue(s)
	}
	return goja.StringFromUTF16(v8wire.ToUTF16(s))
}

// keys returns the own enumerable string keys of o in their order.
func (c *Codec) keys(o *goja.Object) []string {
	keys := o.Keys()
	for _, k := range keys {
		if strings.ContainsRune(k, utf8.RuneError) {
			return c.exactKeys(o)
		}
	}
	return keys
}

// exactKeys is keys for objects with lone surrogates in their keys, which goja
// hands to Go as U+FFFD.
func (c *Codec) exactKeys(o *goja.Object) []string {
	var keys []string
	all := c.in.call("ownKeys", nil, o).(*goja.Object)
	for i := range int(all.Get("length").ToInteger()) {
		k, ok := all.Get(strconv.Itoa(i)).(goja.String)
		if ok && c.in.call("isEnumerable", o, k).ToBoolean() {
			keys = append(keys, exactly(k))
		}
	}
	return keys
}

// get reads a property, undefined when there is none.
func (c *Codec) get(o *goja.Object, key string) goja.Value {
	var v goja.Value
	if utf8.ValidString(key) {
		v = o.Get(key)
	} else {
		v = c.in.call("get", nil, o, c.stringValue(key))
	}
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// define gives o an ordinary own property, whatever its prototype holds.
func (c *Codec) define(o *goja.Object, key string, v goja.Value) {
	if utf8.ValidString(key) {
		if err := o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
		return
	}
	d := c.vm.NewObject()
	for _, flag := range []string{"writable", "enumerable", "configurable"} {
		c.define(d, flag, c.vm.ToValue(true))
	}
	c.define(d, "value", v)
	c.in.call("define", nil, o, c.stringValue(key), d)
}
