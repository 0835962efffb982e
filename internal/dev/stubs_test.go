package dev_test

import (
	"strings"
	"testing"

	"paddock/internal/harness"
	"paddock/internal/journal"
)

func stubbed() map[string]string {
	return map[string]string{
		"wrangler.toml": "main = \"index.js\"\n[ai]\nbinding = \"AI\"\n[paddock.stubs]\nAI = \"stubs/ai.js\"\n",
		"stubs/ai.js":   `export default { run: () => "one" };`,
		"index.js":      `export default { fetch(request, env) { return new Response(env.AI.run()); } };`,
	}
}

func TestASavedStubIsPickedUp(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: stubbed()})
	if got := get(w); got != "one" {
		t.Fatalf("the stub says %q", got)
	}
	w.Write("stubs/ai.js", `export default { run: () => "two" };`)
	reloaded(w)
	if got := get(w); got != "two" {
		t.Errorf("the saved stub says %q", got)
	}
}

func TestBrokenStubsAreExplained(t *testing.T) {
	for _, c := range []struct{ name, stub, want string }{
		{"no default export", `export const run = 1;`, "stubs/ai.js:1:1: there is no default export, but the module stands in for env.AI"},
		{"an empty module", ``, "stubs/ai.js exports nothing, but it stands in for env.AI"},
		{"no object", `export default 5;`, "stubs/ai.js exports no object"},
		{"a function that gives nothing", `export default (env) => null;`, "stubs/ai.js gave null, and no object"},
		{"an async function", `export default async () => ({});`, "stubs/ai.js gave a promise"},
		{"a class that throws", `export default class { constructor() { throw new Error("no key"); } }`, "Error: no key"},
		{"a syntax error", `export default {`, "stubs/ai.js:1:17: Expected identifier"},
		{"an import that is not there", `import "./nowhere"; export default {};`, "./nowhere"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := stubbed()
			files["stubs/ai.js"] = c.stub
			w := harness.New(t, harness.Options{Files: files, Broken: true})
			failed := ""
			for _, info := range w.Session.Workers() {
				if info.Failure != nil {
					failed = info.Failure.Text
				}
			}
			if !strings.Contains(failed, c.want) {
				t.Errorf("it is told as %q, without %q", failed, c.want)
			}
		})
	}
}

func TestAMissingStubIsWaitedFor(t *testing.T) {
	files := stubbed()
	delete(files, "stubs/ai.js")
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: files, Broken: true})
	w.WaitFor("failure", func(e journal.Entry) bool { return strings.Contains(e.Text, "there is no such module") })
	w.Write("stubs/ai.js", `export default { run: () => "made" };`)
	w.WaitFor("mending", func(e journal.Entry) bool { return get(w) == "made" })
}
