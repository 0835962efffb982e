package anatomy

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// stringKinds are the first words of the engine's two flat kinds of strings.
type stringKinds struct{ ascii, wide unsafe.Pointer }

// bom is what stands before the units of a string in the engine.
const bom = 0xfeff

var flat = sync.OnceValue(func() *stringKinds {
	ascii, wide := goja.StringFromUTF16([]uint16{'a'}), goja.StringFromUTF16([]uint16{0xe9})
	a, w := reflect.ValueOf(ascii), reflect.ValueOf(wide)
	if a.Kind() != reflect.String || w.Kind() != reflect.Slice || w.Type().Elem().Kind() != reflect.Uint16 || w.Len() != 2 || w.Index(0).Uint() != bom {
		return nil
	}
	return &stringKinds{(*words)(unsafe.Pointer(&ascii))[0], (*words)(unsafe.Pointer(&wide))[0]}
})

// A Builder appends to strings of the engine in place, where a string is the
// last that it made: the text of a loop is not copied each time round. The zero Builder is
// ready. It is for one goroutine.
type Builder struct {
	bytes []byte   // the last string, if it is ASCII
	units []uint16 // or beyond, behind a byte order mark
}

// Append returns left and right in one, nil if it does not know the engine's
// strings.
func (b *Builder) Append(left, right goja.String) goja.String {
	k := flat()
	if k == nil {
		return nil
	}
	leftBytes, leftUnits := k.contents(left)
	rightBytes, rightUnits := k.contents(right)
	if leftUnits == nil && rightUnits == nil {
		if !same(b.bytes, leftBytes) {
			b.bytes = append(make([]byte, 0, 2*(len(leftBytes)+len(rightBytes))), leftBytes...)
		}
		b.bytes, b.units = append(b.bytes, rightBytes...), nil
		text := unsafe.String(unsafe.SliceData(b.bytes), len(b.bytes))
		return made(k.ascii, unsafe.Pointer(&text))
	}
	if leftUnits == nil || !same(b.units, leftUnits) {
		b.units = make([]uint16, 1, 2*(len(leftBytes)+len(leftUnits)+len(rightBytes)+len(rightUnits)))
		b.units[0] = bom
		b.units = extend(b.units, leftBytes, leftUnits)
	}
	b.units, b.bytes = extend(b.units, rightBytes, rightUnits), nil
	text := b.units[:len(b.units):len(b.units)]
	return made(k.wide, unsafe.Pointer(&text))
}

// same reports whether what was made last is the string at hand.
func same[T any](last, s []T) bool {
	return len(last) > 0 && len(last) == len(s) && unsafe.SliceData(last) == unsafe.SliceData(s)
}

func extend(to []uint16, bytes []byte, units []uint16) []uint16 {
	for _, c := range bytes {
		to = append(to, uint16(c))
	}
	if units != nil {
		to = append(to, units[1:]...)
	}
	return to
}

// contents returns the bytes of an ASCII string, or the units of another one
// behind a byte order mark.
func (k *stringKinds) contents(s goja.String) ([]byte, []uint16) {
	data := (*words)(unsafe.Pointer(&s))[1]
	switch (*words)(unsafe.Pointer(&s))[0] {
	case k.ascii:
		text := *(*string)(data)
		return unsafe.Slice(unsafe.StringData(text), len(text)), nil
	case k.wide:
		return nil, *(*[]uint16)(data)
	}
	return k.contents(s.Substring(0, s.Length())) // came from Go
}

func made(kind, data unsafe.Pointer) (s goja.String) {
	*(*words)(unsafe.Pointer(&s)) = words{kind, data}
	return s
}
