package webapi

import (
	"fmt"
	"testing"
)

// benchmarkScript measures one round of a script's loop, the start of its
// isolate aside.
func benchmarkScript(b *testing.B, setup, round string, bytes int64) {
	b.SetBytes(bytes)
	b.ReportAllocs()
	if got := run(b, fmt.Sprintf("%s; for (let n = 0; n < %d; n++) { %s }", setup, b.N, round)); got != "" {
		b.Fatal(got)
	}
}

func BenchmarkSubtleSHA256Of1MB(b *testing.B) {
	benchmarkScript(b, `const data = new Uint8Array(1 << 20)`, `await crypto.subtle.digest("SHA-256", data)`, 1<<20)
}

func BenchmarkSubtleHMACOf1KB(b *testing.B) {
	benchmarkScript(b, `const data = new Uint8Array(1 << 10), k = await crypto.subtle.importKey("raw", data.slice(0, 32), {name: "HMAC", hash: "SHA-256"}, false, ["sign"])`,
		`await crypto.subtle.sign("HMAC", k, data)`, 1<<10)
}

func BenchmarkSubtleSignECDSA(b *testing.B) {
	benchmarkScript(b, `const data = new Uint8Array(64), {privateKey} = await crypto.subtle.generateKey({name: "ECDSA", namedCurve: "P-256"}, false, ["sign"])`,
		`await crypto.subtle.sign({name: "ECDSA", hash: "SHA-256"}, privateKey, data)`, 64)
}
