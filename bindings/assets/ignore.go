package assets

import (
	"regexp"
	"strings"
)

// ignorePattern is a line of .assetsignore, which is written as .gitignore is.
type ignorePattern struct {
	match *regexp.Regexp
	keep  bool // it begins with "!": what it matches is an asset after all
}

func parseIgnore(text string) []ignorePattern {
	var all []ignorePattern
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var p ignorePattern
		line, p.keep = strings.CutPrefix(line, "!")
		if re, err := regexp.Compile(ignoreRegexp(strings.TrimPrefix(line, `\`))); err == nil {
			p.match = re
			all = append(all, p)
		}
	}
	return all
}

// ignoreRegexp matches the names of files within the folder. A pattern with a
// slash that is not at its end is meant from the top.
func ignoreRegexp(line string) string {
	bare, folder := strings.CutSuffix(line, "/")
	start := "^(?:.*/)?"
	if strings.Contains(bare, "/") {
		start = "^"
	}
	bare = strings.TrimPrefix(bare, "/")
	var b strings.Builder
	b.WriteString(start)
	for at := 0; at < len(bare); at++ {
		switch rest := bare[at:]; {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString("(?:.*/)?")
			at += 2
		case strings.HasPrefix(rest, "**"):
			b.WriteString(".*")
			at++
		case rest[0] == '*':
			b.WriteString("[^/]*")
		case rest[0] == '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(rest[:1]))
		}
	}
	if folder {
		return b.String() + "/.*$"
	}
	return b.String() + "(?:/.*)?$"
}

// ignores reports whether the patterns leave a file out: the last that matches
// decides.
func ignores(patterns []ignorePattern, name string) bool {
	out := false
	for _, p := range patterns {
		if p.match.MatchString(name) {
			out = !p.keep
		}
	}
	return out
}
