package codec

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
)

// A hostObject stands for an object of the platform in a structured clone.
type hostObject struct{ make func() goja.Value }

// StructuredClone copies v as the HTML standard says. The ArrayBuffers in
// transfer hand their memory to the copy and are detached; they stay as they
// are when the copy fails. So do the objects of the platform in it.
func (c *Codec) StructuredClone(v goja.Value, transfer ...goja.Value) (clone goja.Value, err error) {
	err = c.try(func() {
		s := &serializer{Codec: c, memory: map[*goja.Object]v8wire.Value{}, cloning: true}
		hosts := s.transferList(transfer)
		copied := s.value(v)
		s.takeTransferred()
		d := &deserializer{Codec: c, memory: map[v8wire.Value]*goja.Object{}}
		for _, h := range hosts { // transferred, whether the value has it or not
			d.object(h)
		}
		clone = d.value(copied)
	})
	return clone, err
}

// transferList checks that everything in the list can be transferred, and
// returns what is no buffer.
func (s *serializer) transferList(list []goja.Value) (hosts []*hostObject) {
	s.transfer = map[*goja.Object]*v8wire.ArrayBuffer{}
	for _, v := range list {
		if b, ok := arrayBuffer(v); ok {
			o := v.(*goja.Object)
			if _, twice := s.transfer[o]; twice {
				s.refuse("Transfer list contains duplicate ArrayBuffer")
			}
			s.mustBeTransferable(b)
			if s.Fixed != nil && s.Fixed(o) {
				s.refuse("An ArrayBuffer is the memory of a WebAssembly module and could not be transferred.")
			}
			s.transfer[o] = &v8wire.ArrayBuffer{}
			continue
		}
		o, ok := v.(*goja.Object)
		if _, twice := s.memory[o]; twice {
			s.refuse("Transfer list contains an object twice.")
		}
		var make func() goja.Value
		if ok && s.Host != nil {
			make = s.Host(o, true)
		}
		if make == nil {
			s.refuse("Value not transferable.")
		}
		hosts = append(hosts, keep(s, o, &hostObject{make}))
	}
	return hosts
}

// host serializes an object of the platform, and refuses one that has no copy.
// It returns nil for any other.
func (s *serializer) host(o *goja.Object) v8wire.Value {
	if p := o.Prototype(); p == nil || p == s.in.objectPrototype || s.PlatformClass == nil || s.PlatformClass(o) == "" {
		return nil
	}
	if s.cloning && s.Host != nil {
		if make := s.Host(o, false); make != nil {
			return keep(s, o, &hostObject{make})
		}
	}
	s.refuseObject(o)
	return nil
}

func (c *Codec) mustBeTransferable(b goja.ArrayBuffer) {
	if b.Detached() {
		c.refuse("An ArrayBuffer is detached and could not be cloned.")
	}
}

// takeTransferred moves the memory. A getter may have detached a buffer since
// the list was checked, and then none is taken.
func (s *serializer) takeTransferred() {
	for o := range s.transfer {
		b, _ := arrayBuffer(o)
		s.mustBeTransferable(b)
	}
	for o, to := range s.transfer {
		b, _ := arrayBuffer(o)
		to.Data = b.Bytes()
		b.Detach()
	}
}
