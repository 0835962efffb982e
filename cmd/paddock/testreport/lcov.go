package testreport

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"

	"paddock/internal/testrun"
)

// WriteLCOV writes coverage as the tool lcov does, which editors and services
// read. Names of files are relative to the project.
func WriteLCOV(w io.Writer, c *testrun.Coverage) error {
	b := bufio.NewWriter(w)
	for n := range c.Files {
		lcovFile(b, &c.Files[n])
	}
	return b.Flush() // it keeps the first error
}

func lcovFile(b *bufio.Writer, f *testrun.FileCoverage) {
	fmt.Fprintf(b, "TN:\nSF:%s\n", f.Name)
	lcovFunctions(b, f)
	lcovBranches(b, f)
	lines := f.Lines()
	hit := 0
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(b, "DA:%d,%d\n", line, lines[line])
		if lines[line] > 0 {
			hit++
		}
	}
	fmt.Fprintf(b, "LF:%d\nLH:%d\nend_of_record\n", len(lines), hit)
}

// lcovFunctions gives functions without a name one, since names tell them apart.
func lcovFunctions(b *bufio.Writer, f *testrun.FileCoverage) {
	type function struct {
		name string
		part testrun.Part
	}
	var all []function
	taken := map[string]bool{}
	for _, p := range f.Parts {
		if p.Kind != testrun.FunctionPart {
			continue
		}
		name := p.Name
		if name == "" || taken[name] {
			name = fmt.Sprintf("%s(%d:%d)", name, p.Line, p.Column)
		}
		taken[name] = true
		all = append(all, function{name, p})
	}
	for _, fn := range all {
		fmt.Fprintf(b, "FN:%d,%s\n", fn.part.Line, fn.name)
	}
	for _, fn := range all {
		fmt.Fprintf(b, "FNDA:%d,%s\n", fn.part.Taken, fn.name)
	}
	ran, found := f.Share(testrun.FunctionPart)
	fmt.Fprintf(b, "FNF:%d\nFNH:%d\n", found, ran)
}

// lcovBranches numbers the choices of a file.
func lcovBranches(b *bufio.Writer, f *testrun.FileCoverage) {
	choice := -1
	var last testrun.Part
	for _, p := range f.Parts {
		if p.Kind != testrun.BranchPart {
			continue
		}
		if choice < 0 || p.Line != last.Line || p.Column != last.Column {
			choice++
		}
		last = p
		fmt.Fprintf(b, "BRDA:%d,%d,%d,%d\n", p.Line, choice, p.Arm, p.Taken)
	}
	ran, found := f.Share(testrun.BranchPart)
	fmt.Fprintf(b, "BRF:%d\nBRH:%d\n", found, ran)
}
