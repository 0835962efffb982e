package paddock_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paddock"
)

const jobsConfig = `
name = "jobs"
main = "index.js"
compatibility_date = "2026-11-01"
vars = { MODE = "plain" }
[triggers]
crons = ["0 * * * *"]
[[queues.producers]]
binding = "JOBS"
queue = "jobs"
[[queues.consumers]]
queue = "jobs"
max_batch_timeout = 2
max_retries = 1
dead_letter_queue = "dead"
[[queues.producers]]
binding = "PARKED"
queue = "parked"
[env.loud]
vars = { MODE = "loud" }
`

// whole adds the handlers that the configuration asks for.
const whole = `import own from "./own.js";
export default { queue() {}, scheduled() {}, ...own };`

// project writes a Worker and returns its configuration's path.
func project(t testing.TB, script string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"wrangler.toml": jobsConfig, "own.js": script, "index.js": whole} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "wrangler.toml")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, w *paddock.World, path string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://jobs.example"+path, nil)
	must(t, err)
	response, err := w.Fetch(r)
	must(t, err)
	body, err := io.ReadAll(response.Body)
	must(t, err)
	return response, string(body)
}

const failing = `export default { async queue(batch) {
	for (const m of batch.messages) if (m.body === "bad") throw new Error("no good");
} };`

func TestDeliveriesAndDeadLetters(t *testing.T) {
	w := paddock.New(t, project(t, failing))
	must(t, w.Send("jobs", "bad"))
	if n, err := w.Backlog("jobs"); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	must(t, w.Drain())
	var got []string
	for _, d := range w.Deliveries("jobs") {
		got = append(got, fmt.Sprintf("%s %s %d %s %s", d.Type, d.Body, d.Attempt, d.Outcome, d.Error))
	}
	want := []string{`json "bad" 1 retried Error: no good`, `json "bad" 2 dead-lettered Error: no good`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	dead := w.DeadLetters("jobs")
	if len(dead) != 1 || string(dead[0].Body) != `"bad"` || dead[0].Origin != "jobs" || !strings.HasPrefix(dead[0].Error, "Error: no good") {
		t.Errorf("%+v", dead)
	}
	if n, err := w.Backlog("jobs"); n != 0 || err != nil {
		t.Error(n, err)
	}
	if len(w.DeadLetters("dead")) != 0 || len(w.Messages("parked")) != 0 {
		t.Error("there should be nothing")
	}
}

func TestEveryTypeOfBody(t *testing.T) {
	w := paddock.New(t, project(t, `export default { queue(batch) {
		for (const m of batch.messages) console.log(typeof m.body === "object" && m.body.byteLength ? "bytes " + m.body.byteLength : JSON.stringify(m.body));
	} };`))
	must(t, w.Send("jobs", map[string]any{"a": "<b>"}))
	must(t, w.Send("jobs", json.RawMessage(`[1, 2]`)))
	must(t, w.SendText("jobs", "hello"))
	must(t, w.SendBytes("jobs", []byte{1, 2, 3}))
	must(t, w.Drain())
	got := w.Logs()
	slices.Sort(got)
	if want := []string{`"hello"`, `[1,2]`, `bytes 3`, `{"a":"<b>"}`}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWhatCannotBeSent(t *testing.T) {
	w := paddock.New(t, project(t, failing))
	for want, err := range map[string]error{
		`did you mean "jobs"?`:  w.Send("job", 1),
		"is not JSON":           w.Send("jobs", json.RawMessage("{")),
		"unsupported type":      w.Send("jobs", make(chan int)),
		"time does not go back": w.Advance(-1),
		"no queue is called":    w.SendText("nothing-like-it", ""),
		"send to jobs: ":        w.SendBytes("jobs", make([]byte, 1<<20)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
}

func TestOptions(t *testing.T) {
	begin := time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)
	w := paddock.New(t, project(t, `export default { fetch(r, env) { return new Response(new URL(r.url).protocol + env.MODE + " " + env.MORE + " " + new Date().getUTCFullYear()); } };`),
		paddock.Env("loud"), paddock.Var("MORE", "x:y"), paddock.Begin(begin), paddock.Seed(4))
	if !w.Now().Equal(begin) {
		t.Error(w.Now())
	}
	if _, body := get(t, w, "/"); body != "http:loud x:y 2030" {
		t.Error(body)
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

const fetching = `export default { async fetch(r) {
	const answer = await fetch("https://api.example/x").catch((e) => new Response("refused"));
	return new Response("it says " + await answer.text());
} };`

func TestTransport(t *testing.T) {
	script := project(t, fetching)
	if _, body := get(t, paddock.New(t, script), "/"); body != "it says refused" {
		t.Error(body)
	}
	w := paddock.New(t, script, paddock.Transport(transport(func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.URL.String())), Request: r}, nil
	})))
	if _, body := get(t, w, "/"); body != "it says https://api.example/x" {
		t.Error(body)
	}
}

const connecting = `import { connect } from "cloudflare:sockets";
export default { async fetch() {
	const socket = connect("db.example:5432");
	try { await socket.opened; } catch (e) { return new Response(e.message); }
	const writer = socket.writable.getWriter();
	await writer.write(new TextEncoder().encode("ping"));
	return new Response(socket.readable);
} };`

// TestDialer has the other end of a pipe stand in for a server.
func TestDialer(t *testing.T) {
	script := project(t, connecting)
	if _, body := get(t, paddock.New(t, script), "/"); body != "connecting to db.example:5432 was refused: this Worker runs without a network" {
		t.Error(body)
	}
	w := paddock.New(t, script, paddock.Dialer(func(_ context.Context, network, address string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			asked := make([]byte, 4)
			io.ReadFull(there, asked)
			fmt.Fprintf(there, "%s to %s %s", asked, network, address)
		}()
		return here, nil
	}))
	if _, body := get(t, w, "/"); body != "ping to tcp db.example:5432" {
		t.Error(body)
	}
}

const serving = `const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export default { async fetch(r, env, ctx) {
	const path = new URL(r.url).pathname;
	if (path === "/post") return new Response((await r.text()).length);
	if (path === "/throw") throw new Error("oh no");
	if (path === "/hang") return new Promise(() => {});
	if (path === "/endless") return new Response(new ReadableStream({ async pull(c) { await sleep(60000); c.enqueue(new Uint8Array(1)); } }));
	if (path === "/later") { ctx.waitUntil(sleep(60000).then(() => console.log("later"))); return new Response("now"); }
	if (path === "/slow") {
		const { readable, writable } = new TransformStream();
		const w = writable.getWriter(), e = new TextEncoder();
		ctx.waitUntil((async () => { for (const s of "abc") { await w.write(e.encode(s)); await sleep(1000); } await w.close(); })());
		return new Response(readable);
	}
	await sleep(5000);
	return Response.json({ path }, { status: 201, headers: { "X-Own": "1" } });
} };`

func TestFetch(t *testing.T) {
	w := paddock.New(t, project(t, serving))
	began := w.Now()
	response, body := get(t, w, "/a")
	if response.StatusCode != 201 || response.Header.Get("X-Own") != "1" || body != `{"path":"/a"}` || response.ContentLength != int64(len(body)) {
		t.Errorf("%v %q", response, body)
	}
	if took := w.Now().Sub(began); took != 5*time.Second {
		t.Errorf("it took %v", took)
	}
	began = w.Now()
	if _, body := get(t, w, "/slow"); body != "abc" {
		t.Error(body)
	}
	if took := w.Now().Sub(began); took != 3*time.Second {
		t.Errorf("it took %v", took)
	}
	if response, _ := get(t, w, "/throw"); response.StatusCode != http.StatusInternalServerError {
		t.Error(response.Status)
	}
	began = w.Now()
	if _, body := get(t, w, "/later"); body != "now" || !w.Now().Equal(began) {
		t.Error(body, w.Now())
	}
	must(t, w.Drain())
	if got := w.Logs(); !slices.Equal(got, []string{"later"}) {
		t.Errorf("%q", got)
	}
	r, err := http.NewRequest(http.MethodPost, "http://jobs.example/post", io.MultiReader(strings.NewReader(strings.Repeat("x", 100000))))
	must(t, err)
	response, err = w.Fetch(r)
	must(t, err)
	if text, _ := io.ReadAll(response.Body); string(text) != "100000" {
		t.Errorf("%s", text)
	}
}

func TestFetchShowsTheWorkerTheWholeAddress(t *testing.T) {
	w := paddock.New(t, project(t, `export default { fetch: (r) => new Response(r.method + " " + r.url + " " + r.headers.get("x-own")) };`))
	r, err := http.NewRequest(http.MethodDelete, "https://jobs.example/a/b?c=d", nil)
	must(t, err)
	r.Header.Set("X-Own", "1")
	response, err := w.Fetch(r)
	must(t, err)
	if text, _ := io.ReadAll(response.Body); string(text) != "DELETE https://jobs.example/a/b?c=d 1" {
		t.Errorf("%s", text)
	}
	if len(r.Header) != 1 {
		t.Errorf("the caller's own headers are now %v", r.Header)
	}
}

func TestFetchThatIsNeverAnswered(t *testing.T) {
	for _, path := range []string{"/hang", "/endless"} {
		w := paddock.New(t, project(t, serving))
		r, err := http.NewRequest(http.MethodGet, "http://jobs.example"+path, nil)
		must(t, err)
		if _, err := w.Fetch(r); err == nil || !strings.Contains(err.Error(), "no answer came within an hour") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestScheduledAndCronTriggers(t *testing.T) {
	w := paddock.New(t, project(t, `export default { async scheduled(c) {
		await new Promise((done) => setTimeout(done, 1000));
		if (c.cron === "bad") throw new Error("not that");
		console.log(c.cron);
	} };`))
	must(t, w.Scheduled("0 * * * *"))
	if err := w.Scheduled("bad"); err == nil || !strings.Contains(err.Error(), "not that") {
		t.Error(err)
	}
	must(t, w.Advance(2*time.Hour))
	if got := w.Logs(); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

func TestAWorkerThatNeverRests(t *testing.T) {
	w := paddock.New(t, project(t, `export default { queue: (batch, env) => env.JOBS.send("again") };`), paddock.DrainBounds(20, time.Hour))
	must(t, w.Send("jobs", "go"))
	err := w.Drain()
	if err == nil || !strings.Contains(err.Error(), "drain stopped after 21 batches, 42s on: jobs still holds 1. What kept it going: jobs (21 batches)") {
		t.Error(err)
	}
}

func TestWhatCannotStart(t *testing.T) {
	for want, config := range map[string]string{
		"nowhere.toml": "nowhere.toml",
		"own.js:1:":    project(t, "export default {"),
	} {
		w, err := paddock.Open(config)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
		if err == nil {
			w.Close()
		}
	}
	if _, err := paddock.Open(project(t, failing), paddock.Env("none-such")); err == nil || !strings.Contains(err.Error(), "none-such") {
		t.Error(err)
	}
}

func TestAWorldThatIsClosed(t *testing.T) {
	w, err := paddock.Open(project(t, failing))
	must(t, err)
	must(t, w.Close())
	must(t, w.Close())
	if err := w.Send("jobs", 1); err == nil {
		t.Error("it took a message")
	}
}

// A recorder stands in for the test that New and its world fail.
type recorder struct {
	testing.TB
	failed string
}

func (r *recorder) Helper()           {}
func (r *recorder) Fatal(args ...any) { r.failed = fmt.Sprint(args...); panic(r) }

func TestMisuseFailsTheTest(t *testing.T) {
	fails := func(f func(r *recorder)) string {
		r := &recorder{TB: t}
		func() {
			defer func() { recover() }()
			f(r)
		}()
		return r.failed
	}
	if got := fails(func(r *recorder) { paddock.New(r, "nowhere.toml") }); !strings.Contains(got, "nowhere.toml") {
		t.Errorf("%q", got)
	}
	if got := fails(func(r *recorder) { paddock.New(r, project(t, failing)).DeadLetters("jbos") }); !strings.Contains(got, `did you mean "jobs"?`) {
		t.Errorf("%q", got)
	}
}

func TestSeveralWorkersAndTheSameSeed(t *testing.T) {
	run := func() []string {
		w := paddock.New(t, "examples/two-workers/producer/wrangler.toml", paddock.Config("examples/two-workers/consumer/wrangler.toml"), paddock.Seed(9))
		r, err := http.NewRequest(http.MethodPost, "http://events.example/", strings.NewReader("one\ntwo\n"))
		must(t, err)
		response, err := w.Fetch(r)
		must(t, err)
		if response.StatusCode != http.StatusAccepted {
			t.Fatal(response.Status)
		}
		must(t, w.Drain())
		return append(w.Logs(), w.Now().String())
	}
	first := run()
	if len(first) < 2 || !strings.HasPrefix(first[0], "archived 2: ") {
		t.Fatalf("%q", first)
	}
	if again := run(); !slices.Equal(first, again) {
		t.Errorf("%q, then %q", first, again)
	}
}
