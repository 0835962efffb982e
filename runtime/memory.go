package runtime

import (
	"fmt"
	goruntime "runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// A MemoryError says that what scripts hold has outgrown what an isolate, or
// all of them together, may hold.
type MemoryError struct {
	Limit int64 // bytes
	All   bool  // the limit of all isolates together
}

func (e *MemoryError) Error() string {
	whose := ""
	if e.All {
		whose = ", which all isolates share"
	}
	return fmt.Sprintf("Worker exceeded the memory limit of %d MB%s: what it holds is measured by the engine, whose values are several times larger than V8's", e.Limit>>20, whose)
}

// The engine does not count what an isolate holds; Go's collector knows what the
// whole process holds. So after every collection the growth since the one
// before is put down to the isolates by the time that their JavaScript ran
// meanwhile. This costs nothing between collections, finds a script that hoards
// within one doubling of the heap, and may blame the wrong one of two that are
// equally busy; what it finds out about is far beyond what a Worker has on the
// platform.
type ledger struct {
	mu       sync.Mutex
	accounts map[*Isolate]*account
	watching bool
	live     int64 // what the collection before this one found
}

// An account is what the ledger knows of an isolate.
type account struct {
	held int64         // bytes, as far as can be told
	ran  time.Duration // its JavaScript, when the ledger last looked
}

// memory is of the process, as the heap is.
var memory = ledger{accounts: map[*Isolate]*account{}}

// together is how many isolates' limits all of them may hold.
const together = 2

func (l *ledger) open(i *Isolate) {
	if i.opts.Limits.Memory <= 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.accounts[i] = &account{}
	if !l.watching {
		l.watching = true
		l.live = liveHeap()
		l.awaitCollection()
	}
}

func (l *ledger) close(i *Isolate) {
	l.mu.Lock()
	delete(l.accounts, i)
	l.mu.Unlock()
}

// awaitCollection has settle called after the next collection: an object that
// nobody holds is found then.
func (l *ledger) awaitCollection() {
	sentinel := new(*byte) // a pointer, so that it shares its block with nothing
	goruntime.AddCleanup(sentinel, func(l *ledger) { l.settle(liveHeap()) }, l)
}

// liveHeap returns the bytes that the last collection found in use.
func liveHeap() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// settle books what changed since the last collection, and stops those that hold
// too much.
func (l *ledger) settle(live int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.accounts) == 0 {
		l.watching = false
		return
	}
	l.book(live)
	l.collect()
	l.awaitCollection()
}

// book puts growth down to those that ran, and lets all gain by a loss. l.mu is
// held.
func (l *ledger) book(live int64) {
	before := l.live
	l.live = live
	var total time.Duration
	shares := make(map[*account]time.Duration, len(l.accounts))
	for i, a := range l.accounts {
		ran := i.watch.ran()
		shares[a] = ran - a.ran
		total += shares[a]
		a.ran = ran
	}
	for a, share := range shares {
		switch {
		case live <= before && before > 0:
			a.held = int64(float64(a.held) * float64(live) / float64(before))
		case total > 0:
			a.held += int64(float64(live-before) * float64(share) / float64(total))
		}
	}
}

// collect stops the isolates that are over their limit, or the one that holds
// most when all are over theirs. l.mu is held.
func (l *ledger) collect() {
	var all, limit int64
	var largest *Isolate
	for i, a := range l.accounts {
		all += a.held
		if largest == nil || a.held > l.accounts[largest].held {
			largest, limit = i, i.opts.Limits.Memory
		}
	}
	switch {
	case l.accounts[largest].held > limit:
		l.evict(largest, &MemoryError{Limit: limit})
	case all > together*limit:
		l.evict(largest, &MemoryError{Limit: together * limit, All: true})
	}
}

// evict ends an isolate, in the middle of its JavaScript if need be. What it
// held leaves the books with it, and goes back to the system soon after: the
// collector itself would wait until the heap has doubled again. l.mu is held.
func (l *ledger) evict(i *Isolate, cause error) {
	delete(l.accounts, i)
	i.watch.interrupt(cause)
	i.box.Post(func() {
		i.condemn(cause)
		i.opts.CPU.AfterFunc(untilGivenBack, debug.FreeOSMemory)
	})
}

// untilGivenBack is enough for those who still hold the isolate to let it go.
const untilGivenBack = time.Second
