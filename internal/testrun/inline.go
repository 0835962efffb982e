package testrun

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An edit is one inline snapshot to be written into a source.
type edit struct {
	file         string // absolute
	line, column int
	method, text string
}

// place is a line of a stack with the user's own files.
var place = regexp.MustCompile(`(?m)^    at (?:.* \()?([^()\n]+):(\d+):(\d+)\)?$`)

// matchInline compares with the snapshot in the source; stack leads to the call.
func (s *snapshots) matchInline(r snapshotRequest, stack string) verdict {
	expected := ""
	if r.inline != nil {
		expected = dedent(*r.inline)
	}
	v, write := s.judge("the inline snapshot", r.text, expected, r.inline != nil)
	if !write {
		return v
	}
	at := place.FindStringSubmatch(stack)
	if at == nil {
		return verdict{why: "it is not known where in the source the inline snapshot belongs"}
	}
	e := edit{file: s.f.w.Session.Location(0, at[1]), method: r.method, text: r.text}
	e.line, _ = strconv.Atoi(at[2])
	e.column, _ = strconv.Atoi(at[3])
	for _, other := range s.edits {
		if other.file == e.file && other.line == e.line && other.column == e.column {
			if other.text != e.text {
				return verdict{why: "the same inline snapshot is asked for twice, with different values: it cannot stand in a loop", expected: other.text, differs: true}
			}
			return v
		}
	}
	s.edits = append(s.edits, e)
	s.count.Written++
	return v
}

// dedent takes the indentation off a snapshot of several lines.
func dedent(text string) string {
	if !strings.HasPrefix(text, "\n") {
		return text
	}
	lines := strings.Split(text[1:], "\n")
	if last := len(lines) - 1; strings.TrimSpace(lines[last]) == "" {
		lines = lines[:last]
	}
	if len(lines) == 0 {
		return ""
	}
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], " \t"))]
	for n := range lines {
		lines[n] = strings.TrimPrefix(lines[n], indent)
	}
	return strings.Join(lines, "\n")
}

// applyEdits writes the inline snapshots into their sources.
func (s *snapshots) applyEdits() error {
	byFile := map[string][]edit{}
	for _, e := range s.edits {
		byFile[e.file] = append(byFile[e.file], e)
	}
	for file, edits := range byFile {
		data, err := s.f.o.Disk.Read(file)
		if err != nil {
			return err
		}
		text := string(data)
		// From the end, so that what is written moves nothing still to come.
		slices.SortFunc(edits, func(a, b edit) int {
			if a.line != b.line {
				return b.line - a.line
			}
			return b.column - a.column
		})
		for _, e := range edits {
			if text, err = e.apply(text); err != nil {
				return fmt.Errorf("write an inline snapshot into %s:%d: %w", filepath.Base(file), e.line, err)
			}
		}
		if err := s.f.o.Disk.Write(file, []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

// apply puts the snapshot into the call that stands at the edit's place.
func (e edit) apply(src string) (string, error) {
	start := lineStart(src, e.line)
	from := min(start+max(e.column-1-len(e.method)-1, 0), len(src))
	at := strings.Index(src[from:], e.method+"(")
	if at < 0 {
		return "", fmt.Errorf("there is no call of %s()", e.method)
	}
	open := from + at + len(e.method) + 1
	args, end, err := arguments(src, open)
	if err != nil {
		return "", err
	}
	literal := e.literal(indentAt(src, from+at))
	last := len(args) - 1
	switch {
	case last < 0:
		return src[:open] + literal + src[end:], nil
	case strings.ContainsRune("`'\"", rune(src[args[last].from])):
		return src[:args[last].from] + literal + src[args[last].to:], nil
	}
	return src[:args[last].to] + ", " + literal + src[end:], nil
}

func (e edit) literal(indent string) string {
	if !strings.Contains(e.text, "\n") {
		return backtick(e.text)
	}
	lines := strings.Split(e.text, "\n")
	for n, line := range lines {
		if line != "" {
			lines[n] = indent + "  " + line
		}
	}
	return backtick("\n" + strings.Join(lines, "\n") + "\n" + indent)
}

func lineStart(src string, line int) int {
	at := 0
	for range line - 1 {
		n := strings.IndexByte(src[at:], '\n')
		if n < 0 {
			return at
		}
		at += n + 1
	}
	return at
}

// indentAt is the white space that the line of a place begins with.
func indentAt(src string, at int) string {
	line := src[strings.LastIndexByte(src[:at], '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

type argument struct{ from, to int }

// arguments finds the arguments of a call whose bracket opens before at, and
// where it closes.
func arguments(src string, at int) (args []argument, end int, err error) {
	depth, from := 0, -1
	close := func(to int) {
		if from >= 0 {
			args = append(args, argument{from, from + len(strings.TrimRight(src[from:to], " \t\r\n"))})
		}
		from = -1
	}
	for n := at; n < len(src); n++ {
		c := src[n]
		if from < 0 && !strings.ContainsRune(" \t\r\n,)", rune(c)) {
			from = n
		}
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth == 0 {
				close(n)
				return args, n, nil
			}
			depth--
		case ',':
			if depth == 0 {
				close(n)
			}
		case '"', '\'', '`':
			for n++; n < len(src) && src[n] != c; n++ {
				if src[n] == '\\' {
					n++
				}
			}
		case '/':
			if n+1 < len(src) && src[n+1] == '/' {
				n += strings.IndexByte(src[n:]+"\n", '\n')
			}
		}
	}
	return nil, 0, fmt.Errorf("its call has no end")
}
