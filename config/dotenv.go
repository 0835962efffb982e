package config

import "strings"

// assignment is one NAME=value of a .env or .dev.vars file.
type assignment struct {
	name, value string
	at          Pos
}

// dotenv reads the syntax of .env files as the common npm package of that name has it: comments, export, three kinds of quotes that may
// span lines, and \n and \r inside double quotes. A line that is nothing of the kind is skipped, with a warning.
type dotenv struct {
	s        *source
	pos      int
	all      []assignment
	problems []Problem
}

func parseDotenv(s *source) ([]assignment, []Problem) {
	d := &dotenv{s: s}
	for d.skip(" \t\r\n\v\f"); d.pos < len(s.text); d.skip(" \t\r\n\v\f") {
		if s.text[d.pos] != '#' {
			d.line()
		}
		d.pos = d.lineEnd(d.pos)
	}
	return d.all, d.problems
}

func (d *dotenv) skip(set string) {
	d.pos = len(d.s.text) - len(strings.TrimLeft(d.s.text[d.pos:], set))
}

// lineEnd is the offset of the next line break, or of the end.
func (d *dotenv) lineEnd(from int) int {
	if i := strings.IndexAny(d.s.text[from:], "\r\n"); i >= 0 {
		return from + i
	}
	return len(d.s.text)
}

func (d *dotenv) line() {
	start := d.pos
	name := d.name()
	if name == "export" && d.pos < len(d.s.text) && strings.IndexByte(" \t", d.s.text[d.pos]) >= 0 {
		d.skip(" \t")
		if next := d.name(); next != "" {
			name = next
		}
	}
	if name == "" || !d.separator() {
		text := strings.TrimSpace(d.s.text[start:d.lineEnd(start)])
		d.warn(start, "this line is not NAME=value, so it is skipped", "write NAME=value, or # before a comment", (&node{raw: text}).shown())
		return
	}
	d.all = append(d.all, assignment{name, d.value(), d.s.pos(start)})
}

func (d *dotenv) warn(at int, what, fix, value string) {
	d.problems = append(d.problems, Problem{Pos: d.s.pos(at), Severity: SeverityWarning, Value: value, What: what, Fix: fix})
}

func (d *dotenv) name() string {
	start := d.pos
	for d.pos < len(d.s.text) && nameByte(d.s.text[d.pos]) {
		d.pos++
	}
	return d.s.text[start:d.pos]
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-'
}

// separator passes over what is between name and value: an equals sign, or a colon with a blank behind it.
func (d *dotenv) separator() bool {
	after := d.pos
	d.skip(" \t")
	rest := d.s.text[d.pos:]
	switch {
	case strings.HasPrefix(rest, "="):
	case after == d.pos && (strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, ":\t")):
	default:
		return false
	}
	d.pos++
	d.skip(" \t")
	return true
}

func (d *dotenv) value() string {
	end := d.lineEnd(d.pos)
	if d.pos < len(d.s.text) && strings.IndexByte("'\"`", d.s.text[d.pos]) >= 0 {
		if text, ok := d.quoted(); ok {
			return text
		}
	}
	text := d.s.text[d.pos:end]
	if i := strings.IndexByte(text, '#'); i >= 0 {
		text = text[:i]
	}
	text = strings.TrimSpace(text)
	if n := len(text); n >= 2 && text[0] == text[n-1] && strings.IndexByte("'\"`", text[0]) >= 0 {
		return unquoteDotenv(text)
	}
	return text
}

// quoted reads a value in quotes, if they close and nothing but a comment follows.
func (d *dotenv) quoted() (string, bool) {
	start := d.pos
	end := d.closing(start)
	if end < 0 {
		d.warn(start, "this quote is never closed, so it is part of the value", "close it on the same line or a later one, or remove it", "")
		return "", false
	}
	rest := strings.TrimSpace(d.s.text[end+1 : d.lineEnd(end+1)])
	if rest != "" && rest[0] != '#' {
		return "", false
	}
	d.pos = end + 1
	return unquoteDotenv(d.s.text[start : end+1]), true
}

// closing finds the quote that closes the one at start, or -1. A backslash before a quote keeps it inside, unless no other one follows
// on the line: C:\dir\ in quotes is meant as it stands.
func (d *dotenv) closing(start int) int {
	text, quote, escaped := d.s.text, d.s.text[start], -1
	lineEnd := d.lineEnd(start)
	for i := start + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == quote:
			i++
			if i < lineEnd {
				escaped = i
			}
		case text[i] == quote:
			return i
		}
	}
	return escaped
}

// unquoteDotenv takes the quotes off.
func unquoteDotenv(text string) string {
	body := strings.ReplaceAll(text[1:len(text)-1], "\r\n", "\n")
	if text[0] != '"' {
		return body
	}
	return strings.NewReplacer(`\n`, "\n", `\r`, "\r").Replace(body)
}
