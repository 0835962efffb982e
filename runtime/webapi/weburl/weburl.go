// Package weburl reads URLs as the URL standard says today: the parser it stands
// on is of an earlier day. It knows nothing of JavaScript.
package weburl

import (
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// Parser is the parser with the sets of today, for single components.
var Parser = whatwg.NewParser(
	whatwg.WithPathPercentEncodeSet(whatwg.PathPercentEncodeSet.Set('^')),
	whatwg.WithPreParseHostFunc(before),
	whatwg.WithPostParseHostFunc(after),
)

// Parse reads an absolute URL.
func Parse(s string) (*whatwg.Url, error) {
	return mended(s, Parser.Parse)
}

// Resolve reads a URL against a base.
func Resolve(base, s string) (*whatwg.Url, error) {
	b, err := Parse(base)
	if err != nil {
		return nil, err
	}
	return mended(s, func(s string) (*whatwg.Url, error) { return b.Parse(s) })
}

// mended sees to it that an opaque path does not end in a space: before a query
// or a fragment it is escaped.
func mended(s string, parse func(string) (*whatwg.Url, error)) (*whatwg.Url, error) {
	u, err := parse(s)
	if err != nil || !strings.Contains(s, " ") || !u.OpaquePath() || !strings.HasSuffix(u.Pathname(), " ") {
		return u, err
	}
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	end := strings.IndexAny(s, "?#")
	return parse(s[:end-1] + "%20" + s[end:])
}
