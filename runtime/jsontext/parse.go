// Package jsontext reads JSON into values of the engine and writes them, much
// faster than the engine does, and words mistakes as V8 does.
package jsontext

import (
	"errors"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// deepest bounds how arrays and objects may nest.
const deepest = 50_000

// ErrDepth says that a text nests too deeply.
var ErrDepth = errors.New("Maximum call stack size exceeded")

// Parse reads one JSON text, which may be WTF-8: lone surrogates in three bytes.
// The error is a *SyntaxError or ErrDepth.
func Parse(vm *goja.Runtime, text string) (v goja.Value, err error) {
	v, _, err = parse(vm, text, false)
	return v, err
}

// parse is Parse; it keeps a record of what was read where if it is asked to.
func parse(vm *goja.Runtime, text string, keep bool) (v goja.Value, r *record, err error) {
	p := parser{vm: vm, src: text, keys: map[string]string{}, keep: keep}
	defer func() {
		if r := recover(); r != nil {
			bad, ok := r.(failed)
			if !ok {
				panic(r)
			}
			v, r, err = nil, nil, bad.error
		}
	}()
	p.space()
	v = p.value()
	p.space()
	if p.pos < len(p.src) {
		p.fail("Unexpected non-whitespace character after JSON", p.pos)
	}
	return v, p.record, nil
}

// Text returns the text of a string of the engine as Parse takes it.
func Text(s goja.String) string {
	text := s.String()
	for n := 0; n < len(text); n++ {
		if text[n] == 0xef && len(text) > n+2 && text[n+1] == 0xbf && text[n+2] == 0xbd {
			return wtf8(s) // U+FFFD may stand for a lone surrogate
		}
	}
	return text
}

type failed struct{ error }

type parser struct {
	vm    *goja.Runtime
	src   string
	pos   int
	depth int
	keys  map[string]string

	keep   bool
	record *record // of the value that was read last
}

// A record is what stood for a value in the text.
type record struct {
	value  goja.Value
	source string
	items  []*record          // of an array
	fields map[string]*record // of an object, by their names in WTF-8
}

// value reads one.
func (p *parser) value() goja.Value {
	if !p.keep {
		return p.read()
	}
	from := p.pos
	p.record = &record{}
	v := p.read()
	p.record.value, p.record.source = v, p.src[from:p.pos]
	return v
}

func (p *parser) space() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

func (p *parser) read() goja.Value {
	if p.pos >= len(p.src) {
		p.unexpected()
	}
	switch c := p.src[p.pos]; {
	case c == '{':
		return p.object()
	case c == '[':
		return p.array()
	case c == '"':
		return p.text()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case c == 't':
		return p.literal("true", p.vm.ToValue(true))
	case c == 'f':
		return p.literal("false", p.vm.ToValue(false))
	case c == 'n':
		return p.literal("null", goja.Null())
	}
	p.unexpected()
	return nil
}

func (p *parser) literal(word string, v goja.Value) goja.Value {
	for n := range len(word) {
		if p.pos >= len(p.src) || p.src[p.pos] != word[n] {
			p.unexpected()
		}
		p.pos++
	}
	return v
}

func (p *parser) enter() {
	p.pos++
	if p.depth++; p.depth > deepest {
		panic(failed{ErrDepth})
	}
	p.space()
}

func (p *parser) array() goja.Value {
	p.enter()
	own := p.record
	var items []any
	if p.next(']') {
		return p.vm.NewArray()
	}
	for {
		items = append(items, p.value())
		if p.keep {
			own.items = append(own.items, p.record)
			p.record = own
		}
		p.space()
		if p.next(']') {
			return p.vm.NewArray(items...)
		}
		if !p.next(',') {
			p.fail("Expected ',' or ']' after array element in JSON", p.pos)
		}
		p.depth++ // next took one off
		p.space()
	}
}

// next steps over c, which closes or separates.
func (p *parser) next(c byte) bool {
	if p.pos < len(p.src) && p.src[p.pos] == c {
		p.pos++
		p.depth--
		return true
	}
	return false
}

func (p *parser) object() goja.Value {
	p.enter()
	own := p.record
	o := p.vm.NewObject()
	if p.next('}') {
		return o
	}
	message := "Expected property name or '}' in JSON"
	for {
		if p.pos >= len(p.src) || p.src[p.pos] != '"' {
			p.fail(message, p.pos)
		}
		message = "Expected double-quoted property name in JSON"
		key, exact := p.key()
		p.space()
		if p.pos >= len(p.src) || p.src[p.pos] != ':' {
			p.fail("Expected ':' after property name in JSON", p.pos)
		}
		p.pos++
		p.space()
		p.define(o, key, exact, p.value())
		if p.keep {
			own.field(key, exact, p.record)
			p.record = own
		}
		p.space()
		if p.next('}') {
			return o
		}
		if !p.next(',') {
			p.fail("Expected ',' or '}' after property value in JSON", p.pos)
		}
		p.depth++
		p.space()
	}
}

func (r *record) field(name string, exact goja.Value, of *record) {
	if r.fields == nil {
		r.fields = map[string]*record{}
	}
	if exact != nil {
		name = wtf8(exact.(goja.String))
	}
	r.fields[name] = of
}

// define gives o an ordinary property, whatever its prototype has. exact is the
// name, when key cannot say it.
func (p *parser) define(o *goja.Object, key string, exact, v goja.Value) {
	if exact == nil {
		if err := o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
		return
	}
	// A lone surrogate in a name: only JavaScript can define it.
	descriptor := p.vm.NewObject()
	for _, name := range []string{"writable", "enumerable", "configurable"} {
		p.define(descriptor, name, nil, p.vm.ToValue(true))
	}
	p.define(descriptor, "value", nil, v)
	define, _ := goja.AssertFunction(p.vm.Get("Reflect").ToObject(p.vm).Get("defineProperty"))
	if _, err := define(goja.Undefined(), o, exact, descriptor); err != nil {
		panic(err)
	}
}

func (p *parser) key() (string, goja.Value) {
	raw, plain := p.quoted()
	if plain {
		if k, ok := p.keys[raw]; ok {
			return k, nil
		}
		p.keys[raw] = raw
		return raw, nil
	}
	units := unescape(raw)
	v := goja.StringFromUTF16(units)
	for _, u := range units {
		if u >= 0xd800 && u < 0xe000 {
			if !utf8.ValidString(raw) || lone(units) {
				return "", v
			}
			break
		}
	}
	return v.String(), nil
}

func (p *parser) text() goja.Value {
	raw, plain := p.quoted()
	if plain {
		return p.vm.ToValue(raw)
	}
	return goja.StringFromUTF16(unescape(raw))
}

// quoted steps over a string and returns what stands between its quotes, and
// whether that is the string itself.
func (p *parser) quoted() (raw string, plain bool) {
	p.pos++
	from, ascii, escaped := p.pos, true, false
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case c == '"':
			raw = p.src[from:p.pos]
			p.pos++
			return raw, !escaped && (ascii || utf8.ValidString(raw))
		case c == '\\':
			escaped = true
			p.escape()
		case c < ' ':
			p.fail("Bad control character in string literal in JSON", p.pos)
		default:
			ascii = ascii && c < utf8.RuneSelf
			p.pos++
		}
	}
	p.fail("Unterminated string in JSON", p.pos)
	return "", false
}

func (p *parser) escape() {
	p.pos++
	if p.pos >= len(p.src) {
		p.fail("Unterminated string in JSON", p.pos)
	}
	switch p.src[p.pos] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		p.pos++
	case 'u':
		p.pos++
		for range 4 {
			if p.pos >= len(p.src) || !isHex(p.src[p.pos]) {
				p.fail("Bad Unicode escape in JSON", p.pos)
			}
			p.pos++
		}
	default:
		p.fail("Bad escaped character in JSON", p.pos)
	}
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

func (p *parser) digits() bool {
	from := p.pos
	for p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		p.pos++
	}
	return p.pos > from
}

func (p *parser) number() goja.Value {
	from, whole := p.pos, true
	if p.src[p.pos] == '-' {
		p.pos++
	}
	first := p.pos
	if !p.digits() {
		p.fail("No number after minus sign in JSON", p.pos)
	}
	if p.src[first] == '0' && p.pos > first+1 {
		p.fail("Unexpected number in JSON", first+1)
	}
	if p.pos < len(p.src) && p.src[p.pos] == '.' {
		whole = false
		p.pos++
		if !p.digits() {
			p.fail("Unterminated fractional number in JSON", p.pos)
		}
	}
	if p.pos < len(p.src) && p.src[p.pos]|0x20 == 'e' {
		whole = false
		p.pos++
		if p.pos < len(p.src) && (p.src[p.pos] == '+' || p.src[p.pos] == '-') {
			p.pos++
		}
		if !p.digits() {
			p.fail("Exponent part is missing a number in JSON", p.pos)
		}
	}
	text := p.src[from:p.pos]
	if whole && len(text) < 16 {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && (n != 0 || text[0] != '-') {
			return p.vm.ToValue(n)
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		f = math.NaN() // cannot be: the text was checked
	}
	return p.vm.ToValue(f)
}
