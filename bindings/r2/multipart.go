package r2

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"
)

// A Part names a part of an upload, as the script got it when it was uploaded.
type Part struct {
	Number int    `json:"partNumber"`
	ETag   string `json:"etag"`
}

// Create begins a multipart upload and answers its id.
func (s *Store) Create(bucket, key string, m Metadata, done func(id string, err error)) {
	if err := checkNew(key, &m); err != nil {
		done("", err)
		return
	}
	var id string
	s.write(func(tx *sql.Tx, c *change) (err error) {
		now := s.clock.Now()
		if err := expire(tx, c, now.Add(-uploadLife).UnixMilli()); err != nil {
			return err
		}
		if id, err = unique(tx, "upload", bucket, key); err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO upload (id, bucket, key, begun, http, custom, class, keymd5) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			id, bucket, key, now.UnixMilli(), text(m.HTTP), text(m.Custom), m.class(), keyMD5(m.Secret))
		return err
	}, func(err error) { done(id, err) })
}

// expire forgets the uploads that began too long ago.
func expire(tx *sql.Tx, c *change, before int64) error {
	err := free(tx, c, "DELETE FROM part WHERE upload IN (SELECT id FROM upload WHERE begun < ?) RETURNING file", before)
	if err != nil {
		return err
	}
	_, err = tx.Exec("DELETE FROM upload WHERE begun < ?", before)
	return err
}

// An upload is what is remembered of one.
type upload struct {
	Object
	over bool
}

// find reads an upload; errNoUpload where there is none.
func (s *Store) find(tx *sql.Tx, bucket, key, id string) (*upload, error) {
	u := &upload{Object: Object{Key: key}}
	var http, custom string
	var begun int64
	err := tx.QueryRow("SELECT begun, over, http, custom, class, keymd5 FROM upload WHERE id = ? AND bucket = ? AND key = ?", id, bucket, key).
		Scan(&begun, &u.over, &http, &custom, &u.Class, &u.KeyMD5)
	if errors.Is(err, sql.ErrNoRows) || err == nil && begun < s.clock.Now().Add(-uploadLife).UnixMilli() {
		return nil, errNoUpload
	}
	u.HTTP, u.Custom = []byte(http), []byte(custom)
	return u, err
}

// UploadPart stores a part, over one of the same number, and answers its etag.
func (s *Store) UploadPart(bucket, key, id string, number int, secret string, c Content, done func(etag string, err error)) {
	if err := checkKey(key); err != nil {
		c.drop()
		done("", err)
		return
	}
	s.stage(c, "", func(st *staged, err error) {
		if err != nil {
			done("", err)
			return
		}
		s.write(func(tx *sql.Tx, c *change) error {
			u, err := s.find(tx, bucket, key, id)
			switch {
			case err != nil:
				return err
			case u.over:
				return errNoUpload
			case u.KeyMD5 != keyMD5(secret):
				return errSecret
			}
			if err := free(tx, c, "DELETE FROM part WHERE upload = ? AND n = ? RETURNING file", id, number); err != nil {
				return err
			}
			_, err = tx.Exec("INSERT INTO part (upload, n, size, etag, file, data) VALUES (?, ?, ?, ?, ?, ?)", id, number, st.size, st.md5(), fileOf(st), dataOf(st))
			return err
		}, func(err error) {
			s.discard(st, err)
			done(st.md5(), err)
		})
	})
}

// A storedPart is a row of the table of parts.
type storedPart struct {
	id, size int64
	number   int
	etag     string
}

// Complete makes the parts one object.
func (s *Store) Complete(bucket, key, id string, parts []Part, done func(*Object, error)) {
	if err := checkKey(key); err != nil {
		done(nil, err)
		return
	}
	var made *Object
	s.write(func(tx *sql.Tx, c *change) error {
		u, err := s.find(tx, bucket, key, id)
		if err != nil {
			return err
		}
		if u.over {
			return errNoUpload
		}
		chosen, err := choose(tx, id, parts)
		if err != nil {
			return err
		}
		made = &u.Object
		return s.assemble(tx, c, bucket, id, made, chosen)
	}, func(err error) {
		if err != nil {
			made = nil
		}
		done(made, err)
	})
}

// choose finds the parts that were named, in the order of their numbers.
func choose(tx *sql.Tx, id string, parts []Part) ([]storedPart, error) {
	stored, err := storedParts(tx, id)
	if err != nil {
		return nil, err
	}
	var chosen []storedPart
	seen := map[int]bool{}
	for _, p := range parts {
		found, ok := stored[p.Number]
		if !ok || found.etag != p.ETag {
			return nil, errInvalidPart
		}
		if seen[p.Number] {
			return nil, errInternal
		}
		seen[p.Number] = true
		chosen = append(chosen, found)
	}
	for n, p := range chosen {
		if n < len(chosen)-1 && p.size < MinPart {
			return nil, errTooSmall
		}
	}
	slices.SortFunc(chosen, func(a, b storedPart) int { return cmp.Compare(a.number, b.number) })
	return chosen, equalParts(chosen)
}

// equalParts refuses parts of different sizes, but for a smaller last one.
func equalParts(chosen []storedPart) error {
	last := len(chosen) - 1
	for n, p := range chosen {
		if n < last && p.size != chosen[0].size || n == last && p.size > chosen[0].size {
			return errUnequal
		}
	}
	return nil
}

func storedParts(tx *sql.Tx, id string) (map[int]storedPart, error) {
	rows, err := tx.Query("SELECT id, n, size, etag FROM part WHERE upload = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int]storedPart{}
	for rows.Next() {
		var p storedPart
		if err := rows.Scan(&p.id, &p.number, &p.size, &p.etag); err != nil {
			return nil, err
		}
		all[p.number] = p
	}
	return all, rows.Err()
}

// assemble turns parts into the pieces of an object: no byte is copied but of
// those that lie in the database.
func (s *Store) assemble(tx *sql.Tx, c *change, bucket, id string, made *Object, chosen []storedPart) error {
	var etags []string
	for _, p := range chosen {
		etags = append(etags, p.etag)
		made.Size += p.size
	}
	var err error
	if made.ETag, err = sumOfSums(etags); err != nil {
		return err
	}
	made.Checksums = map[string]string{}
	row, err := s.replace(tx, c, bucket, made)
	if err != nil {
		return err
	}
	for n, p := range chosen {
		if _, err := tx.Exec("INSERT INTO piece (object, n, size, file, data) SELECT ?, ?, size, file, data FROM part WHERE id = ?", row, n, p.id); err != nil {
			return err
		}
		if _, err := tx.Exec("DELETE FROM part WHERE id = ?", p.id); err != nil {
			return err
		}
	}
	if err := finish(tx, c, id); err != nil {
		return err
	}
	return s.post.note(tx, c, bucket, "CompleteMultipartUpload", made)
}

// finish ends an upload: the parts that are left are of no use. It is remembered
// as over, so that aborting it again is no error.
func finish(tx *sql.Tx, c *change, id string) error {
	if err := free(tx, c, "DELETE FROM part WHERE upload = ? RETURNING file", id); err != nil {
		return err
	}
	_, err := tx.Exec("UPDATE upload SET over = 1 WHERE id = ?", id)
	return err
}

// Abort gives an upload up. One that is over already stays as it is.
func (s *Store) Abort(bucket, key, id string, done func(error)) {
	if err := checkKey(key); err != nil {
		done(err)
		return
	}
	s.write(func(tx *sql.Tx, c *change) error {
		u, err := s.find(tx, bucket, key, id)
		if err != nil || u.over {
			return err
		}
		return finish(tx, c, id)
	}, done)
}
