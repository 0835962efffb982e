package codec

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
)

// A serializer turns a value into the engine-free form of it, reading as V8
// reads: own enumerable string keys, getters called, prototypes ignored.
type serializer struct {
	*Codec
	memory   map[*goja.Object]v8wire.Value
	transfer map[*goja.Object]*v8wire.ArrayBuffer // filled in when the buffers are taken
	external func(*goja.Object) (*External, bool) // see Freeze; nil for a clone
	depth    int
	cloning  bool // within the isolate: objects of the platform may be copied
}

func (c *Codec) marshal(v goja.Value) []byte {
	s := &serializer{Codec: c, memory: map[*goja.Object]v8wire.Value{}}
	data, err := v8wire.Marshal(s.value(v))
	if err != nil {
		c.throw("RangeError", stackExceeded)
	}
	return data
}

const stackExceeded = "Maximum call stack size exceeded"

func (s *serializer) value(v goja.Value) v8wire.Value {
	if o, ok := v.(*goja.Object); ok {
		if known, ok := s.memory[o]; ok {
			return known
		}
		if s.depth++; s.depth > v8wire.MaxDepth {
			s.throw("RangeError", stackExceeded)
		}
		defer func() { s.depth-- }()
		return s.object(o)
	}
	if sym, ok := v.(*goja.Symbol); ok {
		s.refuse(s.describe(sym) + cloneSuffix)
	}
	return primitive(v)
}

func primitive(v goja.Value) v8wire.Value {
	switch {
	case v == nil || goja.IsUndefined(v):
		return v8wire.Undefined{}
	case goja.IsNull(v):
		return v8wire.Null{}
	case goja.IsString(v):
		return v8wire.String(exactly(v))
	case goja.IsNumber(v):
		return v8wire.Number(v.ToFloat())
	case goja.IsBigInt(v):
		return &v8wire.BigInt{Int: v.Export().(*big.Int)}
	}
	return v8wire.Bool(v.ToBoolean())
}

// keep remembers what o became before its contents are read: they may lead back
// to it.
func keep[T any](s *serializer, o *goja.Object, v T) T {
	s.memory[o] = v
	return v
}

// The Go types by which goja tells some classes apart. A script cannot fake them.
var (
	proxyType   = reflect.TypeFor[goja.Proxy]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
	bigintType  = reflect.TypeFor[*big.Int]()
	mapType     = reflect.TypeFor[[][2]any]()
	setType     = reflect.TypeFor[[]any]() // as arrays have, of which the class differs
	promiseType = reflect.TypeFor[*goja.Promise]()
	symbolType  = reflect.TypeFor[string]() // as strings have, of which the class differs
)

func isProxy(o *goja.Object) bool { return o.ExportType() == proxyType }

// arrayBuffer returns the ArrayBuffer that v is, if it is one.
func arrayBuffer(v goja.Value) (goja.ArrayBuffer, bool) {
	if o, ok := v.(*goja.Object); ok && o.ExportType() == bufferType {
		b, ok := o.Export().(goja.ArrayBuffer)
		return b, ok
	}
	return goja.ArrayBuffer{}, false
}

func (s *serializer) object(o *goja.Object) v8wire.Value {
	if v, ok := s.taken(o); ok {
		return v
	}
	if _, callable := goja.AssertFunction(o); callable {
		s.refuseObject(o)
	}
	switch o.ExportType() {
	case proxyType:
		s.refuseObject(o)
	case bufferType:
		return s.buffer(o)
	case bigintType:
		return s.boxed(o, "bigintValueOf")
	}
	switch o.ClassName() {
	case "Object":
		switch o.ExportType() {
		case mapType:
			return s.mapping(o)
		case setType:
			return s.set(o)
		case promiseType, symbolType: // an object around a symbol
			s.refuseObject(o)
		}
		if s.in.holdsState(o) {
			s.refuseObject(o)
		}
		if h := s.host(o); h != nil {
			return h
		}
		return s.plain(o)
	case "Math", "JSON", "RawJSON", "global":
		return s.plain(o)
	case "Array":
		return s.array(o)
	case "Date":
		return keep(s, o, &v8wire.Date{Ms: s.in.call("getTime", o).ToFloat()})
	case "RegExp":
		return s.regexp(o)
	case "Error":
		if h := s.host(o); h != nil {
			return h
		}
		return s.error(o)
	case "Number":
		return s.boxed(o, "numberValueOf")
	case "String":
		return s.boxed(o, "stringValueOf")
	case "Boolean":
		return s.boxed(o, "booleanValueOf")
	}
	s.refuseObject(o)
	return nil
}
