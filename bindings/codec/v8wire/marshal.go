package v8wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
)

// ErrTooDeep says that a value nests deeper than MaxDepth.
var ErrTooDeep = errors.New("value nests too deeply")

// Marshal writes v. It fails for a value that nests too deeply, and for Go
// types that are no Value.
func Marshal(v Value) ([]byte, error) {
	w := &writer{ids: map[Value]uint32{}}
	w.buf = append(w.buf, tagVersion, Version)
	if err := w.value(v); err != nil {
		return nil, err
	}
	return w.buf, nil
}

type writer struct {
	buf   []byte
	ids   map[Value]uint32
	depth int
}

func (w *writer) tag(t byte)      { w.buf = append(w.buf, t) }
func (w *writer) varint(n uint64) { w.buf = binary.AppendUvarint(w.buf, n) }
func (w *writer) double(f float64) {
	bits := math.Float64bits(f)
	if f != f {
		bits = 0x7ff8000000000000 // the NaN that V8 writes
	}
	w.buf = binary.LittleEndian.AppendUint64(w.buf, bits)
}

func (w *writer) value(v Value) error {
	switch v := v.(type) {
	case Undefined:
		w.tag(tagUndefined)
	case Null:
		w.tag(tagNull)
	case Hole:
		w.tag(tagHole)
	case Bool:
		if v {
			w.tag(tagTrue)
		} else {
			w.tag(tagFalse)
		}
	case Number:
		w.number(float64(v))
	case String:
		w.str(string(v))
	case *BigInt:
		w.tag(tagBigInt)
		w.bigint(v.Int)
	default:
		return w.object(v)
	}
	return nil
}

func (w *writer) number(f float64) {
	if i := int32(f); float64(i) == f && (i != 0 || !math.Signbit(f)) {
		w.tag(tagInt32)
		w.varint(uint64(uint32(i<<1) ^ uint32(i>>31)))
		return
	}
	w.tag(tagDouble)
	w.double(f)
}

func (w *writer) str(s string) {
	if b, ok := latin1(s); ok {
		w.tag(tagOneByte)
		w.varint(uint64(len(b)))
		w.buf = append(w.buf, b...)
		return
	}
	units := ToUTF16(s)
	size := binary.AppendUvarint(nil, uint64(2*len(units)))
	if (len(w.buf)+1+len(size))%2 != 0 { // the units stand at even offsets
		w.tag(tagPadding)
	}
	w.tag(tagTwoByte)
	w.buf = append(w.buf, size...)
	for _, u := range units {
		w.buf = binary.LittleEndian.AppendUint16(w.buf, u)
	}
}

// bigint writes the sign, the length in whole 64-bit digits, and the digits.
func (w *writer) bigint(n *big.Int) {
	b := n.Bytes()
	slices.Reverse(b)
	for len(b)%8 != 0 {
		b = append(b, 0)
	}
	bits := uint64(len(b)) << 1
	if n.Sign() < 0 {
		bits |= 1
	}
	w.varint(bits)
	w.buf = append(w.buf, b...)
}

func (w *writer) object(v Value) error {
	if view, ok := v.(*View); ok && !w.known(v) {
		if err := w.object(view.Buffer); err != nil { // always goes first
			return err
		}
	}
	if w.known(v) {
		w.tag(tagReference)
		w.varint(uint64(w.ids[v]))
		return nil
	}
	w.ids[v] = uint32(len(w.ids))
	if w.depth++; w.depth > MaxDepth {
		return ErrTooDeep
	}
	defer func() { w.depth-- }()
	return w.body(v)
}

func (w *writer) known(v Value) bool {
	_, ok := w.ids[v]
	return ok
}

func (w *writer) body(v Value) error {
	switch v := v.(type) {
	case *Object:
		w.tag(tagObject)
		return w.properties(v.Props, tagObjectEnd)
	case *Array:
		return w.array(v)
	case *Date:
		w.tag(tagDate)
		w.double(v.Ms)
	case *RegExp:
		w.regexp(v)
	case *Boxed:
		return w.boxed(v)
	case *Map:
		w.tag(tagMap)
		return w.collection(v.Entries, tagMapEnd)
	case *Set:
		w.tag(tagSet)
		return w.collection(v.Members, tagSetEnd)
	case *ArrayBuffer:
		w.tag(tagBuffer)
		w.varint(uint64(len(v.Data)))
		w.buf = append(w.buf, v.Data...)
	case *View:
		w.tag(tagView)
		w.varint(uint64(v.Type))
		w.varint(uint64(v.Offset))
		w.varint(uint64(v.Length))
		w.varint(0)
	case *Error:
		return w.error(v)
	default:
		return fmt.Errorf("marshal %T: not a cloneable value", v)
	}
	return nil
}

// properties writes keys and values, the closing tag and their count.
func (w *writer) properties(props []Property, end byte) error {
	for _, p := range props {
		if i, ok := index(p.Key); ok {
			w.number(float64(i))
		} else {
			w.str(p.Key)
		}
		if err := w.value(p.Value); err != nil {
			return err
		}
	}
	w.tag(end)
	w.varint(uint64(len(props)))
	return nil
}

func (w *writer) array(a *Array) error {
	open, end := byte(tagSparseArray), byte(tagSparseArrayEnd)
	if a.Dense {
		open, end = tagDenseArray, tagDenseArrayEnd
	}
	w.tag(open)
	w.varint(uint64(a.Length))
	for _, item := range a.Items {
		if err := w.value(item); err != nil {
			return err
		}
	}
	if err := w.properties(a.Props, end); err != nil {
		return err
	}
	w.varint(uint64(a.Length))
	return nil
}

func (w *writer) collection(values []Value, end byte) error {
	for _, v := range values {
		if err := w.value(v); err != nil {
			return err
		}
	}
	w.tag(end)
	w.varint(uint64(len(values)))
	return nil
}

func (w *writer) regexp(r *RegExp) {
	w.tag(tagRegExp)
	w.str(string(r.Source))
	bits := uint64(0)
	for i := range len(r.Flags) {
		if bit := strings.IndexByte(flagLetters, r.Flags[i]); bit >= 0 {
			bits |= 1 << bit
		}
	}
	w.varint(bits)
}

func (w *writer) boxed(b *Boxed) error {
	switch p := b.Primitive.(type) {
	case Bool:
		if p {
			w.tag(tagTrueObject)
		} else {
			w.tag(tagFalseObject)
		}
	case Number:
		w.tag(tagNumberObject)
		w.double(float64(p))
	case *BigInt:
		w.tag(tagBigIntObject)
		w.bigint(p.Int)
	case String:
		w.tag(tagStringObject)
		w.str(string(p))
	default:
		return fmt.Errorf("marshal an object around %T: not a cloneable value", p)
	}
	return nil
}

func (w *writer) error(e *Error) error {
	w.tag(tagError)
	for _, t := range errorTags {
		if t.name == e.Name {
			w.varint(uint64(t.tag))
		}
	}
	if e.Message != nil {
		w.varint(errorMessage)
		w.str(string(*e.Message))
	}
	if e.Cause != nil {
		w.varint(errorCause)
		if err := w.value(e.Cause); err != nil {
			return err
		}
	}
	if e.Stack != nil {
		w.varint(errorStack)
		w.str(string(*e.Stack))
	}
	w.varint(errorEnd)
	return nil
}
