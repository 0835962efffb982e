package rpc

import (
	"errors"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/bindings/codec/v8wire"
	"paddock/runtime"
)

// A Payload is a value on its way between isolates. It is looked at once, or
// dropped.
type Payload struct {
	value    v8wire.Value
	refs     []*reference // all that are inside, the disposer included
	disposer *reference   // of a result: to be called when its receiver disposes it
	host     *scope       // of a result: the invocation that the call began
	opened   bool
}

// Data returns a payload of plain data.
func Data(v v8wire.Value) *Payload { return &Payload{value: v} }

// Plain returns what the payload holds, for those who need no engine to look at
// it, and false when some of it is no data.
func (p *Payload) Plain() (v8wire.Value, bool) {
	return p.value, len(p.refs) == 0
}

// Drop gives up a payload that nobody will look at. It may be nil.
func (p *Payload) Drop() {
	if p == nil || p.opened {
		return
	}
	p.opened = true
	for _, r := range p.refs {
		r.release()
	}
}

// part is an External that holds what pack returned.
type part struct {
	tag  string
	ref  *reference   // "stub", "readable", "writable"
	svc  Service      // "service"
	more v8wire.Value // "message": the parts; "exception": the message
	name string       // "exception"
	size int64        // "readable"
}

// freeze takes a value out of the isolate. hold says that what it lends keeps
// the invocation open, as a result does and arguments do not.
func freeze(i *runtime.Isolate, v goja.Value, hold bool) (*Payload, error) {
	f := &freezer{i: i, scope: scopeOf(i), hold: hold, out: &Payload{}}
	f.pack, _ = goja.AssertFunction(exports(i).Get("pack"))
	var err error
	if f.out.value, err = Codec(i).Freeze(v, f.external); err != nil {
		f.out.Drop()
		return nil, err
	}
	return f.out, nil
}

// mustFreeze is freeze for natives: it throws.
func mustFreeze(i *runtime.Isolate, v, disposer goja.Value, hold bool) *Payload {
	p, err := freeze(i, v, hold)
	if err != nil {
		panic(i.ErrorValue(err))
	}
	if _, ok := goja.AssertFunction(disposer); ok {
		p.disposer = scopeOf(i).lendHeld(disposer, true, hold)
		p.refs = append(p.refs, p.disposer)
	}
	return p
}

type freezer struct {
	i     *runtime.Isolate
	scope *scope
	hold  bool
	pack  goja.Callable
	out   *Payload
}

// external asks the library about an object. It panics with what that throws.
func (f *freezer) external(o *goja.Object) (*codec.External, bool) {
	v, err := f.pack(goja.Undefined(), o)
	if err != nil {
		var ex *goja.Exception
		if errors.As(err, &ex) {
			panic(ex.Value())
		}
		panic(err)
	}
	packed, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	at := func(n string) goja.Value { return packed.Get(n) }
	p := &part{tag: at("0").String()}
	switch p.tag {
	case "stub":
		p.ref = f.refer(at("1").Export().(*reference))
	case "service":
		p.svc = at("1").Export().(Service)
	case "lend":
		p.tag, p.ref = "stub", f.lend(at("1"), at("2").ToBoolean())
	case "readable":
		p.ref, p.size = f.lend(at("1"), true), at("2").ToInteger()
	case "writable":
		p.ref = f.lend(at("1"), true)
	case "exception":
		p.more, p.name = v8wire.String(at("1").String()), at("2").String()
	case "message":
		if p.more, err = Codec(f.i).Freeze(at("1"), f.external); err != nil {
			panic(f.i.ErrorValue(err))
		}
	}
	return &codec.External{Value: p}, true
}

func (f *freezer) lend(v goja.Value, instance bool) *reference {
	r := f.scope.lendHeld(v, instance, f.hold)
	f.out.refs = append(f.out.refs, r)
	return r
}

// refer sends on a stub that this isolate has: the receiver gets one of its own.
func (f *freezer) refer(r *reference) *reference {
	if r.released {
		panic(f.i.NewError("Error", usedAfterDisposal))
	}
	out := r.object.refer()
	f.out.refs = append(f.out.refs, out)
	return out
}

// thaw makes the payload's value; unpack is the library's function for what is
// not data. It panics with what that throws.
func thaw(i *runtime.Isolate, p *Payload, unpack goja.Value) goja.Value {
	fn, _ := goja.AssertFunction(unpack)
	vm := i.VM()
	scope := scopeOf(i)
	scope.receive(p)
	var external func(*codec.External) *goja.Object
	external = func(e *codec.External) *goja.Object {
		part := e.Value.(*part)
		args := []goja.Value{vm.ToValue(part.tag)}
		switch part.tag {
		case "stub", "writable":
			args = append(args, vm.ToValue(part.ref))
		case "readable":
			args = append(args, vm.ToValue(part.ref), vm.ToValue(part.size))
		case "service":
			args = append(args, vm.ToValue(part.svc))
		case "exception":
			args = append(args, vm.ToValue(string(part.more.(v8wire.String))), vm.ToValue(part.name))
		case "message":
			parts, err := Codec(i).Thaw(part.more, external)
			if err != nil {
				panic(i.ErrorValue(err))
			}
			args = append(args, parts)
		}
		v, err := fn(goja.Undefined(), args...)
		if err != nil {
			panic(i.ErrorValue(err))
		}
		return v.(*goja.Object)
	}
	v, err := Codec(i).Thaw(p.value, external)
	if err != nil {
		panic(i.ErrorValue(err))
	}
	return v
}

// encodeProps keeps props for any number of calls.
func encodeProps(i *runtime.Isolate, v goja.Value) []byte {
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	data, err := Codec(i).Encode(codec.V8, v)
	if err != nil {
		panic(i.ErrorValue(err))
	}
	return data
}
