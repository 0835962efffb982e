// Package sqlite keeps queues in one SQLite file. It knows tables, pragmas and
// what a crash leaves behind; it knows nothing of batching, retries or
// consumers.
package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"paddock/queue"
)

// Options change how a store is opened.
type Options struct {
	// NoSync leaves the moment of writing to the operating system: for tests
	// and for state that need not outlive the process.
	NoSync bool
}

// FileName is the file that Open uses in its folder.
const FileName = "queues.db"

// A Store is one open file: a connection that writes, used by the broker's
// goroutine alone, and one for whoever looks.
type Store struct {
	w       *conn
	st      statements
	queues  map[queue.QueueID]*row
	names   map[string]queue.QueueID
	next    queue.QueueID // the number of the next queue
	trash   bool          // something may be left to sweep
	cleanup func()

	mu sync.Mutex // guards r
	r  *conn
}

// Open opens the queues in folder dir, creating both where there are none.
// Only one store may have a folder open; the caller sees to that.
func Open(dir string, o Options) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open the queues: %w", err)
	}
	path := filepath.Join(dir, FileName)
	s, err := open(path, o)
	if err != nil {
		return nil, fmt.Errorf("open the queues in %s: %w", path, err)
	}
	return s, nil
}

// OpenTemp opens an empty store in a folder of its own that Close removes.
func OpenTemp() (*Store, error) {
	dir, err := os.MkdirTemp("", "paddock-")
	if err != nil {
		return nil, fmt.Errorf("open the queues: %w", err)
	}
	s, err := Open(dir, Options{NoSync: true})
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	s.cleanup = func() { os.RemoveAll(dir) }
	return s, nil
}

func open(path string, o Options) (*Store, error) {
	w, err := openConn(path)
	if err != nil {
		return nil, err
	}
	s := &Store{w: w, queues: map[queue.QueueID]*row{}, names: map[string]queue.QueueID{}}
	if err := s.begin(path, o); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) begin(path string, o Options) error {
	if err := s.w.exec(pragmas(o)); err != nil {
		return err
	}
	if err := migrate(s.w); err != nil {
		return err
	}
	var err error
	if s.st, err = prepareAll(s.w); err != nil {
		return err
	}
	if err := s.load(); err != nil {
		return err
	}
	if s.r, err = openConn(path); err != nil {
		return err
	}
	return s.r.exec("PRAGMA query_only = 1; PRAGMA cache_size = -2000;")
}

// pragmas: a large log before each checkpoint, since checkpoints are what
// makes a commit slow now and then; every commit synced, since a message is
// promised to be on disk.
func pragmas(o Options) string {
	sync := "FULL"
	if o.NoSync {
		sync = "OFF"
	}
	return `PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = ` + sync + `;
PRAGMA fullfsync = 1;
PRAGMA checkpoint_fullfsync = 1;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -8000;
PRAGMA temp_store = MEMORY;`
}

// load reads the queues into memory: their counters are kept there, and
// written once a transaction.
func (s *Store) load() error {
	st, err := s.w.prepare("SELECT " + queueColumns + " FROM queue")
	if err != nil {
		return err
	}
	defer st.reset()
	for {
		more, err := st.step()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		r := readQueue(st)
		s.queues[r.id], s.names[r.name] = r, r.id
	}
	s.trash = true
	next, err := s.w.int("SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM meta WHERE key = 'next'")
	s.next = queue.QueueID(next)
	return err
}

// Close writes the log back into the file and releases it.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.r != nil {
		err = s.r.close()
		s.r = nil
	}
	if s.w != nil {
		s.w.exec("PRAGMA wal_checkpoint(TRUNCATE)") // only tidies up: opening does the same
		if e := s.w.close(); err == nil {
			err = e
		}
		s.w = nil
	}
	if s.cleanup != nil {
		s.cleanup()
	}
	return err
}

// View reads one consistent state.
func (s *Store) View(fn func(queue.Snapshot) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.r == nil {
		return errClosed
	}
	if err := s.r.exec("BEGIN"); err != nil {
		return fmt.Errorf("look at the queues: %w", err)
	}
	err := fn(&snapshot{c: s.r})
	if e := s.r.exec("COMMIT"); err == nil && e != nil {
		err = fmt.Errorf("look at the queues: %w", e)
	}
	return err
}

// Update runs one transaction.
func (s *Store) Update(fn func(queue.Tx) error) error {
	if s.w == nil {
		return errClosed
	}
	if err := s.st.begin.run(); err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	tx := &tx{s: s, before: map[queue.QueueID]row{}, next: s.next}
	err := fn(tx)
	if err == nil {
		err = tx.writeCounters()
	}
	if err == nil {
		err = s.st.commit.run()
	}
	if err != nil {
		tx.undo()
		if s.w.inTx() {
			s.st.rollback.run()
		}
	}
	return err
}

var errClosed = fmt.Errorf("the store is closed")
