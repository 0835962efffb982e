package regexps

import (
	"reflect"
	"strings"
	"unsafe"
	"weak"

	"github.com/dop251/goja"

	"paddock/runtime/regexp"
)

// An expression is what RegExp objects with one source and flags share.
type expression struct {
	source  goja.String // as it was given
	flags   regexp.Flags
	program *regexp.Program
	escaped goja.Value      // what the accessor source returns; made when asked for
	search  *regexp.Program // the same without the flag y, for split; made when needed
}

// maxCached bounds the expressions that are kept for the next with the same
// source and flags.
const maxCached = 500

// maxLiterals bounds the literals that are told apart by their place.
const maxLiterals = 4096

// A table holds something for objects without keeping them alive.
type table[V any] struct {
	entries map[weak.Pointer[goja.Object]]V
	sweep   int // the size at which to look for dead entries
}

func (t *table[V]) get(o *goja.Object) (V, bool) {
	v, ok := t.entries[weak.Make(o)]
	return v, ok
}

func (t *table[V]) set(o *goja.Object, v V) {
	if t.entries == nil {
		t.entries, t.sweep = map[weak.Pointer[goja.Object]]V{}, 256
	}
	if len(t.entries) >= t.sweep {
		for key := range t.entries {
			if key.Value() == nil {
				delete(t.entries, key)
			}
		}
		t.sweep = 2*len(t.entries) + 256
	}
	t.entries[weak.Make(o)] = v
}

// A literalKey tells the literals of a script apart: by where the text of its
// source lies.
type literalKey struct {
	text   *byte
	length int
}

// A literal is what a literal means, with the object it made last.
type literal struct {
	expression *expression
	object     weak.Pointer[goja.Object]
}

// recent remembers an object that was just used.
type recent struct {
	object     *goja.Object
	expression *expression
}

// of returns what a RegExp object means, nil if the value is none.
func (r *realm) of(v goja.Value) *expression {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	for n := range r.recent {
		if r.recent[n].object == o {
			return r.recent[n].expression
		}
	}
	if o.ClassName() != "RegExp" {
		return nil
	}
	e, ok := r.objects.get(o)
	if !ok {
		e = r.ofLiteral(o)
	}
	r.remember(o, e)
	return e
}

func (r *realm) remember(o *goja.Object, e *expression) {
	for n := range r.recent {
		if r.recent[n].object == o {
			r.recent[n].expression = e
			return
		}
	}
	r.recent[r.oldest] = recent{o, e}
	r.oldest = (r.oldest + 1) % len(r.recent)
}

// ofLiteral finds what goja's object for a literal means. Most literals make many
// objects, each used once; one that comes again is kept in the table.
func (r *realm) ofLiteral(o *goja.Object) *expression {
	source, key := r.literalSource(o)
	if l := r.literals[key]; l != nil {
		if p := weak.Make(o); p == l.object {
			r.objects.set(o, l.expression)
		} else {
			l.object = p
		}
		return l.expression
	}
	if _, again := r.literalSource(o); key.length == 0 || key != again {
		// goja made the source anew, since it had a slash to escape.
		e := r.compile(plainSlashes(source), r.literalFlags(o))
		r.objects.set(o, e)
		return e
	}
	e := r.compile(source, r.literalFlags(o))
	if len(r.literals) >= maxLiterals {
		clear(r.literals)
	}
	r.literals[key] = &literal{expression: e, object: weak.Make(o)}
	return e
}

// plainSlashes takes back goja's escapes of slashes, which in a literal can only
// stand in classes, where they need none.
func plainSlashes(source goja.String) goja.String {
	const escape = `\u002f`
	n := source.Length()
	out := make([]uint16, 0, n)
	for i := 0; i < n; i++ {
		c := source.CharAt(i)
		if c == '\\' && i+len(escape) <= n && source.Substring(i, i+len(escape)).String() == escape {
			c = '/'
			i += len(escape) - 1
		} else if c == '\\' && i+1 < n {
			out = append(out, c)
			i++
			c = source.CharAt(i)
		}
		out = append(out, c)
	}
	return goja.StringFromUTF16(out)
}

func (r *realm) literalSource(o *goja.Object) (goja.String, literalKey) {
	v, err := r.originals.source(o)
	must(err)
	if value := reflect.ValueOf(v); value.Kind() == reflect.String {
		s := value.String()
		return v.(goja.String), literalKey{unsafe.StringData(s), len(s)}
	}
	return v.(goja.String), literalKey{}
}

// literalFlags asks goja's accessors for the flags of an object.
func (r *realm) literalFlags(o *goja.Object) string {
	flags := ""
	for _, f := range r.gojaFlagAccessors() {
		set, err := f.get(o)
		must(err)
		if set.ToBoolean() {
			flags += f.letter
		}
	}
	return flags
}

// compile makes the expression, or finds it in the cache; it throws a
// SyntaxError.
func (r *realm) compile(source goja.String, flags string) *expression {
	units, key := sourceUnits(source)
	key = flags + "/" + key
	if e, ok := r.cache[key]; ok {
		return e
	}
	parsed, ok := regexp.ParseFlags(flags)
	if !ok {
		r.throw("SyntaxError", "Invalid flags supplied to RegExp constructor '"+flags+"'")
	}
	program, err := regexp.Compile(units(), parsed)
	if err != nil {
		r.throw("SyntaxError", err.Error())
	}
	e := &expression{source: source, flags: parsed, program: program}
	if len(r.cache) >= maxCached {
		clear(r.cache)
	}
	r.cache[key] = e
	return e
}

// withoutSticky is the program that searches, whatever the flags say.
func (r *realm) withoutSticky(e *expression) *regexp.Program {
	if !e.flags.Sticky {
		return e.program
	}
	if e.search == nil {
		flags := e.flags
		flags.Sticky = false
		e.search = r.compile(e.source, flags.String()).program
	}
	return e.search
}

// gojaFlags are the flags that goja knows too.
func (e *expression) gojaFlags() string {
	return strings.NewReplacer("d", "", "v", "").Replace(e.flags.String())
}

// allocate makes a RegExp object.
func (r *realm) allocate(e *expression) *goja.Object {
	flags := e.gojaFlags()
	carrier := r.carriers[flags]
	if carrier == nil {
		var err error
		carrier, err = r.originals.construct(nil, emptyString, r.vm.ToValue(flags))
		must(err)
		must(carrier.SetPrototype(nil)) // so that copying it looks at nothing of the script's
		r.carriers[flags] = carrier
	}
	o, err := r.originals.construct(nil, carrier)
	must(err)
	must(o.SetPrototype(r.proto))
	r.mean(o, e)
	return o
}

// mean gives an object its meaning.
func (r *realm) mean(o *goja.Object, e *expression) {
	r.objects.set(o, e)
	r.remember(o, e)
}

// meaning is the part of RegExpInitialize that may fail.
func (r *realm) meaning(pattern, flags goja.Value) *expression {
	source, letters := emptyString, ""
	if !goja.IsUndefined(pattern) {
		source = r.toString(pattern)
	}
	if !goja.IsUndefined(flags) {
		letters = r.toString(flags).String()
	}
	return r.compile(source, letters)
}
