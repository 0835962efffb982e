package bundle

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/go-sourcemap/sourcemap"
)

// A SourceMap leads from the bundle back to the user's files. It is read when
// it is first needed, and may be used from any goroutine.
type SourceMap struct {
	raw    []byte
	shifts map[int][]shift // by line
	late   map[int][]shift // to be taken back before those; by line of the script

	once     sync.Once
	consumer *sourcemap.Consumer
	sources  map[string]string // contents, by name
}

func newSourceMap(raw []byte, shifts []shift) *SourceMap {
	return &SourceMap{raw: raw, shifts: byLine(shifts)}
}

func byLine(shifts []shift) map[int][]shift {
	lines := map[int][]shift{}
	for _, s := range shifts {
		lines[s.line] = append(lines[s.line], s)
	}
	return lines
}

// unshift returns where a column was before its line was shifted.
func unshift(column int, shifts []shift) int {
	back := 0
	for _, s := range shifts {
		begins := s.column + back
		if in := column - begins - s.copy.at; in >= 0 && in < s.copy.length {
			return s.column + s.copy.of + in
		}
		if column >= begins+s.by {
			back += s.by
		}
	}
	return column - back
}

func (m *SourceMap) load() {
	m.once.Do(func() {
		m.sources = map[string]string{}
		var text struct {
			Sources        []string `json:"sources"`
			SourcesContent []string `json:"sourcesContent"`
		}
		if json.Unmarshal(m.raw, &text) != nil {
			return
		}
		for i, name := range text.Sources {
			if i < len(text.SourcesContent) {
				m.sources[name] = text.SourcesContent[i]
			}
		}
		m.consumer, _ = sourcemap.Parse("", m.raw)
	})
}

// A Position is a place in one of the user's files, relative to the project.
// Line and Column start at 1.
type Position struct {
	File         string
	Line, Column int
}

// String gives file:line:column.
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Position finds the source of a place in the script. Both line and column
// start at 1. It reports false for what the bundler added itself.
func (m *SourceMap) Position(line, column int) (Position, bool) {
	m.load()
	if m.consumer == nil {
		return Position{}, false
	}
	column = unshift(column-1, m.late[line-1])
	line -= headerLines
	file, _, l, c, ok := m.consumer.Source(line, unshift(column, m.shifts[line-1]))
	if !ok || file == "" || strings.HasPrefix(file, "builtin:") || strings.HasPrefix(file, "missing:") || strings.HasPrefix(file, "before:") || strings.HasPrefix(file, "hoisted:") || strings.HasPrefix(file, mockNamespace+":") || strings.HasPrefix(file, stubsNamespace+":") {
		return Position{}, false
	}
	return Position{file, l, c + 1}, true
}

// rawFrame is a line of a stack as the engine writes it.
var rawFrame = regexp.MustCompile(`^\s*at (?:(.*) \()?([^()]*?):(\d+):(\d+)(?:\(\d+\))?\)?$`)

// Stack rewrites a stack of the engine into V8's form, with the user's files.
// Frames of the bundler, the engine and paddock's own libraries are left out.
func (m *SourceMap) Stack(raw string) string {
	var out []string
	for _, line := range strings.Split(strings.TrimRight(raw, "\n"), "\n") {
		if !strings.HasPrefix(strings.TrimLeft(line, " \t"), "at ") {
			out = append(out, line)
			continue
		}
		if frame, ok := m.frame(line); ok {
			out = append(out, frame)
		}
	}
	return strings.Join(out, "\n")
}

func (m *SourceMap) frame(line string) (string, bool) {
	f := rawFrame.FindStringSubmatch(line)
	if f == nil || f[2] != scriptFile {
		return "", false
	}
	l, _ := strconv.Atoi(f[3])
	c, _ := strconv.Atoi(f[4])
	at, ok := m.Position(l, c)
	if !ok {
		return "", false
	}
	if f[1] == "" || f[1] == at.File { // the bundler names a module's function after its file
		return "    at " + at.String(), true
	}
	return fmt.Sprintf("    at %s (%s)", f[1], at), true
}

var mappedFrame = regexp.MustCompile(`(?m)^    at (?:.* \()?([^()\n]+):(\d+):(\d+)\)?$`)

// Frame shows the code around the topmost position of a stack that Stack
// returned, preferring files that are not a package's, or "" when there is none.
func (m *SourceMap) Frame(stack string) string {
	m.load()
	best := Position{}
	for _, f := range mappedFrame.FindAllStringSubmatch(stack, -1) {
		if m.sources[f[1]] == "" {
			continue
		}
		at := Position{File: f[1]}
		at.Line, _ = strconv.Atoi(f[2])
		at.Column, _ = strconv.Atoi(f[3])
		if !strings.Contains(at.File, "node_modules/") {
			best = at
			break
		}
		if best.File == "" {
			best = at
		}
	}
	if best.File == "" {
		return ""
	}
	return codeFrame(best, m.sources[best.File])
}

// codeFrame shows two lines before and one after a place, and marks it.
func codeFrame(at Position, source string) string {
	lines := strings.Split(source, "\n")
	if at.Line < 1 || at.Line > len(lines) {
		return ""
	}
	from, to := max(1, at.Line-2), min(len(lines), at.Line+1)
	width := len(strconv.Itoa(to))
	var b strings.Builder
	for n := from; n <= to; n++ {
		mark := " "
		if n == at.Line {
			mark = ">"
		}
		text := strings.TrimRight(lines[n-1], "\r")
		b.WriteString(strings.TrimRight(fmt.Sprintf("  %s %*d | %s", mark, width, n, text), " ") + "\n")
		if n == at.Line {
			fmt.Fprintf(&b, "    %s | %s^\n", strings.Repeat(" ", width), indentOf(text, at.Column-1))
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
