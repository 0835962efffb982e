package simulation

import (
	"context"
	"runtime"
	"sync"
)

// A Hunt says which seeds to try.
type Hunt struct {
	First uint64
	Seeds int
	// Workers is how many run at the same time; 0 means as many as there are
	// processors.
	Workers int
}

// A Found is the failure of the lowest seed that fails.
type Found struct {
	// Result is the failure, shrunk; nil when every seed passes.
	Result *Result
	// Original is the failure as it was drawn.
	Original *Result
	Seeds    int // that were run
	Runs     int // of them and of their shrinking
}

// Hunt runs seeds until one fails, and shrinks that.
func (s *Simulation) Hunt(ctx context.Context, h Hunt) (*Found, error) {
	workers := h.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	g := &hunt{limit: h.Seeds}
	var all sync.WaitGroup
	for range min(workers, h.Seeds) {
		all.Add(1)
		go func() {
			defer all.Done()
			for n, ok := g.take(); ok; n, ok = g.take() {
				r, err := s.Run(ctx, Scenario{Seed: h.First + uint64(n)})
				g.put(n, r, err)
			}
		}()
	}
	all.Wait()
	if g.err != nil {
		return nil, g.err
	}
	found := &Found{Original: g.failure, Seeds: g.done, Runs: g.done}
	if g.failure == nil {
		return found, nil
	}
	var err error
	var runs int
	found.Result, runs, err = s.Shrink(ctx, g.failure)
	found.Runs += runs
	return found, err
}

// hunt hands out the numbers of seeds.
type hunt struct {
	mu      sync.Mutex
	next    int
	limit   int // of the seeds still worth trying
	done    int
	failure *Result
	err     error
}

func (g *hunt) take() (int, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.next >= g.limit || g.err != nil {
		return 0, false
	}
	g.next++
	return g.next - 1, true
}

// put keeps the failure of the lowest seed: the seeds above it need not be run.
func (g *hunt) put(n int, r *Result, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done++
	if err != nil {
		g.err = err
		return
	}
	if len(r.Violations) > 0 && n < g.limit {
		g.limit, g.failure = n, r
	}
}
