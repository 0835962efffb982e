package bundle_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"paddock/runtime/bundle"
)

// counted builds one file that counts, and one that does not.
func counted(t testing.TB, code string) (with, without *bundle.Result, err error) {
	t.Helper()
	dir := t.TempDir()
	entry := filepath.Join(dir, "index.js")
	if err := os.WriteFile(entry, []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
	o := bundle.Options{Entry: entry, Dir: dir}
	if without, err = bundle.Build(context.Background(), o); err != nil {
		return nil, nil, err
	}
	o.Coverage = true
	with, err = bundle.Build(context.Background(), o)
	return with, without, err
}

// What is counted, and where.
func TestPoints(t *testing.T) {
	for code, want := range map[string]string{
		"f();":                              "s1:1",
		"let a = 1;\nif (a) f(); else g();": "s1:1 s2:1 b2:1.0 s2:8 b2:1.1 s2:18",
		"if (a) {\n  f();\n}":               "s1:1 b1:1.0 b1:1.1 s2:3",
		"if (a) f();\nelse if (b) g();":     "s1:1 b1:1.0 s1:8 b1:1.1 s2:10 b2:10.0 s2:13 b2:10.1",
		"switch (a) {\n  case 1:\n  case 2: f();\n  default: g();\n}": "s1:1 b1:1.1 s3:11 b1:1.2 s4:12",
		"function f() {\n  return 1;\n}":                              "f1:1(f) s2:3",
		"const f = () => 1, g = (a) => a ?? 1;":                       "s1:1 f1:11(f)",
		"class A {\n  #b() {\n  }\n  static c = () => 1;\n}":          "s1:1 f2:3(#b) f4:14(c)",
		"for (const a of b) f(a);\nwhile (x) y();":                    "s1:1 s2:1 s1:20 s2:11",
		"\"use strict\";\n(/* c */ (a, b), tag`x`.c());":              "s2:11",
		"x: for (;;) continue x;":                                     "s1:1 s1:13",
	} {
		with, _, err := counted(t, code)
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		var got []string
		for _, p := range with.Points {
			at := strings.TrimPrefix(p.At.String(), "index.js:")
			switch p.Kind {
			case bundle.Statement:
				got = append(got, "s"+at)
			case bundle.Function:
				got = append(got, "f"+at+"("+p.Name+")")
			case bundle.Branch:
				got = append(got, "b"+at+"."+string(rune('0'+p.Arm)))
			}
		}
		if have := strings.Join(got, " "); have != want {
			t.Errorf("%s\ngot:  %s\nwant: %s", code, have, want)
		}
	}
}

// FuzzCounting looks for scripts that the engine understands until they count.
func FuzzCounting(f *testing.F) {
	for _, s := range []string{
		"if (a) for (;;) if (b) c(); else d(); else e()", "(/* x */ new A`b`).c; ((a)), b; new.target", "l: while (a) do b(); while (c)",
		"x => y => z ?? 1; (() => ({}))(); async (a = b) => await c", "class A { static { if (a) b; } get; #p = () => 1; *g() { yield* a } async *h() { yield 1 } }",
		"switch (a) { default: { let b } case 1: }", "function f() { 'use strict'; return arguments }\n(0, f)()", "try { a } catch { b } finally { c }",
		"a?.b?.(c); delete a?.b; `${() => 1}`; /[}]/.test(x); y\n++z", "export default { fetch: async () => { if (1) return; else throw 2 } }",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, code string) {
		with, without, err := counted(t, code)
		if without == nil || strings.Contains(code, "__paddock") || !takes(without.Code) {
			t.Skip()
		}
		if err != nil {
			t.Fatalf("%q: %v", code, err)
		}
		if !takes(with.Code) {
			t.Errorf("%q becomes\n%s", code, with.Code)
		}
		if slices.ContainsFunc(with.Points, func(p bundle.Point) bool { return p.At.File != "index.js" }) {
			t.Errorf("%q: a point in another file", code)
		}
	})
}

// takes reports whether the engine takes the code.
func takes(code string) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := goja.Compile("", "("+code+"\n)", false)
	return err == nil
}
