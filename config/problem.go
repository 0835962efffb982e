package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a problem keeps the Worker from running.
type Severity string

// The two severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Pos is a place in a file. Line and Column start at 1 and count characters; 0 means that no such place is known.
type Pos struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String gives the form that editors and terminals follow: file:line:column.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problem is something that a user wrote and can mend. It is the one form for such things, in the terminal and in JSON.
type Problem struct {
	Pos
	Severity Severity `json:"severity"`
	Key      string   `json:"key,omitempty"`   // the path of the setting, such as queues.consumers[0].max_retries
	Value    string   `json:"value,omitempty"` // what stands there, as written
	What     string   `json:"what"`            // what is wrong, or the rule that is broken
	Fix      string   `json:"fix,omitempty"`   // what to write or do instead
}

// Error gives the problem on one line, and how to mend it on a second.
func (p Problem) Error() string {
	var b strings.Builder
	if place := p.Pos.String(); place != "" {
		b.WriteString(place + ": ")
	}
	b.WriteString(string(p.Severity) + ": ")
	if p.Key != "" {
		b.WriteString(p.Key)
		if p.Value != "" {
			b.WriteString(" = " + p.Value)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.What)
	if p.Fix != "" {
		b.WriteString("\n    " + p.Fix)
	}
	return b.String()
}

// Report is every problem of one load, in the order of the files.
type Report struct {
	Problems []Problem `json:"problems"`
}

// Failed reports whether any problem is an error.
func (r *Report) Failed() bool {
	return slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Severity == SeverityError })
}

// Err returns the report as an error if it holds one, else nil.
func (r *Report) Err() error {
	if !r.Failed() {
		return nil
	}
	return r
}

// Error lists all problems, one after the other.
func (r *Report) Error() string {
	texts := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		texts[i] = p.Error()
	}
	return strings.Join(texts, "\n")
}

// Unwrap gives the problems to errors.As.
func (r *Report) Unwrap() []error {
	errs := make([]error, len(r.Problems))
	for i, p := range r.Problems {
		errs[i] = p
	}
	return errs
}

func (r *Report) add(p Problem) { r.Problems = append(r.Problems, p) }

// sort puts the problems in reading order, the files in the order in which they were first mentioned.
func (r *Report) sort() {
	rank := map[string]int{}
	for _, p := range r.Problems {
		if _, ok := rank[p.File]; !ok {
			rank[p.File] = len(rank)
		}
	}
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(rank[a.File], rank[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
