package sqlite

import (
	"fmt"
	"strings"
)

// version is the schema's; it is kept in the file's user_version.
const version = 2

// applicationID marks the file as paddock's.
const applicationID = 0x7064646b

// The public number of a message in its queue is q<<40 | seq: paging, the
// oldest and retention are ranges of the primary key. Bodies lie apart, so that
// leasing never rewrites one. visible is when a message is deliverable; a lease
// without end sets it to forever. A queue that is purged gets a new q, never
// used before, and its old one goes to trash, to be emptied behind. pulled has
// the leases with an end, which outlive the process; the others need no table.
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

// upgrades lead from each version to the next; the first one starts with an
// empty file.
func upgrades() []string {
	return []string{schema, `
ALTER TABLE queue ADD COLUMN modified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN attached TEXT NOT NULL DEFAULT '';
ALTER TABLE msg ADD COLUMN source TEXT NOT NULL DEFAULT 'worker';
CREATE TABLE meta (
	key TEXT PRIMARY KEY,
	value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta SELECT 'next', CAST(CAST(IFNULL(MAX(q), 0) + 1 AS TEXT) AS BLOB) FROM queue;
CREATE TABLE trash (q INTEGER PRIMARY KEY) STRICT;
CREATE TABLE pulled (
	id INTEGER PRIMARY KEY,
	q INTEGER NOT NULL,
	until INTEGER NOT NULL,
	holder TEXT NOT NULL
) STRICT;
CREATE INDEX pulled_until ON pulled (q, until);
`}
}

// forever is the visible of a message that is leased without end.
const forever = 1 << 62

// migrate creates the tables in a new file, brings those of an older version up
// to date, and refuses what it does not know.
func migrate(c *conn) error {
	found, err := c.int("PRAGMA user_version")
	if err != nil {
		return err
	}
	switch {
	case found == version:
		return nil
	case found < 0 || found > version:
		return fmt.Errorf("the file has version %d of the format, this paddock knows up to %d: use the paddock that wrote it, or clear the state with `paddock reset`", found, version)
	}
	steps := strings.Join(upgrades()[found:], "")
	return c.exec(fmt.Sprintf("BEGIN IMMEDIATE; %s PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;", steps, applicationID, version))
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
	attach, dropQueue, renumber, trash       *stmt
	setMeta, getMeta                         *stmt
	find, scan, lapsed, lapses               *stmt
	pull, unpull, deleteAny                  *stmt
	garbage, sweepMsg, sweepBody             *stmt
	sweepPulled, empty                       *stmt
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
		{&s.insertQueue, "INSERT INTO queue (q, name, created, modified, delay, paused, retention, seq, count, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0)"},
		{&s.updateQueue, "UPDATE queue SET seq = ?, count = ?, bytes = ? WHERE q = ?"},
		{&s.updateSettings, "UPDATE queue SET delay = ?, paused = ?, retention = ?, modified = ? WHERE q = ?"},
		{&s.insertMsg, "INSERT INTO msg (id, q, visible, attempts, lease, sent, entered, size, uid, type, origin, error, source) VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?)"},
		{&s.insertBody, "INSERT INTO body (id, body) VALUES (?, ?)"},
		{&s.ready, "SELECT visible FROM msg INDEXED BY msg_ready WHERE q = ? AND visible <= ? ORDER BY visible LIMIT ?"},
		{&s.next, "SELECT visible FROM msg INDEXED BY msg_ready WHERE q = ? AND visible > ? ORDER BY visible LIMIT 1"},
		{&s.lease, "SELECT " + messageColumns() + ", b.body " +
			"FROM msg m INDEXED BY msg_ready CROSS JOIN body b ON b.id = m.id WHERE m.q = ? AND m.visible <= ? ORDER BY m.visible, m.id LIMIT ? OFFSET ?"},
		{&s.takeLease, "UPDATE msg SET visible = ?, lease = ?, attempts = attempts + 1 WHERE id = ?"},
		{&s.deleteMsg, "DELETE FROM msg WHERE id = ? AND lease = ?"},
		{&s.deleteBody, "DELETE FROM body WHERE id = ?"},
		{&s.returnMsg, "UPDATE msg SET visible = ?, attempts = ?, error = ?, lease = 0 WHERE id = ? AND lease = ?"},
		{&s.moveBody, "UPDATE body SET id = ? WHERE id = ?"},
		{&s.oldest, "SELECT id, sent FROM msg WHERE id > ? AND id < ? ORDER BY id LIMIT 1"},
		{&s.release, "UPDATE msg SET visible = ?, lease = 0 WHERE q = ? AND visible = " + fmt.Sprint(int64(forever))},
		{&s.attach, "UPDATE queue SET attached = ?, modified = ? WHERE q = ?"},
		{&s.dropQueue, "DELETE FROM queue WHERE q = ?"},
		{&s.renumber, "UPDATE queue SET q = ?, seq = 0, count = 0, bytes = 0, purged = ? WHERE q = ?"},
		{&s.trash, "INSERT INTO trash (q) VALUES (?)"},
		{&s.setMeta, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)"},
		{&s.getMeta, "SELECT value FROM meta WHERE key = ?"},
		{&s.find, "SELECT " + msgColumns + " FROM msg WHERE id = ?"},
		{&s.scan, "SELECT " + msgColumns + " FROM msg WHERE id > ? AND id < ? ORDER BY id LIMIT ?"},
		{&s.lapsed, "SELECT " + messageColumns() + " FROM pulled p JOIN msg m ON m.id = p.id WHERE p.q = ? AND p.until <= ? ORDER BY p.until, p.id LIMIT ?"},
		{&s.lapses, "SELECT until FROM pulled WHERE q = ? AND until > ? ORDER BY until LIMIT 1"},
		{&s.pull, "INSERT OR REPLACE INTO pulled (id, q, until, holder) VALUES (?, ?, ?, ?)"},
		{&s.unpull, "DELETE FROM pulled WHERE id = ?"},
		{&s.deleteAny, "DELETE FROM msg WHERE id = ?"},
		{&s.garbage, "SELECT q FROM trash LIMIT 1"},
		{&s.sweepBody, "DELETE FROM body WHERE id IN (SELECT id FROM msg WHERE id > ? AND id < ? ORDER BY id LIMIT ?)"},
		{&s.sweepMsg, "DELETE FROM msg WHERE id IN (SELECT id FROM msg WHERE id > ? AND id < ? ORDER BY id LIMIT ?)"},
		{&s.sweepPulled, "DELETE FROM pulled WHERE q = ?"},
		{&s.empty, "DELETE FROM trash WHERE q = ?"},
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
