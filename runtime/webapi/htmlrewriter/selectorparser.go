package htmlrewriter

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

type selectorParser struct {
	in    string
	at    int
	typed bool // something looks at the index among elements of the same name
}

// What the platform says of selectors that it does not take.
var (
	errEmpty      = errors.New("The selector is empty.")
	errEnd        = errors.New("Unexpected end of selector.")
	errToken      = errors.New("Unexpected token in selector.")
	errClass      = errors.New("Invalid or unescaped class name in selector.")
	errDangling   = errors.New("Dangling combinator in selector.")
	errNamespace  = errors.New("Selectors with explicit namespaces are not supported.")
	errPseudo     = errors.New("Unsupported pseudo-class or pseudo-element in selector.")
	errCombinator = "Unsupported combinator `%c` in selector."
)

func (p *selectorParser) rest() string { return p.in[p.at:] }

func (p *selectorParser) peek() byte {
	if p.at < len(p.in) {
		return p.in[p.at]
	}
	return 0
}

// skip passes white space and reports whether there was some.
func (p *selectorParser) skip() bool {
	from := p.at
	for p.at < len(p.in) && space(p.in[p.at]) {
		p.at++
	}
	return p.at > from
}

func (p *selectorParser) accept(c byte) bool {
	if p.peek() == c && p.at < len(p.in) {
		p.at++
		return true
	}
	return false
}

// list reads selectors between commas; simple ones, without combinators, up to a
// parenthesis.
func (p *selectorParser) list(simple bool) (Selector, error) {
	var out Selector
	for {
		p.skip()
		c, err := p.complex(simple)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		p.skip()
		switch {
		case p.accept(','):
		case p.at == len(p.in) && !simple, simple && p.peek() == ')':
			return out, nil
		default:
			return nil, p.unexpected()
		}
	}
}

func (p *selectorParser) unexpected() error {
	if p.at == len(p.in) {
		if strings.TrimSpace(p.in) == "" {
			return errEmpty
		}
		return errEnd
	}
	switch r := p.peek(); r {
	case '+', '~':
		return fmt.Errorf(errCombinator, r)
	case '|':
		return errNamespace
	}
	return errToken
}

func (p *selectorParser) complex(simple bool) (c complexSelector, err error) {
	if next := p.peek(); next == '>' || next == ',' {
		return c, errEmpty
	}
	p.bare()
	for {
		part, err := p.compound()
		if err != nil {
			return c, err
		}
		c.compounds = append(c.compounds, part)
		spaced := p.skip()
		switch next := p.peek(); {
		case p.at == len(p.in) || next == ',' || next == ')':
			return c, nil
		case simple:
			return c, errPseudo
		case next == '>':
			p.at++
			p.skip()
			if p.at == len(p.in) || p.peek() == ',' {
				return c, errDangling
			}
			c.combinators = append(c.combinators, '>')
		case spaced && next != '+' && next != '~':
			c.combinators = append(c.combinators, ' ')
		default:
			return c, p.unexpected()
		}
	}
}

// bare passes the sign of no namespace, which asks for nothing in HTML.
func (p *selectorParser) bare() {
	if rest := p.rest(); len(rest) > 1 && rest[0] == '|' && rest[1] != '=' {
		p.at++
	}
}

func (p *selectorParser) compound() (c compound, err error) {
	from := p.at
	if !p.accept('*') && p.identifies() {
		name, err := p.ident()
		if err != nil {
			return c, err
		}
		c.tag = strings.ToLower(name)
	}
	for {
		var t test
		switch p.peek() {
		case '#':
			t, err = p.named(func(e *element, want string) bool { v, ok := e.attr("id"); return ok && v == want })
		case '.':
			if t, err = p.named(hasClass); err == errToken {
				err = errClass
			}
		case '[':
			t, err = p.attribute()
		case ':':
			t, err = p.pseudo()
		default:
			if p.at == from {
				err = p.unexpected()
			}
			c.typed = p.typed
			return c, err
		}
		if err != nil {
			return c, err
		}
		c.tests = append(c.tests, t)
	}
}

func (p *selectorParser) named(match func(*element, string) bool) (test, error) {
	p.at++
	want, err := p.ident()
	return func(e *element) bool { return match(e, want) }, err
}

func (p *selectorParser) identifies() bool {
	c := p.peek()
	return letter(c) || c == '_' || c == '\\' || c >= 0x80 || c == '-' && len(p.rest()) > 1 && p.rest()[1] != '>'
}

// ident reads an identifier with its escapes.
func (p *selectorParser) ident() (string, error) {
	var b strings.Builder
	if !p.identifies() {
		return "", p.unexpected()
	}
	for p.at < len(p.in) {
		switch c := p.in[p.at]; {
		case letter(c) || c >= '0' && c <= '9' || c == '-' || c == '_' || c >= 0x80:
			b.WriteByte(c)
			p.at++
		case c == '\\':
			p.escape(&b)
		default:
			return b.String(), nil
		}
	}
	return b.String(), nil
}

func (p *selectorParser) escape(b *strings.Builder) {
	p.at++
	n := 0
	for n < 6 && n < len(p.rest()) && strings.IndexByte("0123456789abcdefABCDEF", p.rest()[n]) >= 0 {
		n++
	}
	if n > 0 {
		code, _ := strconv.ParseUint(p.rest()[:n], 16, 32) // hex digits only
		p.at += n
		if p.at < len(p.in) && space(p.in[p.at]) {
			p.at++
		}
		b.WriteRune(rune(code))
		return
	}
	r, size := utf8.DecodeRuneInString(p.rest())
	p.at += size
	if size > 0 {
		b.WriteRune(r)
	}
}

func (p *selectorParser) attribute() (test, error) {
	p.at++
	p.skip()
	name, err := p.ident()
	if err != nil {
		return nil, err
	}
	name = strings.ToLower(name)
	p.skip()
	if p.accept(']') {
		return attrTest(name, 0, "", false), nil
	}
	op := p.peek()
	p.at++
	if op != '=' && (strings.IndexByte("~|^$*", op) < 0 || op == 0 || !p.accept('=')) {
		p.at--
		return nil, p.unexpected()
	}
	p.skip()
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	p.skip()
	fold := foldedAttributes[name]
	if flag := p.peek() | 0x20; flag == 'i' || flag == 's' {
		fold = flag == 'i'
		p.at++
		p.skip()
	}
	if !p.accept(']') {
		return nil, p.unexpected()
	}
	return attrTest(name, op, value, fold), nil
}

// foldedAttributes are those whose values HTML compares without regard to case.
var foldedAttributes = map[string]bool{
	"accept": true, "accept-charset": true, "align": true, "alink": true, "axis": true, "bgcolor": true, "charset": true,
	"checked": true, "clear": true, "codetype": true, "color": true, "compact": true, "declare": true, "defer": true,
	"dir": true, "direction": true, "disabled": true, "enctype": true, "face": true, "frame": true, "hreflang": true,
	"http-equiv": true, "lang": true, "language": true, "link": true, "media": true, "method": true, "multiple": true,
	"nohref": true, "noresize": true, "noshade": true, "nowrap": true, "readonly": true, "rel": true, "rev": true,
	"rules": true, "scope": true, "scrolling": true, "selected": true, "shape": true, "target": true, "text": true,
	"type": true, "valign": true, "valuetype": true, "vlink": true,
}

func (p *selectorParser) value() (string, error) {
	q := p.peek()
	if q != '"' && q != '\'' {
		return p.ident()
	}
	p.at++
	var b strings.Builder
	for p.at < len(p.in) {
		switch c := p.in[p.at]; c {
		case q:
			p.at++
			return b.String(), nil
		case '\\':
			p.escape(&b)
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	return "", errEnd
}

func (p *selectorParser) pseudo() (test, error) {
	p.at++
	if p.peek() == ':' {
		return nil, errPseudo
	}
	name, err := p.ident()
	if err != nil {
		return nil, err
	}
	name = strings.ToLower(name)
	p.typed = p.typed || strings.HasSuffix(name, "of-type")
	switch name {
	case "first-child":
		return func(e *element) bool { return e.index == 1 }, nil
	case "first-of-type":
		return func(e *element) bool { return e.typeIndex == 1 }, nil
	}
	if !p.accept('(') {
		return nil, errPseudo
	}
	var t test
	switch name {
	case "not":
		inner, err := p.list(true)
		if err != nil {
			return nil, err
		}
		t = func(e *element) bool { return !inner.matches(e) }
	case "nth-child", "nth-of-type":
		end := strings.IndexByte(p.rest(), ')')
		if end < 0 {
			return nil, errEnd
		}
		a, b, err := formula(p.rest()[:end])
		if err != nil {
			return nil, errToken
		}
		p.at += end
		t = func(e *element) bool { return nth(a, b, e.index) }
		if name == "nth-of-type" {
			t = func(e *element) bool { return nth(a, b, e.typeIndex) }
		}
	default:
		return nil, errPseudo
	}
	if !p.accept(')') {
		return nil, p.unexpected()
	}
	return t, nil
}

// formula reads "2n+1", "odd", "even", "3".
func formula(s string) (a, b int, err error) {
	text := strings.ToLower(strings.Join(strings.Fields(s), ""))
	switch text {
	case "odd":
		return 2, 1, nil
	case "even":
		return 2, 0, nil
	}
	step, rest, isStep := strings.Cut(text, "n")
	if !isStep {
		b, err = strconv.Atoi(strings.TrimPrefix(text, "+"))
		return 0, b, err
	}
	switch step {
	case "", "+":
		a = 1
	case "-":
		a = -1
	default:
		if a, err = strconv.Atoi(step); err != nil {
			return 0, 0, err
		}
	}
	if rest != "" {
		b, err = strconv.Atoi(rest)
	}
	return a, b, err
}
