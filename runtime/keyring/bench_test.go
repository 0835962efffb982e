package keyring

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkSHA256Of1MB(b *testing.B) {
	h, data := named(b, "sha256"), make([]byte, 1<<20)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		h.Sum(data)
	}
}

func BenchmarkHMACOf1KB(b *testing.B) {
	h, data := named(b, "sha256"), make([]byte, 1<<10)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		h.HMAC(data[:32], data)
	}
}

func BenchmarkSignECDSA(b *testing.B) {
	k, err := GenerateEC(rand.NewChaCha8([32]byte{}), "P-256")
	if err != nil {
		b.Fatal(err)
	}
	h := named(b, "sha256")
	for b.Loop() {
		if _, err := k.SignECDSA(h, []byte("data")); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGenerateRSA2048(b *testing.B) {
	r := rand.NewChaCha8([32]byte{1})
	for b.Loop() {
		if _, err := GenerateRSA(r, 2048, 65537); err != nil {
			b.Fatal(err)
		}
	}
}
