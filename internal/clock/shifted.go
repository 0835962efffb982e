package clock

import (
	"sync/atomic"
	"time"
)

// A Shifted clock goes as fast as another one, but shows a different date: what
// is run again on it sees the time at which it ran first.
type Shifted struct {
	base Clock
	by   atomic.Int64 // nanoseconds ahead of base
}

// NewShifted returns a clock that shows at now, and goes on from there with c.
func NewShifted(c Clock, at time.Time) *Shifted {
	s := &Shifted{base: c}
	s.Restart(at)
	return s
}

// Restart makes the clock show at now. Timers that run are not moved. It may be
// called from any goroutine.
func (s *Shifted) Restart(at time.Time) { s.by.Store(int64(at.Sub(s.base.Now()))) }

// Now returns the time that the clock shows.
func (s *Shifted) Now() time.Time { return s.base.Now().Add(time.Duration(s.by.Load())) }

// AfterFunc calls f d from now, as the other clock counts.
func (s *Shifted) AfterFunc(d time.Duration, f func()) Timer { return s.base.AfterFunc(d, f) }

// Hold holds the other clock.
func (s *Shifted) Hold() { s.base.Hold() }

// Release ends one Hold.
func (s *Shifted) Release() { s.base.Release() }
