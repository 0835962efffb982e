// Package dev keeps Workers running while their files change. A generation is
// everything that comes from the user's files (bundle, isolates, bindings); it
// is replaced whole, and only by one that has started. The queues outlive every
// generation. The package composes what others do: it decides when to build,
// swap and drain, and knows neither the terminal nor the command line.
package dev

import (
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"paddock/bindings/rpc"
	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/runtime"
	"paddock/runtime/bundle"
	"paddock/runtime/webapi"
)

// A Project is one Worker to run.
type Project struct {
	// Load reads its configuration. It is called for the first build and again
	// whenever a file of the configuration has changed; from any goroutine.
	Load func() (*config.Config, *config.Report)
	// Built, if not nil, is run instead of building: nothing is read.
	Built *Built
	// Guests, if not nil, run within the Worker's own isolates.
	Guests *Guests
}

// Guests are files that are bundled with a Worker and run before it, in the same
// isolate and with the same bindings: its tests.
type Guests struct {
	Files   []string // absolute
	Modules []string // what they may import that a Worker cannot
	// Setup defines those modules. It runs last, before the script.
	Setup func(*runtime.Isolate) error
	// Coverage, if not nil, asks that the script counts what runs of it, and is told
	// where after each build, before an isolate starts. It is called on any goroutine.
	Coverage func([]bundle.Point)
}

// Options say what a session is made of.
type Options struct {
	Projects []Project
	Store    queue.Store // stays the caller's: close it after the session
	Stores   *Stores     // of the bindings; the session closes them. nil means temporary ones
	Exec     mailbox.Executor
	CPU      clock.Clock // the real clock, in a virtual world too
	Journal  *journal.Journal
	Rand     *rand.Rand        // seeds everything random; used by the session only
	Entropy  io.Reader         // for crypto
	Fetch    http.RoundTripper // carries the scripts' fetch(); nil refuses all of them
	Dial     webapi.Dialer     // opens the scripts' TCP connections; nil refuses all of them
	Cache    webapi.CacheStore // of the Cache API; nil keeps nothing
	Limits   queue.Limits
	Recorder *recording.Recorder // remembers what was delivered; nil does not
	Isolates int                 // isolates of each Worker; 0 means 1
	Watch    bool                // rebuild when files change
	NoCron   bool                // no cron trigger runs by itself
	// Deliver, if not nil, stands between the queues and the handlers of
	// batches: what it returns gets the batches of that Worker.
	Deliver func(worker string, h queue.Handler) queue.Handler
	// Disturb, Inline and Stray are those of runtime.Options, for every isolate.
	Disturb func(inv *runtime.Invocation, what string) runtime.Disturbance
	Inline  bool
	Stray   func(what string)
	// Absent, if not nil, finds what stands in for a Worker that a service binding
	// leads to and that is not among the projects; nil for none.
	Absent func(worker, export string) rpc.Service
	// StartLimit bounds the top level of a script, its awaits included; 0
	// means 10 s. The platform allows 1 s of CPU, on a faster engine.
	StartLimit time.Duration
	// OnFail, if not nil, is told once that the store failed: nothing is sent
	// or delivered any more, and the session should end.
	OnFail func(error)
}

// A Session runs Workers over one set of queues. Its methods may be called from
// any goroutine.
type Session struct {
	o       Options
	box     *mailbox.Mailbox
	broker  *queue.Broker
	workers []*supervisor

	first   int // Workers whose first build has not ended
	ready   chan struct{}
	closing bool
	closed  chan struct{}
	once    sync.Once
	builds  sync.WaitGroup
	mu      sync.Mutex // guards o.Rand
	flows   flows
}

// Start opens the queues and begins to build every Worker. A Worker that
// cannot be built does not fail the session: it shows why, and waits to be
// mended.
func Start(o Options) (*Session, error) {
	o.Isolates = max(o.Isolates, 1)
	if o.StartLimit == 0 {
		o.StartLimit = startLimit
	}
	if o.Stores == nil {
		o.Stores = NewStores("", o.Exec)
	}
	s := &Session{o: o, ready: make(chan struct{}), closed: make(chan struct{}), first: len(o.Projects)}
	broker, err := queue.Open(queue.Options{
		Store:   o.Store,
		Exec:    o.Exec,
		Rand:    rand.New(rand.NewPCG(o.Rand.Uint64(), o.Rand.Uint64())),
		Entropy: o.Entropy,
		Journal: o.Journal,
		Limits:  o.Limits,
		OnFail:  o.OnFail,
	})
	if err != nil {
		return nil, err
	}
	s.broker = broker
	s.box = o.Exec.New("dev", nil)
	for n, p := range o.Projects {
		w, err := newSupervisor(s, n, p)
		if err != nil {
			s.Close()
			return nil, err
		}
		s.workers = append(s.workers, w)
	}
	s.box.Post(func() {
		for _, w := range s.workers {
			w.reload("")
		}
	})
	return s, nil
}

// Ready is closed when the first build of every Worker has ended, well or not.
func (s *Session) Ready() <-chan struct{} { return s.ready }

// Broker returns the queues of the session.
func (s *Session) Broker() *queue.Broker { return s.broker }

// Reload builds every Worker again; what did not change stays.
func (s *Session) Reload() {
	s.box.Post(func() {
		for _, w := range s.workers {
			w.reload("reload")
		}
	})
}

// assign tells the broker who consumes what now, and calls done when it knows.
// It waits for the first build of every Worker, so that no queue is called
// unconsumed only because its consumer starts later.
func (s *Session) assign(done func()) {
	s.notifyR2(nil) // by the new rules from now on, though the queues may not be there yet
	if s.first > 0 {
		done()
		return
	}
	s.broker.Assign(s.table(), func(err error) {
		s.box.Post(func() { s.notifyR2(s.broker) })
		if err != nil {
			s.o.Journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Error, Text: "the queues could not be set up: " + err.Error()})
		}
		s.box.Post(done)
	})
}

// seed draws a seed for one isolate.
func (s *Session) seed() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.o.Rand.Uint64()
}

// firstDone counts a Worker whose first build has ended.
func (s *Session) firstDone() {
	if s.first--; s.first == 0 {
		s.checkServices()
		s.assign(func() { close(s.ready) })
	}
}

// Drain hands out no more batches and calls done, once, when no batch is in
// flight and every outcome is stored. Requests are still answered.
func (s *Session) Drain(done func()) {
	s.box.Post(func() {
		s.closing = true
		for _, w := range s.workers {
			w.stopWatching()
			w.stopCrons()
		}
	})
	s.broker.Drain(done)
}

// Close ends everything now and waits for it: batches in flight go back
// without spending an attempt, but for the marks already made. It must not be
// called from the session's own callbacks.
func (s *Session) Close() {
	s.once.Do(func() {
		s.broker.Drain(func() {}) // what goes back must not come out again
		s.box.Post(func() {
			s.closing = true
			left := 1
			end := func() {
				if left--; left == 0 {
					s.broker.Close()
					s.box.Close()
				}
			}
			for _, w := range s.workers {
				left++
				w.close(func() { s.box.Post(end) })
			}
			end()
		})
		go s.finish()
	})
	<-s.closed
}

// finish waits for everything that Close ended.
func (s *Session) finish() {
	<-s.box.Done()
	<-s.broker.Done()
	s.builds.Wait()
	s.flows.close()
	if err := s.o.Stores.Close(); err != nil {
		s.o.Journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Error, Text: "the state of the bindings could not be closed: " + err.Error()})
	}
	close(s.closed)
}
