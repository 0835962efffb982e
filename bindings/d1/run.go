package d1

import (
	"strings"
)

// The platform's answers to SQL that SQLite alone would take otherwise.
const (
	noStatement   = "SQL code did not contain a statement."
	noStatements  = "No SQL statements detected."
	wrongBindings = "Wrong number of parameter bindings for SQL query."
	earlyBindings = "When executing multiple SQL statements in a single call, only the last statement can have parameters."
	outOfTime     = "D1 DB exceeded its CPU time limit and was reset."
	outOfMemory   = "D1 DB's isolate exceeded its memory limit and was reset."
)

// runAll runs the statements of one call; the caller holds the transaction.
func (c *conn) runAll(list []Statement) ([]Result, error) {
	results := make([]Result, 0, len(list))
	left := maxResult
	for n, one := range list {
		r, err := c.runOne(one, &left)
		if err != nil {
			if e, ok := err.(*Error); ok {
				e.At = n
			}
			return nil, err
		}
		results = append(results, r)
	}
	if c.owesKeys() { // the end of the transaction would find them, and undo others' work too
		e := refuse("FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)")
		e.At = max(len(list)-1, 0)
		return nil, e
	}
	return results, nil
}

// runOne runs SQL with all the statements in it; the last one has the
// parameters and gives the result. left is what memory rows may still take.
func (c *conn) runOne(one Statement, left *int) (Result, error) {
	began := c.clock.Now()
	before, err := c.counters()
	if err != nil {
		return Result{}, err
	}
	if c.recount {
		if err := c.countIndexes(); err != nil {
			return Result{}, err
		}
	}
	c.written, c.altered = 0, false
	r, err := c.runText(one, left)
	if err != nil {
		return Result{}, err
	}
	after, err := c.counters()
	if err != nil {
		return Result{}, err
	}
	r.Meta.Changes = after.changes - before.changes
	r.Meta.LastRowID = after.last
	r.Meta.SizeAfter = after.size
	r.Meta.ChangedDB = after != before || c.altered
	r.Meta.RowsWritten = c.written
	r.Meta.Duration = c.since(began)
	return r, nil
}

// counters are what a statement may have changed.
type counters struct{ changes, last, size int64 }

func (c *conn) counters() (k counters, err error) {
	k.changes, k.last = c.totals()
	if c.size < 0 {
		pages, err := c.do("PRAGMA page_count")
		if err != nil {
			return k, err
		}
		page, err := c.do("PRAGMA page_size")
		if err != nil {
			return k, err
		}
		c.size = pages * page
	}
	k.size = c.size
	return k, nil
}

func (c *conn) runText(one Statement, left *int) (Result, error) {
	if strings.TrimSpace(one.SQL) == "" {
		return Result{}, refuse(noStatements)
	}
	if s := c.cache.take(one.SQL); s != nil {
		r, err := c.runStmt(s, one.Params, left)
		c.cache.put(one.SQL, s)
		return r, err
	}
	for rest := one.SQL; ; {
		s, after, err := c.prepare(rest, true)
		switch {
		case err != nil:
			return Result{}, err
		case s == nil:
			return Result{}, refuse(noStatement)
		}
		rest = strings.TrimLeft(after, " \t\n\r\v\f")
		if rest != "" && !c.blank(rest) {
			if err := c.runEarlier(s, left); err != nil {
				return Result{}, err
			}
			continue
		}
		whole := len(one.SQL) == len(s.sql())+len(after) // nothing came before it
		r, err := c.runStmt(s, one.Params, left)
		if whole && !s.schema && err == nil {
			c.cache.put(one.SQL, s)
		} else {
			s.finalize()
		}
		return r, err
	}
}

// blank reports whether SQL has only comments.
func (c *conn) blank(sql string) bool {
	s, _, err := c.prepare(sql, false)
	if s != nil {
		s.finalize()
	}
	return s == nil && err == nil
}

// runEarlier runs a statement that others follow. Its rows go unseen.
func (c *conn) runEarlier(s *stmt, left *int) error {
	defer s.finalize()
	if s.parameters() > 0 {
		return refuse(earlyBindings)
	}
	unseen := *left
	_, err := c.runStmt(s, nil, &unseen)
	return err
}

// runStmt binds, steps to the end and resets.
func (c *conn) runStmt(s *stmt, params []any, left *int) (Result, error) {
	defer s.reset()
	if s.parameters() != len(params) {
		return Result{}, refuse(wrongBindings)
	}
	if err := s.bind(params); err != nil {
		return Result{}, err
	}
	c.defers = c.defers || s.pragma == "defer_foreign_keys"
	r := Result{Columns: s.columns(), Rows: [][]any{}}
	for {
		row, err := s.step()
		if err != nil {
			return Result{}, err
		}
		if !row {
			break
		}
		if len(r.Columns) == 0 {
			continue
		}
		values := make([]any, len(r.Columns))
		for n := range values {
			values[n] = s.column(n)
			*left -= sizeOf(values[n])
		}
		if *left < 0 {
			return Result{}, refuse(outOfMemory)
		}
		r.Rows = append(r.Rows, values)
	}
	r.Meta.RowsRead = max(s.visited(), int64(len(r.Rows)))
	if !s.readOnly() {
		c.size = -1
	}
	if s.schema {
		c.altered = true
		return r, c.countIndexes()
	}
	return r, nil
}

// sizeOf is about what a value takes in memory.
func sizeOf(v any) int {
	const word = 16
	switch v := v.(type) {
	case string:
		return word + len(v)
	case []byte:
		return word + len(v)
	}
	return word
}
