// Package terminal turns what happened into text: lines for people, or one
// JSON object per entry. It knows how things are worded and coloured, and
// writes to what it is given. It decides nothing, and knows neither flags nor
// the operating system.
package terminal

import (
	"strings"
	"unicode/utf8"
)

// A Style colours text, or leaves it as it is.
type Style struct{ on bool }

// NewStyle returns a style that colours when on is true.
func NewStyle(on bool) Style { return Style{on} }

func (s Style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	// Each line by itself, so that a cut or a pager never bleeds.
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = "\x1b[" + code + "m" + line + "\x1b[0m"
		}
	}
	return strings.Join(lines, "\n")
}

// Bold makes text stand out.
func (s Style) Bold(text string) string { return s.wrap("1", text) }

// Dim makes text recede.
func (s Style) Dim(text string) string { return s.wrap("2", text) }

// Red is for errors.
func (s Style) Red(text string) string { return s.wrap("31", text) }

// Green is for what went well.
func (s Style) Green(text string) string { return s.wrap("32", text) }

// Yellow is for warnings.
func (s Style) Yellow(text string) string { return s.wrap("33", text) }

// Blue is for addresses.
func (s Style) Blue(text string) string { return s.wrap("36", text) }

// Alarm cannot be missed.
func (s Style) Alarm(text string) string { return s.wrap("1;97;41", text) }

// Clean makes text from outside safe to print; see clean.
func (s Style) Clean(text string) string { return s.clean(text) }

// clean makes text from outside safe to print: control characters that could
// move the cursor, retitle the window or worse become visible. Colours of the
// text's own stay where colours are wanted, and are removed where not.
func (s Style) clean(text string) string {
	if !strings.ContainsFunc(text, control) {
		return text
	}
	var b strings.Builder
	coloured := false
	for len(text) > 0 {
		if n := colourLength(text); n > 0 {
			if s.on {
				b.WriteString(text[:n])
				coloured = true
			}
			text = text[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(text)
		writeVisible(&b, r, text[:n])
		text = text[n:]
	}
	if coloured {
		b.WriteString("\x1b[0m")
	}
	return b.String()
}

func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
}

// colourLength measures the colour sequence that text begins with: ESC [ then
// digits and semicolons, then m. 0 when there is none.
func colourLength(text string) int {
	rest, ok := strings.CutPrefix(text, "\x1b[")
	if !ok {
		return 0
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r != ';' && (r < '0' || r > '9') })
	if end < 0 || rest[end] != 'm' {
		return 0
	}
	return len("\x1b[") + end + 1
}

// writeVisible writes a control character as the picture that Unicode has for
// it, anything else as it is.
func writeVisible(b *strings.Builder, r rune, raw string) {
	switch {
	case !control(r):
		b.WriteString(raw)
	case r == 0x7f:
		b.WriteRune('\u2421')
	case r < ' ':
		b.WriteRune('\u2400' + r)
	default:
		b.WriteRune('\uFFFD')
	}
}
