package jsontext

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// A key is the name of a property, or an index.
type key struct {
	name    string
	exact   goja.Value // the name, when name cannot say it
	index   int64
	isIndex bool
}

// keyOf makes a key of a name that may have lone surrogates.
func keyOf(s goja.String) key {
	k := key{name: s.String()}
	if strings.Contains(k.name, replacement) {
		k.exact = s
	}
	return k
}

// replacement may stand for a lone surrogate in what the engine tells Go.
const replacement = "\ufffd"

// text is the key as WTF-8.
func (k *key) text() string {
	switch {
	case k.isIndex:
		return strconv.FormatInt(k.index, 10)
	case k.exact != nil:
		return wtf8(k.exact.(goja.String))
	}
	return k.name
}

// value is the key as scripts get it.
func (k *key) value(vm *goja.Runtime) goja.Value {
	if k.exact != nil {
		return k.exact
	}
	return vm.ToValue(k.text())
}

// read is Get, which may run code of the script.
func (s *Realm) read(o *goja.Object, k key) goja.Value {
	switch {
	case k.isIndex:
		return o.Get(strconv.FormatInt(k.index, 10))
	case k.exact != nil:
		return s.get(goja.FunctionCall{Arguments: []goja.Value{o, k.exact}})
	}
	return o.Get(k.name)
}

// length is LengthOfArrayLike.
func (s *Realm) length(o *goja.Object) int64 {
	v := o.Get("length")
	if v == nil {
		return 0
	}
	const most = 1<<53 - 1
	switch f := v.ToFloat(); {
	case f >= most:
		return most
	case f >= 1:
		return int64(f)
	}
	return 0
}

// callable returns how to call a function, nil if o is none.
func (s *Realm) callable(o *goja.Object) native {
	switch o.ExportType() {
	case typeObject, typeArray:
		return nil
	case typeFunc:
		if f, ok := o.Export().(native); ok {
			return f
		}
	}
	f, ok := goja.AssertFunction(o)
	if !ok {
		return nil
	}
	return func(c goja.FunctionCall) goja.Value {
		v, err := f(c.This, c.Arguments...)
		must(err)
		return v
	}
}

// isArray is IsArray.
func (s *Realm) isArray(o *goja.Object) bool {
	for o.ExportType() == typeProxy {
		target := o.Export().(goja.Proxy).Target()
		if target == nil {
			panic(s.o.Error("TypeError", "Cannot perform 'IsArray' on a proxy that has been revoked"))
		}
		o = target
	}
	return o.ClassName() == "Array"
}
