package testrun_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/testrun"
)

// memory is a disk whose writes are kept apart.
type memory map[string]string

func (m memory) Read(path string) ([]byte, error) {
	if text, ok := m[path]; ok {
		return []byte(text), nil
	}
	return os.ReadFile(path)
}
func (m memory) Write(path string, data []byte) error { m[path] = string(data); return nil }
func (m memory) Remove(path string) error             { delete(m, path); return nil }

type silent struct{}

func (silent) FileEnded(*testrun.File) {}
func (silent) Ended(*testrun.Run)      {}

// options are those of a project's tests.
func options(t testing.TB, dir, configuration string, files ...string) testrun.Options {
	t.Helper()
	path := filepath.Join(dir, configuration)
	o := testrun.Options{
		Project: dev.Project{Load: func() (*config.Config, *config.Report) { return config.Load(path, config.Options{}) }},
		Dir:     dir, Seed: 1, Parallel: 2, Timeout: 20 * time.Second, Clock: clock.Real(), Disk: memory{}, Reporter: silent{},
	}
	for _, f := range files {
		o.Files = append(o.Files, filepath.Join(dir, f))
	}
	return o
}

// project writes the files of a project, and lists its tests.
func project(t testing.TB, files map[string]string) testrun.Options {
	t.Helper()
	dir := t.TempDir()
	var tests []string
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(name, ".test.") {
			tests = append(tests, name)
		}
	}
	return options(t, dir, "wrangler.toml", tests...)
}

func told(r *testrun.Run) string {
	var b strings.Builder
	for _, f := range r.Files {
		for _, failure := range f.Failures {
			fmt.Fprintf(&b, "%s: %s %s\n%s\n", f.Name, failure.Where, failure.Title, failure.Stack)
		}
		for _, test := range f.Tests {
			fmt.Fprintf(&b, "%s: %s\n", strings.Join(test.Names, " > "), test.State)
			for _, failure := range test.Failures {
				fmt.Fprintf(&b, "  %s\n%s\n", failure.Title, failure.Stack)
			}
		}
	}
	return b.String()
}

// TestSuitesPass runs the suites of testdata/test, and the tests of an example, as
// they are: written for Vitest and for the platform's integration of it.
func TestSuitesPass(t *testing.T) {
	for name, c := range map[string]struct {
		configuration string
		least         int
	}{"testdata/test/queues": {"wrangler.jsonc", 20}, "testdata/test/vitest": {"wrangler.toml", 20}, "examples/orders": {"wrangler.jsonc", 5}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.Abs(filepath.Join("..", "..", filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			files, err := filepath.Glob(filepath.Join(dir, "test", "*.test.ts"))
			if err != nil || len(files) == 0 {
				t.Fatalf("no tests: %v", err)
			}
			o := options(t, dir, c.configuration)
			o.Files, o.Snapshots = files, testrun.WriteNone
			r := testrun.All(context.Background(), o)
			if r.Failed() || r.Count(testrun.Passed) < c.least || r.Obsolete > 0 {
				t.Errorf("%d passed, %d obsolete snapshots:\n%s", r.Count(testrun.Passed), r.Obsolete, told(r))
			}
		})
	}
}

const plain = `
name = "plain"
main = "index.js"
compatibility_date = "2026-11-01"
[[queues.producers]]
binding = "Q"
queue = "q"
[[queues.consumers]]
queue = "q"
max_batch_timeout = 1
retry_delay = 3600
max_retries = 24
`

const plainScript = `export default {
  async fetch(r) { if (new URL(r.url).pathname === "/never") await new Promise(() => {}); return new Response("hello"); },
  async queue(batch) { batch.retryAll(); },
};`

// TestFailuresAreTold pins what is said of tests that fail.
func TestFailuresAreTold(t *testing.T) {
	for name, c := range map[string]struct{ test, want string }{
		"an endless loop": {`it("a", () => { for (;;) {} }, 100); it("b", () => {});`,
			"the test did not end within 100ms of real time: its code was running all the while"},
		"a promise that never settles": {`it("a", () => new Promise(() => {})); it("b", () => {});`,
			"the test hangs: nothing is left to happen, in no amount of time. It awaits a promise that nothing settles."},
		"a handler that never answers": {`import { SELF } from "cloudflare:test"; it("a", () => SELF.fetch("http://x/never")); it("b", () => {});`,
			"fetch() of plain, which waits for a promise that nothing settles"},
		"an interval without end": {`it("a", async () => { setInterval(() => {}, 1); await new Promise(() => {}); }, 100); it("b", () => {});`,
			"a timer due in"},
		"a rejection that nobody handles": {`it("a", async () => { Promise.reject(new Error("lost")); await 1; await new Promise((d) => setTimeout(d, 1)); }); it("b", () => {});`,
			"Unhandled promise rejection: Error: lost"},
		"beforeAll": {`describe("s", () => { beforeAll(() => { throw new Error("not ready"); }); it("a", () => {}); }); it("b", () => {});`,
			"beforeAll of s Error: not ready"},
		"a test within a test":     {`it("a", () => { it("c", () => {}); }); it("b", () => {});`, "cannot be declared while another one runs"},
		"the top level":            {`it("b", () => {}); throw new Error("early");`, "Error: early"},
		"a module that is missing": {`import "./nothing"; it("b", () => {});`, `Could not resolve "./nothing"`},
		"durable objects":          {`import { runInDurableObject } from "cloudflare:test"; it("a", () => runInDurableObject()); it("b", () => {});`, "does not emulate Durable Objects"},
		"a queue that is not there": {`import { send } from "paddock:test"; it("a", () => send("nope", 1)); it("b", () => {});`,
			`there is no queue "nope" in the configuration: it has "q"`},
		"drain without end": {`import { send, drain } from "paddock:test"; it("a", async () => { await send("q", 1); await drain({ batches: 5 }); }); it("b", () => {});`,
			"drain() stopped after 6 batches, 5h0m"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := project(t, map[string]string{"wrangler.toml": plain, "index.js": plainScript, "a.test.js": c.test})
			r := testrun.All(context.Background(), o)
			text := told(r)
			if !r.Failed() || !strings.Contains(text, c.want) {
				t.Errorf("got:\n%s\nwant %q in it", text, c.want)
			}
			if !strings.Contains(text, "b: passed") && !strings.Contains(c.test, "early") && !strings.Contains(c.test, "nothing") {
				t.Errorf("the next test did not pass:\n%s", text)
			}
		})
	}
}

func TestSnapshotsAreWritten(t *testing.T) {
	const test = `it("a", () => {
  expect({ a: [1] }).toMatchSnapshot();
  expect([1, "b"]).toMatchInlineSnapshot();
  expect("now").toMatchInlineSnapshot(` + "`\"then\"`" + `);
});`
	o := project(t, map[string]string{"wrangler.toml": plain, "index.js": plainScript, "a.test.js": test})
	source, beside := o.Files[0], filepath.Join(o.Dir, "__snapshots__", "a.test.js.snap")
	disk := memory{}
	o.Disk, o.Snapshots = disk, testrun.WriteNone
	if r := testrun.All(context.Background(), o); !r.Failed() || len(disk) > 0 {
		t.Fatalf("without writing: failed %v, wrote %v", r.Failed(), disk)
	}
	o.Snapshots = testrun.WriteAll
	if r := testrun.All(context.Background(), o); r.Failed() || r.Written != 3 {
		t.Fatalf("wrote %d:\n%s", r.Written, told(r))
	}
	want := "it(\"a\", () => {\n  expect({ a: [1] }).toMatchSnapshot();\n  expect([1, \"b\"]).toMatchInlineSnapshot(`\n    [\n      1,\n      \"b\",\n    ]\n  `);\n" +
		"  expect(\"now\").toMatchInlineSnapshot(`\"now\"`);\n});"
	if disk[source] != want {
		t.Errorf("the source is:\n%s\nwant:\n%s", disk[source], want)
	}
	wantBeside := "// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`a 1`] = `\n{\n  \"a\": [\n    1,\n  ],\n}\n`;\n"
	if disk[beside] != wantBeside {
		t.Errorf("the snapshots are:\n%q\nwant:\n%q", disk[beside], wantBeside)
	}
	if err := os.WriteFile(source, []byte(disk[source]), 0o644); err != nil {
		t.Fatal(err)
	}
	o.Snapshots = testrun.WriteNone
	if r := testrun.All(context.Background(), o); r.Failed() {
		t.Errorf("what was written does not match:\n%s", told(r))
	}
}

func TestPatternsBailAndDeterminism(t *testing.T) {
	o := project(t, map[string]string{"wrangler.toml": plain, "index.js": plainScript,
		"a.test.js": `describe("s", () => { it("one", () => { expect(1).toBe(2); }); it("two", () => { console.log(Math.random(), crypto.randomUUID()); throw new Error("shown"); }); });`})
	o.Pattern = "s two"
	seen := map[string]bool{}
	for range 3 {
		r := testrun.All(context.Background(), o)
		if r.Count(testrun.Skipped) != 1 || r.Count(testrun.Failed) != 1 {
			t.Fatal(told(r))
		}
		seen[r.Files[0].Tests[1].Lines[0].Text] = true
	}
	if len(seen) != 1 {
		t.Errorf("the same seed gave %v", seen)
	}
	o.Pattern, o.Bail = "", 1
	if r := testrun.All(context.Background(), o); !r.Bailed || r.Count(testrun.Failed) != 1 || r.Count(testrun.Skipped) != 1 {
		t.Errorf("bail: %s", told(r))
	}
}

func TestADayOfRetriesTakesNoTime(t *testing.T) {
	o := project(t, map[string]string{"wrangler.toml": plain, "index.js": plainScript,
		"a.test.js": `import { send, drain, queue } from "paddock:test";
it("retries for a day", async () => {
  const began = Date.now();
  await send("q", 1);
  await drain();
  expect((Date.now() - began) / 3600000).toBeGreaterThan(24);
  expect(await queue("q").deliveries()).toHaveLength(25);
});`})
	r := testrun.All(context.Background(), o)
	if r.Failed() || r.Files[0].Tests[0].Virtual < 24*time.Hour {
		t.Fatal(told(r))
	}
}

func BenchmarkTenFiles(b *testing.B) {
	files := map[string]string{"wrangler.toml": plain, "index.js": plainScript}
	for n := range 10 {
		files[fmt.Sprintf("t%d.test.js", n)] = `import { SELF } from "cloudflare:test";
describe("http", () => { it("answers", async () => { expect(await (await SELF.fetch("http://x/")).text()).toBe("hello"); }); it("adds", () => { expect(1 + 1).toBe(2); }); });`
	}
	o := project(b, files)
	first := time.Duration(0)
	for b.Loop() {
		began := time.Now()
		got := make(chan time.Duration, 10)
		o.Reporter = firstResult{began, got}
		if r := testrun.All(context.Background(), o); r.Failed() {
			b.Fatal(told(r))
		}
		first += <-got
	}
	b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms-to-first-result")
}

type firstResult struct {
	began time.Time
	got   chan time.Duration
}

func (f firstResult) FileEnded(*testrun.File) { f.got <- time.Since(f.began) }
func (firstResult) Ended(*testrun.Run)        {}

func BenchmarkADayOfRetries(b *testing.B) {
	o := project(b, map[string]string{"wrangler.toml": plain, "index.js": plainScript,
		"a.test.js": `import { send, drain } from "paddock:test"; it("a", async () => { await send("q", 1); await drain(); });`})
	took := time.Duration(0)
	for b.Loop() {
		r := testrun.All(context.Background(), o)
		if r.Failed() {
			b.Fatal(told(r))
		}
		took += r.Files[0].Tests[0].Took
	}
	b.ReportMetric(float64(took.Microseconds())/1000/float64(b.N), "ms-the-test")
}
