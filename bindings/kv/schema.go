package kv

// Upgrades lead from each version of the database to the next. A value lies
// apart from its key, in pieces: a list does not read it, and a long one need
// not be in memory twice.
func Upgrades() []string {
	return []string{`
CREATE TABLE entry (
	namespace  TEXT NOT NULL,
	key        TEXT NOT NULL,
	value      INTEGER NOT NULL,  -- of piece
	size       INTEGER NOT NULL,  -- bytes
	expiration INTEGER,           -- seconds since 1970; NULL for never
	metadata   TEXT,              -- JSON; NULL for none
	PRIMARY KEY (namespace, key)
) WITHOUT ROWID;
CREATE INDEX entry_expiration ON entry (expiration) WHERE expiration IS NOT NULL;
CREATE TABLE piece (
	value INTEGER NOT NULL,
	n     INTEGER NOT NULL,
	data  BLOB NOT NULL,
	PRIMARY KEY (value, n)
) WITHOUT ROWID;
CREATE TABLE counter (last INTEGER NOT NULL);
INSERT INTO counter VALUES (0);`}
}
