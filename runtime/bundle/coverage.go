package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// CoverageModule is the module of the runtime from which a script that counts
// what runs takes its counters: an array-like of numbers, one for each Point.
const CoverageModule = "paddock:coverage"

// countersName is what the script calls them.
const countersName = "__paddock_count"

// The kinds of points.
const (
	Statement = iota
	Function
	Branch
)

// A Point is a place in the user's files at which the script counts.
type Point struct {
	Kind int
	At   Position
	Name string // of a function; "" when it has none
	Arm  int    // of a branch: which of those of the choice at At, from 0
	// Rest says that nothing counts here: the branch, an else that is not there,
	// was taken as often as point Of counted but point But did not.
	Rest    bool
	Of, But int
}

// Taken returns how often a point was passed.
func (p *Point) Taken(counts func(n int) uint64, n int) uint64 {
	if p.Rest {
		return counts(p.Of) - min(counts(p.But), counts(p.Of))
	}
	return counts(n)
}

// count makes the script count what runs of the user's own files; those of
// packages, and files that skip names, it leaves alone.
func (s *script) count(m *SourceMap, skip []string) ([]Point, error) {
	const open = "("
	program, err := parser.ParseFile(nil, scriptFile, open+s.code+")", 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, fmt.Errorf("read the script to count what runs: %w", err)
	}
	c := &counting{code: s.code, offset: 1 + len(open), m: m, skip: skip, lines: lineStarts(s.code), seen: map[any]bool{}, names: map[any]string{}, ids: map[ast.Statement]int{}, elseIf: map[ast.Statement]bool{}}
	c.value(reflect.ValueOf(program.Body))
	const strict = `"use strict";`
	header := strings.Index(s.code, strict)
	if header < 0 {
		return nil, errors.New("the script does not begin as the bundler writes it")
	}
	c.insert(header+len(strict), fmt.Sprintf(" const %s = %s(%q);", countersName, builtinsName, CoverageModule))
	slices.SortStableFunc(c.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	s.code, s.late = apply(s.code, c.edits)
	return c.points, nil
}

// lineStarts lists where the lines of a text begin.
func lineStarts(text string) []int {
	starts := []int{0}
	for n := range len(text) {
		if text[n] == '\n' {
			starts = append(starts, n+1)
		}
	}
	return starts
}
