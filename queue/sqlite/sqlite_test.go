package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paddock/queue"
	"paddock/queue/sqlite"
	"paddock/queue/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		dir := t.TempDir()
		return func(t *testing.T) queue.Store {
			s, err := sqlite.Open(dir, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	})
}

func TestATemporaryStoreLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := s.Update(func(queue.Tx) error { return nil }); err == nil {
		t.Error("a closed store took a transaction")
	}
}

func TestAStrangeFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, sqlite.FileName), []byte(strings.Repeat("not a database ", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(dir, sqlite.Options{}); err == nil || !strings.Contains(err.Error(), sqlite.FileName) {
		t.Errorf("got %v", err)
	}
}
