package config

import (
	"reflect"
	"strings"
	"testing"
)

func TestDotenv(t *testing.T) {
	for _, c := range []struct {
		text     string
		values   map[string]string
		warnings int
	}{
		{"A=1\nB = two words \r\nC=", map[string]string{"A": "1", "B": "two words", "C": ""}, 0},
		{"# note\n\n  export A=1 # why\nB=x#y\nC=\"x#y\" # z", map[string]string{"A": "1", "B": "x", "C": "x#y"}, 0},
		{`A="a\nb"` + "\n" + `B='a\nb'` + "\nC=`a\"b'c`", map[string]string{"A": "a\nb", "B": `a\nb`, "C": `a"b'c`}, 0},
		{"A=\"one\ntwo\"\nB='3\n4'", map[string]string{"A": "one\ntwo", "B": "3\n4"}, 0},
		{`A="say \"hi\""`, map[string]string{"A": `say \"hi\"`}, 0},
		{`A="C:\dir\"`, map[string]string{"A": `C:\dir\`}, 0},
		{`A={"json": "x"}`, map[string]string{"A": `{"json": "x"}`}, 0},
		{"A='open\nB=1", map[string]string{"A": "'open", "B": "1"}, 1},
		{`A="x" y "z"`, map[string]string{"A": `x" y "z`}, 0},
		{"nonsense\nA: yaml\n=1\nB:no", map[string]string{"A": "yaml"}, 3},
		{"A=1\nA=2", map[string]string{"A": "2"}, 0},
		{"export=1", map[string]string{"export": "1"}, 0},
	} {
		s, problem := newSource(".env", []byte(c.text))
		if problem != nil {
			t.Fatal(problem)
		}
		all, problems := parseDotenv(s)
		got := map[string]string{}
		for _, a := range all {
			got[a.name] = a.value
		}
		if !reflect.DeepEqual(got, c.values) || len(problems) != c.warnings {
			t.Errorf("%q gives %q and %v, should give %q and %d warnings", c.text, got, problems, c.values, c.warnings)
		}
	}
}

func FuzzDotenv(f *testing.F) {
	f.Add("A=1\nexport B=\"x\ny\"\n# c\n")
	f.Add("A='\\'\n=\"")
	f.Fuzz(func(t *testing.T, text string) {
		s, problem := newSource(".env", []byte(text))
		if problem != nil {
			return
		}
		all, problems := parseDotenv(s)
		values := map[string]string{}
		for _, a := range all {
			if a.name == "" || a.at.Line == 0 {
				t.Errorf("%+v", a)
			}
			values[a.name] = a.value
		}
		for _, p := range problems {
			if p.Severity != SeverityWarning || p.Line == 0 {
				t.Errorf("%+v", p)
			}
		}
		if len(text) < 200 { // doubling values grow fast, by design of the syntax
			expandAll(values)
		}
	})
}

func TestExpand(t *testing.T) {
	values := map[string]string{"A": "a", "EMPTY": "", "SELF": "${SELF}x", "P": "$Q", "Q": "$P."}
	for text, want := range map[string]string{
		"$A": "a", "${A}b": "ab", "x$A.y": "xa.y", `\$A`: "$A", "$": "$", "${": "${", "${}": "${}", "$MISSING!": "!",
		"${MISSING:-d}": "d", "${EMPTY:-d}": "d", "${EMPTY-d}": "", "${MISSING-${A}}": "a", "${A": "${A", "$SELF": "x", "$P": ".", "5$": "5$", "$5": "",
	} {
		e := &expander{values: values, open: map[string]bool{}}
		if got := e.expand(text); got != want {
			t.Errorf("%s gives %q, should give %q", text, got, want)
		}
	}
	// A chain of doublings stops at the bound instead of filling the memory.
	chain := map[string]string{"V0": strings.Repeat("x", 1000)}
	for i := range 16 {
		chain["V"+string(rune('1'+i))] = strings.Repeat("${V"+string(rune('0'+i))+"}", 2)
	}
	for name, value := range expandAll(chain) {
		if len(value) > 3*maxExpanded {
			t.Errorf("%s has %d bytes", name, len(value))
		}
	}
}
