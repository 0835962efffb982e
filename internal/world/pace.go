package world

import (
	"context"
	"time"

	"paddock/internal/cron"
)

// A trigger is one cron trigger of a Worker, which fires as virtual time passes.
type trigger struct {
	worker   int
	expr     string
	schedule cron.Schedule
	next     time.Time // zero: never again
}

// readCrons arms the cron triggers of every Worker. They are kept apart from the
// clock's timers, since they never end.
func (w *World) readCrons() {
	if w.sched == nil {
		return
	}
	w.crons = nil
	now := w.Clock.Now()
	for n, info := range w.Session.Workers() {
		if info.Config == nil || !info.Running {
			continue
		}
		for _, c := range info.Config.Crons {
			schedule, err := cron.Parse(c.Expr)
			if err != nil {
				continue // the configuration was refused then
			}
			next, _ := schedule.Next(now)
			w.crons = append(w.crons, &trigger{worker: n, expr: c.Expr, schedule: schedule, next: next})
		}
	}
}

// firstCron returns the trigger that fires next, or nil.
func (w *World) firstCron() *trigger {
	var first *trigger
	for _, c := range w.crons {
		if !c.next.IsZero() && (first == nil || c.next.Before(first.next)) {
			first = c
		}
	}
	return first
}

// fire moves the clock to a trigger and starts its handler.
func (w *World) fire(c *trigger) {
	w.virtual.MoveTo(c.next)
	at := c.next
	c.next, _ = c.schedule.Next(at)
	w.Session.Scheduled(c.worker, c.expr, at, func(error) {}) // the journal tells of it
}

// Step settles, then lets the next thing happen that is due by limit, a timer or
// a cron trigger, and settles again. It reports whether something did.
func (w *World) Step(ctx context.Context, limit time.Time) (bool, error) {
	if err := w.Settle(ctx); err != nil {
		return false, err
	}
	at, timers := w.virtual.Next()
	if c := w.firstCron(); c != nil && !c.next.After(limit) && (!timers || c.next.Before(at)) {
		w.fire(c)
		return true, w.Settle(ctx)
	}
	if !w.virtual.Step(limit) {
		return false, nil
	}
	return true, w.Settle(ctx)
}

// Advance moves the virtual clock by d, letting everything happen on the way.
func (w *World) Advance(ctx context.Context, d time.Duration) error {
	until := w.Clock.Now().Add(d)
	for {
		moved, err := w.Step(ctx, until)
		if err != nil {
			return err
		}
		if !moved {
			w.virtual.MoveTo(until)
			return w.Settle(ctx)
		}
	}
}

// NextTimer returns when the next timer is due, cron triggers left out.
func (w *World) NextTimer() (time.Time, bool) { return w.virtual.Next() }

// MoveTo shows t from now on, firing nothing; Step first.
func (w *World) MoveTo(t time.Time) { w.virtual.MoveTo(t) }
