package dev

import (
	"time"

	"paddock/internal/cron"
	"paddock/internal/journal"
)

// crons runs the cron triggers of one Worker: those of the generation that
// serves. The session's mailbox owns it.
type crons struct {
	all  []trigger
	stop func() // the timer; nil when none runs
}

// A trigger is one schedule and when it is next due.
type trigger struct {
	expr     string
	schedule cron.Schedule
	due      time.Time
}

// lateness is how late a trigger may run, as when the machine slept meanwhile.
// Later, it is left out, as the platform does not make up for those it missed.
const lateness = time.Minute

// setCrons takes over the triggers of a generation. One that was there before
// keeps its time, so that a reload neither skips nor repeats it.
func (w *supervisor) setCrons(g *generation) {
	if w.s.o.NoCron || !g.cfg.Paddock.Cron {
		w.stopCrons()
		return
	}
	old := w.crons.all
	w.crons.all = nil
	now := w.s.o.Exec.Clock().Now()
	for _, c := range g.cfg.Crons {
		s, err := cron.Parse(c.Expr)
		if err != nil {
			w.note(journal.Notice, journal.Error, c.Pos.String()+": "+err.Error()) // the configuration was checked
			continue
		}
		t := trigger{expr: c.Expr, schedule: s}
		for _, before := range old {
			if before.expr == c.Expr {
				t.due = before.due
			}
		}
		var ok bool
		if t.due.IsZero() {
			if t.due, ok = s.Next(now); !ok {
				w.note(journal.Notice, journal.Warn, c.Pos.String()+": the cron trigger "+c.Expr+" is never due")
				continue
			}
		}
		w.crons.all = append(w.crons.all, t)
	}
	w.armCrons()
}

// armCrons waits for the earliest trigger.
func (w *supervisor) armCrons() {
	if w.crons.stop != nil {
		w.crons.stop()
		w.crons.stop = nil
	}
	if len(w.crons.all) == 0 {
		return
	}
	due := w.crons.all[0].due
	for _, t := range w.crons.all {
		if t.due.Before(due) {
			due = t.due
		}
	}
	w.crons.stop = w.s.box.After(due.Sub(w.s.o.Exec.Clock().Now()), w.runCrons)
}

// runCrons starts what is due.
func (w *supervisor) runCrons() {
	w.crons.stop = nil
	if w.s.closing {
		return
	}
	now := w.s.o.Exec.Clock().Now()
	left := w.crons.all[:0]
	for _, t := range w.crons.all {
		if !t.due.After(now) {
			if now.Sub(t.due) < lateness {
				w.Scheduled(t.expr, t.due, func(error) {})
			}
			next, ok := t.schedule.Next(now)
			if !ok {
				continue
			}
			t.due = next
		}
		left = append(left, t)
	}
	w.crons.all = left
	w.armCrons()
}

func (w *supervisor) stopCrons() {
	w.crons.all = nil
	w.armCrons()
}

// NextDue returns the first moment after now at which a schedule is due, and
// false when it never is.
func NextDue(expr string, now time.Time) (time.Time, bool) {
	s, err := cron.Parse(expr)
	if err != nil {
		return time.Time{}, false
	}
	return s.Next(now)
}
