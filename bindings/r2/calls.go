package r2

import (
	"encoding/json"
	"fmt"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/webapi"
)

// calls are the operations as JavaScript calls them: arguments are checked
// already, options are JSON. Each returns a promise.
type calls struct{ i *runtime.Isolate }

// decode reads what the library wrote.
func decode(v goja.Value, into any) {
	if err := json.Unmarshal([]byte(v.String()), into); err != nil {
		panic(fmt.Errorf("read the options of R2: %w", err)) // our own bug
	}
}

// promise settles with what answer makes, or with the error in the platform's
// form.
func (n calls) promise(op string, outside bool) (goja.Value, func(error, func(*goja.Runtime) goja.Value)) {
	promise, ticket := n.ticket("r2 "+op, outside)
	return promise, func(err error, answer func(*goja.Runtime) goja.Value) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, named(op, err)
			}
			return answer(vm), nil
		})
	}
}

func (n calls) ticket(what string, outside bool) (goja.Value, *runtime.Ticket) {
	if outside {
		n.i.Stray(what + " of a large or streamed body")
		return n.i.OutsidePromise(what)
	}
	return n.i.Promise(what)
}

func (n calls) head(b *Binding, c goja.FunctionCall) goja.Value {
	promise, settle := n.promise("head", false)
	b.Store.Head(b.Bucket, c.Argument(1).String(), func(o *Object, err error) {
		settle(err, func(vm *goja.Runtime) goja.Value { return headFields(vm, o) })
	})
	return promise
}

func (n calls) get(b *Binding, c goja.FunctionCall) goja.Value {
	var o GetOptions
	decode(c.Argument(2), &o)
	promise, ticket := n.i.Promise("r2 get")
	b.Store.Get(b.Bucket, c.Argument(1).String(), o, func(f *Found, err error) {
		ticket.SettleOr(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, named("get", err)
			}
			return n.found(vm, f), nil
		}, f.close)
	})
	return promise
}

// close lets go of a body that nobody reads.
func (f *Found) close() {
	if f != nil && f.Body != nil {
		f.Body.Close()
	}
}

// found is the answer to a get, on the loop.
func (n calls) found(vm *goja.Runtime, f *Found) goja.Value {
	if f == nil {
		return goja.Null()
	}
	o := fields(vm, &f.Object)
	o.Set("offset", f.Offset)
	o.Set("length", f.Length)
	if f.Body == nil {
		return o
	}
	if data, ok := f.Body.Inline(); ok {
		f.Body.Close()
		o.Set("body", webapi.NewBuffer(n.i, data))
		return o
	}
	o.Set("body", webapi.NewSource(n.i, f.Body, f.Length))
	return o
}

// content takes a body out of the isolate: its kind and value are arguments.
func (n calls) content(kind, value goja.Value) Content {
	t := webapi.Take(n.i, kind.String(), value)
	return Content{Data: t.Data, Reader: t.Reader, Length: t.Length}
}

func (n calls) put(b *Binding, c goja.FunctionCall) goja.Value {
	var o PutOptions
	decode(c.Argument(4), &o)
	content := n.content(c.Argument(2), c.Argument(3))
	promise, settle := n.promise("put", content.Outside())
	b.writes().Put(b.Bucket, c.Argument(1).String(), content, o, func(made *Object, err error) {
		settle(err, func(vm *goja.Runtime) goja.Value { return nullOr(made, func() goja.Value { return fields(vm, made) }) })
	})
	return promise
}

func (n calls) delete(b *Binding, c goja.FunctionCall) goja.Value {
	var keys []string
	decode(c.Argument(1), &keys)
	promise, settle := n.promise("delete", false)
	b.writes().Delete(b.Bucket, keys, func(err error) { settle(err, nothing) })
	return promise
}

func nothing(*goja.Runtime) goja.Value { return goja.Undefined() }

func (n calls) list(b *Binding, c goja.FunctionCall) goja.Value {
	var o ListOptions
	decode(c.Argument(1), &o)
	promise, settle := n.promise("list", false)
	b.Store.List(b.Bucket, o, func(p *Page, err error) {
		settle(err, func(vm *goja.Runtime) goja.Value { return pageFields(vm, p) })
	})
	return promise
}

func (n calls) create(b *Binding, c goja.FunctionCall) goja.Value {
	var m Metadata
	decode(c.Argument(2), &m)
	promise, settle := n.promise("createMultipartUpload", false)
	b.writes().Create(b.Bucket, c.Argument(1).String(), m, func(id string, err error) {
		settle(err, func(vm *goja.Runtime) goja.Value { return vm.ToValue(id) })
	})
	return promise
}

func (n calls) uploadPart(b *Binding, c goja.FunctionCall) goja.Value {
	content := n.content(c.Argument(5), c.Argument(6))
	promise, settle := n.promise("uploadPart", content.Outside())
	b.writes().UploadPart(b.Bucket, c.Argument(1).String(), c.Argument(2).String(), int(c.Argument(3).ToInteger()), c.Argument(4).String(), content, func(etag string, err error) {
		settle(err, func(vm *goja.Runtime) goja.Value { return vm.ToValue(etag) })
	})
	return promise
}

func (n calls) complete(b *Binding, c goja.FunctionCall) goja.Value {
	var parts []Part
	decode(c.Argument(3), &parts)
	promise, settle := n.promise("completeMultipartUpload", false)
	b.writes().Complete(b.Bucket, c.Argument(1).String(), c.Argument(2).String(), parts, func(made *Object, err error) {
		settle(err, func(vm *goja.Runtime) goja.Value { return nullOr(made, func() goja.Value { return fields(vm, made) }) })
	})
	return promise
}

func (n calls) abort(b *Binding, c goja.FunctionCall) goja.Value {
	promise, settle := n.promise("abortMultipartUpload", false)
	b.writes().Abort(b.Bucket, c.Argument(1).String(), c.Argument(2).String(), func(err error) { settle(err, nothing) })
	return promise
}

func nullOr(o *Object, make func() goja.Value) goja.Value {
	if o == nil {
		return goja.Null()
	}
	return make()
}
