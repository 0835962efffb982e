package mailbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"paddock/internal/clock"
)

// A Scheduler runs all mailboxes of one virtual world on the goroutine that
// calls Settle or Advance. The seed decides which mailbox goes next and how
// many of its waiting functions form one turn; within a mailbox the order of
// posting holds.
type Scheduler struct {
	clock *clock.Virtual
	rng   *rand.Rand
	wake  chan struct{} // something became ready, or a hold ended

	mu      sync.Mutex
	waiting []*Mailbox // mailboxes with work, in the order in which they got it
}

// NewScheduler returns a scheduler over c whose choices follow from seed.
func NewScheduler(c *clock.Virtual, seed uint64) *Scheduler {
	s := &Scheduler{clock: c, wake: make(chan struct{}, 1)}
	s.Reseed(seed)
	c.OnChange(s.signal)
	return s
}

// Reseed makes every choice from here on follow from seed alone. What the
// outside posts, such as a build that ends, comes in groups that depend on real
// time: a world that is to replay begins anew once such work is done and it
// rests.
func (s *Scheduler) Reseed(seed uint64) { s.rng = rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)) }

// Clock returns the virtual clock.
func (s *Scheduler) Clock() clock.Clock { return s.clock }

// New makes a mailbox that runs when the scheduler does.
func (s *Scheduler) New(name string, endTurn func()) *Mailbox {
	m := newMailbox(name, s.clock, endTurn)
	m.ready = func() {
		s.mu.Lock()
		s.waiting = append(s.waiting, m)
		s.mu.Unlock()
		s.signal()
	}
	return m
}

func (s *Scheduler) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Woken receives a signal when something may have become ready. Whoever waits
// for the outside between two calls of Settle listens to it.
func (s *Scheduler) Woken() <-chan struct{} { return s.wake }

// Settle runs until nothing is ready and no outside work is under way. Time
// does not move. It ends early with ctx's error, naming what it waited for.
func (s *Scheduler) Settle(ctx context.Context) error {
	for {
		if s.turn() {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("the world did not come to rest: %w", err)
			}
			continue
		}
		if !s.clock.Held() {
			return nil
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return fmt.Errorf("outside work did not end: %w", ctx.Err())
		}
	}
}

// Advance settles, then moves the clock by d, firing each timer on the way and
// settling after each.
func (s *Scheduler) Advance(ctx context.Context, d time.Duration) error {
	until := s.clock.Now().Add(d)
	for {
		moved, err := s.Step(ctx, until)
		if err != nil {
			return err
		}
		if !moved {
			s.clock.MoveTo(until)
			return nil
		}
	}
}

// Step settles, then fires the next timer if it is due by limit, and settles
// again. It reports whether a timer fired.
func (s *Scheduler) Step(ctx context.Context, limit time.Time) (bool, error) {
	if err := s.Settle(ctx); err != nil {
		return false, err
	}
	if !s.clock.Step(limit) {
		return false, nil
	}
	return true, s.Settle(ctx)
}

// turn runs one turn of one waiting mailbox, and reports false when none waits.
func (s *Scheduler) turn() bool {
	s.mu.Lock()
	if len(s.waiting) == 0 {
		s.mu.Unlock()
		return false
	}
	i := s.rng.IntN(len(s.waiting))
	m := s.waiting[i]
	s.waiting = append(s.waiting[:i], s.waiting[i+1:]...)
	s.mu.Unlock()
	s.runSome(m)
	return true
}

func (s *Scheduler) runSome(m *Mailbox) {
	m.mu.Lock()
	waiting := len(m.inbox)
	m.mu.Unlock()
	n := waiting
	if waiting > 1 {
		n = 1 + s.rng.IntN(waiting)
	}
	batch, _ := m.take(nil, n)
	if len(batch) > 0 {
		m.runTurn(batch)
	}
	m.mu.Lock()
	left, finished := len(m.inbox), m.closed && len(m.inbox) == 0
	m.mu.Unlock()
	switch {
	case left > 0:
		s.again(m)
	case finished:
		m.finish()
	}
}

// again puts m back in line, unless posting to its emptied inbox already did.
func (s *Scheduler) again(m *Mailbox) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.waiting {
		if w == m {
			return
		}
	}
	s.waiting = append(s.waiting, m)
}
