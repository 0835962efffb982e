package workflow

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"paddock/bindings/database"
)

// Upgrades make the tables: see database.Open.
func Upgrades() []string {
	return []string{`
CREATE TABLE instances (
	workflow TEXT NOT NULL, id TEXT NOT NULL, worker TEXT NOT NULL, class TEXT NOT NULL,
	status TEXT NOT NULL, created INTEGER NOT NULL, params BLOB NOT NULL, output BLOB, failure TEXT,
	PRIMARY KEY (workflow, id)) STRICT, WITHOUT ROWID;
CREATE INDEX unfinished ON instances (worker) WHERE status NOT IN ('errored', 'terminated', 'complete');
CREATE TABLE steps (
	workflow TEXT NOT NULL, id TEXT NOT NULL, step TEXT NOT NULL,
	ended INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, value BLOB, failure TEXT,
	PRIMARY KEY (workflow, id, step)) STRICT, WITHOUT ROWID;
CREATE TABLE events (
	seq INTEGER PRIMARY KEY AUTOINCREMENT, workflow TEXT NOT NULL, id TEXT NOT NULL,
	type TEXT NOT NULL, payload BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX waiting ON events (workflow, id, type);`}
}

// key names an instance.
type key struct{ workflow, id string }

// A Step is what is stored of one.
type Step struct {
	Ended    bool // value or failure is how
	Attempts int
	Due      time.Time // when the next attempt, or the end of a sleep, is due
	Value    []byte    // in the wire format of V8
	Failure  *Failure
}

// An Event was sent to an instance.
type Event struct {
	Type    string
	Payload []byte
	At      time.Time
}

// What follows runs within a transaction.

// insert adds an instance; it refuses an id that is taken.
func insert(tx *sql.Tx, k key, d Definition, i Instance) error {
	r, err := tx.Exec("INSERT OR IGNORE INTO instances VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
		k.workflow, k.id, d.Worker, d.Class, string(i.Status), i.Created.UnixMilli(), i.Params)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, &Refusal{"instance.already_exists", fmt.Sprintf("Provided id %q already exists", k.id)})
	}
	return nil
}

func read(tx *sql.Tx, k key) (Instance, Definition, error) {
	i, d := Instance{ID: k.id}, Definition{Name: k.workflow}
	var created int64
	var failure sql.NullString
	err := tx.QueryRow("SELECT worker, class, status, created, params, output, failure FROM instances WHERE workflow = ? AND id = ?", k.workflow, k.id).
		Scan(&d.Worker, &d.Class, &i.Status, &created, &i.Params, &i.Output, &failure)
	if errors.Is(err, sql.ErrNoRows) {
		return i, d, notFound(k.id)
	}
	i.Created, i.Failure = time.UnixMilli(created), parseFailure(failure)
	return i, d, err
}

func setStatus(tx *sql.Tx, k key, s Status, output []byte, f *Failure) error {
	_, err := tx.Exec("UPDATE instances SET status = ?, output = ?, failure = ? WHERE workflow = ? AND id = ?", string(s), output, failureText(f), k.workflow, k.id)
	return err
}

// forget deletes what an instance has done, so that it can begin anew.
func forget(tx *sql.Tx, k key) error {
	for _, table := range []string{"steps", "events"} {
		if _, err := tx.Exec("DELETE FROM "+table+" WHERE workflow = ? AND id = ?", k.workflow, k.id); err != nil {
			return err
		}
	}
	return nil
}

// unfinished lists the instances of a Worker that should be running.
func unfinished(tx *sql.Tx, worker string) ([]key, error) {
	rows, err := tx.Query("SELECT workflow, id FROM instances WHERE worker = ? AND status NOT IN ('errored', 'terminated', 'complete') AND status <> 'paused' ORDER BY created, workflow, id", worker)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []key
	for rows.Next() {
		var k key
		if err := rows.Scan(&k.workflow, &k.id); err != nil {
			return nil, err
		}
		all = append(all, k)
	}
	return all, rows.Err()
}

// List reads all instances of a workflow from the database of an engine, by their
// ids.
func List(db *database.Database, workflow string, done func([]Instance, error)) {
	var all []Instance
	db.Do(func(tx *sql.Tx) error {
		rows, err := tx.Query("SELECT id FROM instances WHERE workflow = ? ORDER BY id", workflow)
		if err != nil {
			return err
		}
		defer rows.Close()
		var ids []string
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		for _, id := range ids {
			i, _, err := read(tx, key{workflow, id})
			if err != nil {
				return err
			}
			all = append(all, i)
		}
		return nil
	}, func(err error) { done(all, err) })
}

func readStep(tx *sql.Tx, k key, name string) (Step, error) {
	var s Step
	var due int64
	var failure sql.NullString
	err := tx.QueryRow("SELECT ended, attempts, due, value, failure FROM steps WHERE workflow = ? AND id = ? AND step = ?", k.workflow, k.id, name).
		Scan(&s.Ended, &s.Attempts, &due, &s.Value, &failure)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if due != 0 {
		s.Due = time.UnixMilli(due)
	}
	s.Failure = parseFailure(failure)
	return s, err
}

func writeStep(tx *sql.Tx, k key, name string, s Step) error {
	due := int64(0)
	if !s.Due.IsZero() {
		due = s.Due.UnixMilli()
	}
	_, err := tx.Exec("INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		k.workflow, k.id, name, s.Ended, s.Attempts, due, s.Value, failureText(s.Failure))
	return err
}

// takeEvent removes the oldest event of a type; nil when there is none.
func takeEvent(tx *sql.Tx, k key, typ string) (*Event, error) {
	e := Event{Type: typ}
	var seq, at int64
	err := tx.QueryRow("SELECT seq, payload, at FROM events WHERE workflow = ? AND id = ? AND type = ? ORDER BY seq LIMIT 1", k.workflow, k.id, typ).
		Scan(&seq, &e.Payload, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		_, err = tx.Exec("DELETE FROM events WHERE seq = ?", seq)
	}
	e.At = time.UnixMilli(at)
	return &e, err
}

func addEvent(tx *sql.Tx, k key, e Event) error {
	_, err := tx.Exec("INSERT INTO events (workflow, id, type, payload, at) VALUES (?, ?, ?, ?, ?)", k.workflow, k.id, e.Type, e.Payload, e.At.UnixMilli())
	return err
}

func failureText(f *Failure) any {
	if f == nil {
		return nil
	}
	text, _ := json.Marshal(f) // two strings always have a JSON form
	return string(text)
}

func parseFailure(text sql.NullString) *Failure {
	if !text.Valid {
		return nil
	}
	f := &Failure{}
	if err := json.Unmarshal([]byte(text.String), f); err != nil {
		f.Name, f.Message = "Error", text.String
	}
	return f
}
