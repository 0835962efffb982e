package regexp

import (
	"strings"
	"unicode/utf16"
)

// escape reads a backslash and what it means outside a class.
func (p *parser) escape() (n node, quantifiable bool) {
	p.pos++
	switch c := p.peek(); {
	case c < 0:
		p.fail(`\ at end of pattern`)
	case c == 'b':
		p.pos++
		return &assertNode{kind: atBoundary, words: p.words()}, false
	case c == 'B':
		p.pos++
		return &assertNode{kind: notAtBoundary, words: p.words()}, false
	case c == 'k' && p.named:
		p.pos++
		if !p.eat("<") {
			p.fail("Invalid named reference")
		}
		ref := &backNode{fold: p.flags.IgnoreCase}
		ref.name = p.groupName()
		p.refs = append(p.refs, ref)
		return ref, true
	case '1' <= c && c <= '9':
		if n := p.reference(); n != nil {
			return n, true
		}
		if p.unicode {
			p.fail("Invalid escape")
		}
	case (c == 'p' || c == 'P') && p.unicode:
		contents := p.property("Invalid property name")
		return p.contentsNode(contents), true
	}
	if s, ok := p.classEscape(); ok {
		return p.setOf(s), true
	}
	return p.char(p.characterEscape(false)), true
}

// reference reads \1 and its like; nil when there is no such group.
func (p *parser) reference() node {
	from := p.pos
	n := clamp(p.decimal())
	if n <= p.total {
		return &backNode{groups: []int{n}, fold: p.flags.IgnoreCase}
	}
	p.pos = from
	return nil
}

func (p *parser) words() set {
	if p.unicode && p.flags.IgnoreCase {
		return foldedWords
	}
	return words
}

// folds says that sets are made of folded characters: v and i together.
func (p *parser) folds() bool { return p.flags.UnicodeSets && p.flags.IgnoreCase }

// maybeFold and invert are MaybeSimpleCaseFolding and CharacterComplement.
func (p *parser) maybeFold(s set) set {
	if p.folds() {
		return foldSet(s)
	}
	return s
}

func (p *parser) invert(s set) set {
	if p.folds() {
		return foldedAll().without(s)
	}
	return s.complement(maxRune)
}

// setOf is a node for the set, with every case when case is ignored.
func (p *parser) setOf(s set) node {
	if !p.flags.IgnoreCase || len(s) == 0 {
		return &setNode{s}
	}
	// A property comes again as the same slice.
	closed, ok := p.closed[&s[0]]
	if !ok {
		closed = closeCase(s, p.unicode)
		if p.closed == nil {
			p.closed = map[*span]set{}
		}
		p.closed[&s[0]] = closed
	}
	return &setNode{closed}
}

// classEscape reads d, s, w and their opposites.
func (p *parser) classEscape() (set, bool) {
	var s set
	c := p.peek()
	switch c {
	case 'd', 'D':
		s = digits
	case 's', 'S':
		s = spaces
	case 'w', 'W':
		s = p.maybeFold(p.words())
	default:
		return nil, false
	}
	p.pos++
	if c < 'a' {
		s = p.invert(s)
	}
	return s, true
}

// property reads p{…} or P{…} under u and v.
func (p *parser) property(wrong string) contents {
	negative := p.peek() == 'P'
	p.pos++
	if !p.eat("{") {
		p.fail(wrong)
	}
	from := p.pos
	for p.more() && p.peek() != '}' {
		p.pos++
	}
	text := string(utf16.Decode(p.src[from:p.pos]))
	if !p.eat("}") {
		p.fail(wrong)
	}
	name, value, hasValue := strings.Cut(text, "=")
	if s, ok := property(name, value, hasValue); ok {
		if s = p.maybeFold(s); negative {
			s = p.invert(s)
		}
		return contents{chars: s}
	}
	if p.flags.UnicodeSets && !negative && !hasValue {
		if list, ok := stringProperty(name); ok {
			return p.stringContents(list)
		}
	}
	p.fail(wrong)
	return contents{}
}

// characterEscape reads an escape that stands for one character.
func (p *parser) characterEscape(class bool) rune {
	c := p.next()
	switch {
	case c < 0:
		p.fail(`\ at end of pattern`)
	case c == 'x':
		if r, ok := p.hex(2); ok {
			return r
		}
	case c == 'u':
		if r, ok := p.unicodeEscape(); ok {
			return r
		}
		if p.unicode {
			p.fail("Invalid Unicode escape")
		}
		return 'u'
	case c == 'c':
		return p.control(class)
	case '0' <= c && c <= '9':
		return p.digitEscape(c, class)
	}
	if i := strings.IndexRune("tnvfr", c); i >= 0 {
		return rune("\t\n\v\f\r"[i])
	}
	return p.identity(c, class)
}

// identity is a character that stands for itself after a backslash.
func (p *parser) identity(c rune, class bool) rune {
	switch {
	case p.unicode && (c >= 128 || !strings.ContainsRune(`^$\.*+?()[]{}|/`, c)) && !(class && c == '-'),
		!p.unicode && p.named && c == 'k':
		p.fail("Invalid escape")
	}
	return c
}

// control reads what follows \c. Without a letter, Annex B takes the backslash
// for itself.
func (p *parser) control(class bool) rune {
	c := p.peek()
	letter := 'a' <= c|32 && c|32 <= 'z' && c < 128
	if letter || class && !p.unicode && (c == '_' || '0' <= c && c <= '9') {
		p.pos++
		return c & 31
	}
	if p.unicode {
		p.fail("Invalid Unicode escape")
	}
	p.pos--
	return '\\'
}

// digitEscape reads \0, and Annex B's octal escapes.
func (p *parser) digitEscape(c rune, class bool) rune {
	if p.unicode {
		if next := p.peek(); c != '0' || '0' <= next && next <= '9' {
			if class {
				p.fail("Invalid class escape")
			}
			p.fail("Invalid decimal escape")
		}
		return 0
	}
	if c >= '8' {
		return c
	}
	r := c - '0'
	for range 2 {
		d := p.peek()
		if d < '0' || d > '7' || r*8+d-'0' > 0o377 {
			break
		}
		r = r*8 + d - '0'
		p.pos++
	}
	return r
}

// unicodeEscape reads what follows \u; when that is no escape it stays where
// it is.
func (p *parser) unicodeEscape() (rune, bool) {
	from := p.pos
	if p.unicode && p.eat("{") {
		r, n := rune(0), 0
		for {
			d := hexDigit(p.peek())
			if d < 0 {
				break
			}
			if r, n = r*16+d, n+1; r > maxRune {
				break
			}
			p.pos++
		}
		if n > 0 && r <= maxRune && p.eat("}") {
			return r, true
		}
		p.pos = from
		return 0, false
	}
	r, ok := p.hex(4)
	if ok && p.unicode && utf16.IsSurrogate(r) && p.at(`\u`) {
		from := p.pos
		p.pos += 2
		if low, ok := p.hex(4); ok {
			if pair := utf16.DecodeRune(r, low); pair != 0xFFFD {
				return pair, true
			}
		}
		p.pos = from
	}
	return r, ok
}

// hex reads n hexadecimal digits or nothing.
func (p *parser) hex(n int) (rune, bool) {
	if p.pos+n > len(p.src) {
		return 0, false
	}
	r := rune(0)
	for i := range n {
		d := hexDigit(rune(p.src[p.pos+i]))
		if d < 0 {
			return 0, false
		}
		r = r*16 + d
	}
	p.pos += n
	return r, true
}

func hexDigit(c rune) rune {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c|32 && c|32 <= 'f' && c < 128:
		return c | 32 - 'a' + 10
	}
	return -1
}
