package terminal

import (
	"io"
	"strings"
	"unicode/utf8"
)

// A Column is the heading of one column of a table.
type Column struct {
	Name  string
	Right bool // set to the right, as numbers are
}

// Table writes rows under their heading, each line after indent.
func Table(w io.Writer, s Style, indent string, columns []Column, rows [][]string) error {
	width := make([]int, len(columns))
	heading := make([]string, len(columns))
	for i, c := range columns {
		heading[i], width[i] = c.Name, len(c.Name)
	}
	clean := make([][]string, len(rows))
	for n, row := range rows {
		for i, cell := range row {
			cell = NewStyle(false).clean(strings.ReplaceAll(cell, "\n", " "))
			clean[n] = append(clean[n], cell)
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	line := func(row []string) string {
		cells := make([]string, len(row))
		for i, cell := range row {
			gap := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			cells[i] = cell + gap
			if columns[i].Right {
				cells[i] = gap + cell
			}
		}
		return indent + strings.TrimRight(strings.Join(cells, "  "), " ")
	}
	b.WriteString(s.Dim(line(heading)) + "\n")
	for _, row := range clean {
		b.WriteString(line(row) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
