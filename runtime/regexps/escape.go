package regexps

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// escape is RegExp.escape.
func (r *realm) escape(c goja.FunctionCall) goja.Value {
	s, ok := c.Argument(0).(goja.String)
	if !ok {
		r.typeError("The argument of RegExp.escape is not a string")
	}
	t := r.text(s)
	var out []uint16
	for i, n := 0, 0; i < t.len(); i = n {
		n = t.after(i, true)
		if n == i+2 {
			out = append(out, t.unit(i), t.unit(i+1))
			continue
		}
		for _, b := range escaped(t.unit(i), i == 0) {
			out = append(out, uint16(b))
		}
	}
	return goja.StringFromUTF16(out)
}

// escaped is one code unit that is no half of a pair: EncodeForRegExpEscape.
func escaped(c uint16, first bool) string {
	r := rune(c)
	alphanumeric := r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
	switch {
	case first && alphanumeric:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x80 && strings.ContainsRune(`^$\.*+?()[]{}|/`, r):
		return `\` + string(r)
	case '\t' <= r && r <= '\r':
		return []string{`\t`, `\n`, `\v`, `\f`, `\r`}[r-'\t']
	case r < 0x80 && strings.ContainsRune(",-=<>#&!%:;@~'`\" ", r), r == 0xA0:
		return fmt.Sprintf(`\x%02x`, r)
	case utf16.IsSurrogate(r), r == 0xFEFF, r == 0x2028, r == 0x2029, unicode.Is(unicode.Zs, r):
		return fmt.Sprintf(`\u%04x`, r)
	}
	return string(r)
}
