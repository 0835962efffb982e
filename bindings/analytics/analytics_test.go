package analytics_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"paddock/bindings/analytics"
	"paddock/bindings/database"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

type world struct {
	*analytics.Store
	t     testing.TB
	db    *database.Database
	sched *mailbox.Scheduler
	clock *clock.Virtual
}

func open(t testing.TB, path string) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewVirtual(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))}
	w.sched = mailbox.NewScheduler(w.clock, 1)
	var err error
	if w.db, err = database.Open(path, w.sched, analytics.Upgrades(), database.Options{NoSync: true}); err != nil {
		t.Fatal(err)
	}
	w.Store = analytics.New(w.db, w.clock)
	return w
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.sched.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) write(dataset string, p analytics.Point) {
	w.t.Helper()
	w.Write(dataset, p, func(err error) {
		if err != nil {
			w.t.Error(err)
		}
	})
	w.settle()
}

// query returns the result as text, or the error.
func (w *world) query(sql string) string {
	w.t.Helper()
	var out string
	w.Query(context.Background(), sql, func(table analytics.Table, err error) {
		out = fmt.Sprint(table.Columns, table.Rows)
		var wrong *analytics.QueryError
		if errors.As(err, &wrong) {
			out = err.Error()
		} else if err != nil {
			w.t.Error(err)
		}
	})
	w.settle()
	return out
}

func TestPointsCanBeQueried(t *testing.T) {
	path := filepath.Join(t.TempDir(), "analytics.db")
	w := open(t, path)
	w.write("visits", analytics.Point{Index: "i", Blobs: []any{"a", nil, []byte("c")}, Doubles: []float64{1.5, -2}})
	w.write("visits", analytics.Point{})
	w.write(`odd "name'`, analytics.Point{Blobs: []any{"odd"}})
	w.Show("empty", func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	for range 2 { // before a restart, and after it
		for _, c := range [][2]string{
			{"SELECT timestamp, index1, blob1, blob2, CAST(blob3 AS TEXT) AS c, blob20, double1, double2, double3, _sample_interval FROM visits ORDER BY blob1",
				"[timestamp index1 blob1 blob2 c blob20 double1 double2 double3 _sample_interval] [[2026-01-02 03:04:05      0 0 0 1] [2026-01-02 03:04:05 i a  c  1.5 -2 0 1]]"},
			{`SELECT blob1, dataset FROM "odd ""name'"`, `[blob1 dataset] [[odd odd "name']]`},
			{"SELECT count(*) FROM empty", "[count(*)] [[0]]"},
			{"SELECT NULL, 1, 'x'", "[NULL 1 'x'] [[<nil> 1 x]]"},
		} {
			if got := w.query(c[0]); got != c[1] {
				t.Errorf("%s\ngives %s\nnot   %s", c[0], got, c[1])
			}
		}
		for sql, want := range map[string]string{
			"SELECT * FROM nowhere":                   "no such table",
			"SELEKT":                                  "syntax error",
			"DELETE FROM paddock_point":               "readonly",
			"CREATE TABLE t (x)":                      "readonly",
			"DROP VIEW visits":                        "readonly",
			"INSERT INTO visits (blob1) VALUES ('x')": "",
		} {
			if got := w.query(sql); !strings.Contains(got, want) || strings.HasPrefix(got, "[") {
				t.Errorf("%s gives %s", sql, got)
			}
		}
		w.db.End()
		w.settle()
		w = open(t, path)
	}
	w.write("visits", analytics.Point{}) // the refused queries left it writable
	if got := w.query("SELECT count(*) FROM visits"); got != "[count(*)] [[3]]" {
		t.Error(got)
	}
	w.db.End()
	w.settle()
}

func TestLongResultsAreCut(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "analytics.db"))
	rows, more := 0, false
	w.Query(context.Background(), "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n", func(table analytics.Table, err error) {
		if err != nil {
			t.Error(err)
		}
		rows, more = len(table.Rows), table.More
	})
	w.settle()
	if rows != analytics.MaxRows || !more {
		t.Errorf("%d rows, more: %v", rows, more)
	}
	w.db.End()
	w.settle()
}

func TestEndlessQueriesAreGivenUp(t *testing.T) {
	db, err := database.Open(filepath.Join(t.TempDir(), "analytics.db"), mailbox.Real(clock.Real()), analytics.Upgrades(), database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := analytics.New(db, clock.Real())
	ctx, cancel := context.WithCancel(context.Background())
	told := make(chan error, 1)
	s.Query(ctx, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", func(_ analytics.Table, err error) { told <- err })
	cancel()
	if err := <-told; err == nil {
		t.Error("the query ended")
	}
	s.Write("visits", analytics.Point{}, func(err error) { told <- err })
	if err := <-told; err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func BenchmarkWrite(b *testing.B) {
	exec := mailbox.Real(clock.Real())
	db, err := database.Open(filepath.Join(b.TempDir(), "analytics.db"), exec, analytics.Upgrades(), database.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	s := analytics.New(db, clock.Real())
	p := analytics.Point{Index: "i", Blobs: []any{"a", "b", "c"}, Doubles: []float64{1, 2, 3}}
	var open sync.WaitGroup
	for range b.N {
		open.Add(1)
		s.Write("visits", p, func(err error) {
			if err != nil {
				b.Error(err)
			}
			open.Done()
		})
	}
	open.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "points/s")
}
