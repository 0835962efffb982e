// Package v8wire reads and writes the byte format in which V8 stores cloned
// values, which is what queue messages of type v8 are made of. Its Value is the
// clone between two worlds: no engine is needed to read, write or print one.
// It knows nothing of goja, queues or content types.
package v8wire

import "math/big"

// Version is the format version that Marshal writes. Unmarshal reads back to
// version 13, as V8 itself does.
const Version = 15

const oldestVersion = 13

// MaxDepth bounds how deeply values nest, so that hostile input cannot exhaust
// the stack.
const MaxDepth = 8000

// A Value is one of Undefined, Null, Bool, Number, String, *BigInt or, for
// what has an identity in JavaScript, a pointer to one of the structures below.
// The same pointer met twice is the same object.
type Value any

type (
	// Undefined is JavaScript's undefined.
	Undefined struct{}
	// Null is JavaScript's null.
	Null struct{}
	// Hole is an absent element of a dense array; it appears nowhere else.
	Hole struct{}
	// Bool is a primitive boolean.
	Bool bool
	// Number is a primitive number.
	Number float64
	// String is a primitive string: UTF-8 in which a lone surrogate is
	// written in three bytes like any other code point (see FromUTF16).
	String string
	// BigInt is a primitive big integer. It has no identity.
	BigInt struct{ Int *big.Int }
)

type (
	// Object is a plain object.
	Object struct{ Props []Property }
	// Array is an array of Length elements. A dense one has them all in Items
	// and only named properties in Props; a sparse one has no Items.
	Array struct {
		Length uint32
		Dense  bool
		Items  []Value
		Props  []Property
	}
	// Date is a moment in milliseconds since 1970, NaN when invalid.
	Date struct{ Ms float64 }
	// RegExp is a regular expression.
	RegExp struct {
		Source String
		Flags  string // in the order in which RegExp.prototype.flags has them
	}
	// Boxed is a wrapper object around a Bool, Number, String or *BigInt.
	Boxed struct{ Primitive Value }
	// Map holds keys and values in turn.
	Map struct{ Entries []Value }
	// Set holds its members in order.
	Set struct{ Members []Value }
	// ArrayBuffer holds bytes. A resizable one is read as one of fixed length.
	ArrayBuffer struct{ Data []byte }
	// View is a typed array or a DataView of a buffer.
	View struct {
		Type   ViewType
		Buffer *ArrayBuffer
		Offset int // in bytes
		Length int // in bytes
	}
	// Error is an error object. Name is that of a native prototype or "".
	Error struct {
		Name    string
		Message *String // nil: no own message
		Cause   Value   // nil: no own cause
		Stack   *String // nil: no stack
	}
)

// A Property is an own enumerable property. Array indices are keys too, in
// their decimal form.
type Property struct {
	Key   string // as in String
	Value Value
}
