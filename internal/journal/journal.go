// Package journal is one ordered feed of everything that happened: the
// terminal, the dashboard, test assertions and tools read the same entries.
// It is a bounded ring that never blocks its writers; it does not know what
// the entries mean, nor does it print or keep them on disk.
package journal

import (
	"context"
	"sync"
	"time"

	"paddock/internal/clock"
)

// Kind says what happened. The words are the vocabulary of the log, the JSON
// lines and the tests alike.
type Kind string

// The kinds of entries.
const (
	Log        Kind = "log"         // a console call of the user's script
	Request    Kind = "request"     // an HTTP request was answered
	Scheduled  Kind = "scheduled"   // a scheduled() invocation ended
	Sent       Kind = "sent"        // messages were stored in a queue
	BatchStart Kind = "batch-start" // a batch was handed to a consumer
	BatchEnd   Kind = "batch-end"   // its outcome was stored
	DeadLetter Kind = "dead-letter" // a message moved to a dead letter queue
	Dropped    Kind = "dropped"     // a message was deleted after its last attempt, or expired
	Exception  Kind = "exception"   // an uncaught error or unhandled rejection of the user's script
	Reload     Kind = "reload"      // a generation was swapped, or its build failed
	Queue      Kind = "queue"       // somebody operated on a queue: created, purged, paused, ...
	Notice     Kind = "notice"      // anything else worth a line
)

// Level orders entries by how much they matter.
type Level int

// The levels, from least to most important.
const (
	Debug Level = iota
	Info
	Warn
	Error
)

// String returns the level in lower case, as flags and JSON lines spell it.
func (l Level) String() string {
	return [...]string{"debug", "info", "warn", "error"}[l]
}

// An Entry is one thing that happened. Seq and Time are set by Append.
type Entry struct {
	Seq     uint64
	Time    time.Time
	Kind    Kind
	Level   Level
	Worker  string // the Worker it concerns, or ""
	Queue   string // the queue it concerns, or ""
	Text    string // a line for people; further lines are details, such as a stack
	Data    any    // what the kind adds: BatchData, RequestData, ..., or nil
	Message string // a message id, or ""
}

// A Journal keeps the newest entries. Its methods may be called from any
// goroutine.
type Journal struct {
	clock clock.Clock

	mu      sync.Mutex
	size    uint64
	ring    []Entry       // entry n lies at (n-1) % size; grows up to size
	next    uint64        // the Seq of the next entry; the first is 1
	changed chan struct{} // closed and replaced when somebody waits and an entry comes
	waiting bool
}

// New returns a journal that remembers the newest size entries.
func New(c clock.Clock, size int) *Journal {
	return &Journal{clock: c, size: uint64(max(size, 1)), next: 1, changed: make(chan struct{})}
}

// Append adds e, stamped with the next number and the time, and returns its
// number. It never blocks; the oldest entry makes room.
func (j *Journal) Append(e Entry) uint64 {
	now := j.clock.Now()
	j.mu.Lock()
	defer j.mu.Unlock()
	e.Seq, e.Time = j.next, now
	j.next++
	if at := (e.Seq - 1) % j.size; at < uint64(len(j.ring)) {
		j.ring[at] = e
	} else {
		j.ring = append(j.ring, e)
	}
	if j.waiting {
		close(j.changed)
		j.changed, j.waiting = make(chan struct{}), false
	}
	return e.Seq
}

// Since returns the kept entries with a number above seq, oldest first. A gap
// between seq and the first of them means that the reader was too slow.
func (j *Journal) Since(seq uint64) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.since(seq)
}

func (j *Journal) since(seq uint64) []Entry {
	first := max(seq+1, 1)
	if kept := uint64(len(j.ring)); j.next-kept > first {
		first = j.next - kept
	}
	if first >= j.next {
		return nil
	}
	out := make([]Entry, 0, j.next-first)
	for n := first; n < j.next; n++ {
		out = append(out, j.ring[(n-1)%j.size])
	}
	return out
}

// Wait is Since, but waits until there is at least one such entry. It returns
// ctx's error when that ends first.
func (j *Journal) Wait(ctx context.Context, seq uint64) ([]Entry, error) {
	for {
		j.mu.Lock()
		out, changed := j.since(seq), j.changed
		if len(out) == 0 {
			j.waiting = true
		}
		j.mu.Unlock()
		if len(out) > 0 {
			return out, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
