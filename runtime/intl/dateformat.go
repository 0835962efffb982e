package intl

import (
	"strings"
	"time"

	"github.com/dop251/goja"
)

// A dateLocale is how a locale writes numeric dates and times. Names of months
// and days are English everywhere.
type dateLocale struct {
	order, separator  string // of year, month and day: "mdy"
	padDay, padMonth  bool
	cycle             string
	am, pm            string
	join              string // between date and time
	shortYear, padded bool   // dateStyle short has two digits of the year; pads
	wordsFirst        bool   // with the month as a word, it comes before the day
}

var dateLocales = map[string]dateLocale{
	"en":    {"mdy", "/", false, false, "h12", "AM", "PM", ", ", true, false, true},
	"en-GB": {"dmy", "/", true, true, "h23", "am", "pm", ", ", false, true, false},
	"en-AU": {"dmy", "/", true, true, "h12", "am", "pm", ", ", true, false, false},
	"en-IN": {"dmy", "/", false, false, "h12", "am", "pm", ", ", true, true, false},
	"en-CA": {"ymd", "-", true, true, "h12", "a.m.", "p.m.", ", ", false, true, true},
	"sv":    {"ymd", "-", true, true, "h23", "fm", "em", " ", false, true, false},
	"de":    {"dmy", ".", false, false, "h23", "AM", "PM", ", ", true, true, false},
	"fr":    {"dmy", "/", true, true, "h23", "AM", "PM", " ", false, true, false},
	"es":    {"dmy", "/", false, false, "h23", "a. m.", "p. m.", ", ", true, false, false},
	"it":    {"dmy", "/", true, true, "h23", "AM", "PM", ", ", true, true, false},
	"nl":    {"dmy", "-", false, false, "h23", "a.m.", "p.m.", ", ", false, true, false},
	"pt":    {"dmy", "/", true, true, "h23", "AM", "PM", ", ", false, true, false},
	"pl":    {"dmy", ".", false, true, "h23", "AM", "PM", ", ", false, false, false},
	"ja":    {"ymd", "/", false, false, "h23", "午前", "午後", " ", false, true, false},
}

// dateLocaleOf finds the nearest of the table.
func dateLocaleOf(tag string) dateLocale {
	tag = withoutExtensions(tag)
	switch tag {
	case "en-IE", "en-ZA", "en-MT":
		tag = "en-GB"
	case "en-NZ":
		tag = "en-AU"
	}
	if l, ok := dateLocales[tag]; ok {
		return l
	}
	base, _, _ := strings.Cut(tag, "-")
	if l, ok := dateLocales[base]; ok {
		return l
	}
	return dateLocales["en"]
}

// dateFormat is one Intl.DateTimeFormat.
type dateFormat struct {
	locale                         string
	l                              dateLocale
	zone                           string
	at                             *time.Location
	weekday, era, year, month, day string
	period, hour, minute, second   string
	fraction                       int
	zoneStyle, cycle               string
	padded                         bool // two digits for numeric day and month, of dateStyle short
	bare                           bool // no padding whatever the locale does
}

// zoned reports whether a value is a Temporal.ZonedDateTime or Instant, which
// polyfills give.
func (h *host) zoned(c goja.FunctionCall) goja.Value {
	o, ok := c.Argument(0).(*goja.Object)
	if !ok || o.ClassName() == "Date" {
		return h.vm.ToValue(false)
	}
	tag := o.GetSymbol(goja.SymToStringTag)
	return h.vm.ToValue(tag != nil && (tag.String() == "Temporal.Instant" || tag.String() == "Temporal.ZonedDateTime"))
}

func (h *host) date(c goja.FunctionCall) goja.Value {
	o := c.Argument(0).ToObject(h.vm)
	f := &dateFormat{
		locale: text(o, "locale"), zone: text(o, "timeZone"),
		weekday: text(o, "weekday"), era: text(o, "era"), year: text(o, "year"), month: text(o, "month"), day: text(o, "day"),
		period: text(o, "dayPeriod"), hour: text(o, "hour"), minute: text(o, "minute"), second: text(o, "second"),
		fraction: whole(o, "fractionalSecondDigits", 0), zoneStyle: text(o, "timeZoneName"), cycle: text(o, "hourCycle"),
	}
	f.l, f.at = dateLocaleOf(f.locale), location(f.zone)
	f.styles(text(o, "dateStyle"), text(o, "timeStyle"))
	moment := func(c goja.FunctionCall, n int) time.Time {
		return time.UnixMilli(c.Argument(n).ToInteger()).In(f.at)
	}
	return h.object(map[string]func(goja.FunctionCall) goja.Value{
		"format": func(c goja.FunctionCall) goja.Value { return h.vm.ToValue(joined(f.parts(moment(c, 0)))) },
		"parts":  func(c goja.FunctionCall) goja.Value { return h.flat(f.parts(moment(c, 0))) },
		"range": func(c goja.FunctionCall) goja.Value {
			var flat []any
			for _, p := range f.between(moment(c, 0), moment(c, 1)) {
				flat = append(flat, p.kind, p.value, p.source)
			}
			return h.vm.NewArray(flat...)
		},
	})
}

// styles sets the components that dateStyle and timeStyle stand for.
func (f *dateFormat) styles(date, clock string) {
	if date != "" {
		f.year, f.day = "numeric", "numeric"
	}
	switch date {
	case "full":
		f.weekday, f.month = "long", "long"
	case "long":
		f.month = "long"
	case "medium":
		f.month = "short"
		if !strings.HasPrefix(f.locale, "en") {
			f.month = "numeric"
		}
	case "short":
		f.month = "numeric"
		f.padded, f.bare = f.l.padded, !f.l.padded && !f.l.padMonth || f.l.shortYear && !f.l.padded
		if f.l.shortYear {
			f.year = "2-digit"
		}
	}
	if clock != "" {
		f.hour, f.minute = "numeric", "2-digit"
		if clock != "short" {
			f.second = "2-digit"
		}
	}
	switch clock {
	case "full":
		f.zoneStyle = "long"
	case "long":
		f.zoneStyle = "short"
	}
}

// parts formats a time.
func (f *dateFormat) parts(t time.Time) []part {
	date, clock := f.dateParts(t), f.clockParts(t)
	switch {
	case len(clock) == 0:
		return date
	case len(date) == 0:
		return clock
	}
	join := f.l.join
	if f.month == "long" && strings.HasPrefix(f.locale, "en") && f.hour != "" {
		join = " at "
	}
	if f.hour == "" && f.minute == "" && f.second == "" && f.fraction == 0 {
		join = ", "
	}
	return append(append(date, part{"literal", join}), clock...)
}

func (f *dateFormat) dateParts(t time.Time) []part {
	var b builder
	year, month, day := f.yearPart(t), f.monthPart(t), f.dayPart(t)
	word := f.month == "long" || f.month == "short" || f.month == "narrow"
	weekday := part{"weekday", cut(t.Weekday().String(), f.weekday)}
	first := ""
	switch {
	case f.weekday == "":
	case f.month == "" && f.year == "" && f.day == "":
		return []part{weekday}
	case f.day == "" || f.month == "" && f.l.wordsFirst:
		first = "last"
	case word && !f.l.wordsFirst && f.year == "" || f.month == "":
		b.add("", weekday)
		first = " "
	default:
		b.add("", weekday)
		first = ", "
	}
	gap := first
	if gap == "last" {
		gap = ""
	}
	switch {
	case word && f.l.wordsFirst:
		b.add(gap, month)
		b.add(" ", day)
		if f.day != "" {
			b.add(", ", year)
		} else {
			b.add(" ", year)
		}
	case word:
		b.add(gap, day)
		b.add(map[bool]string{true: " ", false: gap}[f.day != ""], month)
		b.add(" ", year)
	default:
		for _, field := range f.l.order {
			p := map[rune]part{'y': year, 'm': month, 'd': day}[field]
			if p.value == "" {
				continue
			}
			b.add(gap, p)
			gap = f.l.separator
		}
	}
	if f.era != "" && len(b.parts) > 0 {
		b.add(" ", part{"era", eraOf(t, f.era)})
	}
	if first == "last" {
		b.add(" ", weekday)
	}
	return b.parts
}

// builder puts texts before parts that are there.
type builder struct{ parts []part }

func (b *builder) add(before string, p part) {
	if p.value == "" {
		return
	}
	if before != "" && len(b.parts) > 0 {
		b.parts = append(b.parts, part{"literal", before})
	}
	b.parts = append(b.parts, p)
}

func (f *dateFormat) yearPart(t time.Time) part {
	y := t.Year()
	if f.year == "" {
		if f.era == "" || f.month != "" || f.day != "" {
			return part{}
		}
	}
	if y <= 0 {
		y = 1 - y
	}
	if f.year == "2-digit" {
		return part{"year", itoa(y%100, 2)}
	}
	return part{"year", itoa(y, 1)}
}

func (f *dateFormat) monthPart(t time.Time) part {
	switch f.month {
	case "":
		return part{}
	case "numeric", "2-digit":
		pad := f.month == "2-digit" || f.padded || f.l.padMonth && !f.bare
		return part{"month", itoa(int(t.Month()), map[bool]int{true: 2, false: 1}[pad])}
	}
	return part{"month", cut(t.Month().String(), f.month)}
}

func (f *dateFormat) dayPart(t time.Time) part {
	if f.day == "" {
		return part{}
	}
	numeric := f.month == "numeric" || f.month == "2-digit"
	pad := f.day == "2-digit" || numeric && (f.padded || f.l.padDay && !f.bare)
	return part{"day", itoa(t.Day(), map[bool]int{true: 2, false: 1}[pad])}
}

// cut shortens the name of a month or day.
func cut(name, style string) string {
	switch style {
	case "short":
		return name[:3]
	case "narrow":
		return name[:1]
	}
	return name
}

func eraOf(t time.Time, style string) string {
	names := [2]string{"BC", "AD"}
	switch style {
	case "long":
		names = [2]string{"Before Christ", "Anno Domini"}
	case "narrow":
		names = [2]string{"B", "A"}
	}
	if t.Year() <= 0 {
		return names[0]
	}
	return names[1]
}

func (f *dateFormat) clockParts(t time.Time) []part {
	var b builder
	if f.hour != "" {
		b.add("", part{"hour", f.hourOf(t)})
	}
	if f.minute != "" {
		alone := f.hour == "" && f.second == ""
		b.add(":", part{"minute", itoa(t.Minute(), map[bool]int{true: 1, false: 2}[alone])})
	}
	if f.second != "" {
		alone := f.hour == "" && f.minute == ""
		b.add(":", part{"second", itoa(t.Second(), map[bool]int{true: 1, false: 2}[alone])})
	}
	if f.fraction > 0 {
		b.add(".", part{"fractionalSecond", itoa(t.Nanosecond()/1e6, 3)[:f.fraction]})
	}
	twelve := f.cycle == "h12" || f.cycle == "h11"
	switch {
	case f.hour != "" && twelve && f.period != "", f.period != "" && f.hour == "":
		b.add(" ", part{"dayPeriod", periodOf(t)})
	case f.hour != "" && twelve:
		b.add(" ", part{"dayPeriod", map[bool]string{true: f.l.am, false: f.l.pm}[t.Hour() < 12]})
	}
	if f.zoneStyle != "" {
		b.add(" ", part{"timeZoneName", zoneName(t, f.zone, f.zoneStyle, f.locale)})
	}
	return b.parts
}

func (f *dateFormat) hourOf(t time.Time) string {
	h, width := t.Hour(), 2
	switch f.cycle {
	case "h12", "h11":
		h %= 12
		if f.cycle == "h12" && h == 0 {
			h = 12
		}
		if f.hour != "2-digit" {
			width = 1
		}
	case "h24":
		if h == 0 {
			h = 24
		}
	}
	return itoa(h, width)
}

// periodOf is the part of the day as English names it.
func periodOf(t time.Time) string {
	switch h := t.Hour(); {
	case h == 12:
		return "noon"
	case h < 12:
		return "in the morning"
	case h >= 12 && h < 18:
		return "in the afternoon"
	case h >= 18 && h < 21:
		return "in the evening"
	}
	return "at night"
}
