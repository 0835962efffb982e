-- Migration number: 0001 	 2026-11-01T00:00:00.000Z
CREATE TABLE events (
	id TEXT PRIMARY KEY,
	source TEXT NOT NULL,
	type TEXT NOT NULL,
	payload TEXT NOT NULL,
	received INTEGER NOT NULL,
	attempts INTEGER NOT NULL
);
CREATE INDEX events_by_time ON events(received);
CREATE TABLE customers (
	id TEXT PRIMARY KEY,
	email TEXT,
	paid INTEGER NOT NULL DEFAULT 0
);
