package journal

import (
	"fmt"
	"strconv"
	"time"
)

// Duration writes how long something took as people read it: 0.2 ms, 35 ms,
// 1.5 s, 2m5s.
func Duration(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return trim(float64(d)/float64(time.Millisecond), 1) + " ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
	case d < time.Minute:
		return trim(d.Seconds(), 2) + " s"
	}
	return d.Round(time.Second).String()
}

// trim writes a number with so many digits after the point, without zeros at
// the end.
func trim(f float64, digits int) string {
	n, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', digits, 64), 64)
	return strconv.FormatFloat(n, 'f', -1, 64)
}
