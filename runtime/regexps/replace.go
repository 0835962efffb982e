package regexps

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

func lengthOf(o *goja.Object) int {
	return int(min(max(get(o, "length").ToInteger(), 0), 1<<53-1))
}

func getIndex(o *goja.Object, i int) goja.Value { return get(o, strconv.Itoa(i)) }

// A replacement is one match that is to be replaced.
type replacement struct {
	position int
	matched  goja.String
	captures []goja.Value // strings or undefined, from the first group on
	groups   goja.Value
}

func (r *realm) protoReplace(c goja.FunctionCall) goja.Value {
	rx := r.receiver(c.This, "RegExp.prototype.@@replace")
	t := r.text(r.toString(c.Argument(0)))
	w := &replacing{r: r, text: &t}
	var ok bool
	if w.call, ok = goja.AssertFunction(c.Argument(1)); !ok {
		w.template = template{text: r.text(r.toString(c.Argument(1))), groups: -1}
	}
	flags := r.flagsOf(rx)
	global := strings.Contains(flags, "g")
	if global {
		setLastIndex(rx, 0)
	}
	if e := r.plain(rx); e != nil && e.flags.Global == global {
		r.replaceMatches(rx, e, w, fullUnicode(flags))
	} else {
		r.replaceResults(rx, w, global, fullUnicode(flags))
	}
	return w.finish()
}

// replaceMatches replaces what the built-in exec finds.
func (r *realm) replaceMatches(rx *goja.Object, e *expression, w *replacing, unicode bool) {
	var found []int
	each := func(captures []int) { found = append(found, captures...) }
	if w.call == nil {
		w.template.parse(e.program.Groups-1, len(e.program.Names) > 0)
		each = func(captures []int) {
			w.skipTo(captures[0])
			w.template.writeCaptures(&w.out, e, w.text, captures)
			w.from = captures[1]
		}
	}
	if e.flags.Global {
		r.each(e, w.text, unicode, each)
	} else if captures := r.builtinExec(rx, e, w.text); captures != nil {
		each(captures)
	}
	// First all is found, then the function is called: it could change the
	// expression.
	width := 2 * e.program.Groups
	for ; len(found) > 0; found = found[width:] {
		captures := found[:width]
		m := replacement{position: captures[0], matched: w.text.slice(captures[0], captures[1])}
		m.captures = make([]goja.Value, width/2-1)
		for i := range m.captures {
			m.captures[i] = capture(w.text, captures, i+1)
		}
		m.groups = r.named(e, captures, func(i int) goja.Value { return m.captures[i-1] })
		w.replace(&m)
	}
}

// replaceResults does the same for any object, by the book.
func (r *realm) replaceResults(rx *goja.Object, w *replacing, global, unicode bool) {
	var results []*goja.Object
	if global {
		r.eachResult(rx, w.text, unicode, func(result *goja.Object, _ goja.String) { results = append(results, result) })
	} else if result, ok := r.regExpExec(rx, w.text).(*goja.Object); ok {
		results = append(results, result)
	}
	for _, result := range results {
		groups := max(lengthOf(result)-1, 0)
		m := replacement{matched: r.toString(get(result, "0"))}
		m.position = int(min(max(get(result, "index").ToInteger(), 0), int64(w.text.len())))
		for i := 1; i <= groups; i++ {
			v := getIndex(result, i)
			if !goja.IsUndefined(v) {
				v = r.toString(v)
			}
			m.captures = append(m.captures, v)
		}
		m.groups = get(result, "groups")
		if w.call == nil && !goja.IsUndefined(m.groups) {
			m.groups = m.groups.ToObject(r.vm)
		}
		w.replace(&m)
	}
}

// replacing is one call of replace: what stands in place of the matches, and
// the text so far.
type replacing struct {
	r        *realm
	text     *text
	call     goja.Callable // nil: template
	template template
	out      goja.StringBuilder
	any      bool
	from     int // what of the text is not written yet
}

func (w *replacing) replace(m *replacement) {
	if w.call == nil {
		w.template.parse(len(m.captures), !goja.IsUndefined(m.groups))
		w.write(m, w.template.expand(w.r, w.text, m))
		return
	}
	args := append(append(make([]goja.Value, 0, len(m.captures)+4), m.matched), m.captures...)
	args = append(args, w.r.vm.ToValue(m.position), w.text.value)
	if !goja.IsUndefined(m.groups) {
		args = append(args, m.groups)
	}
	v, err := w.call(goja.Undefined(), args...)
	must(err)
	w.write(m, w.r.toString(v))
}

func (w *replacing) write(m *replacement, with goja.String) {
	if m.position >= w.from {
		w.skipTo(m.position)
		w.out.WriteString(with)
		w.from = m.position + m.matched.Length()
	}
}

// skipTo writes the text up to a match.
func (w *replacing) skipTo(position int) {
	if w.from < position {
		w.out.WriteSubstring(w.text.value, w.from, position)
	}
	w.any = true
}

func (w *replacing) finish() goja.Value {
	if !w.any {
		return w.text.value
	}
	if w.from < w.text.len() {
		w.out.WriteSubstring(w.text.value, w.from, w.text.len())
	}
	return w.out.String()
}
