package regexps

import (
	"slices"

	"github.com/dop251/goja"
)

// A template is what replaces a match: text with references such as $1 in it
// (GetSubstitution of the specification). What counts as a reference depends on
// the groups that there are.
type template struct {
	text   text
	groups int // how many it was parsed for; -1 before
	named  bool
	parts  []part
}

type partKind uint8

const (
	partText   partKind = iota // of the template, from from to to
	partMatch                  // $&
	partBefore                 // $`
	partAfter                  // $'
	partGroup                  // $1: group from
	partName                   // $<name>, which stands from from to to
)

type part struct {
	kind     partKind
	from, to int
}

// parse splits the template, unless it was for the same groups the last time.
func (t *template) parse(groups int, named bool) {
	if t.groups == groups && t.named == named {
		return
	}
	t.groups, t.named, t.parts = groups, named, t.parts[:0]
	n := t.text.len()
	plain := 0 // what is in no part yet
	for i := 0; i+1 < n; i++ {
		if t.text.unit(i) != '$' {
			continue
		}
		p, width := t.reference(i)
		if width == 0 {
			continue
		}
		if plain < i {
			t.parts = append(t.parts, part{partText, plain, i})
		}
		t.parts = append(t.parts, p)
		i += width - 1
		plain = i + 1
	}
	if plain < n {
		t.parts = append(t.parts, part{partText, plain, n})
	}
}

// reference reads what begins with the $ at i; width 0 means that it stands
// for itself.
func (t *template) reference(i int) (p part, width int) {
	switch c := t.text.unit(i + 1); {
	case c == '$':
		return part{partText, i, i + 1}, 2
	case c == '&':
		return part{kind: partMatch}, 2
	case c == '`':
		return part{kind: partBefore}, 2
	case c == '\'':
		return part{kind: partAfter}, 2
	case '0' <= c && c <= '9':
		return t.numbered(i)
	case c == '<' && t.named:
		for end := i + 2; end < t.text.len(); end++ {
			if t.text.unit(end) == '>' {
				return part{partName, i + 2, end}, end + 1 - i
			}
		}
	}
	return p, 0
}

// numbered reads $n or $nn.
func (t *template) numbered(i int) (p part, width int) {
	n := int(t.text.unit(i+1) - '0')
	width = 2
	if i+2 < t.text.len() {
		if c := t.text.unit(i + 2); '0' <= c && c <= '9' {
			if two := n*10 + int(c-'0'); 1 <= two && two <= t.groups {
				n, width = two, 3
			}
		}
	}
	if n < 1 || n > t.groups {
		return p, 0
	}
	return part{kind: partGroup, from: n}, width
}

// writeCaptures writes what replaces a match that is known by its captures.
func (t *template) writeCaptures(out *goja.StringBuilder, e *expression, in *text, captures []int) {
	write := func(from, to int) {
		if from >= 0 {
			out.WriteSubstring(in.value, from, to)
		}
	}
	for _, p := range t.parts {
		switch p.kind {
		case partText:
			out.WriteSubstring(t.text.value, p.from, p.to)
		case partMatch:
			write(captures[0], captures[1])
		case partBefore:
			write(0, captures[0])
		case partAfter:
			write(captures[1], in.len())
		case partGroup:
			write(captures[2*p.from], captures[2*p.from+1])
		case partName:
			if n := e.groupNamed(t.text.slice(p.from, p.to).String(), captures); n > 0 {
				write(captures[2*n], captures[2*n+1])
			}
		}
	}
}

// groupNamed returns the group of the name that matched, or 0.
func (e *expression) groupNamed(name string, captures []int) int {
	for _, n := range e.program.Names {
		if n.Name != name {
			continue
		}
		if i := slices.IndexFunc(n.Groups, func(g int) bool { return captures[2*g] >= 0 }); i >= 0 {
			return n.Groups[i]
		}
	}
	return 0
}

// expand returns what replaces a match that a script described.
func (t *template) expand(r *realm, in *text, m *replacement) goja.String {
	var out goja.StringBuilder
	for _, p := range t.parts {
		switch p.kind {
		case partText:
			out.WriteSubstring(t.text.value, p.from, p.to)
		case partMatch:
			out.WriteString(m.matched)
		case partBefore:
			out.WriteSubstring(in.value, 0, m.position)
		case partAfter:
			out.WriteSubstring(in.value, min(m.position+m.matched.Length(), in.len()), in.len())
		case partGroup:
			if s, ok := m.captures[p.from-1].(goja.String); ok {
				out.WriteString(s)
			}
		case partName:
			if v := get(m.groups.(*goja.Object), t.text.slice(p.from, p.to).String()); !goja.IsUndefined(v) {
				out.WriteString(r.toString(v))
			}
		}
	}
	return out.String()
}
