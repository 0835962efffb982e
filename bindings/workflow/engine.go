package workflow

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"paddock/bindings/database"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// Options say what an engine works with.
type Options struct {
	Database *database.Database
	Exec     mailbox.Executor
	Entropy  io.Reader // for ids; used by the engine's goroutine only
	// Pick chooses an isolate of a Worker, or says why there is none. It does not
	// block.
	Pick func(worker string, use func(*runtime.Isolate, error))
	// Report is told of the end of an instance: err is why it failed, or nil.
	Report func(d Definition, id string, err error)
}

// An Engine runs the instances of all workflows. Its methods may be called from
// any goroutine and do not block; what they tell comes on any goroutine.
type Engine struct {
	o    Options
	box  *mailbox.Mailbox
	runs map[key]*run // of the mailbox's goroutine
}

// New returns an engine. Nothing runs until a Worker is woken.
func New(o Options) *Engine {
	return &Engine{o: o, box: o.Exec.New("workflows", nil), runs: map[key]*run{}}
}

// do runs a step of the database, then done on the engine's goroutine. An
// engine that has closed meanwhile tells nobody: nobody is left.
func (e *Engine) do(step func(*sql.Tx) error, done func(error)) {
	e.o.Database.Do(step, func(err error) { e.box.Post(func() { done(err) }) })
}

// now is the clock's time, as exact as it is stored.
func (e *Engine) now() time.Time { return e.o.Exec.Clock().Now().Truncate(time.Millisecond) }

// A NewInstance is one to be created.
type NewInstance struct {
	ID     string // "" for one that is made up
	Params []byte
}

// Create stores instances, all or none, and starts them.
func (e *Engine) Create(d Definition, all []NewInstance, done func(ids []string, err error)) {
	e.box.Post(func() {
		var ids []string
		for n := range all {
			if all[n].ID == "" {
				all[n].ID = e.newID()
			}
			ids = append(ids, all[n].ID)
		}
		now := e.now()
		e.do(func(tx *sql.Tx) error {
			for _, n := range all {
				if err := insert(tx, key{d.Name, n.ID}, d, Instance{Status: Queued, Created: now, Params: n.Params}); err != nil {
					return err
				}
			}
			return nil
		}, func(err error) {
			done(ids, err)
			if err != nil {
				return
			}
			for _, id := range ids {
				e.start(key{d.Name, id})
			}
		})
	})
}

// newID makes an id as the platform does.
func (e *Engine) newID() string {
	var b [16]byte
	if _, err := io.ReadFull(e.o.Entropy, b[:]); err != nil {
		panic(fmt.Errorf("read randomness: %w", err)) // the system's, or a test's
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := hex.EncodeToString(b[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// Get reads an instance.
func (e *Engine) Get(workflow, id string, done func(Instance, error)) {
	var found Instance
	e.do(func(tx *sql.Tx) (err error) {
		found, _, err = read(tx, key{workflow, id})
		return err
	}, func(err error) {
		if r := e.runs[key{workflow, id}]; err == nil && r != nil && !found.Status.over() && found.Status != Paused {
			found.Status = r.status()
		}
		done(found, err)
	})
}

// Wake starts what a Worker left unfinished: it has started, or was replaced.
func (e *Engine) Wake(worker string) {
	var all []key
	e.do(func(tx *sql.Tx) (err error) {
		all, err = unfinished(tx, worker)
		return err
	}, func(err error) {
		for _, k := range all {
			e.start(k)
		}
	})
}

// Change carries out what is asked of an instance: "pause", "resume",
// "terminate" or "restart".
func (e *Engine) Change(workflow, id, what string, done func(error)) {
	k := key{workflow, id}
	e.do(func(tx *sql.Tx) error {
		i, _, err := read(tx, k)
		if err != nil {
			return err
		}
		next, err := change(i.Status, what)
		if err != nil {
			return err
		}
		if what == "restart" {
			if err := forget(tx, k); err != nil {
				return err
			}
		}
		return setStatus(tx, k, next, nil, nil)
	}, func(err error) {
		if err == nil {
			e.changed(k, what)
		}
		done(err)
	})
}

// change is the state that an instance comes into.
func change(now Status, what string) (Status, error) {
	refuse := func() (Status, error) {
		return now, &Refusal{"instance.cannot_" + what, fmt.Sprintf("Cannot %s instance since it is %s", what, now)}
	}
	switch what {
	case "pause":
		if now.over() || now == Paused {
			return refuse()
		}
		return Paused, nil
	case "resume":
		if now != Paused {
			return refuse()
		}
		return Running, nil
	case "terminate":
		if now.over() {
			return refuse()
		}
		return Terminated, nil
	}
	return Queued, nil
}

func (e *Engine) changed(k key, what string) {
	r := e.runs[k]
	switch what {
	case "pause":
		if r != nil {
			r.paused = true
		}
	case "resume":
		if r == nil {
			e.start(k)
			return
		}
		r.paused = false
		held := r.held
		r.held = nil
		for _, goOn := range held {
			goOn()
		}
	default:
		if r != nil {
			delete(e.runs, k)
			r.end()
		}
		if what == "restart" {
			e.start(k)
		}
	}
}

// Send stores an event for an instance, which takes it when it waits for one of
// that type.
func (e *Engine) Send(workflow, id string, event Event, done func(error)) {
	k := key{workflow, id}
	event.At = e.now()
	e.do(func(tx *sql.Tx) error {
		i, _, err := read(tx, k)
		if err != nil {
			return err
		}
		if i.Status.over() {
			return &Refusal{"instance.not_running", fmt.Sprintf("Cannot send an event to an instance that is %s", i.Status)}
		}
		return addEvent(tx, k, event)
	}, func(err error) {
		done(err)
		if r := e.runs[k]; err == nil && r != nil {
			r.look(event.Type)
		}
	})
}

// Close starts and stores nothing more. What runs goes on from its last step
// when an engine wakes its Worker again.
func (e *Engine) Close() { e.box.Close() }
