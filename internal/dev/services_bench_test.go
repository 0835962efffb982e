package dev_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"paddock/internal/harness"
)

// BenchmarkServices measures calls of one Worker by another, one after another
// within one request.
func BenchmarkServices(b *testing.B) {
	front := `export default { async fetch(request, env) {
	const url = new URL(request.url), n = Number(url.searchParams.get("n"));
	using counter = await env.BACK.counter();
	for (let k = 0; k < n; k++) {
		switch (url.pathname) {
		case "/call": await env.BACK.add(k, 1); break;
		case "/stub": await counter.add(1); break;
		case "/fetch": await (await env.BACK.fetch("https://x.test/")).text(); break;
		case "/stream": {
			for await (const chunk of (await env.BACK.fetch("https://x.test/stream")).body);
			break;
		}
		}
	}
	return new Response("done");
} };`
	back := `import { WorkerEntrypoint, RpcTarget } from "cloudflare:workers";
class Counter extends RpcTarget { #n = 0; add(k) { return this.#n += k; } }
const chunk = new Uint8Array(65536);
export class Api extends WorkerEntrypoint {
	add(a, b) { return a + b; }
	counter() { return new Counter(); }
	fetch(request) {
		if (!request.url.endsWith("/stream")) return new Response("hello");
		let n = 0;
		return new Response(new ReadableStream({ pull(c) { if (n++ < 16) c.enqueue(chunk); else c.close(); } }));
	}
}
export default {};`
	for _, name := range []string{"call", "stub", "fetch", "stream"} {
		b.Run(name, func(b *testing.B) {
			w := harness.New(b, harness.Options{Real: true, Files: pair(front, back), Configs: []string{"front/wrangler.toml", "back/wrangler.toml"}})
			ask := func(n int) {
				rec := httptest.NewRecorder()
				w.Handler(0).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, fmt.Sprintf("/%s?n=%d", name, n), nil))
				if rec.Body.String() != "done" {
					b.Fatal(rec.Body.String())
				}
			}
			ask(1)
			if name == "stream" {
				b.SetBytes(16 * 65536)
			}
			b.ResetTimer()
			ask(b.N)
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
		})
	}
}
