package runtime

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/mailbox"
)

// world is a virtual world with one isolate.
type world struct {
	t        *testing.T
	clock    *clock.Virtual
	sched    *mailbox.Scheduler
	iso      *Isolate
	startErr error
	log      []string
	dead     error
}

// newWorld starts a script given as the object literal of its exports; code
// before it may be given too.
func newWorld(t *testing.T, before, exports string, change ...func(*Options)) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewVirtual(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))}
	w.sched = mailbox.NewScheduler(w.clock, 1)
	code := "async function (builtins, url) {" + before + "\nreturn {default: " + exports + "}}"
	worker, err := Compile(Source{Name: "test", File: "worker.js", Code: code})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Worker: worker, Exec: w.sched, CPU: clock.Real(), Rand: rand.New(rand.NewPCG(1, 2)),
		Limits:    Limits{CPU: 200 * time.Millisecond, Wall: 15 * time.Minute, Start: time.Second},
		Setup:     []func(*Isolate) error{w.globals},
		Log:       func(l Line) { w.log = append(w.log, l.Text) },
		Uncaught:  func(_ *Invocation, err *ScriptError) { w.log = append(w.log, "uncaught "+err.Error()) },
		Condemned: func(err error) { w.dead = err },
	}
	for _, c := range change {
		c(&o)
	}
	w.iso = Start(o, func(_ *Isolate, err error) { w.startErr = err })
	w.settle()
	return w
}

func (w *world) globals(i *Isolate) error {
	vm := i.VM()
	vm.Set("log", func(c goja.FunctionCall) goja.Value {
		i.Log("log", c.Argument(0).String())
		return goja.Undefined()
	})
	vm.Set("setTimeout", func(c goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(c.Argument(0))
		return vm.ToValue(i.SetTimer(time.Duration(c.Argument(1).ToInteger())*time.Millisecond, false, func() {
			if _, err := i.Call(fn, nil); err != nil {
				var s *ScriptError
				if errors.As(err, &s) {
					i.Report(s.Value)
				}
			}
		}))
	})
	vm.Set("later", func(c goja.FunctionCall) goja.Value {
		v, ticket := i.OutsidePromise("later")
		x := c.Argument(0).String()
		go ticket.Settle(func(vm *goja.Runtime) (goja.Value, error) {
			if x == "fail" {
				return nil, errors.New("failed outside")
			}
			return vm.ToValue(x), nil
		})
		return v
	})
	return nil
}

func (w *world) settle() {
	w.t.Helper()
	if err := w.sched.Settle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

// invoke calls handler(arg, env, ctx) and returns a slot for its outcome.
func (w *world) invoke(handler string) *Outcome {
	out := &Outcome{Ended: -1}
	ok := w.iso.Invoke(Event{
		Name: handler,
		Call: func(inv *Invocation) (goja.Value, error) {
			return inv.CallHandler("default", handler, w.iso.VM().ToValue("arg"))
		},
		Settled: func(_ *Invocation, v goja.Value, err error) {
			if err == nil {
				w.log = append(w.log, fmt.Sprint("settled ", v))
			}
		},
		Done: func(_ *Invocation, o Outcome) {
			if out.Ended != -1 {
				w.t.Error("Done was called twice")
			}
			*out = o
		},
	})
	if !ok {
		w.t.Fatal("the isolate refused an invocation")
	}
	return out
}

func (w *world) advance(d time.Duration) {
	w.t.Helper()
	if err := w.sched.Advance(context.Background(), d); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) expect(lines ...string) {
	w.t.Helper()
	if got, want := strings.Join(w.log, "\n"), strings.Join(lines, "\n"); got != want {
		w.t.Fatalf("log:\n%s\nwant:\n%s", got, want)
	}
}

func TestHandlerForms(t *testing.T) {
	for name, exports := range map[string]string{
		"object": `{async fetch(arg, env, ctx) { return arg + typeof env + typeof ctx.waitUntil }}`,
		"class":  `class { constructor(ctx, env) { this.ctx = ctx; this.env = env } fetch(arg) { return arg + typeof this.env + typeof this.ctx.waitUntil } }`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "", exports)
			if !w.iso.Handles("default", "fetch") || w.iso.Handles("default", "queue") {
				t.Fatal("wrong answer of Handles")
			}
			if o := w.invoke("fetch"); true {
				w.settle()
				if o.Ended != EndedNormally || o.Err != nil {
					t.Fatalf("outcome %+v", o)
				}
			}
			w.expect("settled argobjectfunction")
			o := w.invoke("queue")
			w.settle()
			if o.Err == nil || o.Err.Error() != "Handler does not export a queue() function." {
				t.Fatalf("got %v", o.Err)
			}
		})
	}
}

func TestTopLevelAwaitAndItsLimit(t *testing.T) {
	w := newWorld(t, "const x = await later('x');", `{fetch() { return x }}`)
	w.invoke("fetch")
	w.settle()
	w.expect("settled x")
	w = newWorld(t, "await new Promise(() => {});", `{}`)
	w.advance(2 * time.Second)
	if w.startErr == nil || !strings.Contains(w.startErr.Error(), "top-level await") {
		t.Fatalf("got %v", w.startErr)
	}
	w = newWorld(t, "throw new TypeError('at the top')", `{}`)
	if w.startErr == nil || w.startErr.Error() != "TypeError: at the top" {
		t.Fatalf("got %v", w.startErr)
	}
	w = newWorld(t, "for (;;);", `{}`, func(o *Options) { o.Limits.Start = 50 * time.Millisecond })
	var limit *LimitError
	if !errors.As(w.startErr, &limit) || limit.What != "start-up" {
		t.Fatalf("got %v", w.startErr)
	}
}

func TestWaitUntilDecidesTheEnd(t *testing.T) {
	w := newWorld(t, "", `{fetch(a, env, ctx) {
		ctx.waitUntil(new Promise(r => setTimeout(() => { log("waited"); r() }, 60000)));
		setTimeout(() => log("never"), 90000);
		return "now";
	}}`)
	o := w.invoke("fetch")
	w.settle()
	if o.Ended != -1 {
		t.Fatal("ended before its waitUntil promise")
	}
	w.advance(time.Hour)
	w.expect("settled now", "waited")
	if o.Ended != EndedNormally || o.Unfinished != 1 || o.Wall != time.Minute {
		t.Fatalf("outcome %+v", o)
	}
}

func TestRejectionsAreReported(t *testing.T) {
	w := newWorld(t, "", `{async fetch(a, env, ctx) {
		Promise.reject(new Error("lost"));
		Promise.reject(new Error("caught in time")).catch(() => {});
		ctx.waitUntil(Promise.reject(new Error("waited for")));
		setTimeout(() => { throw new RangeError("timer") }, 0);
		await new Promise(r => setTimeout(r, 1));
		throw new Error("mine");
	}}`)
	o := w.invoke("fetch")
	w.advance(time.Second)
	w.expect("uncaught Error: lost", "uncaught RangeError: timer")
	if o.Err == nil || o.Err.Error() != "Error: mine" || o.Wait == nil || o.Wait.Error() != "Error: waited for" {
		t.Fatalf("outcome %+v", o)
	}
}

func TestTimersOfEqualDelayKeepTheirOrder(t *testing.T) {
	w := newWorld(t, "", `{async fetch() {
		for (let n = 0; n < 100; n++) setTimeout(() => log(n), 10);
		setTimeout(() => log("early"), 5);
		await new Promise(r => setTimeout(r, 20));
	}}`)
	w.invoke("fetch")
	w.advance(time.Second)
	want := []string{"early"}
	for n := range 100 {
		want = append(want, fmt.Sprint(n))
	}
	w.expect(append(want, "settled undefined")...)
}

func TestLimitsEndTheInvocationAndItsIsolate(t *testing.T) {
	for name, body := range map[string]string{
		"loop":            `for (;;);`,
		"async loop":      `for (;;) await null;`,
		"swallowing loop": `for (;;) try { for (;;); } catch {} finally {}`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "", `{fetch: () => new Promise(() => setTimeout(() => {}, 1e9)), async queue() {`+body+`}}`)
			sibling := w.invoke("fetch")
			w.settle()
			o := w.invoke("queue")
			w.settle()
			var limit *LimitError
			if o.Ended != EndedByLimit || !errors.As(o.Err, &limit) || limit.What != "CPU" {
				t.Fatalf("outcome %+v", o)
			}
			if sibling.Ended != EndedWithIsolate || w.dead == nil {
				t.Fatalf("sibling %+v, condemned %v", sibling, w.dead)
			}
			if w.iso.Invoke(Event{}) {
				t.Fatal("a dead isolate took an event")
			}
		})
	}
	t.Run("recursion", func(t *testing.T) {
		w := newWorld(t, "", `{queue() { const f = () => f() + 1; return f() }}`)
		o := w.invoke("queue")
		w.settle()
		if o.Ended != EndedByError || !errors.Is(o.Err, ErrStackOverflow) || w.dead == nil {
			t.Fatalf("outcome %+v", o)
		}
	})
	t.Run("wall", func(t *testing.T) {
		w := newWorld(t, "", `{queue: () => new Promise(() => {})}`)
		o := w.invoke("queue")
		w.advance(16 * time.Minute)
		if o.Ended != EndedByLimit || o.Wall != 15*time.Minute || w.dead != nil {
			t.Fatalf("outcome %+v", o)
		}
	})
	t.Run("panic", func(t *testing.T) {
		w := newWorld(t, "", `{queue: () => boom()}`, func(o *Options) {
			o.Setup = append(o.Setup, func(i *Isolate) error {
				return i.VM().Set("boom", func(goja.FunctionCall) goja.Value { panic("a bug of ours") })
			})
		})
		o := w.invoke("queue")
		w.settle()
		if o.Ended != EndedByError || !strings.Contains(o.Err.Error(), "engine failed") || w.dead == nil {
			t.Fatalf("outcome %+v", o)
		}
	})
}

func TestKillAndDrain(t *testing.T) {
	w := newWorld(t, "", `{fetch: () => new Promise(r => setTimeout(r, 1000)), queue: () => new Promise(() => {})}`)
	a, b := w.invoke("fetch"), w.invoke("fetch")
	drained := false
	w.settle()
	w.iso.Drain(func() { drained = true })
	w.settle()
	if late := w.invoke("fetch"); true {
		w.settle()
		if late.Ended != EndedWithIsolate {
			t.Fatalf("a draining isolate began %+v", late)
		}
	}
	w.advance(2 * time.Second)
	if a.Ended != EndedNormally || b.Ended != EndedNormally || !drained {
		t.Fatalf("%+v %+v drained %v", a, b, drained)
	}
	w = newWorld(t, "", `{queue: () => new Promise(() => {})}`)
	o := w.invoke("queue")
	w.settle()
	w.iso.Kill(errors.New("replaced"))
	w.settle()
	if o.Ended != EndedWithIsolate || o.Err.Error() != "replaced" {
		t.Fatalf("outcome %+v", o)
	}
}

func TestOutsidePromiseSettlesInItsContext(t *testing.T) {
	w := newWorld(t, "", `{async fetch() {
		try { await later("fail") } catch (e) { log(e.name + ": " + e.message) }
		return await later("x") + await later("y");
	}}`)
	o := w.invoke("fetch")
	w.settle()
	w.expect("Error: failed outside", "settled xy")
	if o.Ended != EndedNormally || w.clock.Held() {
		t.Fatalf("outcome %+v, held %v", o, w.clock.Held())
	}
}

func TestContextFollowsInterleavedInvocations(t *testing.T) {
	w := newWorld(t, "", `{async fetch(a, env, ctx) {
		const mine = tag();
		for (let n = 0; n < 5; n++) {
			await new Promise(r => setTimeout(r, 10));
			await null;
			if (tag() !== mine) log("lost its context");
		}
		return mine;
	}}`, func(o *Options) {
		o.Setup = append(o.Setup, func(i *Isolate) error {
			return i.VM().Set("tag", func(goja.FunctionCall) goja.Value {
				return i.VM().ToValue(int64(i.Context().Invocation().ID))
			})
		})
	})
	for range 3 {
		w.invoke("fetch")
	}
	w.advance(time.Second)
	w.expect("settled 1", "settled 2", "settled 3")
}

func TestASeedGivesItsNumbersWhateverElseRuns(t *testing.T) {
	const exports = `{async queue(a, env, ctx) {
		const drawn = [Math.random()];
		await new Promise(r => setTimeout(r, 10));
		drawn.push(Math.random());
		await null;
		return [...drawn, Math.random()].join();
	}, async fetch() { return Math.random() }}`
	run := func(seeds ...uint64) []string {
		w := newWorld(t, "", exports)
		out := make([]string, len(seeds))
		for n, seed := range seeds {
			w.iso.Invoke(Event{
				Name: "queue", Seed: seed,
				Call: func(inv *Invocation) (goja.Value, error) {
					return inv.CallHandler("default", "queue", goja.Undefined())
				},
				Settled: func(_ *Invocation, v goja.Value, _ error) {
					out[n] = v.String()
				},
				Done: func(*Invocation, Outcome) {},
			})
			w.invoke("fetch") // draws from the isolate's own source
		}
		w.advance(time.Second)
		return out
	}
	alone, other := run(7)[0], run(8)[0]
	if alone == other || strings.Count(alone, ",") != 2 {
		t.Fatalf("seeds 7 and 8 gave %s and %s", alone, other)
	}
	for n, got := range run(7, 8, 7, 0) {
		want := []string{alone, other, alone}
		if n < len(want) && got != want[n] {
			t.Errorf("interleaved, invocation %d drew %s, want %s", n, got, want[n])
		}
		if n == len(want) && (got == alone || got == other) {
			t.Errorf("without a seed it drew those of another: %s", got)
		}
	}
}

func TestAsyncContextValues(t *testing.T) {
	var c *AsyncContext
	for n := range 100 {
		c = c.With("a", n).With("b", -n)
	}
	if c.Value("a") != 99 || c.Value("b") != -99 || c.Value("c") != nil {
		t.Fatal("wrong values")
	}
	depth := 0
	for v := c.vars; v != nil; v = v.next {
		depth++
	}
	if depth != 2 {
		t.Fatalf("the context keeps %d values for 2 keys", depth)
	}
}

func TestIllegalInvocationOfContextMethods(t *testing.T) {
	w := newWorld(t, "", `{fetch(a, env, ctx) {
		for (const f of [() => (0, ctx.waitUntil)(1), () => ctx.waitUntil.call({}, 1)])
			try { f(); log("called") } catch (e) { log(String(e)) }
		log(Object.prototype.toString.call(ctx) + Object.keys(ctx).length);
	}}`)
	w.invoke("fetch")
	w.settle()
	w.expect("TypeError: Illegal invocation", "TypeError: Illegal invocation", "[object ExecutionContext]0", "settled undefined")
}

func TestAShortLimitHoldsRightAfterALongStart(t *testing.T) {
	w := newWorld(t, "", `{ async queue() { for (;;); } }`, func(o *Options) {
		o.Limits = Limits{CPU: 20 * time.Millisecond, Start: time.Hour}
	})
	out := w.invoke("queue")
	w.settle()
	if out == nil || out.Ended != EndedByLimit {
		t.Errorf("ended with %+v", out)
	}
}
