package journal

import (
	"fmt"
	"strconv"
	"time"
)

// Took words how long something took, as every line for people does: 35 ms,
// 1.2 s, 2 min 5 s.
func Took(d time.Duration) string {
	const precise = 10 * time.Millisecond
	switch {
	case d < 0:
		return "0 ms"
	case d < precise:
		return strconv.FormatFloat(float64(d.Round(100*time.Microsecond))/float64(time.Millisecond), 'f', -1, 64) + " ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64) + " s"
	}
	d = d.Round(time.Second)
	if d%time.Minute == 0 {
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
}
