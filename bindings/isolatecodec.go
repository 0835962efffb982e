package bindings

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

// codecOf returns the isolate's codec.
func codecOf(i *runtime.Isolate) *codec.Codec { return rpc.Codec(i) }

// StructuredClone is the copy behind the global structuredClone; it fits
// webapi.Options.
func StructuredClone(i *runtime.Isolate, v goja.Value, transfer []goja.Value) (goja.Value, error) {
	return codecOf(i).StructuredClone(v, transfer...)
}
