package inspect

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// primitive shows anything but an object. String values may be broken over
// lines when wrap is true.
func (c *printer) primitive(v goja.Value, wrap bool) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return c.style("undefined", "undefined")
	case goja.IsNull(v):
		return c.style("null", "null")
	case goja.IsString(v):
		return c.stringValue(v.(goja.String), wrap)
	case goja.IsBigInt(v):
		return c.style(c.grouped(v.String())+"n", "bigint")
	case goja.IsNumber(v):
		return c.style(c.grouped(number(v)), "number")
	}
	if s, ok := v.(*goja.Symbol); ok {
		return c.style(symbolText(s), "symbol")
	}
	return c.style(v.String(), "boolean")
}

func number(v goja.Value) string {
	if f := v.ToFloat(); f == 0 && math.Signbit(f) {
		return "-0"
	}
	return v.String()
}

// grouped puts an underscore between groups of three digits, if that is wanted:
// leftwards of the point, and rightwards of it.
func (c *printer) grouped(digits string) string {
	whole, part, _ := strings.Cut(digits, ".")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", rest
	}
	if !c.Separator || strings.ContainsFunc(whole+part, func(r rune) bool { return r < '0' || r > '9' }) {
		return digits
	}
	var b strings.Builder
	b.WriteString(sign)
	for n, d := range whole {
		if n > 0 && (len(whole)-n)%3 == 0 {
			b.WriteByte('_')
		}
		b.WriteRune(d)
	}
	for n, d := range part {
		switch {
		case n == 0:
			b.WriteByte('.')
		case n%3 == 0:
			b.WriteByte('_')
		}
		b.WriteRune(d)
	}
	return b.String()
}

func symbolText(s *goja.Symbol) string { return "Symbol(" + s.String() + ")" }

const shortestWrapped = 16

func (c *printer) stringValue(s goja.String, wrap bool) string {
	trailer := ""
	if limit := c.MaxStringLength; limit >= 0 && s.Length() > limit {
		more := s.Length() - limit
		s = s.Substring(0, limit)
		trailer = fmt.Sprintf("... %d more character%s", more, plural(more))
	}
	if !wrap || c.BreakLength == 0 || s.Length() <= shortestWrapped || s.Length() <= c.BreakLength-c.indent-4 {
		return c.style(quoteString(s), "string") + trailer
	}
	text := s.String()
	if strings.ContainsRune(text, utf8.RuneError) || !strings.Contains(strings.TrimSuffix(text, "\n"), "\n") {
		return c.style(quoteString(s), "string") + trailer
	}
	var parts []string
	for line := range strings.SplitAfterSeq(text, "\n") {
		if line != "" {
			parts = append(parts, c.style(quote(line), "string"))
		}
	}
	return strings.Join(parts, " +\n"+c.spaces(2)) + trailer
}

// quoteString quotes with whichever quotes need no escape, as Node does. Lone
// surrogates are escaped.
func quoteString(s goja.String) string {
	text := s.String()
	if !strings.ContainsRune(text, utf8.RuneError) {
		return quote(text)
	}
	mark := quoteMark(text)
	var b strings.Builder
	b.WriteByte(mark)
	for n := 0; n < s.Length(); n++ {
		u := s.CharAt(n)
		if !utf16.IsSurrogate(rune(u)) {
			escapeRune(&b, rune(u), mark)
			continue
		}
		if n+1 < s.Length() {
			if r := utf16.DecodeRune(rune(u), rune(s.CharAt(n+1))); r != utf8.RuneError {
				b.WriteRune(r)
				n++
				continue
			}
		}
		fmt.Fprintf(&b, `\u%x`, u)
	}
	b.WriteByte(mark)
	return b.String()
}

func quote(text string) string {
	mark := quoteMark(text)
	var b strings.Builder
	b.WriteByte(mark)
	for _, r := range text {
		escapeRune(&b, r, mark)
	}
	b.WriteByte(mark)
	return b.String()
}

func quoteMark(text string) byte {
	switch {
	case !strings.Contains(text, "'"):
		return '\''
	case !strings.Contains(text, `"`):
		return '"'
	case !strings.Contains(text, "`") && !strings.Contains(text, "${"):
		return '`'
	}
	return '\''
}

var named = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '\\': `\\`}

// escapeRune escapes what cannot be seen; with mark 0 quotes are left alone.
func escapeRune(b *strings.Builder, r rune, mark byte) {
	switch short, ok := named[r]; {
	case ok:
		b.WriteString(short)
	case r == rune(mark) && mark == '\'':
		b.WriteString(`\'`)
	case r < 0x20 || r >= 0x7f && r <= 0x9f:
		fmt.Fprintf(b, `\x%02X`, r)
	default:
		b.WriteRune(r)
	}
}

func escapeText(text string) string {
	var b strings.Builder
	for _, r := range text {
		escapeRune(&b, r, 0)
	}
	return b.String()
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

// length counts UTF-16 units, as JavaScript does.
func (c *printer) length(s string) int {
	if c.Colors {
		s = ansi.ReplaceAllString(s, "")
	}
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
