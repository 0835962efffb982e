package ratelimit_test

import (
	"fmt"
	"testing"
	"time"

	"paddock/bindings/ratelimit"
	"paddock/internal/clock"
)

func TestPeriodsBeginWithTheClock(t *testing.T) {
	v := clock.NewVirtual(time.Unix(1_000_005, 0)) // in the middle of ten seconds, and of a minute
	c := ratelimit.New(v)
	allowed := func(key string, limit float64, period int) int {
		n := 0
		for range 10 {
			if c.Allow("ns", key, limit, period) {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		wait         time.Duration
		short, other int
		long         int
	}{
		{0, 3, 3, 5},
		{4 * time.Second, 0, 0, 0},
		{time.Second, 3, 3, 0},            // 1 000 010
		{9 * time.Second, 0, 0, 0},        // still the same ten seconds
		{time.Second, 3, 3, 5},            // 1 000 020 begins a minute
		{59*time.Second + 999e6, 3, 3, 0}, // just before the next
		{time.Millisecond, 3, 3, 5},       // 1 000 080
		{24 * time.Hour, 3, 3, 5},         // whatever was left is gone
	} {
		v.MoveTo(v.Now().Add(step.wait))
		if got := [3]int{allowed("a", 3, 10), allowed("b", 3, 10), allowed("a", 5, 60)}; got != [3]int{step.short, step.other, step.long} {
			t.Errorf("at %s: %v calls are allowed, not %v", v.Now().UTC().Format(time.TimeOnly), got, step)
		}
	}
}

func BenchmarkAllow(b *testing.B) {
	c := ratelimit.New(clock.Real())
	keys := make([]string, 1000)
	for n := range keys {
		keys[n] = fmt.Sprint(n)
	}
	b.RunParallel(func(pb *testing.PB) {
		for n := 0; pb.Next(); n++ {
			c.Allow("ns", keys[n%len(keys)], 100, 10)
		}
	})
}
