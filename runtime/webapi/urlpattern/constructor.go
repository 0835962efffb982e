package urlpattern

// stage is where the parser of a constructor string is.
type stage int

const (
	stageInit stage = iota
	stageAuthority
	stageDone
	stageField // + a component
)

// stringParser splits a constructor string, such as "https://*.example/:id",
// into components.
type stringParser struct {
	input    []rune
	tokens   []token
	out      Init
	start    int // the first token of the component
	at       int
	advance  int
	depth    int // of braces
	brackets int // of an IPv6 address
	stage    stage
	special  bool // the protocol matches a special scheme
	match    Matcher
}

func parseString(s string, match Matcher) (*Init, error) {
	input := []rune(s)
	tokens, err := tokenize(input, true)
	if err != nil {
		return nil, err
	}
	p := &stringParser{input: input, tokens: tokens, match: match}
	for p.at < len(p.tokens) && p.stage != stageDone {
		p.advance = 1
		if err := p.step(); err != nil {
			return nil, err
		}
		p.at += p.advance
	}
	if p.out.has(Hostname) && !p.out.has(Port) {
		p.out.Fields[Port] = new(string)
	}
	return &p.out, nil
}

func (p *stringParser) step() error {
	switch t := p.tokens[p.at]; {
	case t.kind == kindEnd:
		p.end()
		return nil
	case t.kind == kindOpen:
		p.depth++
		return nil
	case p.depth > 0:
		if t.kind == kindClose {
			p.depth--
		}
		return nil
	}
	if p.stage == stageField+Protocol {
		return p.protocol()
	}
	p.split()
	return nil
}

func (p *stringParser) end() {
	switch p.stage {
	case stageInit:
		p.rewind()
		switch {
		case p.is("#"):
			p.change(stageField+Hash, 1)
		case p.isSearch():
			p.change(stageField+Search, 1)
		default:
			p.change(stageField+Pathname, 0)
		}
	case stageAuthority:
		p.rewind()
		p.stage = stageField + Hostname
	default:
		p.change(stageDone, 0)
	}
}

func (p *stringParser) protocol() error {
	if !p.is(":") {
		return nil
	}
	c, err := compile(p.component(), plainSyntax, encodeProtocol)
	if err != nil {
		return err
	}
	if p.special, err = c.matchesSpecial(p.match); err != nil {
		return err
	}
	switch {
	case p.isAt(p.at+1, "/") && p.isAt(p.at+2, "/"):
		p.change(stageAuthority, 3)
	case p.special:
		p.change(stageAuthority, 1)
	default:
		p.change(stageField+Pathname, 1)
	}
	return nil
}

// split looks for the end of the present component.
func (p *stringParser) split() {
	switch p.stage {
	case stageInit:
		if p.is(":") {
			p.rewind()
			p.stage = stageField + Protocol
		}
	case stageAuthority:
		switch {
		case p.is("@"):
			p.rewind()
			p.stage = stageField + Username
		case p.is("/") || p.isSearch() || p.is("#"):
			p.rewind()
			p.stage = stageField + Hostname
		}
	case stageField + Username:
		if p.is(":") {
			p.change(stageField+Password, 1)
		} else if p.is("@") {
			p.change(stageField+Hostname, 1)
		}
	case stageField + Password:
		if p.is("@") {
			p.change(stageField+Hostname, 1)
		}
	case stageField + Hostname:
		switch {
		case p.is("["):
			p.brackets++
		case p.is("]"):
			p.brackets--
		case p.is(":") && p.brackets == 0:
			p.change(stageField+Port, 1)
		default:
			p.later(Hostname)
		}
	case stageField + Port, stageField + Pathname, stageField + Search:
		p.later(int(p.stage - stageField))
	}
}

// later looks for the components that may follow f.
func (p *stringParser) later(f int) {
	switch {
	case f < Pathname && p.is("/"):
		p.change(stageField+Pathname, 0)
	case f < Search && p.isSearch():
		p.change(stageField+Search, 1)
	case p.is("#"):
		p.change(stageField+Hash, 1)
	}
}

func (p *stringParser) rewind() {
	p.at, p.advance = p.start, 0
}

// change ends the present component, and fills in what was left out between it
// and the next.
func (p *stringParser) change(to stage, skip int) {
	from := p.stage
	if from >= stageField {
		v := p.component()
		p.out.Fields[from-stageField] = &v
	}
	if from != stageInit && to >= stageField {
		f := int(to - stageField)
		before := func(last int) bool {
			return from == stageAuthority || from >= stageField && int(from-stageField) <= last
		}
		fill := func(field int, v string) {
			if !p.out.has(field) {
				p.out.Fields[field] = &v
			}
		}
		if before(Password) && f >= Port {
			fill(Hostname, "")
		}
		if before(Port) && f >= Search {
			path := ""
			if p.special {
				path = "/"
			}
			fill(Pathname, path)
		}
		if before(Pathname) && f == Hash {
			fill(Search, "")
		}
	}
	p.stage = to
	p.at += skip
	p.start, p.advance = p.at, 0
}

func (p *stringParser) token(n int) token { return p.tokens[min(n, len(p.tokens)-1)] }

func (p *stringParser) component() string {
	return string(p.input[p.token(p.start).index:p.tokens[p.at].index])
}

func (p *stringParser) is(text string) bool { return p.isAt(p.at, text) }

// isAt reports whether a token is that text and has no meaning in patterns.
func (p *stringParser) isAt(n int, text string) bool {
	t := p.token(n)
	return t.value == text && (t.kind == kindChar || t.kind == kindEscaped || t.kind == kindInvalid)
}

// isSearch tells the beginning of a search from a modifier.
func (p *stringParser) isSearch() bool {
	if p.is("?") {
		return true
	}
	if p.tokens[p.at].value != "?" || p.tokens[p.at].kind != kindModifier {
		return false
	}
	if p.at == 0 {
		return true
	}
	switch p.tokens[p.at-1].kind {
	case kindName, kindRegexp, kindClose, kindAsterisk:
		return false
	}
	return true
}
