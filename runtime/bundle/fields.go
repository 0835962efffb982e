package bundle

import (
	"regexp"
	"strings"
)

// A shift is a place in esbuild's output from which its line continues further
// right than the source map says.
type shift struct {
	line, column int // both from 0
	by           int
}

// suspect finds what may be a class field named get, set or async. The engine
// takes such a name for the beginning of an accessor or an async method.
var suspect = regexp.MustCompile(`(?m)^\s*(?:static )?(?:get|set|async)(?: =|;)`)

// quoteFields puts the names of class fields called get, set or async in
// quotes, which means the same and which the engine can read.
func quoteFields(code string) (string, []shift) {
	if !suspect.MatchString(code) {
		return code, nil
	}
	s := scanner{src: code}
	s.scan()
	if len(s.fields) == 0 {
		return code, nil
	}
	var out strings.Builder
	var shifts []shift
	last, line, lineStart := 0, 0, 0
	for _, f := range s.fields {
		if n := strings.Count(code[last:f.from], "\n"); n > 0 {
			line += n
			lineStart = strings.LastIndexByte(code[:f.from], '\n') + 1
		}
		out.WriteString(code[last:f.from] + `"` + code[f.from:f.to] + `"`)
		shifts = append(shifts, shift{line: line, column: f.to - lineStart, by: 2})
		last = f.to
	}
	out.WriteString(code[last:])
	return out.String(), shifts
}

// A scanner walks over JavaScript just closely enough to know where strings,
// templates, comments, regular expressions and class bodies begin and end.
type scanner struct {
	src    string
	pos    int
	stack  []frame
	prev   string // the last token that matters
	value  bool   // the last token ends a value, so that a slash divides
	fields []span
}

type span struct{ from, to int }

// A frame is one open bracket.
type frame struct {
	open    byte // one of ( [ { and ` for a template's ${
	class   bool // a class body
	pending bool // a class keyword was seen here, whose body has not begun
	value   bool // what the bracket encloses is a value, for ( and {
}

func (s *scanner) scan() {
	s.stack = []frame{{}}
	for s.pos < len(s.src) {
		s.token()
	}
}

func (s *scanner) top() *frame { return &s.stack[len(s.stack)-1] }

func (s *scanner) token() {
	c := s.src[s.pos]
	rest := s.src[s.pos:]
	switch {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		s.pos++
	case strings.HasPrefix(rest, "//"):
		s.skipTo("\n")
	case strings.HasPrefix(rest, "/*"):
		s.pos += 2
		s.skipTo("*/")
	case c == '"' || c == '\'':
		s.quoted(c)
		s.after("string", true)
	case c == '`':
		s.pos++
		s.template()
	case c == '/' && !s.value:
		s.regexp()
		s.after("regexp", true)
	case isWord(c):
		s.word()
	case c == '(' || c == '[' || c == '{':
		s.open(c)
	case c == ')' || c == ']' || c == '}':
		s.close(c)
	default:
		s.pos++
		postfix := (c == '+' || c == '-') && s.pos < len(s.src) && s.src[s.pos] == c && s.value
		if postfix {
			s.pos++
		}
		s.after(string(c), postfix)
	}
}

func (s *scanner) after(token string, value bool) { s.prev, s.value = token, value }

func (s *scanner) skipTo(end string) {
	if i := strings.Index(s.src[s.pos:], end); i >= 0 {
		s.pos += i + len(end)
		return
	}
	s.pos = len(s.src)
}

func (s *scanner) quoted(quote byte) {
	for s.pos++; s.pos < len(s.src) && s.src[s.pos] != quote; s.pos++ {
		if s.src[s.pos] == '\\' {
			s.pos++
		}
	}
	s.pos++
}

// template skips the text of a template up to its end or to a ${, whose
// expression the main loop reads.
func (s *scanner) template() {
	for s.pos < len(s.src) {
		switch {
		case s.src[s.pos] == '\\':
			s.pos += 2
		case s.src[s.pos] == '`':
			s.pos++
			s.after("template", true)
			return
		case strings.HasPrefix(s.src[s.pos:], "${"):
			s.pos += 2
			s.stack = append(s.stack, frame{open: '`'})
			s.after("${", false)
			return
		default:
			s.pos++
		}
	}
}

func (s *scanner) regexp() {
	class := false
	for s.pos++; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case c == '\\':
			s.pos++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '\n', c == '/' && !class:
			s.pos++
			return
		}
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c == '#' || c == '\\' || c >= 0x80 ||
		'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// word reads a name, a keyword or a number.
func (s *scanner) word() {
	from := s.pos
	for s.pos < len(s.src) && isWord(s.src[s.pos]) {
		s.pos++
	}
	w := s.src[from:s.pos]
	member := s.prev == "."
	if w == "class" && !member && !s.nextIs(':') && !s.nextIs('(') {
		s.top().pending = true
	}
	if s.top().class && s.startsMember() && (w == "get" || w == "set" || w == "async") && s.endsField() {
		s.fields = append(s.fields, span{from, s.pos})
	}
	s.after(w, member || !beforeExpression(w))
}

// startsMember reports whether the next name begins a member of a class body.
func (s *scanner) startsMember() bool {
	return s.prev == "{" || s.prev == ";" || s.prev == "}" || s.prev == "static"
}

// endsField reports whether a field's name ends here: with its value or alone.
func (s *scanner) endsField() bool {
	rest := strings.TrimLeft(s.src[s.pos:], " \t\r\n")
	return strings.HasPrefix(rest, ";") || strings.HasPrefix(rest, "}") ||
		strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") && !strings.HasPrefix(rest, "=>")
}

func (s *scanner) nextIs(c byte) bool {
	rest := strings.TrimLeft(s.src[s.pos:], " \t\r\n")
	return rest != "" && rest[0] == c
}

// beforeExpression reports whether a slash after the keyword begins a regular
// expression.
func beforeExpression(w string) bool {
	switch w {
	case "return", "typeof", "instanceof", "in", "of", "new", "delete", "void", "throw", "case", "do", "else", "yield", "await", "extends", "default":
		return true
	}
	return false
}

func (s *scanner) open(c byte) {
	f := frame{open: c}
	switch c {
	case '(':
		// After the head of an if, while, for or with a statement begins.
		f.value = s.prev != "if" && s.prev != "while" && s.prev != "for" && s.prev != "with"
	case '{':
		if s.top().pending {
			s.top().pending, f.class = false, true
		}
		f.value = !s.value && s.prev != ")" && s.prev != ";" && s.prev != "}" && s.prev != "{" && s.prev != ">" &&
			s.prev != "else" && s.prev != "do" && s.prev != "try" && s.prev != "finally" && s.prev != ":"
	}
	s.stack = append(s.stack, f)
	s.pos++
	s.after(string(c), false)
}

func (s *scanner) close(c byte) {
	s.pos++
	if len(s.stack) == 1 {
		s.after(string(c), c != '}')
		return
	}
	f := *s.top()
	s.stack = s.stack[:len(s.stack)-1]
	if f.open == '`' {
		s.template()
		return
	}
	s.after(string(c), c == ']' || f.value)
}
