package config

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// A Schedule says when a cron trigger fires, in UTC.
type Schedule struct {
	minutes, hours, months uint64 // a bit for each value
	day                    dayRule
	weekday                dayRule
}

// A dayRule is the field for the day of the month, or of the week.
type dayRule struct {
	any  bool
	bits uint64
	also func(day time.Time) bool // the forms with L, W and #; nil for none
}

func (r dayRule) matches(value int, day time.Time) bool {
	return r.any || r.bits&(1<<value) != 0 || r.also != nil && r.also(day)
}

// ParseSchedule reads the five fields of a cron trigger. What the platform
// refuses is an error.
func ParseSchedule(expr string) (*Schedule, error) {
	if err := checkCron(expr); err != nil {
		return nil, errors.New(err.what + ": " + err.fix)
	}
	parts, fields := strings.Fields(expr), cronFields()
	s := &Schedule{minutes: fields[0].bits(parts[0]), hours: fields[1].bits(parts[1]), months: fields[3].bits(parts[3])}
	s.day = dayRule{any: parts[2] == "*", also: dayOfMonth(strings.ToUpper(parts[2]))}
	if s.day.also == nil {
		s.day.bits = fields[2].bits(parts[2])
	}
	s.weekday = dayRule{any: parts[4] == "*", also: fields[4].dayOfWeek(strings.ToUpper(parts[4]))}
	if s.weekday.also == nil {
		s.weekday.bits = fields[4].bits(parts[4])
	}
	return s, nil
}

// bits lists the values of a field that was checked.
func (f cronField) bits(part string) (out uint64) {
	for item := range strings.SplitSeq(part, ",") {
		span, step, stepped := strings.Cut(item, "/")
		from, to, ranged := strings.Cut(span, "-")
		first, last, every := f.least, f.most, 1
		if span != "*" {
			first = f.number(from)
			switch {
			case ranged:
				last = f.number(to)
			case !stepped:
				last = first
			}
		}
		if stepped {
			every, _ = strconv.Atoi(step)
		}
		if last < first { // over the end, such as FRI-MON
			last += f.most - f.least + 1
		}
		for n := first; n <= last; n += every {
			v := n
			if v > f.most {
				v -= f.most - f.least + 1
			}
			out |= 1 << v
		}
	}
	return out
}

func (f cronField) number(text string) int {
	for n, name := range f.names {
		if strings.EqualFold(text, name) {
			return f.least + n
		}
	}
	n, _ := strconv.Atoi(text)
	return n
}

// lastOf is the last day of a month.
func lastOf(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
}

// nearestWeekday is the weekday nearest to a day, in the same month.
func nearestWeekday(day time.Time) time.Time {
	move := 0
	switch day.Weekday() {
	case time.Saturday:
		if move = -1; day.Day() == 1 {
			move = 2
		}
	case time.Sunday:
		if move = 1; day.Day() == lastOf(day).Day() {
			move = -2
		}
	}
	return day.AddDate(0, 0, move)
}

// dayOfMonth reads the forms with L and W, or returns nil.
func dayOfMonth(part string) func(time.Time) bool {
	text, weekday := strings.CutSuffix(part, "W")
	var target func(month time.Time) time.Time
	if rest, ok := strings.CutPrefix(text, "L"); ok {
		back, _ := strconv.Atoi(strings.TrimPrefix(rest, "-"))
		target = func(month time.Time) time.Time { return lastOf(month).AddDate(0, 0, -back) }
	} else if n, err := strconv.Atoi(text); err == nil && weekday {
		target = func(month time.Time) time.Time {
			return time.Date(month.Year(), month.Month(), min(n, lastOf(month).Day()), 0, 0, 0, 0, time.UTC)
		}
	} else {
		return nil
	}
	return func(day time.Time) bool {
		t := target(day)
		if weekday {
			t = nearestWeekday(t)
		}
		return t.Day() == day.Day() && t.Month() == day.Month()
	}
}

// dayOfWeek reads the forms with L and #, or returns nil.
func (f cronField) dayOfWeek(part string) func(time.Time) bool {
	if part == "L" {
		return func(day time.Time) bool { return day.Weekday() == time.Saturday }
	}
	if name, nth, ok := strings.Cut(part, "#"); ok {
		want, n := f.number(name), f.number(nth)
		return func(day time.Time) bool { return int(day.Weekday())+1 == want && (day.Day()-1)/7+1 == n }
	}
	if name, ok := strings.CutSuffix(part, "L"); ok {
		want := f.number(name)
		return func(day time.Time) bool { return int(day.Weekday())+1 == want && day.Day()+7 > lastOf(day).Day() }
	}
	return nil
}

// farthest bounds the search for the next day: 29 February of a leap year on a
// given weekday is the rarest.
const farthest = 40 * 366

// Next returns the first moment after t at which the trigger fires, or the zero
// time when it never does.
func (s *Schedule) Next(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Minute).Add(time.Minute)
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	first := t.Hour()*60 + t.Minute()
	for range farthest {
		if s.onDay(day) {
			for m := first; m < 24*60; m++ {
				if s.hours&(1<<(m/60)) != 0 && s.minutes&(1<<(m%60)) != 0 {
					return day.Add(time.Duration(m) * time.Minute)
				}
			}
		}
		day, first = day.AddDate(0, 0, 1), 0
	}
	return time.Time{}
}

// onDay tells whether it fires on a day. Where both fields for days are set,
// either is enough, as in every cron.
func (s *Schedule) onDay(day time.Time) bool {
	if s.months&(1<<int(day.Month())) == 0 {
		return false
	}
	month := s.day.matches(day.Day(), day)
	week := s.weekday.matches(int(day.Weekday())+1, day)
	if s.day.any || s.weekday.any {
		return month && week
	}
	return month || week
}
