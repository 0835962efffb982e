package assets

import (
	"regexp"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// A pattern is the source of a rule in _headers or _redirects: a path, or
// https:// and a host and a path, with a * for anything and :names for parts.
type pattern struct {
	text    string
	host    bool // it begins with a host
	dynamic bool // it has a * or a :name
	match   *regexp.Regexp
}

var (
	placeholder   = regexp.MustCompile(`:[A-Za-z]\w*`)
	atPlaceholder = regexp.MustCompile(`^:[A-Za-z]\w*`)
	hostPart      = regexp.MustCompile(`^https://[^/]*`)
	absoluteURL   = regexp.MustCompile(`^https://+([^/]+)/?(.*)`)
	hostWithPort  = regexp.MustCompile(`:\d+$`)
)

// newPattern compiles a source; it reports false for one that can match nothing.
func newPattern(text string) (pattern, bool) {
	p := pattern{text: text, host: strings.HasPrefix(text, "https://")}
	p.dynamic = strings.Contains(text, "*") || placeholder.MatchString(text)
	host := len(hostPart.FindString(text))
	var b strings.Builder
	b.WriteString("^")
	for at := 0; at < len(text); {
		if text[at] == '*' {
			b.WriteString("(?P<splat>.*)")
			at++
			continue
		}
		if name := atPlaceholder.FindString(text[at:]); name != "" {
			class := "[^/]+"
			if at < host {
				class = "[^/.]+"
			}
			b.WriteString("(?P<" + name[1:] + ">" + class + ")")
			at += len(name)
			continue
		}
		b.WriteString(regexp.QuoteMeta(text[at : at+1]))
		at++
	}
	b.WriteString("$")
	re, err := regexp.Compile(b.String())
	p.match = re
	return p, err == nil && !repeats(re)
}

// repeats reports whether a name is there twice, which the platform's engine
// does not compile.
func repeats(re *regexp.Regexp) bool {
	seen := map[string]bool{}
	for _, name := range re.SubexpNames() {
		if name != "" && seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}

// matches returns what the names stand for.
func (p pattern) matches(host, path string) (map[string]string, bool) {
	if p.host {
		path = "https://" + host + path
	}
	found := p.match.FindStringSubmatch(path)
	if found == nil {
		return nil, false
	}
	values := map[string]string{}
	for n, name := range p.match.SubexpNames() {
		if name != "" {
			values[name] = found[n]
		}
	}
	return values, true
}

// fill puts values in the place of their names.
func fill(text string, values map[string]string) string {
	return placeholder.ReplaceAllStringFunc(text, func(name string) string {
		if v, ok := values[name[1:]]; ok {
			return v
		}
		return name
	})
}

// glob matches the patterns of run_worker_first: a * stands for anything.
func glob(patterns []string, path string) bool {
	for _, p := range patterns {
		parts := strings.Split(p, "*")
		for n := range parts {
			parts[n] = regexp.QuoteMeta(parts[n])
		}
		if ok, err := regexp.MatchString("^"+strings.Join(parts, ".*")+"$", path); err == nil && ok {
			return true
		}
	}
	return false
}

// cleanURL writes a source or destination as a URL has it; it says why not when
// it cannot be one. rest keeps query and fragment.
func cleanURL(token string, relative, ports, rest bool) (clean, why string) {
	if m := absoluteURL.FindStringSubmatch(token); m != nil {
		switch {
		case relative:
			return "", "only paths are allowed here, not the absolute URL " + token
		case !ports && hostWithPort.MatchString(m[1]):
			return "", "ports are not supported: " + token
		}
		path, ok := cleanPath(m[2], rest)
		if !ok {
			return "", token + " is not a URL"
		}
		return "https://" + m[1] + path, ""
	}
	if relative && !strings.HasPrefix(token, "/") {
		token = "/" + token
	}
	if !strings.HasPrefix(token, "/") {
		return "", `a URL begins with a slash, or with "https://"`
	}
	path, ok := cleanPath(token, rest)
	if !ok {
		return "", token + " is not a path"
	}
	return path, ""
}

// cleanPath encodes a path as the URL standard does. Names and * stay.
func cleanPath(path string, rest bool) (string, bool) {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	u, err := whatwg.Parse("https://host" + path)
	if err != nil {
		return "", false
	}
	clean := u.Pathname()
	if rest {
		clean += u.Search() + u.Hash()
	}
	return clean, true
}
