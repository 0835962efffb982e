// Package cachestore keeps the responses that scripts put into caches: in a
// SQLite file of its own beside the queues, or in memory. What may be stored,
// and for how long, others decide; losing the file loses no more than a cache.
package cachestore

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver

	"paddock/runtime/webapi"
)

// largestCache is how many bytes of bodies are kept; what was stored first goes
// first.
const largestCache = 512 << 20

const schema = `
create table if not exists responses (
	cache text not null, url text not null,
	status integer not null, status_text text not null, header text not null, body blob,
	stored integer not null, expires integer not null, size integer not null,
	primary key (cache, url)
) without rowid;
create index if not exists responses_by_age on responses (stored);`

// A Store is a webapi.CacheStore on disk. Its file is opened, and made, when a
// script first uses a cache: most never do, and a start need not wait for it.
type Store struct {
	open func() (*sql.DB, error) // once
	used atomic.Bool
}

func file(dir string) string { return filepath.Join(dir, "cache.sqlite") }

// Open returns the cache of a state folder, which must exist.
func Open(dir string) *Store {
	s := &Store{}
	s.open = sync.OnceValues(func() (*sql.DB, error) {
		s.used.Store(true)
		return openFile(dir)
	})
	return s
}

func openFile(dir string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+file(dir)+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, fmt.Errorf("open the cache in %s: %w", dir, err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(schema); err != nil {
		db.Close()
		return nil, fmt.Errorf("open the cache in %s: %w", dir, err)
	}
	return db, nil
}

// Remove deletes the cache of a state folder; none is fine.
func Remove(dir string) error {
	var all []error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file(dir) + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

// Close closes the file.
func (s *Store) Close() error {
	if !s.used.Load() {
		return nil
	}
	db, err := s.open()
	if err != nil {
		return nil // there is nothing to close; whoever used it was told
	}
	return db.Close()
}

// Get returns an entry, or nil.
func (s *Store) Get(cache, url string) (*webapi.CachedResponse, error) {
	db, err := s.open()
	if err != nil {
		return nil, err
	}
	r := &webapi.CachedResponse{}
	var header string
	var stored, expires int64
	err = db.QueryRow("select status, status_text, header, body, stored, expires from responses where cache = ? and url = ?", cache, url).
		Scan(&r.Status, &r.StatusText, &header, &r.Body, &stored, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(header), &r.Header)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s from the cache: %w", url, err)
	}
	r.Stored, r.Expires = time.UnixMilli(stored), time.UnixMilli(expires)
	return r, nil
}

// Put stores an entry, and makes room for it.
func (s *Store) Put(cache, url string, r *webapi.CachedResponse) error {
	db, err := s.open()
	if err != nil {
		return err
	}
	header, err := json.Marshal(r.Header)
	if err != nil {
		return fmt.Errorf("write %s to the cache: %w", url, err)
	}
	_, err = db.Exec(`insert into responses values (?, ?, ?, ?, ?, ?, ?, ?, ?)
		on conflict do update set status = excluded.status, status_text = excluded.status_text, header = excluded.header,
		body = excluded.body, stored = excluded.stored, expires = excluded.expires, size = excluded.size`,
		cache, url, r.Status, r.StatusText, string(header), r.Body, r.Stored.UnixMilli(), r.Expires.UnixMilli(), len(r.Body))
	if err == nil {
		err = makeRoom(db, r.Stored)
	}
	if err != nil {
		return fmt.Errorf("write %s to the cache: %w", url, err)
	}
	return nil
}

// makeRoom drops what has expired, and the oldest beyond the limit.
func makeRoom(db *sql.DB, now time.Time) error {
	if _, err := db.Exec("delete from responses where expires <= ?", now.UnixMilli()); err != nil {
		return err
	}
	_, err := db.Exec(`delete from responses where (cache, url) in (
		select cache, url from (select cache, url, sum(size) over (order by stored desc, cache, url) as total from responses) where total > ?)`, largestCache)
	return err
}

// Delete removes an entry and reports whether there was one.
func (s *Store) Delete(cache, url string) (bool, error) {
	db, err := s.open()
	if err != nil {
		return false, err
	}
	res, err := db.Exec("delete from responses where cache = ? and url = ?", cache, url)
	if err != nil {
		return false, fmt.Errorf("delete %s from the cache: %w", url, err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
