package cron

import (
	"strings"
	"testing"
	"time"
)

// from is a Thursday.
var from = time.Date(2026, 1, 1, 12, 30, 15, 0, time.UTC)

func TestNext(t *testing.T) {
	for _, c := range []struct{ expr, want string }{
		{"* * * * *", "01-01 12:31, 01-01 12:32"},
		{"*/5 * * * *", "01-01 12:35, 01-01 12:40"},
		{"30 * * * *", "01-01 13:30, 01-01 14:30"},
		{"31 12 * * *", "01-01 12:31, 01-02 12:31"},
		{"0 17 * * sun", "01-04 17:00, 01-11 17:00"},
		{"0 17 * * 1", "01-04 17:00, 01-11 17:00"},
		{"10 7 * * mon-fri", "01-02 07:10, 01-05 07:10"},
		{"10 7 * * 2-6", "01-02 07:10, 01-05 07:10"},
		{"0 0 * * FRI-MON", "01-02 00:00, 01-03 00:00, 01-04 00:00, 01-05 00:00, 01-09 00:00"},
		{"0 22-1 * * *", "01-01 22:00, 01-01 23:00, 01-02 00:00, 01-02 01:00, 01-02 22:00"},
		{"0 15 1 * *", "01-01 15:00, 02-01 15:00"},
		{"0 18 * * 6L", "01-30 18:00, 02-27 18:00"},
		{"0 18 * * friL", "01-30 18:00, 02-27 18:00"},
		{"59 23 LW * *", "01-30 23:59, 02-27 23:59, 03-31 23:59"},
		{"0 0 L * *", "01-31 00:00, 02-28 00:00"},
		{"0 0 L-2 * *", "01-29 00:00, 02-26 00:00"},
		{"0 0 L-3W * *", "01-28 00:00, 02-25 00:00, 03-27 00:00"},
		{"0 0 1W * *", "02-02 00:00, 03-02 00:00, 04-01 00:00, 05-01 00:00, 06-01 00:00, 07-01 00:00, 08-03 00:00"},
		{"0 0 15W FEB,MAR *", "02-16 00:00, 03-16 00:00"},
		{"0 0 31W * *", "01-30 00:00, 03-31 00:00, 05-29 00:00"},
		{"0 0 * * 2#2", "01-12 00:00, 02-09 00:00"},
		{"0 0 * * 5#5", "01-29 00:00, 04-30 00:00"},
		{"0 0 * * L", "01-03 00:00, 01-10 00:00"},
		{"0 0 13 * FRI", "01-02 00:00, 01-09 00:00, 01-13 00:00, 01-16 00:00"},
		{"0,30 */12 1-3,15 jan *", "01-02 00:00, 01-02 00:30, 01-02 12:00"},
		{"5/20 12 * * *", "01-01 12:45, 01-02 12:05, 01-02 12:25"},
		{"10-30/10 * * * *", "01-01 13:10, 01-01 13:20, 01-01 13:30, 01-01 14:10"},
		{"0 0 29 FEB *", "2028-02-29 00:00, 2032-02-29 00:00"},
		{"0 0 31 FEB *", "never"},
	} {
		s, err := Parse(c.expr)
		if err != nil {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		var got []string
		at := from
		for range strings.Split(c.want, ", ") {
			next, ok := s.Next(at)
			if !ok {
				got = append(got, "never")
				break
			}
			form := "01-02 15:04"
			if next.Year() != 2026 {
				form = "2006-01-02 15:04"
			}
			got = append(got, next.Format(form))
			at = next
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s is next due at\n%s, want\n%s", c.expr, text, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, expr := range []string{"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 0", "* * * * 8",
		"*/0 * * * *", "*/x * * * *", "1-x * * * *", "a * * * *", "* * L-31 * *", "* * * * 2#6", "* * * * XL", "* * W * *"} {
		if s, err := Parse(expr); err == nil {
			t.Errorf("%q was read as %+v", expr, s)
		}
	}
}

// FuzzNext checks that whatever is read is due only at whole minutes after the
// moment asked about, and that asking again goes forward.
func FuzzNext(f *testing.F) {
	for _, expr := range []string{"* * * * *", "0 0 L-3W * 2#1", "5/7 1-9/2 31 feb,dec sat", "59 23 LW * 6L"} {
		f.Add(expr, int64(0))
	}
	f.Fuzz(func(t *testing.T, expr string, ms int64) {
		s, err := Parse(expr)
		if err != nil {
			return
		}
		at := time.UnixMilli(ms % (1 << 43))
		next, ok := s.Next(at)
		if !ok {
			return
		}
		if !next.After(at) || next.Second() != 0 || next.Nanosecond() != 0 {
			t.Fatalf("%q after %v is %v", expr, at, next)
		}
		// No earlier minute of the same hour is due.
		for m := next.Add(-time.Minute); m.After(at) && m.Hour() == next.Hour(); m = m.Add(-time.Minute) {
			if s.dueOn(m) && s.hours.has(m.Hour()) && s.minutes.has(m.Minute()) {
				t.Fatalf("%q after %v is %v, and %v was missed", expr, at, next, m)
			}
		}
	})
}
