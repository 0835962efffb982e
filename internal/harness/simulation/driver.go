package simulation

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/mailbox"
	"paddock/runtime"
)

// driver is the project's simulate.js in an isolate of its own, which runs at
// once whenever it is asked something. The script may
//
//   - export function workload({ send, request, random }): send(queue, body,
//     options?) adds a message (contentType, delaySeconds); request(url, options?)
//     adds a request of a client (method, headers, body or json, worker, retries);
//     random() draws from the seed;
//   - export function service({ method, url, headers, body }): the answer of the
//     outside, { status, headers, body } or { json };
//   - export what answers the calls of a Worker that is not among the projects: its
//     entrypoint of that name, or for the default one its name in camel case;
//   - export const bestEffort = […]: beginnings of URLs, of worker.method, of
//     BINDING/key and of BINDING/table whose effects may fail without harm;
//   - call invariant(name, fn): fn({ env, requests, messages }) is called when a
//     run has come to rest, and breaks the invariant by throwing or by returning
//     (a promise of) false.
type driver struct {
	i          *runtime.Isolate
	service    goja.Callable
	workload   goja.Callable
	bestEffort []string
	invariants []invariant
}

type invariant struct {
	name string
	fn   goja.Callable
}

// start runs the script.
func (s *Simulation) start(c clock.Clock, cpu clock.Clock, stores *dev.Stores, r *rand.Rand, entropy *rand.ChaCha8) (*driver, error) {
	d := &driver{}
	var failed error
	ready := false
	companion := dev.Companion{Built: s.o.Script, Of: s.o.Workers[0], Stores: stores,
		Options: runtime.Options{Exec: mailbox.Direct(c), CPU: cpu, Rand: r, Entropy: entropy, Inline: true}}
	err := companion.Start(d.install, func(i *runtime.Isolate, err error) {
		ready, failed = true, err
		if err == nil {
			d.i = i
			failed = d.look()
		}
	})
	switch {
	case err != nil:
		return nil, err
	case failed != nil:
		return nil, fmt.Errorf("simulate.js: %w", failed)
	case !ready:
		return nil, errors.New("simulate.js waits for something at its top level: it must not")
	}
	return d, nil
}

// install defines invariant().
func (d *driver) install(i *runtime.Isolate) error {
	return i.VM().Set("invariant", func(c goja.FunctionCall) goja.Value {
		fn, ok := goja.AssertFunction(c.Argument(1))
		if !ok {
			panic(i.VM().NewTypeError("invariant(name, fn): fn is not a function"))
		}
		d.invariants = append(d.invariants, invariant{c.Argument(0).String(), fn})
		return goja.Undefined()
	})
}

// look finds what the script exports.
func (d *driver) look() error {
	d.service, _ = goja.AssertFunction(orUndefined(d.i.Export("service")))
	d.workload, _ = goja.AssertFunction(orUndefined(d.i.Export("workload")))
	if list := d.i.Export("bestEffort"); list != nil && !goja.IsUndefined(list) {
		return d.i.VM().ExportTo(list, &d.bestEffort)
	}
	return nil
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// call calls a function of the script and returns its value, or what its promise
// became.
func (d *driver) call(fn goja.Callable, arg func(vm *goja.Runtime) goja.Value) (value goja.Value, err error) {
	done := false
	d.i.Post(nil, func() {
		v, e := d.i.Call(fn, nil, arg(d.i.VM()))
		if e != nil {
			done, err = true, e
			return
		}
		d.i.Follow(v, func(v goja.Value, e error) { done, value, err = true, v, e })
	})
	if !done {
		return nil, errors.New("it waits for something that does not come: timers do not run here")
	}
	return value, err
}

// learnScript runs the script once, to see what it has.
func (s *Simulation) learnScript() error {
	if s.o.Script == nil {
		return nil
	}
	c, cpu := clock.NewVirtual(epoch), clock.NewScoped(clock.Real())
	defer cpu.End()
	stores := dev.NewMemoryStores(mailbox.Direct(c))
	defer stores.Close()
	d, err := s.start(c, cpu, stores, rand.New(rand.NewPCG(0, 0)), rand.NewChaCha8([32]byte{}))
	if err != nil {
		return err
	}
	s.bestEffort, s.attended, s.sends = slices.Concat(s.o.BestEffort, d.bestEffort), d.service != nil || len(d.invariants) > 0, d.workload != nil
	s.exports = d.i.ExportNames()
	return nil
}

// startDriver starts the script beside the world, where it has a part in it.
func (r *run) startDriver() error {
	if !r.s.attended && !r.s.standsIn() && !slices.ContainsFunc(r.plan, func(p planned) bool { return p.request != nil }) {
		return nil
	}
	d, err := r.s.start(r.clock, r.cpu, r.stores, rand.New(rand.NewPCG(r.chance.sc.Seed, 3)), rand.NewChaCha8([32]byte{1}))
	r.driver = d
	return err
}

// ignored tells whether an effect may fail without harm.
func (r *run) ignored(what string) bool {
	for _, prefix := range r.s.bestEffort {
		if strings.HasPrefix(what, prefix) {
			return true
		}
	}
	return false
}

// serve asks the script for the answer to a request.
func (d *driver) serve(req *http.Request, body string) (*http.Response, error) {
	v, err := d.call(d.service, func(vm *goja.Runtime) goja.Value {
		headers := vm.NewObject()
		for name := range req.Header {
			headers.Set(strings.ToLower(name), req.Header.Get(name))
		}
		o := vm.NewObject()
		o.Set("method", req.Method)
		o.Set("url", req.URL.String())
		o.Set("headers", headers)
		o.Set("body", body)
		return o
	})
	if err != nil {
		return nil, fmt.Errorf("service() of simulate.js: %w", err)
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return response(req, http.StatusOK, nil, ""), nil
	}
	var answer struct {
		Status  int               `json:"status"`
		Headers map[string]string `json:"headers"`
		Body    string            `json:"body"`
		JSON    json.RawMessage   `json:"json"`
	}
	text, err := o.MarshalJSON()
	if err == nil {
		err = json.Unmarshal(text, &answer)
	}
	if err != nil {
		return nil, fmt.Errorf("service() of simulate.js: %w", err)
	}
	header := http.Header{}
	for name, value := range answer.Headers {
		header.Set(name, value)
	}
	if answer.JSON != nil {
		answer.Body = string(answer.JSON)
		header.Set("Content-Type", "application/json")
	}
	if answer.Status == 0 {
		answer.Status = http.StatusOK
	}
	return response(req, answer.Status, header, answer.Body), nil
}

// ownInvariants asks the script whether all is well.
func (r *run) ownInvariants(e *Effects) error {
	if r.driver == nil || len(r.driver.invariants) == 0 {
		return nil
	}
	seen, err := json.Marshal(map[string]any{"requests": r.requests, "messages": e.Fates, "state": e.State})
	if err != nil {
		return err
	}
	for _, inv := range r.driver.invariants {
		v, err := r.driver.call(inv.fn, func(vm *goja.Runtime) goja.Value {
			parse, _ := goja.AssertFunction(vm.Get("JSON").ToObject(vm).Get("parse"))
			o, err := parse(goja.Undefined(), vm.ToValue(string(seen)))
			if err != nil {
				panic(err)
			}
			o.(*goja.Object).Set("env", r.driver.i.Env())
			return o
		})
		switch {
		case err != nil:
			r.violate(inv.name, err.Error())
		case v != nil && v.StrictEquals(r.driver.i.VM().ToValue(false)):
			r.violate(inv.name, "it returned false")
		}
	}
	return nil
}
