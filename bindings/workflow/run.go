package workflow

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/dop251/goja"

	"paddock/bindings/codec"
	"paddock/bindings/rpc"
	"paddock/runtime"
)

// A run is an instance under way. The engine's goroutine owns it, but for what
// is said of others.
type run struct {
	e    *Engine
	key  key
	def  Definition
	inst Instance

	paused  bool
	held    []func()  // steps that wait for the end of a pause
	waiters []*waiter // steps that wait for an event, in their order
	active  int       // steps that compute
	resting int       // steps that sleep or wait
	dead    bool

	home   atomic.Pointer[runtime.Isolate]
	inv    *runtime.Invocation // loop of the isolate only
	ended  bool                // likewise
	out    []byte              // likewise: what run() returned
	unkept error               // likewise: why that cannot be kept
}

// status tells what a run is doing.
func (r *run) status() Status {
	if r.active == 0 && r.resting > 0 {
		return Waiting
	}
	return Running
}

// start begins an instance, or goes on with it, unless it runs already.
func (e *Engine) start(k key) {
	if e.runs[k] != nil {
		return
	}
	r := &run{e: e, key: k}
	e.runs[k] = r
	e.do(func(tx *sql.Tx) (err error) {
		if r.inst, r.def, err = read(tx, k); err != nil || r.inst.Status.over() || r.inst.Status == Paused {
			return errors.Join(err, errNothingToDo)
		}
		return setStatus(tx, k, Running, nil, nil)
	}, func(err error) {
		if err != nil || e.runs[k] != r {
			r.leave()
			return
		}
		e.o.Pick(r.def.Worker, func(i *runtime.Isolate, err error) {
			r.home.Store(i)
			// A Worker that does not run is woken when it does.
			if err != nil || i == nil || !i.Invoke(r.event(i)) {
				e.box.Post(r.leave)
			}
		})
	})
}

var (
	errNothingToDo = errors.New("the instance has nothing to do")
	errEnded       = errors.New("the workflow instance was terminated or restarted")
)

// leave forgets a run that is not under way.
func (r *run) leave() {
	r.dead = true
	if r.e.runs[r.key] == r {
		delete(r.e.runs, r.key)
	}
}

// end stops a run from outside.
func (r *run) end() {
	r.dead = true
	if i := r.home.Load(); i != nil {
		i.Post(nil, func() {
			r.ended = true
			if r.inv != nil {
				r.inv.End(errEnded)
			}
		})
	}
}

// Origin is that of the invocations that run an instance: see runtime.Event.
func Origin(workflow, id string) string { return "workflow " + workflow + " " + id }

// Instanced reads what Origin wrote.
func Instanced(origin string) (workflow, id string, ok bool) {
	rest, ok := strings.CutPrefix(origin, "workflow ")
	at := strings.LastIndexByte(rest, ' ')
	if !ok || at < 0 {
		return "", "", false
	}
	return rest[:at], rest[at+1:], true
}

func (r *run) event(i *runtime.Isolate) runtime.Event {
	return runtime.Event{
		Name:    "run",
		Subject: r.key.id,
		Origin:  Origin(r.key.workflow, r.key.id),
		Call: func(inv *runtime.Invocation) (goja.Value, error) {
			r.inv = inv
			if r.ended {
				return nil, errEnded
			}
			return r.call(i, inv)
		},
		Settled: func(_ *runtime.Invocation, v goja.Value, err error) {
			if err == nil {
				r.out, r.unkept = rpc.Codec(i).Encode(codec.V8, v)
			}
		},
		Done: func(_ *runtime.Invocation, o runtime.Outcome) {
			out := r.out
			err := o.Err
			if err == nil && r.unkept != nil {
				err = i.ScriptError(i.ErrorValue(r.unkept))
			}
			var failure *Failure
			if err != nil {
				failure = failureOf(err)
			}
			lost := o.Ended == runtime.EndedWithIsolate
			r.e.box.Post(func() { r.over(lost, out, failure, err) })
		},
	}
}

// over stores how a run ended. One whose isolate was lost goes on in another.
func (r *run) over(lost bool, out []byte, failure *Failure, cause error) {
	e := r.e
	if e.runs[r.key] != r {
		return // terminated or restarted meanwhile
	}
	r.leave()
	if lost {
		e.start(r.key)
		return
	}
	status := Complete
	if failure != nil {
		status = Errored
	}
	e.do(func(tx *sql.Tx) error { return setStatus(tx, r.key, status, out, failure) }, func(error) {
		e.o.Report(r.def, r.key.id, cause)
	})
}

// failureOf is an error as it is stored.
func failureOf(err error) *Failure {
	var script *runtime.ScriptError
	if errors.As(err, &script) {
		name := script.Name
		if name == "" {
			name = "Error"
		}
		return &Failure{Name: name, Message: script.Message}
	}
	return &Failure{Name: "Error", Message: err.Error()}
}

// A waiter is a step that waits for an event.
type waiter struct {
	step, typ string
	taking    bool // the database is being asked
	done      func(*Event)
}

// look hands the oldest event of a type to the first step that waits for one.
func (r *run) look(typ string) {
	n := slices.IndexFunc(r.waiters, func(w *waiter) bool { return w.typ == typ && !w.taking })
	if n < 0 || r.dead {
		return
	}
	w := r.waiters[n]
	w.taking = true
	var found *Event
	r.e.do(func(tx *sql.Tx) (err error) {
		found, err = takeEvent(tx, r.key, typ)
		if err == nil && found != nil {
			err = writeStep(tx, r.key, w.step, Step{Ended: true, Value: encodeEvent(found)})
		}
		return err
	}, func(err error) {
		w.taking = false
		if err != nil || found == nil {
			return
		}
		r.waiters = slices.DeleteFunc(r.waiters, func(other *waiter) bool { return other == w })
		w.done(found)
		r.look(typ)
	})
}
