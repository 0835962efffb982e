package webapi

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"paddock/runtime"
	"paddock/runtime/inspect"
)

// table prints rows and columns when it is given an object, and is log otherwise.
func (c *console) table(args []goja.Value) {
	if len(args) == 0 {
		c.say("log", "")
		return
	}
	data, ok := args[0].(*goja.Object)
	if !ok {
		c.print("log", args)
		return
	}
	var columns goja.Value
	if len(args) > 1 {
		columns = args[1]
	}
	c.say("log", c.draw(data, columns))
}

func (c *console) draw(data *goja.Object, columns goja.Value) string {
	t := &table{c: c, index: "(index)"}
	if filter, ok := columns.(*goja.Object); ok {
		t.fixed = true
		for _, k := range filter.Keys() {
			t.columns = append(t.columns, filter.Get(k).String())
		}
	}
	t.read(data)
	return t.String()
}

// Table returns what console.table draws of data, with the columns that are
// listed. Loop only, while JavaScript runs.
func Table(i *runtime.Isolate, data *goja.Object, columns goja.Value) string {
	return (&console{i: i}).draw(data, columns)
}

// table is what console.table draws: rows of cells under columns, and a last
// column for rows that are no objects.
type table struct {
	c       *console
	index   string
	columns []string
	fixed   bool
	values  bool
	rows    []tableRow
}

type tableRow struct {
	index string
	cells map[string]string
	value string
}

func (t *table) read(data *goja.Object) {
	vm := t.c.i.VM()
	switch kind := data.ExportType(); {
	case kind == reflect.TypeFor[[][2]any](): // a Map
		t.index = "(iteration index)"
		t.columns, t.fixed = []string{"Key", "Values"}, true
		each(vm, data, func(n int, entry goja.Value) {
			o := entry.ToObject(vm)
			t.rows = append(t.rows, tableRow{index: strconv.Itoa(n),
				cells: map[string]string{"Key": t.cell(o.Get("0")), "Values": t.cell(o.Get("1"))}})
		})
		return
	case kind == reflect.TypeFor[[]any]() && data.ClassName() != "Array": // a Set
		t.index = "(iteration index)"
		each(vm, data, func(n int, v goja.Value) { t.add(strconv.Itoa(n), v) })
		return
	}
	for _, k := range data.Keys() {
		t.add(k, data.Get(k))
	}
}

// each iterates over an iterable of the engine's own.
func each(vm *goja.Runtime, o *goja.Object, f func(int, goja.Value)) {
	n := 0
	vm.ForOf(o, func(v goja.Value) bool {
		f(n, v)
		n++
		return true
	})
}

func (t *table) add(index string, v goja.Value) {
	row := tableRow{index: index, cells: map[string]string{}}
	o, ok := v.(*goja.Object)
	if _, isFunction := goja.AssertFunction(v); !ok || isFunction {
		row.value = t.cell(v)
		t.values = true
		t.rows = append(t.rows, row)
		return
	}
	for _, k := range o.Keys() {
		if !slices.Contains(t.columns, k) {
			if t.fixed {
				continue
			}
			t.columns = append(t.columns, k)
		}
		row.cells[k] = t.cell(o.Get(k))
	}
	t.rows = append(t.rows, row)
}

func (t *table) cell(v goja.Value) string {
	o := inspect.Defaults()
	o.MaxArrayLength, o.BreakLength, o.Depth = 3, 0, 0
	return inspect.Of(t.c.i).Inspect(v, o)
}

// String draws the table.
func (t *table) String() string {
	head := append([]string{t.index}, t.columns...)
	if t.values {
		head = append(head, "Values")
	}
	lines := [][]string{head}
	for _, r := range t.rows {
		line := []string{r.index}
		for _, col := range t.columns {
			line = append(line, r.cells[col])
		}
		if t.values {
			line = append(line, r.value)
		}
		lines = append(lines, line)
	}
	widths := make([]int, len(head))
	for _, line := range lines {
		for n, cell := range line {
			widths[n] = max(widths[n], utf8.RuneCountInString(cell)+2)
		}
	}
	var b strings.Builder
	rule(&b, "┌", "┬", "┐\n", widths)
	for n, line := range lines {
		b.WriteString("│")
		for col, cell := range line {
			space := widths[col] - utf8.RuneCountInString(cell)
			b.WriteString(" " + cell + strings.Repeat(" ", space-1) + "│")
		}
		b.WriteString("\n")
		if n == 0 {
			rule(&b, "├", "┼", "┤\n", widths)
		}
	}
	rule(&b, "└", "┴", "┘", widths)
	return b.String()
}

func rule(b *strings.Builder, left, middle, right string, widths []int) {
	b.WriteString(left)
	for n, w := range widths {
		if n > 0 {
			b.WriteString(middle)
		}
		b.WriteString(strings.Repeat("─", w))
	}
	b.WriteString(right)
}
