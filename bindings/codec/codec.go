// Package codec turns JavaScript values into message bodies and back, by
// content type: json, text, bytes and v8. It also clones values within an
// isolate, as structuredClone does. It knows nothing of queues: what a body
// may weigh and whether undefined may be sent is for others to say.
package codec

import (
	"strings"

	"github.com/dop251/goja"

	"paddock/internal/wellformed"
)

// A Type says how a body is stored.
type Type string

// The content types.
const (
	JSON  Type = "json"
	Text  Type = "text"
	Bytes Type = "bytes"
	V8    Type = "v8"
)

// ParseType returns the type of that name, in upper or lower case.
func ParseType(name string) (Type, bool) {
	t := Type(strings.ToLower(name))
	switch t {
	case JSON, Text, Bytes, V8:
		return t, true
	}
	return "", false
}

// A Codec encodes and decodes the values of one goja runtime, on the goroutine
// that owns it. What its methods throw in JavaScript's sense they return as
// *goja.Exception; what a getter or a toJSON of the script throws comes out as
// it is.
type Codec struct {
	// NewDataCloneError makes the error for a value that cannot be cloned. When
	// it is nil, an Error with that name is made.
	NewDataCloneError func(message string) goja.Value
	// PlatformClass names the class of an object that belongs to the platform
	// (Headers, Request and so on), which is never cloneable, and returns ""
	// for any other. It may be nil.
	PlatformClass func(*goja.Object) string
	// Host returns what makes the copy of an object of the platform in a
	// structured clone, or nil when it has none. One that is transferred gives
	// up what it stands for when the copy is made. It may be nil.
	Host func(o *goja.Object, transferred bool) (make func() goja.Value)
	// Fixed reports whether an ArrayBuffer cannot be taken from its owner. It may
	// be nil.
	Fixed func(buffer *goja.Object) bool

	vm *goja.Runtime
	in *intrinsics
}

// New makes the codec of a runtime. It takes hold of the built-ins, so it comes
// before any script runs.
func New(vm *goja.Runtime) *Codec {
	return &Codec{vm: vm, in: takeIntrinsics(vm)}
}

// Encode returns the body that v is stored as.
func (c *Codec) Encode(t Type, v goja.Value) (data []byte, err error) {
	err = c.try(func() {
		if v == nil {
			v = goja.Undefined()
		}
		switch t {
		case JSON:
			data = c.stringify(v)
		case Text:
			data = c.encodeText(v)
		case Bytes:
			data = append([]byte{}, c.contents(v)...)
		case V8:
			data = c.marshal(v)
		default:
			panic(c.vm.NewTypeError("Unsupported queue message content type: %s", t))
		}
	})
	return data, err
}

// EncodeBytesDetaching is Encode for bytes that takes the memory from the
// script, as send does: the buffer behind v is detached.
func (c *Codec) EncodeBytesDetaching(v goja.Value) (data []byte, err error) {
	err = c.try(func() {
		// The bytes are copied all the same: a body must not keep the
		// whole of a large buffer of which it is a small view.
		data = append([]byte{}, c.contents(v)...)
		c.release(v)
	})
	return data, err
}

// Decode returns the value of a stored body. It shares no memory with data.
func (c *Codec) Decode(t Type, data []byte) (v goja.Value, err error) {
	err = c.try(func() {
		switch t {
		case JSON:
			v = c.parse(string(wellformed.UTF8(data)))
		case Text:
			v = c.vm.ToValue(string(wellformed.UTF8(data)))
		case Bytes:
			v = c.uint8Array(append([]byte{}, data...))
		case V8:
			v = c.unmarshal(data)
		default:
			panic(c.vm.NewTypeError("Unsupported queue message content type: %s", t))
		}
	})
	return v, err
}

// try returns what f throws.
func (c *Codec) try(f func()) error {
	if ex := c.vm.Try(f); ex != nil {
		return ex
	}
	return nil
}

// throw throws an error of one of the native constructors.
func (c *Codec) throw(constructor, message string) {
	panic(c.in.construct(constructor, c.vm.ToValue(message)))
}

// refuse throws a DataCloneError.
func (c *Codec) refuse(message string) {
	if c.NewDataCloneError != nil {
		panic(c.NewDataCloneError(message))
	}
	e := c.in.construct("Error", c.vm.ToValue(message))
	e.DefineDataProperty("name", c.vm.ToValue("DataCloneError"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	panic(e)
}
