package bundle

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/dop251/goja"
)

func TestLiteralsThatTheEngineLacksBecomeCalls(t *testing.T) {
	for code, want := range map[string]string{
		`/a/`: "", `/a(b|c)*?$/gim`: "", `/(?<a>x)(?=y)(?<!z)\k<a>/u`: "", `/[/]/`: "", `/a{10}/y`: "",
		`/a/v`:                `new __paddock_RegExp("a", "v")`,
		`/a\\"/d`:             `new __paddock_RegExp("a\\\\\"", "d")`,
		`/(?i:a)/`:            `new __paddock_RegExp("(?i:a)", "")`,
		`/(?<a>x)|(?<a>y)/g`:  `new __paddock_RegExp("(?\u003ca\u003ex)|(?\u003ca\u003ey)", "g")`,
		`/\p{L}/u`:            `new __paddock_RegExp("\\p{L}", "u")`,
		`/\p{L}/`:             "",
		`/(?<é>x)/`:           `new __paddock_RegExp("(?\u003cé\u003ex)", "")`,
		`/[\B]/`:              `new __paddock_RegExp("[\\B]", "")`,
		`/a{1000000000000}/i`: `new __paddock_RegExp("a{1000000000000}", "i")`,
	} {
		if got, err := literal(code); err != nil || got != want {
			t.Errorf("%s: %s, %v", code, got, err)
		}
	}
}

// TestTheEngineCompilesWhatItIsLeft takes the expressions that the engine of
// our own is tested with.
func TestTheEngineCompilesWhatItIsLeft(t *testing.T) {
	data, err := os.ReadFile("../regexp/testdata/recorded.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Source json.RawMessage
		Flags  string
		Error  string
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range cases {
		var source string
		if json.Unmarshal(c.Source, &source) != nil {
			var units []uint16
			if err := json.Unmarshal(c.Source, &units); err != nil {
				t.Fatal(err)
			}
			source = string(utf16.Decode(units))
		}
		if source == "" || source[0] == '*' || strings.ContainsAny(source, "\n\r/") {
			continue // in a literal these are written in another way
		}
		if strings.HasPrefix(c.Error, "Unterminated character") || strings.HasPrefix(c.Error, `\ at end`) {
			continue // then the literal does not end
		}
		tried++
		code, _, wrong := mend("const f = () => /"+source+"/"+c.Flags+";\n", true)
		if (len(wrong) > 0) != (c.Error != "") {
			t.Errorf("/%s/%s: %v, but %q", source, c.Flags, wrong, c.Error)
		}
		if c.Error != "" {
			continue
		}
		if _, err := goja.Compile("x", code, true); err != nil {
			t.Errorf("/%s/%s: %v", source, c.Flags, err)
		}
	}
	if tried < 600 {
		t.Errorf("only %d expressions", tried)
	}
}

func TestDivisionIsNoLiteral(t *testing.T) {
	for _, code := range []string{
		"x = (a) / b / c;", "x = a[0] / b / (c);", "x = {}\n/ a / b;", "i++ / 2 / 3;", "x = f() / g() / 2;", "x = a.return / b / c;",
		"const of = 4;\nx = of / 2 / g;", "x = `${a / b}` / c / d;", "x = (a) /( / b;",
	} {
		s := scanner{src: code}
		s.scan()
		for _, l := range s.literals {
			if isLiteral(code, l) {
				t.Errorf("%s: literal %s", code, code[l.from:l.to])
			}
		}
	}
}

func FuzzLiterals(f *testing.F) {
	for _, seed := range []string{"x = /a/v", "if (a) /b/d.test(c)", "class A { get = 1 }", "`${/(?i:a)/}`", "a / b / c", "/[/]/ / /(?<a>)/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		out, shifts, wrong := mend(code, true)
		if len(shifts) == 0 && len(wrong) == 0 && out != code {
			t.Errorf("%q became %q", code, out)
		}
	})
}

func BenchmarkMend(b *testing.B) {
	code := strings.Repeat("function f(a, b) {\n  const x = a.replace(/[&<>\"']/g, (m) => map[m]) / 2;\n  return { x, y: `t${b / 3}` };\n}\n", 10000)
	b.SetBytes(int64(len(code)))
	for range b.N {
		mend(code, true)
	}
}
