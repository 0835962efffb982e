package webapi

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"paddock/runtime"
)

// upstream is a server for fetch to talk to.
func upstream(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Method", r.Method)
		w.Header().Set("X-Length", r.Header.Get("Content-Length"))
		w.Header().Set("X-Encodings", r.Header.Get("Accept-Encoding"))
		w.Header().Set("X-Agent", r.Header.Get("User-Agent"))
		w.Header().Set("X-Auth", r.Header.Get("Authorization"))
		w.Write(body)
	})
	mux.HandleFunc("/to/{code}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "/echo")
		w.WriteHeader(map[string]int{"301": 301, "302": 302, "303": 303, "307": 307, "308": 308}[r.PathValue("code")])
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/packed/{how}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", r.PathValue("how"))
		var enc io.WriteCloser = gzip.NewWriter(w)
		if r.PathValue("how") == "br" {
			enc = brotli.NewWriter(w)
		}
		io.WriteString(enc, "packed text")
		enc.Close()
	})
	mux.HandleFunc("/hang", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "body" {
			w.Write([]byte("x"))
			http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	})
	mux.HandleFunc("/204", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// online lets fetch reach base, which scripts know as BASE.
func online(t *testing.T, s *httptest.Server) func(string) string {
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return func(body string) string {
		t.Helper()
		out := runScript(t, `const BASE = "`+s.URL+`";`, body, func(o *runtime.Options) {
			o.Setup = []func(*runtime.Isolate) error{Install(Options{Fetch: transport, StructuredClone: clone})}
		})
		return strings.ReplaceAll(out, s.URL, "BASE")
	}
}

func TestFetch(t *testing.T) {
	s := upstream(t)
	do := online(t, s)
	for _, c := range (cases{
		{"get", `const r = await fetch(BASE + "/echo"); console.log(r.status, r.statusText, r.url, r.redirected, r.headers.get("x-method"), r.headers.get("x-encodings"), r.headers.get("x-agent") === "", JSON.stringify(await r.text()))`, `200 OK BASE/echo false GET br, gzip true ""`},
		{"post", `const r = await fetch(BASE + "/echo", {method: "POST", body: "data"}); console.log(r.headers.get("x-method"), r.headers.get("x-length"), r.headers.get("content-type"), await r.text())`, "POST 4 text/plain; charset=utf-8 data"},
		{"immutable", `(await fetch(BASE + "/echo")).headers.set("a", "b")`, "threw TypeError: Can't modify immutable headers."},
		{"stream up", `const r = await fetch(BASE + "/echo", {method: "POST", body: new ReadableStream({pull(c) { if (this.n === 3) c.close(); else { this.n = (this.n ?? 0) + 1; c.enqueue(new TextEncoder().encode("part" + this.n)) } }}) }); console.log(await r.text())`, "part1part2part3"},
		{"fixed length up", `const {readable, writable} = new FixedLengthStream(2); const w = writable.getWriter(); w.write(new Uint8Array([97, 98])); w.close(); const r = await fetch(BASE + "/echo", {method: "POST", body: readable}); console.log(r.headers.get("x-length"), await r.text())`, "2 ab"},
		{"failing upload", `await fetch(BASE + "/echo", {method: "POST", body: new ReadableStream({pull() { throw new RangeError("stuck") }})})`, `threw TypeError: fetch(POST BASE/echo) failed: RangeError: stuck`},
		{"follow", `const r = await fetch(BASE + "/to/302"); console.log(r.status, r.url, r.redirected)`, "200 BASE/echo true"},
		{"post becomes get", `const r = await fetch(BASE + "/to/302", {method: "POST", body: "x"}); console.log(r.headers.get("x-method"), JSON.stringify(await r.text()))`, `GET ""`},
		{"post stays", `const r = await fetch(BASE + "/to/307", {method: "POST", body: "x"}); console.log(r.headers.get("x-method"), await r.text())`, `POST x`},
		{"manual", `const r = await fetch(BASE + "/to/301", {redirect: "manual"}); console.log(r.status, r.headers.get("location"), r.redirected)`, "301 /echo false"},
		{"too many", `await fetch(BASE + "/round")`, "threw TypeError: Too many redirects: gave up on BASE/round after 20"},
		{"gzip", `const r = await fetch(BASE + "/packed/gzip"); console.log(r.headers.get("content-encoding"), await r.text())`, "gzip packed text"},
		{"br", `const r = await fetch(BASE + "/packed/br"); console.log(await r.text())`, "packed text"},
		{"abort before", `await fetch(BASE + "/echo", {signal: AbortSignal.abort("no")})`, "threw no"},
		{"abort while waiting", `const c = new AbortController(); const p = fetch(BASE + "/hang", {signal: c.signal}); queueMicrotask(() => c.abort()); try { await p } catch (e) { console.log(e.name, e instanceof DOMException) }`, "AbortError true"},
		{"abort in the body", `const c = new AbortController(); const r = await fetch(BASE + "/hang?body", {signal: c.signal}); const reader = r.body.getReader(); console.log((await reader.read()).value[0]); c.abort("enough"); try { await reader.read() } catch (e) { console.log(e) }`, "120\nenough"},
		{"no body", `const r = await fetch(BASE + "/204"); console.log(r.status, r.body)`, "204 null"},
		{"head", `const r = await fetch(BASE + "/echo", {method: "HEAD"}); console.log(r.status, r.body)`, "200 null"},
		{"data", `const r = await fetch("data:text/x;base64,aGk="); console.log(r.headers.get("content-type"), await r.text(), await (await fetch("data:,a%20b")).text())`, "text/x hi a b"},
		{"scheme", `await fetch("ftp://x/")`, "threw TypeError: Fetch API cannot load: ftp://x/"},
		{"unreachable", `try { await fetch("http://127.0.0.1:1/") } catch (e) { console.log(e.name, e.message.startsWith("fetch(GET http://127.0.0.1:1/) failed: ")) }`, "TypeError true"},
		{"request object", `const r = await fetch(new Request(BASE + "/echo", {method: "PUT", body: "p", headers: {authorization: "me"}})); console.log(r.headers.get("x-method"), r.headers.get("x-auth"), await r.text())`, "PUT me p"},
		{"clone", `const r = await fetch(BASE + "/echo", {method: "POST", body: "twice"}); const c = r.clone(); console.log(await r.text(), await c.text())`, "twice twice"},
		{"body as body", `const a = await fetch(BASE + "/echo", {method: "POST", body: "on"}); const b = await fetch(BASE + "/echo", {method: "POST", body: a.body}); console.log(await b.text())`, "on"},
		{"relative", `await fetch("/x")`, "threw TypeError: Invalid URL: /x"},
	}) {
		t.Run(c.name, func(t *testing.T) {
			if got := do(c.body); got != c.want {
				t.Errorf("%s\ngot:  %s\nwant: %s", c.body, got, c.want)
			}
		})
	}
}

func TestFetchWithoutNetwork(t *testing.T) {
	cases{{"refused", `await fetch("https://a.b/c")`, "threw TypeError: fetch(https://a.b/c) was refused: this Worker runs without a network"}}.run(t)
}

func TestDecodeUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "\xef\xbb\xbfx": "x", "\xff": "\uFFFD", "\xe2\x82": "\uFFFD", "\xe2\x82x": "\uFFFDx",
		"\xf0\x9f\x98": "\uFFFD", "\xed\xa0\x80": "\uFFFD\uFFFD\uFFFD", "\xc0\x80": "\uFFFD\uFFFD", "ä\x80": "ä\uFFFD",
	} {
		if got := decodeUTF8([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPlainURLAgreesWithTheParser(t *testing.T) {
	for _, raw := range []string{"http://localhost:8787/a/b?c=d&e=1", "http://127.0.0.1:80/", "http://LOCAL/x", "http://a.b/../c", "http://a.b/%7e?x='", "http://a/b//c"} {
		r := httptest.NewRequest("GET", raw, nil)
		r.RequestURI = strings.TrimPrefix(raw, "http://"+r.Host)
		got, err := RequestURL("http", r)
		if err != nil {
			t.Fatal(err)
		}
		if want := parseURL(nil, raw); got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func FuzzDecompressor(f *testing.F) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	io.WriteString(w, "some text that repeats, that repeats")
	w.Close()
	f.Add(z.Bytes(), 3)
	f.Fuzz(func(t *testing.T, data []byte, step int) {
		if step <= 0 {
			step = 1
		}
		d := newDecompressor("gzip")
		var out []byte
		var err error
		for rest := data; len(rest) > 0 && err == nil; {
			n := min(step, len(rest))
			var part []byte
			part, err = d.write(rest[:n])
			out, rest = append(out, part...), rest[n:]
		}
		if err == nil {
			err = d.finish()
		}
		r, whole := gzip.NewReader(bytes.NewReader(data))
		if whole != nil {
			if err == nil {
				t.Fatal("accepted what gzip does not")
			}
			return
		}
		r.Multistream(false)
		want, whole := io.ReadAll(r)
		if err == nil && (whole != nil || !bytes.Equal(out, want)) {
			t.Fatalf("%q, want %q, %v", out, want, whole)
		}
	})
}
