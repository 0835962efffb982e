package d1

import (
	"context"
	_ "embed"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/runtime"
)

//go:embed js/d1.js
var source string

var library = runtime.NewLibrary("d1.js", source, func(i *runtime.Isolate, native *goja.Object) {
	native.Set("query", func(c goja.FunctionCall) goja.Value {
		return bindingOf(c).query(i, statements(c.Argument(1)), c.Argument(2).ToBoolean())
	})
	native.Set("exec", func(c goja.FunctionCall) goja.Value {
		return bindingOf(c).exec(i, c.Argument(1).(*goja.Object))
	})
	native.Set("dumpRefusal", func(goja.FunctionCall) goja.Value { return i.VM().ToValue(dumpRefusal) })
})

// dumpRefusal is what became of dump(): the platform answers it for databases of
// the alpha version only, and has none left.
const dumpRefusal = "dump() works on databases of D1's alpha version only. A database here is an SQLite file in paddock's state folder: copy that"

// A Runner is where a binding's statements run; *Database is one.
type Runner interface {
	Run(ctx context.Context, list []Statement, done func(results []Result, bookmark string, err error))
}

// A Binding is env.NAME of a database.
type Binding struct {
	Binding  string
	Database *Database
	Label    string // names the database to people
	watched  Runner // stands before the database in a watched run
}

// run runs statements, where they are to go.
func (b *Binding) run(ctx context.Context, list []Statement, done func([]Result, string, error)) {
	if b.watched != nil {
		b.watched.Run(ctx, list, done)
		return
	}
	b.Database.Run(ctx, list, done)
}

// Name returns the property of env.
func (b *Binding) Name() string { return b.Binding }

// Bind makes the D1Database object.
func (b *Binding) Bind(i *runtime.Isolate) (goja.Value, error) {
	make, _ := goja.AssertFunction(library.Load(i).Get("make"))
	return i.Call(make, nil, i.VM().ToValue(b))
}

func bindingOf(c goja.FunctionCall) *Binding { return c.Argument(0).Export().(*Binding) }

// statements reads a list of pairs: SQL and its values.
func statements(v goja.Value) []Statement {
	list := v.(*goja.Object)
	out := make([]Statement, list.Get("length").ToInteger())
	for n := range out {
		pair := list.Get(index(n)).(*goja.Object)
		out[n].SQL = pair.Get("0").String()
		values := pair.Get("1").(*goja.Object)
		out[n].Params = make([]any, values.Get("length").ToInteger())
		for m := range out[n].Params {
			out[n].Params[m] = parameter(values.Get(index(m)))
		}
	}
	return out
}

// parameter reads a value that bind() let through.
func parameter(v goja.Value) any {
	switch {
	case goja.IsNumber(v):
		return v.ToFloat()
	case goja.IsString(v):
		return v.String()
	}
	if buffer, ok := v.Export().(goja.ArrayBuffer); ok {
		return append([]byte{}, buffer.Bytes()...)
	}
	return nil
}

// query runs statements. The promise resolves to {results, bookmark} or to
// {error}, in the platform's words; it is rejected where they fail otherwise.
func (b *Binding) query(i *runtime.Isolate, list []Statement, raw bool) goja.Value {
	promise, ticket := i.Promise("d1 query")
	settle := func(results []Result, mark string, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			answer := vm.NewObject()
			if err != nil {
				return answer, refusal(answer, err)
			}
			all := make([]any, len(results))
			for n, r := range results {
				all[n] = resultOf(vm, r, raw)
			}
			answer.Set("results", vm.NewArray(all...))
			answer.Set("bookmark", mark)
			return answer, nil
		})
	}
	if len(list) == 0 {
		settle(nil, "", refuse(noStatements))
		return promise
	}
	b.run(ticket.Context(), list, settle)
	return promise
}

// exec runs lines, each a statement or several. The promise resolves to {count,
// duration} or to {error, at}.
func (b *Binding) exec(i *runtime.Isolate, lines *goja.Object) goja.Value {
	promise, ticket := i.Promise("d1 exec")
	var list []Statement
	var places []int
	for n := range int(lines.Get("length").ToInteger()) {
		line := lines.Get(index(n)).String()
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(text, "--") {
			list, places = append(list, Statement{SQL: line}), append(places, n)
		}
	}
	settle := func(results []Result, _ string, err error) {
		ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			answer := vm.NewObject()
			if err != nil {
				at := 0
				var e *Error
				if errors.As(err, &e) && e.At < len(places) {
					at = places[e.At]
				}
				answer.Set("at", at)
				return answer, refusal(answer, err)
			}
			answer.Set("count", len(results))
			took := time.Duration(0)
			for _, r := range results {
				took += r.Meta.Duration
			}
			answer.Set("duration", milliseconds(took))
			return answer, nil
		})
	}
	if len(list) == 0 {
		settle(nil, "", refuse(noStatements))
		return promise
	}
	b.run(ticket.Context(), list, settle)
	return promise
}

// refusal puts an error into an answer; one of paddock's own it returns.
func refusal(answer *goja.Object, err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	return answer.Set("error", e.Message)
}

// servedBy is the server that results name.
const servedBy = "paddock.db"

// resultOf makes the D1Result of one statement: its rows as objects, or raw as
// arrays beside the columns' names.
func resultOf(vm *goja.Runtime, r Result, raw bool) goja.Value {
	o := vm.NewObject()
	o.Set("success", true)
	o.Set("meta", metaOf(vm, r.Meta))
	rows := make([]any, len(r.Rows))
	for n, row := range r.Rows {
		if raw {
			rows[n] = arrayOf(vm, row)
		} else {
			rows[n] = objectOf(vm, r.Columns, row)
		}
	}
	o.Set("results", vm.NewArray(rows...))
	if raw {
		o.Set("columns", vm.NewArray(anys(r.Columns)...))
	}
	return o
}

func metaOf(vm *goja.Runtime, m Meta) goja.Value {
	o := vm.NewObject()
	o.Set("served_by", servedBy)
	o.Set("duration", milliseconds(m.Duration))
	o.Set("changes", m.Changes)
	o.Set("last_row_id", m.LastRowID)
	o.Set("changed_db", m.ChangedDB)
	o.Set("size_after", m.SizeAfter)
	o.Set("rows_read", m.RowsRead)
	o.Set("rows_written", m.RowsWritten)
	return o
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func arrayOf(vm *goja.Runtime, row []any) goja.Value {
	values := make([]any, len(row))
	for n, v := range row {
		values[n] = valueOf(vm, v)
	}
	return vm.NewArray(values...)
}

// objectOf makes a row. Of columns with the same name the last one counts.
func objectOf(vm *goja.Runtime, columns []string, row []any) goja.Value {
	o := vm.NewObject()
	for n, name := range columns {
		v := valueOf(vm, row[n])
		if name == "__proto__" { // setting it would change the prototype
			o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
			continue
		}
		o.Set(name, v)
	}
	return o
}

// maxSafe is the largest integer that a number of JavaScript holds exactly.
const maxSafe = 1 << 53

// valueOf makes a value of a row what it is to scripts: every number a number,
// precise or not, and a blob the array of its bytes.
func valueOf(vm *goja.Runtime, v any) goja.Value {
	switch v := v.(type) {
	case int64:
		if v > maxSafe || v < -maxSafe {
			return vm.ToValue(float64(v))
		}
		return vm.ToValue(v)
	case float64:
		if math.IsInf(v, 0) { // JSON, in which results travel, has none
			return goja.Null()
		}
		return vm.ToValue(v)
	case string:
		return vm.ToValue(v)
	case []byte:
		values := make([]any, len(v))
		for n, b := range v {
			values[n] = int64(b)
		}
		return vm.NewArray(values...)
	}
	return goja.Null()
}

// index names an element of an array.
func index(n int) string { return strconv.Itoa(n) }

func anys(list []string) []any {
	out := make([]any, len(list))
	for n, s := range list {
		out[n] = s
	}
	return out
}
