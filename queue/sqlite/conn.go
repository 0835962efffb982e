package sqlite

import (
	"fmt"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	sqlite3 "modernc.org/sqlite/lib"
)

// conn is one connection, used by one goroutine at a time. It speaks to the
// translated library itself: through database/sql a statement of a few
// microseconds costs about twice as much and allocates for each value.
type conn struct {
	tls   *libc.TLS
	db    uintptr
	stmts []*stmt
}

func openConn(path string) (*conn, error) {
	c := &conn{tls: libc.NewTLS()}
	name, err := libc.CString(path)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, name)
	out := c.malloc(int(unsafe.Sizeof(uintptr(0))))
	defer libc.Xfree(c.tls, out)
	const flags = sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_CREATE | sqlite3.SQLITE_OPEN_NOMUTEX
	rc := sqlite3.Xsqlite3_open_v2(c.tls, name, out, flags, 0)
	c.db = pointerAt(out)
	if rc != sqlite3.SQLITE_OK {
		err := c.err(rc)
		c.close()
		return nil, err
	}
	sqlite3.Xsqlite3_extended_result_codes(c.tls, c.db, 1)
	sqlite3.Xsqlite3_busy_timeout(c.tls, c.db, 5000)
	return c, nil
}

// malloc returns C memory. Running out of it is as final as in Go.
func (c *conn) malloc(n int) uintptr {
	p := libc.Xmalloc(c.tls, types.Size_t(max(n, 1)))
	if p == 0 {
		panic("sqlite: out of memory")
	}
	return p
}

// exec runs statements that return nothing of interest.
func (c *conn) exec(sql string) error {
	s, err := libc.CString(sql)
	if err != nil {
		return err
	}
	defer libc.Xfree(c.tls, s)
	if rc := sqlite3.Xsqlite3_exec(c.tls, c.db, s, 0, 0, 0); rc != sqlite3.SQLITE_OK {
		return c.err(rc)
	}
	return nil
}

// prepare compiles a statement that lives as long as the connection.
func (c *conn) prepare(sql string) (*stmt, error) {
	s, err := libc.CString(sql)
	if err != nil {
		return nil, err
	}
	defer libc.Xfree(c.tls, s)
	out := c.malloc(int(unsafe.Sizeof(uintptr(0))))
	defer libc.Xfree(c.tls, out)
	rc := sqlite3.Xsqlite3_prepare_v3(c.tls, c.db, s, -1, sqlite3.SQLITE_PREPARE_PERSISTENT, out, 0)
	if rc != sqlite3.SQLITE_OK {
		return nil, c.err(rc)
	}
	st := &stmt{c: c, p: pointerAt(out)}
	c.stmts = append(c.stmts, st)
	return st, nil
}

// int reads the first column of the first row of a query.
func (c *conn) int(sql string) (int64, error) {
	st, err := c.prepare(sql)
	if err != nil {
		return 0, err
	}
	defer st.reset()
	if _, err := st.step(); err != nil {
		return 0, err
	}
	return st.colInt(0), nil
}

// changed returns how many rows the last statement changed.
func (c *conn) changed() int { return int(sqlite3.Xsqlite3_changes(c.tls, c.db)) }

// inTx reports whether a transaction is open.
func (c *conn) inTx() bool { return sqlite3.Xsqlite3_get_autocommit(c.tls, c.db) == 0 }

func (c *conn) close() error {
	for _, st := range c.stmts {
		st.finalize()
	}
	c.stmts = nil
	var err error
	if c.db != 0 {
		if rc := sqlite3.Xsqlite3_close_v2(c.tls, c.db); rc != sqlite3.SQLITE_OK {
			err = c.err(rc)
		}
		c.db = 0
	}
	c.tls.Close()
	return err
}

// dbError is a failure as the library reports it.
type dbError struct {
	code int32 // extended
	text string
}

func (e *dbError) Error() string { return fmt.Sprintf("%s (sqlite %d)", e.text, e.code) }

func (c *conn) err(rc int32) error {
	e := &dbError{code: rc, text: "out of memory"}
	if c.db != 0 {
		if ext := sqlite3.Xsqlite3_extended_errcode(c.tls, c.db); ext&0xff == rc&0xff {
			e.code = ext
		}
		e.text = libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db))
	}
	return e
}

// mem shows n bytes of C memory. It lies outside Go's heap, where pointers may
// be made from numbers; the detour over &p says so to go vet.
func mem(p uintptr, n int) []byte {
	return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&p))), n)
}

// pointerAt reads a pointer that the library stored at p.
func pointerAt(p uintptr) uintptr {
	return *(*uintptr)(*(*unsafe.Pointer)(unsafe.Pointer(&p)))
}
