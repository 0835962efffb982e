package r2_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"paddock/bindings"
	"paddock/bindings/database"
	"paddock/bindings/r2"
	"paddock/internal/clock"
	"paddock/internal/harness"
	"paddock/internal/mailbox"
	"paddock/runtime"
	"paddock/runtime/webapi"
)

func onDisk(b *testing.B) *r2.Store {
	b.Helper()
	dir := b.TempDir()
	exec := mailbox.Real(clock.Real())
	db, err := database.Open(filepath.Join(dir, "r2.db"), exec, r2.Upgrades(), database.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s, err := r2.Open(r2.Options{Database: db, Folder: dir, Clock: exec.Clock()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		s.Close()
		db.Close()
	})
	return s
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

// BenchmarkPut stores objects of 1 KB, in the database, and of 100 KB, in files:
// each on disk before the next of its writer.
func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1 << 10, 100 << 10} {
		for _, writers := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("size=%d/writers=%d", size, writers), func(b *testing.B) {
				s, data := onDisk(b), make([]byte, size)
				each(b, writers, func(n int, done func(error)) {
					s.Put("b", fmt.Sprint(n%1000), r2.Content{Data: data}, r2.PutOptions{}, func(_ *r2.Object, err error) { done(err) })
				})
			})
		}
	}
}

// BenchmarkGet reads objects of 1 KB.
func BenchmarkGet(b *testing.B) {
	s, data := onDisk(b), make([]byte, 1<<10)
	for n := range 1000 {
		stored := make(chan error, 1)
		s.Put("b", fmt.Sprint(n), r2.Content{Data: data}, r2.PutOptions{}, func(_ *r2.Object, err error) { stored <- err })
		if err := <-stored; err != nil {
			b.Fatal(err)
		}
	}
	for _, readers := range []int{1, 64} {
		b.Run(fmt.Sprintf("readers=%d", readers), func(b *testing.B) {
			each(b, readers, func(n int, done func(error)) {
				s.Get("b", fmt.Sprint(n%1000), r2.GetOptions{}, func(f *r2.Found, err error) {
					f.Body.Close()
					done(err)
				})
			})
		})
	}
}

const stream = 10 << 20

// BenchmarkStream sends 10 MB through a Worker into a bucket, and back: as they
// are, and with every chunk passing through JavaScript.
func BenchmarkStream(b *testing.B) {
	w := harness.New(b, harness.Options{Real: true, Files: map[string]string{
		"wrangler.toml": "main = \"index.js\"\nr2_buckets = [{ binding = \"B\", bucket_name = \"bench\" }]\n",
		"index.js": `export default { async fetch(request, { B }) {
	const script = request.url.endsWith("script");
	if (request.method === "GET") {
		const { body } = await B.get("k");
		return new Response(script ? body.pipeThrough(new IdentityTransformStream()) : body);
	}
	let { body } = request;
	if (script) {
		const { readable, writable } = new FixedLengthStream(Number(request.headers.get("content-length")));
		body.pipeTo(writable);
		body = readable;
	}
	await B.put("k", body);
	return new Response("ok");
} }`,
	}})
	server := httptest.NewServer(w.Handler(0))
	b.Cleanup(server.Close)
	data := strings.Repeat("0123456789abcdef", stream/16)
	for _, path := range []string{"/plain", "/script"} {
		for _, method := range []string{http.MethodPut, http.MethodGet} {
			b.Run(method+path, func(b *testing.B) {
				b.SetBytes(stream)
				for range b.N {
					r, err := http.NewRequest(method, server.URL+path, strings.NewReader(data))
					if err != nil {
						b.Fatal(err)
					}
					if method == http.MethodGet {
						r.Body, r.ContentLength = nil, 0
					}
					answer, err := http.DefaultClient.Do(r)
					if err != nil {
						b.Fatal(err)
					}
					n, err := io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
					if err != nil || answer.StatusCode != http.StatusOK || method == http.MethodGet && n != stream {
						b.Fatal(answer.Status, n, err)
					}
				}
			})
		}
	}
}

// BenchmarkScript has a handler store, and read, 1 KB a hundred times.
func BenchmarkScript(b *testing.B) {
	w := harness.New(b, harness.Options{Real: true, Files: map[string]string{
		"wrangler.toml": "main = \"index.js\"\nr2_buckets = [{ binding = \"B\", bucket_name = \"bench\" }]\n",
		"index.js": `export default { async fetch(request, { B }) {
	const value = "x".repeat(1024);
	const work = request.url.endsWith("put") ? (n) => B.put("k" + n, value) : async (n) => (await B.get("k" + n)).text();
	await Promise.all(Array.from({ length: 100 }, (_, n) => work(n)));
	return new Response("ok");
} }`,
	}})
	for _, path := range []string{"/put", "/get"} {
		b.Run(path[1:], func(b *testing.B) {
			w.Handler(0).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/put", nil))
			b.ResetTimer()
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

// BenchmarkStart starts isolates without a bucket, and with one.
func BenchmarkStart(b *testing.B) {
	worker, err := runtime.Compile(runtime.Source{Name: "test", File: "worker.js", Code: "async function () { return { default: {} }; }"})
	if err != nil {
		b.Fatal(err)
	}
	for name, list := range map[string][]bindings.Binding{"without": nil, "with": {&r2.Binding{Binding: "B", Bucket: "x"}}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				ready := make(chan error, 1)
				i := runtime.Start(runtime.Options{
					Worker: worker, Exec: mailbox.Real(clock.Real()), CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 1)),
					Setup: []func(*runtime.Isolate) error{webapi.Install(webapi.Options{}), bindings.Install(list)},
				}, func(_ *runtime.Isolate, err error) { ready <- err })
				if err := <-ready; err != nil {
					b.Fatal(err)
				}
				i.Drain(func() {})
				<-i.Done()
			}
		})
	}
}
