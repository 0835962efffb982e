package testreport

import (
	"fmt"
	"io"
	"strings"
	"time"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/journal"
	"paddock/internal/testrun"
)

// pretty is for people: a line for each file, what failed in it, and a summary.
type pretty struct {
	w io.Writer
	s terminal.Style
}

// FileEnded writes the file's line, and its failures.
func (p *pretty) FileEnded(f *testrun.File) {
	var b strings.Builder
	mark, counts := p.s.Green("✓"), p.counts(f)
	switch {
	case f.Failed():
		mark = p.s.Red("✗")
	case f.Count(testrun.Passed) == 0:
		mark = p.s.Dim("-")
	}
	fmt.Fprintf(&b, "%s %s  %s\n", mark, p.s.Clean(f.Name), p.s.Dim(counts+", "+journal.Took(f.Took)))
	for _, failure := range f.Failures {
		p.failure(&b, failure)
	}
	if f.Failed() {
		p.lines(&b, f.Lines)
	}
	for _, t := range f.Tests {
		if t.State == testrun.Failed {
			p.failed(&b, t)
		}
	}
	io.WriteString(p.w, b.String())
}

func (p *pretty) counts(f *testrun.File) string {
	return tally(func(state string) int { return f.Count(state) }, len(f.Tests))
}

// tally words how many tests are in which state.
func tally(count func(string) int, total int) string {
	var parts []string
	for _, state := range []string{testrun.Failed, testrun.Passed, testrun.Skipped, testrun.Todo} {
		if n := count(state); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state))
		}
	}
	if total == 0 {
		return "no tests"
	}
	return strings.Join(parts, ", ")
}

// failed writes one test that failed.
func (p *pretty) failed(b *strings.Builder, t *testrun.Test) {
	note := journal.Took(t.Took)
	if t.Virtual >= time.Millisecond {
		note += ", " + long(t.Virtual) + " of virtual time"
	}
	if t.Retries > 0 {
		note += fmt.Sprintf(", tried %d times", t.Retries+1)
	}
	fmt.Fprintf(b, "\n  %s %s  %s\n", p.s.Red("✗"), p.s.Bold(p.s.Clean(fullName(t))), p.s.Dim(note))
	for _, failure := range t.Failures {
		p.failure(b, failure)
	}
	p.lines(b, t.Lines)
	if len(t.Refused) > 0 {
		fmt.Fprintf(b, "    %s\n", p.s.Yellow("requests that no mock answered"))
		for _, r := range t.Refused {
			fmt.Fprintf(b, "      %s\n", p.s.Clean(r))
		}
		b.WriteString("\n")
	}
}

// long words a span of virtual time, which may be days.
func long(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Hour:
		return journal.Took(d)
	case d < day:
		return strings.TrimSuffix(fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute), " 0 min")
	}
	return strings.TrimSuffix(fmt.Sprintf("%s %d h", days(int(d/day)), d%day/time.Hour), " 0 h")
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func (p *pretty) failure(b *strings.Builder, f testrun.Failure) {
	title := f.Title
	if f.Where != "" {
		title = f.Where + ": " + title
	}
	b.WriteString("\n" + indent(p.s.Red(p.s.Clean(title)), 4) + "\n")
	if f.Compare != nil {
		b.WriteString("\n" + indent(difference(p.s, *f.Compare), 4) + "\n")
	}
	if f.Stack != "" {
		b.WriteString(p.s.Dim(indent(p.s.Clean(f.Stack), 2)) + "\n")
	}
	if f.Frame != "" {
		b.WriteString("\n" + indent(p.s.Clean(f.Frame), 2) + "\n")
	}
	b.WriteString("\n")
}

func (p *pretty) lines(b *strings.Builder, lines []testrun.Line) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "    %s\n", p.s.Dim("console"))
	for _, l := range lines {
		fmt.Fprintf(b, "%s\n", indent(fmt.Sprintf("%-5s %s", l.Level, strings.ReplaceAll(p.s.Clean(l.Text), "\n", "\n      ")), 6))
	}
	b.WriteString("\n")
}

func indent(text string, n int) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = strings.Repeat(" ", n) + l
		}
	}
	return strings.Join(lines, "\n")
}

// Ended writes the summary.
func (p *pretty) Ended(r *testrun.Run) {
	var b strings.Builder
	if r.Coverage != nil {
		coverage(&b, p.s, r.Coverage)
	}
	failed, total := 0, 0
	var virtual time.Duration
	for _, f := range r.Files {
		if f.Failed() {
			failed++
		}
		total += len(f.Tests)
		for _, t := range f.Tests {
			virtual += t.Virtual
		}
	}
	files := terminal.Count(len(r.Files), "file")
	if failed > 0 && len(r.Files) > 1 {
		files = fmt.Sprintf("%s, of which %d failed", files, failed)
	}
	paint := p.s.Green
	if r.Failed() {
		paint = p.s.Red
	}
	text := tally(r.Count, total)
	fmt.Fprintf(&b, "\n%s in %s, %s", paint(text), files, journal.Took(r.Took))
	if virtual >= time.Second {
		fmt.Fprintf(&b, " for %s of virtual time", long(virtual))
	}
	b.WriteString("\n")
	if r.Written > 0 {
		fmt.Fprintf(&b, "%s written\n", terminal.Count(r.Written, "snapshot"))
	}
	if r.Obsolete > 0 {
		fmt.Fprintf(&b, "%s that no test asks for: run with -u to remove them\n", terminal.Count(r.Obsolete, "snapshot"))
	}
	if r.Bailed {
		b.WriteString("stopped early, as --bail says\n")
	}
	io.WriteString(p.w, b.String())
}
