package urlpattern

import "unicode"

// A kind is what a token of a pattern is.
type kind int

const (
	kindEnd kind = iota
	kindOpen
	kindClose
	kindRegexp
	kindName
	kindChar
	kindEscaped
	kindModifier // "+" or "?"
	kindAsterisk
	kindInvalid
)

// A token is a piece of a pattern. index counts code points, value leaves out
// what marks the kind.
type token struct {
	kind  kind
	index int
	value string
}

// A tokenizer cuts a pattern into tokens. A lenient one makes invalid tokens of
// what a strict one refuses.
type tokenizer struct {
	input   []rune
	lenient bool
	tokens  []token
	at      int // where the present token begins
}

func tokenize(input []rune, lenient bool) ([]token, error) {
	t := &tokenizer{input: input, lenient: lenient}
	for t.at < len(input) {
		if err := t.step(); err != nil {
			return nil, err
		}
	}
	t.tokens = append(t.tokens, token{kind: kindEnd, index: t.at})
	return t.tokens, nil
}

// add appends the token whose value is input[from:to]; the next begins at next.
func (t *tokenizer) add(k kind, from, to, next int) {
	t.tokens = append(t.tokens, token{k, t.at, string(t.input[from:to])})
	t.at = next
}

func (t *tokenizer) invalid(next int, why string) error {
	if !t.lenient {
		return invalid("%s at %d", why, t.at)
	}
	t.add(kindInvalid, t.at, next, next)
	return nil
}

func (t *tokenizer) step() error {
	at := t.at
	switch c := t.input[at]; c {
	case '*':
		t.add(kindAsterisk, at, at+1, at+1)
	case '+', '?':
		t.add(kindModifier, at, at+1, at+1)
	case '\\':
		if at == len(t.input)-1 {
			return t.invalid(at+1, "a backslash escapes nothing")
		}
		t.add(kindEscaped, at+1, at+2, at+2)
	case '{':
		t.add(kindOpen, at, at+1, at+1)
	case '}':
		t.add(kindClose, at, at+1, at+1)
	case ':':
		end := at + 1
		for end < len(t.input) && nameRune(t.input[end], end == at+1) {
			end++
		}
		if end == at+1 {
			return t.invalid(at+1, "a colon without a name")
		}
		t.add(kindName, at+1, end, end)
	case '(':
		return t.regexp()
	default:
		t.add(kindChar, at, at+1, at+1)
	}
	return nil
}

// regexp reads a group in parentheses, which may hold others that do not capture.
func (t *tokenizer) regexp() error {
	start, depth := t.at+1, 1
	for pos := start; pos < len(t.input); pos++ {
		c := t.input[pos]
		switch {
		case c > 0x7f:
			return t.invalid(start, "a regular expression with a character beyond ASCII")
		case pos == start && c == '?':
			return t.invalid(start, "a regular expression that begins with a question mark")
		case c == '\\':
			pos++
			if pos == len(t.input) || t.input[pos] > 0x7f {
				return t.invalid(start, "a regular expression with a broken escape")
			}
		case c == ')':
			if depth--; depth > 0 {
				continue
			}
			if pos == start {
				return t.invalid(start, "an empty regular expression")
			}
			t.add(kindRegexp, start, pos, pos+1)
			return nil
		case c == '(':
			depth++
			if pos == len(t.input)-1 || t.input[pos+1] != '?' {
				return t.invalid(start, "a regular expression with a capturing group")
			}
		}
	}
	return t.invalid(start, "a regular expression without an end")
}

// nameRune reports whether r may stand in the name of a group.
func nameRune(r rune, first bool) bool {
	if r == '$' || r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r) {
		return true
	}
	if first {
		return false
	}
	return r == '\u200c' || r == '\u200d' || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}
