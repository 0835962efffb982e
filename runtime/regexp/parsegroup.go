package regexp

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// group reads anything that begins with a parenthesis.
func (p *parser) group() (n node, quantifiable bool) {
	switch {
	case p.eat("(?:"):
		return p.body(), true
	case p.eat("(?="):
		return &lookNode{body: p.body()}, !p.unicode
	case p.eat("(?!"):
		return &lookNode{body: p.body(), negative: true}, !p.unicode
	case p.eat("(?<="):
		return &lookNode{body: p.body(), behind: true}, false
	case p.eat("(?<!"):
		return &lookNode{body: p.body(), behind: true, negative: true}, false
	case p.eat("(?<"):
		return p.capture(p.groupName()), true
	case p.eat("(?"):
		return p.modified(), true
	}
	p.pos++
	return p.capture(""), true
}

func (p *parser) body() node {
	n := p.disjunction()
	if !p.eat(")") {
		p.fail("Unterminated group")
	}
	return n
}

func (p *parser) capture(name string) node {
	p.groups++
	if p.groups >= maxGroups {
		p.fail("Too many captures")
	}
	g := &groupNode{index: p.groups}
	if name != "" {
		p.claim(name)
		if n := slices.IndexFunc(p.names, func(n Name) bool { return n.Name == name }); n >= 0 {
			p.names[n].Groups = append(p.names[n].Groups, g.index)
		} else {
			p.names = append(p.names, Name{Name: name, Groups: []int{g.index}})
		}
	}
	g.body = p.body()
	return g
}

// modified reads (?ims-ims:…) from its first letter.
func (p *parser) modified() node {
	flags := p.flags
	set, removed, any := "", "", false
	read := func(on bool) string {
		var seen string
		for {
			c := p.peek()
			if c != 'i' && c != 'm' && c != 's' {
				return seen
			}
			if strings.ContainsRune(set+seen, c) {
				p.fail("Repeated flag in flag group")
			}
			seen += string(c)
			*flags.of(c) = on
			p.pos++
		}
	}
	set = read(true)
	if any = p.eat("-"); any {
		removed = read(false)
	}
	if !p.eat(":") || set == "" && removed == "" {
		p.fail("Invalid group")
	}
	saved := p.flags
	p.flags = flags
	n := p.body()
	p.flags = saved
	return n
}

// groupName reads a name up to and with its closing bracket.
func (p *parser) groupName() string {
	var name []rune
	for {
		r := p.point()
		if r == '>' && len(name) > 0 {
			return string(name)
		}
		if r == '\\' {
			r = p.nameEscape()
		}
		if !namePart(r, len(name) == 0) {
			p.fail("Invalid capture group name")
		}
		name = append(name, r)
	}
}

// nameEscape reads a Unicode escape in a name, in which code points count
// whatever the flags are.
func (p *parser) nameEscape() rune {
	if !p.eat("u") {
		p.fail("Invalid Unicode escape")
	}
	unicode := p.unicode
	p.unicode = true
	r, ok := p.unicodeEscape()
	p.unicode = unicode
	if !ok {
		p.fail("Invalid Unicode escape")
	}
	return r
}

// namePart reports whether r may stand in a name.
func namePart(r rune, first bool) bool {
	switch {
	case r < 0 || utf16.IsSurrogate(r):
		return false
	case r < 128:
		return r == '$' || r == '_' || r|32 >= 'a' && r|32 <= 'z' || !first && '0' <= r && r <= '9'
	case !first && (r == 0x200C || r == 0x200D):
		return true
	}
	key := "b:ID_Continue"
	if first {
		key = "b:ID_Start"
	}
	s, _ := propertySet(key)
	return s.has(r)
}
