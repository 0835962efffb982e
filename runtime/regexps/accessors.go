package regexps

import (
	"strings"

	"github.com/dop251/goja"
)

// flagNames are the accessors of flags, in the order in which the accessor flags
// reads them.
var flagNames = []struct{ letter, name string }{
	{"d", "hasIndices"}, {"g", "global"}, {"i", "ignoreCase"}, {"m", "multiline"},
	{"s", "dotAll"}, {"u", "unicode"}, {"v", "unicodeSets"}, {"y", "sticky"},
}

func (r *realm) installAccessors() {
	r.accessor("hasIndices", func(e *expression) goja.Value { return r.vm.ToValue(e.flags.HasIndices) }, goja.Undefined())
	r.accessor("unicodeSets", func(e *expression) goja.Value { return r.vm.ToValue(e.flags.UnicodeSets) }, goja.Undefined())
	r.accessor("source", r.escapedSource, r.vm.ToValue("(?:)"))
	flags := r.function("get flags", 0, r.protoFlags)
	must(r.proto.DefineAccessorProperty("flags", flags, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// accessor defines one that only RegExp objects have, and for which the
// prototype itself has a value of its own.
func (r *realm) accessor(name string, value func(*expression) goja.Value, ofProto goja.Value) {
	get := r.function("get "+name, 0, func(c goja.FunctionCall) goja.Value {
		if e := r.of(c.This); e != nil {
			return value(e)
		}
		if c.This != r.proto {
			r.typeError("RegExp.prototype.%s getter called on non-RegExp object", name)
		}
		return ofProto
	})
	must(r.proto.DefineAccessorProperty(name, get, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (r *realm) protoFlags(c goja.FunctionCall) goja.Value {
	o, ok := c.This.(*goja.Object)
	if !ok {
		r.typeError("RegExp.prototype.flags getter called on non-object %s", describe(c.This))
	}
	var out [8]byte
	n := 0
	for i := range flagNames {
		if v := o.Get(flagNames[i].name); v != nil && v.ToBoolean() {
			out[n] = flagNames[i].letter[0]
			n++
		}
	}
	return r.vm.ToValue(string(out[:n]))
}

func (r *realm) flagsOf(rx *goja.Object) string { return r.toString(get(rx, "flags")).String() }

func fullUnicode(flags string) bool { return strings.ContainsAny(flags, "uv") }

// escapedSource is EscapeRegExpPattern: the source as it can stand in a literal.
func (r *realm) escapedSource(e *expression) goja.Value {
	if e.escaped == nil {
		e.escaped = escapePattern(e.source)
	}
	return e.escaped
}

func escapePattern(source goja.String) goja.Value {
	n := source.Length()
	if n == 0 {
		return goja.StringFromUTF16([]uint16{'(', '?', ':', ')'})
	}
	out := make([]uint16, 0, n)
	class, escaped, changed := false, false, false
	for i := range n {
		c := source.CharAt(i)
		replacement := map[uint16]string{'\n': "n", '\r': "r", 0x2028: "u2028", 0x2029: "u2029"}[c]
		switch {
		case replacement != "" || c == '/' && !class && !escaped:
			changed = true
			if !escaped {
				out = append(out, '\\')
			}
			if replacement == "" {
				replacement = "/"
			}
			for _, b := range []byte(replacement) {
				out = append(out, uint16(b))
			}
			escaped = false
			continue
		case escaped:
		case c == '[':
			class = true
		case c == ']':
			class = false
		}
		escaped = c == '\\' && !escaped
		out = append(out, c)
	}
	if !changed {
		return source
	}
	return goja.StringFromUTF16(out)
}
