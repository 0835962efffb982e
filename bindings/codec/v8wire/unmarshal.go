package v8wire

import (
	"errors"
	"math"
	"slices"
	"strings"
)

var (
	// ErrVersion says that the data is of no version that can be read.
	ErrVersion = errors.New("Unable to deserialize cloned data due to invalid or unsupported version.") //nolint:staticcheck // V8's words
	// ErrMalformed says that the data is not what V8 writes.
	ErrMalformed = errors.New("Unable to deserialize cloned data.") //nolint:staticcheck // V8's words
)

// Unmarshal reads a value. What follows it is ignored, as V8 does. The
// buffers in the value share no memory with data.
func Unmarshal(data []byte) (v Value, err error) {
	r := &reader{data: data}
	defer func() {
		switch x := recover().(type) {
		case nil:
		case malformed:
			v, err = nil, ErrMalformed
		default:
			panic(x)
		}
	}()
	if len(data) == 0 || data[0] != tagVersion {
		return nil, ErrVersion
	}
	r.pos = 1
	if r.version = r.varint(); r.version < oldestVersion || r.version > Version {
		return nil, ErrVersion
	}
	return r.value(), nil
}

// value reads a value, and the view of it when it is a buffer that one follows.
func (r *reader) value() Value {
	if r.depth++; r.depth > MaxDepth {
		r.fail()
	}
	v := r.bare(r.tag())
	r.depth--
	if buffer, ok := v.(*ArrayBuffer); ok && r.peek() == tagView {
		r.tag()
		return r.view(buffer)
	}
	return v
}

func (r *reader) bare(tag byte) Value {
	if s, ok := r.stringTail(tag); ok {
		return s
	}
	switch tag {
	case tagObjectCount:
		r.varint()
		return r.value()
	case tagUndefined:
		return Undefined{}
	case tagNull:
		return Null{}
	case tagTrue:
		return Bool(true)
	case tagFalse:
		return Bool(false)
	case tagInt32:
		n := r.varint()
		return Number(int32(n>>1) ^ -int32(n&1))
	case tagUint32:
		return Number(r.varint())
	case tagDouble:
		return Number(r.double())
	case tagBigInt:
		return &BigInt{r.bigint()}
	case tagReference:
		v := r.reference()
		r.check(v != nil)
		return v
	}
	return r.object(tag)
}

func (r *reader) object(tag byte) Value {
	switch tag {
	case tagObject:
		o := &Object{}
		r.begin(o)
		o.Props = r.properties(tagObjectEnd)
		return o
	case tagDenseArray:
		return r.dense()
	case tagSparseArray:
		return r.sparse()
	case tagDate:
		return r.keep(&Date{r.double()})
	case tagTrueObject:
		return r.keep(&Boxed{Bool(true)})
	case tagFalseObject:
		return r.keep(&Boxed{Bool(false)})
	case tagNumberObject:
		return r.keep(&Boxed{Number(r.double())})
	case tagBigIntObject:
		return r.keep(&Boxed{&BigInt{r.bigint()}})
	case tagStringObject:
		return r.keep(&Boxed{r.text()})
	case tagRegExp:
		return r.regexp()
	case tagMap:
		m := &Map{}
		r.begin(m)
		m.Entries = r.collection(tagMapEnd)
		r.check(len(m.Entries)%2 == 0)
		return m
	case tagSet:
		s := &Set{}
		r.begin(s)
		s.Members = r.collection(tagSetEnd)
		return s
	case tagBuffer:
		return r.buffer(r.varint())
	case tagResizableBuffer:
		n, most := r.varint(), r.varint()
		r.check(n <= most)
		return r.buffer(n)
	case tagHost:
		return r.nodeView()
	case tagError:
		return r.error()
	}
	r.fail()
	return nil
}

func (r *reader) keep(v Value) Value {
	r.begin(v)
	return v
}

func (r *reader) buffer(n uint32) Value {
	return r.keep(&ArrayBuffer{append([]byte{}, r.bytes(n)...)})
}

// properties reads up to the closing tag and checks their count. As V8 it
// refuses a key that comes twice.
func (r *reader) properties(end byte) []Property {
	var props []Property
	var seen map[string]struct{} // once there are too many to compare each
	for r.peek() != end {
		key := r.key()
		if len(props) == smallObject {
			seen = make(map[string]struct{}, 2*smallObject)
			for _, p := range props {
				seen[p.Key] = struct{}{}
			}
		}
		if seen == nil {
			r.check(!slices.ContainsFunc(props, func(p Property) bool { return p.Key == key }))
		} else {
			_, twice := seen[key]
			r.check(!twice)
			seen[key] = struct{}{}
		}
		props = append(props, Property{key, r.value()})
	}
	r.tag()
	r.check(int(r.varint()) == len(props))
	return props
}

const smallObject = 16

func (r *reader) key() string {
	switch k := r.value().(type) {
	case String:
		return string(k)
	case Number:
		return FormatNumber(float64(k))
	}
	r.fail()
	return ""
}

func (r *reader) dense() Value {
	a := &Array{Length: r.varint(), Dense: true}
	r.check(uint64(a.Length) <= uint64(r.left())) // an element takes a byte at least
	r.begin(a)
	for range a.Length {
		if r.peek() == tagHole {
			r.tag()
			a.Items = append(a.Items, Hole{})
			continue
		}
		a.Items = append(a.Items, r.value())
	}
	a.Props = r.properties(tagDenseArrayEnd)
	r.check(r.varint() == a.Length)
	for _, p := range a.Props { // an element that was there already
		i, ok := index(p.Key)
		r.check(!ok || i >= a.Length || a.Items[i] == Value(Hole{}))
	}
	return a
}

func (r *reader) sparse() Value {
	a := &Array{Length: r.varint()}
	r.begin(a)
	a.Props = r.properties(tagSparseArrayEnd)
	r.check(r.varint() == a.Length)
	return a
}

// collection reads up to the closing tag and checks the count of values.
func (r *reader) collection(end byte) []Value {
	var values []Value
	for r.peek() != end {
		values = append(values, r.value())
	}
	r.tag()
	r.check(int(r.varint()) == len(values))
	return values
}

func (r *reader) regexp() Value {
	re := &RegExp{}
	r.begin(re)
	re.Source = r.text()
	bits := r.varint()
	r.check(bits < 1<<len(flagLetters))
	var flags strings.Builder
	for i := range len(flagOrder) {
		bit := uint32(1) << strings.IndexByte(flagLetters, flagOrder[i])
		if bits&bit != 0 {
			flags.WriteByte(flagOrder[i])
			bits &^= bit
		}
	}
	r.check(bits == 0)
	re.Flags = flags.String()
	return re
}

// The flags of a view, since version 14.
const (
	viewTracksLength = 1 << iota
	viewIsResizable
)

func (r *reader) view(buffer *ArrayBuffer) Value {
	v := &View{Type: ViewType(r.varint()), Buffer: buffer}
	offset, length := uint64(r.varint()), uint64(r.varint())
	size, flags := uint64(len(buffer.Data)), uint32(0)
	if r.version >= 14 {
		flags = r.varint()
	}
	r.check(v.Type.Size() > 0 && flags < 4 && offset <= size)
	if flags&viewTracksLength != 0 {
		r.check(flags&viewIsResizable != 0)
		length = (size - offset) / uint64(v.Type.Size()) * uint64(v.Type.Size())
	}
	r.check(offset+length <= size)
	r.check(offset%uint64(v.Type.Size()) == 0 && length%uint64(v.Type.Size()) == 0)
	v.Offset, v.Length = int(offset), int(length)
	return r.keep(v)
}

// nodeView reads a view in the form that Node gives it: V8 leaves the contents
// of this tag to the program around it.
func (r *reader) nodeView() Value {
	r.begin(nil)
	id := len(r.objects) - 1
	n, length := r.varint(), r.varint()
	r.check(n < uint32(len(views)))
	info := views[n]
	data := append([]byte{}, r.bytes(length)...)
	data = data[:len(data)/info.size*info.size]
	v := &View{Type: info.typ, Buffer: &ArrayBuffer{data}, Length: len(data)}
	r.objects[id] = v
	return v
}

func (r *reader) error() Value {
	e := &Error{}
	r.begin(e)
	for {
		switch part := r.varint(); part {
		case errorEnd:
			return e
		case errorMessage:
			s := r.text()
			e.Message = &s
		case errorStack:
			s := r.text()
			e.Stack = &s
		case errorCause:
			e.Cause = r.value()
		default:
			r.check(part <= math.MaxUint8)
			e.Name = r.errorName(byte(part))
		}
	}
}

func (r *reader) errorName(tag byte) string {
	for _, t := range errorTags {
		if t.tag == tag {
			return t.name
		}
	}
	r.fail()
	return ""
}
