// Package cron knows the platform's schedules: five fields, in UTC, with its
// extensions for the last day (L), the nearest working day (W) and the n-th day
// of a week (#). It says when a schedule is next due. It has no clock and runs
// nothing; which schedules are worth writing the configuration decides.
package cron

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// A Schedule is a parsed expression. The zero value is never due.
type Schedule struct {
	minutes, hours, months set
	days                   monthDays
	weekdays               weekDays
}

// set has a bit for each value that a field takes.
type set uint64

func (s set) has(n int) bool { return s&(1<<n) != 0 }

// next returns the first value that is not below n, or -1.
func (s set) next(n int) int {
	rest := s >> n << n
	if n > 63 || rest == 0 {
		return -1
	}
	return bits.TrailingZeros64(uint64(rest))
}

// monthDays is the field for days of the month.
type monthDays struct {
	any     bool
	days    set
	last    bool // counted from the end: offset days before the last
	offset  int
	nearest bool // the working day nearest to it, within the month
}

// weekDays is the field for days of the week, Sunday being 1.
type weekDays struct {
	any  bool
	days set
	last bool // the last one of the month
	nth  int  // the n-th one of the month; 0 for all
}

// Parse reads an expression.
func Parse(expr string) (Schedule, error) {
	fields := strings.Fields(expr)
	if len(fields) != 5 {
		return Schedule{}, fmt.Errorf("cron schedule %q: five fields are needed, there are %d", expr, len(fields))
	}
	var s Schedule
	var err error
	read := func(to *set, text string, f field) {
		if err == nil {
			*to, err = f.set(text)
		}
	}
	read(&s.minutes, fields[0], field{least: 0, most: 59})
	read(&s.hours, fields[1], field{least: 0, most: 23})
	read(&s.months, fields[3], field{least: 1, most: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"})
	if err == nil {
		s.days, err = parseMonthDays(strings.ToUpper(fields[2]))
	}
	if err == nil {
		s.weekdays, err = parseWeekDays(strings.ToUpper(fields[4]))
	}
	if err != nil {
		return Schedule{}, fmt.Errorf("cron schedule %q: %w", expr, err)
	}
	return s, nil
}

// field is a range of values and their names.
type field struct {
	least, most int
	names       string // of least, least+1 …
}

// set reads a list of values, ranges and steps.
func (f field) set(text string) (set, error) {
	var all set
	for item := range strings.SplitSeq(text, ",") {
		span, step, stepped := strings.Cut(item, "/")
		every := 1
		if stepped {
			n, err := strconv.Atoi(step)
			if err != nil || n < 1 {
				return 0, fmt.Errorf("step %q is not a positive number", step)
			}
			every = n
		}
		from, to, err := f.span(span, stepped)
		if err != nil {
			return 0, err
		}
		for n := from; n <= to; n += every {
			all |= 1 << (f.least + (n-f.least)%(f.most-f.least+1))
		}
	}
	return all, nil
}

// span reads what a step is taken of. One that ends before it begins goes on
// from the start: its end is given as beyond the field's.
func (f field) span(text string, stepped bool) (from, to int, err error) {
	if text == "*" {
		return f.least, f.most, nil
	}
	first, last, ranged := strings.Cut(text, "-")
	if from, err = f.value(first); err != nil {
		return 0, 0, err
	}
	switch {
	case ranged:
		if to, err = f.value(last); err == nil && to < from {
			to += f.most - f.least + 1
		}
	case stepped:
		to = f.most
	default:
		to = from
	}
	return from, to, err
}

func (f field) value(text string) (int, error) {
	for n, name := range strings.Fields(f.names) {
		if strings.EqualFold(name, text) {
			return f.least + n, nil
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < f.least || n > f.most {
		return 0, fmt.Errorf("%q is not within %d and %d", text, f.least, f.most)
	}
	return n, nil
}

func parseMonthDays(text string) (monthDays, error) {
	days := field{least: 1, most: 31}
	var d monthDays
	var err error
	switch bare, nearest := strings.CutSuffix(text, "W"); {
	case text == "*":
		d.any = true
	case text == "L" || text == "LW":
		d.last, d.nearest = true, nearest
	case strings.HasPrefix(bare, "L-"):
		d.last, d.nearest = true, nearest
		d.offset, err = field{least: 1, most: 30}.value(bare[2:])
	case nearest:
		var day int
		day, err = days.value(bare)
		d.days, d.nearest = 1<<day, true
	default:
		d.days, err = days.set(text)
	}
	return d, err
}

func parseWeekDays(text string) (weekDays, error) {
	days := field{least: 1, most: 7, names: "SUN MON TUE WED THU FRI SAT"}
	var d weekDays
	one := func(name string) (err error) {
		var day int
		day, err = days.value(name)
		d.days = 1 << day
		return err
	}
	if text == "*" {
		d.any = true
		return d, nil
	}
	if text == "L" {
		return d, one("SAT")
	}
	if day, nth, ok := strings.Cut(text, "#"); ok {
		var err error
		if d.nth, err = (field{least: 1, most: 5}).value(nth); err != nil {
			return d, err
		}
		return d, one(day)
	}
	if day, ok := strings.CutSuffix(text, "L"); ok {
		d.last = true
		return d, one(day)
	}
	var err error
	d.days, err = days.set(text)
	return d, err
}

// furthest is how many days ahead a schedule is looked for: more than the eight
// years that can lie between two 29ths of February.
const furthest = 9 * 366

// Next returns the first moment after t at which the schedule is due, at the
// beginning of a minute in UTC, and false when it never is.
func (s Schedule) Next(t time.Time) (time.Time, bool) {
	t = t.UTC().Truncate(time.Minute).Add(time.Minute)
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	hour, minute := t.Hour(), t.Minute()
	for range furthest {
		if s.dueOn(day) {
			if h, m, ok := s.within(hour, minute); ok {
				return day.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute), true
			}
		}
		day, hour, minute = day.AddDate(0, 0, 1), 0, 0
	}
	return time.Time{}, false
}

// within finds the first time of day not before hour and minute.
func (s Schedule) within(hour, minute int) (int, int, bool) {
	h := s.hours.next(hour)
	if h == hour {
		if m := s.minutes.next(minute); m >= 0 {
			return h, m, true
		}
		h = s.hours.next(hour + 1)
	}
	m := s.minutes.next(0)
	return h, m, h >= 0 && m >= 0
}

// dueOn reports whether the schedule is due on a day. Where both kinds of days
// are restricted, either will do.
func (s Schedule) dueOn(day time.Time) bool {
	switch {
	case !s.months.has(int(day.Month())):
		return false
	case s.days.any:
		return s.weekdays.any || s.weekdays.has(day)
	case s.weekdays.any:
		return s.days.has(day)
	}
	return s.days.has(day) || s.weekdays.has(day)
}

// lastOf returns the last day of the month.
func lastOf(day time.Time) int {
	return time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d monthDays) has(day time.Time) bool {
	last := lastOf(day)
	if !d.nearest {
		if d.last {
			return day.Day() == last-d.offset
		}
		return d.days.has(day.Day())
	}
	wanted := last - d.offset
	if !d.last {
		wanted = d.days.next(0)
	}
	if wanted < 1 || wanted > last {
		return false
	}
	switch on := time.Date(day.Year(), day.Month(), wanted, 0, 0, 0, 0, time.UTC).Weekday(); {
	case on == time.Saturday && wanted == 1:
		wanted = 3
	case on == time.Saturday:
		wanted--
	case on == time.Sunday && wanted == last:
		wanted -= 2
	case on == time.Sunday:
		wanted++
	}
	return day.Day() == wanted
}

func (d weekDays) has(day time.Time) bool {
	switch {
	case !d.days.has(int(day.Weekday()) + 1):
		return false
	case d.last:
		return day.Day() > lastOf(day)-7
	case d.nth > 0:
		return (day.Day()-1)/7+1 == d.nth
	}
	return true
}
