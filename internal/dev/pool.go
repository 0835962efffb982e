package dev

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"paddock/internal/mailbox"
	"paddock/runtime"
)

// A pool keeps the isolates of one generation: it chooses one for each event,
// and replaces those that a script ruined. Its methods may be called from any
// goroutine and do not block.
type pool struct {
	options runtime.Options
	box     *mailbox.Mailbox             // for the pause before another try
	seed    func() uint64                // gives each isolate a random source of its own
	check   func(*runtime.Isolate) error // run on the loop of each isolate once it has started
	onFail  func(error)                  // told that an isolate was lost, or could not be replaced

	mu      sync.Mutex
	ready   []*runtime.Isolate
	all     []*slot // in the order of their starting
	next    int     // round robin
	waiting []func(*runtime.Isolate)
	closed  bool
	ended   []func() // told once the last isolate has ended, after close
}

// A slot holds one isolate, set under the pool's lock.
type slot struct{ i *runtime.Isolate }

// retryPause is how long a pool waits before it tries again to start an
// isolate from a script that started before.
const retryPause = time.Second

// errReplaced ends what a replaced generation still had in hand.
var errReplaced = errors.New("the Worker was replaced by a newer version")

// start starts n isolates; ready is told once, when all are ready or the first
// has failed.
func (p *pool) start(n int, ready func(error)) {
	var mu sync.Mutex
	left, told := n, false
	for range n {
		p.startOne(func(err error) {
			mu.Lock()
			left--
			tell := !told && (err != nil || left == 0)
			told = told || tell
			mu.Unlock()
			if tell {
				ready(err)
			}
		})
	}
}

// startOne starts one isolate and adds it to those ready. done is called on
// the isolate's loop, or at once when the pool is closed.
func (p *pool) startOne(done func(error)) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		done(runtime.ErrClosed)
		return
	}
	s := &slot{}
	o := p.options
	o.Rand = rand.New(rand.NewPCG(p.seed(), 0))
	served := false // the isolate's loop alone looks at it
	o.Condemned = func(cause error) {
		if served {
			p.lost(s, cause)
		}
	}
	s.i = runtime.Start(o, func(i *runtime.Isolate, err error) {
		if err == nil {
			err = p.check(i)
		}
		if err == nil {
			served = true
			p.add(i)
			done(nil)
			return
		}
		if i != nil {
			i.Kill(err)
		}
		p.forget(s)
		done(err)
	})
	p.all = append(p.all, s)
	p.mu.Unlock()
}

// add makes an isolate available, first to those who wait.
func (p *pool) add(i *runtime.Isolate) {
	p.mu.Lock()
	waiting := p.waiting
	p.waiting = nil
	p.ready = append(p.ready, i)
	p.mu.Unlock()
	for _, use := range waiting {
		use(i)
	}
}

// forget removes an isolate that has ended.
func (p *pool) forget(s *slot) {
	p.mu.Lock()
	p.all = slices.DeleteFunc(p.all, func(other *slot) bool { return other == s })
	p.ready = slices.DeleteFunc(p.ready, func(i *runtime.Isolate) bool { return i == s.i })
	end := p.endIfEmpty()
	p.mu.Unlock()
	end()
}

// endIfEmpty returns what tells that a closed pool has ended. p.mu is held.
func (p *pool) endIfEmpty() func() {
	if !p.closed || len(p.all) > 0 {
		return func() {}
	}
	tell := p.ended
	p.ended = nil
	return func() {
		for _, f := range tell {
			f()
		}
	}
}

// lost replaces an isolate that ended on its own.
func (p *pool) lost(s *slot, cause error) {
	p.forget(s)
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	if closed {
		return
	}
	p.onFail(cause)
	p.replace()
}

func (p *pool) replace() {
	p.startOne(func(err error) {
		if err == nil || errors.Is(err, runtime.ErrClosed) {
			return
		}
		p.onFail(err)
		p.box.After(retryPause, p.replace)
	})
}

// pick calls use with the next isolate, with nil once the pool is closed, and
// later when none is ready now.
func (p *pool) pick(use func(*runtime.Isolate)) {
	p.mu.Lock()
	var i *runtime.Isolate
	switch {
	case p.closed:
	case len(p.ready) == 0:
		p.waiting = append(p.waiting, use)
		p.mu.Unlock()
		return
	default:
		p.next++
		i = p.ready[p.next%len(p.ready)]
	}
	p.mu.Unlock()
	use(i)
}

// close takes no more events, lets those in flight end, and calls done when
// the last isolate has ended. It may be called more than once.
func (p *pool) close(done func()) {
	p.mu.Lock()
	var all []*slot
	if !p.closed {
		all = slices.Clone(p.all)
	}
	waiting := p.waiting
	p.waiting, p.closed = nil, true
	p.ended = append(p.ended, done)
	end := p.endIfEmpty()
	p.mu.Unlock()
	for _, use := range waiting {
		use(nil)
	}
	for _, s := range all {
		s.i.Drain(func() { p.forget(s) })
	}
	end()
}

// kill ends every isolate now.
func (p *pool) kill(reason error) {
	p.mu.Lock()
	all := slices.Clone(p.all)
	p.mu.Unlock()
	for _, s := range all {
		s.i.Kill(reason)
	}
}
