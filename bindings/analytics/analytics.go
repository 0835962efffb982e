// Package analytics is Workers Analytics Engine on one machine: data points go
// into a table that can be queried in SQL. It knows the platform's limits and
// columns. Its SQL is SQLite's, not the platform's, and nothing is sampled.
package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"paddock/bindings/database"
	"paddock/internal/clock"
)

// The platform's limits of a data point, and of one invocation.
const (
	MaxFields = 20        // blobs, and doubles
	MaxBlobs  = 16 * 1024 // bytes of all blobs
	MaxIndex  = 96        // bytes
	MaxPoints = 250       // of one invocation
)

// A Point is what one call of writeDataPoint() writes.
type Point struct {
	Index   any       // a string or bytes
	Blobs   []any     // strings or bytes
	Doubles []float64 // at most MaxFields
}

// A Store keeps the points of all datasets. Its methods may be called from any
// goroutine; callbacks come once, on the database's, and must not block.
type Store struct {
	db    *database.Database
	clock clock.Clock
	shown map[string]bool // datasets that have their view; of the database's goroutine
}

// New returns the store over a database that was opened with Upgrades.
func New(db *database.Database, c clock.Clock) *Store {
	return &Store{db: db, clock: c, shown: map[string]bool{}}
}

// Upgrades lead from each version of the database to the next. Every dataset is
// a view of the one table, with the columns that the platform's has.
func Upgrades() []string {
	var b strings.Builder
	b.WriteString("CREATE TABLE paddock_point (\n\tid INTEGER PRIMARY KEY,\n\tdataset TEXT NOT NULL,\n\ttimestamp TEXT NOT NULL,\n\t_sample_interval INTEGER NOT NULL DEFAULT 1,\n\tindex1 TEXT NOT NULL DEFAULT ''")
	for n := range MaxFields {
		fmt.Fprintf(&b, ",\n\tblob%d TEXT NOT NULL DEFAULT ''", n+1)
	}
	for n := range MaxFields {
		fmt.Fprintf(&b, ",\n\tdouble%d REAL NOT NULL DEFAULT 0", n+1)
	}
	b.WriteString("\n);\nCREATE INDEX paddock_point_dataset ON paddock_point (dataset, timestamp);")
	return []string{b.String()}
}

// Write writes a point.
func (s *Store) Write(dataset string, p Point, done func(error)) {
	s.db.Do(func(tx *sql.Tx) error {
		if err := s.show(tx, dataset); err != nil {
			return err
		}
		columns := []string{"dataset", "timestamp", "index1"}
		values := []any{dataset, s.clock.Now().UTC().Format(time.DateTime), text(p.Index)}
		for n, b := range p.Blobs {
			columns, values = append(columns, fmt.Sprintf("blob%d", n+1)), append(values, text(b))
		}
		for n, d := range p.Doubles {
			columns, values = append(columns, fmt.Sprintf("double%d", n+1)), append(values, d)
		}
		_, err := tx.Exec("INSERT INTO paddock_point ("+strings.Join(columns, ", ")+") VALUES (?"+strings.Repeat(", ?", len(values)-1)+")", values...)
		return err
	}, s.showing(dataset, done))
}

func text(v any) any {
	if v == nil {
		return ""
	}
	return v
}

// show makes the view that has the name of a dataset.
func (s *Store) show(tx *sql.Tx, dataset string) error {
	if s.shown[dataset] {
		return nil
	}
	columns := []string{"dataset", "timestamp", "_sample_interval", "index1"}
	for _, kind := range []string{"blob", "double"} {
		for n := range MaxFields {
			columns = append(columns, fmt.Sprintf("%s%d", kind, n+1))
		}
	}
	_, err := tx.Exec("CREATE VIEW IF NOT EXISTS " + quote(dataset, '"') + " AS SELECT " + strings.Join(columns, ", ") +
		" FROM paddock_point WHERE dataset = " + quote(dataset, '\''))
	if err != nil {
		return fmt.Errorf("show the dataset %q: %w", dataset, err)
	}
	return nil
}

// Show makes a dataset that nothing was written to yet an empty table.
func (s *Store) Show(dataset string, done func(error)) {
	s.db.Do(func(tx *sql.Tx) error { return s.show(tx, dataset) }, s.showing(dataset, done))
}

// showing remembers that a dataset has its view, once it is stored.
func (s *Store) showing(dataset string, done func(error)) func(error) {
	return func(err error) {
		if err == nil {
			s.shown[dataset] = true
		}
		done(err)
	}
}

func quote(s string, with rune) string {
	q := string(with)
	return q + strings.ReplaceAll(s, q, q+q) + q
}

// A Table is the result of a query.
type Table struct {
	Columns []string
	Rows    [][]any // nil, int64, float64, string or []byte
	More    bool    // there were more rows than MaxRows
}

// MaxRows bounds the result of a query.
const MaxRows = 10_000

// A QueryError says that a query cannot be carried out.
type QueryError struct{ err error }

func (e *QueryError) Error() string { return e.err.Error() }
func (e *QueryError) Unwrap() error { return e.err }

// Invalid says that the query is at fault.
func (e *QueryError) Invalid() bool { return true }

// maxQuery bounds how long a query may take: nothing is written meanwhile.
const maxQuery = 30 * time.Second

// Query runs one SELECT over the datasets, each of which is a table of its name.
// It cannot change anything, and is given up with ctx, or after maxQuery.
func (s *Store) Query(ctx context.Context, query string, done func(Table, error)) {
	var out Table
	s.db.Alone(func(db *sql.DB) (err error) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer s.clock.AfterFunc(maxQuery, cancel).Stop()
		if _, err = db.Exec("PRAGMA query_only = ON"); err != nil {
			return err
		}
		out, err = read(ctx, db, query)
		_, off := db.Exec("PRAGMA query_only = OFF")
		if err != nil {
			err = &QueryError{err}
		}
		if ctx.Err() != nil {
			err = &QueryError{fmt.Errorf("the query was given up: it may take %s", maxQuery)}
		}
		return errors.Join(err, off)
	}, func(err error) { done(out, err) })
}

func read(ctx context.Context, db *sql.DB, query string) (Table, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return Table{}, err
	}
	defer rows.Close()
	var out Table
	if out.Columns, err = rows.Columns(); err != nil {
		return Table{}, err
	}
	for rows.Next() {
		if len(out.Rows) == MaxRows {
			out.More = true
			break
		}
		row, into := make([]any, len(out.Columns)), make([]any, len(out.Columns))
		for n := range row {
			into[n] = &row[n]
		}
		if err := rows.Scan(into...); err != nil {
			return Table{}, err
		}
		out.Rows = append(out.Rows, row)
	}
	return out, rows.Err()
}
