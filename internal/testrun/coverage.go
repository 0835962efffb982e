package testrun

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/bundle"
)

// Coverage is what ran of the project's own files, tests and packages left out.
// Files that no test's Worker loads are not in it.
type Coverage struct{ Files []FileCoverage }

// FileCoverage is what ran of one file.
type FileCoverage struct {
	Name  string // relative to the project
	Parts []Part // in the order of the file
}

// The kinds of parts.
const (
	StatementPart = bundle.Statement
	FunctionPart  = bundle.Function
	BranchPart    = bundle.Branch
)

// A Part is a statement, a function, or one way that an if or a switch may go.
type Part struct {
	Kind         int
	Line, Column int    // from 1
	Name         string // of a function; "" when it has none
	Arm          int    // of a branch: which of those at this place, from 0
	Taken        uint64 // how often
}

// Share counts the parts of a kind, and those that ran.
func (f *FileCoverage) Share(kind int) (ran, all int) {
	for _, p := range f.Parts {
		if p.Kind == kind {
			all++
			if p.Taken > 0 {
				ran++
			}
		}
	}
	return ran, all
}

// Lines returns how often each line ran at which a statement begins: as often as
// the statement of it that ran most.
func (f *FileCoverage) Lines() map[int]uint64 {
	lines := map[int]uint64{}
	for _, p := range f.Parts {
		if p.Kind == StatementPart {
			lines[p.Line] = max(lines[p.Line], p.Taken)
		}
	}
	return lines
}

// counts are what the script of one test file counted. All of its isolates count
// in the same memory, which outlives them; one goroutine runs them.
type counts struct {
	points []bundle.Point
	memory []byte // a float64 each
}

const counterSize = 8

// reset takes the points of a build.
func (c *counts) reset(points []bundle.Point) {
	c.points, c.memory = points, make([]byte, counterSize*len(points))
}

func (c *counts) of(n int) uint64 {
	return uint64(math.Float64frombits(binary.NativeEndian.Uint64(c.memory[counterSize*n:])))
}

// define gives the script its counters.
func (c *counts) define(i *runtime.Isolate) {
	i.DefineModule(bundle.CoverageModule, func() goja.Value {
		vm := i.VM()
		counters, err := vm.New(i.EngineGlobal("Float64Array"), vm.ToValue(vm.NewArrayBuffer(c.memory)))
		if err != nil {
			panic(err)
		}
		return counters
	})
}

// A spot identifies a part over all test files.
type spot struct {
	file                    string
	kind, line, column, arm int
}

// parts returns what was counted. Where the bundler makes several statements of
// one, the one that ran most counts.
func (c *counts) parts() map[spot]Part {
	out := map[spot]Part{}
	for n := range c.points {
		p := &c.points[n]
		k := spot{p.At.File, p.Kind, p.At.Line, p.At.Column, p.Arm}
		part := Part{Kind: p.Kind, Line: p.At.Line, Column: p.At.Column, Name: p.Name, Arm: p.Arm, Taken: p.Taken(c.of, n)}
		part.Taken = max(part.Taken, out[k].Taken)
		out[k] = part
	}
	return out
}

// merge adds up what the test files counted.
func merge(files []*File) *Coverage {
	all := map[spot]Part{}
	for _, f := range files {
		for k, part := range f.counts.parts() {
			part.Taken += all[k].Taken
			all[k] = part
		}
	}
	byFile := map[string][]Part{}
	for k, part := range all {
		byFile[k.file] = append(byFile[k.file], part)
	}
	out := &Coverage{}
	for name, parts := range byFile {
		slices.SortFunc(parts, compareParts)
		out.Files = append(out.Files, FileCoverage{name, parts})
	}
	slices.SortFunc(out.Files, func(a, b FileCoverage) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func compareParts(a, b Part) int {
	return slices.Compare([]int{a.Line, a.Column, a.Kind, a.Arm}, []int{b.Line, b.Column, b.Kind, b.Arm})
}
