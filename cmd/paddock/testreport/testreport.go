// Package testreport tells how tests went: for people, as JSON, for JUnit's
// readers, and as TAP. It writes to what it is given, and decides nothing.
package testreport

import (
	"io"
	"strings"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/testrun"
)

// Names are the reporters that New knows.
func Names() []string { return []string{"pretty", "json", "junit", "tap"} }

// New returns the reporter of that name.
func New(name string, w io.Writer, s terminal.Style) testrun.Reporter {
	switch name {
	case "json":
		return &jsonReporter{w: w}
	case "junit":
		return &junitReporter{w: w}
	case "tap":
		return &tapReporter{w: w}
	}
	return &pretty{w: w, s: s}
}

// plain is a failure in words without colours: title, comparison, places, code.
func plain(f testrun.Failure) string {
	var b strings.Builder
	if f.Where != "" {
		b.WriteString(f.Where + ": ")
	}
	b.WriteString(f.Title)
	if f.Compare != nil {
		b.WriteString("\n\n" + difference(terminal.NewStyle(false), *f.Compare))
	}
	if f.Stack != "" {
		b.WriteString("\n" + f.Stack)
	}
	if f.Frame != "" {
		b.WriteString("\n" + f.Frame)
	}
	return b.String()
}

func fullName(t *testrun.Test) string { return strings.Join(t.Names, " > ") }
