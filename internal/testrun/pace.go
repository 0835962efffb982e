package testrun

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// ask has fn run once the world rests, on the driver's goroutine, and returns the
// promise of it.
func (s *session) ask(what string, fn func(context.Context) error) any {
	promise, ticket := s.i.Promise(what)
	s.f.requests = append(s.f.requests, func(ctx context.Context) {
		err := fn(ctx)
		ticket.Settle(nothingOr(err))
	})
	return promise
}

// drain lets time pass until the Workers have nothing left to do. The clock stops
// at the last thing that happened.
func (f *file) drain(ctx context.Context, most int, within time.Duration) error {
	began := f.w.Clock.Now()
	before := maps.Clone(f.batches)
	for {
		if err := f.rest(ctx); err != nil || f.over {
			return err
		}
		working, err := f.working(ctx)
		if err != nil || !working {
			return err
		}
		passed := f.w.Clock.Now().Sub(began)
		count, kept := f.since(before)
		switch {
		case count > most:
			return f.endless(ctx, fmt.Sprintf("%d batches", count), passed, kept)
		case passed > within:
			return f.endless(ctx, "its time", passed, kept)
		}
		moved, err := f.step(ctx, began.Add(within+time.Second))
		if err != nil {
			return err
		}
		if !moved {
			return f.endless(ctx, "its time", within, kept)
		}
	}
}

// since counts the batches of each queue after a point.
func (f *file) since(before map[string]int) (total int, byQueue []string) {
	for _, name := range slices.Sorted(maps.Keys(f.batches)) {
		if n := f.batches[name] - before[name]; n > 0 {
			total += n
			byQueue = append(byQueue, fmt.Sprintf("%s (%d batches)", name, n))
		}
	}
	return total, byQueue
}

// endless says what kept drain going.
func (f *file) endless(ctx context.Context, what string, passed time.Duration, kept []string) error {
	var left []string
	all, err := f.stored(ctx)
	if err != nil {
		return err
	}
	for _, q := range all {
		if deliverable(q) {
			left = append(left, fmt.Sprintf("%s still holds %d", q.Name, q.Metrics.BacklogCount))
		}
	}
	for _, inv := range f.handlers() {
		left = append(left, fmt.Sprintf("%s still runs, and waits for %s", inv, strings.Join(inv.Waiting(), ", ")))
	}
	text := fmt.Sprintf("drain() stopped after %s, %s on: %s", what, passed.Round(time.Second), strings.Join(left, "; "))
	if len(kept) > 0 {
		text += ". What kept it going: " + strings.Join(kept, ", ")
	}
	return fmt.Errorf("%s. drain({ batches, within }) sets other bounds", text)
}

// advance lets d pass.
func (f *file) advance(ctx context.Context, d time.Duration) error {
	until := f.w.Clock.Now().Add(d)
	for {
		if err := f.rest(ctx); err != nil || f.over {
			return err
		}
		moved, err := f.step(ctx, until)
		if err != nil {
			return err
		}
		if !moved {
			f.w.MoveTo(until)
			return f.rest(ctx)
		}
	}
}
