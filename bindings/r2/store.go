package r2

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"paddock/bindings/database"
	"paddock/internal/clock"
)

// errClosed is what a closed store answers.
var errClosed = errors.New("the store of R2 is closed")

// Options are what a store stands on.
type Options struct {
	Database *database.Database // opened with Upgrades
	Folder   string             // for the bodies that are files; made when needed
	NoSync   bool               // what is stored need not outlive the process
	Clock    clock.Clock
	// Warn, if not nil, is told what goes wrong while nobody waits.
	Warn func(error)
}

// A Store keeps all buckets. A bucket is there as soon as it is named. Its
// methods may be called from any goroutine; done is called once, from any
// goroutine or at once, and must not block.
type Store struct {
	db    *database.Database
	clock clock.Clock
	files *files
	warn  func(error)
	post  poster

	mu     sync.Mutex
	closed bool
	work   sync.WaitGroup // bodies on their way in
}

// Open opens the store, and sweeps behind it what a crash left over.
func Open(o Options) (*Store, error) {
	f, found, err := openFiles(filepath.Join(o.Folder, "r2"), o.NoSync)
	if err != nil {
		return nil, err
	}
	s := &Store{db: o.Database, clock: o.Clock, files: f, warn: o.Warn}
	if s.warn == nil {
		s.warn = func(error) {}
	}
	s.post.store = s
	s.sweep(found)
	return s, nil
}

// Close takes nothing more and waits for the bodies on their way in. The
// database stays the caller's: close it afterwards.
func (s *Store) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.post.stop()
	s.work.Wait()
}

// begin counts a body on its way in.
func (s *Store) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.work.Add(1)
	}
	return !s.closed
}

// A change is what a step of the database leads to once it is stored.
type change struct {
	freed   []int64 // files that nothing names any more
	noticed bool    // a notification waits to be sent
}

// write runs a step in a transaction, and what it leads to after it.
func (s *Store) write(step func(*sql.Tx, *change) error, done func(error)) {
	var c change
	s.db.Do(func(tx *sql.Tx) error {
		c = change{}
		return step(tx, &c)
	}, func(err error) {
		if err == nil {
			s.files.remove(c.freed)
		}
		done(err)
		if err == nil && c.noticed {
			s.post.flush()
		}
	})
}

// Put stores an object over whatever has its key. It answers nil without an
// error where the condition does not hold.
func (s *Store) Put(bucket, key string, c Content, o PutOptions, done func(*Object, error)) {
	if err := checkNew(key, &o.Metadata); err != nil {
		c.drop()
		done(nil, err)
		return
	}
	s.stage(c, o.Hash, func(st *staged, err error) {
		if err == nil {
			err = verify(o.Hash, o.Digest, st.sums)
		}
		if err != nil {
			s.discard(st, err)
			done(nil, err)
			return
		}
		made := &Object{Key: key, Size: st.size, ETag: st.md5(), Checksums: st.sums, HTTP: o.HTTP, Custom: o.Custom, Class: o.class(), KeyMD5: keyMD5(o.Secret)}
		s.write(func(tx *sql.Tx, c *change) error { return s.put(tx, c, bucket, made, o.OnlyIf, st) }, func(err error) {
			s.discard(st, err)
			if errors.Is(err, errPrecond) {
				made, err = nil, nil
			}
			if err != nil {
				made = nil
			}
			done(made, err)
		})
	})
}

func (s *Store) put(tx *sql.Tx, c *change, bucket string, made *Object, only *Condition, st *staged) error {
	old, _, err := head(tx, bucket, made.Key)
	if err != nil {
		return err
	}
	if !only.Holds(old) {
		return errPrecond
	}
	id, err := s.replace(tx, c, bucket, made)
	if err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO piece (object, n, size, file, data) VALUES (?, 0, ?, ?, ?)", id, st.size, fileOf(st), dataOf(st)); err != nil {
		return err
	}
	return s.post.note(tx, c, bucket, "PutObject", made)
}

func fileOf(st *staged) sql.NullInt64 { return sql.NullInt64{Int64: st.file, Valid: st.file != 0} }

// dataOf returns the body that lies in the database; nil for a file.
func dataOf(st *staged) any {
	if st.file != 0 {
		return nil
	}
	return st.data
}

// replace writes an object's row in place of the one that has its key, and
// stamps it.
func (s *Store) replace(tx *sql.Tx, c *change, bucket string, made *Object) (id int64, err error) {
	if _, err := remove(tx, c, bucket, made.Key); err != nil {
		return 0, err
	}
	if made.Version, err = unique(tx, bucket, made.Key); err != nil {
		return 0, err
	}
	made.Uploaded = s.clock.Now().UTC().Truncate(time.Millisecond)
	sums, err := json.Marshal(made.Checksums)
	if err != nil {
		return 0, fmt.Errorf("write the checksums of %q: %w", made.Key, err)
	}
	r, err := tx.Exec(`INSERT INTO object (bucket, key, version, size, etag, uploaded, checksums, http, custom, class, keymd5)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, bucket, made.Key, made.Version, made.Size, made.ETag, made.Uploaded.UnixMilli(),
		string(sums), text(made.HTTP), text(made.Custom), made.Class, made.KeyMD5)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// unique makes 32 hexadecimal digits that were never made before in this
// database.
func unique(tx *sql.Tx, parts ...string) (string, error) {
	var n int64
	if err := tx.QueryRow("UPDATE counter SET last = last + 1 RETURNING last").Scan(&n); err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %q", n, parts))
	return hex.EncodeToString(sum[:16]), nil
}

// remove deletes an object with its pieces, and reports whether it was there.
func remove(tx *sql.Tx, c *change, bucket, key string) (bool, error) {
	var id int64
	err := tx.QueryRow("DELETE FROM object WHERE bucket = ? AND key = ? RETURNING id", bucket, key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, free(tx, c, "DELETE FROM piece WHERE object = ? RETURNING file", id)
}

// free runs a deletion that returns the files of what it deleted.
func free(tx *sql.Tx, c *change, query string, args ...any) error {
	rows, err := tx.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var file sql.NullInt64
		if err := rows.Scan(&file); err != nil {
			return err
		}
		if file.Valid {
			c.freed = append(c.freed, file.Int64)
		}
	}
	return rows.Err()
}

// Delete deletes objects; a key that is not there is no error.
func (s *Store) Delete(bucket string, keys []string, done func(error)) {
	if err := checkKeys(keys); err != nil {
		done(err)
		return
	}
	s.write(func(tx *sql.Tx, c *change) error {
		for _, key := range keys {
			was, err := remove(tx, c, bucket, key)
			if err != nil {
				return err
			}
			if !was {
				continue
			}
			if err := s.post.note(tx, c, bucket, "DeleteObject", &Object{Key: key}); err != nil {
				return err
			}
		}
		return nil
	}, done)
}

// sweepStep is how many files one transaction looks up.
const sweepStep = 1000

// sweep deletes the files that a crash left without anything that names them.
func (s *Store) sweep(found []int64) {
	if len(found) == 0 {
		return
	}
	some, rest := found[:min(len(found), sweepStep)], found[min(len(found), sweepStep):]
	s.write(func(tx *sql.Tx, c *change) error {
		for _, n := range some {
			var named bool
			err := tx.QueryRow("SELECT EXISTS (SELECT 1 FROM piece WHERE file = ?1) OR EXISTS (SELECT 1 FROM part WHERE file = ?1)", n).Scan(&named)
			if err != nil {
				return err
			}
			if !named {
				c.freed = append(c.freed, n)
			}
		}
		return nil
	}, func(err error) {
		if errors.Is(err, database.ErrClosed) {
			return
		}
		if err != nil {
			s.warn(fmt.Errorf("sweep the bodies of objects: %w", err))
			return
		}
		s.sweep(rest)
	})
}
