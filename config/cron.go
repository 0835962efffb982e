package config

import (
	"fmt"
	"strconv"
	"strings"
)

// cronError says what is wrong with a schedule, and what to write.
type cronError struct{ what, fix string }

// cronField is what one of the five fields takes.
type cronField struct {
	name        string
	least, most int
	names       []string // the words for least, least+1, ...
}

func cronFields() []cronField {
	return []cronField{
		{"minute", 0, 59, nil},
		{"hour", 0, 23, nil},
		{"day of the month", 1, 31, nil},
		{"month", 1, 12, strings.Fields("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")},
		{"day of the week", 1, 7, strings.Fields("SUN MON TUE WED THU FRI SAT")},
	}
}

// checkCron checks a schedule of the platform: five fields with lists, ranges and steps; names of months and days; L, W and # for days.
func checkCron(expr string) *cronError {
	parts := strings.FieldsFunc(expr, func(r rune) bool { return r == ' ' || r == '\t' })
	fields := cronFields()
	if len(parts) != len(fields) {
		err := &cronError{fmt.Sprintf("a schedule has five fields (minute, hour, day of the month, month, day of the week), and this has %d", len(parts)),
			`write it like "*/5 * * * *"`}
		if len(parts) == 6 {
			err.fix = "there is no field for seconds or years: write five fields"
		}
		return err
	}
	for i, part := range parts {
		if err := fields[i].check(part); err != nil {
			return err
		}
	}
	return nil
}

func (f cronField) check(part string) *cronError {
	if part == "*" {
		return nil
	}
	if done, err := f.special(part); done {
		return err
	}
	for item := range strings.SplitSeq(part, ",") {
		if err := f.item(item); err != nil {
			return err
		}
	}
	return nil
}

// special checks the forms that stand alone in a field: the last day, the nearest weekday, the n-th day of a week.
func (f cronField) special(part string) (bool, *cronError) {
	part = strings.ToUpper(part)
	switch f.name {
	case "day of the month":
		if part == "L" || part == "LW" {
			return true, nil
		}
		if offset, ok := strings.CutPrefix(part, "L-"); ok {
			return true, cronField{name: "distance from the last day of the month", least: 1, most: 30}.value(strings.TrimSuffix(offset, "W"))
		}
		if day, ok := strings.CutSuffix(part, "W"); ok {
			return true, f.value(day)
		}
	case "day of the week":
		if part == "L" {
			return true, nil
		}
		if day, nth, ok := strings.Cut(part, "#"); ok {
			if err := f.value(day); err != nil {
				return true, err
			}
			return true, cronField{name: "number after #", least: 1, most: 5}.value(nth)
		}
		if day, ok := strings.CutSuffix(part, "L"); ok {
			return true, f.value(day)
		}
	}
	return false, nil
}

// item checks one element of a list: a value, a range or a step.
func (f cronField) item(item string) *cronError {
	span, step, stepped := strings.Cut(item, "/")
	if stepped {
		steps := cronField{name: "step of the " + f.name, least: 1, most: f.most - f.least}
		if err := steps.value(step); err != nil {
			return err
		}
		if span == "*" {
			return nil
		}
	}
	from, to, ranged := strings.Cut(span, "-")
	if err := f.value(from); err != nil || !ranged {
		return err
	}
	return f.value(to)
}

func (f cronField) value(text string) *cronError {
	for _, name := range f.names {
		if strings.EqualFold(text, name) {
			return nil
		}
	}
	if n, err := strconv.Atoi(text); err == nil && n >= f.least && n <= f.most && text[0] != '+' {
		return nil
	}
	rule := fmt.Sprintf("the %s goes from %d to %d", f.name, f.least, f.most)
	if len(f.names) > 0 {
		rule += fmt.Sprintf(", or from %s to %s", f.names[0], f.names[len(f.names)-1])
	}
	fix := "write a value within that"
	switch {
	case text == "?":
		fix = "write * for any"
	case f.name == "day of the week" && text == "0":
		fix = "write 1 or SUN for Sunday: the platform counts from 1"
	case f.name == "hour" && text == "24":
		fix = "write 0 for midnight"
	}
	return &cronError{fmt.Sprintf("%s, not %s", rule, quote(text)), fix}
}
