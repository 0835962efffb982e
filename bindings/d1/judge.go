package d1

import (
	"slices"
	"strconv"
	"strings"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// A judge decides what a statement may do, by the platform's rules.
type judge struct {
	trusted bool   // the statement is paddock's own
	reason  string // why the last one was refused, where the platform says more than SQLite
	schema  bool   // the statement changes tables or indexes
	pragma  string // the last pragma that was allowed
}

// begin forgets the statement before.
func (j *judge) begin() { j.reason, j.schema, j.pragma = "", false, "" }

// judged is the library's question whether a statement may do something.
func judged(_ *libc.TLS, p uintptr, action int32, a, b, database, _ uintptr) int32 {
	c := connAt(p)
	if c.judge.trusted {
		return sqlite3.SQLITE_OK
	}
	text := func(p uintptr) string {
		if p == 0 {
			return ""
		}
		return libc.GoString(p)
	}
	first, second, db := text(a), text(b), text(database)
	if action == sqlite3.SQLITE_ALTER_TABLE { // names the database first
		first, second, db = second, "", first
	}
	if !c.judge.allows(action, first, second, b != 0, db) {
		return sqlite3.SQLITE_DENY
	}
	return sqlite3.SQLITE_OK
}

// noTransactions is the platform's answer to a transaction in SQL.
const noTransactions = "To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs " +
	"instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will automatically roll back on exceptions, " +
	"and because it interacts correctly with Durable Objects' automatic atomic write coalescing."

// allows decides about one action; given tells that there is a second argument.
func (j *judge) allows(action int32, first, second string, given bool, db string) bool {
	if db == "temp" {
		return (action == sqlite3.SQLITE_READ || action == sqlite3.SQLITE_UPDATE) && nameAllowed(first)
	}
	if db != "" && db != "main" {
		return false
	}
	switch action {
	case sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_ANALYZE:
		return true
	case sqlite3.SQLITE_READ, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_DELETE:
		return nameAllowed(first)
	case sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_CREATE_VIEW, sqlite3.SQLITE_DROP_VIEW,
		sqlite3.SQLITE_REINDEX, sqlite3.SQLITE_CREATE_INDEX, sqlite3.SQLITE_DROP_INDEX, sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_DROP_TRIGGER:
		j.schema = true
		return nameAllowed(first) && nameAllowed(second)
	case sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_DROP_VTABLE:
		j.schema = true
		return strings.EqualFold(second, "fts5") || strings.EqualFold(second, "fts5vocab")
	case sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT:
		j.reason = noTransactions
		return false
	case sqlite3.SQLITE_PRAGMA:
		j.pragma = first
		return pragmaAllowed(first, second, given)
	case sqlite3.SQLITE_FUNCTION:
		return slices.Contains(functions(), strings.ToLower(second))
	}
	return false // ATTACH, temporary tables and what is to come
}

// nameAllowed keeps users from the platform's own tables.
func nameAllowed(name string) bool {
	const reserved = "_cf_"
	return len(name) < len(reserved) || !strings.EqualFold(name[:len(reserved)], reserved)
}

// pragmaAllowed knows the pragmas of the platform and what each takes.
func pragmaAllowed(name, argument string, given bool) bool {
	number := func() bool { _, err := strconv.ParseInt(argument, 10, 32); return err == nil }
	switch name {
	case "table_list":
		return true
	case "data_version":
		return !given
	case "case_sensitive_like", "foreign_keys", "defer_foreign_keys", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers",
		"reverse_unordered_selects":
		word := strings.ToLower(strings.Trim(argument, `'"`))
		return !given || slices.Contains([]string{"true", "false", "yes", "no", "on", "off", "1", "0"}, word)
	case "table_info", "table_xinfo", "foreign_key_list", "index_info", "index_list", "index_xinfo":
		return given && nameAllowed(argument)
	case "foreign_key_check":
		return !given || nameAllowed(argument)
	case "quick_check":
		return !given || number() || nameAllowed(argument)
	case "optimize":
		return !given || number()
	}
	return false
}

// functions lists what SQL may call: the functions of SQLite that the platform
// lets through, and those that SQLite itself calls for ALTER TABLE.
func functions() []string { return allowedFunctions }

var allowedFunctions = strings.Fields(`
	abs changes char coalesce concat concat_ws format glob hex ifnull iif instr last_insert_rowid length like likelihood likely load_extension
	lower ltrim max_scalar min_scalar nullif octet_length printf quote random randomblob replace round rtrim sign soundex substr substring
	total_changes trim typeof unhex unicode unlikely upper zeroblob

	date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp

	avg count group_concat max min string_agg sum total
	row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value

	acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power radians sin sinh sqrt tan tanh trunc

	json json_array json_array_length json_extract -> ->> json_insert json_object json_patch json_remove json_replace json_set json_type json_valid
	json_quote json_group_array json_group_object json_each json_tree

	match highlight bm25 snippet

	sqlite_rename_column sqlite_rename_table sqlite_rename_test sqlite_drop_column sqlite_rename_quotefix`)
