package webapi

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/forms.js
var formsSource string

// formsLibrary holds Blob, File and FormData.
var formsLibrary = runtime.NewLibrary("forms.js", formsSource, formsNatives)

// formField is one entry of a form; file is nil for a plain value.
type formField struct {
	name, value string
	named       bool
	file        *formFile
}

type formFile struct {
	name, kind string
	data       []byte
}

func formsNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("idl", idlLibrary.Load(i))
	define := definer(native)
	byteNatives(i, define)
	define("streams", func(goja.FunctionCall) goja.Value { return streamsLibrary.Load(i) })
	define("concat", func(c goja.FunctionCall) goja.Value { return concat(vm, c.Argument(0).(*goja.Object)) })
	define("wellFormed", func(c goja.FunctionCall) goja.Value { return vm.ToValue(c.Argument(0).String()) })
	define("boundary", func(goja.FunctionCall) goja.Value {
		var random [16]byte
		if _, err := io.ReadFull(i.Entropy(), random[:]); err != nil {
			panic(i.NewError("Error", "read randomness for a boundary: "+err.Error()))
		}
		return vm.ToValue("----formdata-" + fmt.Sprintf("%x", random))
	})
	define("isFormType", func(c goja.FunctionCall) goja.Value {
		kind, _ := formType(c.Argument(0).String())
		return vm.ToValue(kind != "")
	})
	define("parseForm", func(c goja.FunctionCall) goja.Value {
		fields, err := parseForm(viewBytes(vm, c.Argument(0)), c.Argument(1).String())
		if err != nil {
			panic(vm.NewTypeError("Failed to parse the body as FormData: " + err.Error()))
		}
		return fieldArray(vm, fields)
	})
}

func fieldArray(vm *goja.Runtime, fields []formField) goja.Value {
	list := make([]any, len(fields))
	for n, f := range fields {
		if f.file == nil {
			list[n] = vm.NewArray(f.name, f.value)
			continue
		}
		list[n] = vm.NewArray(f.name, vm.NewArrayBuffer(f.file.data), f.file.name, f.file.kind)
	}
	return vm.NewArray(list...)
}

// formType returns the kind of form that a content type names, or "".
func formType(contentType string) (kind, boundary string) {
	m, ok := lastMIME(contentType)
	if !ok || m.essence != "multipart/form-data" && m.essence != "application/x-www-form-urlencoded" {
		return "", ""
	}
	if p := m.param("boundary"); p != nil {
		boundary = *p
	}
	return m.essence, boundary
}

func parseForm(data []byte, contentType string) ([]formField, error) {
	kind, boundary := formType(contentType)
	switch {
	case kind == "":
		return nil, fmt.Errorf("the content type %q is not one of a form", contentType)
	case kind == "application/x-www-form-urlencoded":
		return parseURLEncoded(string(data)), nil
	case boundary == "":
		return nil, errors.New("the Content-Type of a multipart body needs a boundary")
	}
	return parseMultipart(data, boundary)
}

func parseURLEncoded(s string) []formField {
	var out []formField
	for part := range strings.SplitSeq(s, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		out = append(out, formField{name: formDecode(name), value: formDecode(value)})
	}
	return out
}

func formDecode(s string) string {
	s = strings.ReplaceAll(s, "+", " ")
	if v, err := url.PathUnescape(s); err == nil {
		s = v
	} else {
		s = string(percentDecode(s))
	}
	return keepBOM(s)
}

// keepBOM replaces what is not UTF-8; in a form a byte order mark stays.
func keepBOM(s string) string {
	const bom = "\uFEFF"
	if strings.HasPrefix(s, bom) {
		return bom + decodeUTF8([]byte(s))
	}
	return decodeUTF8([]byte(s))
}
