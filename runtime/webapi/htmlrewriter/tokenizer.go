package htmlrewriter

import (
	"bytes"
	"errors"
	"unicode/utf8"
)

// A Kind is what a token is.
type Kind int

// The kinds of tokens.
const (
	Text Kind = iota
	StartTag
	EndTag
	Comment
	Doctype
)

// A Token is a piece of a document. Raw aliases the tokenizer's buffer until the
// next call.
type Token struct {
	Kind        Kind
	Raw         []byte
	Name        string // of a tag, in lower case; of a doctype
	Attrs       []Attr
	SelfClosing bool
	Content     string // of a comment or text
	PublicID    *string
	SystemID    *string

	source    string // the name of a tag as the document has it
	rewritten bool   // a handler changed it
	rawBefore string // the raw element that an end tag closed
}

// An Attr is an attribute as the source has it: references stay.
type Attr struct {
	Name, Value string
	raw         string // "" when it was set by a handler
}

// ErrTooLarge says that one tag or comment is larger than a rewriter holds.
var ErrTooLarge = errors.New("a tag or comment of the document exceeds the memory limit")

const largestToken = 16 << 20

// tokenizer cuts a document that comes in pieces into tokens, without building
// a tree. The text between tags comes as far as it is there.
type tokenizer struct {
	buf     []byte
	at      int  // what comes before was returned
	scanned int  // of an unfinished token, from at
	ended   bool // nothing comes after buf
	raw     string
	script  scriptState
	foreign bool // inside SVG or MathML
	err     error
}

func (t *tokenizer) feed(p []byte) {
	if t.at > 0 {
		t.buf = t.buf[:copy(t.buf, t.buf[t.at:])]
		t.at = 0
	}
	t.buf = append(t.buf, p...)
}

// next returns the next token, or false when more input is needed.
func (t *tokenizer) next() (Token, bool) {
	rest := t.buf[t.at:]
	if len(rest) == 0 || t.err != nil {
		return Token{}, false
	}
	if t.raw != "" {
		return t.rawText(rest)
	}
	if rest[0] != '<' {
		n := bytes.IndexByte(rest, '<')
		if n < 0 {
			n = len(rest)
		}
		return t.text(rest, n)
	}
	tok, n := t.markup(rest)
	switch {
	case n > 0:
		tok.Raw = rest[:n]
		t.take(n)
		return tok, true
	case n < 0: // a mere less-than sign
		n = bytes.IndexByte(rest[1:], '<')
		if n < 0 {
			n = len(rest) - 1
		}
		return t.text(rest, n+1)
	case t.ended:
		return t.text(rest, len(rest))
	case len(rest) > largestToken:
		t.err = ErrTooLarge
	}
	return Token{}, false
}

func (t *tokenizer) take(n int) {
	t.at += n
	t.scanned = 0
}

// text returns n bytes of text, less a character that is not whole yet.
func (t *tokenizer) text(rest []byte, n int) (Token, bool) {
	if n == len(rest) && !t.ended {
		for back := 1; back <= 3 && back <= n; back++ {
			if c := rest[n-back]; c >= 0xc0 && !utf8.FullRune(rest[n-back:n]) {
				n -= back
				break
			} else if c < 0x80 {
				break
			}
		}
	}
	if n == 0 {
		return Token{}, false
	}
	t.take(n)
	return Token{Kind: Text, Raw: rest[:n]}, true
}

// markup reads what begins with "<": it returns its length, 0 when it is not
// whole, -1 when it is none.
func (t *tokenizer) markup(b []byte) (Token, int) {
	if len(b) < 2 {
		return Token{}, 0
	}
	switch c := b[1]; {
	case letter(c):
		return t.tag(b, 1, StartTag)
	case c == '/':
		if len(b) < 3 {
			return Token{}, 0
		}
		if letter(b[2]) {
			return t.tag(b, 2, EndTag)
		}
		if b[2] == '>' {
			return Token{Kind: Text}, 3
		}
		return t.bogus(b, 2)
	case c == '!':
		return t.declaration(b)
	case c == '?':
		return t.bogus(b, 1)
	}
	return Token{}, -1
}

// bogus is a comment up to the next ">".
func (t *tokenizer) bogus(b []byte, from int) (Token, int) {
	n := bytes.IndexByte(b[from:], '>')
	if n < 0 {
		return Token{}, 0
	}
	return Token{Kind: Comment, Content: string(b[from : from+n])}, from + n + 1
}

func (t *tokenizer) declaration(b []byte) (Token, int) {
	rest := b[2:]
	switch {
	case bytes.HasPrefix(rest, []byte("--")):
		return t.comment(b)
	case len(rest) < 7 && partOf(rest, "--", "doctype", "[cdata["):
		return Token{}, 0
	case hasPrefixFold(rest, "doctype"):
		return t.doctype(b)
	case t.foreign && bytes.HasPrefix(rest, []byte("[CDATA[")):
		n := bytes.Index(b, []byte("]]>"))
		if n < 0 {
			return Token{}, 0
		}
		return Token{Kind: Text}, n + 3
	}
	return t.bogus(b, 2)
}

// partOf reports whether b may become one of the words, in any case.
func partOf(b []byte, words ...string) bool {
	for _, w := range words {
		if len(b) < len(w) && hasPrefixFold([]byte(w), string(bytes.ToLower(b))) {
			return true
		}
	}
	return false
}

func hasPrefixFold(b []byte, lower string) bool {
	return len(b) >= len(lower) && string(bytes.ToLower(b[:len(lower)])) == lower
}

func (t *tokenizer) comment(b []byte) (Token, int) {
	const open = 4 // <!--
	switch {
	case bytes.HasPrefix(b[open:], []byte(">")):
		return Token{Kind: Comment}, open + 1
	case bytes.HasPrefix(b[open:], []byte("->")):
		return Token{Kind: Comment}, open + 2
	}
	from := max(open, t.scanned-3)
	for {
		n := bytes.Index(b[from:], []byte("--"))
		if n < 0 {
			t.scanned = len(b)
			return Token{}, 0
		}
		end := from + n
		switch rest := b[end+2:]; {
		case bytes.HasPrefix(rest, []byte(">")):
			return Token{Kind: Comment, Content: string(b[open:end])}, end + 3
		case bytes.HasPrefix(rest, []byte("!>")):
			return Token{Kind: Comment, Content: string(b[open:end])}, end + 4
		}
		from = end + 1
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }
