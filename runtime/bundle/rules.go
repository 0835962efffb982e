package bundle

import (
	"fmt"
	"os"
	"regexp"
	"strings"
)

// A Rule says what kind of module the files matching its globs are: Text, Data,
// ESModule, CommonJS, CompiledWasm. The first rule of a kind hides the later
// ones of that kind, the built-in ones included, unless it falls through.
type Rule struct {
	Type        string
	Globs       []string
	Fallthrough bool
}

// defaultRules are the platform's.
func defaultRules() []Rule {
	return []Rule{
		{Type: "Text", Globs: []string{"**/*.txt", "**/*.html", "**/*.sql"}},
		{Type: "Data", Globs: []string{"**/*.bin"}},
		{Type: "CompiledWasm", Globs: []string{"**/*.wasm", "**/*.wasm?module"}},
	}
}

type rule struct {
	kind  string
	match []*regexp.Regexp
}

func compileRules(own []Rule) ([]rule, error) {
	var all []rule
	hidden := map[string]bool{}
	for _, r := range append(append([]Rule(nil), own...), defaultRules()...) {
		if hidden[r.Type] {
			continue
		}
		hidden[r.Type] = !r.Fallthrough
		c := rule{kind: r.Type}
		for _, glob := range r.Globs {
			re, err := regexp.Compile(globPattern(glob))
			if err != nil {
				return nil, fmt.Errorf("rules: the glob %q cannot be read: %w", glob, err)
			}
			c.match = append(c.match, re)
		}
		all = append(all, c)
	}
	return all, nil
}

// kindOf returns the kind of a file, by the first rule that matches its path,
// or "".
func kindOf(rules []rule, path string) string {
	for _, r := range rules {
		for _, re := range r.match {
			if re.MatchString(path) {
				return r.kind
			}
		}
	}
	return ""
}

// globPattern turns a glob into a regular expression: ** crosses folders, *
// and ? do not, {a,b} are alternatives.
func globPattern(glob string) string {
	var out strings.Builder
	out.WriteString(`^(?:\.\./)*`)
	depth := 0
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; {
		case strings.HasPrefix(glob[i:], "**/"):
			out.WriteString("(?:.*/)?")
			i += 2
		case strings.HasPrefix(glob[i:], "**"):
			out.WriteString(".*")
			i++
		case c == '*':
			out.WriteString("[^/]*")
		case c == '?':
			out.WriteString("[^/]")
		case c == '{':
			depth++
			out.WriteString("(?:")
		case c == '}' && depth > 0:
			depth--
			out.WriteString(")")
		case c == ',' && depth > 0:
			out.WriteString("|")
		default:
			out.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	out.WriteString("$")
	return out.String()
}

func readFile(path string) (string, error) {
	data, err := os.ReadFile(path)
	return string(data), err
}
