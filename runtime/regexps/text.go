package regexps

import (
	"reflect"
	"unicode/utf16"

	"github.com/dop251/goja"

	"paddock/runtime/regexp"
)

var emptyString = goja.StringFromUTF16(nil)

// toString is ToString of the specification; it throws.
func (r *realm) toString(v goja.Value) goja.String {
	if o, ok := v.(*goja.Object); ok {
		v = o.ToString() // a primitive
	}
	switch v := v.(type) {
	case goja.String:
		return v
	case *goja.Symbol:
		r.typeError("Cannot convert a Symbol value to a string")
	case nil:
		return r.toString(goja.Undefined())
	}
	return goja.StringFromUTF16(utf16.Encode([]rune(v.String())))
}

// A text is a string in the form that the engine reads.
type text struct {
	value goja.String
	ascii string
	units []uint16 // nil when the text is ASCII
}

// lastText remembers a string that goja keeps in a form of which the text must
// be made.
type lastText struct {
	value goja.String
	text  text
}

var unitsType = reflect.TypeFor[[]uint16]()

// text looks into a string without copying it. goja has three kinds: ASCII, UTF-16 with a
// byte order mark, and what came from Go.
func (r *realm) text(s goja.String) text {
	v := reflect.ValueOf(s)
	switch v.Kind() {
	case reflect.String:
		return text{value: s, ascii: v.String()}
	case reflect.Slice:
		units := v.Convert(unitsType).Interface().([]uint16)
		return text{value: s, units: units[1:]}
	}
	if r.texts.value == s {
		return r.texts.text
	}
	t := r.text(s.Substring(0, s.Length()))
	r.texts = lastText{s, t}
	return t
}

func (t *text) len() int {
	if t.units != nil {
		return len(t.units)
	}
	return len(t.ascii)
}

func (t *text) slice(from, to int) goja.String { return t.value.Substring(from, to) }

// unit returns the code unit at i.
func (t *text) unit(i int) uint16 {
	if t.units != nil {
		return t.units[i]
	}
	return uint16(t.ascii[i])
}

// after is AdvanceStringIndex.
func (t *text) after(i int, unicode bool) int {
	if unicode && t.units != nil && i+1 < len(t.units) && utf16.IsSurrogate(rune(t.units[i])) &&
		utf16.DecodeRune(rune(t.units[i]), rune(t.units[i+1])) != 0xFFFD {
		return i + 2
	}
	return i + 1
}

// sourceUnits returns how to get the code units of a source, and a key for it.
func sourceUnits(s goja.String) (units func() []uint16, key string) {
	n := s.Length()
	get := func() []uint16 {
		out := make([]uint16, n)
		for i := range out {
			out[i] = s.CharAt(i)
		}
		return out
	}
	if reflect.ValueOf(s).Kind() == reflect.String {
		return get, s.String()
	}
	b := make([]byte, 0, 2*n+1)
	b = append(b, 0xFF) // no ASCII source has the same key
	for _, u := range get() {
		b = append(b, byte(u>>8), byte(u))
	}
	return get, string(b)
}

// match runs the engine; nil means no match. It throws a RangeError for an
// expression that backtracks too far, and does not return when the runtime is to stop.
func (r *realm) match(p *regexp.Program, t *text, at int) []int {
	var captures []int
	var err error
	if t.units != nil {
		captures, err = r.matcher.MatchUTF16(p, t.units, at)
	} else {
		captures, err = r.matcher.MatchASCII(p, t.ascii, at)
	}
	switch err {
	case nil:
		return captures
	case regexp.ErrStopped:
		r.stop()
	}
	r.throw("RangeError", "Maximum call stack size exceeded")
	return nil
}

// spin runs until the interrupt that is pending comes through, which no script
// can catch.
var spin = goja.MustCompile("paddock:stop", "for (;;);", true)

func (r *realm) stop() {
	_, err := r.vm.RunProgram(spin)
	panic(err)
}
