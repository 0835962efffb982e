// Package urlpattern reads URL patterns as the URL Pattern standard says, and
// turns each component into a regular expression of JavaScript and into its
// shortest text. It runs no expressions: who has an engine passes a Matcher in.
// It knows nothing of isolates.
package urlpattern

import (
	"fmt"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"paddock/runtime/webapi/weburl"
)

// An Error says that a pattern is not valid. In JavaScript it is a TypeError.
type Error struct{ Text string }

func (e *Error) Error() string { return "Invalid URL pattern: " + e.Text }

func invalid(format string, args ...any) error { return &Error{fmt.Sprintf(format, args...)} }

// A Matcher reports whether a regular expression, in the syntax of JavaScript,
// matches s. An expression that is not valid is an error.
type Matcher func(source, s string) (bool, error)

// A Component is one compiled component of a pattern.
type Component struct {
	Pattern    string   // the text that scripts see
	Source     string   // the regular expression
	Groups     []string // names of its capturing groups
	HasRegexps bool
}

// A Pattern is a compiled pattern.
type Pattern struct{ Components [components]*Component }

func compile(pattern string, s syntax, encode encoder) (*Component, error) {
	parts, err := parseParts(pattern, s, encode)
	if err != nil {
		return nil, err
	}
	c := &Component{Pattern: text(parts, s)}
	c.Source, c.Groups = expression(parts, s)
	for _, p := range parts {
		c.HasRegexps = c.HasRegexps || p.typ == regexpPart
	}
	return c, nil
}

func (c *Component) matchesSpecial(match Matcher) (bool, error) {
	for scheme := range specialPorts {
		if ok, err := match(c.Source, scheme); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// FromString compiles a constructor string; base may be nil.
func FromString(s string, base *string, match Matcher) (*Pattern, error) {
	in, err := parseString(s, match)
	if err != nil {
		return nil, err
	}
	if base == nil && !in.has(Protocol) {
		return nil, invalid("%q has no protocol, and there is no base URL", s)
	}
	in.BaseURL = base
	return New(in, match)
}

// New compiles a pattern given by components.
func New(in *Init, match Matcher) (*Pattern, error) {
	fields, err := in.process(true, nil)
	if err != nil {
		return nil, err
	}
	value := func(f int) string {
		if fields[f] == nil {
			return "*"
		}
		return *fields[f]
	}
	if port, ok := specialPorts[value(Protocol)]; ok && port != "" && value(Port) == port {
		fields[Port] = new(string)
	}
	p := &Pattern{}
	p.Components[Protocol], err = compile(value(Protocol), plainSyntax, encodeProtocol)
	if err != nil {
		return nil, err
	}
	isSpecial, err := p.Components[Protocol].matchesSpecial(match)
	if err != nil {
		return nil, err
	}
	for f := Username; f < components; f++ {
		s, encode := syntaxOf(f, value(f), isSpecial, value(Protocol))
		if p.Components[f], err = compile(value(f), s, encode); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// syntaxOf says how a component is read.
func syntaxOf(f int, value string, special bool, protocol string) (syntax, encoder) {
	switch f {
	case Username:
		return plainSyntax, encodeUsername
	case Password:
		return plainSyntax, encodePassword
	case Hostname:
		switch {
		case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{[") || strings.HasPrefix(value, `\[`):
			return hostnameSyntax, encodeIPv6
		case special || protocol == "*":
			return hostnameSyntax, encodeHostname
		}
		return hostnameSyntax, encodeOpaqueHostname
	case Port:
		return plainSyntax, func(v string) (string, error) { return encodePort(v, "") }
	case Search:
		return plainSyntax, encodeSearch
	case Hash:
		return plainSyntax, encodeHash
	}
	if special {
		return pathnameSyntax, encodePathname
	}
	return plainSyntax, encodeOpaquePathname
}

// An Input is a URL by components.
type Input [components]string

// InputURL splits a URL, which base may complete; false when it is none.
func InputURL(url string, base *string) (in Input, ok bool) {
	var u *whatwg.Url
	var err error
	if base != nil {
		u, err = weburl.Resolve(*base, url)
	} else {
		u, err = weburl.Parse(url)
	}
	if err != nil {
		return in, false
	}
	return Input{u.Scheme(), u.Username(), u.Password(), u.Hostname(), u.Port(), u.Pathname(), u.Query(), strings.TrimPrefix(u.Hash(), "#")}, true
}

// InputInit brings components into canonical form; false when that fails.
func InputInit(i *Init) (in Input, ok bool) {
	fields, err := i.process(false, new(string))
	if err != nil {
		return in, false
	}
	for f, v := range fields {
		in[f] = *v
	}
	return in, true
}
