package d1

import (
	"fmt"

	sqlite3 "modernc.org/sqlite/lib"
)

// codeName is the name of a primary result code.
func codeName(rc int32) string {
	names := [...]string{"OK", "ERROR", "INTERNAL", "PERM", "ABORT", "BUSY", "LOCKED", "NOMEM", "READONLY", "INTERRUPT", "IOERR", "CORRUPT",
		"NOTFOUND", "FULL", "CANTOPEN", "PROTOCOL", "EMPTY", "SCHEMA", "TOOBIG", "CONSTRAINT", "MISMATCH", "MISUSE", "NOLFS", "AUTH", "FORMAT",
		"RANGE", "NOTADB", "NOTICE", "WARNING"}
	if rc >= 0 && int(rc) < len(names) {
		return "SQLITE_" + names[rc]
	}
	return fmt.Sprintf("SQLITE_UNKNOWN_ERROR_CODE(%d)", rc)
}

// extendedName is the name of an extended result code that statements of users
// can end with; the number of any other.
func extendedName(rc int32) string {
	switch rc {
	case sqlite3.SQLITE_CONSTRAINT_CHECK:
		return "SQLITE_CONSTRAINT_CHECK"
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return "SQLITE_CONSTRAINT_FOREIGNKEY"
	case sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		return "SQLITE_CONSTRAINT_NOTNULL"
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return "SQLITE_CONSTRAINT_PRIMARYKEY"
	case sqlite3.SQLITE_CONSTRAINT_TRIGGER:
		return "SQLITE_CONSTRAINT_TRIGGER"
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return "SQLITE_CONSTRAINT_UNIQUE"
	case sqlite3.SQLITE_CONSTRAINT_ROWID:
		return "SQLITE_CONSTRAINT_ROWID"
	case sqlite3.SQLITE_CONSTRAINT_DATATYPE:
		return "SQLITE_CONSTRAINT_DATATYPE"
	case sqlite3.SQLITE_CONSTRAINT_VTAB:
		return "SQLITE_CONSTRAINT_VTAB"
	case sqlite3.SQLITE_ABORT_ROLLBACK:
		return "SQLITE_ABORT_ROLLBACK"
	case sqlite3.SQLITE_CORRUPT_VTAB:
		return "SQLITE_CORRUPT_VTAB"
	case sqlite3.SQLITE_ERROR_MISSING_COLLSEQ:
		return "SQLITE_ERROR_MISSING_COLLSEQ"
	}
	return fmt.Sprint(rc)
}
