package clock

import (
	"sync"
	"time"
)

// A Scoped clock is another clock whose timers can all be stopped at once, when
// what they were set for is thrown away.
type Scoped struct {
	base Clock

	mu     sync.Mutex
	timers map[Timer]struct{}
	ended  bool
}

// NewScoped returns a clock that shows what c shows.
func NewScoped(c Clock) *Scoped { return &Scoped{base: c, timers: map[Timer]struct{}{}} }

// Now returns the time of the other clock.
func (s *Scoped) Now() time.Time { return s.base.Now() }

// AfterFunc calls f d from now, unless the scope ends before.
func (s *Scoped) AfterFunc(d time.Duration, f func()) Timer {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &scopedTimer{s: s}
	if s.ended {
		return t
	}
	t.base = s.base.AfterFunc(d, func() {
		s.mu.Lock()
		delete(s.timers, t)
		ended := s.ended
		s.mu.Unlock()
		if !ended {
			f()
		}
	})
	s.timers[t] = struct{}{}
	return t
}

// Hold holds the other clock.
func (s *Scoped) Hold() { s.base.Hold() }

// Release ends one Hold.
func (s *Scoped) Release() { s.base.Release() }

// End stops every timer, and those that are set from now on.
func (s *Scoped) End() {
	s.mu.Lock()
	all := s.timers
	s.timers, s.ended = nil, true
	s.mu.Unlock()
	for t := range all {
		t.(*scopedTimer).base.Stop()
	}
}

type scopedTimer struct {
	s    *Scoped
	base Timer // nil when it was set after the end
}

func (t *scopedTimer) Stop() bool {
	if t.base == nil {
		return false
	}
	t.s.mu.Lock()
	delete(t.s.timers, t)
	t.s.mu.Unlock()
	return t.base.Stop()
}
