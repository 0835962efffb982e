package codec

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
)

// An External is a part of a frozen value that no clone can hold, such as a
// function that stays where it is and can be called from afar. What it means is
// for those who freeze and thaw to agree on.
type External struct{ Value any }

// Freeze takes a value out of its runtime: the result has no tie to it, and may
// be handed to any goroutine, to be thawed once. It is stricter than a clone: an
// object of a class of the script's own is refused. external is asked about each
// object that is not plainly data, and may take it over.
func (c *Codec) Freeze(v goja.Value, external func(*goja.Object) (*External, bool)) (frozen v8wire.Value, err error) {
	err = c.try(func() {
		s := &serializer{Codec: c, memory: map[*goja.Object]v8wire.Value{}, external: external}
		frozen = s.value(v)
	})
	return frozen, err
}

// Thaw makes a value of this runtime of one that Freeze took from another. It
// takes over the memory of the frozen one. external makes the object that an
// External stands for, or throws.
func (c *Codec) Thaw(frozen v8wire.Value, external func(*External) *goja.Object) (v goja.Value, err error) {
	err = c.try(func() {
		d := &deserializer{Codec: c, memory: map[v8wire.Value]*goja.Object{}, external: external}
		v = d.value(frozen)
	})
	return v, err
}

// taken asks whether somebody else takes an object over.
func (s *serializer) taken(o *goja.Object) (v8wire.Value, bool) {
	if s.external == nil || o.ClassName() == "Array" || o.ClassName() == "Object" && o.Prototype() == s.in.objectPrototype && !isProxy(o) {
		return nil, false
	}
	e, ok := s.external(o)
	if !ok {
		return nil, false
	}
	return keep(s, o, e), true
}

// mustBePlain refuses an object that has a class, where classes are not data.
func (s *serializer) mustBePlain(o *goja.Object) {
	if s.external != nil && o.Prototype() != s.in.objectPrototype {
		name := s.constructorName(o)
		if name == "" {
			name = "Object"
		}
		s.refuse(`Could not serialize object of type "` + name + `". This type does not support serialization.`)
	}
}
