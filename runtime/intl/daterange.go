package intl

import "time"

// A rangePart is a part, and whose it is: "startRange", "endRange" or "shared".
type rangePart struct {
	part
	source string
}

const dash = "\u2009–\u2009"

// between formats a range: what both ends have in common is said once where
// English does.
func (f *dateFormat) between(a, b time.Time) []rangePart {
	x, y := f.parts(a), f.parts(b)
	if joined(x) == joined(y) {
		return mark(nil, x, "shared")
	}
	sameDay := a.Year() == b.Year() && a.YearDay() == b.YearDay()
	word := f.month == "long" || f.month == "short"
	switch {
	case sameDay && f.hour != "":
		return f.hours(a, b)
	case f.hour == "" && f.weekday == "" && f.era == "" && word && f.l.wordsFirst && a.Year() == b.Year():
		return f.withinYear(x, y, a.Month() == b.Month())
	}
	out := mark(nil, x, "startRange")
	out = mark(out, []part{{"literal", dash}}, "shared")
	return mark(out, y, "endRange")
}

// hours is for two times of one day.
func (f *dateFormat) hours(a, b time.Time) []rangePart {
	var out []rangePart
	if date := f.dateParts(a); len(date) > 0 {
		join := f.l.join
		if f.month == "long" {
			join = " at "
		}
		out = mark(mark(out, date, "shared"), []part{{"literal", join}}, "shared")
	}
	x, y := f.clockParts(a), f.clockParts(b)
	if (a.Hour() < 12) == (b.Hour() < 12) && f.cycle == "h12" && f.zoneStyle == "" && len(x) > 2 {
		x = x[:len(x)-2] // AM or PM is said once
	}
	out = mark(out, x, "startRange")
	out = mark(out, []part{{"literal", dash}}, "shared")
	return mark(out, y, "endRange")
}

// withinYear leaves out the year of the first date, and the month of the second
// when it is the same.
func (f *dateFormat) withinYear(x, y []part, sameMonth bool) []rangePart {
	year := 0
	if f.year != "" {
		year = 2
	}
	tail := y[len(y)-year:]
	x, y = x[:len(x)-year], y[:len(y)-year]
	var out []rangePart
	if sameMonth && f.day != "" {
		out = mark(out, x[:2], "shared")
		x, y = x[2:], y[2:]
	}
	out = mark(out, x, "startRange")
	out = mark(out, []part{{"literal", dash}}, "shared")
	out = mark(out, y, "endRange")
	return mark(out, tail, "shared")
}

func mark(out []rangePart, parts []part, source string) []rangePart {
	for _, p := range parts {
		out = append(out, rangePart{p, source})
	}
	return out
}
