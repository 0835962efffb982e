package runtime

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// An operation is refused, answered late or wrongly, never answered, or the last
// thing that its isolate did, as it is decided before it begins.
func TestDisturbances(t *testing.T) {
	const script = `{ async fetch() {
		try {
			log("got " + await later("x"));
		} catch (e) { log("caught " + e.message); }
	} }`
	gone := errors.New("gone")
	for name, c := range map[string]struct {
		d        Disturbance
		log      []string
		ended    Ended
		answered string
	}{
		"none":       {Disturbance{}, []string{"got x", "settled undefined"}, EndedNormally, "true"},
		"refused":    {Disturbance{Refuse: errors.New("no")}, []string{"caught no", "settled undefined"}, EndedNormally, ""},
		"answer":     {Disturbance{Answer: errors.New("lost")}, []string{"caught lost", "settled undefined"}, EndedNormally, "true"},
		"late":       {Disturbance{After: time.Hour / 2}, []string{}, EndedByLimit, "false"},
		"silent":     {Disturbance{Silent: true}, []string{}, EndedByLimit, "false"},
		"kill":       {Disturbance{Kill: gone}, []string{}, EndedWithIsolate, ""},
		"kill after": {Disturbance{KillAfter: gone}, []string{}, EndedWithIsolate, "false"},
	} {
		t.Run(name, func(t *testing.T) {
			answered, asked := "", ""
			if c.d.Refuse == nil && c.d.Kill == nil {
				c.d.Ended = func(yes bool) { answered += fmt.Sprint(yes) }
			}
			w := newWorld(t, "", script, func(o *Options) {
				o.Disturb = func(inv *Invocation, what string) Disturbance {
					asked += what + " of " + inv.Event()
					return c.d
				}
			})
			out := w.invoke("fetch")
			w.settle()
			w.advance(time.Hour)
			w.expect(c.log...)
			if out.Ended != c.ended || answered != c.answered || asked != "later of fetch" {
				t.Errorf("ended %d, answered %q, asked %q", out.Ended, answered, asked)
			}
			if (w.dead != nil) != (c.ended == EndedWithIsolate) {
				t.Errorf("condemned: %v", w.dead)
			}
		})
	}
}

// A late answer is late in virtual time, and does not hold the clock.
func TestALateAnswer(t *testing.T) {
	w := newWorld(t, "", `{ async fetch() { log("got " + await later("x")); } }`, func(o *Options) {
		o.Disturb = func(*Invocation, string) Disturbance { return Disturbance{After: time.Minute} }
	})
	w.invoke("fetch")
	w.settle()
	w.expect()
	w.advance(59 * time.Second)
	w.expect()
	w.advance(time.Second)
	w.expect("got x", "settled undefined")
}
