package regexps

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

func (r *realm) protoSplit(c goja.FunctionCall) goja.Value {
	rx := r.receiver(c.This, "RegExp.prototype.@@split")
	t := r.text(r.toString(c.Argument(0)))
	class := r.species(rx)
	flags := r.toString(get(rx, "flags"))
	letters := flags.String()
	if !strings.Contains(letters, "y") {
		flags = flags.Concat(r.vm.ToValue("y").(goja.String))
	}
	splitter := r.copyOf(class, rx, flags)
	s := splitting{r: r, text: &t, unicode: fullUnicode(letters), limit: math.MaxUint32}
	if limit := c.Argument(1); !goja.IsUndefined(limit) {
		s.limit = int(toUint32(limit))
	}
	switch e := r.plain(splitter); {
	case s.limit == 0:
	case e != nil && class == r.class && t.len() > 0:
		s.search(e)
	default:
		s.byTheBook(splitter)
	}
	return r.vm.NewArray(s.parts...)
}

func toUint32(v goja.Value) uint32 {
	f := v.ToFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	f = math.Mod(math.Trunc(f), 1<<32)
	return uint32(int64(f))
}

// splitting is one call of split.
type splitting struct {
	r       *realm
	text    *text
	unicode bool
	limit   int
	parts   []any
	from    int // where the next part begins
}

// add appends a part; it reports true when there are enough.
func (s *splitting) add(v goja.Value) bool {
	s.parts = append(s.parts, v)
	return len(s.parts) >= s.limit
}

// search finds separators by searching, which comes to the same as trying each
// place.
func (s *splitting) search(e *expression) {
	program := s.r.withoutSticky(e)
	for at := 0; at < s.text.len(); {
		captures := s.r.match(program, s.text, at)
		if captures == nil || captures[0] >= s.text.len() {
			break
		}
		s.r.last.set(s.text, captures)
		end := captures[1]
		if end == s.from {
			at = s.text.after(max(at, captures[0]), s.unicode)
			continue
		}
		if s.add(s.text.slice(s.from, captures[0])) {
			return
		}
		s.from = end
		for i := 1; i < len(captures)/2; i++ {
			if s.add(capture(s.text, captures, i)) {
				return
			}
		}
		at = end
	}
	s.add(s.text.slice(s.from, s.text.len()))
}

func (s *splitting) byTheBook(splitter *goja.Object) {
	size := s.text.len()
	if size == 0 {
		if goja.IsNull(s.r.regExpExec(splitter, s.text)) {
			s.add(s.text.value)
		}
		return
	}
	for at := 0; at < size; {
		setLastIndex(splitter, at)
		result, ok := s.r.regExpExec(splitter, s.text).(*goja.Object)
		if !ok {
			at = s.text.after(at, s.unicode)
			continue
		}
		end := min(lastIndexOf(splitter), size)
		if end == s.from {
			at = s.text.after(at, s.unicode)
			continue
		}
		if s.add(s.text.slice(s.from, at)) {
			return
		}
		s.from = end
		captures := lengthOf(result)
		for i := 1; i < captures; i++ {
			if s.add(getIndex(result, i)) {
				return
			}
		}
		at = end
	}
	s.add(s.text.slice(s.from, size))
}
