package webapi

import (
	"github.com/dop251/goja"

	"paddock/runtime"
)

// Crossing returns the functions that take Request, Response and Headers apart
// for their way to another isolate and put them together there: dismantle and
// assemble, beside the classes. Loop only.
func Crossing(i *runtime.Isolate) *goja.Object { return fetchLibrary.Load(i) }

// Streams returns the Streams standard, with its inner functions. Loop only.
func Streams(i *runtime.Isolate) *goja.Object { return streamsLibrary.Load(i) }
