package bundle

import "strings"

// The engine copies both strings to append one to the other, so that a text
// that grows in a loop costs the square of its length. In a loop or a function, an
// append to a variable from outside of it that began as a text is edited:
//
//	s += x   becomes   s?.length > 4095 ? s = append(s, x) : s += x
//
// which means the same whatever the variable holds by then, and leaves short
// texts to the engine. x is written twice, so only simple ones are edited.
const (
	operator     = " += "
	afterAdded   = ") : "
	appendLong   = "?.length > 4095 ? "
	appendCall   = builtinsName + `("paddock:text").append`
	longestAdded = 400 // of the source of x
)

// declares remembers a variable that is declared with a text as its value.
func (s *scanner) declares(name string) {
	if s.prev != "let" && s.prev != "var" {
		return
	}
	rest := s.src[s.pos:]
	if len(rest) > 3 && rest[:3] == " = " && (rest[3] == '"' || rest[3] == '\'' || rest[3] == '`') {
		if s.texts == nil {
			s.texts = map[string]int{}
		}
		s.texts[name] = len(s.stack)
	}
}

// appends edits an append to the variable whose name was just read.
func (s *scanner) appends(from int) {
	name := s.src[from:s.pos]
	depth, ok := s.texts[name]
	if !ok || !strings.HasPrefix(s.src[s.pos:], operator) || !s.repeats(depth) {
		return
	}
	added, ok := simple(s.src, s.pos+len(operator))
	if !ok {
		return
	}
	s.edits = append(s.edits, edit{span{from, from}, beforeAdded(name) + added + afterAdded})
}

func beforeAdded(name string) string {
	return name + appendLong + name + " = " + appendCall + "(" + name + ", "
}

// copied is the part of what an edit inserts that repeats what follows the
// place of the edit.
type copied struct {
	at, length int // in the text of the edit
	of         int // how far behind the place it is repeated from
}

// appended finds it in the text of an edit for an append.
func appended(text string) copied {
	name, _, ok := strings.Cut(text, appendLong)
	if !ok {
		return copied{}
	}
	at := len(beforeAdded(name))
	return copied{at: at, length: len(text) - len(afterAdded) - at, of: len(name + operator)}
}

// repeats reports whether what stands here may run often for one run of what
// stood where depth brackets were open.
func (s *scanner) repeats(depth int) bool {
	for n := depth; n < len(s.stack); n++ {
		if s.stack[n].again {
			return true
		}
	}
	return s.prev == ")" && loops(s.head) || s.prev == ">" // a body without brackets
}

func loops(head string) bool { return head == "for" || head == "while" || head == "await" }

// simple copies the expression that begins at from onto one line. It says false
// for one that cannot be written twice: with functions, tagged templates, or what
// is edited itself.
func simple(src string, from int) (string, bool) {
	inner := scanner{src: src, pos: from, stack: []frame{{}}}
	var out strings.Builder
	for questions := 0; inner.pos < len(src) && out.Len() <= longestAdded; {
		at, text := inner.pos, inTemplate(&inner)
		c := src[at]
		if len(inner.stack) == 1 {
			switch {
			case c == ';' || c == ',' || c == ')' || c == ']' || c == '}' && !text || c == ':' && questions == 0:
				return out.String(), inner.pos > from
			case c == ':':
				questions--
			case c == '?' && at+1 < len(src) && (src[at+1] == '.' || src[at+1] == '?'):
				inner.pos += 2
				inner.after("?", false)
				out.WriteString(src[at:inner.pos])
				continue
			case c == '?':
				questions++
			}
		}
		if c == '{' || c == '/' || c == '\n' || strings.HasPrefix(src[at:], "=>") {
			return "", false
		}
		tagged := c == '`' && inner.value
		inner.token()
		piece := src[at:inner.pos]
		if tagged || piece == "super" || piece == "arguments" || strings.Contains(piece, "\\\n") {
			return "", false
		}
		if text { // where the escape says the same
			piece = strings.ReplaceAll(piece, "\n", `\n`)
		}
		if strings.ContainsAny(piece, "\r\n") {
			return "", false
		}
		out.WriteString(piece)
	}
	return "", false
}

// inTemplate reports whether the next token is the text of a template.
func inTemplate(s *scanner) bool {
	c := s.src[s.pos]
	return c == '`' || c == '}' && s.top().open == '`'
}
