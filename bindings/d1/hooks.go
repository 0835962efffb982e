package d1

import (
	"encoding/binary"
	"fmt"
	"time"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// registerVFS gives the connection the file system of the machine with the
// clock of the world: what SQL knows of the time must follow the latter.
func (c *conn) registerVFS() error {
	machine := sqlite3.Xsqlite3_vfs_find(c.tls, 0)
	if machine == 0 {
		return refuse("the SQL engine has no file system")
	}
	const size = int(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{}))
	const word = int(unsafe.Sizeof(uintptr(0)))
	name := fmt.Sprintf("paddock-%x\x00", c.address())
	p := c.malloc(size + word + len(name))
	*(*sqlite3.Tsqlite3_vfs)(pointer(p)) = *(*sqlite3.Tsqlite3_vfs)(pointer(machine))
	*(*uintptr)(pointer(p + uintptr(size))) = c.address()
	copy(mem(p+uintptr(size+word), len(name)), name)
	v := (*sqlite3.Tsqlite3_vfs)(pointer(p))
	v.FpNext = 0
	v.FzName = p + uintptr(size+word)
	v.FxCurrentTimeInt64 = callable(currentTime)
	c.vfs = p
	if rc := sqlite3.Xsqlite3_vfs_register(c.tls, p, 0); rc != sqlite3.SQLITE_OK {
		return refuse("open the file system: %s", codeName(rc&0xff))
	}
	return nil
}

func (c *conn) vfsName() uintptr { return (*sqlite3.Tsqlite3_vfs)(pointer(c.vfs)).FzName }

func (c *conn) unregisterVFS() {
	if c.vfs != 0 {
		sqlite3.Xsqlite3_vfs_unregister(c.tls, c.vfs)
		libc.Xfree(c.tls, c.vfs)
		c.vfs = 0
	}
}

// julianEpoch is 1970 in milliseconds of the Julian calendar.
const julianEpoch = 210866760000000

// currentTime tells SQL the time.
func currentTime(_ *libc.TLS, vfs, out uintptr) int32 {
	c := connAt(pointerAt(vfs + unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	*(*int64)(pointer(out)) = julianEpoch + c.clock.Now().UnixMilli()
	return sqlite3.SQLITE_OK
}

// hook puts what SQL may do, what it writes and what it draws by chance into
// the hands of paddock.
func (c *conn) hook() error {
	for name, args := range map[string]int32{"random": 0, "randomblob": 1} {
		fn := callable(random)
		if args == 1 {
			fn = callable(randomBlob)
		}
		z, err := libc.CString(name)
		if err != nil {
			return err
		}
		rc := sqlite3.Xsqlite3_create_function_v2(c.tls, c.db, z, args, sqlite3.SQLITE_UTF8|sqlite3.SQLITE_INNOCUOUS, c.address(), fn, 0, 0, 0)
		libc.Xfree(c.tls, z)
		if rc != sqlite3.SQLITE_OK {
			return c.err(rc)
		}
	}
	sqlite3.Xsqlite3_preupdate_hook(c.tls, c.db, callable(counted), c.address())
	if rc := sqlite3.Xsqlite3_set_authorizer(c.tls, c.db, callable(judged), c.address()); rc != sqlite3.SQLITE_OK {
		return c.err(rc)
	}
	return nil
}

// random is SQL's random(): an integer of 64 bits.
func random(tls *libc.TLS, ctx uintptr, _ int32, _ uintptr) {
	c := connAt(sqlite3.Xsqlite3_user_data(tls, ctx))
	sqlite3.Xsqlite3_result_int64(tls, ctx, int64(c.rand.Uint64()))
}

// randomBlob is SQL's randomblob(n): n bytes, one at least.
func randomBlob(tls *libc.TLS, ctx uintptr, _ int32, argv uintptr) {
	c := connAt(sqlite3.Xsqlite3_user_data(tls, ctx))
	n := max(sqlite3.Xsqlite3_value_int64(tls, pointerAt(argv)), 1)
	if n > MaxValue {
		sqlite3.Xsqlite3_result_error_toobig(tls, ctx)
		return
	}
	b := make([]byte, (n+7)/8*8)
	for at := 0; at < len(b); at += 8 {
		binary.LittleEndian.PutUint64(b[at:], c.rand.Uint64())
	}
	p := c.malloc(int(n))
	copy(mem(p, int(n)), b)
	const transient = ^uintptr(0) // the library copies
	sqlite3.Xsqlite3_result_blob(tls, ctx, p, int32(n), transient)
	libc.Xfree(tls, p)
}

// counted is told of every row that is about to change. An insert writes into
// the table's indexes too.
func counted(_ *libc.TLS, p, _ uintptr, op int32, _, table uintptr, _, _ int64) {
	c := connAt(p)
	c.written++
	if op == sqlite3.SQLITE_INSERT {
		c.written += c.indexes[libc.GoString(table)]
	}
}

// countIndexes learns how many indexes each table has.
func (c *conn) countIndexes() error {
	clear(c.indexes)
	c.recount = false
	was := c.judge.trusted
	c.judge.trusted = true
	defer func() { c.judge.trusted = was }()
	s, _, err := c.prepare("SELECT tbl_name, count(*) FROM sqlite_schema WHERE type = 'index' GROUP BY tbl_name", false)
	if err != nil {
		return err
	}
	defer s.finalize()
	for {
		row, err := s.step()
		if err != nil || !row {
			return err
		}
		name, _ := s.column(0).(string)
		c.indexes[name], _ = s.column(1).(int64)
	}
}

// since is how long something has taken.
func (c *conn) since(t time.Time) time.Duration { return c.clock.Now().Sub(t) }
