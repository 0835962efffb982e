package simulation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/mailbox"
)

// planned is one thing that comes from outside: a message, a request of a client,
// or the run of a cron trigger. One of the three is set.
type planned struct {
	message *Sample
	request *asked
	cron    *due
}

// kind names what is planned, for people.
func (p planned) kind() string {
	switch {
	case p.request != nil:
		return "request"
	case p.cron != nil:
		return "cron run"
	}
	return "message"
}

// asked is a request as a client makes it.
type asked struct {
	worker  int
	method  string
	url     string
	headers [][2]string
	body    string
	retries int // how often the client tries again
}

// due is one run of a cron trigger.
type due struct {
	worker int
	expr   string
	at     time.Time
	gap    time.Duration // until the next one
}

// The bounds of what is drawn.
const (
	mostRuns     = 3 // of each cron trigger, before the closing one
	usualRetries = 4 // of a client
)

// plan is the workload of a seed: what simulate.js or the samples have, then the
// runs of the cron triggers.
func (s *Simulation) plan(ctx context.Context, seed uint64) ([]planned, error) {
	plan, err := s.workload(ctx, seed)
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 5))
	for _, t := range s.crons {
		at := epoch
		for range 1 + r.IntN(mostRuns) {
			at = t.next(at)
			plan = append(plan, planned{cron: &due{worker: t.worker, expr: t.expr, at: at, gap: t.next(at).Sub(at)}})
		}
	}
	return plan, nil
}

func (s *Simulation) workload(_ context.Context, seed uint64) ([]planned, error) {
	r := rand.New(rand.NewPCG(seed, 2))
	if !s.sends {
		return s.draw(r), nil
	}
	c, cpu := clock.NewVirtual(epoch), clock.NewScoped(clock.Real())
	defer cpu.End()
	stores := dev.NewMemoryStores(mailbox.Direct(c))
	defer stores.Close()
	d, err := s.start(c, cpu, stores, r, rand.NewChaCha8([32]byte{byte(seed)}))
	if err != nil {
		return nil, err
	}
	var plan []planned
	_, err = d.call(d.workload, func(vm *goja.Runtime) goja.Value {
		o := vm.NewObject()
		add := func(name string, read func(*goja.Runtime, goja.FunctionCall) (planned, error)) {
			o.Set(name, func(c goja.FunctionCall) goja.Value {
				p, err := read(vm, c)
				if err != nil {
					panic(vm.NewTypeError(name + "(): " + err.Error()))
				}
				plan = append(plan, p)
				return goja.Undefined()
			})
		}
		o.Set("random", func(goja.FunctionCall) goja.Value { return vm.ToValue(r.Float64()) })
		add("send", s.readMessage)
		add("request", s.readRequest)
		return o
	})
	if err != nil {
		return nil, fmt.Errorf("workload() of simulate.js: %w", err)
	}
	return plan, nil
}

// draw makes a workload of samples: each of them once, and then some again with
// no change, as real traffic has.
func (s *Simulation) draw(r *rand.Rand) []planned {
	all := append([]Sample(nil), s.o.Samples...)
	if len(all) == 0 {
		return nil
	}
	for range r.IntN(4) {
		all = append(all, s.o.Samples[r.IntN(len(s.o.Samples))])
	}
	plan := make([]planned, len(all))
	for n := range all {
		if all[n].Type == "" {
			all[n].Type = "json"
		}
		plan[n].message = &all[n]
	}
	return plan
}

// options reads the properties of an object that are set.
func options(v goja.Value) func(name string) goja.Value {
	o, _ := v.(*goja.Object)
	return func(name string) goja.Value {
		if o == nil {
			return nil
		}
		if v := o.Get(name); v != nil && !goja.IsUndefined(v) {
			return v
		}
		return nil
	}
}

// readMessage reads the arguments of send().
func (s *Simulation) readMessage(_ *goja.Runtime, c goja.FunctionCall) (planned, error) {
	m := &Sample{Queue: c.Argument(0).String(), Type: "json"}
	if !s.known[m.Queue] {
		return planned{}, fmt.Errorf("no queue of the project is called %q", m.Queue)
	}
	set := options(c.Argument(2))
	if v := set("contentType"); v != nil {
		m.Type = v.String()
	}
	if v := set("delaySeconds"); v != nil {
		d := time.Duration(v.ToInteger()) * time.Second
		m.Delay = &d
	}
	switch m.Type {
	case "text":
		m.Body = []byte(c.Argument(1).String())
	case "json":
		text, err := json.Marshal(c.Argument(1))
		if err != nil {
			return planned{}, fmt.Errorf("the body is not JSON: %w", err)
		}
		m.Body = text
	default:
		return planned{}, fmt.Errorf("the contentType %q cannot be simulated: use json or text", m.Type)
	}
	return planned{message: m}, nil
}

// readRequest reads the arguments of request().
func (s *Simulation) readRequest(vm *goja.Runtime, c goja.FunctionCall) (planned, error) {
	q := &asked{method: "GET", retries: usualRetries}
	set := options(c.Argument(1))
	if v := set("worker"); v != nil {
		if q.worker = s.named(v.String()); q.worker < 0 {
			return planned{}, fmt.Errorf("no Worker of the project is called %q", v.String())
		}
	}
	base := &url.URL{Scheme: "https", Host: s.o.Workers[q.worker].Config().Name + ".example", Path: "/"}
	to, err := base.Parse(c.Argument(0).String())
	if err != nil || to.Scheme != "https" && to.Scheme != "http" {
		return planned{}, fmt.Errorf("%q is neither a path nor a URL of http or https", c.Argument(0).String())
	}
	q.url = to.String()
	if v := set("json"); v != nil {
		text, err := json.Marshal(v)
		if err != nil {
			return planned{}, fmt.Errorf("json is not JSON: %w", err)
		}
		q.body, q.method = string(text), "POST"
		q.headers = append(q.headers, [2]string{"content-type", "application/json"})
	}
	if v := set("body"); v != nil {
		q.body, q.method = v.String(), "POST"
	}
	if v := set("method"); v != nil {
		q.method = strings.ToUpper(v.String())
	}
	if q.body != "" && (q.method == "GET" || q.method == "HEAD") {
		return planned{}, fmt.Errorf("a %s request has no body", q.method)
	}
	if v := set("headers"); v != nil {
		o := v.ToObject(vm)
		for _, name := range o.Keys() {
			q.headers = append(q.headers, [2]string{name, o.Get(name).String()})
		}
	}
	if v := set("retries"); v != nil {
		if q.retries = int(v.ToInteger()); q.retries < 0 || q.retries > 20 {
			return planned{}, errors.New("retries is a number from 0 to 20")
		}
	}
	return planned{request: q}, nil
}

// named finds a Worker of the project; -1 for none.
func (s *Simulation) named(worker string) int {
	for n, w := range s.o.Workers {
		if w.Config().Name == worker {
			return n
		}
	}
	return -1
}
