package simulation

import (
	"context"
	"slices"
)

// mostShrinking bounds the runs that shrinking may take.
const mostShrinking = 400

// Shrink leaves out faults and messages for as long as the same invariant does
// not hold. It returns the smallest failure found, and how many runs it took.
func (s *Simulation) Shrink(ctx context.Context, failed *Result) (*Result, int, error) {
	plan, err := s.plan(ctx, failed.Scenario.Seed)
	if err != nil {
		return nil, 0, err
	}
	k := &shrinker{s: s, ctx: ctx, plan: plan, best: failed, invariant: failed.Violations[0].Invariant}
	k.faults()
	k.messages()
	k.faults()
	return k.best, k.runs, k.err
}

type shrinker struct {
	s         *Simulation
	ctx       context.Context
	plan      []planned
	best      *Result
	invariant string
	runs      int
	err       error
}

// try runs a smaller scenario and keeps it when it fails in the same way.
func (k *shrinker) try(sc Scenario) bool {
	if k.err != nil || k.runs >= mostShrinking {
		return false
	}
	k.runs++
	calm, err := k.s.calm(k.ctx, sc, k.plan)
	var r *Result
	if err == nil {
		r, err = k.s.against(k.ctx, sc, k.plan, calm)
	}
	if k.err = err; err != nil || !r.violated(k.invariant) {
		return false
	}
	k.best = r
	return true
}

// faults leaves out faults: all, then ever smaller parts of them.
func (k *shrinker) faults() {
	faults := k.best.Fired
	if k.best.Scenario.Faults != nil {
		faults = k.best.Scenario.Faults
	}
	if len(faults) == 1 && faults[0].Kind == Alone {
		return
	}
	without := func(from, to int) Scenario {
		return Scenario{Seed: k.best.Scenario.Seed, Messages: k.best.Scenario.Messages, Faults: append(append([]Fault{}, faults[:from]...), faults[to:]...)}
	}
	for size := len(faults); size > 0; size /= 2 {
		for at := 0; at < len(faults); {
			to := min(at+size, len(faults))
			if k.try(without(at, to)) {
				faults = k.best.Scenario.Faults
				if len(faults) == 1 && faults[0].Kind == Alone {
					return
				}
				continue
			}
			at = to
		}
	}
}

// messages leaves out messages one by one.
func (k *shrinker) messages() {
	kept := k.best.Scenario.Messages
	if kept == nil {
		for n := range k.plan {
			kept = append(kept, n)
		}
	}
	for at := 0; at < len(kept) && len(kept) > 1; {
		fewer := slices.Delete(slices.Clone(kept), at, at+1)
		faults := k.best.Scenario.Faults
		if faults == nil {
			faults = k.best.Fired
		}
		if k.try(Scenario{Seed: k.best.Scenario.Seed, Faults: faults, Messages: fewer}) {
			kept = fewer
			continue
		}
		at++
	}
}
