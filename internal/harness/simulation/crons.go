package simulation

import (
	"fmt"
	"time"

	"paddock/bindings"
	"paddock/internal/dev"
	"paddock/runtime"
)

// cronTrigger is a trigger of a Worker of the project.
type cronTrigger struct {
	worker int
	expr   string
}

// next is when a trigger fires after a moment. One that fires less than once a day
// is fired by hand, within the hour: what else lies in the world would grow too
// old until then.
func (t cronTrigger) next(after time.Time) time.Time {
	at, ok := dev.NextDue(t.expr, after)
	if !ok || at.Sub(after) > 24*time.Hour {
		at = after.Truncate(time.Minute).Add(time.Hour)
	}
	return at
}

// cronAttempts is how often the run of a cron trigger is tried. The platform runs
// a trigger at least once, and may repeat one that failed unless the script called
// noRetry(); it does not say how often.
const cronAttempts = 3

// fire runs a cron trigger of the plan, and again when that failed.
func (r *run) fire(n int) {
	p, attempt := r.plan[n].cron, r.items[n].attempts+1
	d := r.attend(fmt.Sprintf("%d.%d", n, attempt))
	d.fragile = attempt >= cronAttempts
	r.note("cron", fmt.Sprint(n), fmt.Sprintf("cron run %d (attempt %d) of %s, due at %s", n, attempt, p.expr, p.at.Format("2006-01-02 15:04")))
	r.upset(d)
	if !d.fragile && r.chance.happen(SlowRun, d.key) {
		r.fault(SlowRun, fmt.Sprint(n), about[SlowRun])
		d.slow = min(p.gap*7/10, 5*time.Minute)
	}
	if !d.fragile && r.chance.happen(Duplicate, d.key) {
		r.fault(Duplicate, fmt.Sprint(n), aboutItem("cron run", Duplicate))
		r.inFlight++
		r.clock.AfterFunc(r.chance.wait("duplicate", d.key, 5*time.Millisecond, time.Second, time.Minute), func() {
			again := r.attend(d.key + "d")
			again.copy = true
			r.note("cron", fmt.Sprint(n), fmt.Sprintf("cron run %d (attempt %d) a second time", n, attempt))
			r.scheduled(again, p, func(bindings.ScheduledOutcome) { r.inFlight-- })
		})
	}
	r.inFlight++
	r.scheduled(d, p, func(o bindings.ScheduledOutcome) {
		r.inFlight--
		r.ran(n, d, o)
	})
}

// scheduled calls the handler.
func (r *run) scheduled(d *delivery, p *due, done func(bindings.ScheduledOutcome)) {
	life := r.lives
	r.session.Fire(p.worker, bindings.Firing{Cron: p.expr, At: p.at, Origin: d.origin}, func(o bindings.ScheduledOutcome) {
		if life != r.lives {
			return
		}
		d.over = true
		r.leave(d)
		if o.Failure() == nil {
			r.leftOpen("scheduled", d)
		}
		done(o)
	})
}

// ran decides whether a run is tried again.
func (r *run) ran(n int, d *delivery, o bindings.ScheduledOutcome) {
	it, failed := &r.items[n], o.Failure() != nil
	text := "the handler ended"
	if failed {
		text = "the handler failed: " + firstLine(o.Failure().Error())
	}
	r.note("end", fmt.Sprint(n), text)
	if !failed && !d.fragile && r.chance.happen(LostAck, d.key) {
		r.fault(LostAck, fmt.Sprint(n), aboutItem("cron run", LostAck))
		failed = true
	}
	switch {
	case !failed:
		it.fate = "done"
	case d.fragile && (d.hurt || o.Ended == runtime.EndedWithIsolate): // of another invocation's doing
	case d.fragile || o.NoRetry:
		it.fate = "failed"
	default:
		it.attempts++
	}
	if it.fate != "" {
		r.unsent[n] = false
		return
	}
	r.clock.AfterFunc(time.Second+r.chance.wait("cron", d.key, 10*time.Second, time.Minute), func() { r.fire(n) })
}

// closing runs every cron trigger once more when all has come to rest, with
// nothing going wrong and no restart from then on, so that what the runs before left undone can be made up
// for. It reports whether there was anything to run.
func (r *run) closing() bool {
	if r.closed || len(r.s.crons) == 0 {
		return false
	}
	r.closed = true
	for n, t := range r.s.crons {
		at := t.next(r.clock.Now())
		r.inFlight++
		r.clock.AfterFunc(at.Sub(r.clock.Now()), func() { r.close(n, t, at) })
	}
	return true
}

func (r *run) close(n int, t cronTrigger, at time.Time) {
	d := r.attend(fmt.Sprintf("closing%d.1", n))
	d.fragile = true
	r.note("cron", "", fmt.Sprintf("the closing run of %s, due at %s", t.expr, at.Format("2006-01-02 15:04")))
	r.scheduled(d, &due{worker: t.worker, expr: t.expr, at: at}, func(o bindings.ScheduledOutcome) {
		r.inFlight--
		if o.Ended == runtime.EndedWithIsolate || o.Failure() != nil && d.hurt { // of another invocation's doing
			r.inFlight++
			r.clock.AfterFunc(time.Second, func() { r.close(n, t, at) })
			return
		}
		if err := o.Failure(); err != nil {
			r.note("end", "", "the handler failed: "+firstLine(err.Error()))
		}
	})
}
