package dev_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"paddock/internal/harness"
	"paddock/internal/journal"
)

// pair is two Workers, the first of which calls the second.
func pair(front, back string) map[string]string {
	return map[string]string{
		"front/wrangler.toml": "name = \"front\"\nmain = \"index.js\"\ncompatibility_date = \"2026-11-01\"\n[[services]]\nbinding = \"BACK\"\nservice = \"back\"\nentrypoint = \"Api\"\n",
		"front/index.js":      front,
		"back/wrangler.toml":  "name = \"back\"\nmain = \"index.js\"\ncompatibility_date = \"2026-11-01\"\n",
		"back/index.js":       back,
	}
}

func pairOptions(front, back string) harness.Options {
	return harness.Options{Real: true, Watch: true, Files: pair(front, back), Configs: []string{"front/wrangler.toml", "back/wrangler.toml"}}
}

func backScript(version string) string {
	return `import { WorkerEntrypoint } from "cloudflare:workers";
export class Api extends WorkerEntrypoint { version() { return "` + version + `"; } async hold() { await scheduler.wait(200); return "` + version + ` to the end"; } }
export default {};`
}

const askingFront = `export default { async fetch(request, env) {
	try { return new Response(await env.BACK[new URL(request.url).pathname.slice(1) || "version"]()); } catch (e) { return new Response(e.message); }
} };`

func TestServicesFollowReloads(t *testing.T) {
	w := harness.New(t, pairOptions(askingFront, backScript("v1")))
	want := func(text string) {
		t.Helper()
		if got := get(w); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	want("v1")

	t.Log("the callee, while a call is under way")
	long := make(chan string)
	go func() {
		rec := httptest.NewRecorder()
		w.Handler(0).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/hold", nil))
		long <- rec.Body.String()
	}()
	w.Write("back/index.js", backScript("v2"))
	reloaded(w)
	want("v2")
	if got := <-long; got != "v1 to the end" && got != "v2 to the end" {
		t.Errorf("the call under way got %q", got)
	}

	t.Log("a broken callee: the last good version serves on")
	w.Write("back/index.js", "class {")
	reloaded(w)
	want("v2")

	t.Log("the entrypoint has gone")
	w.Write("back/index.js", "export default {};")
	entry := w.WaitFor("notice", func(e journal.Entry) bool { return strings.Contains(e.Text, "leads nowhere") })
	if want := `env.BACK leads nowhere: the Worker back has no entrypoint "Api": it exports default.`; !strings.HasSuffix(entry.Text, want) || entry.Level != journal.Error {
		t.Errorf("the notice is %s %q", entry.Level, entry.Text)
	}
	want(`The Worker back has no entrypoint "Api": it exports default.`)

	t.Log("the caller")
	w.Write("back/index.js", backScript("v3"))
	reloaded(w)
	w.Write("front/index.js", strings.Replace(askingFront, "new Response(await", `new Response("front 2 " + await`, 1))
	reloaded(w)
	want("front 2 v3")
}

func TestAServiceThatDoesNotRunSaysSo(t *testing.T) {
	o := pairOptions(askingFront, "export class {")
	o.Broken = true
	w := harness.New(t, o)
	if got := get(w); !strings.HasPrefix(got, "back cannot run: ") || !strings.Contains(got, "index.js:1:14") {
		t.Errorf("got %q", got)
	}
}

// A body that streams through two Workers arrives as it is made, and one that
// nobody wants any more is stopped at its source.
func TestServiceStreamsThroughHTTP(t *testing.T) {
	back := `import { WorkerEntrypoint } from "cloudflare:workers";
export class Api extends WorkerEntrypoint {
	async fetch(request) {
		if (request.method === "POST") {
			let n = 0;
			for await (const chunk of request.body) n += chunk.byteLength;
			return new Response("got " + n);
		}
		let n = 0;
		return new Response(new ReadableStream({
			type: "bytes", autoAllocateChunkSize: 65536,
			pull(c) { if (n++ < 32) c.enqueue(new Uint8Array(65536).fill(n)); else c.close(); },
			cancel() { console.log("stopped"); },
		}));
	}
}
export default {};`
	w := harness.New(t, pairOptions(`export default { fetch: (request, env) => env.BACK.fetch(request) };`, back))
	server := httptest.NewServer(w.Handler(0))
	defer server.Close()

	res, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || len(data) != 32*65536 || data[0] != 1 || data[len(data)-1] != 32 {
		t.Errorf("read %d bytes, %v", len(data), err)
	}

	res, err = http.Post(server.URL, "text/plain", strings.NewReader(strings.Repeat("x", 1_000_000)))
	if err != nil {
		t.Fatal(err)
	}
	data, _ = io.ReadAll(res.Body)
	res.Body.Close()
	if string(data) != "got 1000000" {
		t.Errorf("the callee %s", data)
	}

	res, err = http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	io.ReadFull(res.Body, make([]byte, 10))
	res.Body.Close()
	w.WaitFor("stop", func(e journal.Entry) bool { return e.Text == "stopped" })
}

func TestATrialDoesNotCallOtherWorkers(t *testing.T) {
	files := consumer(`
		const attempt = async (f) => { try { console.log(await f()); } catch (e) { console.log(e.message); } };
		await attempt(() => env.BACK.add(1, [2]));
		await attempt(() => env.BACK.fetch("https://x.test/a", { method: "POST" }));
		await attempt(() => ctx.exports.default.greet("you"));`)
	files["index.js"] = strings.TrimSuffix(files["index.js"], "};") + ", greet(name) { return 'hello ' + name; }, fetch() {} };"
	files["wrangler.toml"] += "[[services]]\nbinding = \"BACK\"\nservice = \"back\"\n"
	w := harness.New(t, harness.Options{Files: files})
	tried := try(t, trial(w, nil), job("1"))
	held := "the other Worker is not called, since what it does cannot be held back and this run must leave no trace. paddock replay --apply lets it happen."
	if got, want := lines(tried.Outcome.Lines), held+"|"+held+"|hello you"; got != want {
		t.Errorf("the script saw\n%s\nwant\n%s", got, want)
	}
	var told []string
	for _, e := range tried.Effects {
		told = append(told, fmt.Sprint(e.Binding, " ", e.Kind, " ", e.Target, " ", e.Text, " ", e.Performed))
	}
	if got, want := strings.Join(told, "\n"), "BACK call back add(1, [2]) false\nBACK fetch back POST https://x.test/a false"; got != want {
		t.Errorf("effects\n%s\nwant\n%s", got, want)
	}

	apply := trial(w, nil)
	apply.Perform = true
	if got := lines(try(t, apply, job("1")).Outcome.Lines); !strings.HasPrefix(got, `the Worker "back" does not run: start paddock dev first|`) {
		t.Errorf("with leave, and nothing running: %q", got)
	}
}
