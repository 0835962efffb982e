package d1

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	sqlite3 "modernc.org/sqlite/lib"

	"paddock/internal/clock"
)

// conn is one connection, used by one goroutine at a time but for interrupt. It
// speaks to the translated library itself: database/sql hides what D1 shows
// (the offset of an error, storage classes, duplicate columns, what follows a
// statement) and what it forbids.
type conn struct {
	tls    *libc.TLS
	db     uintptr
	vfs    uintptr
	pinner runtime.Pinner
	clock  clock.Clock
	rand   *rand.Rand

	judge   judge
	defers  bool  // a statement asked for deferred foreign keys
	altered bool  // the statement under way changes tables or indexes
	size    int64 // of the database, in bytes; unknown while it is negative
	written int64 // rows and entries of indexes, by the statement under way
	indexes map[string]int64
	recount bool // what indexes says may be undone
	cache   cache
	own     map[string]*stmt // statements of paddock's, by SQL

	mu   sync.Mutex // guards what follows
	busy bool       // a job runs, which interrupt may stop
	stop uintptr    // the handle for interrupt; 0 once it is closed
}

// openConn opens a file, which it creates where there is none.
func openConn(path string, noSync bool, c clock.Clock, r *rand.Rand) (*conn, error) {
	k := &conn{tls: libc.NewTLS(), clock: c, rand: r, size: -1, indexes: map[string]int64{}, own: map[string]*stmt{}}
	k.pinner.Pin(k) // the library keeps its address
	if err := k.open(path, noSync); err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

func (c *conn) open(path string, noSync bool) error {
	if err := c.registerVFS(); err != nil {
		return err
	}
	name, err := libc.CString(path)
	if err != nil {
		return err
	}
	defer libc.Xfree(c.tls, name)
	out := c.malloc(8)
	defer libc.Xfree(c.tls, out)
	const flags = sqlite3.SQLITE_OPEN_READWRITE | sqlite3.SQLITE_OPEN_CREATE | sqlite3.SQLITE_OPEN_NOMUTEX
	rc := sqlite3.Xsqlite3_open_v2(c.tls, name, out, flags, c.vfsName())
	c.db = pointerAt(out)
	c.stop = c.db
	if rc != sqlite3.SQLITE_OK {
		return c.err(rc)
	}
	sqlite3.Xsqlite3_extended_result_codes(c.tls, c.db, 1)
	sqlite3.Xsqlite3_busy_timeout(c.tls, c.db, 5000)
	return c.setUp(noSync)
}

// setUp makes the connection durable, then restricts it as the platform does.
func (c *conn) setUp(noSync bool) error {
	sync := "FULL"
	if noSync {
		sync = "OFF"
	}
	c.judge.trusted = true
	defer func() { c.judge.trusted = false }()
	for _, pragma := range []string{"journal_mode=WAL", "synchronous=" + sync, "fullfsync=1", "checkpoint_fullfsync=1",
		"temp_store=MEMORY", "cache_size=-4000", "wal_autocheckpoint=4000", "journal_size_limit=16777216", "foreign_keys=ON"} {
		if err := c.exec("PRAGMA " + pragma); err != nil {
			return err
		}
	}
	for op, on := range map[int32]int32{sqlite3.SQLITE_DBCONFIG_DEFENSIVE: 1, sqlite3.SQLITE_DBCONFIG_DQS_DML: 0, sqlite3.SQLITE_DBCONFIG_DQS_DDL: 0} {
		if err := c.configure(op, on); err != nil {
			return err
		}
	}
	for id, most := range map[int32]int32{
		sqlite3.SQLITE_LIMIT_LENGTH: MaxValue, sqlite3.SQLITE_LIMIT_SQL_LENGTH: MaxStatement, sqlite3.SQLITE_LIMIT_COLUMN: MaxColumns,
		sqlite3.SQLITE_LIMIT_EXPR_DEPTH: maxDepth, sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: maxCompound, sqlite3.SQLITE_LIMIT_VDBE_OP: maxProgram,
		sqlite3.SQLITE_LIMIT_FUNCTION_ARG: maxArguments, sqlite3.SQLITE_LIMIT_ATTACHED: 0, sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: maxPattern,
		sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: MaxParameters, sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: maxTriggers, sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
	} {
		sqlite3.Xsqlite3_limit(c.tls, c.db, id, most)
	}
	return c.hook()
}

// configure sets one of the library's switches.
func (c *conn) configure(op, on int32) error {
	const slot = 8 // of a variable argument, on every system
	args := c.malloc(2 * slot)
	defer libc.Xfree(c.tls, args)
	if rc := sqlite3.Xsqlite3_db_config(c.tls, c.db, op, libc.VaList(args, on, uintptr(0))); rc != sqlite3.SQLITE_OK {
		return c.err(rc)
	}
	return nil
}

// malloc returns C memory. Running out of it is as final as in Go.
func (c *conn) malloc(n int) uintptr {
	p := libc.Xmalloc(c.tls, types.Size_t(max(n, 1)))
	if p == 0 {
		panic("d1: out of memory")
	}
	return p
}

// exec runs statements of paddock's own that return nothing of interest.
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

// do runs a statement of paddock's own, which is kept, and returns the first
// column of its first row where that is a number.
func (c *conn) do(sql string) (int64, error) {
	was := c.judge.trusted
	c.judge.trusted = true
	defer func() { c.judge.trusted = was }()
	s := c.own[sql]
	if s == nil {
		var err error
		if s, _, err = c.prepare(sql, true); err != nil {
			return 0, err
		}
		c.own[sql] = s
	}
	defer s.reset()
	row, err := s.step()
	if err != nil || !row {
		return 0, err
	}
	n, _ := s.column(0).(int64)
	return n, nil
}

// undo takes back what was done since a savepoint or the transaction's begin.
func (c *conn) undo(sql string) error {
	c.size, c.recount = -1, true
	_, err := c.do(sql)
	return err
}

// inTx reports whether a transaction is open.
func (c *conn) inTx() bool { return sqlite3.Xsqlite3_get_autocommit(c.tls, c.db) == 0 }

// owesKeys reports whether foreign keys are violated that the transaction's end
// would refuse.
func (c *conn) owesKeys() bool {
	out := c.malloc(16)
	defer libc.Xfree(c.tls, out)
	sqlite3.Xsqlite3_db_status(c.tls, c.db, sqlite3.SQLITE_DBSTATUS_DEFERRED_FKS, out, out+8, 0)
	return *(*int32)(pointer(out)) != 0
}

// interrupt stops the job under way, if there is one. Any goroutine may call it.
func (c *conn) interrupt() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy && c.stop != 0 {
		tls := libc.NewTLS()
		sqlite3.Xsqlite3_interrupt(tls, c.stop)
		tls.Close()
	}
}

// interruptible marks the time in which interrupt has an effect.
func (c *conn) interruptible(on bool) {
	c.mu.Lock()
	c.busy = on
	c.mu.Unlock()
}

func (c *conn) close() error {
	c.mu.Lock()
	c.stop = 0
	c.mu.Unlock()
	for _, s := range c.own {
		s.finalize()
	}
	c.cache.clear()
	var err error
	if c.db != 0 {
		if rc := sqlite3.Xsqlite3_close_v2(c.tls, c.db); rc != sqlite3.SQLITE_OK {
			err = c.err(rc)
		}
		c.db = 0
	}
	c.unregisterVFS()
	c.tls.Close()
	c.pinner.Unpin()
	return err
}

// err words a failure as the platform does: SQLite's message, where in the
// statement, and the names of the codes.
func (c *conn) err(rc int32) error {
	if c.db == 0 {
		return refuse("out of memory: %s", codeName(rc&0xff))
	}
	text := libc.GoString(sqlite3.Xsqlite3_errmsg(c.tls, c.db))
	if at := sqlite3.Xsqlite3_error_offset(c.tls, c.db); at >= 0 {
		text += fmt.Sprintf(" at offset %d", at)
	}
	text += ": " + codeName(rc&0xff)
	if rc > 0xff {
		text += " (extended: " + extendedName(rc) + ")"
	}
	return &Error{Message: text}
}

// pointer makes a pointer of C memory. It lies outside Go's heap, where pointers
// may be made from numbers; the detour over &p says so to go vet.
func pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// mem shows n bytes of C memory.
func mem(p uintptr, n int) []byte { return unsafe.Slice((*byte)(pointer(p)), n) }

// pointerAt reads a pointer that the library stored at p.
func pointerAt(p uintptr) uintptr { return *(*uintptr)(pointer(p)) }

// callable makes a function one that the library can call. Its functions are
// code addresses, which is what a Go func value without a closure begins with.
func callable[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f F }{f})) }

// connAt finds the connection again whose address the library was given.
func connAt(p uintptr) *conn { return (*conn)(pointer(p)) }

// address is what the library is given of the connection, which is pinned.
func (c *conn) address() uintptr { return uintptr(unsafe.Pointer(c)) }
