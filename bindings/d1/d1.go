// Package d1 is D1: SQL databases of the platform on SQLite, one file each. It
// knows statements, transactions, limits and error texts as the platform has
// them, migrations, and the classes that scripts see. It does not know where
// the files lie, nor which Workers share one.
package d1

import (
	"fmt"
	"time"
)

// The platform's limits. SQLite enforces them.
const (
	MaxStatement  = 100_000   // bytes of SQL
	MaxParameters = 100       // bound to one statement
	MaxColumns    = 100       // of a table or a result
	MaxValue      = 2_200_000 // bytes of a text, a blob or a row; documented as 2 MB
	maxPattern    = 50        // bytes of a LIKE or GLOB pattern
	maxArguments  = 127       // of a function
	maxDepth      = 100       // of an expression
	maxCompound   = 5         // SELECTs joined by UNION and the like
	maxProgram    = 25_000    // instructions that a statement compiles to
	maxTriggers   = 10        // deep
)

// maxResult bounds what the rows of one call may take up, in bytes: the memory
// of an isolate on the platform.
const maxResult = 128 << 20

// queryTime is how long one call may take on the platform.
const queryTime = 30 * time.Second

// A Statement is SQL with what is bound to its parameters: nil, float64,
// string or []byte, in their order.
type Statement struct {
	SQL    string
	Params []any
}

// A Result is what one statement returned. The values of its rows are nil,
// int64, float64, string or []byte.
type Result struct {
	Columns []string
	Rows    [][]any
	Meta    Meta
}

// Meta tells what a statement did.
type Meta struct {
	Duration    time.Duration
	Changes     int64 // rows inserted, updated and deleted, by triggers too
	LastRowID   int64 // of the last row ever inserted
	ChangedDB   bool
	SizeAfter   int64 // of the database, in bytes
	RowsRead    int64 // as far as SQLite counts them
	RowsWritten int64 // entries of indexes included
}

// An Error is a refusal in the platform's words, without the prefix that names
// the method.
type Error struct {
	Message string
	At      int // which of the statements
}

func (e *Error) Error() string { return e.Message }

func refuse(format string, args ...any) *Error { return &Error{Message: fmt.Sprintf(format, args...)} }
