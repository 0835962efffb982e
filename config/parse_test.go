package config

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

func TestTOMLPositions(t *testing.T) {
	const text = "a = 1\r\n" +
		"\"quoted \\u00e9\" = 'x' # note\n" +
		"é.b . c = [ 1, # one\n  \"]\", { d = 2, e.f = '''\n''''' } ]\n" +
		"[[list]]\nx = \"\"\"a\\\"\"\"\"\"\n[[list]]\n  x = 2024-01-01T00:00:00Z\n[list.sub]\ny = +1_000\n[z]\n[z.deeper]\nv = true\n"
	text2 := strings.ReplaceAll(text, "é.b", "\"é\".b")
	s, problem := newSource("t.toml", []byte(text2))
	if problem != nil {
		t.Fatal(problem)
	}
	root, problem := parseTOML(s)
	if problem != nil {
		t.Fatal(problem)
	}
	for _, c := range []struct {
		path, at, raw string
	}{
		{"a", "1:5", "1"},
		{"quoted é", "2:19", "'x'"},
		{"é/b/c/1", "4:3", `"]"`},
		{"é/b/c/2/d", "4:14", "2"},
		{"é/b/c/2/e/f", "4:23", "'''\n'''''"},
		{"list/0/x", "7:5", `"""a\"""""`},
		{"list/1/x", "9:7", "2024-01-01T00:00:00Z"},
		{"list/1/sub/y", "11:5", "+1_000"},
		{"z/deeper", "13:4", ""},
		{"z/deeper/v", "14:5", "true"},
	} {
		n := descend(t, root, c.path)
		if got := strings.TrimPrefix(n.at.String(), "t.toml:"); got != c.at || n.raw != c.raw {
			t.Errorf("%s is %q at %s, should be %q at %s", c.path, n.raw, got, c.raw, c.at)
		}
	}
}

func descend(t *testing.T, n *node, path string) *node {
	for part := range strings.SplitSeq(path, "/") {
		if n.kind == kindList {
			n = n.items[part[0]-'0']
			continue
		}
		if n.fields[part] == nil {
			t.Fatalf("nothing at %s in %s", part, path)
		}
		n = n.fields[part]
	}
	return n
}

func FuzzTOML(f *testing.F) {
	for _, seed := range []string{"a = 1", "[a.b]\nc = [1, {d = 2}]", "[[a]]\n[a.b]\n[[a]]", "a.b.c = '''\n'''", `"\u00e9".'x' = "\""`, "a = [[1], []]#x",
		"[ a . b ]\nc=1979-05-27 07:32:00 # x", "a = \"\"\"\\\n \"\"\"", "a={}\n[b]\n[b.c]\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, problem := newSource("f.toml", []byte(text))
		if problem != nil {
			return
		}
		var tree map[string]any
		if _, err := toml.Decode(s.text, &tree); err != nil {
			scanTOML(s.text) // must end, whatever it is given
			return
		}
		spots := scanTOML(s.text)
		root := tomlNode(s, tree, spots)
		if spots.missing != 0 {
			t.Errorf("the scanner misses %d values of %q", spots.missing, text)
		}
		inside(t, root)
	})
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a": [1, true, null, "x"], /* c */ "b": {},}`, `[1e999]`, `{"a":1,"a":2}`, "{\n\"a\" 1}", `"`, `{"\u0061":-0}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, problem := newSource("f.json", []byte(text))
		if problem != nil {
			return
		}
		root, report := parseJSON(s)
		if (root == nil) && !report.Failed() {
			t.Errorf("neither a value nor a problem for %q", text)
		}
		for _, p := range report.Problems {
			if p.Line == 0 {
				t.Errorf("no place in %v", p)
			}
		}
		inside(t, root)
	})
}

// inside checks that all of a tree has places, and nothing lies before what it is in.
func inside(t *testing.T, n *node) {
	if n == nil {
		return
	}
	if n.at.Line < 1 || n.at.Column < 1 || n.keyAt.Line < 1 || utf8.RuneCountInString(n.shown()) > 60 {
		t.Errorf("%q is at %v", n.shown(), n.at)
	}
	for _, item := range n.items {
		inside(t, item)
	}
	for _, key := range n.keys {
		inside(t, n.fields[key])
	}
}

// FuzzRead gives whole configurations to the rules: they must take any tree, and every problem must have a place.
func FuzzRead(f *testing.F) {
	f.Add("main = 'x'\n[[queues.consumers]]\nqueue = 'a'\n[env.b]\nvars = {x = 1}\n[triggers]\ncrons=['* * * * *']")
	f.Add(`{"vars": [], "queues": {"producers": [{}, 1], "consumers": {}}, "env": {"b": {"rules": 1}}, "assets": [], "unsafe": {"bindings": {}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, problem := newSource("f", []byte(text))
		if problem != nil {
			return
		}
		root, isTOML, _ := parseSource(s)
		if root == nil || root.kind != kindTable {
			return
		}
		l := &loader{shown: "f", options: Options{Env: "b"}, report: &Report{}, config: &Config{Env: "b", Dir: "/"}}
		l.reader = &reader{report: l.report, toml: isTOML}
		l.read(view{l.reader, root, ""})
		l.checkNames(l.config, l.taken)
		l.warnCircles(l.config.Consumers)
		l.warnMissing(l.config.Bindings, l.config.Stubbed)
		_ = EnvInterface(l.config)
		for _, p := range l.report.Problems {
			if p.Line == 0 || p.What == "" {
				t.Errorf("incomplete problem %#v", p)
			}
		}
	})
}
