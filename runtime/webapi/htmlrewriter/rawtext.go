package htmlrewriter

import (
	"bytes"
)

// rawElements are those whose content is text up to their end tag.
var rawElements = map[string]bool{
	"script": true, "style": true, "textarea": true, "title": true, "xmp": true, "iframe": true,
	"noembed": true, "noframes": true, "noscript": true, "plaintext": true,
}

// scriptState is how deep a script is inside "<!--" and, in there, "<script":
// an end tag does not count in the latter.
type scriptState int

const (
	scriptPlain scriptState = iota
	scriptEscaped
	scriptDoubleEscaped
)

// rawText returns the text of a raw element as far as it is there, then its
// end tag.
func (t *tokenizer) rawText(rest []byte) (Token, bool) {
	if t.raw == "plaintext" {
		return t.text(rest, len(rest))
	}
	for at := 0; at < len(rest); {
		n := bytes.IndexAny(rest[at:], "<-")
		if n < 0 {
			break
		}
		at += n
		short := len(rest)-at < len(t.raw)+3 && !t.ended // what it is cannot be told yet
		switch what := t.special(rest[at:]); {
		case what == rawEnd:
			if at > 0 {
				return t.text(rest, at)
			}
			tok, n := t.markup(rest)
			if n <= 0 {
				if t.ended {
					return t.text(rest, len(rest))
				}
				return Token{}, false
			}
			tok.rawBefore = t.raw
			t.raw, t.script = "", scriptPlain
			tok.Raw = rest[:n]
			t.take(n)
			return tok, true
		case what == rawNothing && short:
			if at > 0 {
				return t.text(rest, at)
			}
			return Token{}, false
		case what == rawChange && at > 0:
			return t.text(rest, at) // the state changes when this is first
		case what == rawChange:
			t.change(rest)
			return t.text(rest, 2)
		}
		at++
	}
	return t.text(rest, len(rest))
}

type rawMark int

const (
	rawNothing rawMark = iota
	rawEnd
	rawChange // of a script's state
)

// special tells what stands at the beginning of b.
func (t *tokenizer) special(b []byte) rawMark {
	if b[0] == '<' && len(b) > len(t.raw)+2 && b[1] == '/' && hasPrefixFold(b[2:], t.raw) && ends(b[len(t.raw)+2]) {
		if t.script == scriptDoubleEscaped {
			return rawChange
		}
		return rawEnd
	}
	if t.raw != "script" {
		return rawNothing
	}
	switch {
	case t.script == scriptPlain && bytes.HasPrefix(b, []byte("<!--")),
		t.script != scriptPlain && bytes.HasPrefix(b, []byte("-->")),
		t.script == scriptEscaped && len(b) > 7 && hasPrefixFold(b, "<script") && ends(b[7]):
		return rawChange
	}
	return rawNothing
}

func (t *tokenizer) change(b []byte) {
	switch {
	case b[0] == '-':
		t.script = scriptPlain
	case b[1] == '!':
		t.script = scriptEscaped
	case b[1] == '/':
		t.script = scriptEscaped
	default:
		t.script = scriptDoubleEscaped
	}
}

func ends(c byte) bool { return space(c) || c == '/' || c == '>' }
