package d1

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

// Options say what a database is made of.
type Options struct {
	Exec mailbox.Executor // its clock is the one that SQL knows
	Rand *rand.Rand       // of SQL's random(); used by the database only
	CPU  clock.Clock      // the real clock, which bounds a call in a virtual world too
	// NoSync leaves the moment of writing to the operating system: for state
	// that need not outlive the process.
	NoSync bool
	// Limit bounds one call; 0 means 30 s, as on the platform.
	Limit time.Duration
}

// ErrClosed is what a closed database answers.
var ErrClosed = errors.New("the database is closed")

// A Database is one open file, owned by a mailbox. Its methods may be called
// from any goroutine and never wait, Close excepted.
type Database struct {
	path string
	o    Options
	conn *conn
	box  *mailbox.Mailbox
	jobs []*job // of the mailbox's goroutine, as is what follows
	mark bookmark
}

// A job is one call: all of its statements are done, or none.
type job struct {
	ctx     context.Context
	list    []Statement
	done    func([]Result, string, error)
	results []Result
	err     error
	over    bool // it ended the transaction, so its error is final
}

// Open opens the file, creating it and its folder where there are none.
func Open(path string, o Options) (*Database, error) {
	if o.Limit == 0 {
		o.Limit = queryTime
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	c, err := openConn(path, o.NoSync, o.Exec.Clock(), o.Rand)
	if err == nil {
		err = c.countIndexes()
	}
	if err != nil {
		if c != nil {
			c.close()
		}
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	d := &Database{path: path, o: o, conn: c, mark: newBookmark(o.Exec.Clock().Now(), path)}
	d.box = o.Exec.New("database "+filepath.Base(path), d.endTurn)
	return d, nil
}

// Path returns where the file lies.
func (d *Database) Path() string { return d.path }

// Run runs statements in one transaction: all of them or none. done is told the
// results and a bookmark, or an *Error for what the platform would refuse, once
// everything is on disk: exactly once, on the database's goroutine, or at once
// with ErrClosed on a closed database. It must not block. When ctx ends before
// the statements do they are undone.
func (d *Database) Run(ctx context.Context, list []Statement, done func(results []Result, bookmark string, err error)) {
	j := &job{ctx: ctx, list: list, done: done}
	if !d.box.Post(func() { d.jobs = append(d.jobs, j) }) {
		done(nil, "", ErrClosed)
	}
}

// endTurn stores what waited together in one transaction, then tells.
func (d *Database) endTurn() {
	jobs := d.jobs
	d.jobs = nil
	if len(jobs) == 0 {
		return
	}
	d.store(jobs)
	for _, j := range jobs {
		j.done(j.results, d.mark.text(), j.err)
	}
}

// store runs the jobs in one transaction. A job fails alone; but some failures
// end the transaction (being interrupted, ON CONFLICT ROLLBACK), and then all
// the others are run once more without it: nobody was told of them yet.
func (d *Database) store(jobs []*job) {
	for {
		ended, err := d.transact(jobs)
		if err != nil { // of the file: nobody's work is stored
			for _, j := range jobs {
				if j.err == nil {
					j.results, j.err = nil, err
				}
			}
		}
		if !ended {
			return
		}
	}
}

// transact runs jobs in one transaction, and reports whether one of them ended
// it.
func (d *Database) transact(jobs []*job) (ended bool, err error) {
	c := d.conn
	if _, err := c.do("BEGIN"); err != nil {
		return false, fmt.Errorf("%s: %w", filepath.Base(d.path), err)
	}
	defer func() {
		if c.inTx() {
			c.undo("ROLLBACK") // the commit failed, which has been said
		}
	}()
	changes, _ := c.totals()
	for _, j := range jobs {
		if j.over {
			continue
		}
		if err := d.step(j, len(jobs) == 1); err != nil {
			return false, err
		}
		if !c.inTx() {
			j.over = true
			return true, nil
		}
	}
	if _, err := c.do("COMMIT"); err != nil {
		return false, fmt.Errorf("store in %s: %w", filepath.Base(d.path), err)
	}
	if now, _ := c.totals(); now != changes {
		d.mark.advance()
	}
	return false, nil
}

// step runs one job. Its failure is undone by itself; where it is alone the
// transaction goes with it.
func (d *Database) step(j *job, alone bool) error {
	c := d.conn
	if alone {
		j.results, j.err = d.bounded(j)
		c.defers = false
		if j.err != nil && c.inTx() {
			return c.undo("ROLLBACK")
		}
		return nil
	}
	if _, err := c.do("SAVEPOINT step"); err != nil {
		return err
	}
	j.results, j.err = d.bounded(j)
	if !c.inTx() {
		c.size = -1
		return nil
	}
	if j.err != nil {
		if err := c.undo("ROLLBACK TO step"); err != nil {
			return err
		}
	}
	if _, err := c.do("RELEASE step"); err != nil {
		return err
	}
	if c.defers { // it is for one transaction, which ends here for the job
		c.defers = false
		_, err := c.do("PRAGMA defer_foreign_keys = OFF")
		return err
	}
	return nil
}

// bounded runs the statements of a job for as long as it may take.
func (d *Database) bounded(j *job) ([]Result, error) {
	if j.ctx.Err() != nil {
		return nil, context.Cause(j.ctx)
	}
	c := d.conn
	c.interruptible(true)
	defer c.interruptible(false)
	overdue := make(chan struct{})
	timer := d.o.CPU.AfterFunc(d.o.Limit, func() {
		close(overdue)
		c.interrupt()
	})
	defer timer.Stop()
	stop := context.AfterFunc(j.ctx, c.interrupt)
	defer stop()
	results, err := c.runAll(j.list)
	if err == nil {
		return results, nil
	}
	select {
	case <-overdue:
		return nil, refuse(outOfTime)
	default:
		return nil, err
	}
}

// Close takes nothing more, finishes what was accepted, and closes the file.
// It waits: in a virtual world call it only after the world has ended.
func (d *Database) Close() error {
	d.box.Close()
	<-d.box.Done()
	return d.conn.close()
}

// End is Close without the wait: the mailbox takes nothing more, and the file is
// closed once it has ended. Done tells when.
func (d *Database) End() {
	d.box.Post(func() {
		d.endTurn()
		d.conn.close()
	})
	d.box.Close()
}

// Done is closed when the mailbox has ended.
func (d *Database) Done() <-chan struct{} { return d.box.Done() }
