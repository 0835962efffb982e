package r2

// Upgrades lead from each version of the tables to the next: see database.Open.
//
// An object's body is one piece, or the parts that it was uploaded in; each
// piece is a file, named by a number, or lies in data. A notice is a
// notification that is still to be sent: it is written with the change that it
// tells of.
func Upgrades() []string {
	return []string{`
		CREATE TABLE counter (last INTEGER NOT NULL);
		INSERT INTO counter VALUES (0);
		CREATE TABLE object (
			id INTEGER PRIMARY KEY,
			bucket TEXT NOT NULL,
			key TEXT NOT NULL,
			version TEXT NOT NULL,
			size INTEGER NOT NULL,
			etag TEXT NOT NULL,
			uploaded INTEGER NOT NULL,
			checksums TEXT NOT NULL,
			http TEXT NOT NULL,
			custom TEXT NOT NULL,
			class TEXT NOT NULL,
			keymd5 TEXT NOT NULL
		);
		CREATE UNIQUE INDEX object_key ON object (bucket, key);
		CREATE TABLE piece (
			id INTEGER PRIMARY KEY,
			object INTEGER NOT NULL,
			n INTEGER NOT NULL,
			size INTEGER NOT NULL,
			file INTEGER,
			data BLOB
		);
		CREATE UNIQUE INDEX piece_place ON piece (object, n);
		CREATE INDEX piece_file ON piece (file) WHERE file IS NOT NULL;
		CREATE TABLE upload (
			id TEXT PRIMARY KEY,
			bucket TEXT NOT NULL,
			key TEXT NOT NULL,
			begun INTEGER NOT NULL,
			over INTEGER NOT NULL DEFAULT 0,
			http TEXT NOT NULL,
			custom TEXT NOT NULL,
			class TEXT NOT NULL,
			keymd5 TEXT NOT NULL
		) WITHOUT ROWID;
		CREATE INDEX upload_begun ON upload (begun);
		CREATE TABLE part (
			id INTEGER PRIMARY KEY,
			upload TEXT NOT NULL,
			n INTEGER NOT NULL,
			size INTEGER NOT NULL,
			etag TEXT NOT NULL,
			file INTEGER,
			data BLOB
		);
		CREATE UNIQUE INDEX part_place ON part (upload, n);
		CREATE INDEX part_file ON part (file) WHERE file IS NOT NULL;
		CREATE TABLE notice (
			id INTEGER PRIMARY KEY AUTOINCREMENT,
			queue TEXT NOT NULL,
			body BLOB NOT NULL
		);`}
}
