package webapi

import "testing"

// BenchmarkHTMLRewriter streams a megabyte with nearly 20 000 links, each of
// which a handler changes.
func BenchmarkHTMLRewriter(b *testing.B) {
	const line = "<div class='a'><p>text <a href='x'>link</a></p></div>\n"
	b.SetBytes(16 * 1200 * int64(len(line)))
	for b.Loop() {
		got := run(b, `let n = 0; const chunk = new TextEncoder().encode(`+"`"+line+"`"+`.repeat(1200));
			const s = new ReadableStream({pull(c) { if (n++ === 16) c.close(); else c.enqueue(chunk) }});
			const r = new HTMLRewriter().on("a[href]", {element(e) { e.setAttribute("href", "y") }}).transform(new Response(s));
			const reader = r.body.getReader(); let size = 0; for (;;) { const {value, done} = await reader.read(); if (done) return size; size += value.byteLength }`)
		if got != "1036800" {
			b.Fatal(got)
		}
	}
}
