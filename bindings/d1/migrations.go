package d1

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Migration is a script that changes a database once, known by its name.
type Migration struct {
	Name string
	SQL  string
}

// SortMigrations puts names into the order in which they are applied: by the
// number that each begins with, then by name. Those without a number go last.
func SortMigrations(names []string) {
	slices.SortFunc(names, func(a, b string) int {
		x, y := migrationNumber(a), migrationNumber(b)
		if x != y {
			return x - y
		}
		return strings.Compare(a, b)
	})
}

// migrationNumber reads the number at the beginning of a name.
func migrationNumber(name string) int {
	digits := 0
	for digits < len(name) && name[digits] >= '0' && name[digits] <= '9' {
		digits++
	}
	const last = 1 << 31
	if n, err := strconv.ParseInt(name[:digits], 10, 32); err == nil {
		return int(n)
	}
	return last
}

// NextMigration names the migration after those that there are, as the official
// tool does.
func NextMigration(names []string, title string) string {
	n := 0
	for _, name := range names {
		if found := migrationNumber(name); found >= n && len(name) > 4 && name[4] == '_' {
			n = found
		}
	}
	return fmt.Sprintf("%04d_%s.sql", n+1, strings.ReplaceAll(strings.TrimSpace(title), " ", "_"))
}

// NewMigration is what an empty migration has in it.
func NewMigration(name string, now time.Time) string {
	number, _, _ := strings.Cut(name, "_")
	return fmt.Sprintf("-- Migration number: %s \t %s\n", number, now.UTC().Format("2006-01-02T15:04:05.000Z"))
}

// Wait is Run for callers that may wait: any goroutine but those of mailboxes.
func (d *Database) Wait(ctx context.Context, list []Statement) ([]Result, error) {
	type answer struct {
		results []Result
		err     error
	}
	told := make(chan answer, 1)
	d.Run(ctx, list, func(results []Result, _ string, err error) { told <- answer{results, err} })
	got := <-told
	return got.results, got.err
}

// Applied returns the names of the migrations that the table notes. A database
// without the table has none. It may wait, as Wait does.
func (d *Database) Applied(ctx context.Context, table string) ([]string, error) {
	r, err := d.Wait(ctx, []Statement{{SQL: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", Params: []any{table}}})
	if err != nil || r[0].Rows[0][0] == int64(0) {
		return nil, err
	}
	r, err = d.Wait(ctx, []Statement{{SQL: "SELECT name FROM " + quoted(table) + " ORDER BY id"}})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, row := range r[0].Rows {
		if name, ok := row[0].(string); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

// Apply applies a migration and notes it in the table: both or neither. It may
// wait, as Wait does.
func (d *Database) Apply(ctx context.Context, m Migration, table string) error {
	list := []Statement{{SQL: "CREATE TABLE IF NOT EXISTS " + quoted(table) + ` (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT UNIQUE,
	applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`}}
	statements := WithoutTransaction(Split(m.SQL))
	for _, s := range statements {
		list = append(list, Statement{SQL: s})
	}
	list = append(list, Statement{SQL: "INSERT INTO " + quoted(table) + " (name) VALUES (?)", Params: []any{m.Name}})
	_, err := d.Wait(ctx, list)
	if e, ok := err.(*Error); ok && e.At > 0 && e.At <= len(statements) {
		return fmt.Errorf("migration %s: statement %d, %s: %w", m.Name, e.At, excerpt(statements[e.At-1]), err)
	}
	if err != nil {
		return fmt.Errorf("migration %s: %w", m.Name, err)
	}
	return nil
}

// quoted makes a name one of SQL's.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// excerpt is the beginning of a statement, on one line.
func excerpt(sql string) string {
	const most = 60
	text := strings.TrimSuffix(strings.Join(strings.Fields(sql), " "), ";")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
