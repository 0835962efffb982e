package regexp

// class reads a character class from its bracket.
func (p *parser) class() node {
	if p.flags.UnicodeSets {
		return p.contentsNode(p.nestedClass())
	}
	p.pos++
	negative := p.eat("^")
	var spans []span
	for !p.eat("]") {
		if !p.more() {
			p.fail("Unterminated character class")
		}
		spans = append(spans, p.classRange()...)
	}
	s := makeSet(spans...)
	if p.flags.IgnoreCase {
		s = closeCase(s, p.unicode)
	}
	if negative {
		s = s.complement(maxRune)
	}
	return &setNode{s}
}

// classRange reads one atom of a class, or two with a dash between them.
func (p *parser) classRange() set {
	low, lowChar := p.classAtom()
	if !p.at("-") || p.at("-]") || p.pos+1 >= len(p.src) {
		return low
	}
	p.pos++
	high, highChar := p.classAtom()
	if lowChar < 0 || highChar < 0 {
		if p.unicode {
			p.fail("Invalid character class")
		}
		return low.union(high).union(single('-'))
	}
	if lowChar > highChar {
		p.fail("Range out of order in character class")
	}
	return set{{lowChar, highChar}}
}

// classAtom reads a character, or a set with char -1.
func (p *parser) classAtom() (s set, char rune) {
	c := p.next()
	if c < 0 {
		p.fail("Unterminated character class")
	}
	if c != '\\' {
		return single(c), c
	}
	if s, ok := p.classEscape(); ok {
		return s, -1
	}
	switch c := p.peek(); {
	case (c == 'p' || c == 'P') && p.unicode:
		return p.property("Invalid property name in character class").chars, -1
	case c == 'b':
		p.pos++
		return single('\b'), '\b'
	}
	c = p.characterEscape(true)
	return single(c), c
}
