package webapi

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/net/http/httpguts"

	_ "embed"

	"paddock/runtime"
)

//go:embed js/headers.js
var headersSource string

var headersLibrary = runtime.NewLibrary("headers.js", headersSource, headersNatives)

// headerList is the state of a Headers object: names are kept in lower case, in
// the order of their first appearance.
type headerList struct {
	entries   []headerEntry
	source    http.Header // not read into entries yet
	immutable bool
	sorted    goja.Value // the pairs that iteration shows; nil after a change
}

type headerEntry struct{ name, value string }

// lazyHeaders returns an immutable list of h, read when it is first needed.
func lazyHeaders(h http.Header) *headerList {
	return &headerList{source: h, immutable: true}
}

func (l *headerList) load() []headerEntry {
	if l.source == nil {
		return l.entries
	}
	l.entries = make([]headerEntry, 0, len(l.source))
	for name, values := range l.source {
		lower := strings.ToLower(name)
		for _, v := range values {
			l.entries = append(l.entries, headerEntry{lower, v})
		}
	}
	l.source = nil
	return l.entries
}

// get returns the combined value of a header, its name in lower case.
func (l *headerList) get(name string) (string, bool) {
	if l.source != nil {
		values := l.source[http.CanonicalHeaderKey(name)]
		return strings.Join(values, ", "), len(values) > 0
	}
	value, found := "", false
	for _, e := range l.entries {
		switch {
		case e.name != name:
		case found:
			value += ", " + e.value
		default:
			value, found = e.value, true
		}
	}
	return value, found
}

func (l *headerList) append(name, value string) {
	l.entries = append(l.load(), headerEntry{name, value})
	l.sorted = nil
}

func (l *headerList) remove(name string) {
	l.entries = slices.DeleteFunc(l.load(), func(e headerEntry) bool { return e.name == name })
	l.sorted = nil
}

func (l *headerList) set(name, value string) {
	l.sorted = nil
	at := slices.IndexFunc(l.load(), func(e headerEntry) bool { return e.name == name })
	if at < 0 {
		l.entries = append(l.entries, headerEntry{name, value})
		return
	}
	l.entries[at].value = value
	rest := slices.DeleteFunc(l.entries[at+1:], func(e headerEntry) bool { return e.name == name })
	l.entries = l.entries[:at+1+len(rest)]
}

func (l *headerList) setCookies() []string {
	var out []string
	for _, e := range l.load() {
		if e.name == "set-cookie" {
			out = append(out, e.value)
		}
	}
	return out
}

// pairs returns what iteration shows: sorted by name, values combined, each
// Set-Cookie apart.
func (l *headerList) pairs() []headerEntry {
	sorted := slices.Clone(l.load())
	slices.SortStableFunc(sorted, func(a, b headerEntry) int { return strings.Compare(a.name, b.name) })
	out := sorted[:0]
	for _, e := range sorted {
		if last := len(out) - 1; last >= 0 && out[last].name == e.name && e.name != "set-cookie" {
			out[last].value += ", " + e.value
			continue
		}
		out = append(out, e)
	}
	return out
}

// header returns the list in the form of net/http.
func (l *headerList) header() http.Header {
	if l.source != nil {
		return l.source
	}
	h := make(http.Header, len(l.entries)+2)
	for _, e := range l.entries {
		h.Add(e.name, e.value)
	}
	return h
}

func headersNatives(i *runtime.Isolate, native *goja.Object) {
	vm := i.VM()
	list := func(c goja.FunctionCall) *headerList { return c.Argument(0).Export().(*headerList) }
	mutable := func(c goja.FunctionCall) *headerList {
		l := list(c)
		if l.immutable {
			panic(vm.NewTypeError("Can't modify immutable headers."))
		}
		return l
	}
	native.Set("idl", idlLibrary.Load(i))
	define := definer(native)
	define("create", func(goja.FunctionCall) goja.Value { return vm.ToValue(&headerList{}) })
	define("append", func(c goja.FunctionCall) goja.Value {
		name, value := headerName(vm, c.Argument(1)), headerValue(vm, c.Argument(2))
		mutable(c).append(name, value)
		return goja.Undefined()
	})
	define("set", func(c goja.FunctionCall) goja.Value {
		name, value := headerName(vm, c.Argument(1)), headerValue(vm, c.Argument(2))
		mutable(c).set(name, value)
		return goja.Undefined()
	})
	define("remove", func(c goja.FunctionCall) goja.Value {
		name := headerName(vm, c.Argument(1))
		mutable(c).remove(name)
		return goja.Undefined()
	})
	define("get", func(c goja.FunctionCall) goja.Value {
		if v, ok := list(c).get(headerName(vm, c.Argument(1))); ok {
			return vm.ToValue(v)
		}
		return goja.Null()
	})
	define("has", func(c goja.FunctionCall) goja.Value {
		_, ok := list(c).get(headerName(vm, c.Argument(1)))
		return vm.ToValue(ok)
	})
	define("getSetCookie", func(c goja.FunctionCall) goja.Value {
		return stringArray(vm, list(c).setCookies())
	})
	define("copy", func(c goja.FunctionCall) goja.Value {
		for _, e := range c.Argument(1).Export().(*headerList).load() {
			list(c).append(e.name, e.value)
		}
		return goja.Undefined()
	})
	define("sorted", func(c goja.FunctionCall) goja.Value {
		l := list(c)
		if l.sorted == nil {
			l.sorted = pairArray(vm, l.pairs())
		}
		return l.sorted
	})
}

// definer returns the function that puts Go functions into a native object.
func definer(native *goja.Object) func(string, func(goja.FunctionCall) goja.Value) {
	return func(name string, fn func(goja.FunctionCall) goja.Value) { native.Set(name, fn) }
}

func stringArray(vm *goja.Runtime, list []string) goja.Value {
	values := make([]any, len(list))
	for n, s := range list {
		values[n] = s
	}
	return vm.NewArray(values...)
}

func pairArray(vm *goja.Runtime, pairs []headerEntry) goja.Value {
	values := make([]any, len(pairs))
	for n, p := range pairs {
		values[n] = vm.NewArray(p.name, p.value)
	}
	return vm.NewArray(values...)
}

func headerName(vm *goja.Runtime, v goja.Value) string {
	name := v.String()
	if !httpguts.ValidHeaderFieldName(name) {
		panic(vm.NewTypeError("Invalid header name: " + strconv.Quote(name)))
	}
	return strings.ToLower(name)
}

// headerValue trims and checks a value. As on the platform, characters beyond
// ASCII are let through and travel as UTF-8.
func headerValue(vm *goja.Runtime, v goja.Value) string {
	value := strings.Trim(v.String(), " \t\r\n")
	if strings.ContainsAny(value, "\x00\r\n") {
		panic(vm.NewTypeError("Invalid header value: " + strconv.Quote(value)))
	}
	return value
}
