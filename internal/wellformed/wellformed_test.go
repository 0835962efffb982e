package wellformed

import (
	"testing"
	"unicode/utf8"
)

func TestUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"héllo €😀":                 "héllo €😀",
		"a\x80b":                   "a�b",
		"\xc3":                     "�",
		"\xe2\x82":                 "�",
		"\xe2\x82x":                "�x",
		"\xf0\x9f\x98":             "�",
		"\xf0\x9f\x98\xf0\x9f\x98": "��",
		"\xed\xa0\x80":             "���", // a surrogate
		"\xf5\x80\x80\x80":         "����",
		"\xc0\xaf":                 "��",
		"\xe0\x80\x80":             "���",
		"\xf4\x90\x80\x80":         "����",
		"\ufffd":                   "\ufffd",
	} {
		if got := string(UTF8([]byte(in))); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzUTF8(f *testing.F) {
	f.Add([]byte("\xe2\x82x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		out := UTF8(b)
		if !utf8.Valid(out) || utf8.Valid(b) && string(out) != string(b) {
			t.Errorf("%q became %q", b, out)
		}
	})
}
