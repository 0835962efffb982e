package bundle

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A Message is one problem in the user's files. File is relative to the
// project; Line and Column start at 1, and are 0 where no place is known.
type Message struct {
	File         string
	Line, Column int
	Length       int // of what is marked, in bytes
	Text         string
	LineText     string
	Notes        []string
}

// String gives the place, the text and a code frame.
func (m Message) String() string {
	var b strings.Builder
	if m.File != "" {
		fmt.Fprintf(&b, "%s:%d:%d: ", m.File, m.Line, m.Column)
	}
	b.WriteString(m.Text)
	if m.LineText != "" {
		number := fmt.Sprint(m.Line)
		fmt.Fprintf(&b, "\n    %s | %s\n    %s | %s%s", number, m.LineText,
			strings.Repeat(" ", len(number)), indentOf(m.LineText, m.Column-1), strings.Repeat("^", max(1, m.Length)))
	}
	for _, n := range m.Notes {
		b.WriteString("\n    " + n)
	}
	return b.String()
}

// indentOf is white space as wide as the first n bytes of a line, tabs kept.
func indentOf(line string, n int) string {
	var b strings.Builder
	for _, r := range line[:min(max(n, 0), len(line))] {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// An Error is every problem of a build that failed.
type Error struct {
	Messages []Message
	Files    []string // that it read or looked for; absolute
}

// Error lists all problems, one after the other.
func (e *Error) Error() string {
	texts := make([]string, len(e.Messages))
	for i, m := range e.Messages {
		texts[i] = m.String()
	}
	return strings.Join(texts, "\n\n")
}

func (b *Builder) failure(errs []api.Message) *Error {
	if b.files == nil {
		b.files = map[string]bool{}
	}
	for _, m := range errs {
		b.noteUnresolved(m)
	}
	return &Error{Messages: b.messages(errs), Files: b.read()}
}

func (b *Builder) messages(list []api.Message) []Message {
	var out []Message
	for _, m := range list {
		out = append(out, b.message(m))
	}
	return out
}

func (b *Builder) message(m api.Message) Message {
	out := Message{Text: m.Text}
	if l := m.Location; l != nil {
		out.File, out.Line, out.Column, out.Length, out.LineText = l.File, l.Line, l.Column+1, l.Length, l.LineText
	}
	if stub, ok := b.withoutExport(m); ok {
		return stub
	}
	if spec, ok := unresolved(m.Text); ok && b.o.Missing != nil {
		if why := b.o.Missing(spec); why != "" {
			out.Text, out.Notes = b.missing(spec), nil
			return out
		}
	}
	for _, n := range m.Notes {
		note := n.Text
		if l := n.Location; l != nil {
			note = fmt.Sprintf("%s:%d:%d: %s", l.File, l.Line, l.Column+1, note)
		}
		out.Notes = append(out.Notes, note)
	}
	return out
}

var unresolvedPattern = regexp.MustCompile(`^Could not resolve "(.+)"`)

func unresolved(text string) (string, bool) {
	m := unresolvedPattern.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// noteUnresolved adds the files that a failed import looked for, so that their
// appearing is noticed.
func (b *Builder) noteUnresolved(m api.Message) {
	spec, ok := unresolved(m.Text)
	if !ok || m.Location == nil || !strings.HasPrefix(spec, ".") {
		return
	}
	from := m.Location.File
	if !filepath.IsAbs(from) {
		from = filepath.Join(b.o.Dir, from)
	}
	base := filepath.Join(filepath.Dir(from), filepath.FromSlash(spec))
	for _, ext := range []string{"", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".json"} {
		b.note(base + ext)
	}
	b.note(filepath.Join(base, "index.ts"), filepath.Join(base, "index.js"))
}
