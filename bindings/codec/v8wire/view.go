package v8wire

// A ViewType is a kind of typed array, or DataView.
type ViewType byte

// The view types, by the byte that stands for each.
const (
	Int8Array         ViewType = 'b'
	Uint8Array        ViewType = 'B'
	Uint8ClampedArray ViewType = 'C'
	Int16Array        ViewType = 'w'
	Uint16Array       ViewType = 'W'
	Int32Array        ViewType = 'd'
	Uint32Array       ViewType = 'D'
	Float32Array      ViewType = 'f'
	Float64Array      ViewType = 'F'
	BigInt64Array     ViewType = 'q'
	BigUint64Array    ViewType = 'Q'
	DataView          ViewType = '?'
)

type viewInfo struct {
	typ  ViewType
	name string
	size int
}

// views is in the order of Node's own numbers for them; there the number 10 is
// Buffer, a Uint8Array elsewhere.
var views = [...]viewInfo{
	{Int8Array, "Int8Array", 1},
	{Uint8Array, "Uint8Array", 1},
	{Uint8ClampedArray, "Uint8ClampedArray", 1},
	{Int16Array, "Int16Array", 2},
	{Uint16Array, "Uint16Array", 2},
	{Int32Array, "Int32Array", 4},
	{Uint32Array, "Uint32Array", 4},
	{Float32Array, "Float32Array", 4},
	{Float64Array, "Float64Array", 8},
	{DataView, "DataView", 1},
	{Uint8Array, "Uint8Array", 1},
	{BigInt64Array, "BigInt64Array", 8},
	{BigUint64Array, "BigUint64Array", 8},
}

// ViewTypeOf returns the type with the given constructor name.
func ViewTypeOf(name string) (ViewType, bool) {
	for _, v := range views {
		if v.name == name {
			return v.typ, true
		}
	}
	return 0, false
}

// String returns the name of the constructor.
func (t ViewType) String() string { return t.info().name }

// Size returns the bytes of one element, 0 for an unknown type.
func (t ViewType) Size() int { return t.info().size }

func (t ViewType) info() viewInfo {
	for _, v := range views {
		if v.typ == t {
			return v
		}
	}
	return viewInfo{}
}
