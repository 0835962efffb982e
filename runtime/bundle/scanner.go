package bundle

import "strings"

// A scanner walks over JavaScript just closely enough to know where strings,
// templates, comments, regular expressions and class bodies begin and end.
type scanner struct {
	src   string
	pos   int
	stack []frame
	prev  string // the last token that matters
	value bool   // the last token ends a value, so that a slash divides
	edits []edit
	// wording are those that only make errors say what V8 says.
	wording []edit
	head    string // what stood before the ( whose ) was the last token
	round   span   // the parentheses that were closed last

	literals []span // regular expressions

	strict bool // the script is
	// What a text that esbuild did not write has: a slash that may or may not
	// divide, a function declared in a block, an optional chain, a yield*.
	doubt, nested, chain, delegates bool

	direct    bool     // the last token is eval, and no member
	outside   body     // what is in no function
	lastArrow int      // where the last arrow is
	function  function // the last keyword function

	texts map[string]int // variables that began as a text: how many brackets were open
}

type span struct{ from, to int }

// A frame is one open bracket.
type frame struct {
	open    byte   // one of ( [ { and ` for a template's ${
	class   bool   // a class body
	pending bool   // a class keyword was seen here, whose body has not begun
	value   bool   // what the bracket encloses is a value, for ( and {
	from    int    // where it is
	head    string // the token before a (
	field   int    // in a class body: where the value of the present field begins
	super   bool   // it uses super
	eval    bool   // the arguments of a direct call of eval
	strict  bool   // what the bracket encloses is strict code
	body    *body  // of a function that is no arrow function
	arrow   bool   // the body of an arrow function
	again   bool   // a block of a loop, or of a function: it may run often
	list    list   // what is in a [
}

func (s *scanner) scan() {
	s.stack = []frame{{strict: s.strict}}
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
		s.slash()
	case isWord(c):
		s.word()
	case c == '(' || c == '[' || c == '{':
		s.open(c)
	case c == ')' || c == ']' || c == '}':
		s.close(c)
	default:
		s.pos++
		if c == '>' && s.prev == "=" {
			s.arrow()
		}
		s.chain = s.chain || c == '.' && s.prev == "?"
		s.delegates = s.delegates || c == '*' && s.prev == "yield"
		if s.top().class {
			s.inClass(c)
		}
		s.inList(c)
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

// slash reads a slash that may begin a regular expression. After a bracket, or
// a word that may be a name, it may also divide: the bundler puts spaces around
// an operator.
func (s *scanner) slash() {
	rest := s.src[s.pos:]
	doubtful := s.prev == ")" || s.prev == "}" || s.prev == "of" || s.prev == "await" || s.prev == "yield"
	s.doubt = s.doubt || doubtful
	if doubtful && s.pos > 0 && s.src[s.pos-1] == ' ' && (strings.HasPrefix(rest, "/ ") || strings.HasPrefix(rest, "/= ")) {
		s.pos++
		s.after("/", false)
		return
	}
	from := s.pos
	whole := s.regexp()
	for s.pos < len(s.src) && isWord(s.src[s.pos]) {
		s.pos++
	}
	if whole {
		s.literals = append(s.literals, span{from, s.pos})
	}
	s.after("regexp", true)
}

// regexp reads a regular expression up to its flags. It reports false when
// that does not end on its line.
func (s *scanner) regexp() bool {
	class := false
	for s.pos++; s.pos < len(s.src); s.pos++ {
		switch c := s.src[s.pos]; {
		case c == '\\':
			s.pos++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '\n':
			s.pos++
			return false
		case c == '/' && !class:
			s.pos++
			return true
		}
	}
	s.pos = len(s.src)
	return false
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
		s.quoteField(from)
	}
	switch {
	case member:
	case w == "function":
		s.meetFunction(from)
	case w == "return":
		s.awaitReturn()
	case s.prev == "*" && strings.HasPrefix(w, "__yieldStar"):
		s.delegate()
	}
	s.direct = w == "eval" && !member && s.prev != "new" && s.prev != "function"
	if w == "super" {
		s.useSuper()
	}
	if w == "arguments" && !member {
		s.useArguments(from)
	}
	if !member {
		s.declares(w)
		s.appends(from)
	}
	if w == "catch" && s.prev == "}" && !s.top().class {
		s.catchClause()
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
	f := frame{open: c, from: s.pos, strict: s.top().strict}
	switch c {
	case '(':
		// After the head of an if, while, for or with a statement begins.
		f.value = s.prev != "if" && s.prev != "while" && s.prev != "for" && s.prev != "with"
		f.head = s.prev
		f.eval = s.direct && s.prev == "eval"
	case '{':
		if s.top().pending {
			s.top().pending, f.class = false, true
		}
		if s.prev == ")" && !controls(s.head) {
			f.body = &body{from: s.pos + 1 + len(s.directives())}
			s.takeParameters(f.body)
			s.makesGenerator(f.body)
			if s.top().open == '(' && strings.HasPrefix(s.top().head, "__asyncGenerator") {
				f.body.generator, f.body.keyword = true, s.function.from
				f.body.marker = "__await" + strings.TrimPrefix(s.top().head, "__asyncGenerator")
			}
		}
		f.arrow = s.prev == ">"
		f.strict = f.strict || f.class || (f.body != nil || f.arrow) && s.startsStrict()
		f.again = f.body != nil || s.prev == ")" && loops(s.head) || s.prev == "do" || s.prev == ">"
		f.value = !s.value && s.prev != "" && s.prev != ")" && s.prev != ";" && s.prev != "}" && s.prev != "{" && s.prev != ">" &&
			s.prev != "else" && s.prev != "do" && s.prev != "try" && s.prev != "finally" && s.prev != ":"
	}
	f.list = s.newList()
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
	if s.head = f.head; f.body != nil {
		s.keepArguments(f.body)
		s.keepSuper(f.body)
		if f.body.after != "" {
			s.edits = append(s.edits, edit{span{s.pos, s.pos}, f.body.after})
		}
	}
	switch f.open {
	case '[', '{':
		s.endList(f)
	case '`':
		s.template()
		return
	case '(':
		s.round = span{f.from, s.pos}
		if f.eval && s.next() != '{' {
			s.directEval(f)
		}
	}
	s.after(string(c), c == ']' || f.value)
}
