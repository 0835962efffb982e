package testreport

import (
	"fmt"
	"io"
	"strings"

	"paddock/internal/testrun"
)

// tapReporter writes the Test Anything Protocol, version 13, one test a line.
type tapReporter struct {
	w io.Writer
	n int
}

// FileEnded writes the tests of a file.
func (t *tapReporter) FileEnded(f *testrun.File) {
	if t.n == 0 {
		fmt.Fprintln(t.w, "TAP version 13")
	}
	for _, failure := range f.Failures {
		t.line(false, f.Name, "", []testrun.Failure{failure}, nil)
	}
	for _, test := range f.Tests {
		directive := ""
		switch test.State {
		case testrun.Skipped:
			directive = " # SKIP " + test.Note
		case testrun.Todo:
			directive = " # TODO"
		}
		t.line(test.State != testrun.Failed, f.Name+" > "+fullName(test), directive, test.Failures, test)
	}
}

func (t *tapReporter) line(ok bool, name, directive string, failures []testrun.Failure, test *testrun.Test) {
	t.n++
	mark := "ok"
	if !ok {
		mark = "not ok"
	}
	name = strings.NewReplacer("#", "\\#", "\n", " ").Replace(name)
	fmt.Fprintf(t.w, "%s %d - %s%s\n", mark, t.n, name, strings.TrimRight(directive, " "))
	if ok {
		return
	}
	fmt.Fprintln(t.w, "  ---")
	for _, f := range failures {
		fmt.Fprintf(t.w, "  message: |-\n%s\n", indent(plain(f), 4))
	}
	if test != nil {
		fmt.Fprintf(t.w, "  duration_ms: %g\n", milliseconds(test.Took))
	}
	fmt.Fprintln(t.w, "  ...")
}

// Ended writes how many there were.
func (t *tapReporter) Ended(*testrun.Run) {
	if t.n == 0 {
		fmt.Fprintln(t.w, "TAP version 13")
	}
	fmt.Fprintf(t.w, "1..%d\n", t.n)
}
