package runtime

import (
	"fmt"
	"slices"
	"time"
)

// What follows is for those who drive a virtual world: they look while it rests,
// on the goroutine that runs all of its loops.

// InFlight lists the invocations that have not ended, in the order of their
// beginning. Loop only.
func (i *Isolate) InFlight() []*Invocation { return i.inFlight() }

// Timers counts the timers of setTimeout and setInterval that are set. Loop only.
func (i *Isolate) Timers() int { return len(i.timers.byID) }

// Settled reports whether the handler has given its result; waitUntil work may
// go on. Loop only.
func (inv *Invocation) Settled() bool { return inv.settled }

// Waiting says for people what the invocation still waits for: the operations
// under way and the timers. Loop only.
func (inv *Invocation) Waiting() []string {
	var out []string
	for t := range inv.tickets {
		out = append(out, t.what)
	}
	now := inv.i.Clock().Now()
	for id := range inv.timers {
		if tm := inv.i.timers.byID[id]; tm != nil {
			out = append(out, fmt.Sprintf("a timer due in %s", max(tm.at.Sub(now), 0).Round(time.Millisecond)))
		}
	}
	slices.Sort(out)
	return out
}

// Cut ends the invocation now, as its wall limit would: what it awaits never
// comes, what it left is cancelled, and Done is told of reason, beside ended. It
// does nothing to an invocation that is over. Loop only.
func (inv *Invocation) Cut(ended Ended, reason error) {
	inv.i.enter(nil, func() { inv.finish(Outcome{Ended: ended, Err: reason}) })
}

// EndSubject ends the invocations of that subject as if their isolate had died,
// at the next moment at which none of their code runs. It may be called from
// anywhere.
func (i *Isolate) EndSubject(subject string, reason error) {
	i.box.Post(func() {
		for _, inv := range i.inFlight() {
			if inv.Subject() == subject {
				inv.Cut(EndedWithIsolate, reason)
			}
		}
	})
}
