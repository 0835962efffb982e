// Package ratelimit is the platform's rate limiting binding: it counts calls by
// key in periods of 10 or 60 seconds. Counters are in memory, as they are of
// one location only on the platform. The package knows nothing of requests or
// of what is limited.
package ratelimit

import (
	"sync"

	"paddock/internal/clock"
)

// Counters are all that is counted, by namespace. The methods may be called
// from any goroutine.
type Counters struct {
	clock clock.Clock

	mu  sync.Mutex
	all map[series]*window
}

// A series of periods is counted apart from the others of its namespace.
type series struct {
	namespace string
	period    int
}

// window is the present period of a series.
type window struct {
	number int64 // since 1970
	counts map[string]int
}

// New returns counters that go by a clock.
func New(c clock.Clock) *Counters { return &Counters{clock: c, all: map[series]*window{}} }

// Allow counts a call of a key and returns true, unless the period has had its
// limit.
func (c *Counters) Allow(namespace, key string, limit float64, period int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := c.window(namespace, period)
	if float64(w.counts[key]) >= limit {
		return false
	}
	w.counts[key]++
	return true
}

// Count returns how many calls of a key the present period has allowed.
func (c *Counters) Count(namespace, key string, period int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.window(namespace, period).counts[key]
}

// window returns the present period of a series, which may just have begun.
func (c *Counters) window(namespace string, period int) *window {
	number := c.clock.Now().Unix() / int64(period)
	s := series{namespace, period}
	w := c.all[s]
	if w == nil || w.number != number {
		w = &window{number, map[string]int{}}
		c.all[s] = w
	}
	return w
}
