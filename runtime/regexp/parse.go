package regexp

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// maxDepth and maxGroups bound what a pattern may nest and capture.
const (
	maxDepth  = 2000
	maxGroups = 1 << 16
)

type parser struct {
	src   []uint16
	pos   int
	flags Flags // i, m and s change with modifiers

	unicode bool // u or v
	named   bool // \k begins a reference
	total   int  // groups in the whole pattern
	groups  int  // so far
	depth   int
	names   []Name
	scope   map[string]bool // names that take part together with what comes next
	refs    []*backNode
	closed  map[*span]set // sets with every case added, by where they begin
}

// A reason is why a pattern is refused. The parser and the compiler panic with
// it, and catch that themselves.
type reason string

// refusal catches a reason.
func refusal(why *reason) {
	switch r := recover().(type) {
	case nil:
	case reason:
		*why = r
	default:
		panic(r)
	}
}

func parse(source []uint16, flags Flags) (t *tree, why reason) {
	p := &parser{src: source, flags: flags, unicode: flags.FullUnicode(), scope: map[string]bool{}}
	defer refusal(&why)
	p.survey()
	root := p.disjunction()
	if p.pos < len(p.src) {
		p.fail("Unmatched ')'")
	}
	for _, ref := range p.refs {
		n := slices.IndexFunc(p.names, func(n Name) bool { return n.Name == ref.name })
		if n < 0 {
			p.fail("Invalid named capture referenced")
		}
		ref.groups = p.names[n].Groups
	}
	return &tree{root: root, groups: p.groups + 1, names: p.names}, ""
}

func (p *parser) fail(why string) { panic(reason(why)) }

// survey counts the groups and looks for names: both decide what some escapes
// before them mean.
func (p *parser) survey() {
	p.named = p.unicode
	class := 0
	for i := 0; i < len(p.src); i++ {
		switch c := p.src[i]; {
		case c == '\\':
			i++
		case c == '[' && (class == 0 || p.flags.UnicodeSets):
			class++
		case c == ']' && class > 0:
			class--
		case c == '(' && class == 0:
			if i+1 >= len(p.src) || p.src[i+1] != '?' {
				p.total++
			} else if i+3 < len(p.src) && p.src[i+2] == '<' && p.src[i+3] != '=' && p.src[i+3] != '!' {
				p.total++
				p.named = true
			}
		}
	}
}

// more, peek, at and eat look at code units.
func (p *parser) more() bool { return p.pos < len(p.src) }

func (p *parser) peek() rune {
	if p.pos < len(p.src) {
		return rune(p.src[p.pos])
	}
	return -1
}

func (p *parser) at(s string) bool {
	if p.pos+len(s) > len(p.src) {
		return false
	}
	for i := range len(s) {
		if p.src[p.pos+i] != uint16(s[i]) {
			return false
		}
	}
	return true
}

func (p *parser) eat(s string) bool {
	if p.at(s) {
		p.pos += len(s)
		return true
	}
	return false
}

// next reads a code point under u and v, else a code unit; -1 at the end.
func (p *parser) next() rune {
	if !p.unicode {
		return p.unit()
	}
	return p.point()
}

func (p *parser) unit() rune {
	if p.pos >= len(p.src) {
		return -1
	}
	p.pos++
	return rune(p.src[p.pos-1])
}

func (p *parser) point() rune {
	r := p.unit()
	if p.pos < len(p.src) && utf16.IsSurrogate(r) {
		if pair := utf16.DecodeRune(r, rune(p.src[p.pos])); pair != 0xFFFD {
			p.pos++
			return pair
		}
	}
	return r
}

// disjunction reads alternatives up to a closing parenthesis or the end.
func (p *parser) disjunction() node {
	if p.depth++; p.depth > maxDepth {
		p.fail("Regular expression too large")
	}
	defer func() { p.depth-- }()
	outer, flags := p.scope, p.flags
	seen := map[string]bool{}
	var alternatives altNode
	for {
		p.scope = map[string]bool{}
		alternatives = append(alternatives, p.alternative())
		for name := range p.scope {
			seen[name] = true
		}
		if !p.eat("|") {
			break
		}
	}
	p.scope, p.flags = outer, flags
	for name := range seen {
		p.claim(name)
	}
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return alternatives
}

// claim takes a group name for the present alternative, in which it may stand
// once.
func (p *parser) claim(name string) {
	if p.scope[name] {
		p.fail("Duplicate capture group name")
	}
	p.scope[name] = true
}

func (p *parser) alternative() node {
	var seq seqNode
	for p.more() && !p.at("|") && !p.at(")") {
		if n := p.term(); n != nil {
			seq = append(seq, n)
		}
	}
	switch len(seq) {
	case 0:
		return nil
	case 1:
		return seq[0]
	}
	return seq
}

func (p *parser) term() node {
	first := p.groups + 1
	n, quantifiable := p.atom()
	_, look := n.(*lookNode)
	if !quantifiable && !look {
		return n
	}
	r, ok := p.quantifier()
	if !ok {
		return n
	}
	if !quantifiable {
		p.fail("Invalid quantifier")
	}
	r.body, r.first, r.last = n, first, p.groups+1
	return r
}

// atom reads an atom or an assertion.
func (p *parser) atom() (n node, quantifiable bool) {
	switch c := p.peek(); c {
	case '^':
		p.pos++
		return p.assert(atStart, atLineStart), false
	case '$':
		p.pos++
		return p.assert(atEnd, atLineEnd), false
	case '(':
		return p.group()
	case '.':
		p.pos++
		if p.flags.DotAll {
			return &setNode{all}, true
		}
		return &setNode{ends.complement(maxRune)}, true
	case '[':
		return p.class(), true
	case '\\':
		return p.escape()
	case '*', '+', '?':
		p.fail("Nothing to repeat")
	case '{':
		if _, ok := p.braces(); ok {
			p.fail("Nothing to repeat")
		}
		if p.unicode {
			p.fail("Lone quantifier brackets")
		}
	case '}', ']':
		if p.unicode {
			p.fail("Lone quantifier brackets")
		}
	}
	return p.char(p.next()), true
}

func (p *parser) assert(plain, multiline assertion) node {
	if p.flags.Multiline {
		return &assertNode{kind: multiline}
	}
	return &assertNode{kind: plain}
}

// char is a literal character, in every case when case is ignored.
func (p *parser) char(r rune) node { return &setNode{p.cased(r)} }

func (p *parser) cased(r rune) set {
	if !p.flags.IgnoreCase {
		return single(r)
	}
	var spans []span
	for _, v := range variants(r, p.unicode) {
		spans = append(spans, span{v, v})
	}
	return makeSet(spans...)
}

// quantifier reads what may follow an atom.
func (p *parser) quantifier() (*repeatNode, bool) {
	r := &repeatNode{max: infinite}
	switch p.peek() {
	case '*':
		p.pos++
	case '+':
		p.pos++
		r.min = 1
	case '?':
		p.pos++
		r.max = 1
	case '{':
		braces, ok := p.braces()
		if !ok {
			if p.unicode {
				p.fail("Incomplete quantifier")
			}
			return nil, false
		}
		r = braces
	default:
		return nil, false
	}
	r.lazy = p.eat("?")
	return r, true
}

// braces reads {n}, {n,} or {n,m}; when there is none it stays where it is.
func (p *parser) braces() (*repeatNode, bool) {
	from := p.pos
	p.pos++
	low := p.decimal()
	high := low
	if low != "" && p.eat(",") {
		high = p.decimal()
		if high == "" {
			high = "inf"
		}
	}
	if low == "" || !p.eat("}") {
		p.pos = from
		return nil, false
	}
	r := &repeatNode{min: clamp(low), max: infinite}
	if high != "inf" {
		r.max = clamp(high)
		if len(low) > len(high) || len(low) == len(high) && low > high {
			p.fail("numbers out of order in {} quantifier")
		}
	}
	return r, true
}

// decimal reads digits, without leading zeros.
func (p *parser) decimal() string {
	from := p.pos
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.pos++
	}
	s := string(utf16.Decode(p.src[from:p.pos]))
	if t := strings.TrimLeft(s, "0"); t != "" || s == "" {
		return t
	}
	return "0"
}

func clamp(digits string) int {
	n := 0
	for _, c := range digits {
		if n = n*10 + int(c-'0'); n >= infinite {
			return infinite
		}
	}
	return n
}
