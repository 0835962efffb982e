package journal

import (
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0 ms": 0, "0.2 ms": 210 * time.Microsecond, "9.9 ms": 9900 * time.Microsecond, "35 ms": 35*time.Millisecond + 400*time.Microsecond,
		"1.5 s": 1500 * time.Millisecond, "59.99 s": 59990 * time.Millisecond, "2m5s": 125 * time.Second,
	} {
		if got := Duration(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}
