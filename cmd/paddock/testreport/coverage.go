package testreport

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"paddock/cmd/paddock/terminal"
	"paddock/internal/testrun"
)

// coverage is a table of what ran, a file a row.
func coverage(b *strings.Builder, s terminal.Style, c *testrun.Coverage) {
	b.WriteString("\n")
	if len(c.Files) == 0 {
		b.WriteString("coverage: no file of the project was loaded beside the tests\n")
		return
	}
	columns := []terminal.Column{{Name: "file"}, {Name: "statements", Right: true}, {Name: "branches", Right: true}, {Name: "functions", Right: true}, {Name: "lines that did not run"}}
	var rows [][]string
	var total [3]struct{ ran, all int }
	for n := range c.Files {
		f := &c.Files[n]
		row := []string{f.Name}
		for kind := range total {
			ran, all := f.Share(kind)
			total[kind].ran += ran
			total[kind].all += all
			row = append(row, percent(ran, all))
		}
		statements, functions, branches := row[1], row[2], row[3]
		rows = append(rows, []string{row[0], statements, branches, functions, missed(f.Lines())})
	}
	if len(c.Files) > 1 {
		at := func(kind int) string { return percent(total[kind].ran, total[kind].all) }
		rows = append(rows, []string{"all", at(testrun.StatementPart), at(testrun.BranchPart), at(testrun.FunctionPart), ""})
	}
	terminal.Table(b, s, "", columns, rows) // a builder takes everything
}

// percent words a share; nothing to run is all of it.
func percent(ran, all int) string {
	if all == 0 {
		return "-"
	}
	return fmt.Sprintf("%d%% %d/%d", 100*ran/all, ran, all)
}

// missed words the lines at which a statement begins that did not run, joining
// those with no line between them that did.
func missed(lines map[int]uint64) string {
	var spans []string
	from, to := 0, 0
	end := func() {
		switch {
		case from == 0:
		case from == to:
			spans = append(spans, strconv.Itoa(from))
		default:
			spans = append(spans, fmt.Sprintf("%d-%d", from, to))
		}
		from = 0
	}
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		switch {
		case lines[line] > 0:
			end()
		case from == 0:
			from, to = line, line
		default:
			to = line
		}
	}
	end()
	return strings.Join(spans, ", ")
}
