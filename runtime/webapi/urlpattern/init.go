package urlpattern

import (
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"paddock/runtime/webapi/weburl"
)

// The components of a URL, in the order in which they are matched.
const (
	Protocol = iota
	Username
	Password
	Hostname
	Port
	Pathname
	Search
	Hash
	components
)

// Names are the components' names.
var Names = [components]string{"protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"}

// An Init gives the components of a URL or a pattern one by one; nil for one
// that is not given.
type Init struct {
	Fields  [components]*string
	BaseURL *string
}

func (i *Init) has(fields ...int) bool {
	for _, f := range fields {
		if i.Fields[f] != nil {
			return true
		}
	}
	return false
}

// process applies the base URL and, unless the fields are patterns, brings them
// into canonical form. fallback is what fields have that nothing gives.
func (i *Init) process(pattern bool, fallback *string) ([components]*string, error) {
	var out [components]*string
	for f := range out {
		out[f] = fallback
	}
	var base *whatwg.Url
	if i.BaseURL != nil {
		var err error
		if base, err = weburl.Parse(*i.BaseURL); err != nil {
			return out, invalid("the base URL %q: %v", *i.BaseURL, err)
		}
		i.inherit(&out, base, pattern)
	}
	for f := range out {
		if i.Fields[f] == nil {
			continue
		}
		v, err := i.field(f, out, base, pattern)
		if err != nil {
			return out, err
		}
		out[f] = &v
	}
	return out, nil
}

// inherit takes from the base URL what comes before the first field given.
func (i *Init) inherit(out *[components]*string, base *whatwg.Url, pattern bool) {
	set := func(f int, v string) {
		if pattern {
			v = escapePattern(v)
		}
		out[f] = &v
	}
	if !i.has(Protocol) {
		set(Protocol, base.Scheme())
	}
	if !pattern && !i.has(Protocol, Hostname, Port, Username) {
		set(Username, base.Username())
	}
	if !pattern && !i.has(Protocol, Hostname, Port, Username, Password) {
		set(Password, base.Password())
	}
	if i.has(Protocol, Hostname) {
		return
	}
	set(Hostname, base.Hostname())
	if i.has(Port) {
		return
	}
	set(Port, base.Port())
	if i.has(Pathname) {
		return
	}
	set(Pathname, base.Pathname())
	if i.has(Search) {
		return
	}
	set(Search, base.Query())
	if !i.has(Hash) {
		set(Hash, strings.TrimPrefix(base.Hash(), "#"))
	}
}

func (i *Init) field(f int, out [components]*string, base *whatwg.Url, pattern bool) (string, error) {
	v := *i.Fields[f]
	protocol := ""
	if out[Protocol] != nil {
		protocol = *out[Protocol]
	}
	switch f {
	case Protocol:
		v = strings.TrimSuffix(v, ":")
	case Search:
		v = strings.TrimPrefix(v, "?")
	case Hash:
		v = strings.TrimPrefix(v, "#")
	case Pathname:
		if base != nil && !base.OpaquePath() && !absolute(v, pattern) {
			path := base.Pathname()
			if pattern {
				path = escapePattern(path)
			}
			if at := strings.LastIndexByte(path, '/'); at >= 0 {
				v = path[:at+1] + v
			}
		}
	}
	if pattern {
		return v, nil
	}
	switch f {
	case Protocol:
		return encodeProtocol(v)
	case Username:
		return encodeUsername(v)
	case Password:
		return encodePassword(v)
	case Hostname:
		if special(protocol) || protocol == "" {
			return encodeHostname(v)
		}
		return encodeOpaqueHostname(v)
	case Port:
		return encodePort(v, protocol)
	case Search:
		return encodeSearch(v)
	case Hash:
		return encodeHash(v)
	}
	if special(protocol) || protocol == "" {
		return encodePathname(v)
	}
	return encodeOpaquePathname(v)
}

func absolute(path string, pattern bool) bool {
	if strings.HasPrefix(path, "/") {
		return true
	}
	return pattern && (strings.HasPrefix(path, `\/`) || strings.HasPrefix(path, "{/"))
}
