// Package paddock runs Cloudflare queue Workers inside Go programs and Go tests:
// a world in virtual time, in which an hour of retries passes at once and the
// same seed replays. It knows how to send, let time pass and look; what is right
// the caller says. Workers' own tests, in JavaScript, are for `paddock test`.
//
//	func TestOrdersGoThrough(t *testing.T) {
//		w := paddock.New(t, "wrangler.toml")
//		if err := w.Send("orders", map[string]any{"id": 7}); err != nil {
//			t.Fatal(err)
//		}
//		if err := w.Drain(); err != nil {
//			t.Fatal(err)
//		}
//		if dead := w.DeadLetters("orders"); len(dead) != 0 {
//			t.Errorf("%d orders were given up: %s", len(dead), dead[0].Error)
//		}
//	}
package paddock

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/internal/world"
	"paddock/queue"
)

// patience bounds, in real time, each call that drives a world: a script in an
// endless loop, or a Transport that never answers, must not hang a test.
const patience = time.Minute

// A World is one or more Workers, their queues and the bindings' state, all of
// it thrown away at the end. Its clock stands still but for Drain, Advance,
// Fetch and Scheduled, which also fire the cron triggers that they pass. Its
// methods are for one goroutine at a time, and not for a Transport.
type World struct {
	inner *world.World
	o     settings
	t     testing.TB // nil for one that Open made
	// given counts the batches that each queue has handed to Workers.
	given map[string]int
	store failure
}

// New starts the Workers of a configuration file (a path from the test's folder)
// in a world that ends with the test. The test fails at once, with every problem
// and its place, when a configuration or a script is wrong.
func New(t testing.TB, config string, opts ...Option) *World {
	t.Helper()
	w, err := Open(config, opts...)
	if err != nil {
		t.Fatal(err)
	}
	w.t = t
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// Open is New for programs and examples, which then must Close the world. The
// error lists every problem of the configuration or of the script, with its
// place in the files.
func Open(config string, opts ...Option) (*World, error) {
	w := &World{given: map[string]int{}}
	w.o = newSettings(config, opts)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	inner, err := world.Open(ctx, world.Options{
		Projects: w.o.projects(),
		Seed:     w.o.seed,
		Begin:    w.o.begin,
		Crons:    true,
		Fetch:    w.o.transport,
		Dial:     w.o.dial,
		Deliver:  w.count,
		Recorded: mostRecorded,
		OnFail:   w.store.set,
	})
	if err != nil {
		return nil, fmt.Errorf("start the world of %s: %w", config, err)
	}
	if f := inner.Failure(); f != nil {
		inner.Close()
		return nil, f
	}
	w.inner = inner
	return w, nil
}

// Close ends the Workers and deletes their state. It may be called more than
// once. The error says that the store failed, or that a Worker could not be
// ended.
func (w *World) Close() error {
	if err := w.inner.Close(); err != nil {
		return err
	}
	return w.store.get()
}

// count counts the batches that a consumer is given.
func (w *World) count(_ string, h queue.Handler) queue.Handler {
	return queue.HandlerFunc(func(b queue.Batch, done func(queue.Result)) {
		w.given[b.Queue]++
		h.Handle(b, done)
	})
}

// bounded runs one step of driving the world.
func (w *World) bounded(step func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := step(ctx); err != nil {
		return err
	}
	return w.store.get()
}

// misuse ends a test that looks for what the configuration does not have. A
// method that only looks has no error to return, and an empty answer would let
// a test of a misspelt name pass.
func (w *World) misuse(err error) {
	if w.t == nil {
		panic(err)
	}
	w.t.Helper()
	w.t.Fatal(err)
}

// known returns an error when no queue has that name.
func (w *World) known(name string) error {
	all, err := w.queues()
	if err != nil {
		return err
	}
	var names []string
	for _, q := range all {
		names = append(names, q.Name)
	}
	if slices.Contains(names, name) {
		return nil
	}
	if near := config.Nearest(name, names); near != "" {
		return fmt.Errorf("no queue is called %q: did you mean %q?", name, near)
	}
	return fmt.Errorf("no queue is called %q: the configuration names %q", name, names)
}

// queues lists every queue, as the world rests.
func (w *World) queues() (all []queue.QueueInfo, err error) {
	err = w.bounded(func(ctx context.Context) error {
		var failed error
		w.inner.Broker.Queues(func(list []queue.QueueInfo, err error) { all, failed = list, err })
		if err := w.inner.Settle(ctx); err != nil {
			return err
		}
		return failed
	})
	return all, err
}

// workers describes the Workers, in the order of their configurations.
func (w *World) workers() []dev.Info { return w.inner.Session.Workers() }
