package world

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"

	"modernc.org/sqlite"
)

// A Keeper takes the state of the bindings and puts it back, so that a test sees
// nothing of another one. Push and Pop are for a world that rests.
type Keeper struct {
	w     *World
	sides map[string]*side // by file
	kept  []frame
	count int
}

// A frame is what one Push remembers.
type frame struct {
	copies map[string]string // by database
	files  map[string]string // links to what lies beside them, by path
	caches func()            // puts the Cache API's entries back
}

// A side is a connection of our own to a database: it sees whether others changed
// it, and copies it.
type side struct {
	db   *sql.DB
	conn *sql.Conn
	// version is SQLite's counter of others' changes at the time at which the
	// contents were those of copy.
	version int64
	copy    string
}

// NewKeeper returns a keeper of the world's bindings.
func (w *World) NewKeeper() *Keeper { return &Keeper{w: w, sides: map[string]*side{}} }

// files lists the databases that there are.
func (k *Keeper) files() ([]string, string, error) {
	dir, any := k.w.Stores.Exists()
	if !any {
		return nil, "", nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.db"))
	return files, dir, err
}

// Push remembers the state as it is now.
func (k *Keeper) Push() error {
	files, dir, err := k.files()
	if err != nil {
		return err
	}
	made := frame{copies: make(map[string]string, len(files)), caches: k.w.cache.Keep()}
	for _, f := range files {
		if made.copies[f], err = k.take(f, dir); err != nil {
			return fmt.Errorf("keep the state of bindings: %w", err)
		}
	}
	if made.files, err = k.link(dir); err != nil {
		return fmt.Errorf("keep the state of bindings: %w", err)
	}
	k.kept = append(k.kept, made)
	return nil
}

// Pop goes back to the state of the last Push.
func (k *Keeper) Pop() error {
	if len(k.kept) == 0 {
		return errors.New("no state of bindings was kept")
	}
	last := k.kept[len(k.kept)-1]
	k.kept = k.kept[:len(k.kept)-1]
	last.caches()
	if err := k.unlink(last.files); err != nil {
		return fmt.Errorf("restore the state of bindings: %w", err)
	}
	for f, copied := range last.copies {
		if err := k.putBack(f, copied); err != nil {
			return fmt.Errorf("restore the state of bindings: %w", err)
		}
	}
	return nil
}

// Reset goes back to the state of the first Push that was not undone, if any.
func (k *Keeper) Reset() error {
	if len(k.kept) == 0 {
		return nil
	}
	k.kept = k.kept[:1]
	return k.Pop()
}

// Close ends the keeper's connections.
func (k *Keeper) Close() {
	for _, s := range k.sides {
		s.conn.Close()
		s.db.Close()
	}
	clear(k.sides)
}

func (k *Keeper) side(file string) (*side, error) {
	if s := k.sides[file]; s != nil {
		return s, nil
	}
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)&_pragma=synchronous(OFF)")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(context.Background())
	if err != nil {
		db.Close()
		return nil, err
	}
	s := &side{db: db, conn: conn}
	k.sides[file] = s
	return s, nil
}

// changes is a number that differs once somebody else changed the file.
func (s *side) changes() (n int64, err error) {
	err = s.conn.QueryRowContext(context.Background(), "PRAGMA data_version").Scan(&n)
	return n, err
}

// take copies a database, unless its last copy is still true.
func (k *Keeper) take(file, dir string) (string, error) {
	s, err := k.side(file)
	if err != nil {
		return "", err
	}
	version, err := s.changes()
	if err != nil || s.copy != "" && version == s.version {
		return s.copy, err
	}
	k.count++
	to := filepath.Join(dir, fmt.Sprintf("%s.kept-%d", filepath.Base(file), k.count))
	if err := s.run(func(c backuper) (*sqlite.Backup, error) { return c.NewBackup(to) }); err != nil {
		return "", err
	}
	s.version, s.copy = version, to
	return to, nil
}

// putBack makes a database what its copy is.
func (k *Keeper) putBack(file, copied string) error {
	s, err := k.side(file)
	if err != nil {
		return err
	}
	version, err := s.changes()
	if err != nil || s.copy == copied && version == s.version {
		return err
	}
	if err := s.run(func(c backuper) (*sqlite.Backup, error) { return c.NewRestore(copied) }); err != nil {
		return err
	}
	s.version, s.copy = version, copied
	return nil
}

// backuper is what the driver's connections can do beside database/sql.
type backuper interface {
	driver.Conn
	NewBackup(to string) (*sqlite.Backup, error)
	NewRestore(from string) (*sqlite.Backup, error)
}

func (s *side) run(begin func(backuper) (*sqlite.Backup, error)) error {
	return s.conn.Raw(func(raw any) error {
		c, ok := raw.(backuper)
		if !ok {
			return errors.New("this build of SQLite cannot copy databases")
		}
		b, err := begin(c)
		if err != nil {
			return err
		}
		for more := true; more; {
			if more, err = b.Step(-1); err != nil {
				return errors.Join(err, b.Finish())
			}
		}
		return b.Finish()
	})
}
