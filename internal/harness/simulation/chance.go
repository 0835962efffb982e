package simulation

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"
)

// chance decides everything that a run leaves to chance. Each decision follows
// from the seed and its own name alone, so leaving one out changes no other.
type chance struct {
	sc      Scenario
	happens map[Fault]bool // nil when the seed decides
	rates   map[Kind]float64
	left    int // accidents that may still happen: what never ends proves nothing
	fired   []Fault
	seen    map[Fault]bool
}

// newChance decides how often each kind of fault happens in a run. Most runs know
// only some kinds, since too many at once hide what each of them does.
func newChance(sc Scenario, kinds, without []Kind) *chance {
	c := &chance{sc: sc, rates: map[Kind]float64{}, seen: map[Fault]bool{}}
	if sc.Faults != nil {
		c.happens, c.left = map[Fault]bool{}, len(sc.Faults)
		for _, f := range sc.Faults {
			c.happens[f] = true
		}
		return c
	}
	for kind := range about {
		r := c.source("rate", string(kind))
		if len(kinds) > 0 && !slices.Contains(kinds, kind) || slices.Contains(without, kind) {
			continue
		}
		if r.Float64() < 0.5 {
			c.rates[kind] = rates(kind)[r.IntN(3)]
		}
	}
	delete(c.rates, Alone)
	c.left = 1 + c.number("accidents", "", mostAccidents)
	return c
}

// rates are how often a fault may happen: seldom, now and then, often.
func rates(k Kind) [3]float64 {
	switch k {
	case BatchSize, Order, Concurrency, Isolates, Latency, Gaps:
		return [3]float64{1, 1, 1}
	case Outage:
		return [3]float64{0.1, 0.3, 0.5}
	case Restart, Jump:
		return [3]float64{0.03, 0.1, 0.3}
	case Duplicate, LostAck, LateRun, SlowRun:
		return [3]float64{0.05, 0.2, 0.5}
	}
	return [3]float64{0.01, 0.05, 0.15}
}

// mostAccidents is how many faults of deliveries and operations a run may have.
const mostAccidents = 20

// holds reports whether a fault is one for the whole run.
func (k Kind) holds() bool {
	switch k {
	case Alone, BatchSize, Order, Concurrency, Isolates, Latency, Gaps, Outage:
		return true
	}
	return false
}

// source gives the random numbers of one decision.
func (c *chance) source(what, key string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(what))
	h.Write([]byte{0})
	h.Write([]byte(key))
	return rand.New(rand.NewPCG(c.sc.Seed, h.Sum64()))
}

// happen tells whether a fault happens, and remembers that it did.
func (c *chance) happen(kind Kind, key string) bool {
	f := Fault{kind, key}
	yes := false
	if c.happens != nil {
		yes = c.happens[f]
	} else if rate := c.rates[kind]; rate > 0 {
		yes = c.source(string(kind), key).Float64() < rate
	}
	if yes && !c.seen[f] {
		if !kind.holds() {
			if c.left == 0 {
				return false
			}
			c.left--
		}
		c.seen[f] = true
		c.fired = append(c.fired, f)
	}
	return yes
}

// number draws a number below n for a decision.
func (c *chance) number(what, key string, n int) int { return c.source("number "+what, key).IntN(n) }

// wait draws one of a few waits.
func (c *chance) wait(what, key string, of ...time.Duration) time.Duration {
	r := c.source("wait "+what, key)
	most := of[r.IntN(len(of))]
	return time.Duration(r.Int64N(int64(most) + 1)).Truncate(time.Millisecond)
}

// sends tells whether something of the workload comes.
func (c *chance) sends(n int) bool { return c.sc.Messages == nil || slices.Contains(c.sc.Messages, n) }
