package sqlite

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"paddock/queue"
)

// TestAFullDisk fills the file up to a limit of pages, which fails as a full
// disk does: the transaction that does not fit leaves nothing behind, what was
// committed is all there, and with room again the store goes on.
func TestAFullDisk(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var q queue.QueueID
	put := func(n int) error {
		return s.Update(func(tx queue.Tx) (err error) {
			if q, err = tx.Declare("q", queue.QueueSettings{}, now); err != nil {
				return err
			}
			msgs := make([]queue.Message, 10)
			for i := range msgs {
				msgs[i] = queue.Message{ID: fmt.Sprintf("%032d", n*10+i), Type: "bytes", Body: make([]byte, 20_000), Sent: now, Entered: now, Visible: now}
			}
			return tx.Put(q, msgs)
		})
	}
	if err := s.w.exec("PRAGMA max_page_count = 200"); err != nil {
		t.Fatal(err)
	}
	stored := 0
	for err == nil && stored < 100 {
		if err = put(stored); err == nil {
			stored++
		}
	}
	if err == nil || !strings.Contains(err.Error(), "full") {
		t.Fatalf("after %d transactions: %v", stored, err)
	}
	check := func(s *Store, want int) {
		t.Helper()
		list, err := queue.List(s)
		if err != nil || len(list) != 1 || list[0].Metrics.BacklogCount != int64(want) {
			t.Fatalf("got %+v, %v; want %d messages", list, err, want)
		}
		msgs, err := queue.PeekQueue(s, "q", queue.Peek{Limit: 10_000, Now: now})
		if err != nil || len(msgs) != want {
			t.Fatalf("%d messages can be read, %v; want %d", len(msgs), err, want)
		}
	}
	check(s, stored*10)
	if err := s.w.exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if err := put(stored); err != nil {
		t.Fatal(err)
	}
	check(s, stored*10+10)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	check(s, stored*10+10)
}
