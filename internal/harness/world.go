// Package harness gives a world to a Go test: a project in a temporary folder
// and the world (see package world) that runs it, which end with the test. It
// knows how to send, wait and look; what is right the tests say.
package harness

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/journal"
	"paddock/internal/world"
	"paddock/queue"
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
	Dial     func(ctx context.Context, network, address string) (net.Conn, error)
	Store    queue.Store // kept open by the world's end; nil means one of its own
	State    string      // the folder of the bindings' state, which outlives the world; "" for one of its own
	// StartLimit is dev.Options.StartLimit.
	StartLimit time.Duration
	Broken     bool        // the project is expected not to run at first
	Guests     *dev.Guests // of the first Worker
}

// A World is one running session.
type World struct {
	*world.World
	Dir string

	t      testing.TB
	seen   uint64
	guests *dev.Guests
}

// patience bounds every wait, so that a broken test ends with its name.
const patience = 30 * time.Second

// Epoch is where virtual time begins.
func Epoch() time.Time { return world.Epoch() }

// New starts a world, waits for its first build, and ends it with the test.
func New(t testing.TB, o Options) *World {
	t.Helper()
	w := &World{t: t, Dir: o.Dir, guests: o.Guests}
	if o.Files != nil {
		if w.Dir == "" {
			w.Dir = t.TempDir()
		}
		for name, text := range o.Files {
			w.Write(name, text)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	inner, err := world.Open(ctx, world.Options{
		Projects:   w.projects(o.Configs),
		Seed:       o.Seed,
		Real:       o.Real,
		Watch:      o.Watch,
		Isolates:   o.Isolates,
		Fetch:      o.Fetch,
		Dial:       o.Dial,
		Store:      o.Store,
		State:      o.State,
		StartLimit: o.StartLimit,
		OnFail:     func(err error) { t.Errorf("the store failed: %v", err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.World = inner
	t.Cleanup(w.Close)
	if f := w.Failure(); f != nil && !o.Broken {
		t.Fatalf("%s does not run: %s", f.Worker, f.Text)
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
	all[0].Guests = w.guests
	return all
}

// Write writes a file of the project, at once: a world that watches sees it whole,
// however slow the machine is.
func (w *World) Write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.Dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	whole := path + ".whole"
	if err := errors.Join(os.WriteFile(whole, []byte(text), 0o644), os.Rename(whole, path)); err != nil {
		w.t.Fatal(err)
	}
}

// Close ends the session; it may be called more than once.
func (w *World) Close() {
	if err := w.World.Close(); err != nil {
		w.t.Fatalf("%v; its journal:\n%s", err, w.Transcript())
	}
}

// within runs one step of driving the world, and fails the test when it does not
// end.
func (w *World) within(step func(context.Context) error) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := step(ctx); err != nil {
		w.t.Fatalf("the world hangs: %v; its journal:\n%s", err, w.Transcript())
	}
}

// await waits for a channel to close, running the virtual world meanwhile.
func (w *World) await(c <-chan struct{}) {
	w.t.Helper()
	w.within(func(ctx context.Context) error { return w.Await(ctx, c) })
}

// Settle runs a virtual world until nothing is left to do at this moment.
func (w *World) Settle() {
	w.t.Helper()
	w.within(w.World.Settle)
}

// Advance moves the virtual clock, firing everything on the way.
func (w *World) Advance(d time.Duration) {
	w.t.Helper()
	w.within(func(ctx context.Context) error { return w.World.Advance(ctx, d) })
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
