// Package world is one small world that runs Workers: a clock, a scheduler,
// queues and bindings on temporary stores, a journal, and the session that builds
// and runs the scripts. In virtual time one goroutine drives all of it, and the
// same seed replays; in real time it runs by itself. The package knows how to
// drive, not what for: tests, the test runner and the simulation stand on it.
package world

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"paddock/bindings/cachestore"
	"paddock/bindings/rpc"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/queue/sqlite"
	"paddock/runtime"
)

// Epoch is where virtual time begins unless told otherwise.
func Epoch() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// Options say what a world is made of.
type Options struct {
	Projects []dev.Project
	Seed     uint64    // of order, interleaving and everything random
	Begin    time.Time // of virtual time; zero means Epoch
	Real     bool      // real time, a goroutine for each mailbox
	Watch    bool      // reload when files change; real worlds only
	Isolates int       // of each Worker; 0 means 1
	// Crons has Step and Advance fire the cron triggers, which then are no
	// timers of the clock: they do not keep a world alive.
	Crons bool
	// State is the folder of the bindings' state, which outlives the world; ""
	// for one of its own.
	State string
	Fetch http.RoundTripper
	// Dial is dev.Options.Dial.
	Dial   func(ctx context.Context, network, address string) (net.Conn, error)
	Store  queue.Store // kept open by the world's end; nil means one of its own
	Limits queue.Limits
	// Deliver is dev.Options.Deliver.
	Deliver func(worker string, h queue.Handler) queue.Handler
	// Recorded bounds how many batches are remembered; 0 means the recorder's
	// own bound.
	Recorded int
	// StartLimit is dev.Options.StartLimit.
	StartLimit time.Duration
	// Ground, if not nil, is what this world stands on and what outlives it:
	// virtual time, no files, no recordings, no cron triggers.
	Ground *Ground
	// OnFail is told that the store failed.
	OnFail func(error)
}

// A Ground is what outlives a world that ends as in a crash: nobody closes it, and
// another one begins on the same ground.
type Ground struct {
	Clock   *clock.Virtual
	CPU     clock.Clock
	Stores  *dev.Stores
	Journal *journal.Journal
	Entropy io.Reader
	// Disturb, Inline, Stray and Absent are those of dev.Options.
	Disturb func(inv *runtime.Invocation, what string) runtime.Disturbance
	Inline  bool
	Stray   func(what string)
	Absent  func(worker, export string) rpc.Service
}

// A World is one running session. In virtual time its methods, but for those of
// the fields, are for the one goroutine that drives it.
type World struct {
	Session *dev.Session
	Journal *journal.Journal
	Batches *recording.Recorder
	Broker  *queue.Broker
	Stores  *dev.Stores
	Clock   clock.Clock

	sched   *mailbox.Scheduler // nil in real time
	virtual *clock.Virtual
	cache   *cachestore.Memory
	store   queue.Store // to be closed; nil when it is somebody else's
	crons   []*trigger
}

// Open starts a world and waits until the first build of every Worker has ended,
// well or not (see dev.Session.Workers). When ctx ends first the world is closed
// again.
func Open(ctx context.Context, o Options) (*World, error) {
	w := &World{cache: cachestore.NewMemory()}
	exec := w.time(o)
	if o.Ground != nil {
		w.Journal, w.Stores = o.Ground.Journal, o.Ground.Stores
	} else {
		w.Journal = journal.New(w.Clock, 1<<16)
		w.Batches = recording.New(recording.Options{Clock: w.Clock, Batches: o.Recorded})
		w.Stores = dev.NewStores(o.State, exec)
	}
	store := o.Store
	if store == nil {
		temp, err := sqlite.OpenTemp()
		if err != nil {
			return nil, err
		}
		store, w.store = temp, temp
	}
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], o.Seed)
	options := dev.Options{
		Projects:   o.Projects,
		Store:      store,
		Stores:     w.Stores,
		Exec:       exec,
		CPU:        clock.Real(),
		Journal:    w.Journal,
		Rand:       rand.New(rand.NewPCG(o.Seed, 1)),
		Entropy:    rand.NewChaCha8(seed),
		Fetch:      o.Fetch,
		Dial:       o.Dial,
		Limits:     o.Limits,
		Recorder:   w.Batches,
		Cache:      w.cache,
		Isolates:   o.Isolates,
		Watch:      o.Watch,
		NoCron:     o.Crons,
		Deliver:    o.Deliver,
		StartLimit: o.StartLimit,
		OnFail:     o.OnFail,
	}
	if g := o.Ground; g != nil {
		options.CPU, options.Entropy, options.NoCron = g.CPU, g.Entropy, true
		options.Disturb, options.Inline, options.Stray, options.Absent = g.Disturb, g.Inline, g.Stray, g.Absent
	}
	session, err := dev.Start(options)
	if err != nil {
		w.closeStore()
		return nil, err
	}
	w.Session, w.Broker = session, session.Broker()
	if err := w.begin(ctx, o); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// time makes the clock and who runs the mailboxes.
func (w *World) time(o Options) mailbox.Executor {
	if o.Real {
		w.Clock = clock.Real()
		return mailbox.Real(w.Clock)
	}
	if o.Begin.IsZero() {
		o.Begin = Epoch()
	}
	if w.virtual = clock.NewVirtual(o.Begin); o.Ground != nil {
		w.virtual = o.Ground.Clock
	}
	w.sched = mailbox.NewScheduler(w.virtual, o.Seed)
	w.Clock = w.virtual
	return w.sched
}

// begin waits for the first builds, and makes the choices from here on follow
// from the seed alone.
func (w *World) begin(ctx context.Context, o Options) error {
	if err := w.Await(ctx, w.Session.Ready()); err != nil {
		return err
	}
	if err := w.Settle(ctx); err != nil {
		return err
	}
	if w.sched != nil {
		w.sched.Reseed(o.Seed)
	}
	if o.Crons {
		w.readCrons()
	}
	return nil
}

// closePatience bounds how long a world may take to end.
const closePatience = 30 * time.Second

// Close ends the world; it may be called more than once.
func (w *World) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closePatience)
	defer cancel()
	closed := make(chan struct{})
	go func() {
		w.Session.Close()
		close(closed)
	}()
	if err := w.Await(ctx, closed); err != nil {
		return fmt.Errorf("end the world: %w", err)
	}
	return w.closeStore()
}

func (w *World) closeStore() error {
	if w.store == nil {
		return nil
	}
	store := w.store
	w.store = nil
	return store.Close()
}

// Await waits for a channel to close, running a virtual world meanwhile without
// moving its clock.
func (w *World) Await(ctx context.Context, c <-chan struct{}) error {
	for {
		if err := w.Settle(ctx); err != nil {
			return err
		}
		select {
		case <-c:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-w.Woken():
		}
	}
}

// Woken tells that a virtual world may have something to do again.
func (w *World) Woken() <-chan struct{} {
	if w.sched == nil {
		return nil
	}
	return w.sched.Woken()
}

// Settle runs a virtual world until nothing is left to do at this moment. In
// real time it returns at once.
func (w *World) Settle(ctx context.Context) error {
	if w.sched == nil {
		return nil
	}
	return w.sched.Settle(ctx)
}

// Failure is why one of the Workers does not run, or nil.
func (w *World) Failure() *dev.Failure {
	for _, info := range w.Session.Workers() {
		if info.Failure != nil {
			return info.Failure
		}
	}
	return nil
}
