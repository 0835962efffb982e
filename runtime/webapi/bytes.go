package webapi

import (
	"encoding/base64"
	"reflect"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

// newBytes returns a Uint8Array over data, which it takes.
func newBytes(i *runtime.Isolate, data []byte) *goja.Object {
	vm := i.VM()
	o, err := vm.New(vm.Get("Uint8Array"), vm.ToValue(vm.NewArrayBuffer(data)))
	if err != nil {
		panic(err)
	}
	return o
}

// bytesOf returns the memory behind an ArrayBuffer, a typed array or a
// DataView, and false for anything else. The slice aliases the script's memory.
// Of a detached buffer it is empty.
func bytesOf(vm *goja.Runtime, v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	if b, ok := bufferOf(o); ok {
		return b.Bytes(), true
	}
	if !isTypedArray(o.ExportType()) && !isDataView(o) {
		return nil, false
	}
	return viewed(vm, o), true
}

// bufferOf returns the ArrayBuffer that v is, if it is one. The engine cannot
// export a view of a detached buffer, so the type comes first.
func bufferOf(v goja.Value) (goja.ArrayBuffer, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != reflect.TypeFor[goja.ArrayBuffer]() {
		return goja.ArrayBuffer{}, false
	}
	return o.Export().(goja.ArrayBuffer), true
}

// viewed is the part of its buffer that a view shows. The engine slices beyond
// the end of a buffer that is detached.
func viewed(vm *goja.Runtime, view *goja.Object) (b []byte) {
	defer func() {
		if recover() != nil {
			b = nil
		}
	}()
	if err := vm.ExportTo(view, &b); err != nil {
		return nil
	}
	return b
}

// isTypedArray tells a typed array by the type it exports: a slice, as those of
// arrays, maps and sets are, but one of numbers.
func isTypedArray(t reflect.Type) bool {
	return t != nil && t.Kind() == reflect.Slice && t.Elem().Kind() >= reflect.Int && t.Elem().Kind() <= reflect.Float64
}

func isDataView(o *goja.Object) bool {
	tag := o.GetSymbol(goja.SymToStringTag)
	return tag != nil && tag.String() == "DataView"
}

// installBase64 defines atob and btoa.
func installBase64(i *runtime.Isolate) {
	vm := i.VM()
	text := func(name string, c goja.FunctionCall) string {
		if len(c.Arguments) == 0 {
			panic(i.NewError("TypeError", "Failed to execute '"+name+"': 1 argument required, but only 0 present."))
		}
		if s, isSymbol := c.Argument(0).(*goja.Symbol); isSymbol {
			panic(i.NewError("TypeError", "Cannot convert Symbol("+s.String()+") to a string"))
		}
		return c.Argument(0).String()
	}
	defineFunction(vm, vm.GlobalObject(), "btoa", 1, func(c goja.FunctionCall) goja.Value {
		data, ok := latin1(text("btoa", c))
		if !ok {
			panic(NewDOMException(i, "btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1) range.", "InvalidCharacterError"))
		}
		return vm.ToValue(base64.StdEncoding.EncodeToString(data))
	})
	defineFunction(vm, vm.GlobalObject(), "atob", 1, func(c goja.FunctionCall) goja.Value {
		data, ok := forgivingDecode(text("atob", c))
		if !ok {
			panic(NewDOMException(i, "atob() called with invalid base64-encoded data. (Only whitespace, '+', '/', alphanumeric ASCII, and up to two terminal '=' signs when the input length is divisible by 4, are allowed.)", "InvalidCharacterError"))
		}
		runes := make([]rune, len(data))
		for n, b := range data {
			runes[n] = rune(b)
		}
		return vm.ToValue(string(runes))
	})
}

func latin1(s string) ([]byte, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return nil, false
		}
		out = append(out, byte(r))
	}
	return out, true
}

// forgivingDecode is the Infra Standard's forgiving-base64 decode.
func forgivingDecode(s string) ([]byte, bool) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\t', '\n', '\f', '\r', ' ':
			return -1
		}
		return r
	}, s)
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	if len(s)%4 == 1 || strings.ContainsAny(s, "=\r\n") {
		return nil, false
	}
	data, err := base64.RawStdEncoding.DecodeString(s)
	return data, err == nil
}
