package inspect

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/dop251/goja"
	"golang.org/x/text/width"
)

// join lays the entries out: on one line when they are few and short, else one
// to a line, arrays in columns.
func (c *printer) join(output []string, base string, braces [2]string, s shape, depth int, o *goja.Object) string {
	lead := ""
	if base != "" {
		lead = base + " "
	}
	entries := len(output)
	if c.Compact >= 1 {
		if s == shapeArray && entries > 6 {
			output = c.group(output, o)
		}
		if c.current-depth < c.Compact && entries == len(output) {
			start := len(output) + c.indent + c.length(braces[0]) + c.length(base) + 10
			line := strings.Join(output, ", ")
			if c.fits(output, start, base) && !strings.Contains(line, "\n") {
				return lead + braces[0] + " " + line + " " + braces[1]
			}
		}
	}
	indent := "\n" + c.spaces(0)
	return lead + braces[0] + indent + "  " + strings.Join(output, ","+indent+"  ") + indent + braces[1]
}

func (c *printer) fits(output []string, start int, base string) bool {
	if strings.Contains(base, "\n") {
		return false
	}
	if c.BreakLength == 0 {
		return true
	}
	total := len(output) + start
	if total+len(output) > c.BreakLength {
		return false
	}
	for _, s := range output {
		if total += c.length(s); total > c.BreakLength {
			return false
		}
	}
	return true
}

// group arranges the elements of a long array in columns.
func (c *printer) group(output []string, o *goja.Object) []string {
	count := len(output)
	if c.MaxArrayLength >= 0 && c.MaxArrayLength < count {
		count-- // the line that says how many more there are
	}
	const separator = 2
	widths := make([]int, count)
	total, longest := 0, 0
	for n := range count {
		widths[n] = c.width(output[n])
		total += widths[n] + separator
		longest = max(longest, widths[n])
	}
	widest := longest + separator
	limit := c.BreakLength
	if limit == 0 {
		limit = math.MaxInt32
	}
	if widest*3+c.indent >= limit || !(float64(total)/float64(widest) > 5 || longest <= 6) {
		return output
	}
	columns := c.columns(widest, total, count, len(output), limit)
	if columns <= 1 {
		return output
	}
	return arrange(output, widths, columns, c.numeric(o, len(output)))
}

// columns picks a count that makes a pleasant rectangle.
func (c *printer) columns(widest, total, count, all, limit int) int {
	const heights = 2.5
	bias := math.Sqrt(float64(widest) - float64(total)/float64(all))
	biased := math.Max(float64(widest)-3-bias, 1)
	ideal := math.Floor(math.Sqrt(heights*biased*float64(count))/biased + 0.5)
	return int(min(ideal, float64((limit-c.indent)/widest), float64(c.Compact*4), 15))
}

// arrange pads each column to its widest element: numbers to the right.
func arrange(output []string, widths []int, columns int, right bool) []string {
	count := len(widths)
	var longest []int
	for col := range columns {
		most := 0
		for n := col; n < count; n += columns {
			most = max(most, widths[n])
		}
		longest = append(longest, most)
	}
	var rows []string
	for from := 0; from < count; from += columns {
		to := min(from+columns, count)
		var row strings.Builder
		for n := from; n < to; n++ {
			text, pad := output[n], strings.Repeat(" ", longest[n-from]-widths[n])
			if n < to-1 {
				text += ", "
			}
			switch {
			case right:
				row.WriteString(pad + text)
			case n < to-1:
				row.WriteString(text + pad)
			default:
				row.WriteString(text)
			}
		}
		rows = append(rows, row.String())
	}
	return append(rows, output[count:]...)
}

// numeric reports whether all elements are numbers, which are set to the right.
func (c *printer) numeric(o *goja.Object, count int) bool {
	if o == nil {
		return false
	}
	for n := range count {
		v := o.Get(strconv.Itoa(n))
		if v == nil || !goja.IsNumber(v) && !goja.IsBigInt(v) {
			return false
		}
	}
	return true
}

// width counts the columns that a terminal needs.
func (c *printer) width(s string) int {
	if c.Colors {
		s = ansi.ReplaceAllString(s, "")
	}
	n := 0
	for _, r := range s {
		switch {
		case r < 0x20 || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || unicode.Is(unicode.Cf, r):
		case r < 0x1100:
			n++
		default:
			n++
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}
