package regexps

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// lastMatch is what RegExp.$1 and its like show: the last match of any
// expression.
type lastMatch struct {
	wanted   bool
	text     text
	captures []int
	input    goja.Value // as a script has set it, else nil
}

func (m *lastMatch) set(t *text, captures []int) {
	if !m.wanted {
		return
	}
	m.text, m.captures, m.input = *t, append(m.captures[:0], captures...), nil
}

// installLegacy defines the static properties of Annex B's predecessors that
// every engine has.
func (r *realm) installLegacy() {
	r.last.wanted = true
	for n := 1; n <= 9; n++ {
		r.legacy(func() goja.Value {
			if 2*n >= len(r.last.captures) || r.last.captures[2*n] < 0 {
				return emptyString
			}
			return capture(&r.last.text, r.last.captures, n)
		}, "$"+strconv.Itoa(n))
	}
	stretch := func(from, to func() int) func() goja.Value {
		return func() goja.Value {
			if len(r.last.captures) == 0 {
				return emptyString
			}
			return r.last.text.slice(from(), to())
		}
	}
	begin, end := func() int { return r.last.captures[0] }, func() int { return r.last.captures[1] }
	r.legacy(stretch(begin, end), "lastMatch", "$&")
	r.legacy(stretch(func() int { return 0 }, begin), "leftContext", "$`")
	r.legacy(stretch(end, func() int { return r.last.text.len() }), "rightContext", "$'")
	r.legacy(r.lastParen, "lastParen", "$+")
	r.legacy(r.lastInput, "input", "$_")
}

func (r *realm) lastParen() goja.Value {
	n := len(r.last.captures)
	if n <= 2 || r.last.captures[n-2] < 0 {
		return emptyString
	}
	return capture(&r.last.text, r.last.captures, n/2-1)
}

func (r *realm) lastInput() goja.Value {
	switch {
	case r.last.input != nil:
		return r.last.input
	case len(r.last.captures) == 0:
		return emptyString
	}
	return r.last.text.value
}

// legacy defines an accessor under each of the names. Only input can be set.
func (r *realm) legacy(value func() goja.Value, names ...string) {
	access := r.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		if c.This != r.class {
			r.typeError("RegExp.%s called on incompatible receiver %s", names[0], describe(c.This))
		}
		if len(c.Arguments) == 0 {
			return value()
		}
		if slices.Contains(names, "input") {
			r.last.input = r.toString(c.Argument(0))
		}
		return goja.Undefined()
	})
	for _, name := range names {
		must(r.class.DefineAccessorProperty(name, access, access, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
