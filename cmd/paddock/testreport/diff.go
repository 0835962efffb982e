package testreport

import (
	"strings"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/testrun"
)

// context is how many equal lines are shown around a difference.
const context = 3

// mostCompared bounds the lines whose difference is looked for: beyond it the two
// are shown one after the other.
const mostCompared = 2000

// difference shows two texts, line by line: - what was expected, + what is there.
func difference(s terminal.Style, c testrun.Compare) string {
	a, b := strings.Split(c.Expected, "\n"), strings.Split(c.Actual, "\n")
	out := []string{s.Green("- expected"), s.Red("+ received"), ""}
	steps := compare(a, b)
	for n, step := range steps {
		switch {
		case step.mark == '-':
			out = append(out, s.Green("- "+s.Clean(step.line)))
		case step.mark == '+':
			out = append(out, s.Red("+ "+s.Clean(step.line)))
		case near(steps, n):
			out = append(out, "  "+s.Clean(step.line))
		case n == 0 || near(steps, n-1) || steps[n-1].mark != ' ':
			out = append(out, s.Dim("  …"))
		}
	}
	return strings.Join(out, "\n")
}

// A step is one line of a difference: ' ' in both, '-' expected only, '+' there
// only.
type step struct {
	mark byte
	line string
}

// near reports whether a changed line is within the context of the nth.
func near(steps []step, n int) bool {
	for i := max(0, n-context); i <= min(len(steps)-1, n+context); i++ {
		if steps[i].mark != ' ' {
			return true
		}
	}
	return false
}

// compare finds the longest common lines of both.
func compare(a, b []string) []step {
	if len(a) > mostCompared || len(b) > mostCompared {
		return append(marked('-', a), marked('+', b)...)
	}
	common := make([][]int32, len(a)+1)
	for i := range common {
		common[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []step
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			out = append(out, step{' ', a[i]})
			i++
			j++
		case common[i+1][j] >= common[i][j+1]:
			out = append(out, step{'-', a[i]})
			i++
		default:
			out = append(out, step{'+', b[j]})
			j++
		}
	}
	return append(append(out, marked('-', a[i:])...), marked('+', b[j:])...)
}

func marked(mark byte, lines []string) []step {
	out := make([]step, len(lines))
	for n, l := range lines {
		out[n] = step{mark, l}
	}
	return out
}
