package d1_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paddock/bindings/d1"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

// world is one database on a virtual clock.
type world struct {
	t     testing.TB
	db    *d1.Database
	sched *mailbox.Scheduler
	path  string
	limit time.Duration
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, path: filepath.Join(t.TempDir(), "new folder?#%", "a.db")}
	w.open()
	t.Cleanup(w.close)
	return w
}

func (w *world) open() {
	w.t.Helper()
	w.sched = mailbox.NewScheduler(clock.NewVirtual(time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.UTC)), 1)
	var err error
	w.db, err = d1.Open(w.path, d1.Options{Exec: w.sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)), Limit: w.limit})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) close() {
	w.db.End()
	w.settle()
	<-w.db.Done()
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.sched.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// run runs statements, each without parameters.
func (w *world) run(sql ...string) ([]d1.Result, error) {
	var list []d1.Statement
	for _, s := range sql {
		list = append(list, d1.Statement{SQL: s})
	}
	return w.runAll(list...)
}

func (w *world) runAll(list ...d1.Statement) (results []d1.Result, err error) {
	w.t.Helper()
	told := 0
	w.db.Run(context.Background(), list, func(r []d1.Result, _ string, e error) {
		results, err = r, e
		told++
	})
	w.settle()
	if told != 1 {
		w.t.Fatalf("told %d times", told)
	}
	return results, err
}

func (w *world) must(sql ...string) []d1.Result {
	w.t.Helper()
	r, err := w.run(sql...)
	if err != nil {
		w.t.Fatalf("%v: %v", sql, err)
	}
	return r
}

// one returns the rows of one query as text.
func (w *world) one(sql string, params ...any) string {
	w.t.Helper()
	r, err := w.runAll(d1.Statement{SQL: sql, Params: params})
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(r[0].Rows)
}

func TestRefusalsHaveThePlatformsWords(t *testing.T) {
	w := newWorld(t)
	w.must("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, n INTEGER CHECK (n > 0))", "CREATE TABLE child (t REFERENCES t(id))")
	w.must("INSERT INTO t VALUES (1, 'a', 1)")
	long := "SELECT '" + strings.Repeat("x", d1.MaxStatement) + "'"
	for sql, want := range map[string]string{
		"SELEC 1":                           `near "SELEC": syntax error at offset 0: SQLITE_ERROR`,
		"SELECT x FROM t":                   "no such column: x at offset 7: SQLITE_ERROR",
		"SELECT * FROM u":                   "no such table: u: SQLITE_ERROR",
		`SELECT "a"`:                        `no such column: "a" - should this be a string literal in single-quotes? at offset 7: SQLITE_ERROR`,
		"":                                  "No SQL statements detected.",
		"-- nothing":                        "SQL code did not contain a statement.",
		"SELECT ?":                          "Wrong number of parameter bindings for SQL query.",
		"SELECT ?; SELECT 1":                "When executing multiple SQL statements in a single call, only the last statement can have parameters.",
		"INSERT INTO t VALUES (1, 'b', 1)":  "UNIQUE constraint failed: t.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)",
		"INSERT INTO t VALUES (2, 'a', 1)":  "UNIQUE constraint failed: t.name: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)",
		"INSERT INTO t VALUES (2, NULL, 1)": "NOT NULL constraint failed: t.name: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_NOTNULL)",
		"INSERT INTO t VALUES (2, 'b', 0)":  "CHECK constraint failed: n > 0: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)",
		"INSERT INTO child VALUES (7)":      "FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)",
		"INSERT INTO t (id) VALUES ('x')":   "datatype mismatch: SQLITE_MISMATCH",
		"ATTACH ':memory:' AS m":            "not authorized: SQLITE_AUTH",
		"VACUUM":                            "cannot VACUUM from within a transaction: SQLITE_ERROR",
		"CREATE TEMP TABLE x (a)":           "not authorized: SQLITE_AUTH",
		"CREATE TABLE _cf_x (a)":            "not authorized: SQLITE_AUTH",
		"PRAGMA user_version":               "not authorized: SQLITE_AUTH",
		"PRAGMA journal_mode = DELETE":      "not authorized: SQLITE_AUTH",
		"PRAGMA synchronous = OFF":          "not authorized: SQLITE_AUTH",
		"SELECT * FROM pragma_journal_mode": "not authorized: SQLITE_AUTH",
		"PRAGMA writable_schema = ON":       "not authorized: SQLITE_AUTH",
		"SELECT sqlite_version()":           "not authorized to use function: sqlite_version at offset 7: SQLITE_ERROR",
		"DELETE FROM sqlite_schema":         "table sqlite_master may not be modified: SQLITE_ERROR",
		"SELECT 1 WHERE 'a' LIKE '" + strings.Repeat("%", 51) + "'": "LIKE or GLOB pattern too complex: SQLITE_ERROR",
		"SELECT zeroblob(3000000)":                                  "string or blob too big: SQLITE_TOOBIG",
		long:                                                        "statement too long: SQLITE_TOOBIG",
		"SELECT ?101":                                               "variable number must be between ?1 and ?100 at offset 7: SQLITE_ERROR",
		"SELECT " + strings.Repeat("?,", 100) + "?": "too many SQL variables at offset 207: SQLITE_ERROR",
		"SELECT " + strings.Repeat("1,", 100) + "1": "too many columns in result set: SQLITE_ERROR",
	} {
		_, err := w.run(sql)
		var refusal *d1.Error
		if !errors.As(err, &refusal) || err.Error() != want {
			t.Errorf("%.60s:\n got %v\nwant %s", sql, err, want)
		}
	}
	for _, sql := range []string{"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT a", "RELEASE a", "BEGIN IMMEDIATE"} {
		if _, err := w.run(sql); err == nil || !strings.HasPrefix(err.Error(), "To execute a transaction, please use the state.storage.transaction()") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	if got := w.one("SELECT count(*) FROM t"); got != "[[1]]" {
		t.Errorf("left behind: %s rows", got)
	}
}

func TestWhatIsAllowed(t *testing.T) {
	w := newWorld(t)
	w.must("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "CREATE INDEX by_name ON t(name)", "CREATE TABLE c (t REFERENCES t(id))")
	for _, sql := range []string{
		"PRAGMA table_list", "PRAGMA table_info(t)", "PRAGMA table_xinfo(t)", "PRAGMA index_list(t)", "PRAGMA index_info(by_name)", "PRAGMA index_xinfo(by_name)",
		"PRAGMA foreign_key_list(c)", "PRAGMA foreign_key_check", "PRAGMA foreign_key_check(c)", "PRAGMA quick_check", "PRAGMA quick_check(t)", "PRAGMA optimize",
		"PRAGMA optimize(-1)", "PRAGMA defer_foreign_keys = ON", "PRAGMA foreign_keys", "PRAGMA case_sensitive_like = OFF", "PRAGMA recursive_triggers",
		"SELECT * FROM pragma_table_info('t')", "SELECT * FROM sqlite_master", "ANALYZE", "REINDEX", "EXPLAIN QUERY PLAN SELECT * FROM t",
		"CREATE VIEW v AS SELECT * FROM t", "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET name = upper(name) WHERE id = new.id; END",
		"ALTER TABLE t ADD COLUMN extra TEXT NOT NULL DEFAULT 'x'", "ALTER TABLE t RENAME COLUMN extra TO more", "ALTER TABLE c RENAME TO d",
		"ALTER TABLE t DROP COLUMN more", "DROP TRIGGER tr", "DROP VIEW v", "DROP TABLE d", "DROP INDEX by_name",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n",
		"CREATE VIRTUAL TABLE docs USING fts5(title, body)", "INSERT INTO docs VALUES ('a', 'the quick fox')",
		"SELECT highlight(docs, 1, '<', '>'), bm25(docs), snippet(docs, 1, '', '', '', 3) FROM docs WHERE docs MATCH 'quick' ORDER BY rank",
		"CREATE VIRTUAL TABLE words USING fts5vocab(docs, row)", "SELECT * FROM words", "DELETE FROM docs", "DROP TABLE words", "DROP TABLE docs",
		"CREATE TABLE s (a INTEGER) STRICT", "CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE x AS SELECT 1 AS a",
		"CREATE TABLE g (a INTEGER, b AS (a * 2) STORED)", "INSERT INTO s VALUES (1) RETURNING a",
		"SELECT sqrt(2), json_extract('{\"a\":[1]}', '$.a[0]'), '{\"a\":1}' ->> 'a', unixepoch(), datetime('now'), CURRENT_TIMESTAMP, row_number() OVER ()",
		"SELECT value FROM json_each('[1,2]')", "SELECT 1; SELECT 2; -- and a comment",
	} {
		if _, err := w.run(sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestTypes(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		sql    string
		params []any
		want   string
	}{
		{"SELECT typeof(?), typeof(?), typeof(?), typeof(?)", []any{nil, 1.0, "a", []byte{1}}, "[[null real text blob]]"},
		{"SELECT ?2, ?1, ?2", []any{"a", "b"}, "[[b a b]]"},
		{"SELECT 9007199254740993, 1.5, 'ü', x'00ff', NULL", nil, "[[9007199254740993 1.5 ü [0 255] <nil>]]"},
		{"SELECT ?, length(?)", []any{"a\x00b", ""}, "[[a\x00b 0]]"},
		{"SELECT x'', typeof(x'')", nil, "[[[] blob]]"},
		{"SELECT typeof(?)", []any{[]byte{}}, "[[blob]]"},
		{"SELECT 1 AS a, 2 AS a", nil, "[[1 2]]"},
		{"SELECT CAST(x'ff41' AS TEXT)", nil, "[[\ufffdA]]"},
		{"SELECT datetime('now'), CURRENT_TIMESTAMP, unixepoch('now', 'subsec')", nil, "[[2026-01-02 03:04:05 2026-01-02 03:04:05 1.767323045006e+09]]"},
	} {
		if got := w.one(c.sql, c.params...); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.sql, got, c.want)
		}
	}
	w.must("CREATE TABLE t (i INTEGER, r REAL, x TEXT, any, n NUMERIC)")
	if got := w.one("INSERT INTO t VALUES (?1, ?1, ?1, ?1, ?1) RETURNING typeof(i), typeof(r), typeof(x), typeof(any), typeof(n), x", 1.0); got != "[[integer real text real integer 1.0]]" {
		t.Errorf("affinity: %s", got)
	}
	first := w.one("SELECT random(), hex(randomblob(9))")
	w.close()
	w.open()
	if again := w.one("SELECT random(), hex(randomblob(9))"); again != first || !strings.HasSuffix(first, "]]") {
		t.Errorf("chance does not follow its seed: %s, %s", first, again)
	}
}

func TestMeta(t *testing.T) {
	w := newWorld(t)
	meta := func(sql string) d1.Meta {
		t.Helper()
		m := w.must(sql)[0].Meta
		m.SizeAfter = 0
		return m
	}
	check := func(sql string, want d1.Meta) {
		t.Helper()
		if got := meta(sql); got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", sql, got, want)
		}
	}
	if r := w.must("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)", "CREATE INDEX t_a ON t(a)"); r[1].Meta.SizeAfter != 3*4096 || !r[0].Meta.ChangedDB {
		t.Errorf("created: %+v", r)
	}
	check("INSERT INTO t (a) VALUES ('x'), ('y'), ('z')", d1.Meta{Changes: 3, LastRowID: 3, ChangedDB: true, RowsWritten: 6})
	check("SELECT * FROM t", d1.Meta{LastRowID: 3, RowsRead: 3})
	check("SELECT id FROM t WHERE a = 'y'", d1.Meta{LastRowID: 3, RowsRead: 1})
	check("UPDATE t SET b = 1 WHERE id > 1", d1.Meta{Changes: 2, LastRowID: 3, ChangedDB: true, RowsWritten: 2, RowsRead: 1})
	check("DELETE FROM t", d1.Meta{Changes: 3, LastRowID: 3, ChangedDB: true, RowsWritten: 3, RowsRead: 3})
	if _, err := w.run("CREATE INDEX t_b ON t(b)", "SELEC"); err == nil {
		t.Error("no syntax error")
	}
	check("INSERT INTO t (id) VALUES (3)", d1.Meta{Changes: 1, LastRowID: 3, ChangedDB: true, RowsWritten: 2}) // the index is undone
	check("SELECT 1 WHERE 0", d1.Meta{LastRowID: 3})
}

func TestAllOrNone(t *testing.T) {
	w := newWorld(t)
	w.must("CREATE TABLE t (id INTEGER PRIMARY KEY, parent REFERENCES t(id) DEFERRABLE INITIALLY DEFERRED)")
	_, err := w.run("INSERT INTO t VALUES (1, NULL)", "INSERT INTO t VALUES (2, NULL)", "INSERT INTO t VALUES (1, NULL)")
	var refusal *d1.Error
	if !errors.As(err, &refusal) || refusal.At != 2 {
		t.Errorf("a batch that fails: %#v", err)
	}
	if got := w.one("SELECT count(*) FROM t"); got != "[[0]]" {
		t.Errorf("it left %s", got)
	}
	w.must("INSERT INTO t VALUES (2, 3)", "INSERT INTO t VALUES (3, 2)") // in order at the end
	if _, err := w.run("INSERT INTO t VALUES (4, 5)"); err == nil || !strings.HasPrefix(err.Error(), "FOREIGN KEY constraint failed: SQLITE_CONSTRAINT") {
		t.Errorf("a key that stays violated: %v", err)
	}
	w.must("CREATE TABLE strict (parent REFERENCES t(id))", "PRAGMA defer_foreign_keys = ON", "INSERT INTO strict VALUES (9)", "INSERT INTO t VALUES (9, NULL)")
	if _, err := w.run("INSERT INTO strict VALUES (10)", "INSERT INTO t VALUES (10, NULL)"); err == nil {
		t.Error("defer_foreign_keys outlives its transaction")
	}
}

// TestOthersSurviveAFailure puts calls that fail in every way among calls that
// share their transaction.
func TestOthersSurviveAFailure(t *testing.T) {
	w := newWorld(t)
	w.limit = 50 * time.Millisecond
	w.close()
	w.open()
	w.must("CREATE TABLE t (id INTEGER PRIMARY KEY, at DEFAULT (random()))")
	const runaway = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO t (id) SELECT 100 FROM n WHERE i < 0"
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	var told []string
	call := func(ctx context.Context, sql string) {
		w.db.Run(ctx, []d1.Statement{{SQL: sql}}, func(_ []d1.Result, _ string, err error) {
			told = append(told, fmt.Sprint(err))
		})
	}
	for round := range 4 {
		call(context.Background(), fmt.Sprintf("INSERT INTO t (id) VALUES (%d)", 10*round))
		call(context.Background(), fmt.Sprintf("INSERT INTO t (id) VALUES (%d), (0)", 10*round+1))
		call(context.Background(), fmt.Sprintf("INSERT OR ROLLBACK INTO t (id) VALUES (%d), (0)", 10*round+2))
		call(gone, fmt.Sprintf("INSERT INTO t (id) VALUES (%d)", 10*round+3))
		call(context.Background(), runaway)
		call(context.Background(), fmt.Sprintf("INSERT INTO t (id) VALUES (%d)", 10*round+5))
	}
	w.settle()
	unique := "UNIQUE constraint failed: t.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)"
	want := []string{"<nil>", unique, unique, "context canceled", "D1 DB exceeded its CPU time limit and was reset.", "<nil>"}
	for n, got := range told {
		if got != want[n%6] {
			t.Errorf("call %d: %s", n, got)
		}
	}
	if got := w.one("SELECT group_concat(id) FROM t"); len(told) != 24 || got != "[[0,5,10,15,20,25,30,35]]" {
		t.Errorf("%d calls told, stored: %s", len(told), got)
	}
}

func TestRowsHaveABound(t *testing.T) {
	w := newWorld(t)
	_, err := w.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(1000000) FROM n")
	if err == nil || err.Error() != "D1 DB's isolate exceeded its memory limit and was reset." {
		t.Error(err)
	}
}

func TestBookmarksGrow(t *testing.T) {
	w := newWorld(t)
	var marks []string
	for _, sql := range []string{"CREATE TABLE t (a)", "SELECT 1", "INSERT INTO t VALUES (1)", "SELECT 1", "INSERT INTO t VALUES (1)"} {
		w.db.Run(context.Background(), []d1.Statement{{SQL: sql}}, func(_ []d1.Result, mark string, _ error) { marks = append(marks, mark) })
		w.settle()
	}
	if marks[1] != marks[0] || marks[2] <= marks[1] || marks[3] != marks[2] || marks[4] <= marks[3] || len(marks[0]) != 59 {
		t.Errorf("%q", marks)
	}
}

func TestClosed(t *testing.T) {
	w := newWorld(t)
	w.must("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")
	w.close()
	w.db.Run(context.Background(), nil, func(_ []d1.Result, _ string, err error) {
		if !errors.Is(err, d1.ErrClosed) {
			t.Error(err)
		}
	})
	w.open()
	if got := w.one("SELECT * FROM t"); got != "[[1]]" {
		t.Errorf("after opening again: %s", got)
	}
}
