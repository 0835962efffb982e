package bindings

import (
	"bufio"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

// httpWorld is a server in front of one isolate in the real world.
type httpWorld struct {
	t      testing.TB
	iso    *runtime.Isolate
	server *httptest.Server
	http   *HTTP

	mu  sync.Mutex
	log []string
	hit chan struct{} // one for each log line and finished request
}

// newHTTPWorld starts a script whose exports are given as an object literal.
func newHTTPWorld(t testing.TB, before, exports string, change ...func(*runtime.Options)) *httpWorld {
	t.Helper()
	w := &httpWorld{t: t, hit: make(chan struct{}, 1000)}
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js",
		Code: "async function (builtins, url) {" + before + "\nreturn {default: " + exports + "}}"})
	if err != nil {
		t.Fatal(err)
	}
	o := runtime.Options{
		Worker: worker, Exec: mailbox.Real(clock.Real()), CPU: clock.Real(),
		Rand: rand.New(rand.NewPCG(1, 2)), Entropy: rand.NewChaCha8([32]byte{1}),
		Limits:   runtime.Limits{CPU: 2 * time.Second},
		Setup:    []func(*runtime.Isolate) error{webapi.Install(webapi.Options{Fetch: http.DefaultTransport})},
		Log:      func(l runtime.Line) { w.say(l.Text) },
		Uncaught: func(_ *runtime.Invocation, err *runtime.ScriptError) { w.say("uncaught " + err.Error()) },
	}
	for _, c := range change {
		c(&o)
	}
	started := make(chan error, 1)
	w.iso = runtime.Start(o, func(_ *runtime.Isolate, err error) { started <- err })
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	w.http = &HTTP{
		Pick:   func(use func(*runtime.Isolate, error)) { use(w.iso, nil) },
		Now:    clock.Real().Now,
		Report: func(_ *runtime.Invocation, err error) { w.say("report " + err.Error()) },
	}
	w.server = httptest.NewServer(w.http)
	t.Cleanup(func() {
		w.server.Close()
		w.iso.Kill(errors.New("the test is over"))
		<-w.iso.Done()
	})
	return w
}

func (w *httpWorld) say(line string) {
	w.mu.Lock()
	w.log = append(w.log, line)
	w.mu.Unlock()
	w.hit <- struct{}{}
}

// waitFor waits for the next log line.
func (w *httpWorld) waitFor(line string) {
	w.t.Helper()
	deadline := time.NewTimer(10 * time.Second)
	defer deadline.Stop()
	for {
		w.mu.Lock()
		all := strings.Join(w.log, "\n")
		w.mu.Unlock()
		if strings.Contains(all, line) {
			return
		}
		select {
		case <-w.hit:
		case <-deadline.C:
			w.t.Fatalf("waited for %q; log:\n%s", line, all)
		}
	}
}

func (w *httpWorld) do(method, path, body string, headers ...string) (*http.Response, string) {
	w.t.Helper()
	req, err := http.NewRequest(method, w.server.URL+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	for n := 0; n < len(headers); n += 2 {
		req.Header.Set(headers[n], headers[n+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res, string(text)
}

func (w *httpWorld) expect(method, path, body string, status int, want string, headers ...string) *http.Response {
	w.t.Helper()
	res, text := w.do(method, path, body, headers...)
	if res.StatusCode != status || text != want {
		w.t.Fatalf("%s %s: %d %q, want %d %q", method, path, res.StatusCode, text, status, want)
	}
	return res
}

func TestRequestsAndResponses(t *testing.T) {
	w := newHTTPWorld(t, "", `{async fetch(request, env, ctx) {
		const path = request.url.replace(/^https?:..[^/]*/, "");
		if (path === "/hello") return new Response("Hello");
		if (path === "/echo") return new Response(await request.text(), {status: 201, headers: {"x-type": request.headers.get("content-type")}});
		if (path === "/read") { const r = request.body.getReader(); let n = 0; for (;;) { const {value, done} = await r.read(); if (done) return new Response(n); n += value.byteLength } }
		if (path === "/pass") return new Response(request.body);
		if (path === "/json") return Response.json({got: await request.json()});
		if (path === "/meta") return new Response([request.method, request.headers.get("cf-connecting-ip"), request.headers.get("host") !== null, request.cf.timezone, request.headers.get("cf-ray").length].join());
		if (path === "/none") return new Response(null, {status: 204});
		if (path === "/cookies") { const h = new Headers(); h.append("set-cookie", "a=1"); h.append("set-cookie", "b=2"); return new Response("", {headers: h}) }
		if (path === "/gzip") return new Response("squeeze me", {headers: {"content-encoding": "gzip"}});
		if (path === "/fixed") { const {readable, writable} = new FixedLengthStream(3); const w = writable.getWriter(); w.write(new Uint8Array([97, 98, 99])); w.close(); return new Response(readable) }
		if (path === "/error") return Response.error();
		return new Response(path, {status: 404});
	}}`)
	if res := w.expect("GET", "/hello", "", 200, "Hello"); res.Header.Get("Content-Type") != "text/plain;charset=UTF-8" || res.ContentLength != 5 {
		t.Fatalf("headers %v", res.Header)
	}
	if res := w.expect("POST", "/echo", "ping", 201, "ping", "Content-Type", "a/b"); res.Header.Get("X-Type") != "a/b" {
		t.Fatalf("headers %v", res.Header)
	}
	long := strings.Repeat("0123456789", 50_000)
	w.expect("POST", "/read", "short", 200, "5")
	w.expect("POST", "/pass", long, 200, long)
	w.expect("POST", "/echo", long, 201, long, "Content-Type", "a/b")
	w.expect("POST", "/json", `{"a":1}`, 200, `{"got":{"a":1}}`)
	w.expect("PUT", "/meta", "", 200, "PUT,127.0.0.1,true,UTC,16")
	w.expect("GET", "/none", "", 204, "")
	w.expect("GET", "/a%20b?c=d%7C", "", 404, "/a%20b?c=d%7C")
	if res := w.expect("HEAD", "/hello", "", 200, ""); res.ContentLength != 5 {
		t.Fatalf("length %d", res.ContentLength)
	}
	if res := w.expect("GET", "/cookies", "", 200, ""); len(res.Header["Set-Cookie"]) != 2 {
		t.Fatalf("headers %v", res.Header)
	}
	if res := w.expect("GET", "/gzip", "", 200, "squeeze me"); !res.Uncompressed {
		t.Fatal("the body was not compressed")
	}
	if res := w.expect("GET", "/fixed", "", 200, "abc"); res.ContentLength != 3 {
		t.Fatalf("length %d", res.ContentLength)
	}
	w.expect("GET", "/error", "", 500, "the Worker answered with Response.error() (status 0)\n")
}

func TestStreamsBothWays(t *testing.T) {
	w := newHTTPWorld(t, "", `{async fetch(request) {
		const {readable, writable} = new TransformStream({transform(chunk, c) { c.enqueue(chunk.map(b => b - 32)) }});
		request.body.pipeTo(writable);
		return new Response(readable);
	}}`)
	pr, pw := io.Pipe()
	req, _ := http.NewRequest("POST", w.server.URL, pr)
	go pw.Write([]byte("one")) // the transport reads it
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	r := bufio.NewReader(res.Body)
	buf := make([]byte, 3)
	for _, chunk := range []string{"ONE", "TWO", "SIX"} {
		if _, err := io.ReadFull(r, buf); err != nil || string(buf) != chunk {
			t.Fatalf("%q, %v", buf, err)
		}
		switch chunk {
		case "ONE":
			pw.Write([]byte("two"))
		case "TWO":
			pw.Write([]byte("six"))
		default:
			pw.Close()
		}
	}
	if rest, err := io.ReadAll(r); err != nil || len(rest) != 0 {
		t.Fatalf("%q, %v", rest, err)
	}
}

func TestFailures(t *testing.T) {
	w := newHTTPWorld(t, "", `{async fetch(request, env, ctx) {
		const path = request.url.replace(/^https?:..[^/]*/, "");
		if (path === "/throw") throw new TypeError("broken <b>");
		if (path === "/string") throw "just text";
		if (path === "/nothing") return;
		if (path === "/object") return {status: 200};
		if (path === "/wait") { ctx.waitUntil(Promise.reject(new Error("later"))); return new Response("fine") }
		if (path === "/midway") return new Response(new ReadableStream({pull(c) { if (this.n) throw new Error("midway"); this.n = 1; c.enqueue(new Uint8Array([49])) }}));
		for (;;);
	}}`, func(o *runtime.Options) { o.Limits.CPU = 100 * time.Millisecond })
	res, text := w.do("GET", "/throw", "", "Accept", "text/html")
	if res.StatusCode != 500 || !strings.Contains(text, "TypeError: broken &lt;b&gt;") || !strings.Contains(res.Header.Get("Content-Type"), "text/html") {
		t.Fatalf("%d %s", res.StatusCode, text)
	}
	res, text = w.do("GET", "/throw", "")
	if res.StatusCode != 500 || !strings.HasPrefix(text, "TypeError: broken <b>\n    at ") || !strings.Contains(text, "worker.js") {
		t.Fatalf("%d %s", res.StatusCode, text)
	}
	w.expect("GET", "/string", "", 500, "just text\n")
	for _, path := range []string{"/nothing", "/object"} {
		w.expect("GET", path, "", 500, webapi.ErrNotResponse.Error()+"\n")
	}
	w.expect("GET", "/wait", "", 200, "fine")
	w.waitFor("report Error: later")
	res, err := http.Get(w.server.URL + "/midway")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(res.Body); err == nil || string(text) != "1" {
		t.Fatalf("a cut body looks whole: %q, %v", text, err)
	}
	res.Body.Close()
	if res, text := w.do("GET", "/loop", ""); res.StatusCode != 500 || !strings.Contains(text, "CPU time limit") {
		t.Fatalf("%d %s", res.StatusCode, text)
	}
	if res, _ := w.do("GET", "/loop", ""); res.StatusCode != 503 {
		t.Fatalf("a dead isolate answered %d", res.StatusCode)
	}
}

func TestMissingHandler(t *testing.T) {
	w := newHTTPWorld(t, "", `{}`)
	w.expect("GET", "/", "", 500, "Handler does not export a fetch() function.\n")
}

func TestServiceWorkerFetch(t *testing.T) {
	w := newHTTPWorld(t, `addEventListener("fetch", (event) => {
		const twice = event.request.url.endsWith("/twice");
		if (event.request.url.endsWith("/none")) return;
		event.waitUntil(Promise.resolve().then(() => console.log("waited")));
		event.respondWith(new Response("sw " + event.type + " " + (event instanceof ExtendableEvent) + " " + event));
		if (twice) event.respondWith(new Response("again"));
	});`, `undefined`)
	w.expect("GET", "/", "", 200, "sw fetch true [object FetchEvent]")
	w.waitFor("waited")
	w.expect("GET", "/none", "", 500, errNoResponse.Error()+"\n")
	if res, text := w.do("GET", "/twice", ""); res.StatusCode != 500 || !strings.Contains(text, "InvalidStateError") {
		t.Fatalf("%d %s", res.StatusCode, text)
	}
}

func TestClientThatLeaves(t *testing.T) {
	w := newHTTPWorld(t, "", `{async fetch(request, env, ctx) {
		request.signal.addEventListener("abort", () => console.log("aborted " + request.signal.reason.name));
		if (request.url.endsWith("/waits")) {
			console.log("waiting");
			await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
			return new Response("too late");
		}
		return new Response(new ReadableStream({
			pull(c) { c.enqueue(new Uint8Array([49])); if (this.n) return new Promise(() => {}); this.n = 1; },
			cancel(reason) { console.log("cancelled " + reason) },
		}));
	}}`)
	for _, path := range []string{"/waits", "/streams"} {
		ctx, leave := context.WithCancel(context.Background())
		req, _ := http.NewRequestWithContext(ctx, "GET", w.server.URL+path, nil)
		if path == "/waits" {
			failed := make(chan error, 1)
			go func() {
				_, err := http.DefaultTransport.RoundTrip(req)
				failed <- err
			}()
			w.waitFor("waiting")
			leave()
			if err := <-failed; err == nil {
				t.Error("the request ended well")
			}
			w.waitFor("aborted AbortError")
			continue
		}
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		io.ReadFull(res.Body, make([]byte, 1))
		leave()
		w.waitFor("cancelled ")
		res.Body.Close()
	}
}

func TestScheduled(t *testing.T) {
	w := newHTTPWorld(t, "", `{async scheduled(controller, env, ctx) {
		console.log(controller.cron + " " + controller.scheduledTime + " " + controller + " " + Object.keys(controller));
		if (controller.cron === "fail") throw new Error("no luck");
		controller.noRetry();
	}}`)
	done := make(chan ScheduledOutcome, 1)
	at := time.UnixMilli(1234567)
	Scheduled(w.iso, "* * * * *", at, func(o ScheduledOutcome) { done <- o })
	if o := <-done; o.Failure() != nil || !o.NoRetry {
		t.Fatalf("%+v", o)
	}
	w.waitFor("* * * * * 1234567 [object ScheduledController] scheduledTime,cron")
	Scheduled(w.iso, "fail", at, func(o ScheduledOutcome) { done <- o })
	if o := <-done; o.Failure() == nil || o.Failure().Error() != "Error: no luck" || o.NoRetry {
		t.Fatalf("%+v", o)
	}
}

func TestDoneIsTold(t *testing.T) {
	w := newHTTPWorld(t, "", `{fetch(r) { if (r.url.endsWith("/bad")) throw new Error("bad"); return new Response("x", {status: 202}) }}`)
	type line struct {
		path   string
		status int
		err    error
	}
	lines := make(chan line, 2)
	w.http.OnDone = func(_, path string, status int, _ time.Duration, err error) { lines <- line{path, status, err} }
	w.do("GET", "/good", "")
	if l := <-lines; l.path != "/good" || l.status != 202 || l.err != nil {
		t.Fatalf("%+v", l)
	}
	w.do("GET", "/bad", "")
	if l := <-lines; l.path != "/bad" || l.status != 500 || l.err == nil {
		t.Fatalf("%+v", l)
	}
}

// A client that asks before it sends its body gets its answer even when the
// script answers before it reads.
func TestExpectContinue(t *testing.T) {
	w := newHTTPWorld(t, "", `{fetch: (request) => new Response(request.body)}`)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	sent := strings.Repeat("x", smallBody+1)
	req, err := http.NewRequestWithContext(ctx, "PUT", w.server.URL, strings.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Expect", "100-continue")
	transport := &http.Transport{ExpectContinueTimeout: time.Hour}
	defer transport.CloseIdleConnections()
	res, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); err != nil || string(got) != sent {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}
