package kv_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	"paddock/bindings/database"
	"paddock/bindings/kv"
	"paddock/internal/clock"
	"paddock/internal/harness"
	"paddock/internal/mailbox"
)

// BenchmarkPut writes values of 1 KB, each on disk before the next of its
// writer.
func BenchmarkPut(b *testing.B) {
	for _, writers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s := onDisk(b)
			each(b, writers, func(n int, done func(error)) {
				s.Put("ns", fmt.Sprint(n%10000), kv.Bytes(make([]byte, 1024)), kv.PutOptions{}, done)
			})
		})
	}
}

func BenchmarkGet(b *testing.B) {
	s := onDisk(b)
	each(b, 64, func(n int, done func(error)) {
		s.Put("ns", fmt.Sprint(n%1000), kv.Bytes(make([]byte, 1024)), kv.PutOptions{}, done)
	})
	for _, readers := range []int{1, 64} {
		b.Run(fmt.Sprintf("readers=%d", readers), func(b *testing.B) {
			each(b, readers, func(n int, done func(error)) {
				s.Get("ns", fmt.Sprint(n%1000), func(_ *kv.Entry, err error) { done(err) })
			})
		})
	}
}

func onDisk(b *testing.B) *kv.Store {
	b.Helper()
	exec := mailbox.Real(clock.Real())
	db, err := database.Open(filepath.Join(b.TempDir(), "kv.db"), exec, kv.Upgrades(), database.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	return kv.New(db, clock.Real())
}

// each calls run b.N times, so many at a time.
func each(b *testing.B, at int, run func(n int, done func(error))) {
	b.ResetTimer()
	places := make(chan struct{}, at)
	var open sync.WaitGroup
	for n := range b.N {
		places <- struct{}{}
		open.Add(1)
		run(n, func(err error) {
			if err != nil {
				b.Error(err)
			}
			<-places
			open.Done()
		})
	}
	open.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "ops/s")
}

// BenchmarkScript has a handler read, and write, a value of 1 KB a hundred times.
func BenchmarkScript(b *testing.B) {
	w := harness.New(b, harness.Options{Real: true, Files: map[string]string{
		"wrangler.toml": "main = \"index.js\"\nkv_namespaces = [{ binding = \"KV\", id = \"x\" }]\n",
		"index.js": `export default { async fetch(request, { KV }) {
	const value = "x".repeat(1024);
	const work = new URL(request.url).pathname === "/put" ? (n) => KV.put("k" + n, value) : (n) => KV.get("k" + n);
	await Promise.all(Array.from({ length: 100 }, (_, n) => work(n)));
	return new Response("ok");
} }`,
	}})
	for _, path := range []string{"/put", "/get"} {
		b.Run(path[1:], func(b *testing.B) {
			for range b.N {
				r := httptest.NewRecorder()
				w.Handler(0).ServeHTTP(r, httptest.NewRequest(http.MethodGet, path, nil))
				if r.Code != http.StatusOK {
					b.Fatal(r.Code, r.Body)
				}
			}
			b.ReportMetric(100*float64(b.N)/b.Elapsed().Seconds(), "ops/s")
		})
	}
}
