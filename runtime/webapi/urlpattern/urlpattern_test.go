package urlpattern

import (
	"regexp"
	"testing"
)

// FuzzFromString: whatever compiles gives a text that compiles to the same again.
func FuzzFromString(f *testing.F) {
	for _, s := range []string{"https://*.a.b/:id?x#y", "/{a}?:b(\\d+)*", "data\\:x", "http://[::1]/", "(a|b):c+", ":a{-:b}?"} {
		f.Add(s)
	}
	match := func(source, s string) (bool, error) {
		re, err := regexp.Compile(source)
		return err == nil && re.MatchString(s), err
	}
	f.Fuzz(func(t *testing.T, s string) {
		base := "https://example.com/"
		p, err := FromString(s, &base, match)
		if err != nil {
			return
		}
		same := func(s string) (string, error) { return s, nil }
		for _, n := range []int{Protocol, Username, Password, Hostname, Search, Hash} {
			c, with := p.Components[n], plainSyntax
			if n == Hostname {
				with = hostnameSyntax
			}
			again, err := compile(c.Pattern, with, same)
			if err != nil {
				t.Fatalf("%q gives the %s %q, which does not compile: %v", s, Names[n], c.Pattern, err)
			}
			if again.Source != c.Source {
				t.Fatalf("%q: %s %q became %q", s, Names[n], c.Source, again.Source)
			}
		}
	})
}
