package htmlrewriter

import (
	"slices"
	"strings"
)

// A Selector is a list of CSS selectors, of which one must match.
type Selector []complexSelector

// complexSelector is compounds joined by combinators; combinators[n], a space or
// ">", stands before compounds[n+1].
type complexSelector struct {
	compounds   []compound
	combinators []byte
}

type compound struct {
	tag   string // "" for any
	tests []test
	typed bool // looks at the index among elements of the same name
}

// A test looks at one element.
type test func(*element) bool

// An element is what selectors look at: an open element, or the one that opens.
type element struct {
	name        string
	attrs       []Attr
	index       int // among its siblings, from 1
	typeIndex   int // among those of its name
	children    int
	childrenOf  map[string]int
	parent      *element
	matched     []int // handlers with text or comments that are active in it
	foreign     string
	integration bool // an SVG element whose content is HTML
	close       *closing
}

func (e *element) attr(name string) (string, bool) {
	for _, a := range e.attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Matches reports whether the element, among its ancestors, is selected.
func (s Selector) matches(e *element) bool {
	return slices.ContainsFunc(s, func(c complexSelector) bool { return c.matchesFrom(len(c.compounds)-1, e) })
}

func (c complexSelector) matchesFrom(n int, e *element) bool {
	if !c.compounds[n].matches(e) {
		return false
	}
	if n == 0 {
		return true
	}
	for up := e.parent; up != nil && up.parent != nil; up = up.parent { // the last is the document
		if c.matchesFrom(n-1, up) {
			return true
		}
		if c.combinators[n-1] == '>' {
			return false
		}
	}
	return false
}

func (c compound) matches(e *element) bool {
	if c.tag != "" && c.tag != e.name {
		return false
	}
	for _, t := range c.tests {
		if !t(e) {
			return false
		}
	}
	return true
}

// SelectorError says why a selector is refused, in the platform's words.
type SelectorError struct{ Selector, Why string }

func (e *SelectorError) Error() string { return "Parser error: " + e.Why }

// ParseSelector reads what the platform supports of CSS selectors.
func ParseSelector(s string) (Selector, error) {
	p := &selectorParser{in: s}
	out, err := p.list(false)
	if err != nil {
		return nil, &SelectorError{s, err.Error()}
	}
	return out, nil
}

func hasClass(e *element, class string) bool {
	v, _ := e.attr("class")
	return slices.Contains(strings.FieldsFunc(v, func(r rune) bool { return r < 0x80 && space(byte(r)) }), class)
}

// nth is "an+b".
func nth(a, b, index int) bool {
	if a == 0 {
		return index == b
	}
	return (index-b)%a == 0 && (index-b)/a >= 0
}

// attrTest compares the value of an attribute.
func attrTest(name string, op byte, value string, fold bool) test {
	return func(e *element) bool {
		v, ok := e.attr(name)
		want := value
		if !ok || op == 0 {
			return ok
		}
		if fold {
			v, want = strings.ToLower(v), strings.ToLower(want)
		}
		switch op {
		case '=':
			return v == want
		case '~':
			return want != "" && slices.Contains(strings.Fields(v), want)
		case '|':
			return v == want || strings.HasPrefix(v, want+"-")
		case '^':
			return want != "" && strings.HasPrefix(v, want)
		case '$':
			return want != "" && strings.HasSuffix(v, want)
		}
		return want != "" && strings.Contains(v, want)
	}
}
