package webapi

import (
	"net/http"
	"strings"
)

// A mimeType is a MIME type as the MIME Sniffing standard reads it.
type mimeType struct {
	essence string // type/subtype, in lower case
	params  []mimeParam
}

type mimeParam struct{ name, value string }

const httpSpace = " \t\r\n"

func isHTTPToken(s string) bool {
	for n := 0; n < len(s); n++ {
		c := s[n]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0) {
			return false
		}
	}
	return s != ""
}

// isQuotable reports whether s may stand in a quoted string: what is beyond
// Latin-1 may not.
func isQuotable(s string) bool {
	for _, r := range s {
		if r != '\t' && (r < ' ' || r == 0x7f || r > 0xff) {
			return false
		}
	}
	return true
}

// parseMIME reads a MIME type, or returns false.
func parseMIME(s string) (mimeType, bool) {
	s = strings.Trim(s, httpSpace)
	typ, rest, found := strings.Cut(s, "/")
	sub, rest, more := strings.Cut(rest, ";")
	sub = strings.TrimRight(sub, httpSpace)
	if !found || !isHTTPToken(typ) || !isHTTPToken(sub) {
		return mimeType{}, false
	}
	m := mimeType{essence: strings.ToLower(typ + "/" + sub)}
	for more {
		var name, value string
		name, value, rest, more = nextParam(rest)
		name = strings.ToLower(name)
		if isHTTPToken(name) && value != "" && isQuotable(value) && m.param(name) == nil {
			m.params = append(m.params, mimeParam{name, strings.TrimPrefix(value, quotedMark)})
		}
	}
	return m, true
}

// quotedMark goes before the value of a quoted string, which may be empty.
const quotedMark = "\t\t"

// nextParam takes a parameter off s; more says that another follows.
func nextParam(s string) (name, value, rest string, more bool) {
	s = strings.TrimLeft(s, httpSpace)
	end := strings.IndexAny(s, ";=")
	if end < 0 {
		return s, "", "", false
	}
	name = s[:end]
	if s[end] == ';' {
		return name, "", s[end+1:], true
	}
	s = s[end+1:]
	if strings.HasPrefix(s, `"`) {
		value, s = quotedString(s[1:])
		_, rest, more = strings.Cut(s, ";")
		return name, quotedMark + value, rest, more
	}
	value, rest, more = strings.Cut(s, ";")
	return name, strings.TrimRight(value, httpSpace), rest, more
}

// quotedString reads up to the closing quote.
func quotedString(s string) (value, rest string) {
	var b strings.Builder
	for n := 0; n < len(s); n++ {
		switch c := s[n]; {
		case c == '"':
			return b.String(), s[n+1:]
		case c == '\\' && n+1 < len(s):
			n++
			b.WriteByte(s[n])
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), ""
}

func (m mimeType) param(name string) *string {
	for n := range m.params {
		if m.params[n].name == name {
			return &m.params[n].value
		}
	}
	return nil
}

// String serialises the type.
func (m mimeType) String() string {
	var b strings.Builder
	b.WriteString(m.essence)
	for _, p := range m.params {
		b.WriteString(";" + p.name + "=")
		if isHTTPToken(p.value) {
			b.WriteString(p.value)
		} else {
			b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.value) + `"`)
		}
	}
	return b.String()
}

// bodyMIME is what blob() takes for the type of a body: the last valid type of
// the header, which keeps the charset of one before it with the same essence.
func bodyMIME(header string) string {
	m, ok := lastMIME(header)
	if !ok {
		return ""
	}
	return m.String()
}

// lastMIME is the type that bodyMIME writes.
func lastMIME(header string) (mimeType, bool) {
	var best *mimeType
	charset, essence := "", ""
	for _, v := range splitHeader(header) {
		m, ok := parseMIME(v)
		if !ok || m.essence == "*/*" {
			continue
		}
		own := m.param("charset")
		switch {
		case m.essence != essence:
			charset, essence = "", m.essence
			if own != nil {
				charset = *own
			}
		case own == nil && charset != "":
			m.params = append(m.params, mimeParam{"charset", charset})
		}
		best = &m
	}
	if best == nil {
		return mimeType{}, false
	}
	return *best, true
}

// splitHeader splits at the commas outside of quoted strings.
func splitHeader(s string) []string {
	var out []string
	start, quoted := 0, false
	for n := 0; n < len(s); n++ {
		switch {
		case s[n] == '"':
			quoted = !quoted
		case s[n] == '\\' && quoted:
			n++
		case s[n] == ',' && !quoted:
			out = append(out, s[start:n])
			start = n + 1
		}
	}
	return append(out, s[start:])
}

// dataHeader is the header of the response to a data: URL.
func dataHeader(kind string) http.Header {
	if strings.HasPrefix(kind, ";") {
		kind = "text/plain" + kind
	}
	m, ok := parseMIME(kind)
	if !ok {
		return http.Header{"Content-Type": {"text/plain;charset=US-ASCII"}}
	}
	return http.Header{"Content-Type": {m.String()}}
}
