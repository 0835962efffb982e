package r2

import (
	"database/sql"
	"encoding/base64"
	"strings"
)

// ListOptions are the options of a list.
type ListOptions struct {
	Prefix     string `json:"prefix"`
	Delimiter  string `json:"delimiter"`
	StartAfter string `json:"startAfter"`
	Cursor     string `json:"cursor"`
	Limit      *int64 `json:"limit"` // 1 to MaxKeys, which nil means
	HTTP       bool   `json:"http"`  // include the HTTP metadata
	Custom     bool   `json:"custom"`
}

// A Page is the result of a list.
type Page struct {
	Objects   []*Object // HTTP and Custom are nil where they were not asked for
	Prefixes  []string  // what ends with the delimiter, each once
	Truncated bool
	Cursor    string // where to go on; "" at the end
}

// beyond is greater than every key that begins with a prefix: UTF-8 has no such
// byte.
const beyond = "\xff"

// List lists objects in the order of their keys' bytes.
func (s *Store) List(bucket string, o ListOptions, done func(*Page, error)) {
	l := &lister{ListOptions: o, bucket: bucket, page: &Page{Objects: []*Object{}, Prefixes: []string{}}, limit: MaxKeys, budget: listBudget}
	if err := l.prepare(); err != nil {
		done(nil, err)
		return
	}
	s.db.Do(l.run, func(err error) {
		if err != nil {
			done(nil, err)
			return
		}
		done(l.page, nil)
	})
}

// lister makes one page.
type lister struct {
	ListOptions
	bucket string
	page   *Page
	limit  int
	budget int    // bytes of metadata that are left
	after  string // what comes next is greater
	full   bool
}

func (l *lister) prepare() error {
	if l.Limit != nil {
		if *l.Limit < 1 || *l.Limit > MaxKeys {
			return errMaxKeys
		}
		l.limit = int(*l.Limit)
	}
	l.after = l.StartAfter
	if l.Cursor != "" {
		at, err := base64.RawURLEncoding.DecodeString(l.Cursor)
		if err != nil {
			return errCursor
		}
		l.after = max(l.after, string(at))
	}
	return nil
}

func (l *lister) run(tx *sql.Tx) error {
	for more := true; more; {
		var err error
		if more, err = l.some(tx); err != nil {
			return err
		}
	}
	if l.full {
		l.page.Truncated = true
		l.page.Cursor = base64.RawURLEncoding.EncodeToString([]byte(l.after))
	}
	return nil
}

// some reads on until the end, the limit, or a common prefix, which is skipped.
func (l *lister) some(tx *sql.Tx) (more bool, err error) {
	rows, err := tx.Query("SELECT "+objectColumns+` FROM object WHERE bucket = ? AND key > ? AND key >= ? AND key < ?
		ORDER BY key LIMIT ?`, l.bucket, l.after, l.Prefix, l.Prefix+beyond, l.left()+1)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for rows.Next() {
		o, _, err := scan(rows)
		if err != nil {
			return false, err
		}
		if l.left() == 0 || !l.afford(o) {
			l.full = true
			return false, nil
		}
		if prefix, ok := l.common(o.Key); ok {
			l.page.Prefixes = append(l.page.Prefixes, prefix)
			l.after = prefix + beyond
			return true, nil
		}
		l.after = o.Key
		l.page.Objects = append(l.page.Objects, l.shown(o))
	}
	return false, rows.Err()
}

func (l *lister) left() int { return l.limit - len(l.page.Objects) - len(l.page.Prefixes) }

// common returns the prefix that stands for all keys which share it.
func (l *lister) common(key string) (string, bool) {
	if l.Delimiter == "" {
		return "", false
	}
	at := strings.Index(key[len(l.Prefix):], l.Delimiter)
	if at < 0 {
		return "", false
	}
	return key[:len(l.Prefix)+at+len(l.Delimiter)], true
}

// afford counts the metadata: a page with much of it is shorter, though it has
// at least one entry.
func (l *lister) afford(o *Object) bool {
	if l.HTTP {
		l.budget -= len(o.HTTP)
	}
	if l.Custom {
		l.budget -= len(o.Custom)
	}
	return l.budget >= 0 || l.left() == l.limit
}

// shown leaves out what was not asked for.
func (l *lister) shown(o *Object) *Object {
	if !l.HTTP {
		o.HTTP = nil
	}
	if !l.Custom {
		o.Custom = nil
	}
	return o
}

// A BucketInfo sums up one bucket.
type BucketInfo struct {
	Name    string `json:"name"`
	Objects int64  `json:"objects"`
	Bytes   int64  `json:"bytes"`
}

// Buckets lists the buckets that have objects.
func (s *Store) Buckets(done func([]BucketInfo, error)) {
	all := []BucketInfo{}
	s.db.Do(func(tx *sql.Tx) error {
		rows, err := tx.Query("SELECT bucket, count(*), sum(size) FROM object GROUP BY bucket ORDER BY bucket")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var b BucketInfo
			if err := rows.Scan(&b.Name, &b.Objects, &b.Bytes); err != nil {
				return err
			}
			all = append(all, b)
		}
		return rows.Err()
	}, func(err error) { done(all, err) })
}
