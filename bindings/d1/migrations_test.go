package d1_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paddock/bindings/d1"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

// openReal opens a database with a goroutine of its own.
func openReal(t testing.TB, path string, chance rand.Source) *d1.Database {
	t.Helper()
	db, err := d1.Open(path, d1.Options{Exec: mailbox.Real(clock.Real()), CPU: clock.Real(), Rand: rand.New(chance)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestMigrations(t *testing.T) {
	db, ctx := openReal(t, filepath.Join(t.TempDir(), "a.db"), rand.NewPCG(1, 2)), context.Background()
	const table = `my "migrations"`
	if names, err := db.Applied(ctx, table); len(names) > 0 || err != nil {
		t.Errorf("a new database: %v, %v", names, err)
	}
	for _, m := range []d1.Migration{
		{"0001_init.sql", "-- first\nBEGIN TRANSACTION;\nCREATE TABLE a (x);\nCREATE TRIGGER tr AFTER INSERT ON a BEGIN SELECT 1; END;\nCOMMIT;\n"},
		{"0002_empty.sql", "-- nothing yet\n"},
	} {
		if err := db.Apply(ctx, m, table); err != nil {
			t.Fatal(err)
		}
	}
	err := db.Apply(ctx, d1.Migration{Name: "0003_bad.sql", SQL: "CREATE TABLE b (x); INSERT INTO c VALUES ('a text of some length, which is too long to be shown as a whole');"}, table)
	want := "migration 0003_bad.sql: statement 2, INSERT INTO c VALUES ('a text of some length, which is too l…: no such table: c: SQLITE_ERROR"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if err := db.Apply(ctx, d1.Migration{Name: "0001_init.sql", SQL: "CREATE TABLE c (x)"}, table); err == nil || !strings.Contains(err.Error(), "UNIQUE constraint failed") {
		t.Errorf("twice: %v", err)
	}
	names, err := db.Applied(ctx, table)
	if err != nil || !slices.Equal(names, []string{"0001_init.sql", "0002_empty.sql"}) {
		t.Errorf("%v, %v", names, err)
	}
	r, err := db.Wait(ctx, []d1.Statement{{SQL: "SELECT group_concat(name, ' ') FROM sqlite_schema WHERE name IN ('a', 'b', 'c')"}})
	if err != nil || r[0].Rows[0][0] != "a" {
		t.Errorf("tables: %v, %v", r, err)
	}
}

func TestNamesOfMigrations(t *testing.T) {
	names := []string{"later.sql", "0010_c.sql", "0002_b.sql", "0002_a.sql", "1_first.sql"}
	d1.SortMigrations(names)
	if want := []string{"1_first.sql", "0002_a.sql", "0002_b.sql", "0010_c.sql", "later.sql"}; !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
	if got := d1.NextMigration(names, " add users "); got != "0011_add_users.sql" {
		t.Error(got)
	}
	if got := d1.NextMigration(nil, "init"); got != "0001_init.sql" {
		t.Error(got)
	}
	if got := d1.NewMigration("0001_init.sql", time.Date(2026, 1, 2, 3, 4, 5, 6e6, time.UTC)); got != "-- Migration number: 0001 \t 2026-01-02T03:04:05.006Z\n" {
		t.Errorf("%q", got)
	}
}

// source tells whenever something is drawn from it.
type source struct{ drawn func() }

func (s source) Uint64() uint64 {
	s.drawn()
	return 1
}

// TestARunawayEndsWithItsInvocation cancels a query that is in the middle of
// its work: it draws numbers, again and again.
func TestARunawayEndsWithItsInvocation(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	drawn := 0
	db := openReal(t, filepath.Join(t.TempDir(), "a.db"), source{func() {
		if drawn++; drawn == 100 {
			cancel()
		}
	}})
	if _, err := db.Wait(context.Background(), []d1.Statement{{SQL: "CREATE TABLE t (a)"}}); err != nil {
		t.Fatal(err)
	}
	_, err := db.Wait(ctx, []d1.Statement{{SQL: "INSERT INTO t VALUES (1)"},
		{SQL: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO t SELECT i FROM n WHERE random() = 2"}})
	if err == nil || err.Error() != "interrupted: SQLITE_INTERRUPT" {
		t.Errorf("the runaway ended with %v", err)
	}
	r, err := db.Wait(context.Background(), []d1.Statement{{SQL: "SELECT count(*) FROM t"}, {SQL: "PRAGMA quick_check"}})
	if err != nil || r[0].Rows[0][0] != int64(0) || r[1].Rows[0][0] != "ok" {
		t.Errorf("afterwards: %v, %v", r, err)
	}
}
