package webapi

import (
	"runtime"
	"testing"
)

func TestAbandonedDecompressorsEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	const many = 200
	for range many {
		d := newDecompressor("gzip")
		if _, err := d.write([]byte{0x1f, 0x8b}); err != nil {
			t.Fatal(err)
		}
	}
	for range 50 {
		runtime.GC()
		if runtime.NumGoroutine() < before+many/10 {
			return
		}
		runtime.Gosched()
	}
	t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}
