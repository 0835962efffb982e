package assets

import (
	"slices"
	"strconv"
	"strings"
)

// The platform's limits of _redirects.
const (
	mostStatic   = 2000
	mostDynamic  = 100
	longestRule  = 1000 // bytes
	defaultMoved = 302
)

// redirectRule is one line of _redirects.
type redirectRule struct {
	from   pattern
	to     string
	status int // 200: what is served instead
}

// parseRedirects reads _redirects, and tells which lines are left out and why.
func parseRedirects(text string, html HTMLHandling) (all []redirectRule, problems []string) {
	counts := map[bool]int{} // by being dynamic
	seen := map[string]bool{}
	dynamic := false // from the first such rule on, every rule counts as one
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		r, why := parseRedirect(line, html)
		if why == "" && seen[r.from.text] {
			why = "there is a rule for " + r.from.text + " above"
		}
		if why == "" {
			dynamic = dynamic || r.from.dynamic
			limit := map[bool]int{false: mostStatic, true: mostDynamic}[dynamic]
			if counts[dynamic]++; counts[dynamic] > limit {
				why = "there are more than " + strconv.Itoa(limit) + " such rules"
			}
		}
		if why != "" {
			problems = append(problems, problem(redirectsFile, n+1, "left out: %s", why))
			continue
		}
		seen[r.from.text] = true
		all = append(all, r)
	}
	return all, problems
}

func parseRedirect(line string, html HTMLHandling) (r redirectRule, why string) {
	if len(line) > longestRule {
		return r, "it is longer than " + strconv.Itoa(longestRule) + " characters"
	}
	tokens := strings.Fields(line)
	for n := 2; n < len(tokens); n++ {
		if tokens[n][0] == '#' { // a comment behind the rule
			tokens = tokens[:n]
		}
	}
	if len(tokens) < 2 || len(tokens) > 3 {
		return r, "a rule has two or three parts, and this has " + strconv.Itoa(len(tokens))
	}
	from, why := cleanURL(tokens[0], true, false, false)
	if why != "" {
		return r, why
	}
	if r.to, why = cleanURL(tokens[1], false, true, true); why != "" {
		return r, why
	}
	r.status = defaultMoved
	if len(tokens) == 3 {
		var err error
		if r.status, err = strconv.Atoi(tokens[2]); err != nil || !slices.Contains([]int{200, 301, 302, 303, 307, 308}, r.status) {
			return r, "the status is 200, 301, 302 (the default), 303, 307 or 308, not " + tokens[2]
		}
	}
	relative := !absoluteURL.MatchString(r.to)
	if r.status == 200 && !relative {
		return r, "with 200 the destination is a path of this site, not " + r.to
	}
	toIndex := strings.HasSuffix(r.to, "/index") || strings.HasSuffix(r.to, "/index.html")
	if relative && toIndex && (strings.HasSuffix(from, "/*") || strings.HasSuffix(from, "/") && html != NoHTML) {
		return r, "it would lead back to itself, since /index and .html are taken off paths"
	}
	var ok bool
	if r.from, ok = newPattern(from); !ok {
		return r, "a name or a * is there twice"
	}
	return r, ""
}

// redirectFor returns the rule for a path, its destination filled in.
func (r *rules) redirectFor(host, path string) (redirectRule, bool) {
	for _, rule := range r.redirects {
		if values, ok := rule.from.matches(host, path); ok {
			rule.to = strings.TrimSpace(fill(rule.to, values))
			if !strings.Contains(rule.to, "://") {
				for strings.Contains(rule.to, "//") {
					rule.to = strings.ReplaceAll(rule.to, "//", "/")
				}
			}
			return rule, true
		}
	}
	return redirectRule{}, false
}
