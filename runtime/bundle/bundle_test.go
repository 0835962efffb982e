package bundle_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
	"paddock/runtime/bundle"
)

// project writes files to a temporary folder and returns options for the first
// of index.ts and index.js in it.
func project(t testing.TB, files map[string]string) bundle.Options {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	entry := filepath.Join(dir, "index.ts")
	if _, ok := files["index.ts"]; !ok {
		entry = filepath.Join(dir, "index.js")
	}
	return bundle.Options{Entry: entry, Dir: dir, Builtin: func(s string) bool { return s == "node:greet" || s == "greet" }}
}

// run bundles a project, runs it, and returns what its default export, called
// and awaited, gives as text; or the error.
func run(t testing.TB, o bundle.Options) (string, error) {
	t.Helper()
	r, err := bundle.Build(context.Background(), o)
	if err != nil {
		return "", err
	}
	w, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js", Code: r.Code, URL: "file:///index.js", Map: r.Map})
	if err != nil {
		return "", err
	}
	type result struct {
		text string
		err  error
	}
	results := make(chan result, 1)
	setup := func(i *runtime.Isolate) error {
		load := func() goja.Value {
			o := i.VM().NewObject()
			o.Set("hello", "from the runtime")
			return o
		}
		i.DefineModule("node:greet", load)
		i.DefineModule("greet", load)
		return i.VM().Set("atob", func(c goja.FunctionCall) goja.Value { return i.VM().ToValue(decode64(c.Argument(0).String())) })
	}
	iso := runtime.Start(runtime.Options{
		Worker: w, Exec: mailbox.Real(clock.Real()), CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 1)),
		Setup: []func(*runtime.Isolate) error{setup},
	}, func(i *runtime.Isolate, err error) {
		if err != nil {
			results <- result{err: err}
			return
		}
		fn, ok := goja.AssertFunction(i.Export("default"))
		if !ok {
			results <- result{text: i.Export("default").String()}
			return
		}
		v, err := i.Call(fn, goja.Undefined())
		if err != nil {
			results <- result{err: err}
			return
		}
		i.Follow(v, func(v goja.Value, err error) {
			if err != nil {
				results <- result{err: err}
				return
			}
			results <- result{text: v.String()}
		})
	})
	defer iso.Kill(errors.New("the test is over"))
	got := <-results
	return got.text, got.err
}

func decode64(s string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var out []rune
	bits, n := 0, 0
	for _, c := range strings.TrimRight(s, "=") {
		bits, n = bits<<6|strings.IndexRune(alphabet, c), n+6
		if n >= 8 {
			n -= 8
			out = append(out, rune(bits>>n&0xff))
		}
	}
	return string(out)
}

func TestWhatScriptsAreMadeOf(t *testing.T) {
	cases := map[string]struct {
		files map[string]string
		want  string
	}{
		"TypeScript": {map[string]string{
			"index.ts": `import { double } from "./lib"; enum E { A = 2 } export default (): number => double(E.A satisfies number)`,
			"lib.ts":   `export const double = <T extends number>(n: T) => n * 2`}, "4"},
		"CommonJS inside": {map[string]string{
			"index.js": `const lib = require("./lib.cjs"); export default () => lib.name`,
			"lib.cjs":  `exports.name = "cjs"`}, "cjs"},
		"CommonJS entry": {map[string]string{"index.js": `module.exports = () => "entry"`}, "entry"},
		"JSON":           {map[string]string{"index.js": `import d from "./d.json"; export default () => d.a[1]`, "d.json": `{"a": [1, "two"]}`}, "two"},
		"text":           {map[string]string{"index.js": `import d from "./d.txt"; export default () => d`, "d.txt": "plain"}, "plain"},
		"data":           {map[string]string{"index.js": `import d from "./d.bin"; export default () => d instanceof ArrayBuffer && [...new Uint8Array(d)].join()`, "d.bin": "AB"}, "65,66"},
		"JSX":            {map[string]string{"index.js": `const h = (tag, props, ...c) => tag + c.join(""); /** @jsx h */ export default () => <b>x</b>`}, "bx"},
		"a package, by the condition worker": {map[string]string{
			"index.js":                      `import { where } from "pkg"; export default () => where`,
			"node_modules/pkg/package.json": `{"name": "pkg", "exports": {"workerd": "./w.js", "default": "./d.js"}}`,
			"node_modules/pkg/w.js":         `export const where = "workerd"`,
			"node_modules/pkg/d.js":         `export const where = "default"`}, "workerd"},
		"tsconfig paths": {map[string]string{
			"index.ts":      `import { a } from "@/a"; export default () => a`,
			"lib/a.ts":      `export const a = "path"`,
			"tsconfig.json": `{"compilerOptions": {"paths": {"@/*": ["./lib/*"]}}}`}, "path"},
		"top-level await":          {map[string]string{"index.js": `const a = await Promise.resolve("awaited"); export default () => a`}, "awaited"},
		"import()":                 {map[string]string{"index.js": `export default async () => (await import("./a.js")).a`, "a.js": `export const a = "lazy"`}, "lazy"},
		"import.meta.url":          {map[string]string{"index.js": `export default () => import.meta.url`}, "file:///index.js"},
		"a runtime module":         {map[string]string{"index.js": `import { hello } from "node:greet"; export default () => hello`}, "from the runtime"},
		"its default":              {map[string]string{"index.js": `import g from "greet"; export default () => g.hello`}, "from the runtime"},
		"live exports":             {map[string]string{"index.js": `export let n = 1; export default () => { n++; return n }`}, "2"},
		"escapes":                  {map[string]string{"index.js": `export default () => "\u{10FFFF}".length`}, "2"},
		"an absent require":        {map[string]string{"index.js": `let ok; try { require("node:absent") } catch (e) { ok = e.message } export default () => ok.includes("node:absent")`}, "true"},
		"fields get and set":       {map[string]string{"index.js": fieldsSource}, "1 2 3 getter x/y static"},
		"a value as default":       {map[string]string{"index.js": `export default "just text"`}, "just text"},
		"no exports":               {map[string]string{"index.js": `globalThis.x = 1`}, ""},
		"NODE_ENV":                 {map[string]string{"index.js": `export default () => process.env.NODE_ENV`}, "development"},
		"names stay names":         {map[string]string{"index.js": `class Foo {} export default () => Foo.name`}, "Foo"},
		"a json import by require": {map[string]string{"index.js": `const d = require("./d.json"); export default () => d.x`, "d.json": `{"x": 7}`}, "7"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if name == "no exports" {
				r, err := bundle.Build(context.Background(), project(t, c.files))
				if err != nil || !r.ServiceWorker {
					t.Fatalf("not seen as a service worker: %v", err)
				}
				return
			}
			got, err := run(t, project(t, c.files))
			if err != nil || got != c.want {
				t.Fatalf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

const fieldsSource = `
class A {
  get = 1;
  set = 2;
  static async = "static";
  async;
  get prop() { return "getter"; }
  re = /[/"]get = /.test("x") ? 1 : ` + "`get = ${ {a: `}`} } set`" + `;
}
function f() { let get = 3; let set;
  get = 3;
  set = "x/y";
  return get + " " + new A().prop + " " + set; }
export default () => { const a = new A(); return a.get + " " + a.set + " " + f() + " " + A.async }`

func TestAnErrorShowsTheUsersOwnLine(t *testing.T) {
	_, err := run(t, project(t, map[string]string{
		"index.ts": "import { step } from './lib/step';\n\nexport default async (): Promise<void> => {\n  await null;\n  await step();\n};\n",
		"lib/step.ts": `interface Shape { n: number }
class Holder { get = 1; set = 2; static async = 3;
  async step(): Promise<number> {
    await Promise.resolve();
    const shape: Shape | undefined = undefined;
    throw new Error("no shape: " + shape);
  }
}
export const step = () => new Holder().step();
`}))
	var script *runtime.ScriptError
	if !errors.As(err, &script) {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(script.Stack, "lib/step.ts:6:11") || strings.Contains(script.Stack, "worker.js") {
		t.Errorf("stack:\n%s", script.Stack)
	}
	for _, want := range []string{"> 6 |     throw new Error", "|           ^"} {
		if !strings.Contains(script.Frame, want) {
			t.Errorf("no %q in the frame:\n%s", want, script.Frame)
		}
	}
}

func TestProblemsAreListedTogether(t *testing.T) {
	o := project(t, map[string]string{
		"index.ts": "import './gone';\nimport 'node:fs';\nexport default {}\n",
	})
	o.Missing = func(s string) string {
		if s == "node:fs" {
			return "files are out of reach."
		}
		return ""
	}
	_, err := bundle.Build(context.Background(), o)
	var failed *bundle.Error
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	text := failed.Error()
	for _, want := range []string{`index.ts:1:8: Could not resolve "./gone"`, `index.ts:2:8: There is no module "node:fs": files are out of reach.`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if !slices.Contains(failed.Files, filepath.Join(o.Dir, "gone.ts")) {
		t.Errorf("gone.ts is not among the files to watch: %v", failed.Files)
	}
}

func TestWebAssemblyIsImportedAsModule(t *testing.T) {
	for _, path := range []string{"./w.wasm", "./w.wasm?module"} {
		o := project(t, map[string]string{"index.js": `import m from "` + path + `"; export default m`, "w.wasm": "\x00asm\x01\x00\x00\x00"})
		r, err := bundle.Build(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(r.Code, "new WebAssembly.Module(") || !strings.Contains(r.Code, "AGFzbQEAAAA") {
			t.Errorf("%s: %s", path, r.Code)
		}
		if !slices.Contains(r.Files, filepath.Join(o.Dir, "w.wasm")) {
			t.Errorf("the module is not among the files to watch: %v", r.Files)
		}
	}
}

func TestASyntaxErrorHasItsPlace(t *testing.T) {
	_, err := bundle.Build(context.Background(), project(t, map[string]string{"index.js": "export default {\n  fetch() { return 1 +; }\n}\n"}))
	if err == nil || !strings.HasPrefix(err.Error(), "index.js:") || !strings.Contains(err.Error(), "^") {
		t.Fatalf("got %v", err)
	}
}

func TestABuilderSeesChanges(t *testing.T) {
	o := project(t, map[string]string{"index.js": `import { a } from "./a.js"; export default () => a`, "a.js": `export const a = 1`})
	b, err := bundle.NewBuilder(o)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	build := func() *bundle.Result {
		t.Helper()
		r, err := b.Build(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first, again := build(), build()
	if first.Hash != again.Hash {
		t.Error("the same files gave another hash")
	}
	if !slices.Contains(again.Files, filepath.Join(o.Dir, "a.js")) {
		t.Errorf("a.js was read but is not listed: %v", again.Files)
	}
	if err := os.WriteFile(filepath.Join(o.Dir, "a.js"), []byte(`export const a = 2`), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := build(); r.Hash == first.Hash || !strings.Contains(r.Code, "a = 2") {
		t.Error("the change was not seen")
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.Build(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build ended with %v", err)
	}
}

func TestRulesChooseByGlob(t *testing.T) {
	o := project(t, map[string]string{"index.js": `import a from "./x/a.tpl"; import b from "./b.sql"; export default () => a + b`, "x/a.tpl": "T", "b.sql": "S"})
	o.Rules = []bundle.Rule{{Type: "Text", Globs: []string{"**/*.{tpl,md}"}, Fallthrough: true}}
	if got, err := run(t, o); err != nil || got != "TS" {
		t.Fatalf("got %q, %v", got, err)
	}
	o.Rules[0].Fallthrough = false
	if _, err := run(t, o); err == nil {
		t.Fatal("a rule that does not fall through left the default for .sql in place")
	}
}

func FuzzFieldsKeepTheirMeaning(f *testing.F) {
	f.Add(fieldsSource)
	f.Add("export default class { get = /}/ }")
	f.Fuzz(func(t *testing.T, source string) {
		o := project(t, map[string]string{"index.js": source})
		r, err := bundle.Build(context.Background(), o)
		if err != nil {
			return
		}
		// What esbuild takes, it must take again after the names were quoted.
		again := project(t, map[string]string{"index.js": "export default " + r.Code})
		if _, err := bundle.Build(context.Background(), again); err != nil {
			t.Fatalf("%v\n%s", err, r.Code)
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	o := project(b, map[string]string{
		"index.ts": `import { a } from "./a"; export default { async fetch(request: Request) { return new Response(a) } }`,
		"a.ts":     `export const a: string = "hello"`,
	})
	b.Run("cold", func(b *testing.B) {
		for range b.N {
			if _, err := bundle.Build(context.Background(), o); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("again", func(b *testing.B) {
		builder, err := bundle.NewBuilder(o)
		if err != nil {
			b.Fatal(err)
		}
		defer builder.Close()
		for range b.N {
			if _, err := builder.Build(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func TestExpressionsOfEveryKindRun(t *testing.T) {
	got, err := run(t, project(t, map[string]string{"index.ts": `
		const RegExp = 1; // a name of the user's own
		const found = [];
		for (const s of ["Straße", "x"]) found.push(/^\p{Lu}\p{Ll}+$/u.test(s), /[\p{L}--[a-z]]/v.exec(s)?.[0], /(?i:X)/.test(s), /(?<a>x)|(?<a>S)/d.exec(s)?.indices.groups.a.join());
		const make = () => /a/v;
		export default () => [...found, make() === make(), /[/]/.source, /a/v.source].join(" ")`}))
	if want := "true S false 0,1 false  true 0,1 false [/] a"; err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAWrongExpressionHasItsPlace(t *testing.T) {
	_, err := run(t, project(t, map[string]string{"index.ts": "const a: number = 1;\nexport default () => a / 2 + String(/(?<n>x)(?<n>y)/u).length;\n"}))
	want := "index.ts:2:37: Invalid regular expression: /(?<n>x)(?<n>y)/u: Duplicate capture group name"
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v", err)
	}
}
