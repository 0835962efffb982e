package d1

import (
	"math"
	"strings"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// stmt is one compiled statement.
type stmt struct {
	c      *conn
	p      uintptr
	bound  []uintptr // C memory of what is bound
	schema bool      // it changes tables or indexes
	pragma string
}

// prepare compiles the first statement of some SQL, and returns what follows
// it. The statement is nil where there is none, only comments and blanks.
func (c *conn) prepare(sql string, keep bool) (*stmt, string, error) {
	if len(sql) > MaxStatement { // SQLite would say it as well, of the rest of the text too
		return nil, "", refuse("statement too long: SQLITE_TOOBIG")
	}
	// A zero byte ends SQL, as it does in C.
	sql, _, _ = strings.Cut(sql, "\x00")
	text, err := libc.CString(sql)
	if err != nil {
		return nil, "", err
	}
	defer libc.Xfree(c.tls, text)
	out := c.malloc(16)
	defer libc.Xfree(c.tls, out)
	flags := uint32(0)
	if keep {
		flags = sqlite3.SQLITE_PREPARE_PERSISTENT
	}
	c.judge.begin()
	rc := sqlite3.Xsqlite3_prepare_v3(c.tls, c.db, text, int32(len(sql)+1), flags, out, out+8)
	if rc != sqlite3.SQLITE_OK {
		if rc&0xff == sqlite3.SQLITE_AUTH && c.judge.reason != "" {
			return nil, "", refuse("%s", c.judge.reason)
		}
		return nil, "", c.err(rc)
	}
	rest := sql[pointerAt(out+8)-text:]
	p := pointerAt(out)
	if p == 0 {
		return nil, rest, nil
	}
	return &stmt{c: c, p: p, schema: c.judge.schema, pragma: c.judge.pragma}, rest, nil
}

// parameters returns how many values the statement takes.
func (s *stmt) parameters() int {
	return int(sqlite3.Xsqlite3_bind_parameter_count(s.c.tls, s.p))
}

// bind binds all parameters. A number is a REAL, as it is on the platform: the
// affinity of a column makes it an INTEGER.
func (s *stmt) bind(params []any) error {
	for n, v := range params {
		if rc := s.bindOne(int32(n+1), v); rc != sqlite3.SQLITE_OK {
			return s.c.err(rc)
		}
	}
	return nil
}

func (s *stmt) bindOne(n int32, v any) int32 {
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) { // JSON, in which parameters travel, has none
			return sqlite3.Xsqlite3_bind_null(s.c.tls, s.p, n)
		}
		return sqlite3.Xsqlite3_bind_double(s.c.tls, s.p, n, v)
	case string:
		return sqlite3.Xsqlite3_bind_text(s.c.tls, s.p, n, s.hand([]byte(v)), int32(len(v)), 0)
	case []byte:
		return sqlite3.Xsqlite3_bind_blob(s.c.tls, s.p, n, s.hand(v), int32(len(v)), 0)
	}
	return sqlite3.Xsqlite3_bind_null(s.c.tls, s.p, n)
}

// hand copies bytes to where the library reads them until the next reset.
func (s *stmt) hand(b []byte) uintptr {
	p := s.c.malloc(len(b))
	copy(mem(p, len(b)), b)
	s.bound = append(s.bound, p)
	return p
}

// step moves to the next row and reports whether there is one.
func (s *stmt) step() (bool, error) {
	switch rc := sqlite3.Xsqlite3_step(s.c.tls, s.p); rc {
	case sqlite3.SQLITE_ROW:
		return true, nil
	case sqlite3.SQLITE_DONE:
		return false, nil
	default:
		return false, s.c.err(rc)
	}
}

// reset ends a run and forgets what was bound.
func (s *stmt) reset() {
	sqlite3.Xsqlite3_reset(s.c.tls, s.p) // repeats the error of the last step, if any
	sqlite3.Xsqlite3_clear_bindings(s.c.tls, s.p)
	for _, p := range s.bound {
		libc.Xfree(s.c.tls, p)
	}
	s.bound = s.bound[:0]
}

func (s *stmt) finalize() {
	s.reset()
	sqlite3.Xsqlite3_finalize(s.c.tls, s.p)
}

// columns names the columns of the result.
func (s *stmt) columns() []string {
	names := make([]string, sqlite3.Xsqlite3_column_count(s.c.tls, s.p))
	for n := range names {
		names[n] = libc.GoString(sqlite3.Xsqlite3_column_name(s.c.tls, s.p, int32(n)))
	}
	return names
}

// column returns a value of the row by its storage class.
func (s *stmt) column(n int) any {
	tls, i := s.c.tls, int32(n)
	switch sqlite3.Xsqlite3_column_type(tls, s.p, i) {
	case sqlite3.SQLITE_INTEGER:
		return sqlite3.Xsqlite3_column_int64(tls, s.p, i)
	case sqlite3.SQLITE_FLOAT:
		return sqlite3.Xsqlite3_column_double(tls, s.p, i)
	case sqlite3.SQLITE_TEXT:
		return strings.ToValidUTF8(string(s.bytes(sqlite3.Xsqlite3_column_text(tls, s.p, i), i)), "\ufffd")
	case sqlite3.SQLITE_BLOB:
		return append([]byte{}, s.bytes(sqlite3.Xsqlite3_column_blob(tls, s.p, i), i)...)
	}
	return nil
}

// bytes shows the bytes of a column, until the next step.
func (s *stmt) bytes(p uintptr, i int32) []byte {
	n := int(sqlite3.Xsqlite3_column_bytes(s.c.tls, s.p, i))
	if p == 0 || n == 0 {
		return nil
	}
	return mem(p, n)
}

// visited takes how many rows of tables and indexes the statement went through,
// as far as SQLite counts: its steps, and where a full scan began. Rows that were
// looked up one by one are not among them.
func (s *stmt) visited() int64 {
	const others = 0 // where SQLite counts the steps that are not those of a full scan
	take := func(op int32) int64 { return int64(sqlite3.Xsqlite3_stmt_status(s.c.tls, s.p, op, 1)) }
	full := take(sqlite3.SQLITE_STMTSTATUS_FULLSCAN_STEP)
	return full + min(full, 1) + take(others)
}

// readOnly reports whether the statement leaves the file as it is.
func (s *stmt) readOnly() bool { return sqlite3.Xsqlite3_stmt_readonly(s.c.tls, s.p) != 0 }

// sql is the text that was compiled.
func (s *stmt) sql() string { return libc.GoString(sqlite3.Xsqlite3_sql(s.c.tls, s.p)) }

// totals returns how many rows were ever changed, and the row inserted last.
func (c *conn) totals() (changes, last int64) {
	return sqlite3.Xsqlite3_total_changes64(c.tls, c.db), sqlite3.Xsqlite3_last_insert_rowid(c.tls, c.db)
}
