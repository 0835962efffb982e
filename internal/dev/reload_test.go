package dev_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"paddock/internal/dev"
	"paddock/internal/harness"
	"paddock/internal/journal"
	"paddock/queue"
)

const wrangler = `
name = "app"
main = "src/index.ts"
compatibility_date = "2026-11-01"
[vars]
GREETING = "hello"
[[queues.producers]]
binding = "JOBS"
queue = "jobs"
[[queues.consumers]]
queue = "jobs"
max_batch_timeout = 0
`

func script(version string) string {
	return `import { text } from "./lib/text";
export default {
  async fetch(request: Request, env: any) { return new Response(env.GREETING + " " + text + " ` + version + `"); },
  async queue(batch: any) { for (const m of batch.messages) console.log("job", m.body); },
};`
}

func project(change ...func(map[string]string)) map[string]string {
	files := map[string]string{"wrangler.toml": wrangler, "src/index.ts": script("v1"), "src/lib/text.ts": `export const text = "world";`}
	for _, f := range change {
		f(files)
	}
	return files
}

func get(w *harness.World) string {
	rec := httptest.NewRecorder()
	w.Handler(0).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/", nil))
	return rec.Body.String()
}

// reloaded waits for the next reload entry.
func reloaded(w *harness.World) journal.Entry {
	return w.WaitFor("reload", func(e journal.Entry) bool { return e.Kind == journal.Reload })
}

// These tests run in real time: what they are about is the file system.

func TestASaveIsPickedUp(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: project()})
	want := func(text string) {
		t.Helper()
		if got := get(w); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	want("hello world v1")

	w.Write("src/index.ts", script("v2"))
	reloaded(w)
	want("hello world v2")

	t.Log("an import")
	w.Write("src/lib/text.ts", `export const text = "there";`)
	reloaded(w)
	want("hello there v2")

	t.Log("an editor that renames over")
	w.Write("src/index.ts.tmp", script("v3"))
	rename(t, w, "src/index.ts.tmp", "src/index.ts")
	reloaded(w)
	want("hello there v3")

	t.Log("an editor that keeps a backup")
	rename(t, w, "src/index.ts", "src/index.ts~")
	w.Write("src/index.ts", script("v4"))
	for get(w) != "hello there v4" {
		reloaded(w) // the moment without the file may show as a failed build
	}

	t.Log("the configuration")
	w.Write("wrangler.toml", strings.Replace(wrangler, `"hello"`, `"hi"`, 1))
	reloaded(w)
	want("hi there v4")

	t.Log("a file of variables that was not there")
	w.Write(".dev.vars", "GREETING=secret\n")
	reloaded(w)
	want("secret there v4")
}

func TestFilesThatAreNotScripts(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: project(func(f map[string]string) {
		f["src/index.ts"] = `import page from "./page.html"; import data from "./data.json";
export default { fetch: () => new Response(page + data.n), queue() {} };`
		f["src/page.html"], f["src/data.json"] = "one ", `{"n": 1}`
	})})
	for _, c := range []struct{ file, text, want string }{
		{"src/page.html", "two ", "two 1"},
		{"src/data.json", `{"n": 2}`, "two 2"},
	} {
		w.Write(c.file, c.text)
		reloaded(w)
		if got := get(w); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAFileThatGoesAndComesBack(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: project()})
	lib := filepath.Join(w.Dir, "src", "lib")
	if err := os.RemoveAll(lib); err != nil {
		t.Fatal(err)
	}
	if e := reloaded(w); !e.Data.(dev.ReloadData).Failed {
		t.Fatalf("not noticed: %s", e.Text)
	}
	if got := get(w); got != "hello world v1" {
		t.Errorf("serves %q without the file", got)
	}
	w.Write("src/lib/text.ts", `export const text = "again";`)
	w.WaitFor("mended build", func(e journal.Entry) bool { return e.Kind == journal.Reload && e.Level == journal.Info })
	if got := get(w); got != "hello again v1" {
		t.Errorf("got %q", got)
	}
}

// TestABranchSwitch changes hundreds of files at once; in the end the last
// contents run, after few builds.
func TestABranchSwitch(t *testing.T) {
	const count = 300
	branch := func(version int) map[string]string {
		files := map[string]string{}
		var imports, sum strings.Builder
		for n := range count {
			files[fmt.Sprintf("src/m%d.ts", n)] = fmt.Sprintf("export const n%d: number = %d;", n, version)
			fmt.Fprintf(&imports, "import { n%d } from \"./m%d\";\n", n, n)
			fmt.Fprintf(&sum, " + n%d", n)
		}
		files["src/index.ts"] = imports.String() + "export default { fetch: () => new Response(String(0" + sum.String() + ")), queue() {} };"
		return files
	}
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: project(func(f map[string]string) {
		for name, text := range branch(1) {
			f[name] = text
		}
	})})
	for name, text := range branch(2) {
		w.Write(name, text)
	}
	for get(w) != fmt.Sprint(2*count) {
		reloaded(w)
	}
	if builds := len(w.Entries(journal.Reload)); builds > 50 {
		t.Errorf("%d builds for one switch", builds)
	}
}

func TestABrokenSaveKeepsTheLastGoodVersion(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, StartLimit: 300 * time.Millisecond, Files: project()})
	for _, c := range []struct{ name, file, text, says string }{
		{"syntax", "src/index.ts", "export default {\n  fetch( {", "src/index.ts:2"},
		{"a throw at the top level", "src/index.ts", "throw new Error('at the top')", "at the top"},
		{"a handler that is gone", "src/index.ts", "export default { fetch() {} }", "queue()"},
		{"a missing import", "src/index.ts", `import "./gone"; export default {}`, `Could not resolve "./gone"`},
		{"an await that never settles", "src/index.ts", `await new Promise(() => {}); export default {}`, "start-up"},
		{"the configuration", "wrangler.toml", "name = ", "wrangler.toml:1"},
	} {
		w.Write(c.file, c.text)
		e := reloaded(w)
		if d := e.Data.(dev.ReloadData); !d.Failed || !strings.Contains(e.Text, c.says) {
			t.Errorf("%s: %s", c.name, e.Text)
		}
		if got := get(w); got != "hello world v1" {
			t.Errorf("%s: serves %q", c.name, got)
		}
		w.Write("wrangler.toml", wrangler)
		w.Write("src/index.ts", script("v1"))
		if e := reloaded(w); e.Data.(dev.ReloadData).Failed {
			t.Fatalf("%s: not mended: %s", c.name, e.Text)
		}
	}
}

func TestAFirstBuildThatFailsWaitsToBeMended(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, Broken: true, Files: project(func(f map[string]string) { delete(f, "src/lib/text.ts") })})
	if got := get(w); !strings.Contains(got, `Could not resolve "./lib/text"`) {
		t.Errorf("the port shows %q", got)
	}
	w.Write("src/lib/text.ts", `export const text = "mended";`)
	w.WaitFor("mended build", func(e journal.Entry) bool { return e.Kind == journal.Reload && e.Level == journal.Info })
	if got := get(w); got != "hello mended v1" {
		t.Errorf("got %q", got)
	}
}

func TestAWarningIsToldOnce(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: project(func(f map[string]string) {
		f["wrangler.toml"] = wrangler + "[[vectorize]]\nbinding = \"V\"\nindex_name = \"x\"\n"
	})})
	for n := range 3 {
		w.Write("src/index.ts", script(fmt.Sprint("v", n+2)))
		reloaded(w)
	}
	told := 0
	for _, e := range w.Entries(journal.Notice) {
		if strings.Contains(e.Text, "Vectorize") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times:\n%s", told, w.Transcript())
	}
}

func TestSeveralIsolatesShareTheWork(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Isolates: 3, Files: project(func(f map[string]string) {
		f["src/index.ts"] = "const own = crypto.randomUUID();\nexport default { fetch: () => new Response(own), queue() {} };"
	})})
	seen := map[string]bool{}
	for range 30 {
		seen[get(w)] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d isolates answered, want 3", len(seen))
	}
}

// Of two Workers that consume one queue the first keeps it; who reads their
// configurations says what is wrong.
func TestTheFirstConsumerOfAQueueKeepsIt(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"a", "b"} {
		files[name+".toml"] = "name = \"" + name + "\"\nmain = \"" + name + ".js\"\n[[queues.consumers]]\nqueue = \"q\"\nmax_batch_timeout = 0\n"
		files[name+".js"] = "export default { queue(batch) { console.log(\"" + name + "\", batch.messages.length); } };"
	}
	w := harness.New(t, harness.Options{Files: files, Configs: []string{"a.toml", "b.toml"}})
	w.Send("q", "1")
	w.Send("q", "2")
	w.Settle()
	for _, line := range w.Logs() {
		if !strings.HasPrefix(line, "a ") {
			t.Errorf("handled by %q", line)
		}
	}
	if n := w.Metrics("q").BacklogCount; n != 0 {
		t.Errorf("%d messages wait", n)
	}
}

// TestNothingIsLostThroughSaves sends 10 000 messages through 50 saves, a fifth
// of them broken.
func TestNothingIsLostThroughSaves(t *testing.T) {
	const messages, saves = 10_000, 50
	w := harness.New(t, harness.Options{Real: true, Watch: true, Files: project(func(f map[string]string) {
		f["src/index.ts"] = counting(0)
		f["wrangler.toml"] = strings.Replace(wrangler, "max_batch_timeout = 0", "max_batch_timeout = 0\nmax_batch_size = 20", 1)
	})})
	var stored sync.WaitGroup
	send := func(from, to int) {
		for n := from; n < to; n++ {
			stored.Add(1)
			w.Broker.Send("jobs", []queue.Outgoing{{Body: fmt.Append(nil, n), Type: "json"}}, func(_ queue.Metrics, err error) {
				if err != nil {
					t.Error(err)
				}
				stored.Done()
			})
		}
	}
	seen := map[string]int{}
	handled := 0
	count := func(e journal.Entry) bool {
		if e.Kind == journal.Log {
			for _, n := range strings.Fields(strings.TrimPrefix(e.Text, "got")) {
				if seen[n]++; seen[n] == 1 {
					handled++
				}
			}
		}
		return e.Kind == journal.Reload
	}
	for s := range saves {
		send(s*messages/saves, (s+1)*messages/saves)
		if s%5 == 4 {
			w.Write("src/index.ts", "export default { broken")
		} else {
			w.Write("src/index.ts", counting(s+1))
		}
		w.WaitFor("reload", count)
	}
	stored.Wait()
	if handled < messages {
		w.WaitFor("the last message", func(e journal.Entry) bool { count(e); return handled == messages })
	}
	twice := 0
	for _, n := range seen {
		if n > 1 {
			twice++
		}
	}
	if twice > 0 {
		t.Errorf("%d messages were handled more than once, though no handler was killed", twice)
	}
}

func counting(version int) string {
	return fmt.Sprintf(`// %d
export default { async queue(batch: any) {
  await scheduler.wait(1);
  console.log("got", batch.messages.map((m: any) => m.body).join(" "));
} };`, version)
}

func rename(t *testing.T, w *harness.World, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(w.Dir, from), filepath.Join(w.Dir, to)); err != nil {
		t.Fatal(err)
	}
}

// A version that lacks a handler never served: nothing was replaced.
func TestAMissingHandlerIsToldOnce(t *testing.T) {
	w := harness.New(t, harness.Options{Broken: true, Files: project(func(files map[string]string) {
		files["src/index.ts"] = `export default { async fetch() { return new Response("v1"); } };`
	})})
	w.Advance(time.Minute)
	if got := w.Transcript(); strings.Count(got, "does not export a queue() function") != 1 || strings.Contains(got, "replaced") {
		t.Error(got)
	}
}
