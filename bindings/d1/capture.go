package d1

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"paddock/bindings"
)

// RunStatement is one statement in the Data of an effect of a D1 binding.
type RunStatement struct {
	SQL    string `json:"sql"`
	Params []any  `json:"params,omitempty"` // blobs are base64
}

// Captured returns the binding with its writes watched. Without leave to perform
// them they happen to a copy of the database, which the run's own reads see.
func (b *Binding) Captured(c bindings.Capture) bindings.Binding {
	watched := *b
	watched.watched = &watchedRunner{binding: b.Binding, target: b.Label, capture: c, real: b.Database}
	return &watched
}

// watchedRunner stands between a binding and its database.
type watchedRunner struct {
	binding, target string
	capture         bindings.Capture
	real            *Database

	mu      sync.Mutex
	copying bool
	waiting []func(Runner, error) // for the copy
	copy    *Database             // nil until something is written
}

// Run runs statements on the database, or on the copy.
func (w *watchedRunner) Run(ctx context.Context, list []Statement, done func([]Result, string, error)) {
	writes := false
	for _, s := range list {
		writes = writes || writing(s.SQL)
	}
	if writes {
		done = w.telling(list, done)
	}
	w.runner(ctx, writes && !w.capture.Perform, func(r Runner, err error) {
		if err != nil {
			done(nil, "", err)
			return
		}
		r.Run(ctx, list, done)
	})
}

// telling makes an effect of statements that write.
func (w *watchedRunner) telling(list []Statement, done func([]Result, string, error)) func([]Result, string, error) {
	e := bindings.Effect{Binding: w.binding, Kind: "query", Target: w.target}
	if len(list) > 1 {
		e.Kind = "batch"
	}
	var lines []string
	var data []RunStatement
	for _, s := range list {
		lines, data = append(lines, s.text()), append(data, s.shown())
	}
	e.Text, e.Data = strings.Join(lines, "\n"), data
	tell := w.capture.Begin()
	return func(results []Result, mark string, err error) {
		e.Performed = err == nil && w.capture.Perform
		if err != nil {
			e.Error = err.Error()
		}
		tell(e)
		done(results, mark, err)
	}
}

// runner calls use with what statements run on now: the database, until
// something was or is to be written to a copy.
func (w *watchedRunner) runner(ctx context.Context, private bool, use func(Runner, error)) {
	w.mu.Lock()
	switch {
	case w.copying:
		w.waiting = append(w.waiting, use)
		w.mu.Unlock()
	case w.copy != nil:
		db := w.copy
		w.mu.Unlock()
		use(db, nil)
	case !private:
		w.mu.Unlock()
		use(w.real, nil)
	default:
		w.copying, w.waiting = true, []func(Runner, error){use}
		w.mu.Unlock()
		w.real.fork(ctx, w.copied)
	}
}

// copied goes on with what waited for the copy.
func (w *watchedRunner) copied(db *Database, err error) {
	w.mu.Lock()
	w.copying, w.copy = false, db
	waiting := w.waiting
	w.waiting = nil
	w.mu.Unlock()
	for _, use := range waiting {
		use(db, err)
	}
}

// fork makes a copy of the database, which is gone when ctx ends. done is told
// on the database's goroutine.
func (d *Database) fork(ctx context.Context, done func(*Database, error)) {
	posted := d.box.Post(func() {
		d.endTurn() // what came before is in it
		db, err := d.forkNow(ctx)
		if err != nil {
			err = fmt.Errorf("copy the database: %w", err)
		}
		done(db, err)
	})
	if !posted {
		done(nil, ErrClosed)
	}
}

func (d *Database) forkNow(ctx context.Context) (*Database, error) {
	dir, err := os.MkdirTemp("", "paddock-d1-")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, filepath.Base(d.path))
	d.conn.judge.trusted = true
	_, err = d.conn.do("PRAGMA wal_checkpoint(TRUNCATE)")
	if err == nil {
		err = copyFile(d.path, path)
	}
	d.conn.judge.trusted = false
	o := d.o
	o.NoSync, o.Rand = true, rand.New(rand.NewPCG(d.o.Rand.Uint64(), 1))
	var db *Database
	if err == nil {
		db, err = Open(path, o)
	}
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	context.AfterFunc(ctx, func() {
		db.End()
		<-db.Done()
		os.RemoveAll(dir)
	})
	return db, nil
}

func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}

// writing reports whether SQL may change something, by its words.
func writing(sql string) bool {
	for _, s := range Split(sql) {
		word, _, _ := strings.Cut(strings.ToUpper(strings.TrimLeft(s, "(")), " ")
		switch word = strings.Fields(word + " x")[0]; {
		case word == "SELECT" || word == "VALUES" || word == "EXPLAIN" || word == "PRAGMA":
		case word == "WITH" && !hasWord(s, "INSERT", "UPDATE", "DELETE", "REPLACE"):
		default:
			return true
		}
	}
	return false
}

// hasWord finds words in SQL, outside texts and comments.
func hasWord(sql string, words ...string) bool {
	for sql != "" {
		n, kind := token(sql)
		for _, w := range words {
			if kind == tokenOther && strings.EqualFold(sql[:n], w) {
				return true
			}
		}
		sql = sql[n:]
	}
	return false
}

// text shows a statement to people, with what is bound to it.
func (s Statement) text() string {
	text := strings.Join(strings.Fields(s.SQL), " ")
	if len(s.Params) == 0 {
		return text
	}
	params, err := json.Marshal(s.shown().Params)
	if err != nil {
		return text
	}
	return text + "  " + string(params)
}

func (s Statement) shown() RunStatement {
	out := RunStatement{SQL: s.SQL}
	for _, v := range s.Params {
		if b, ok := v.([]byte); ok {
			v = base64.StdEncoding.EncodeToString(b)
		}
		if f, ok := v.(float64); ok && f-f != 0 { // JSON has neither NaN nor infinity
			v = nil
		}
		out.Params = append(out.Params, v)
	}
	return out
}
