package dev

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"paddock/bindings/database"
	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

func TestStoresOpenEachDatabaseOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bindings")
	s := NewStores(dir, mailbox.Real(clock.Real()))
	steps := []string{"CREATE TABLE t (k TEXT)"}
	one, err := s.Database("kv", steps)
	if err != nil {
		t.Fatal(err)
	}
	if two, err := s.Database("kv", steps); two != one || err != nil {
		t.Errorf("opened twice: %v", err)
	}
	stored := make(chan error, 1)
	one.Do(func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO t VALUES ('a')")
		return err
	}, func(err error) { stored <- err })
	if err := <-stored; err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "kv.db")); err != nil {
		t.Error(err)
	}
	if _, err := s.Database("other", steps); !errors.Is(err, database.ErrClosed) {
		t.Errorf("closed stores answer %v", err)
	}
}

func TestTemporaryStoresLeaveNothingBehind(t *testing.T) {
	s := NewStores("", mailbox.Real(clock.Real()))
	if _, err := s.Database("kv", nil); err != nil {
		t.Fatal(err)
	}
	dir, err := s.Folder()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", dir, err)
	}
}
