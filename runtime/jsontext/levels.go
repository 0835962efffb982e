package jsontext

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// spin runs until the interrupt that is pending comes through, which no script
// can catch.
var spin = sync.OnceValue(func() *goja.Program { return goja.MustCompile("paddock:stop", "for (;;);", true) })

// short is a path that is quicker searched than looked up.
const short = 32

// enter goes into an object and returns the indentation outside of it.
func (w *writer) enter(k key, o *goja.Object) (outer string) {
	if len(w.path) > short {
		if w.inside == nil {
			w.inside = map[*goja.Object]bool{}
			for _, l := range w.path {
				w.inside[l.object] = true
			}
		}
		if w.inside[o] {
			w.circle(k, o)
		}
		w.inside[o] = true
	} else {
		for n := range w.path {
			if w.path[n].object == o {
				w.circle(k, o)
			}
		}
	}
	if len(w.path) == deepest {
		w.throw("RangeError", ErrDepth.Error())
	}
	w.path = append(w.path, level{k, o})
	outer = w.indent
	if w.gap != "" {
		if outer == "" {
			w.indent = "\n"
		}
		w.indent += w.gap
	}
	return outer
}

// leave ends the object with its bracket.
func (w *writer) leave(outer string, empty bool, bracket byte) {
	w.indent = outer
	if w.gap != "" && !empty {
		if outer == "" {
			outer = "\n"
		}
		w.buf = append(w.buf, outer...)
	}
	w.buf = append(w.buf, bracket)
	last := len(w.path) - 1
	if w.inside != nil {
		delete(w.inside, w.path[last].object)
	}
	w.path = w.path[:last]
}

func (w *writer) throw(class, message string) { panic(w.s.o.Error(class, message)) }

// checkLength refuses a result that is too long for a string.
func (w *writer) checkLength() {
	if len(w.buf) <= w.limit {
		return
	}
	n := len(w.buf)
	if w.wide {
		n = units(string(w.buf))
	}
	if n > w.s.longest {
		w.throw("RangeError", "Invalid string length")
	}
	w.limit = len(w.buf) + w.s.longest - n
}

// Of a long circle its first and last levels are shown.
const (
	shownFirst = 2
	shownLast  = 1
)

// circle throws V8's words for an object that is inside itself, by the key.
func (w *writer) circle(last key, o *goja.Object) {
	from := 0
	for w.path[from].object != o {
		from++
	}
	circle := w.path[from:]
	var b strings.Builder
	b.WriteString("Converting circular structure to JSON\n    --> starting at object with constructor " + w.s.constructor(o))
	for n, l := range circle {
		switch {
		case n == 0:
		case n <= shownFirst || n >= len(circle)-shownLast:
			b.WriteString("\n    |     " + l.key.described() + " -> object with constructor " + w.s.constructor(l.object))
		case n == shownFirst+1:
			b.WriteString("\n    |     ...")
		}
	}
	b.WriteString("\n    --- " + last.described() + " closes the circle")
	w.throw("TypeError", b.String())
}

func (k *key) described() string {
	switch {
	case k.isIndex:
		return "index " + strconv.FormatInt(k.index, 10)
	case k.name == "":
		return "<anonymous>"
	}
	return "property '" + k.name + "'"
}

// constructor names what made an object, without running any of the script's
// code.
func (s *Realm) constructor(o *goja.Object) string {
	if o.ExportType() == typeProxy {
		return "'Object'"
	}
	if f, ok := s.inherited(o.Prototype(), s.vm.ToValue("constructor")).(*goja.Object); ok && f.ExportType() != typeProxy && s.callable(f) != nil {
		name, ok := s.inherited(f, s.vm.ToValue("name")).(goja.String)
		if ok && name.Length() > 0 && name.String() != "Object" && !strings.HasPrefix(name.String(), "bound ") {
			return "'" + name.String() + "'"
		}
	}
	if tag, ok := s.inherited(o, goja.SymToStringTag).(goja.String); ok {
		return "'" + tag.String() + "'"
	}
	if class := o.ClassName(); class != "" && class[0] < utf8.RuneSelf {
		return "'" + class + "'"
	}
	return "'Object'"
}

// inherited reads a data property of an object or its prototypes.
func (s *Realm) inherited(o *goja.Object, name goja.Value) goja.Value {
	for ; o != nil && o.ExportType() != typeProxy; o = o.Prototype() {
		if d, ok := s.own(goja.FunctionCall{Arguments: []goja.Value{o, name}}).(*goja.Object); ok {
			return d.Get("value")
		}
	}
	return nil
}
