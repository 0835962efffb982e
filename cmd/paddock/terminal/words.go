package terminal

import (
	"fmt"
	"strings"
	"time"
)

// Span words a delay or an age: 30s, 5m, 1h30m, 4d.
func Span(d time.Duration) string {
	const day = 24 * time.Hour
	if d < time.Second {
		return "0s"
	}
	var b strings.Builder
	for _, u := range []struct {
		size time.Duration
		name string
	}{{day, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}} {
		if n := d / u.size; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			d -= n * u.size
		}
	}
	return b.String()
}

// Millis words a delay in milliseconds: 50ms, 1.5s, 5m.
func Millis(n int64) string {
	switch d := time.Duration(n) * time.Millisecond; {
	case n == 0:
		return "0s"
	case n%1000 != 0 && d < time.Minute:
		return d.String()
	default:
		return Span(d)
	}
}

// Count words a number of things: 1 message, 2 messages.
func Count[N int | int64](n N, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "y") && !strings.HasSuffix(one, "ey") {
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(one, "y"))
	}
	if strings.HasSuffix(one, "ch") {
		one += "e"
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// Bytes words a size, 1 KB being 1000 bytes as the platform counts.
func Bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f KB", float64(n)/1e3)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
