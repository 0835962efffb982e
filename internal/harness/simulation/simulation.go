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
	// Without are kinds that are not drawn.
	Without []Kind
	// NoCron leaves the cron triggers out.
	NoCron bool
	// BestEffort is what the script may export by that name, from elsewhere.
	BestEffort []string
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
	crons    []cronTrigger

	// What the script has.
	sends      bool // a workload
	attended   bool // something that is asked while a run is under way
	exports    []string
	bestEffort []string
}

// ErrNoWorkload says that nothing is known to be sent.
var ErrNoWorkload = errors.New("there is nothing to send: give bodies with --body QUEUE=JSON, or write a simulate.js that exports function workload({ send, request, random })")

// New checks the options.
func New(o Options) (*Simulation, error) {
	s := &Simulation{o: o, consumed: map[string]config.Consumer{}, known: map[string]bool{}, bestEffort: o.BestEffort}
	if s.o.KeyHeader == "" {
		s.o.KeyHeader = "Idempotency-Key"
	}
	for n, w := range o.Workers {
		s.learn(n, w.Config())
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
	if err := s.learnScript(); err != nil {
		return nil, err
	}
	if !s.sends && len(o.Samples) == 0 && len(s.crons) == 0 {
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
func (s *Simulation) learn(n int, cfg *config.Config) {
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
	for _, c := range cfg.Crons {
		if !s.o.NoCron && cfg.Paddock.Cron {
			s.crons = append(s.crons, cronTrigger{n, c.Expr})
		}
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
