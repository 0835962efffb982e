// Package simulation searches a Worker for the mistakes that at-least-once
// delivery brings to light. It runs the whole Worker in a virtual world, again and
// again: from each seed it draws a workload, an order, an interleaving, and what
// goes wrong (duplicates, lost acknowledgements, dead isolates, failing services,
// restarts …), and compares what came of it with a calm run of the same messages.
// The same seed replays byte for byte; a failure is shrunk to the faults and
// messages that it needs.
//
// It knows worlds, faults and invariants. It knows neither the command line nor
// how a Worker is built.
package simulation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"paddock/config"
	"paddock/internal/dev"
)

// Options say what is simulated.
type Options struct {
	// Workers are the Workers of the project, built once.
	Workers []*dev.Built
	// Script, if not nil, is the project's simulate.js: see Driver.
	Script *dev.Built
	// Samples are bodies to draw messages from, where no script has a workload.
	Samples []Sample
	// Kinds are the faults that may be drawn; none means all of them.
	Kinds []Kind
	// KeyHeader names the header by which a service knows a repeated request; ""
	// means Idempotency-Key.
	KeyHeader string
}

// A Sample is a message as it may be sent.
type Sample struct {
	Queue string
	Type  string // content type; "" means json
	Body  []byte
	// Delay is the message's own delay; nil leaves it to the queue.
	Delay *time.Duration
}

// A Simulation is a project that is ready to be run. Its methods may be called
// from several goroutines.
type Simulation struct {
	o        Options
	consumed map[string]config.Consumer // queues that a Worker of the project consumes
	known    map[string]bool            // every queue of the project
	schemas  []dev.Schema               // of the databases
	products []string                   // whose services can be out of order: "fetch", "kv" …

	// What the script has.
	sends      bool // a workload
	attended   bool // something that is asked while a run is under way
	bestEffort []string
}

// ErrNoWorkload says that nothing is known to be sent.
var ErrNoWorkload = errors.New("there is nothing to send: give bodies with --body QUEUE=JSON, or write a simulate.js that exports function workload({ send, random })")

// New checks the options.
func New(o Options) (*Simulation, error) {
	s := &Simulation{o: o, consumed: map[string]config.Consumer{}, known: map[string]bool{}, products: []string{"fetch"}}
	if s.o.KeyHeader == "" {
		s.o.KeyHeader = "Idempotency-Key"
	}
	for _, w := range o.Workers {
		s.learn(w.Config())
		schemas, err := w.Schemas()
		if err != nil {
			return nil, err
		}
		for _, schema := range schemas {
			known := func(other dev.Schema) bool { return other.ID == schema.ID }
			if !slices.ContainsFunc(s.schemas, known) {
				s.schemas = append(s.schemas, schema)
			}
		}
	}
	if len(s.consumed) == 0 {
		return nil, errors.New("no Worker here consumes a queue, so there is nothing to simulate")
	}
	if err := s.learnScript(); err != nil {
		return nil, err
	}
	if !s.sends && len(o.Samples) == 0 {
		return nil, ErrNoWorkload
	}
	for _, m := range o.Samples {
		if !s.known[m.Queue] {
			return nil, fmt.Errorf("no queue of the project is called %q", m.Queue)
		}
	}
	return s, nil
}

// learn notes what a configuration has.
func (s *Simulation) learn(cfg *config.Config) {
	for _, p := range cfg.Producers {
		s.known[p.Queue] = true
	}
	for _, c := range cfg.Consumers {
		s.known[c.Queue] = true
		if c.DeadLetterQueue != "" {
			s.known[c.DeadLetterQueue] = true
		}
		if c.Type == config.TypeWorker {
			s.consumed[c.Queue] = c
		}
	}
	s.use(len(cfg.Producers) > 0, "queue")
	for _, b := range cfg.Bindings {
		_, kv := b.Settings.(config.KV)
		_, d1 := b.Settings.(config.D1)
		s.use(kv, "kv")
		s.use(d1, "d1")
		_, r2 := b.Settings.(config.R2)
		s.use(r2, "r2")
	}
}

func (s *Simulation) use(has bool, product string) {
	if has && !slices.Contains(s.products, product) {
		s.products = append(s.products, product)
	}
}

// Run runs one scenario and judges it. The error is not the Worker's fault.
func (s *Simulation) Run(ctx context.Context, sc Scenario) (*Result, error) {
	plan, err := s.plan(ctx, sc.Seed)
	if err != nil {
		return nil, err
	}
	calm, err := s.calm(ctx, sc, plan)
	if err != nil {
		return nil, err
	}
	return s.against(ctx, sc, plan, calm)
}

// calm runs the messages of a scenario one at a time, with nothing going wrong.
func (s *Simulation) calm(ctx context.Context, sc Scenario, plan []planned) (*Result, error) {
	return s.run(ctx, Scenario{Seed: sc.Seed, Messages: sc.Messages, Faults: []Fault{{Kind: Alone}}}, plan)
}

// against runs a scenario and compares it with the calm run.
func (s *Simulation) against(ctx context.Context, sc Scenario, plan []planned, calm *Result) (*Result, error) {
	if len(calm.Violations) > 0 {
		return calm, nil // it fails without help
	}
	r, err := s.run(ctx, sc, plan)
	if err != nil {
		return nil, err
	}
	if len(r.Violations) == 0 {
		r.Violations = compare(calm.Effects, r.Effects)
	}
	return r, nil
}
