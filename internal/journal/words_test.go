package journal

import (
	"testing"
	"time"
)

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second:            "0 ms",
		0:                       "0 ms",
		123 * time.Microsecond:  "0.1 ms",
		6720 * time.Microsecond: "6.7 ms",
		35 * time.Millisecond:   "35 ms",
		1234 * time.Millisecond: "1.2 s",
		2 * time.Second:         "2 s",
		time.Minute:             "1 min",
		125 * time.Second:       "2 min 5 s",
	} {
		if got := Took(d); got != want {
			t.Errorf("Took(%v) = %q, want %q", d, got, want)
		}
	}
}
