package htmlrewriter

import (
	"bytes"
	"strings"
)

// tag reads a tag whose name begins at b[from].
func (t *tokenizer) tag(b []byte, from int, kind Kind) (Token, int) {
	at := from
	for at < len(b) && !space(b[at]) && b[at] != '/' && b[at] != '>' {
		at++
	}
	tok := Token{Kind: kind, Name: strings.ToLower(string(b[from:at])), source: string(b[from:at])}
	for {
		for at < len(b) && space(b[at]) {
			at++
		}
		switch {
		case at == len(b):
			return Token{}, 0
		case b[at] == '>':
			return tok, at + 1
		case b[at] == '/':
			tok.SelfClosing = at+1 < len(b) && b[at+1] == '>'
			at++
			continue
		}
		attr, end := attribute(b, at)
		if end == 0 {
			return Token{}, 0
		}
		if kind == StartTag {
			tok.Attrs = append(tok.Attrs, attr)
		}
		at = end
	}
}

// attribute reads an attribute and returns where it ends, 0 when it is not whole.
func attribute(b []byte, from int) (Attr, int) {
	at := from + 1 // an equals sign may come first, and belongs to the name
	for at < len(b) && !space(b[at]) && b[at] != '/' && b[at] != '>' && b[at] != '=' {
		at++
	}
	a := Attr{Name: strings.ToLower(string(b[from:at]))}
	end := at
	for at < len(b) && space(b[at]) {
		at++
	}
	if at == len(b) {
		return a, 0
	}
	if b[at] != '=' {
		a.raw = string(b[from:end])
		return a, end
	}
	at++
	for at < len(b) && space(b[at]) {
		at++
	}
	if at == len(b) {
		return a, 0
	}
	switch q := b[at]; q {
	case '"', '\'':
		n := bytes.IndexByte(b[at+1:], q)
		if n < 0 {
			return a, 0
		}
		a.Value, end = string(b[at+1:at+1+n]), at+n+2
	default:
		end = at
		for end < len(b) && !space(b[end]) && b[end] != '>' {
			end++
		}
		if end == len(b) {
			return a, 0
		}
		a.Value = string(b[at:end])
	}
	a.raw = string(b[from:end])
	return a, end
}

// doctype reads <!DOCTYPE …>.
func (t *tokenizer) doctype(b []byte) (Token, int) {
	n := bytes.IndexByte(b, '>')
	if n < 0 {
		return Token{}, 0
	}
	tok := Token{Kind: Doctype}
	rest := strings.TrimLeft(string(b[len("<!doctype"):n]), " \t\n\f\r")
	end := strings.IndexAny(rest, " \t\n\f\r")
	if end < 0 {
		end = len(rest)
	}
	tok.Name = strings.ToLower(rest[:end])
	rest = strings.TrimLeft(rest[end:], " \t\n\f\r")
	word := strings.ToLower(rest[:min(6, len(rest))])
	if word != "public" && word != "system" {
		return tok, n + 1
	}
	first, rest := quotedID(rest[6:])
	if word == "system" {
		tok.SystemID = first
		return tok, n + 1
	}
	tok.PublicID = first
	tok.SystemID, _ = quotedID(rest)
	return tok, n + 1
}

func quotedID(s string) (*string, string) {
	s = strings.TrimLeft(s, " \t\n\f\r")
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return nil, s
	}
	id, rest, _ := strings.Cut(s[1:], s[:1])
	return &id, rest
}
