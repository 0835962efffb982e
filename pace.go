package paddock

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"paddock/queue"
	"paddock/runtime"
)

// Now is the world's time. It moves only while the world is driven.
func (w *World) Now() time.Time { return w.inner.Clock.Now().UTC() }

// Advance lets d of the world's time pass, with everything that is due on the
// way: batches, retries, timers, cron triggers. The error says that the world
// did not come to rest within a minute of real time.
func (w *World) Advance(d time.Duration) error {
	if d < 0 {
		return fmt.Errorf("advance by %s: time does not go back", d)
	}
	err := w.bounded(func(ctx context.Context) error { return w.inner.Advance(ctx, d) })
	if err != nil {
		return fmt.Errorf("advance by %s: %w", d, err)
	}
	return nil
}

// Drain lets time pass until the Workers have nothing left to do: no queue that
// a Worker consumes holds a message, no handler runs. Retries and delays pass on
// the way; the clock stops at the last thing that happened. Paused queues, and
// those that nothing consumes, keep theirs. The error says what kept it going
// when the bounds were reached (see DrainBounds): a Worker that answers each
// message with another never rests. So does it when a minute of real time was not
// enough.
func (w *World) Drain() error { return w.bounded(w.drain) }

func (w *World) drain(ctx context.Context) error {
	began, before := w.Now(), maps.Clone(w.given)
	for {
		if err := w.inner.Settle(ctx); err != nil {
			return fmt.Errorf("drain: %w", err)
		}
		left, err := w.left()
		if err != nil || len(left) == 0 {
			return err
		}
		count, kept := w.since(before)
		passed := w.Now().Sub(began)
		switch {
		case count > w.o.batches:
			return endless(fmt.Sprintf("%d batches", count), passed, left, kept)
		case passed >= w.o.within:
			return endless("its time", passed, left, kept)
		}
		moved, err := w.inner.Step(ctx, began.Add(w.o.within))
		if err != nil {
			return fmt.Errorf("drain: %w", err)
		}
		if !moved {
			return endless("nothing more was due", passed, left, kept)
		}
	}
}

// left says what the Workers still have to do.
func (w *World) left() (all []string, err error) {
	queues, err := w.queues()
	if err != nil {
		return nil, err
	}
	for _, q := range queues {
		if deliverable(q) {
			all = append(all, fmt.Sprintf("%s still holds %d", q.Name, q.Metrics.BacklogCount))
		}
	}
	for _, inv := range w.handlers() {
		all = append(all, fmt.Sprintf("%s still runs, and waits for %s", inv, strings.Join(inv.Waiting(), ", ")))
	}
	return all, nil
}

// deliverable reports whether a queue has something that a Worker will get.
func deliverable(q queue.QueueInfo) bool {
	c := q.Consumer
	return q.InFlight > 0 || c != nil && c.Type == queue.WorkerConsumer && c.Handler != nil && !q.Settings.Paused && q.Metrics.BacklogCount > 0
}

// handlers lists the invocations that have work left. A request that only stands
// open, for a body that nobody reads, has none.
func (w *World) handlers() (all []*runtime.Invocation) {
	for _, i := range w.inner.Session.Isolates() {
		for _, inv := range i.InFlight() {
			if inv.Event() != "fetch" || len(inv.Waiting()) > 0 {
				all = append(all, inv)
			}
		}
	}
	return all
}

// since counts the batches of each queue after a point.
func (w *World) since(before map[string]int) (total int, byQueue []string) {
	for _, name := range slices.Sorted(maps.Keys(w.given)) {
		if n := w.given[name] - before[name]; n > 0 {
			total += n
			byQueue = append(byQueue, fmt.Sprintf("%s (%d batches)", name, n))
		}
	}
	return total, byQueue
}

func endless(why string, passed time.Duration, left, kept []string) error {
	text := fmt.Sprintf("drain stopped after %s, %s on: %s", why, passed.Round(time.Second), strings.Join(left, "; "))
	if len(kept) > 0 {
		text += ". What kept it going: " + strings.Join(kept, ", ")
	}
	return fmt.Errorf("%s. DrainBounds sets other bounds", text)
}
