package sqlite

import "fmt"

// version is the schema's; it is kept in the file's user_version.
const version = 1

// applicationID marks the file as paddock's.
const applicationID = 0x7064646b

// The public number of a message in its queue is q<<40 | seq: paging, the
// oldest and retention are ranges of the primary key. Bodies lie apart, so that
// leasing never rewrites one. visible is when a message is deliverable; a lease
// without end sets it to forever.
const schema = `
CREATE TABLE queue (
	q INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	created INTEGER NOT NULL,
	delay INTEGER NOT NULL,
	paused INTEGER NOT NULL,
	retention INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	count INTEGER NOT NULL,
	bytes INTEGER NOT NULL
) STRICT;
CREATE TABLE msg (
	id INTEGER PRIMARY KEY,
	q INTEGER NOT NULL,
	visible INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	lease INTEGER NOT NULL,
	sent INTEGER NOT NULL,
	entered INTEGER NOT NULL,
	size INTEGER NOT NULL,
	uid TEXT NOT NULL,
	type TEXT NOT NULL,
	origin TEXT NOT NULL,
	error TEXT NOT NULL
) STRICT;
CREATE INDEX msg_ready ON msg (q, visible);
CREATE TABLE body (
	id INTEGER PRIMARY KEY,
	body BLOB NOT NULL
) STRICT;
`

// forever is the visible of a message that is leased without end.
const forever = 1 << 62

// migrate creates the tables in a new file, and refuses what it does not know.
func migrate(c *conn) error {
	found, err := c.int("PRAGMA user_version")
	if err != nil {
		return err
	}
	switch {
	case found == version:
		return nil
	case found != 0:
		return fmt.Errorf("the file has version %d of the format, this paddock knows up to %d: use the paddock that wrote it, or clear the state with `paddock reset`", found, version)
	}
	return c.exec(fmt.Sprintf("BEGIN IMMEDIATE; %s PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;", schema, applicationID, version))
}

// statements are compiled once.
type statements struct {
	begin, commit, rollback                  *stmt
	insertQueue, updateQueue, updateSettings *stmt
	insertMsg, insertBody                    *stmt
	ready, next, lease, takeLease            *stmt
	deleteMsg, deleteBody, returnMsg         *stmt
	moveBody                                 *stmt
	oldest, release, expirable               *stmt
}

func prepareAll(c *conn) (statements, error) {
	var s statements
	for _, p := range []struct {
		to  **stmt
		sql string
	}{
		{&s.begin, "BEGIN IMMEDIATE"},
		{&s.commit, "COMMIT"},
		{&s.rollback, "ROLLBACK"},
		{&s.insertQueue, "INSERT INTO queue (name, created, delay, paused, retention, seq, count, bytes) VALUES (?, ?, ?, ?, ?, 0, 0, 0)"},
		{&s.updateQueue, "UPDATE queue SET seq = ?, count = ?, bytes = ? WHERE q = ?"},
		{&s.updateSettings, "UPDATE queue SET delay = ?, paused = ?, retention = ? WHERE q = ?"},
		{&s.insertMsg, "INSERT INTO msg (id, q, visible, attempts, lease, sent, entered, size, uid, type, origin, error) VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?)"},
		{&s.insertBody, "INSERT INTO body (id, body) VALUES (?, ?)"},
		{&s.ready, "SELECT visible FROM msg INDEXED BY msg_ready WHERE q = ? AND visible <= ? ORDER BY visible LIMIT ?"},
		{&s.next, "SELECT visible FROM msg INDEXED BY msg_ready WHERE q = ? AND visible > ? ORDER BY visible LIMIT 1"},
		{&s.lease, "SELECT m.id, m.visible, m.attempts, m.lease, m.sent, m.entered, m.size, m.uid, m.type, m.origin, m.error, b.body " +
			"FROM msg m INDEXED BY msg_ready CROSS JOIN body b ON b.id = m.id WHERE m.q = ? AND m.visible <= ? ORDER BY m.visible, m.id LIMIT ?"},
		{&s.takeLease, "UPDATE msg SET visible = ?, lease = ?, attempts = attempts + 1 WHERE id = ?"},
		{&s.deleteMsg, "DELETE FROM msg WHERE id = ? AND lease = ?"},
		{&s.deleteBody, "DELETE FROM body WHERE id = ?"},
		{&s.returnMsg, "UPDATE msg SET visible = ?, attempts = ?, error = ?, lease = 0 WHERE id = ? AND lease = ?"},
		{&s.moveBody, "UPDATE body SET id = ? WHERE id = ?"},
		{&s.oldest, "SELECT id, sent FROM msg WHERE id > ? AND id < ? ORDER BY id LIMIT 1"},
		{&s.release, "UPDATE msg SET visible = ?, lease = 0 WHERE q = ? AND visible = " + fmt.Sprint(int64(forever))},
		{&s.expirable, "SELECT " + msgColumns + " FROM msg WHERE id > ? AND id < ? ORDER BY id"},
	} {
		st, err := c.prepare(p.sql)
		if err != nil {
			return s, fmt.Errorf("prepare %q: %w", p.sql, err)
		}
		*p.to = st
	}
	return s, nil
}
