package keyring

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkGenerateRSA2048(b *testing.B) {
	r := rand.NewChaCha8([32]byte{1})
	for b.Loop() {
		if _, err := GenerateRSA(r, 2048, 65537); err != nil {
			b.Fatal(err)
		}
	}
}
