package kv

import (
	"database/sql"
	"encoding/base64"
	"errors"

	"paddock/bindings/database"
	"paddock/internal/clock"
)

// A Store keeps all namespaces. Its methods may be called from any goroutine;
// done is called once, on the database's or, with a refusal, at once, and must
// not block.
type Store struct {
	db    *database.Database
	clock clock.Clock
}

// New returns the store over a database that was opened with Upgrades.
func New(db *database.Database, c clock.Clock) *Store { return &Store{db, c} }

// An Entry is a key's value as it was read.
type Entry struct {
	Value      []byte
	Expiration int64  // seconds since 1970; 0 for never
	Metadata   string // JSON; "" for none
}

// A Key is an entry without its value.
type Key struct {
	Name       string
	Expiration int64
	Metadata   string
}

// A Page is the result of a list.
type Page struct {
	Keys     []Key
	Complete bool
	Cursor   string // where to go on; "" when complete
}

func (s *Store) now() int64 { return s.clock.Now().Unix() }

// Get reads one entry; nil for a key that is not there.
func (s *Store) Get(namespace, key string, done func(*Entry, error)) {
	var found *Entry
	s.db.Do(func(tx *sql.Tx) (err error) {
		found, err = read(tx, namespace, key, s.now())
		return err
	}, func(err error) { done(found, err) })
}

// GetAll reads several entries at one moment, in the order of the keys.
func (s *Store) GetAll(namespace string, keys []string, done func([]*Entry, error)) {
	if err := checkBulk(keys); err != nil {
		done(nil, err)
		return
	}
	found := make([]*Entry, len(keys))
	s.db.Do(func(tx *sql.Tx) (err error) {
		now, total := s.now(), 0
		for n, key := range keys {
			if found[n], err = read(tx, namespace, key, now); err != nil {
				return err
			}
			if found[n] != nil {
				total += len(found[n].Value)
			}
			if total > MaxBulkValues {
				return refuse(413, "Total size of request exceeds the limit of %dMB", MaxBulkValues>>20)
			}
		}
		return nil
	}, func(err error) { done(found, err) })
}

func read(tx *sql.Tx, namespace, key string, now int64) (*Entry, error) {
	var value, size int64
	var expiration sql.NullInt64
	var metadata sql.NullString
	err := tx.QueryRow(`SELECT value, size, expiration, metadata FROM entry
		WHERE namespace = ? AND key = ? AND (expiration IS NULL OR expiration > ?)`, namespace, key, now).
		Scan(&value, &size, &expiration, &metadata)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	data, err := readPieces(tx, value, size)
	return &Entry{data, expiration.Int64, metadata.String}, err
}

func readPieces(tx *sql.Tx, value, size int64) ([]byte, error) {
	rows, err := tx.Query("SELECT data FROM piece WHERE value = ? ORDER BY n", value)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	data := make([]byte, 0, size)
	for rows.Next() {
		var piece sql.RawBytes
		if err := rows.Scan(&piece); err != nil {
			return nil, err
		}
		data = append(data, piece...)
	}
	return data, rows.Err()
}

// Put writes an entry over whatever is there.
func (s *Store) Put(namespace, key string, v *Value, o PutOptions, done func(error)) {
	s.db.Do(func(tx *sql.Tx) error {
		now := s.now()
		expires, err := o.Expires(now)
		if err != nil {
			return err
		}
		if err := sweep(tx, now); err != nil {
			return err
		}
		if err := remove(tx, namespace, key); err != nil {
			return err
		}
		return write(tx, namespace, Key{key, expires, o.Metadata}, v)
	}, done)
}

func write(tx *sql.Tx, namespace string, k Key, v *Value) error {
	var id int64
	if err := tx.QueryRow("UPDATE counter SET last = last + 1 RETURNING last").Scan(&id); err != nil {
		return err
	}
	for n, piece := range v.pieces {
		if _, err := tx.Exec("INSERT INTO piece VALUES (?, ?, ?)", id, n, notNil(piece)); err != nil {
			return err
		}
	}
	_, err := tx.Exec("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", namespace, k.Name, id, v.size,
		sql.NullInt64{Int64: k.Expiration, Valid: k.Expiration != 0}, sql.NullString{String: k.Metadata, Valid: k.Metadata != ""})
	return err
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Delete removes an entry, if it is there.
func (s *Store) Delete(namespace, key string, done func(error)) {
	s.db.Do(func(tx *sql.Tx) error { return remove(tx, namespace, key) }, done)
}

func remove(tx *sql.Tx, namespace, key string) error {
	var value int64
	err := tx.QueryRow("DELETE FROM entry WHERE namespace = ? AND key = ? RETURNING value", namespace, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec("DELETE FROM piece WHERE value = ?", value)
	return err
}

// sweep removes some of what has expired. Every write does, more than it adds,
// so nothing expired stays for long where there is something to gain.
func sweep(tx *sql.Tx, now int64) error {
	const most = 20
	rows, err := tx.Query("SELECT namespace, key FROM entry WHERE expiration <= ? ORDER BY expiration LIMIT ?", now, most)
	if err != nil {
		return err
	}
	defer rows.Close()
	var over [][2]string
	for rows.Next() {
		var namespace, key string
		if err := rows.Scan(&namespace, &key); err != nil {
			return err
		}
		over = append(over, [2]string{namespace, key})
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, o := range over {
		if err := remove(tx, o[0], o[1]); err != nil {
			return err
		}
	}
	return nil
}

// List lists keys in the order of their bytes.
func (s *Store) List(namespace string, o ListOptions, done func(Page, error)) {
	after, err := o.check()
	if err != nil {
		done(Page{}, err)
		return
	}
	var page Page
	s.db.Do(func(tx *sql.Tx) (err error) {
		page, err = list(tx, namespace, o, after, s.now())
		return err
	}, func(err error) { done(page, err) })
}

func list(tx *sql.Tx, namespace string, o ListOptions, after string, now int64) (Page, error) {
	query := "SELECT key, expiration, metadata FROM entry WHERE namespace = ? AND key >= ? AND key > ? AND (expiration IS NULL OR expiration > ?)"
	args := []any{namespace, o.Prefix, after, now}
	if end := next(o.Prefix); end != "" {
		query += " AND key < ?"
		args = append(args, end)
	}
	rows, err := tx.Query(query+" ORDER BY key LIMIT ?", append(args, o.Limit+1)...)
	if err != nil {
		return Page{}, err
	}
	defer rows.Close()
	page := Page{Complete: true}
	for rows.Next() {
		var k Key
		var expiration sql.NullInt64
		var metadata sql.NullString
		if err := rows.Scan(&k.Name, &expiration, &metadata); err != nil {
			return Page{}, err
		}
		k.Expiration, k.Metadata = expiration.Int64, metadata.String
		page.Keys = append(page.Keys, k)
	}
	page.cut(int(o.Limit))
	return page, rows.Err()
}

// cut shortens a page to a limit.
func (p *Page) cut(limit int) {
	if len(p.Keys) > limit {
		p.Keys, p.Complete = p.Keys[:limit], false
	}
	if !p.Complete && len(p.Keys) > 0 {
		p.Cursor = cursorAfter(p.Keys[len(p.Keys)-1].Name)
	}
}

// next is the first text after every one that begins with a prefix; "" where
// there is none.
func next(prefix string) string {
	end := []byte(prefix)
	for last := len(end) - 1; last >= 0; last-- {
		if end[last] < 0xff {
			end[last]++
			return string(end[:last+1])
		}
	}
	return ""
}

func cursorAfter(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

func readCursor(cursor string) (string, error) {
	key, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", refuse(400, "Invalid cursor")
	}
	return string(key), nil
}

// A Usage is how much a namespace holds.
type Usage struct {
	ID    string
	Keys  int64
	Bytes int64 // of the values
}

// Namespaces lists the namespaces that are not empty.
func (s *Store) Namespaces(done func([]Usage, error)) {
	var all []Usage
	s.db.Do(func(tx *sql.Tx) error {
		rows, err := tx.Query(`SELECT namespace, count(*), sum(size) FROM entry
			WHERE expiration IS NULL OR expiration > ? GROUP BY namespace ORDER BY namespace`, s.now())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var u Usage
			if err := rows.Scan(&u.ID, &u.Keys, &u.Bytes); err != nil {
				return err
			}
			all = append(all, u)
		}
		return rows.Err()
	}, func(err error) { done(all, err) })
}
