package main

import (
	"context"
	crand "crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"paddock/bindings/cachestore"
	"paddock/cmd/paddock/state"
	"paddock/cmd/paddock/terminal"
	"paddock/config"
	"paddock/internal/admin"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/queue/sqlite"
	"paddock/runtime/webapi"
)

// A running is paddock dev under way. One goroutine owns it; release undoes
// whatever of it was set up.
type running struct {
	a        *app
	o        *devOptions
	projects []project

	dir     string // of the state; "" when it is not kept
	lock    *state.Lock
	store   *sqlite.Store
	stores  *dev.Stores // the session closes them
	cache   cache
	journal *journal.Journal
	session *dev.Session
	// recorder has the last batches; they are kept with the state.
	recorder *recording.Recorder
	readOnce sync.Once  // those of earlier runs
	servers  []*server  // of the Workers, in their order, and of the API
	closed   bool       // the API is for the commands alone
	failed   chan error // the first thing that cannot be gone on with

	tasks   sync.WaitGroup // servers and the log
	stopLog context.CancelFunc
}

// remembered is how many journal entries are kept for the log, should the
// terminal be slow.
const remembered = 1 << 16

// start opens the store and begins to build the Workers.
func (r *running) start() error {
	var err error
	if r.dir == "" {
		r.store, err = sqlite.OpenTemp()
	} else {
		r.store, err = sqlite.Open(r.dir, sqlite.Options{})
	}
	if err != nil {
		return err
	}
	r.cache = openCache(r.dir)
	var projects []dev.Project
	for _, p := range r.projects {
		projects = append(projects, dev.Project{Load: p.load})
	}
	r.journal = journal.New(r.a.clock, remembered)
	r.stores = dev.NewStores(state.Bindings(r.dir), mailbox.Real(r.a.clock))
	if err := r.prepareDatabases(); err != nil {
		r.stores.Close()
		return err
	}
	r.recorder = recording.New(recording.Options{Clock: r.a.clock})
	r.session, err = dev.Start(dev.Options{
		Projects: projects,
		Store:    r.store,
		Stores:   r.stores,
		Exec:     mailbox.Real(r.a.clock),
		CPU:      clock.Real(),
		Journal:  r.journal,
		Rand:     rand.New(rand.NewPCG(r.a.seed(), r.a.seed())),
		Entropy:  crand.Reader,
		Fetch:    outgoing(),
		Dial:     dialer(),
		Recorder: r.recorder,
		Cache:    r.cache,
		Isolates: r.o.isolates,
		Watch:    true,
		NoCron:   r.o.noCron,
		OnFail:   r.fail,
	})
	return err
}

// A cache keeps what scripts put into caches, until it is closed.
type cache interface {
	webapi.CacheStore
	io.Closer
}

func openCache(dir string) cache {
	if dir == "" {
		return cachestore.NewMemory()
	}
	return cachestore.Open(dir)
}

// outgoing carries the scripts' own requests to the world.
func outgoing() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression = true // what a script sees is what came over the wire
	return t
}

// dialer opens the scripts' own TCP connections.
func dialer() webapi.Dialer { return (&net.Dialer{Timeout: dialTimeout}).DialContext }

// dialTimeout is how long a connection may take to come about.
const dialTimeout = 30 * time.Second

// fail ends the session with an error.
func (r *running) fail(err error) {
	select {
	case r.failed <- err:
	default: // one is enough
	}
}

// announce waits for the first build, shows the banner and begins the log. It
// reports whether it was told to stop before.
func (r *running) announce() (stop bool, err error) {
	if r.lock != nil {
		if err := r.lock.Announce(r.holder()); err != nil {
			return false, err
		}
	}
	if stop, err := r.built(); stop || err != nil {
		return stop, err
	}
	r.checkTogether()
	if err := r.banner(); err != nil {
		return false, err
	}
	r.warnHost()
	r.startLog()
	return false, nil
}

// built waits for the first build, however it ends.
func (r *running) built() (stop bool, err error) {
	for {
		select {
		case <-r.session.Ready():
			return false, nil
		case err := <-r.failed:
			return false, err
		case sig := <-r.a.signals:
			if sig != syscall.SIGHUP { // a build is under way already
				return true, nil
			}
		}
	}
}

// crons tells when the cron triggers of a Worker will run.
func (r *running) crons(cfg *config.Config) []terminal.Cron {
	var all []terminal.Cron
	if cfg == nil {
		return nil
	}
	for _, c := range cfg.Crons {
		shown := terminal.Cron{Expr: c.Expr, Off: r.o.noCron || !cfg.Paddock.Cron}
		shown.Next, _ = dev.NextDue(c.Expr, r.a.clock.Now())
		all = append(all, shown)
	}
	return all
}

func (r *running) banner() error {
	b := terminal.Banner{Version: version}
	if r.dir != "" {
		b.State = r.a.shown(r.dir)
	}
	for n, w := range r.session.Workers() {
		b.Workers = append(b.Workers, terminal.Served{Name: w.Name, URL: r.servers[n].url, Config: w.Config, Crons: r.crons(w.Config)})
	}
	for _, s := range r.servers[len(r.projects):] {
		b.API = s.url + admin.PortPrefix
	}
	if r.o.format == formatJSON {
		return json.NewEncoder(r.a.stdout).Encode(b.Object(r.a.clock.Now().UTC().Format(terminal.TimeFormat)))
	}
	return b.Write(r.a.stdout, r.a.style(r.a.stdout))
}

// startLog shows the journal as it grows, from its first entry on.
func (r *running) startLog() {
	o := terminal.Options{Level: r.o.minimum(), Silent: r.o.level == levelNone, Several: len(r.projects) > 1, Style: r.a.style(r.a.stdout)}
	printer := terminal.NewPretty(r.a.stdout, o)
	if r.o.format == formatJSON {
		printer = terminal.NewJSON(r.a.stdout, o)
	}
	ctx, stop := context.WithCancel(context.Background())
	r.stopLog = stop
	r.tasks.Go(func() {
		seen := uint64(0)
		for {
			entries, err := r.journal.Wait(ctx, seen)
			if err != nil {
				entries = r.journal.Since(seen) // the last words
			}
			if len(entries) > 0 {
				seen = entries[len(entries)-1].Seq
				if e := printer.Print(entries); e != nil {
					r.fail(fmt.Errorf("write the log: %w", e))
					return
				}
			}
			if err != nil {
				return
			}
		}
	})
}

// wait follows signals until the end.
func (r *running) wait() error {
	for {
		select {
		case err := <-r.failed:
			return err
		case sig := <-r.a.signals:
			if sig == syscall.SIGHUP {
				r.session.Reload()
				continue
			}
			return r.drain()
		}
	}
}

// drain lets the batches in flight end. Another signal stops at once.
func (r *running) drain() error {
	drained := make(chan struct{})
	r.session.Drain(func() { close(drained) })
	r.tellDraining(drained)
	for {
		select {
		case <-drained:
			return r.finishRequests()
		case err := <-r.failed:
			return err
		case sig := <-r.a.signals:
			if sig != syscall.SIGHUP {
				r.say("stopped at once: messages in flight go back to their queues")
				return exitError(exitForced)
			}
		}
	}
}

// tellDraining says what is waited for, unless there is nothing.
func (r *running) tellDraining(drained <-chan struct{}) {
	busy := make(chan int, 1)
	r.session.Broker().Queues(func(all []queue.QueueInfo, _ error) {
		n := 0
		for _, q := range all {
			n += q.InFlight
		}
		busy <- n
	})
	select {
	case <-drained:
	case n := <-busy:
		if n > 0 {
			r.say(fmt.Sprintf("waiting for %s in flight; Ctrl-C again stops at once", terminal.Count(n, "batch")))
		}
	}
}

// say adds a line to the log.
func (r *running) say(text string) {
	r.journal.Append(journal.Entry{Kind: journal.Notice, Level: journal.Info, Text: text})
}

// requestTime is how long requests in flight may take at the end.
const requestTime = 2 * time.Second

// finishRequests lets the requests in flight be answered.
func (r *running) finishRequests() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	t := r.a.clock.AfterFunc(requestTime, cancel)
	defer t.Stop()
	for _, s := range r.servers {
		if err := s.http.Shutdown(ctx); err != nil && !errors.Is(err, context.Canceled) {
			return fmt.Errorf("stop serving: %w", err)
		}
	}
	return nil
}

// release ends everything that was started, in the opposite order.
func (r *running) release() {
	for _, s := range r.servers {
		if s.http != nil {
			s.http.Close()
		}
		s.listener.Close()
	}
	if r.session != nil {
		r.session.Close()
		r.keepRecordings()
	}
	if r.stopLog != nil {
		r.stopLog()
	}
	r.tasks.Wait()
	if r.cache != nil {
		r.cache.Close()
	}
	if r.store != nil {
		r.store.Close()
	}
	if r.lock != nil {
		r.lock.Release()
	}
}

// passing reports whether whoever holds the state folder will soon give it
// back: a command that does not listen.
func passing(err error) bool {
	var held *state.HeldError
	return errors.As(err, &held) && held.Holder.URL == "" && held.Holder.Command != "dev"
}
