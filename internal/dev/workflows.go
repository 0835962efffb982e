package dev

import (
	"cmp"
	"fmt"
	"sync"

	"paddock/bindings"
	"paddock/bindings/workflow"
	"paddock/config"
	"paddock/internal/journal"
	"paddock/runtime"
)

// workflow makes the binding of a workflow.
func (around surroundings) workflow(cfg *config.Config, binding string, set config.Workflow) (bindings.Binding, error) {
	engine, err := around.neighbours.workflows()
	if err != nil {
		return nil, err
	}
	d := workflow.Definition{Name: set.Name, Worker: cmp.Or(set.Script, cfg.Name), Class: set.Class}
	return &workflow.Binding{Binding: binding, Definition: d, Engine: engine}, nil
}

// flows is the engine of a session, which is there once a Worker has workflows.
type flows struct {
	mu     sync.Mutex
	engine *workflow.Engine
}

func (f *flows) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.engine != nil {
		f.engine.Close()
	}
}

// workflows returns the engine, which it opens when it is first needed.
func (s *Session) workflows() (*workflow.Engine, error) {
	s.flows.mu.Lock()
	defer s.flows.mu.Unlock()
	if s.flows.engine != nil {
		return s.flows.engine, nil
	}
	db, err := s.o.Stores.Database("workflows", workflow.Upgrades())
	if err != nil {
		return nil, err
	}
	s.flows.engine = workflow.New(workflow.Options{
		Database: db, Exec: s.o.Exec, Entropy: s.o.Entropy,
		Pick: func(worker string, use func(*runtime.Isolate, error)) {
			if w := s.named(worker); w != nil {
				w.pickOrFail(use)
				return
			}
			use(nil, s.noSuchWorker(worker))
		},
		Report: s.workflowEnded,
	})
	return s.flows.engine, nil
}

// workflowEnded writes the line of an instance.
func (s *Session) workflowEnded(d workflow.Definition, id string, err error) {
	text, level := fmt.Sprintf("workflow %s: instance %s is complete", d.Name, id), journal.Info
	if err != nil {
		text, level = fmt.Sprintf("workflow %s: instance %s has failed", d.Name, id), journal.Warn
		if w := s.named(d.Worker); w != nil {
			w.exception("run() of "+d.Class+" failed", "run", "", "", err)
		}
	}
	s.o.Journal.Append(journal.Entry{Kind: journal.Notice, Level: level, Worker: d.Worker, Text: text})
}

// wakeWorkflows goes on with the instances that a new generation can run: its
// own, and those of the Workers that its bindings lead to.
func (w *supervisor) wakeWorkflows(g *generation) {
	w.s.flows.mu.Lock()
	engine := w.s.flows.engine
	w.s.flows.mu.Unlock()
	if engine == nil {
		return
	}
	engine.Wake(g.cfg.Name)
	for _, b := range g.cfg.Bindings {
		if set, ok := b.Settings.(config.Workflow); ok && set.Script != "" {
			engine.Wake(set.Script)
		}
	}
}
