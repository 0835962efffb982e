package sqlite

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// stmt is one compiled statement. A failed bind shows at the next step, so
// that a row of binds needs no error handling of its own.
type stmt struct {
	c    *conn
	p    uintptr
	bufs []buffer // C memory of text and blob parameters, kept between runs
	rc   int32    // the first failed bind since the last reset
}

type buffer struct {
	p   uintptr
	cap int
}

func (s *stmt) note(rc int32) {
	if rc != sqlite3.SQLITE_OK && s.rc == sqlite3.SQLITE_OK {
		s.rc = rc
	}
}

func (s *stmt) int(i int, v int64) {
	s.note(sqlite3.Xsqlite3_bind_int64(s.c.tls, s.p, int32(i), v))
}

func (s *stmt) blob(i int, v []byte) {
	p := s.buffer(i, len(v))
	copy(mem(p, len(v)), v)
	s.note(sqlite3.Xsqlite3_bind_blob(s.c.tls, s.p, int32(i), p, int32(len(v)), 0))
}

func (s *stmt) text(i int, v string) {
	p := s.buffer(i, len(v))
	copy(mem(p, len(v)), v)
	s.note(sqlite3.Xsqlite3_bind_text(s.c.tls, s.p, int32(i), p, int32(len(v)), 0))
}

// buffer returns C memory for parameter i. The library reads it until the next
// bind of the same parameter, so each has its own.
func (s *stmt) buffer(i, n int) uintptr {
	for len(s.bufs) <= i {
		s.bufs = append(s.bufs, buffer{})
	}
	b := &s.bufs[i]
	if b.p == 0 || b.cap < n {
		if b.p != 0 {
			libc.Xfree(s.c.tls, b.p)
		}
		b.cap = max(n, 64)
		b.p = s.c.malloc(b.cap)
	}
	return b.p
}

// step moves to the next row and reports whether there is one.
func (s *stmt) step() (bool, error) {
	if s.rc != sqlite3.SQLITE_OK {
		return false, s.c.err(s.rc)
	}
	switch rc := sqlite3.Xsqlite3_step(s.c.tls, s.p); rc {
	case sqlite3.SQLITE_ROW:
		return true, nil
	case sqlite3.SQLITE_DONE:
		return false, nil
	default:
		return false, s.c.err(rc)
	}
}

// reset ends a run; what is bound stays bound.
func (s *stmt) reset() {
	sqlite3.Xsqlite3_reset(s.c.tls, s.p) // repeats the error of the last step, if any
	s.rc = sqlite3.SQLITE_OK
}

// run steps to the end of a statement without rows, and resets it.
func (s *stmt) run() error {
	_, err := s.step()
	s.reset()
	return err
}

func (s *stmt) colInt(i int) int64 {
	return sqlite3.Xsqlite3_column_int64(s.c.tls, s.p, int32(i))
}

// colView returns the bytes of a column, valid until the next step.
func (s *stmt) colView(i int) []byte {
	p := sqlite3.Xsqlite3_column_blob(s.c.tls, s.p, int32(i))
	n := int(sqlite3.Xsqlite3_column_bytes(s.c.tls, s.p, int32(i)))
	if p == 0 || n == 0 {
		return nil
	}
	return mem(p, n)
}

func (s *stmt) colBytes(i int) []byte {
	return append(make([]byte, 0, sqlite3.Xsqlite3_column_bytes(s.c.tls, s.p, int32(i))), s.colView(i)...)
}

func (s *stmt) colText(i int) string { return string(s.colView(i)) }

func (s *stmt) isNull(i int) bool {
	return sqlite3.Xsqlite3_column_type(s.c.tls, s.p, int32(i)) == sqlite3.SQLITE_NULL
}

func (s *stmt) finalize() {
	sqlite3.Xsqlite3_finalize(s.c.tls, s.p)
	for _, b := range s.bufs {
		if b.p != 0 {
			libc.Xfree(s.c.tls, b.p)
		}
	}
	s.bufs = nil
}
