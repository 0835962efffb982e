package codec

import (
	"github.com/dop251/goja"

	"paddock/bindings/codec/v8wire"
)

// StructuredClone copies v as the HTML standard says. The ArrayBuffers in
// transfer hand their memory to the copy and are detached; they stay as they
// are when the copy fails.
func (c *Codec) StructuredClone(v goja.Value, transfer ...goja.Value) (clone goja.Value, err error) {
	err = c.try(func() {
		s := &serializer{Codec: c, memory: map[*goja.Object]v8wire.Value{}}
		s.transfer = c.transferList(transfer)
		copied := s.value(v)
		s.takeTransferred()
		clone = c.deserialize(copied)
	})
	return clone, err
}

// transferList checks that everything in the list can be transferred.
func (c *Codec) transferList(list []goja.Value) map[*goja.Object]*v8wire.ArrayBuffer {
	buffers := map[*goja.Object]*v8wire.ArrayBuffer{}
	for _, v := range list {
		b, ok := arrayBuffer(v)
		if !ok {
			c.refuse("Value not transferable: only an ArrayBuffer is.")
		}
		o := v.(*goja.Object)
		if _, twice := buffers[o]; twice {
			c.refuse("Transfer list contains duplicate ArrayBuffer")
		}
		c.mustBeTransferable(b)
		buffers[o] = &v8wire.ArrayBuffer{}
	}
	return buffers
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
