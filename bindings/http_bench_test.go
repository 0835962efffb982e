package bindings

import (
	"errors"
	"io"
	"net/http"
	goruntime "runtime"
	"strings"
	"testing"

	"paddock/runtime"
)

func noLimits(o *runtime.Options) { o.Limits = runtime.Limits{} }

// BenchmarkHelloFetch is the smallest handler behind net/http, at 64
// connections; the client's work is part of the time.
func BenchmarkHelloFetch(b *testing.B) {
	w := newHTTPWorld(b, "", `{fetch() { return new Response("Hello") }}`)
	benchHTTP(b, w, "GET", "/", "")
}

// BenchmarkJSONFetch reads the URL and a header and answers with JSON.
func BenchmarkJSONFetch(b *testing.B) {
	w := newHTTPWorld(b, "", `{async fetch(request) {
		return Response.json({url: request.url, agent: request.headers.get("user-agent")}, {headers: {"x-a": "b"}});
	}}`)
	benchHTTP(b, w, "GET", "/some/path?with=query", "")
}

// BenchmarkJSON10KB reads a body of 10 KB as JSON and answers with it.
func BenchmarkJSON10KB(b *testing.B) {
	body := "[" + strings.TrimSuffix(strings.Repeat(`{"name":"value","n":12345},`, 380), ",") + "]"
	w := newHTTPWorld(b, "", `{async fetch(request) { return Response.json(await request.json()); }}`, noLimits)
	b.SetBytes(int64(len(body)))
	benchHTTP(b, w, "POST", "/", body)
}

func benchHTTP(b *testing.B, w *httpWorld, method, path, body string) {
	client := &http.Transport{MaxIdleConnsPerHost: 64, MaxConnsPerHost: 64}
	defer client.CloseIdleConnections()
	b.SetParallelism(32)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			req, _ := http.NewRequest(method, w.server.URL+path, strings.NewReader(body))
			res, err := client.RoundTrip(req)
			if err != nil {
				b.Error(err)
				return
			}
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != 200 {
				b.Errorf("status %d", res.StatusCode)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "req/s")
}

// BenchmarkStream100MB sends 100 MB through a TransformStream in a handler, up
// and down at once, and reports how much the process then held at most.
func BenchmarkStream100MB(b *testing.B) {
	const size = 100 << 20
	w := newHTTPWorld(b, "", `{fetch(request) {
		return new Response(request.body.pipeThrough(new TransformStream({transform(chunk, c) { c.enqueue(chunk) }})));
	}}`, noLimits)
	b.SetBytes(size)
	var most uint64
	for b.Loop() {
		res, err := http.Post(w.server.URL, "application/octet-stream", io.LimitReader(zeros{}, size))
		if err != nil {
			b.Fatal(err)
		}
		m := meter{most: &most}
		n, err := io.Copy(&m, res.Body)
		if err = errors.Join(err, res.Body.Close()); n != size || err != nil {
			b.Fatalf("%d bytes came back: %v", n, err)
		}
	}
	b.ReportMetric(float64(most)/(1<<20), "MB-held")
}

// zeros reads as bytes without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// A meter looks at the heap every 10 MB that are written to it.
type meter struct {
	most   *uint64
	unseen int
}

func (m *meter) Write(p []byte) (int, error) {
	if m.unseen += len(p); m.unseen >= 10<<20 {
		m.unseen = 0
		var now goruntime.MemStats
		goruntime.ReadMemStats(&now)
		*m.most = max(*m.most, now.HeapAlloc)
	}
	return len(p), nil
}
