package r2

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
)

const objectColumns = "id, key, version, size, etag, uploaded, checksums, http, custom, class, keymd5"

// scan reads a row of objectColumns.
func scan(row interface{ Scan(...any) error }) (*Object, int64, error) {
	var o Object
	var id, uploaded int64
	var sums, http, custom string
	if err := row.Scan(&id, &o.Key, &o.Version, &o.Size, &o.ETag, &uploaded, &sums, &http, &custom, &o.Class, &o.KeyMD5); err != nil {
		return nil, 0, err
	}
	if err := json.Unmarshal([]byte(sums), &o.Checksums); err != nil {
		return nil, 0, fmt.Errorf("read the checksums of %q: %w", o.Key, err)
	}
	o.Uploaded, o.HTTP, o.Custom = time.UnixMilli(uploaded).UTC(), json.RawMessage(http), json.RawMessage(custom)
	return &o, id, nil
}

// head reads an object; nil where there is none.
func head(tx *sql.Tx, bucket, key string) (*Object, int64, error) {
	o, id, err := scan(tx.QueryRow("SELECT "+objectColumns+" FROM object WHERE bucket = ? AND key = ?", bucket, key))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, 0, nil
	}
	return o, id, err
}

// Head reads what there is to know of an object; nil where there is none.
func (s *Store) Head(bucket, key string, done func(*Object, error)) {
	if err := checkKey(key); err != nil {
		done(nil, err)
		return
	}
	var found *Object
	s.db.Do(func(tx *sql.Tx) (err error) {
		found, _, err = head(tx, bucket, key)
		return err
	}, func(err error) { done(found, err) })
}

// Get reads an object, or a part of it; nil where there is none. The Body must
// be closed.
func (s *Store) Get(bucket, key string, o GetOptions, done func(*Found, error)) {
	if err := checkKey(key); err != nil {
		done(nil, err)
		return
	}
	var found *Found
	s.db.Do(func(tx *sql.Tx) (err error) {
		found, err = s.get(tx, bucket, key, o)
		return err
	}, func(err error) {
		if err != nil && found != nil && found.Body != nil {
			found.Body.Close()
			found = nil
		}
		done(found, err)
	})
}

func (s *Store) get(tx *sql.Tx, bucket, key string, o GetOptions) (*Found, error) {
	object, id, err := head(tx, bucket, key)
	if err != nil || object == nil {
		return nil, err
	}
	f := &Found{Object: *object, Length: object.Size}
	if !o.OnlyIf.Holds(object) {
		return f, nil
	}
	if object.KeyMD5 != keyMD5(o.Secret) {
		return nil, errSecret
	}
	if f.Offset, f.Length, err = o.Range.Of(object.Size); err != nil {
		return nil, err
	}
	f.Body, err = s.body(tx, id, f.Offset, f.Length)
	return f, err
}

// body finds the pieces that a part of an object lies in, and holds their files.
func (s *Store) body(tx *sql.Tx, id, offset, length int64) (*Body, error) {
	rows, err := tx.Query("SELECT size, file, data FROM piece WHERE object = ? ORDER BY n", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	b := &Body{files: s.files}
	for at := int64(0); rows.Next() && at < offset+length; {
		var p piece
		var size int64
		var file sql.NullInt64
		if err := rows.Scan(&size, &file, &p.data); err != nil {
			b.Close()
			return nil, err
		}
		from, to := max(offset-at, 0), min(offset+length-at, size)
		at += size
		if from >= to {
			continue
		}
		p.from, p.length = from, to-from
		if file.Valid {
			p.file = file.Int64
			s.files.hold(p.file)
		}
		b.pieces = append(b.pieces, p)
	}
	if err := rows.Err(); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// A piece is a part of a body that lies in one place.
type piece struct {
	file         int64 // 0 for none
	data         []byte
	from, length int64
}

// A Body reads a stored body, or a part of it: whole, whatever becomes of the
// object meanwhile. Its files are held until they are read or it is closed.
// Close may be called from any goroutine, more than once.
type Body struct {
	files *files

	mu     sync.Mutex
	pieces []piece // not read to their end
	open   *os.File
	closed bool
}

// Inline returns all of a body that lies in the database, and false for one that
// must be read.
func (b *Body) Inline() ([]byte, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case len(b.pieces) == 0:
		return []byte{}, true
	case len(b.pieces) > 1 || b.pieces[0].file != 0:
		return nil, false
	}
	p := b.pieces[0]
	return p.data[p.from : p.from+p.length], true
}

// Read reads on.
func (b *Body) Read(into []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		switch {
		case b.closed:
			return 0, fs.ErrClosed
		case len(b.pieces) == 0:
			return 0, io.EOF
		case b.pieces[0].length == 0:
			b.next()
			continue
		}
		n, err := b.some(into)
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// some reads from the first piece.
func (b *Body) some(into []byte) (int, error) {
	p := &b.pieces[0]
	into = into[:min(int64(len(into)), p.length)]
	var n int
	var err error
	if p.file == 0 {
		n = copy(into, p.data[p.from:])
	} else {
		if b.open == nil {
			if b.open, err = os.Open(b.files.path(p.file)); err != nil {
				return 0, fmt.Errorf("read the body of an object: %w", err)
			}
		}
		n, err = b.open.ReadAt(into, p.from)
	}
	p.from += int64(n)
	p.length -= int64(n)
	if err == io.EOF && p.length > 0 {
		err = fmt.Errorf("read the body of an object: its file is shorter than it was: %w", io.ErrUnexpectedEOF)
	} else if err == io.EOF {
		err = nil
	}
	return n, err
}

// next lets go of the first piece.
func (b *Body) next() {
	if b.open != nil {
		b.open.Close()
		b.open = nil
	}
	if file := b.pieces[0].file; file != 0 {
		b.files.release(file)
	}
	b.pieces = b.pieces[1:]
}

// Close lets go of the files.
func (b *Body) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for len(b.pieces) > 0 {
		b.next()
	}
	return nil
}
