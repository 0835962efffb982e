package config

import (
	"testing"
	"time"
)

func TestScheduleNext(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 30, 0, time.UTC) // a Thursday
	for _, c := range []struct{ expr, want string }{
		{"* * * * *", "2026-01-01 00:01"},
		{"*/15 * * * *", "2026-01-01 00:15"},
		{"5/20 3 * * *", "2026-01-01 03:05"},
		{"0 0 * * *", "2026-01-02 00:00"},
		{"30 9,17 * * MON-FRI", "2026-01-01 09:30"},
		{"0 12 * * 1", "2026-01-04 12:00"}, // Sunday is 1
		{"0 12 * * FRI-MON", "2026-01-02 12:00"},
		{"0 12 L * *", "2026-01-31 12:00"},
		{"0 12 LW * *", "2026-01-30 12:00"},
		{"0 12 L-3 * *", "2026-01-28 12:00"},
		{"0 12 3W * *", "2026-01-02 12:00"},
		{"0 12 * * MON#2", "2026-01-12 12:00"},
		{"0 12 * * FRIL", "2026-01-30 12:00"},
		{"0 12 * * L", "2026-01-03 12:00"},
		{"0 0 29 FEB *", "2028-02-29 00:00"},
		{"0 0 13 * FRI", "2026-01-02 00:00"},
		{"0 0 31 FEB *", ""},
	} {
		s, err := ParseSchedule(c.expr)
		if err != nil {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		got := ""
		if next := s.Next(from); !next.IsZero() {
			got = next.Format("2006-01-02 15:04")
		}
		if got != c.want {
			t.Errorf("%s: next %q, want %q", c.expr, got, c.want)
		}
	}
	if _, err := ParseSchedule("61 * * * *"); err == nil {
		t.Error("a minute 61 was taken")
	}
}
