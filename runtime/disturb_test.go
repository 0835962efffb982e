package runtime

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/dop251/goja"
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

// An answer that somebody must let go of is used, or given up, exactly once.
func TestAnswersToLetGoOf(t *testing.T) {
	for name, c := range map[string]struct {
		d             *Disturbance
		used, dropped int
		log           []string
	}{
		"undisturbed": {nil, 1, 0, []string{"got held", "settled undefined"}},
		"none":        {&Disturbance{}, 1, 0, []string{"got held", "settled undefined"}},
		"late":        {&Disturbance{After: time.Minute}, 1, 0, []string{"got held", "settled undefined"}},
		"too late":    {&Disturbance{After: time.Hour / 2}, 0, 1, nil},
		"instead":     {&Disturbance{Instead: func(vm *goja.Runtime) goja.Value { return vm.ToValue("other") }}, 0, 1, []string{"got other", "settled undefined"}},
		"answer":      {&Disturbance{Answer: errors.New("lost")}, 0, 1, []string{"caught lost", "settled undefined"}},
		"silent":      {&Disturbance{Silent: true}, 0, 1, nil},
		"kill after":  {&Disturbance{KillAfter: errors.New("gone")}, 0, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			used, dropped := 0, 0
			w := newWorld(t, "", `{ async fetch() { try { log("got " + await held()); } catch (e) { log("caught " + e.message); } } }`, func(o *Options) {
				if c.d != nil {
					o.Disturb = func(*Invocation, string) Disturbance { return *c.d }
				}
				o.Setup = append(o.Setup, func(i *Isolate) error {
					return i.VM().Set("held", func(goja.FunctionCall) goja.Value {
						v, ticket := i.Promise("held")
						ticket.SettleOr(func(vm *goja.Runtime) (goja.Value, error) {
							used++
							return vm.ToValue("held"), nil
						}, func() { dropped++ })
						return v
					})
				})
			})
			w.invoke("fetch")
			w.settle()
			w.advance(time.Hour)
			w.expect(c.log...)
			if used != c.used || dropped != c.dropped {
				t.Errorf("used %d times, dropped %d times", used, dropped)
			}
		})
	}
}

// What a script does not wait for is carried out, left out, or the last thing that
// its isolate did.
func TestOperationsThatNobodyAwaits(t *testing.T) {
	for name, c := range map[string]struct {
		d    Disturbance
		log  []string
		dead bool
	}{
		"none":       {Disturbance{}, []string{"true", "settled undefined"}, false},
		"refused":    {Disturbance{Refuse: errors.New("no")}, []string{"false", "settled undefined"}, false},
		"kill":       {Disturbance{Kill: errors.New("gone")}, nil, true},
		"kill after": {Disturbance{KillAfter: errors.New("gone")}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "", `{ async fetch() { log(point()); } }`, func(o *Options) {
				o.Disturb = func(*Invocation, string) Disturbance { return c.d }
				o.Setup = append(o.Setup, func(i *Isolate) error {
					return i.VM().Set("point", func(goja.FunctionCall) goja.Value { return i.VM().ToValue(i.Operation("point")) })
				})
			})
			w.invoke("fetch")
			w.settle()
			w.expect(c.log...)
			if (w.dead != nil) != c.dead {
				t.Errorf("condemned: %v", w.dead)
			}
		})
	}
}
