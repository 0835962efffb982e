package testreport

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"paddock/internal/testrun"
)

// junitReporter writes the XML that CI systems read.
type junitReporter struct{ w io.Writer }

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
	Out      string      `xml:"system-out,omitempty"`
}

type junitCase struct {
	Class   string         `xml:"classname,attr"`
	Name    string         `xml:"name,attr"`
	Time    string         `xml:"time,attr"`
	Skipped *struct{}      `xml:"skipped"`
	Failed  []junitFailure `xml:"failure"`
	Error   *junitFailure  `xml:"error"`
	Out     string         `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// FileEnded waits for the end.
func (*junitReporter) FileEnded(*testrun.File) {}

// Ended writes everything.
func (j *junitReporter) Ended(r *testrun.Run) {
	out := junitSuites{Name: "paddock test", Failures: r.Count(testrun.Failed), Time: seconds(r.Took)}
	for _, f := range r.Files {
		s := junitSuite{Name: f.Name, Tests: len(f.Tests), Failures: f.Count(testrun.Failed), Errors: len(f.Failures),
			Skipped: f.Count(testrun.Skipped) + f.Count(testrun.Todo), Time: seconds(f.Took), Out: console(f.Lines)}
		for _, failure := range f.Failures {
			made := junit(failure)
			s.Cases = append(s.Cases, junitCase{Class: f.Name, Name: f.Name, Time: "0", Error: &made})
		}
		for _, t := range f.Tests {
			c := junitCase{Class: f.Name, Name: fullName(t), Time: seconds(t.Took), Out: console(t.Lines)}
			for _, failure := range t.Failures {
				c.Failed = append(c.Failed, junit(failure))
			}
			if t.State == testrun.Skipped || t.State == testrun.Todo {
				c.Skipped = &struct{}{}
			}
			s.Cases = append(s.Cases, c)
		}
		out.Tests += s.Tests
		out.Errors += s.Errors
		out.Suites = append(out.Suites, s)
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		fmt.Fprintf(j.w, "<!-- %v -->\n", err)
		return
	}
	fmt.Fprintf(j.w, "%s%s\n", xml.Header, text)
}

func junit(f testrun.Failure) junitFailure {
	kind, _, ok := strings.Cut(f.Title, ":")
	if !ok || strings.ContainsRune(kind, ' ') {
		kind = "Error"
	}
	return junitFailure{Message: f.Title, Type: kind, Text: plain(f)}
}

func console(lines []testrun.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.6f", d.Seconds()) }

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
