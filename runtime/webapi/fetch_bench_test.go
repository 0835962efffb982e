package webapi

import (
	"strings"
	"testing"

	"paddock/runtime"
)

// BenchmarkStreamThroughTransform moves 100 MB in chunks of 64 KB through a
// TransformStream.
func BenchmarkStreamThroughTransform(b *testing.B) {
	b.SetBytes(100 << 20)
	b.ReportAllocs()
	for b.Loop() {
		got := run(b, `let left = 1600, seen = 0;
			await new ReadableStream({pull(c) { if (left-- === 0) c.close(); else c.enqueue(new Uint8Array(65536)) }})
				.pipeThrough(new TransformStream({transform(chunk, c) { c.enqueue(chunk) }}))
				.pipeTo(new WritableStream({write(chunk) { seen += chunk.byteLength }}));
			console.log(seen)`)
		if got != "104857600" {
			b.Fatal(got)
		}
	}
}

// BenchmarkJSONBody parses a body of 10 KB.
func BenchmarkJSONBody(b *testing.B) {
	text := `[` + strings.TrimSuffix(strings.Repeat(`{"name":"value","n":12345},`, 370), ",") + `]`
	for b.Loop() {
		if got := run(b, "console.log((await new Response(`"+text+"`).json()).length)", func(*runtime.Options) {}); got != "370" {
			b.Fatal(got)
		}
	}
}
