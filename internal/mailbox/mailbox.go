// Package mailbox is paddock's one concurrency primitive: a goroutine that
// owns state, and its inbox. It knows two ways of running mailboxes: in the
// real world each has a goroutine (Real); in a virtual world one Scheduler runs
// them all on one goroutine and picks the next by seed, so that order, the
// grouping of turns and interleaving replay exactly. It does not know what the
// posted functions do.
package mailbox

import (
	"sync"
	"sync/atomic"
	"time"

	"paddock/internal/clock"
)

// An Executor makes mailboxes and decides on which goroutine they run.
type Executor interface {
	// Clock returns the clock that After uses.
	Clock() clock.Clock
	// New starts a mailbox. endTurn, if not nil, is called after each group of
	// functions that waited together, on the mailbox's goroutine.
	New(name string, endTurn func()) *Mailbox
}

// A Mailbox runs the functions posted to it one after another, never two at
// once, in the order of their posting.
type Mailbox struct {
	name    string
	clock   clock.Clock
	endTurn func()
	ready   func() // tells the executor that the inbox is no longer empty, or closed

	mu     sync.Mutex
	inbox  []func()
	closed bool
	done   chan struct{}
}

func newMailbox(name string, c clock.Clock, endTurn func()) *Mailbox {
	return &Mailbox{name: name, clock: c, endTurn: endTurn, done: make(chan struct{})}
}

// Name returns the name given to New, for messages to people.
func (m *Mailbox) Name() string { return m.name }

// Post hands fn over and never blocks. It reports false when the mailbox is
// closed; true means that fn will run.
func (m *Mailbox) Post(fn func()) bool {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return false
	}
	m.inbox = append(m.inbox, fn)
	first := len(m.inbox) == 1
	m.mu.Unlock()
	if first {
		m.ready()
	}
	return true
}

// After posts fn d from now on the mailbox's clock. When stop is called on the
// mailbox's own goroutine, fn is certain not to run afterwards.
func (m *Mailbox) After(d time.Duration, fn func()) (stop func()) {
	var stopped atomic.Bool
	t := m.clock.AfterFunc(d, func() {
		if stopped.Load() {
			return
		}
		m.Post(func() {
			if !stopped.Load() {
				fn()
			}
		})
	})
	return func() {
		stopped.Store(true)
		t.Stop()
	}
}

// Close refuses further posts. What was posted before still runs; Done tells
// when it has. It may be called from anywhere, more than once.
func (m *Mailbox) Close() {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return
	}
	m.closed = true
	m.mu.Unlock()
	m.ready()
}

// Done is closed once the mailbox is closed and everything posted has run.
func (m *Mailbox) Done() <-chan struct{} { return m.done }

// take removes up to n waiting functions, all of them when n is negative, into
// the reusable slice buf.
func (m *Mailbox) take(buf []func(), n int) (batch []func(), closed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n < 0 || n >= len(m.inbox) {
		batch, m.inbox = m.inbox, buf[:0]
		return batch, m.closed
	}
	batch = append(buf[:0], m.inbox[:n]...)
	m.inbox = append(m.inbox[:0], m.inbox[n:]...)
	return batch, m.closed
}

func (m *Mailbox) runTurn(batch []func()) {
	for i, fn := range batch {
		batch[i] = nil
		fn()
	}
	if m.endTurn != nil {
		m.endTurn()
	}
}

// finish closes Done once; only a Scheduler, on its one goroutine, calls it.
func (m *Mailbox) finish() {
	select {
	case <-m.done:
	default:
		close(m.done)
	}
}
