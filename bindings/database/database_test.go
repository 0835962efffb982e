package database_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paddock/bindings/database"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

func upgrades() []string { return []string{"CREATE TABLE t (k TEXT PRIMARY KEY)"} }

func open(t *testing.T, path string, steps []string) (*database.Database, *mailbox.Scheduler) {
	t.Helper()
	s := mailbox.NewScheduler(clock.NewVirtual(time.Unix(0, 0)), 1)
	d, err := database.Open(path, s, steps, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d, s
}

func settle(t *testing.T, s *mailbox.Scheduler) {
	t.Helper()
	if err := s.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func insert(key string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO t VALUES (?)", key)
		return err
	}
}

func TestAFailureUndoesItsOwnStepAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder?#%", "x.db")
	d, s := open(t, path, upgrades())
	broken := errors.New("broken")
	var told []error
	tell := func(err error) { told = append(told, err) }
	for range 3 { // alone, and in whatever groups the seed makes
		d.Do(insert("a"+string(rune('0'+len(told)))), tell)
		d.Do(func(tx *sql.Tx) error {
			insert("undone")(tx)
			return broken
		}, tell)
		d.Do(insert("b"+string(rune('0'+len(told)))), tell)
		settle(t, s)
	}
	for i, err := range told {
		if (i%3 == 1) != errors.Is(err, broken) {
			t.Errorf("step %d was told %v", i, err)
		}
	}
	d.End()
	settle(t, s)
	<-d.Done()
	d.Do(insert("late"), func(err error) {
		if !errors.Is(err, database.ErrClosed) {
			t.Errorf("a closed database answers %v", err)
		}
	})

	d, s = open(t, path, append(upgrades(), "ALTER TABLE t ADD COLUMN v TEXT NOT NULL DEFAULT 'old'"))
	var keys []string
	d.Alone(func(db *sql.DB) error {
		rows, err := db.Query("SELECT k || v FROM t ORDER BY k")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var k string
			if err := rows.Scan(&k); err != nil {
				return err
			}
			keys = append(keys, k)
		}
		return rows.Err()
	}, func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	settle(t, s)
	if got := strings.Join(keys, " "); got != "a0old a3old a6old b0old b3old b6old" {
		t.Errorf("stored: %s", got)
	}
	d.End()
	settle(t, s)
	if _, err := database.Open(path, s, upgrades(), database.Options{}); err == nil || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("a newer file: %v", err)
	}
}
