package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"paddock/queue"
)

// TestAFileOfTheFirstVersionIsUpgraded opens what the first version of the
// format left behind, with its messages and its leases.
func TestAFileOfTheFirstVersionIsUpgraded(t *testing.T) {
	dir := t.TempDir()
	c, err := openConn(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{
		schema, "PRAGMA user_version = 1",
		"INSERT INTO queue VALUES (3, 'old', 1000, 0, 0, 60000, 2, 2, 6)",
		"INSERT INTO msg VALUES (3<<40 | 1, 3, 1000, 1, 0, 1000, 1000, 3, 'id1', 'text', '', 'boom')",
		"INSERT INTO msg VALUES (3<<40 | 2, 3, 1<<62, 1, 9, 1000, 1000, 3, 'id2', 'text', 'first', '')",
		"INSERT INTO body VALUES (3<<40 | 1, x'6f6e65'), (3<<40 | 2, x'74776f')",
	} {
		if err := c.exec(sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	msgs, err := queue.PeekQueue(s, "old", queue.Peek{Limit: 10, Now: time.UnixMilli(2000)})
	if err != nil || len(msgs) != 2 || string(msgs[0].Body) != "one" || msgs[0].LastError != "boom" || msgs[1].Lease != 9 || msgs[1].Origin != "first" {
		t.Fatalf("%+v, %v", msgs, err)
	}
	err = s.Update(func(tx queue.Tx) error {
		if n, err := tx.Release(time.UnixMilli(2000)); n != 1 || err != nil {
			t.Errorf("released %d, %v", n, err)
		}
		fresh, err := tx.Declare("new", queue.QueueSettings{}, time.UnixMilli(2000))
		if fresh != 4 {
			t.Errorf("the new queue has number %d", fresh)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := queue.List(s)
	if err != nil || len(list) != 2 || !list[1].Modified.Equal(time.UnixMilli(1000)) || !list[1].PurgedAt.IsZero() || list[1].Attached != nil {
		t.Errorf("%+v, %v", list, err)
	}
}
