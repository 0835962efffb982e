package regexp

import (
	"slices"
	"strings"
)

// contents is what a class under v holds: characters, and strings of none or
// of several, folded where case is ignored.
type contents struct {
	chars   set
	strings []string
	// mayStrings says that the syntax allows strings, even if there are none.
	mayStrings bool
}

// stringContents makes contents of strings of any length.
func (p *parser) stringContents(list [][]rune) contents {
	c := contents{}
	var spans []span
	for _, points := range list {
		if p.folds() {
			for i, r := range points {
				points[i] = canonical(r, true)
			}
		}
		if len(points) == 1 {
			spans = append(spans, span{points[0], points[0]})
			continue
		}
		c.mayStrings = true
		c.strings = append(c.strings, packed(points))
	}
	c.strings = join(nil, c.strings)
	c.chars = makeSet(spans...)
	return c
}

// packed and unpacked keep code points in a string, three bytes each: UTF-8
// has no room for lone surrogates.
func packed(points []rune) string {
	b := make([]byte, 0, 3*len(points))
	for _, r := range points {
		b = append(b, byte(r>>16), byte(r>>8), byte(r))
	}
	return string(b)
}

func unpacked(s string) []rune {
	points := make([]rune, 0, len(s)/3)
	for i := 0; i < len(s); i += 3 {
		points = append(points, rune(s[i])<<16|rune(s[i+1])<<8|rune(s[i+2]))
	}
	return points
}

// contentsNode is a node for the contents of a class, or of a property.
func (p *parser) contentsNode(c contents) node {
	if len(c.strings) == 0 {
		return p.setOf(c.chars)
	}
	n := &stringsNode{set: c.chars, fold: p.flags.IgnoreCase}
	if n.fold {
		n.set = closeCase(n.set, true)
	}
	for _, s := range c.strings {
		n.strings = append(n.strings, unpacked(s))
	}
	return n
}

// nestedClass reads a class under v from its bracket.
func (p *parser) nestedClass() contents {
	if p.depth++; p.depth > maxDepth {
		p.fail("Regular expression too large")
	}
	defer func() { p.depth-- }()
	p.pos++
	negative := p.eat("^")
	c := p.classContents()
	if !negative {
		return c
	}
	if c.mayStrings {
		p.fail("Negated character class may contain strings")
	}
	return contents{chars: p.invert(c.chars)}
}

// classContents reads up to and with the closing bracket.
func (p *parser) classContents() contents {
	if p.eat("]") {
		return contents{}
	}
	c, char := p.operand()
	switch {
	case p.at("--"):
		return p.operation(c, "--", contents.minus)
	case p.at("&&"):
		return p.operation(c, "&&", contents.and)
	}
	for {
		if p.at("-") && !p.at("--") {
			if char < 0 {
				p.fail("Invalid character class")
			}
			c = c.or(p.rangeFrom(char))
		} else {
			c = c.or(p.charContents(char))
		}
		if p.eat("]") {
			return c
		}
		if p.at("--") || p.at("&&") {
			p.fail("Invalid set operation in character class")
		}
		var next contents
		if next, char = p.operand(); char < 0 {
			c = c.or(next)
		}
	}
}

// charContents is one character, or nothing for -1.
func (p *parser) charContents(char rune) contents {
	if char < 0 {
		return contents{}
	}
	return contents{chars: p.maybeFold(single(char))}
}

func (p *parser) rangeFrom(low rune) contents {
	p.pos++
	if !p.more() {
		p.fail("Unterminated character class")
	}
	_, high := p.operand()
	if high < 0 {
		p.fail("Invalid character class")
	}
	if low > high {
		p.fail("Range out of order in character class")
	}
	return contents{chars: p.maybeFold(set{{low, high}})}
}

// operation reads the rest of a subtraction or an intersection.
func (p *parser) operation(c contents, sign string, do func(a, b contents) contents) contents {
	for !p.eat("]") {
		if !p.more() {
			p.fail("Unterminated character class")
		}
		if !p.eat(sign) {
			p.fail("Invalid set operation in character class")
		}
		if sign == "&&" && p.at("&") {
			p.fail("Invalid character in character class")
		}
		next, char := p.operand()
		if char >= 0 {
			next = p.charContents(char)
		}
		c = do(c, next)
	}
	return c
}

// operand reads one operand of a class under v. For a single character it
// returns that, and contents of it too.
func (p *parser) operand() (contents, rune) {
	if p.at("[") {
		return p.nestedClass(), -1
	}
	if p.at(`\`) {
		p.pos++
		if s, ok := p.classEscape(); ok {
			return contents{chars: s}, -1
		}
		switch {
		case p.at("p") || p.at("P"):
			return p.property("Invalid property name in character class"), -1
		case p.at("q"):
			return p.alternatives(), -1
		}
		p.pos--
	}
	char := p.setCharacter()
	return p.charContents(char), char
}

// reserved may not stand twice in a row in a class under v, nor be left
// without a backslash in some places.
const (
	reservedDouble = "&!#$%*+,.:;<=>?@^`~"
	reservedEscape = "&-!#%,:;<=>@`~"
	reservedSyntax = "()[]{}/-|"
)

func (p *parser) setCharacter() rune {
	c := p.peek()
	if c >= 0 && c < 128 && strings.ContainsRune(reservedDouble, c) && p.at(string(c)+string(c)) {
		p.fail("Invalid set operation in character class")
	}
	switch c = p.next(); {
	case c < 0:
		p.fail("Unterminated character class")
	case c == '\\':
		e := p.peek()
		if e == 'b' {
			p.pos++
			return '\b'
		}
		if e >= 0 && e < 128 && strings.ContainsRune(reservedEscape, e) {
			p.pos++
			return e
		}
		return p.characterEscape(true)
	case c < 128 && strings.ContainsRune(reservedSyntax, c):
		p.fail("Invalid character in character class")
	}
	return c
}

// alternatives reads q{…|…}.
func (p *parser) alternatives() contents {
	p.pos++
	if !p.eat("{") {
		p.fail("Invalid escape")
	}
	var list [][]rune
	var current []rune
	for {
		switch {
		case p.eat("}"):
			return p.stringContents(append(list, current))
		case p.eat("|"):
			list, current = append(list, current), nil
		case !p.more():
			p.fail("Invalid character in character class")
		default:
			current = append(current, p.setCharacter())
		}
	}
}

func (c contents) or(d contents) contents {
	return contents{chars: c.chars.union(d.chars), strings: join(c.strings, d.strings), mayStrings: c.mayStrings || d.mayStrings}
}

// join returns what is in a or in b, each once.
func join(a, b []string) []string {
	if len(b) == 0 {
		return a
	}
	seen := map[string]bool{}
	var out []string
	for _, s := range slices.Concat(a, b) {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func (c contents) and(d contents) contents {
	return contents{chars: c.chars.intersect(d.chars), strings: keep(c.strings, d.strings, true), mayStrings: c.mayStrings && d.mayStrings}
}

func (c contents) minus(d contents) contents {
	return contents{chars: c.chars.without(d.chars), strings: keep(c.strings, d.strings, false), mayStrings: c.mayStrings}
}

// keep returns those of a that are, or are not, in b.
func keep(a, b []string, in bool) []string {
	set := map[string]bool{}
	for _, s := range b {
		set[s] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return set[s] != in })
}
