package r2

import (
	"encoding/hex"
	"encoding/json"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

// valueNatives convert bytes and texts.
func valueNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	native.Set("tags", func(c goja.FunctionCall) goja.Value {
		tags, err := ParseTags(c.Argument(0).String(), c.Argument(1).String())
		if err != nil {
			panic(i.ErrorValue(err))
		}
		out, err := json.Marshal(tags)
		if err != nil {
			panic(i.ErrorValue(err))
		}
		return vm.ToValue(string(out))
	})
	native.Set("hex", func(c goja.FunctionCall) goja.Value {
		b, ok := webapi.Bytes(vm, c.Argument(0))
		if !ok {
			return goja.Null()
		}
		return vm.ToValue(hex.EncodeToString(b))
	})
	native.Set("unhex", func(c goja.FunctionCall) goja.Value {
		b, err := hex.DecodeString(c.Argument(0).String())
		if err != nil {
			panic(i.ErrorValue(err))
		}
		return webapi.NewBuffer(i, b)
	})
}

// fields is what the library makes an R2 object of.
func fields(vm *goja.Runtime, o *Object) *goja.Object {
	f := vm.NewObject()
	f.Set("key", o.Key)
	f.Set("version", o.Version)
	f.Set("size", o.Size)
	f.Set("etag", o.ETag)
	f.Set("uploaded", o.Uploaded.UnixMilli())
	sums := vm.NewObject()
	for _, a := range algorithms() {
		if sum, ok := o.Checksums[a.name]; ok {
			sums.Set(a.name, sum)
		}
	}
	f.Set("checksums", sums)
	f.Set("http", text(o.HTTP))
	f.Set("custom", text(o.Custom))
	f.Set("class", o.Class)
	f.Set("keyMD5", o.KeyMD5)
	return f
}

// headFields is fields of the answer to a head, which tells a range too.
func headFields(vm *goja.Runtime, o *Object) goja.Value {
	if o == nil {
		return goja.Null()
	}
	f := fields(vm, o)
	f.Set("offset", 0)
	f.Set("length", o.Size)
	return f
}

// pageFields is what the library makes the result of a list of.
func pageFields(vm *goja.Runtime, p *Page) goja.Value {
	objects, prefixes := make([]any, len(p.Objects)), make([]any, len(p.Prefixes))
	for n, o := range p.Objects {
		f := fields(vm, o)
		if o.HTTP == nil {
			f.Set("http", goja.Undefined())
		}
		if o.Custom == nil {
			f.Set("custom", goja.Undefined())
		}
		objects[n] = f
	}
	for n, prefix := range p.Prefixes {
		prefixes[n] = prefix
	}
	out := vm.NewObject()
	out.Set("objects", vm.NewArray(objects...))
	out.Set("prefixes", vm.NewArray(prefixes...))
	out.Set("truncated", p.Truncated)
	out.Set("cursor", p.Cursor)
	return out
}
