package assets

import (
	"net/http"
	"strconv"
	"strings"
)

// The platform's limits of _headers.
const (
	mostHeaderRules = 100
	longestHeader   = 2000 // bytes
)

// headerRule is a path of _headers and what is below it.
type headerRule struct {
	path  pattern
	set   []header
	unset []string
	line  int
}

type header struct{ name, value string }

// parseHeaders reads _headers, and tells which lines are left out and why.
func parseHeaders(text string) (all []headerRule, problems []string) {
	var rule *headerRule
	wrong := func(line int, format string, args ...any) {
		problems = append(problems, problem(headersFile, line, "left out: "+format, args...))
	}
	end := func() {
		switch {
		case rule == nil:
		case len(rule.set)+len(rule.unset) == 0:
			wrong(rule.line, "no headers are below %s", rule.path.text)
		default:
			all = append(all, *rule)
		}
		rule = nil
	}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case len(line) > longestHeader:
			wrong(n+1, "it is longer than %s characters", strconv.Itoa(longestHeader))
		case line[0] == '/' || strings.Contains(strings.Fields(line)[0], "://"):
			end()
			if len(all) >= mostHeaderRules {
				wrong(n+1, "there are more than %d rules; the rest of the file is not read", mostHeaderRules)
				return all, problems
			}
			path, why := cleanURL(line, false, false, false)
			if why != "" {
				wrong(n+1, "%s", why)
				continue
			}
			p, ok := newPattern(path)
			if !ok {
				wrong(n+1, "a name or a * is there twice")
				continue
			}
			rule = &headerRule{path: p, line: n + 1}
		case rule == nil:
			wrong(n+1, "a path comes before the headers for it")
		default:
			if why := rule.add(line); why != "" {
				wrong(n+1, "%s", why)
			}
		}
	}
	end()
	return all, problems
}

// add reads a line below a path: "Name: value", or "! Name".
func (r *headerRule) add(line string) (why string) {
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		if bare, unset := strings.CutPrefix(line, "! "); unset {
			r.unset = append(r.unset, strings.TrimSpace(bare))
			return ""
		}
		return `a header is written "Name: value"`
	}
	name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
	switch {
	case name == "":
		return "the header has no name"
	case strings.Contains(name, " "):
		return "the name of a header has no spaces"
	case value == "":
		return "the header has no value"
	}
	for n := range r.set {
		if r.set[n].name == name {
			r.set[n].value += ", " + value
			return ""
		}
	}
	r.set = append(r.set, header{name, value})
	return ""
}

// apply changes the headers of a response as the rules for its path say.
func (r *rules) apply(h http.Header, host, path string) {
	set := map[string]bool{} // by a rule, to which others add
	for _, rule := range r.headers {
		values, ok := rule.path.matches(host, path)
		if !ok {
			continue
		}
		for _, name := range rule.unset {
			h.Del(name)
		}
		for _, own := range rule.set {
			value := fill(own.value, values)
			if set[own.name] {
				h.Add(own.name, value)
			} else {
				h.Set(own.name, value)
			}
			set[own.name] = true
		}
	}
}
