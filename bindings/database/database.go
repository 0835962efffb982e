// Package database keeps the state of one binding in one SQLite file: it knows
// files, schema versions, the mailbox that owns a file, and how what waits
// together becomes one transaction on disk. It knows nothing of what the tables
// mean, nor of scripts.
package database

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver

	"paddock/internal/mailbox"
)

// Options change how a database is opened.
type Options struct {
	// NoSync leaves the moment of writing to the operating system: for state
	// that need not outlive the process.
	NoSync bool
}

// ErrClosed is what a closed database answers.
var ErrClosed = errors.New("the database is closed")

// A Database is one open file. Its methods may be called from any goroutine
// and never wait, Close excepted.
type Database struct {
	path string
	db   *sql.DB
	box  *mailbox.Mailbox
	jobs []job // of the mailbox's goroutine
}

// A job is one step of a turn, and who is told when it is stored.
type job struct {
	run  func(*sql.Tx) error
	done func(error)
	err  error
}

// Open opens the file, creating it and its folder where there are none.
// upgrades lead from each version of the schema to the next, the first from an
// empty file: it only ever grows.
func Open(path string, exec mailbox.Executor, upgrades []string, o Options) (*Database, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", source(path, o))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1) // the mailbox is the only user
	d := &Database{path: path, db: db}
	if err := d.upgrade(upgrades); err != nil {
		db.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	d.box = exec.New("database "+filepath.Base(path), d.endTurn)
	return d, nil
}

// source names the file and how every connection to it behaves: as that of the
// queues does, since what is promised to be stored must be on disk.
func source(path string, o Options) string {
	sync := "FULL"
	if o.NoSync {
		sync = "OFF"
	}
	q := url.Values{}
	for _, p := range []string{"journal_mode(WAL)", "synchronous(" + sync + ")", "fullfsync(1)", "checkpoint_fullfsync(1)",
		"busy_timeout(5000)", "temp_store(MEMORY)", "cache_size(-4000)", "journal_size_limit(16777216)"} {
		q.Add("_pragma", p)
	}
	q.Set("_txlock", "immediate")
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func (d *Database) upgrade(upgrades []string) error {
	var found int
	if err := d.db.QueryRow("PRAGMA user_version").Scan(&found); err != nil {
		return err
	}
	if found > len(upgrades) {
		return fmt.Errorf("the file has version %d of the format, this paddock knows up to %d: use the paddock that wrote it, or clear the state with `paddock reset`", found, len(upgrades))
	}
	if found == len(upgrades) {
		return nil
	}
	tx, err := d.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after the commit
	for _, step := range upgrades[found:] {
		if _, err := tx.Exec(step); err != nil {
			return fmt.Errorf("upgrade the file: %w", err)
		}
	}
	if _, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", len(upgrades))); err != nil {
		return err
	}
	return tx.Commit()
}

// Path returns where the file lies.
func (d *Database) Path() string { return d.path }

// Do runs one step on the database's goroutine. Steps that wait together share
// a transaction; an error undoes its own step alone. done is told it, or nil
// once everything is on disk: exactly once, on the database's goroutine, or at
// once with ErrClosed on a closed database. It must not block.
func (d *Database) Do(run func(*sql.Tx) error, done func(error)) {
	posted := d.box.Post(func() { d.jobs = append(d.jobs, job{run: run, done: done}) })
	if !posted {
		done(ErrClosed)
	}
}

// Alone runs a step that looks after its transactions itself, when nothing else
// is under way. done is told its error as by Do.
func (d *Database) Alone(run func(*sql.DB) error, done func(error)) {
	posted := d.box.Post(func() {
		d.endTurn() // what came before goes first
		done(run(d.db))
	})
	if !posted {
		done(ErrClosed)
	}
}

// endTurn stores what waited together, then tells.
func (d *Database) endTurn() {
	jobs := d.jobs
	d.jobs = nil
	if len(jobs) == 0 {
		return
	}
	failed := d.transact(jobs)
	for i := range jobs {
		if jobs[i].err == nil {
			jobs[i].err = failed
		}
		jobs[i].done(jobs[i].err)
	}
}

// transact runs the jobs in one transaction and returns what kept it from being
// stored.
func (d *Database) transact(jobs []job) error {
	tx, err := d.db.Begin()
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(d.path), err)
	}
	defer tx.Rollback() // does nothing after the commit
	for i := range jobs {
		if err := d.step(tx, &jobs[i], len(jobs) > 1); err != nil {
			return err
		}
	}
	if len(jobs) == 1 && jobs[0].err != nil {
		return nil // rolled back as a whole
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store in %s: %w", filepath.Base(d.path), err)
	}
	return nil
}

// step runs one job; where it shares the transaction its failure is undone by
// itself.
func (d *Database) step(tx *sql.Tx, j *job, shared bool) error {
	if !shared {
		j.err = j.run(tx)
		return nil
	}
	if _, err := tx.Exec("SAVEPOINT step"); err != nil {
		return err
	}
	if j.err = j.run(tx); j.err != nil {
		if _, err := tx.Exec("ROLLBACK TO step"); err != nil {
			return err
		}
	}
	_, err := tx.Exec("RELEASE step")
	return err
}

// Close takes nothing more, finishes what was accepted, and closes the file.
// It waits: in a virtual world call it only after the world has ended.
func (d *Database) Close() error {
	d.box.Close()
	<-d.box.Done()
	return d.db.Close()
}

// End is Close without the wait: the mailbox takes nothing more, and the file
// is closed once it has ended. Done tells when.
func (d *Database) End() {
	d.box.Post(func() {
		d.endTurn()
		d.db.Close()
	})
	d.box.Close()
}

// Done is closed when the mailbox has ended.
func (d *Database) Done() <-chan struct{} { return d.box.Done() }
