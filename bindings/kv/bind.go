package kv

import (
	_ "embed"
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/wellformed"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

//go:embed js/kv.js
var source string

// library has the class. Its private field carries the Namespace, which is what
// makes a forged or detached call illegal.
var library = runtime.NewLibrary("kv.js", source, natives)

// A Keeper is what a binding reads and writes; *Store is one. Its callbacks may
// come from any goroutine.
type Keeper interface {
	Get(namespace, key string, done func(*Entry, error))
	GetAll(namespace string, keys []string, done func([]*Entry, error))
	Put(namespace, key string, v *Value, o PutOptions, done func(error))
	Delete(namespace, key string, done func(error))
	List(namespace string, o ListOptions, done func(Page, error))
}

// A Namespace is the binding env.NAME of a namespace.
type Namespace struct {
	Binding string
	ID      string
	Keeper  Keeper
	Clock   clock.Clock
}

// Name returns the property of env.
func (n *Namespace) Name() string { return n.Binding }

// Bind makes the KvNamespace object.
func (n *Namespace) Bind(i *runtime.Isolate) (goja.Value, error) {
	make, _ := goja.AssertFunction(library.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(n))
}

func natives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	of := func(c goja.FunctionCall) *Namespace { return c.Argument(0).Export().(*Namespace) }
	text := func(c goja.FunctionCall, n int) string { return c.Argument(n).String() }
	native.Set("checkKey", func(c goja.FunctionCall) goja.Value {
		if err := CheckKey(text(c, 2)); err != nil {
			panic(i.ErrorValue(failed(text(c, 1), err, i)))
		}
		return goja.Undefined()
	})
	native.Set("get", func(c goja.FunctionCall) goja.Value {
		return of(c).get(i, text(c, 1), integer(c.Argument(2)), text(c, 3))
	})
	native.Set("getAll", func(c goja.FunctionCall) goja.Value {
		var keys []string
		if err := vm.ExportTo(c.Argument(1), &keys); err != nil {
			panic(err)
		}
		return of(c).getAll(i, keys, integer(c.Argument(2)), text(c, 3))
	})
	native.Set("value", func(c goja.FunctionCall) goja.Value { return valueOf(i, c.Argument(0)) })
	native.Set("drain", func(c goja.FunctionCall) goja.Value { return drain(i, c.Argument(0), c.Argument(1)) })
	native.Set("put", func(c goja.FunctionCall) goja.Value {
		o := PutOptions{Expiration: integer(c.Argument(3)), TTL: integer(c.Argument(4)), Metadata: text(c, 5)}
		return of(c).put(i, text(c, 1), taken(c.Argument(2)), o)
	})
	native.Set("delete", func(c goja.FunctionCall) goja.Value { return of(c).delete(i, text(c, 1)) })
	native.Set("list", func(c goja.FunctionCall) goja.Value {
		return of(c).list(i, ListOptions{Prefix: text(c, 1), Cursor: text(c, 2), Limit: c.Argument(3).ToInteger()})
	})
}

func integer(v goja.Value) *int64 {
	if goja.IsUndefined(v) {
		return nil
	}
	n := v.ToInteger()
	return &n
}

// failed is what a script gets for an error of an operation.
func failed(operation string, err error, i *runtime.Isolate) error {
	var refusal *Refusal
	switch {
	case errors.As(err, &refusal) && refusal.Status == 0:
		return &typeError{i, refusal.Reason}
	case errors.As(err, &refusal):
		return fmt.Errorf("KV %s failed: %w", operation, refusal)
	}
	return fmt.Errorf("KV %s failed: 500 %w", operation, err)
}

// typeError is a Go error that becomes a TypeError.
type typeError struct {
	i    *runtime.Isolate
	text string
}

func (t *typeError) Error() string                    { return t.text }
func (t *typeError) JSValue(*goja.Runtime) goja.Value { return t.i.NewError("TypeError", t.text) }

func (n *Namespace) get(i *runtime.Isolate, key string, cacheTTL *int64, typ string) goja.Value {
	promise, ticket := i.Promise("kv get " + key)
	reply := func(e *Entry, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, failed("GET", err, i)
			}
			return shown(i, e, typ)
		})
	}
	if err := checkCacheTTL(cacheTTL); err != nil {
		reply(nil, err)
		return promise
	}
	n.Keeper.Get(n.ID, key, reply)
	return promise
}

// shown makes the object {value, metadata} for an entry; null where there is
// none.
func shown(i *runtime.Isolate, e *Entry, typ string) (goja.Value, error) {
	if e == nil {
		return goja.Null(), nil
	}
	vm := i.VM()
	var value goja.Value
	var err error
	switch typ {
	case "text", "json":
		value = vm.ToValue(string(wellformed.UTF8(e.Value)))
	case "arrayBuffer":
		value = vm.ToValue(vm.NewArrayBuffer(e.Value))
	case "stream":
		value, err = webapi.NewStream(i, e.Value)
	default:
		err = &typeError{i, `Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".`}
	}
	if err != nil {
		return nil, err
	}
	o := vm.NewObject()
	o.Set("value", value)
	o.Set("metadata", e.Metadata)
	return o, nil
}

func (n *Namespace) getAll(i *runtime.Isolate, keys []string, cacheTTL *int64, typ string) goja.Value {
	promise, ticket := i.Promise("kv get")
	reply := func(all []*Entry, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, failed("GET_BULK", err, i)
			}
			out := make([]any, len(all))
			for at, e := range all {
				if out[at], err = shown(i, e, typ); err != nil {
					return nil, err
				}
			}
			return vm.NewArray(out...), nil
		})
	}
	err := checkCacheTTL(cacheTTL)
	if typ != "text" && typ != "json" {
		err = refuse(400, `%q is not a valid type. Use "json" or "text"`, typ)
	}
	if err != nil {
		reply(nil, err)
		return promise
	}
	n.Keeper.GetAll(n.ID, keys, reply)
	return promise
}

// valueOf makes a value of what put() was given: an object for taken, with the
// stream that is still to be drained into it, if there is one.
func valueOf(i *runtime.Isolate, given goja.Value) goja.Value {
	vm := i.VM()
	o := vm.NewObject()
	v := &Value{}
	if goja.IsString(given) {
		v = Bytes([]byte(given.String()))
	} else if data, ok := webapi.Bytes(vm, given); ok {
		v = Bytes(append([]byte{}, data...))
	} else if webapi.IsStream(i, given) {
		o.Set("stream", given)
	} else {
		panic(i.NewError("TypeError", "KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values."))
	}
	o.Set("value", vm.ToValue(v))
	return o
}

func taken(o goja.Value) *Value { return o.(*goja.Object).Get("value").Export().(*Value) }

// drain reads a stream into the value.
func drain(i *runtime.Isolate, o, stream goja.Value) goja.Value {
	v := taken(o)
	done, err := webapi.DrainStream(i, stream, func(chunk []byte) error {
		if _, err := v.Write(chunk); err != nil {
			return failed("PUT", err, i)
		}
		return nil
	})
	if err != nil {
		panic(i.ErrorValue(err))
	}
	return done
}

func (n *Namespace) put(i *runtime.Isolate, key string, v *Value, o PutOptions) goja.Value {
	promise, ticket := i.Promise("kv put " + key)
	reply := settled(i, ticket, "PUT")
	if err := CheckSize(v.Size()); err != nil {
		reply(err)
		return promise
	}
	n.Keeper.Put(n.ID, key, v, o, reply)
	return promise
}

func (n *Namespace) delete(i *runtime.Isolate, key string) goja.Value {
	promise, ticket := i.Promise("kv delete " + key)
	n.Keeper.Delete(n.ID, key, settled(i, ticket, "DELETE"))
	return promise
}

// settled settles a promise that has no value.
func settled(i *runtime.Isolate, ticket *runtime.Ticket, operation string) func(error) {
	return func(err error) {
		ticket.Settle(func(*goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, failed(operation, err, i)
			}
			return goja.Undefined(), nil
		})
	}
}

func (n *Namespace) list(i *runtime.Isolate, o ListOptions) goja.Value {
	promise, ticket := i.Promise("kv list")
	n.Keeper.List(n.ID, o, func(p Page, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if err != nil {
				return nil, failed("GET", err, i)
			}
			return p.object(vm), nil
		})
	})
	return promise
}

// object makes the result of list(); metadata are still JSON in it.
func (p Page) object(vm *goja.Runtime) goja.Value {
	keys := make([]any, len(p.Keys))
	for n, k := range p.Keys {
		o := vm.NewObject()
		o.Set("name", k.Name)
		if k.Expiration != 0 {
			o.Set("expiration", k.Expiration)
		}
		if k.Metadata != "" {
			o.Set("metadata", k.Metadata)
		}
		keys[n] = o
	}
	out := vm.NewObject()
	out.Set("keys", vm.NewArray(keys...))
	out.Set("list_complete", p.Complete)
	if p.Cursor != "" {
		out.Set("cursor", p.Cursor)
	}
	out.Set("cacheStatus", goja.Null())
	return out
}
