// Package harness builds one small world per test: a project in a temporary
// folder, its queues in a temporary file, and a session that runs it, either
// on a virtual clock with a seed, where everything replays, or in real time.
// It knows how to send, wait and look; what is right the tests say.
package harness

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paddock/bindings/cachestore"
	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/internal/recording"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// Options say what a world is made of.
type Options struct {
	Files    map[string]string // of the project, by path; written to a temporary folder
	Dir      string            // or the folder of a project that exists; with both, the files are written there
	Configs  []string          // relative to the folder; none means wrangler.toml
	Seed     uint64
	Real     bool // real time, a goroutine for each mailbox
	Watch    bool // reload when files change; real worlds only
	Isolates int
	Fetch    http.RoundTripper
	Store    queue.Store // kept open by the world's end; nil means one of its own
	State    string      // the folder of the bindings' state, which outlives the world; "" for one of its own
	// StartLimit is dev.Options.StartLimit.
	StartLimit time.Duration
	Broken     bool // the project is expected not to run at first
}

// A World is one running session.
type World struct {
	Dir     string
	Session *dev.Session
	Journal *journal.Journal
	Batches *recording.Recorder
	Broker  *queue.Broker
	Clock   clock.Clock

	t       testing.TB
	sched   *mailbox.Scheduler // nil in real time
	virtual *clock.Virtual
	seen    uint64
}

// patience bounds every wait, so that a broken test ends with its name.
const patience = 30 * time.Second

// Epoch is where virtual time begins.
func Epoch() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// New starts a world, waits for its first build, and ends it with the test.
func New(t testing.TB, o Options) *World {
	t.Helper()
	w := &World{t: t, Dir: o.Dir}
	if o.Files != nil {
		if w.Dir == "" {
			w.Dir = t.TempDir()
		}
		for name, text := range o.Files {
			w.Write(name, text)
		}
	}
	var exec mailbox.Executor
	if o.Real {
		w.Clock = clock.Real()
		exec = mailbox.Real(w.Clock)
	} else {
		w.virtual = clock.NewVirtual(Epoch())
		w.sched = mailbox.NewScheduler(w.virtual, o.Seed)
		w.Clock, exec = w.virtual, w.sched
	}
	w.Journal = journal.New(w.Clock, 1<<16)
	w.Batches = recording.New(recording.Options{Clock: w.Clock})
	store := o.Store
	if store == nil {
		var err error
		if store, err = sqlite.OpenTemp(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { store.Close() })
	}
	var stores *dev.Stores
	if o.State != "" {
		stores = dev.NewStores(o.State, exec)
	}
	session, err := dev.Start(dev.Options{
		Projects:   w.projects(o.Configs),
		Store:      store,
		Stores:     stores,
		Exec:       exec,
		CPU:        clock.Real(),
		Journal:    w.Journal,
		Rand:       rand.New(rand.NewPCG(o.Seed, 1)),
		Entropy:    rand.NewChaCha8([32]byte{byte(o.Seed), byte(o.Seed >> 8)}),
		Fetch:      o.Fetch,
		Recorder:   w.Batches,
		Cache:      cachestore.NewMemory(),
		Isolates:   o.Isolates,
		Watch:      o.Watch,
		StartLimit: o.StartLimit,
		OnFail:     func(err error) { t.Errorf("the store failed: %v", err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Session, w.Broker = session, session.Broker()
	t.Cleanup(w.Close)
	w.await(session.Ready())
	if w.sched != nil {
		w.Settle()
		w.sched.Reseed(o.Seed)
	}
	if !o.Broken {
		w.mustRun()
	}
	return w
}

func (w *World) projects(configs []string) []dev.Project {
	if len(configs) == 0 {
		configs = []string{"wrangler.toml"}
	}
	var all []dev.Project
	for _, c := range configs {
		path := filepath.Join(w.Dir, c)
		all = append(all, dev.Project{Load: func() (*config.Config, *config.Report) {
			return config.Load(path, config.Options{})
		}})
	}
	return all
}

// mustRun fails the test with what the first build reported.
func (w *World) mustRun() {
	for _, info := range w.Session.Workers() {
		if info.Failure != nil {
			w.t.Fatalf("%s does not run: %s", info.Name, info.Failure.Text)
		}
	}
}

// Write writes a file of the project.
func (w *World) Write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// Close ends the session; it may be called more than once.
func (w *World) Close() {
	closed := make(chan struct{})
	go func() {
		w.Session.Close()
		close(closed)
	}()
	w.await(closed)
}

// await waits for a channel to close, running the virtual world meanwhile.
func (w *World) await(c <-chan struct{}) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		w.settle(ctx)
		select {
		case <-c:
			return
		case <-ctx.Done():
			w.t.Fatalf("the world hangs; its journal:\n%s", w.Transcript())
		case <-w.wake():
		}
	}
}

// wake tells that a virtual world may have something to do again.
func (w *World) wake() <-chan struct{} {
	if w.sched == nil {
		return nil
	}
	return w.sched.Woken()
}

func (w *World) settle(ctx context.Context) {
	w.t.Helper()
	if w.sched == nil {
		return
	}
	if err := w.sched.Settle(ctx); err != nil {
		w.t.Fatalf("%v; the journal:\n%s", err, w.Transcript())
	}
}

// Settle runs a virtual world until nothing is left to do at this moment.
func (w *World) Settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	w.settle(ctx)
}

// Advance moves the virtual clock, firing everything on the way.
func (w *World) Advance(d time.Duration) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := w.sched.Advance(ctx, d); err != nil {
		w.t.Fatalf("%v; the journal:\n%s", err, w.Transcript())
	}
}

// Send sends JSON texts to a queue, and waits until they are stored.
func (w *World) Send(queueName string, bodies ...string) {
	w.t.Helper()
	var out []queue.Outgoing
	for _, b := range bodies {
		out = append(out, queue.Outgoing{Body: []byte(b), Type: "json"})
	}
	if err := w.TrySend(queueName, out...); err != nil {
		w.t.Fatalf("send to %s: %v", queueName, err)
	}
}

// TrySend sends messages and returns the broker's refusal.
func (w *World) TrySend(queueName string, out ...queue.Outgoing) error {
	w.t.Helper()
	stored := make(chan struct{})
	var refusal error
	w.Broker.Send(queueName, out, func(_ queue.Metrics, err error) {
		refusal = err
		close(stored)
	})
	w.await(stored)
	return refusal
}

// Metrics returns the backlog of a queue.
func (w *World) Metrics(queueName string) queue.Metrics {
	w.t.Helper()
	done := make(chan struct{})
	var m queue.Metrics
	var refusal error
	w.Broker.Metrics(queueName, func(got queue.Metrics, err error) {
		m, refusal = got, err
		close(done)
	})
	w.await(done)
	if refusal != nil {
		w.t.Fatal(refusal)
	}
	return m
}

// Handler returns the HTTP front of the nth Worker.
func (w *World) Handler(n int) http.Handler { return w.Session.Handler(n) }

// Entries returns the journal's entries of the kinds given, or all.
func (w *World) Entries(kinds ...journal.Kind) []journal.Entry {
	var out []journal.Entry
	for _, e := range w.Journal.Since(0) {
		if len(kinds) == 0 || contains(kinds, e.Kind) {
			out = append(out, e)
		}
	}
	return out
}

func contains(kinds []journal.Kind, k journal.Kind) bool {
	for _, other := range kinds {
		if other == k {
			return true
		}
	}
	return false
}

// Logs returns the console lines so far.
func (w *World) Logs() []string {
	var out []string
	for _, e := range w.Entries(journal.Log) {
		out = append(out, e.Text)
	}
	return out
}

// WaitFor waits, in real time, for an entry that was not waited for yet and
// that want accepts.
func (w *World) WaitFor(what string, want func(journal.Entry) bool) journal.Entry {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		entries, err := w.Journal.Wait(ctx, w.seen)
		if errors.Is(err, context.DeadlineExceeded) {
			w.t.Fatalf("no %s; the journal:\n%s", what, w.Transcript())
		}
		for _, e := range entries {
			w.seen = e.Seq
			if want(e) {
				return e
			}
		}
	}
}

// Transcript is the journal as text, for messages and comparison.
func (w *World) Transcript() string {
	var b strings.Builder
	for _, e := range w.Journal.Since(0) {
		b.WriteString(Line(e))
		b.WriteByte('\n')
	}
	return b.String()
}
