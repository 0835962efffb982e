package regexp

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// find shows the captures of the first match as V8 would: "-" for undefined.
func find(p *Program, text string) string {
	units := utf16.Encode([]rune(text))
	var m Matcher
	captures, err := m.matchUnits(p, units, 0)
	if err != nil {
		return err.Error()
	}
	if captures == nil {
		return "null"
	}
	var out []string
	for i := 0; i < len(captures); i += 2 {
		if captures[i] < 0 || captures[i+1] < 0 {
			out = append(out, "-")
		} else {
			out = append(out, string(utf16.Decode(units[captures[i]:captures[i+1]])))
		}
	}
	return strings.Join(out, "|")
}

// What is newer than the Node that record.mjs asks, or what that has wrong.
var specCases = []struct{ source, flags, text, want string }{
	// modifiers
	{"(?i:a)b", "", "Ab", "Ab"}, {"(?i:a)b", "", "aB", "null"}, {"(?-i:a)b", "i", "aB", "aB"}, {"(?-i:a)b", "i", "AB", "null"},
	{"(?i:a(?-i:b)c)", "", "AbC", "AbC"}, {"(?i:a(?-i:b)c)", "", "ABC", "null"}, {"(?s:.).", "", "\n\n", "null"}, {"(?s:.).", "", "\na", "\na"},
	{"(?-s:.)", "s", "\n", "null"}, {"(?m:^)a", "", "b\na", "a"}, {"(?-m:^)a", "m", "b\na", "null"}, {"(?m:^a$)|b$", "", "b\na\nb", "a"},
	{"(?i:(a)\\1)", "", "aA", "aA|a"}, {"(?i-s:A.)", "s", "a\n", "null"}, {"(?ims:)a", "", "a", "a"}, {"(?i:[a-c]+)d", "", "aBCd", "aBCd"},
	{"(?i:\\w)", "u", "ſ", "ſ"}, {"(?-i:\\w)", "iu", "ſ", "null"}, {"(?i:\\b)x", "u", "ſx", "null"}, {"(?i:a|b)|C", "", "c", "null"},
	{"(?i:\\p{Lu})", "u", "a", "a"}, {"(?i:[^x])", "v", "X", "null"}, {"(?i:a){2}", "", "aA", "aA"},
	// duplicate names
	{"(?<a>x)|(?<a>y)", "", "y", "y|-|y"}, {"(?:(?<a>x)|(?<a>y))\\k<a>", "", "yy", "yy|-|y"}, {"(?:(?<a>x)|(?<a>y)|z)\\k<a>", "", "z", "z|-|-"},
	{"(?:(?:(?<a>x)|(?<a>y))\\k<a>){2}", "", "xxyy", "xxyy|-|y"}, {"\\k<a>(?:(?<a>x)|(?<a>y))", "", "y", "y|-|y"},
	{"(?<=(?:\\k<a>(?<a>x)|(?<a>y)))z", "", "xxz", "z|x|-"},
	// captures are forgotten with every turn
	{"(?:(a)|(b)|(c))+", "", "abc", "abc|-|-|c"}, {"(?:(a)|b){2}", "", "ab", "ab|-"}, {"((a)|b)+?c", "", "abc", "abc|b|-"},
	// what V8 has wrong
	{"^[^]*$", "v", "aé\n💩", "aé\n💩"}, {"(?:\\P{L}[^a]){2}", "iv", "_💩1ſ", "_💩1ſ"}, {"\\B", "v", "B💩1", "null"},
	// strings
	{"^\\p{RGI_Emoji}+$", "v", "👩‍🚀🇺🇳", "👩‍🚀🇺🇳"}, {"[\\q{💩x|ab}]", "v", "💩x", "💩x"}, {"[\\q{AB}--\\q{ab}]", "iv", "ab", "null"},
	{"[\\q{ab|b}]c", "v", "abc", "abc"}, {"(?<=[\\q{ab|b}])c", "v", "abc", "c"},
	// Unicode 17
	{"^\\p{Script=Sidetic}$", "u", "\U00010940", "\U00010940"},
}

func TestWhatTheSpecificationSays(t *testing.T) {
	for _, c := range specCases {
		p, err := CompileString(c.source, c.flags)
		if err != nil {
			t.Errorf("/%s/%s: %v", c.source, c.flags, err)
		} else if got := find(p, c.text); got != c.want {
			t.Errorf("/%s/%s on %q: %q, want %q", c.source, c.flags, c.text, got, c.want)
		}
	}
}

func TestErrorsOfWhatIsNew(t *testing.T) {
	for source, want := range map[string]string{
		"(?ii:a)": "Repeated flag in flag group", "(?i-i:a)": "Repeated flag in flag group", "(?-mm:a)": "Repeated flag in flag group",
		"(?-:a)": "Invalid group", "(?i)": "Invalid group", "(?g:a)": "Invalid group", "(?i-:a)": "", "(?i:a": "Unterminated group",
		"(?<a>.)(?:(?<a>.)|b)": "Duplicate capture group name", "(?<a>.(?<a>.))": "Duplicate capture group name", "(?:(?<a>.)|b)(?<a>.)": "Duplicate capture group name",
		"(?<a>.)|(?<a>.)": "", "(?:(?<a>.)|(?:(?<a>.)|(?<a>.)))": "",
	} {
		_, err := CompileString(source, "")
		got := ""
		if err != nil {
			got = err.(*SyntaxError).Reason
		}
		if got != want {
			t.Errorf("/%s/: %q, want %q", source, got, want)
		}
	}
}

func TestFlags(t *testing.T) {
	for flags, want := range map[string]bool{"": true, "dgimsuy": true, "v": true, "uv": false, "gg": false, "x": false, "G": false} {
		f, ok := ParseFlags(flags)
		if ok != want || ok && f.String() != flags {
			t.Errorf("%q: %v %q", flags, ok, f.String())
		}
	}
}

// TestHostileExpressions are bounded in time, depth and size.
func TestHostileExpressions(t *testing.T) {
	for _, source := range []string{
		strings.Repeat("(", 1e5), strings.Repeat("(?:", 1e5), strings.Repeat("[", 1e5), strings.Repeat("a|", 1e5), strings.Repeat("(a", 500) + strings.Repeat(")*", 500),
		strings.Repeat("(?:a{1,1000}", 300) + strings.Repeat("){1,1000}", 300), "(" + strings.Repeat("(?<a>x)|", 1e4) + ")", strings.Repeat("\\p{L}", 1e4), strings.Repeat("[^a]", 1e5),
	} {
		for _, flags := range []string{"", "i", "iu", "v"} {
			began := time.Now()
			p, err := CompileString(source, flags)
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("%.20q/%s took %v", source, flags, took)
			}
			if err == nil {
				m := Matcher{Stop: func() bool { return time.Since(began) > time.Second/4 }}
				if _, err := m.MatchASCII(p, strings.Repeat("a", 50), 0); err != nil && err != ErrTooComplex && err != ErrStopped {
					t.Errorf("%.20q: %v", source, err)
				}
			}
		}
	}
}

func TestStopIsAskedInEveryKindOfWork(t *testing.T) {
	long := strings.Repeat("a", 1<<20)
	for _, c := range []struct{ source, text string }{
		{"^(a+)+$", long[:60] + "b"}, {"(?:a*)*b", long[:60]}, {"(a|a)+b", long[:60]}, {"a*a*a*a*b", long}, {"(?=(a+)+b)", long[:60]}, {"(?<=(a+)+)b", long[:60] + "b"},
		{"(?:a?){60}b", long[:40]}, {"(?:(?:a|a)(?!b))+c", long[:60]}, {"(a*)\\1*\\1*b", long}, {"x*?a*?a*?b", long}, {"(?:){2000000000}b", long[:1]}, {".*.*.*b", long}, {"[^]*?[^]*?[^]*?b", long},
	} {
		p, err := CompileString(c.source, "")
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		asked := 0
		m := Matcher{Stop: func() bool { asked++; return asked > 20 }}
		_, err = m.MatchASCII(p, c.text, 0)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s: %v after %v", c.source, err, took)
		}
		if err != nil && err != ErrStopped && err != ErrTooComplex {
			t.Errorf("%s: %v", c.source, err)
		}
	}
}

// FuzzMatch looks for panics, and for a difference between the two forms of a
// text.
func FuzzMatch(f *testing.F) {
	for _, c := range specCases {
		f.Add(c.source, c.flags, c.text)
	}
	for _, seed := range []string{"(a*)*b", "(?<=a(?=b)(c|))d", "[\\q{a|bc}--[b]]", "\\k<a>(?<a>b)", "(?:a{0,2}?|(b)){2,}\\1", "x{,1}{2}", "[^\\d-x]", "\\u{1F600}\\cA\\x4"} {
		for _, flags := range []string{"", "iu", "v", "gimsy"} {
			f.Add(seed, flags, "abcabd")
		}
	}
	f.Fuzz(func(t *testing.T, source, flags, text string) {
		p, err := CompileString(source, flags)
		if err != nil {
			return
		}
		asked := 0
		m := Matcher{Stop: func() bool { asked++; return asked > 200 }}
		units := utf16.Encode([]rune(text))
		captures, err := m.MatchUTF16(p, units, 0)
		if captures != nil && (captures[0] < 0 || captures[1] < captures[0] || captures[1] > len(units)) {
			t.Errorf("/%s/%s on %q: %v", source, flags, text, captures)
		}
		first := fmt.Sprint(captures, err)
		for _, c := range units {
			if c >= 128 {
				return
			}
		}
		if asked > 0 {
			return
		}
		if again, err := m.MatchASCII(p, text, 0); fmt.Sprint(again, err) != first {
			t.Errorf("/%s/%s on %q: UTF-16 %s, ASCII %v %v", source, flags, text, first, again, err)
		}
	})
}
