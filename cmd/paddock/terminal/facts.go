package terminal

import (
	"io"
	"strings"
	"unicode/utf8"
)

// A Fact is one thing to know about something. Its value may have lines.
type Fact struct{ Name, Value string }

// Facts writes facts below each other, the lines of a value under its first.
func Facts(w io.Writer, s Style, facts []Fact) error {
	width := 0
	for _, f := range facts {
		width = max(width, utf8.RuneCountInString(f.Name))
	}
	indent := "\n" + strings.Repeat(" ", width+2)
	var b strings.Builder
	for _, f := range facts {
		name := f.Name + strings.Repeat(" ", width-utf8.RuneCountInString(f.Name)+2)
		value := NewStyle(false).clean(strings.TrimRight(f.Value, "\n"))
		b.WriteString(s.Dim(name) + strings.ReplaceAll(value, "\n", indent) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
