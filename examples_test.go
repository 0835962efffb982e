package paddock

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"paddock/internal/harness"
	"paddock/internal/journal"
)

// post sends a request to the nth Worker of a world.
func post(t *testing.T, w *harness.World, n int, body string) string {
	t.Helper()
	rec := httptest.NewRecorder()
	w.Handler(n).ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)))
	if rec.Code != http.StatusAccepted {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	return strings.TrimSpace(rec.Body.String())
}

// logs waits for console lines that begin like this, in any order.
func logs(t *testing.T, w *harness.World, want ...string) {
	t.Helper()
	missing := map[string]bool{}
	for _, line := range want {
		missing[line] = true
	}
	w.WaitFor(fmt.Sprintf("%q", want), func(e journal.Entry) bool {
		for line := range missing {
			if e.Kind == journal.Log && strings.HasPrefix(e.Text, line) {
				delete(missing, line)
			}
		}
		return len(missing) == 0
	})
}

// The examples with HTTP run in real time; their batch timeouts of a second or
// two are what they are shown with.

func TestExampleHello(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Dir: "examples/hello"})
	rec := httptest.NewRecorder()
	w.Handler(0).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/?name=Ada", nil))
	if got := rec.Body.String(); got != "A greeting for Ada is on its way.\n" {
		t.Fatal(got)
	}
	logs(t, w, "Hello, Ada! (message ")
}

func TestExampleOrders(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Dir: "examples/orders", Configs: []string{"wrangler.jsonc"}})
	if got := post(t, w, 0, `[{"id": "o-1", "amount": 25}, {"id": "o-2", "amount": 5000}]`); got != `{"accepted":2,"backlog":2}` {
		t.Error(got)
	}
	logs(t, w, "o-1: charged 25 EUR, receipt ", "o-2: 5000 EUR is over the limit of 1000, attempt 1, again in 2 s")
	rec := httptest.NewRecorder()
	w.Handler(0).ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("not an order")))
	if rec.Code != http.StatusBadRequest {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
}

func TestExampleOrdersToTheDeadLetter(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Dir: "examples/orders", Configs: []string{"wrangler.jsonc"}})
	w.Send("orders", `{"id": "o-2", "amount": 5000}`)
	w.Advance(time.Minute)
	text := strings.Join(w.Logs(), "\n")
	for n, want := range []string{"attempt 1, again in 2 s", "attempt 2, again in 4 s", "attempt 3, again in 8 s", "attempt 4, again in 16 s", "o-2: given up"} {
		if !strings.Contains(text, want) {
			t.Errorf("%d: no %q in\n%s", n, want, w.Transcript())
		}
	}
}

func TestExampleTwoWorkers(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Dir: "examples/two-workers", Configs: []string{"producer/wrangler.toml", "consumer/wrangler.toml"}})
	if got := post(t, w, 0, "one\ntwo\n"); got != "2 events sent" {
		t.Error(got)
	}
	logs(t, w, "archived 2: [ 'one', 'two' ]")
}

func TestExampleServiceWorker(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Dir: "examples/service-worker"})
	post(t, w, 0, "sweep")
	logs(t, w, "Hello from job sweep of jobs")
}

// siteOf carries what a Worker fetches to another Worker of its world.
type siteOf struct {
	world *harness.World
	n     int
}

func (s *siteOf) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	s.world.Handler(s.n).ServeHTTP(rec, httptest.NewRequest(r.Method, r.URL.String(), r.Body))
	response := rec.Result()
	response.Request = r
	return response, nil
}

// TestExampleCrawler crawls the example's own site: politely, with what failed
// tried again, and nothing fetched twice.
func TestExampleCrawler(t *testing.T) {
	t.Parallel()
	site := &siteOf{n: 1}
	w := harness.New(t, harness.Options{Dir: "examples/crawler", Fetch: site, Configs: []string{"crawler/wrangler.jsonc", "site/wrangler.toml"}})
	site.world = w
	w.Send("pages", `{"url": "http://127.0.0.1:8788/", "depth": 0}`)
	w.Advance(5 * time.Minute)
	text := strings.Join(w.Logs(), "\n")
	const at = "http://127.0.0.1:8788"
	for _, want := range []string{
		"200 " + at + "/: 3 links, 3 new",
		at + "/shop: answered 503, again in 2 s",
		at + "/shop: answered 503, again in 8 s", // the third attempt: the second came too early for the limit
		"200 " + at + "/shop: 1 links, 0 new",
		"200 " + at + "/news/3: 2 links, 0 new",
		"404 " + at + "/gone: 0 links, 0 new",
		"127.0.0.1:8788 was asked often enough, again in 10 s",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, page := range []string{"/", "/news", "/about", "/shop", "/gone"} {
		if n := strings.Count(text, "00 "+at+page+":") + strings.Count(text, "404 "+at+page+":"); n != 1 {
			t.Errorf("%s was crawled %d times", page, n)
		}
	}
	if strings.Contains(text, "example.com") || w.Metrics("pages-dead").BacklogCount != 0 {
		t.Errorf("it went astray:\n%s", text)
	}
}

// gif is the beginning of an image of that size, and some more bytes.
func gif(width, height byte) string {
	return "GIF89a" + string([]byte{width, 1, height, 0}) + strings.Repeat("-", 100)
}

func TestExampleImages(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Real: true, Dir: "examples/images", Configs: []string{"wrangler.jsonc"}})
	ask := func(method, path, body string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		for n := 0; n < len(header); n += 2 {
			r.Header.Set(header[n], header[n+1])
		}
		rec := httptest.NewRecorder()
		w.Handler(0).ServeHTTP(rec, r)
		return rec
	}
	stored := ask("PUT", "/photos/cat.gif", gif(144, 100), "Content-Type", "image/gif")
	if stored.Code != http.StatusAccepted {
		t.Fatal(stored.Code, stored.Body)
	}
	ask("PUT", "/photos/odd.webp", "not looked into", "Content-Type", "image/webp")
	logs(t, w, "photos/cat.gif: 400x100, its thumbnail 200x50", "photos/odd.webp: neither a PNG nor a GIF")
	if got := ask("GET", "/records", "").Body.String(); !strings.Contains(got, `"photos/cat.gif":{"width":400,"height":100,"etag":"`) || !strings.Contains(got, `"thumbnail":{"width":200,"height":50}`) {
		t.Error(got)
	}
	whole := ask("GET", "/photos/cat.gif", "")
	if whole.Body.String() != gif(144, 100) || whole.Header().Get("Content-Type") != "image/gif" {
		t.Errorf("%v %q", whole.Header(), whole.Body)
	}
	if part := ask("GET", "/photos/cat.gif", "", "Range", "bytes=0-5"); part.Code != http.StatusPartialContent || part.Body.String() != "GIF89a" || part.Header().Get("Content-Range") != "bytes 0-5/110" {
		t.Errorf("%d %v %q", part.Code, part.Header(), part.Body)
	}
	if same := ask("GET", "/photos/cat.gif", "", "If-None-Match", whole.Header().Get("Etag")); same.Code != http.StatusNotModified {
		t.Errorf("%d %q", same.Code, same.Body)
	}
	if refused := ask("PUT", "/photos/x", "text"); refused.Code != http.StatusUnsupportedMediaType {
		t.Error(refused.Code)
	}
	ask("DELETE", "/photos/cat.gif", "")
	logs(t, w, "photos/cat.gif: gone")
	if got := ask("GET", "/records", "").Body.String(); got != "{}" {
		t.Error(got)
	}
	if gone := ask("GET", "/photos/cat.gif", ""); gone.Code != http.StatusNotFound {
		t.Error(gone.Code)
	}
}

// TestEveryExampleIsRun fails when a folder is added without a test here.
func TestEveryExampleIsRun(t *testing.T) {
	known := map[string]bool{"hello": true, "orders": true, "two-workers": true, "service-worker": true, "crawler": true, "images": true, "webhooks": true /* by a test of cmd/paddock */}
	entries, err := os.ReadDir("examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !known[e.Name()] {
			t.Errorf("examples/%s has no test", e.Name())
		}
	}
}
