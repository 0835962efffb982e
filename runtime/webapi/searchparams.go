package webapi

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"

	"paddock/internal/wellformed"
)

// searchList is the state of a URLSearchParams object.
type searchList struct {
	pairs []searchPair
	array goja.Value // what iteration shows; nil after a change
}

type searchPair struct{ name, value string }

// parseQuery reads application/x-www-form-urlencoded.
func parseQuery(query string) []searchPair {
	var out []searchPair
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		out = append(out, searchPair{queryDecode(name), queryDecode(value)})
	}
	return out
}

func queryDecode(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	b := make([]byte, 0, len(s))
	for n := 0; n < len(s); n++ {
		switch {
		case s[n] == '+':
			b = append(b, ' ')
		case s[n] == '%' && n+2 < len(s) && unhex(s[n+1]) >= 0 && unhex(s[n+2]) >= 0:
			b = append(b, byte(unhex(s[n+1])<<4|unhex(s[n+2])))
			n += 2
		default:
			b = append(b, s[n])
		}
	}
	return string(wellformed.UTF8(b))
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// queryEncode writes application/x-www-form-urlencoded.
func queryEncode(b *strings.Builder, s string) {
	const digits = "0123456789ABCDEF"
	for n := 0; n < len(s); n++ {
		switch c := s[n]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '*', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
}

func (l *searchList) String() string {
	var b strings.Builder
	for n, p := range l.pairs {
		if n > 0 {
			b.WriteByte('&')
		}
		queryEncode(&b, p.name)
		b.WriteByte('=')
		queryEncode(&b, p.value)
	}
	return b.String()
}

func (l *searchList) set(name, value string) {
	at := slices.IndexFunc(l.pairs, func(p searchPair) bool { return p.name == name })
	if at < 0 {
		l.pairs = append(l.pairs, searchPair{name, value})
		return
	}
	l.pairs[at].value = value
	rest := slices.DeleteFunc(l.pairs[at+1:], func(p searchPair) bool { return p.name == name })
	l.pairs = l.pairs[:at+1+len(rest)]
}

// compareUTF16 orders strings by their UTF-16 units.
func compareUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

func searchNatives(vm *goja.Runtime, native *goja.Object) {
	list := func(c goja.FunctionCall) *searchList { return c.Argument(0).Export().(*searchList) }
	read := func(name string, fn func(l *searchList, c goja.FunctionCall) goja.Value) {
		native.Set(name, func(c goja.FunctionCall) goja.Value { return fn(list(c), c) })
	}
	change := func(name string, fn func(l *searchList, c goja.FunctionCall)) {
		native.Set(name, func(c goja.FunctionCall) goja.Value {
			l := list(c)
			l.array = nil
			fn(l, c)
			return goja.Undefined()
		})
	}
	// matches compares with a name, and a value if one was given.
	matches := func(c goja.FunctionCall) func(searchPair) bool {
		name, value := c.Argument(1).String(), optionalText(c.Argument(2))
		return func(p searchPair) bool { return p.name == name && (value == nil || p.value == *value) }
	}
	native.Set("newList", func(goja.FunctionCall) goja.Value { return vm.ToValue(&searchList{}) })
	change("parseList", func(l *searchList, c goja.FunctionCall) { l.pairs = parseQuery(c.Argument(1).String()) })
	change("copyList", func(l *searchList, c goja.FunctionCall) {
		l.pairs = slices.Clone(c.Argument(1).Export().(*searchList).pairs)
	})
	change("append", func(l *searchList, c goja.FunctionCall) {
		l.pairs = append(l.pairs, searchPair{c.Argument(1).String(), c.Argument(2).String()})
	})
	change("remove", func(l *searchList, c goja.FunctionCall) { l.pairs = slices.DeleteFunc(l.pairs, matches(c)) })
	change("set", func(l *searchList, c goja.FunctionCall) { l.set(c.Argument(1).String(), c.Argument(2).String()) })
	change("sort", func(l *searchList, _ goja.FunctionCall) {
		slices.SortStableFunc(l.pairs, func(a, b searchPair) int { return compareUTF16(a.name, b.name) })
	})
	read("size", func(l *searchList, _ goja.FunctionCall) goja.Value { return vm.ToValue(len(l.pairs)) })
	read("serialize", func(l *searchList, _ goja.FunctionCall) goja.Value { return vm.ToValue(l.String()) })
	read("has", func(l *searchList, c goja.FunctionCall) goja.Value {
		return vm.ToValue(slices.ContainsFunc(l.pairs, matches(c)))
	})
	read("get", func(l *searchList, c goja.FunctionCall) goja.Value {
		if at := slices.IndexFunc(l.pairs, matches(c)); at >= 0 {
			return vm.ToValue(l.pairs[at].value)
		}
		return goja.Null()
	})
	read("getAll", func(l *searchList, c goja.FunctionCall) goja.Value {
		var out []any
		match := matches(c)
		for _, p := range l.pairs {
			if match(p) {
				out = append(out, p.value)
			}
		}
		return vm.NewArray(out...)
	})
	read("pairs", func(l *searchList, _ goja.FunctionCall) goja.Value {
		if l.array == nil {
			out := make([]any, len(l.pairs))
			for n, p := range l.pairs {
				out[n] = vm.NewArray(p.name, p.value)
			}
			l.array = vm.NewArray(out...)
		}
		return l.array
	})
}
