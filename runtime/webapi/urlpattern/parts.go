package urlpattern

import (
	"strconv"
	"strings"
)

// A partType says what a part matches.
type partType int

const (
	fixedText partType = iota
	regexpPart
	segmentWildcard
	fullWildcard
)

// A part is one element of a pattern: text, or a group with what surrounds it.
type part struct {
	typ            partType
	value          string
	modifier       string // "", "?", "*" or "+"
	name           string
	prefix, suffix string
}

// syntax is what differs between components: what ends a segment, and which
// character before a group belongs to it. Both may be "".
type syntax struct{ delimiter, prefix string }

var (
	plainSyntax    = syntax{}
	hostnameSyntax = syntax{delimiter: "."}
	pathnameSyntax = syntax{delimiter: "/", prefix: "/"}
)

func (s syntax) segment() string { return "[^" + escapeRegexp(s.delimiter) + "]+?" }

const anything = ".*"

// An encoder brings the fixed text of a component into its canonical form.
type encoder func(string) (string, error)

// partParser turns tokens into parts.
type partParser struct {
	tokens  []token
	at      int
	syntax  syntax
	encode  encoder
	parts   []part
	pending string // text not yet made a part
	next    int    // the name of the next unnamed group
	names   map[string]bool
}

func parseParts(pattern string, s syntax, encode encoder) ([]part, error) {
	tokens, err := tokenize([]rune(pattern), false)
	if err != nil {
		return nil, err
	}
	p := &partParser{tokens: tokens, syntax: s, encode: encode, names: map[string]bool{}}
	for p.at < len(tokens) {
		if err := p.step(); err != nil {
			return nil, err
		}
	}
	return p.parts, nil
}

// take consumes the next token if it is of kind k.
func (p *partParser) take(k kind) *token {
	t := &p.tokens[p.at]
	if t.kind != k {
		return nil
	}
	p.at++
	return t
}

// group consumes a name, an expression, or both, or a wildcard.
func (p *partParser) group() (name, expression *token) {
	name = p.take(kindName)
	expression = p.take(kindRegexp)
	if name == nil && expression == nil {
		expression = p.take(kindAsterisk)
	}
	return name, expression
}

func (p *partParser) modifier() string {
	t := p.take(kindModifier)
	if t == nil {
		t = p.take(kindAsterisk)
	}
	if t == nil {
		return ""
	}
	return t.value
}

func (p *partParser) text() string {
	var b strings.Builder
	for {
		t := p.take(kindChar)
		if t == nil {
			t = p.take(kindEscaped)
		}
		if t == nil {
			return b.String()
		}
		b.WriteString(t.value)
	}
}

func (p *partParser) step() error {
	char := p.take(kindChar)
	if name, expression := p.group(); name != nil || expression != nil {
		prefix := ""
		if char != nil {
			prefix = char.value
		}
		if prefix != "" && prefix != p.syntax.prefix {
			p.pending += prefix
			prefix = ""
		}
		if err := p.flush(); err != nil {
			return err
		}
		return p.add(prefix, name, expression, "", p.modifier())
	}
	if char == nil {
		char = p.take(kindEscaped)
	}
	if char != nil {
		p.pending += char.value
		return nil
	}
	if p.take(kindOpen) != nil {
		prefix := p.text()
		name, expression := p.group()
		suffix := p.text()
		if p.take(kindClose) == nil {
			return invalid("a group in braces is not closed")
		}
		return p.add(prefix, name, expression, suffix, p.modifier())
	}
	if err := p.flush(); err != nil {
		return err
	}
	if p.take(kindEnd) == nil {
		return invalid("an unexpected %q", p.tokens[p.at].value)
	}
	return nil
}

// flush makes a part of the pending text.
func (p *partParser) flush() error {
	if p.pending == "" {
		return nil
	}
	text, err := p.encode(p.pending)
	p.pending = ""
	if err != nil {
		return err
	}
	p.parts = append(p.parts, part{typ: fixedText, value: text})
	return nil
}

func (p *partParser) add(prefix string, name, expression *token, suffix, modifier string) error {
	if name == nil && expression == nil && modifier == "" {
		p.pending += prefix
		return nil
	}
	if err := p.flush(); err != nil {
		return err
	}
	if name == nil && expression == nil {
		if prefix == "" {
			return nil
		}
		text, err := p.encode(prefix)
		p.parts = append(p.parts, part{typ: fixedText, value: text, modifier: modifier})
		return err
	}
	out := part{modifier: modifier}
	switch {
	case expression == nil:
		out.typ = segmentWildcard
	case expression.kind == kindAsterisk || expression.value == anything:
		out.typ = fullWildcard
	case expression.value == p.syntax.segment():
		out.typ = segmentWildcard
	default:
		out.typ, out.value = regexpPart, expression.value
	}
	if name != nil {
		out.name = name.value
	} else {
		out.name = strconv.Itoa(p.next)
		p.next++
	}
	if p.names[out.name] {
		return invalid("the group name %q occurs twice", out.name)
	}
	p.names[out.name] = true
	var err error
	if out.prefix, err = p.encode(prefix); err != nil {
		return err
	}
	if out.suffix, err = p.encode(suffix); err != nil {
		return err
	}
	p.parts = append(p.parts, out)
	return nil
}
