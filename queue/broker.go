package queue

import (
	"math/rand/v2"

	"paddock/internal/journal"
	"paddock/internal/mailbox"
)

// Options are what a Broker is made of.
type Options struct {
	Store   Store
	Exec    mailbox.Executor
	Rand    *rand.Rand // for ids; used on the broker's goroutine only
	Journal *journal.Journal
	Limits  Limits
	// OnFail, if not nil, is told once, on the broker's goroutine, that the
	// store failed and the broker stopped.
	OnFail func(error)
}

// A Broker owns all queues of one store. Its methods may be called from any
// goroutine and never wait; what they are given as done is called exactly
// once, on the broker's goroutine, and must not block. On a closed broker done
// is called at once, on the caller's goroutine, with ErrClosed.
type Broker struct{}

// Open reads the queues of a store and starts the broker over it. Worker
// leases that a former life left behind are released. Nothing is delivered
// until the first Assign.
func Open(o Options) (*Broker, error) { panic("to be filled in") }

// Send stores the messages in a queue, all or none. done is told once they are
// on disk, with the backlog right after this send; a refusal is an *Error.
func (b *Broker) Send(queue string, msgs []Outgoing, done func(Metrics, error)) {
	panic("to be filled in")
}

// Metrics tells the backlog of a queue.
func (b *Broker) Metrics(queue string, done func(Metrics, error)) { panic("to be filled in") }

// Assign declares queues and replaces every consumer, in one turn. Invocations
// of the consumers before go on, and count against the new limits of
// concurrency until they end.
func (b *Broker) Assign(t Table, done func(error)) { panic("to be filled in") }

// Configure changes the settings of one queue: this is also how it is paused
// and resumed.
func (b *Broker) Configure(queue string, c SettingsChange, done func(error)) {
	panic("to be filled in")
}

// Drain hands out nothing more, and calls done when no batch is in flight and
// every outcome is stored. Sends are still taken.
func (b *Broker) Drain(done func()) { panic("to be filled in") }

// Close takes nothing more and hands out nothing more. What was accepted
// before is still stored; Done tells when. It does not close the store.
func (b *Broker) Close() { panic("to be filled in") }

// Done is closed when the broker has ended: only then close the store.
func (b *Broker) Done() <-chan struct{} { panic("to be filled in") }

// A QueueInfo describes one queue for people.
type QueueInfo struct {
	Stored
	Consumer *Consumer // nil when nothing consumes it
	InFlight int       // batches being handled now
}

// Queues describes every queue, by name.
func (b *Broker) Queues(done func([]QueueInfo, error)) { panic("to be filled in") }

// List returns the queues of a store, by name, also while a broker writes to it.
func List(s Store) ([]Stored, error) { panic("to be filled in") }

// PeekQueue returns messages of a queue without touching them, also while a
// broker writes to the store.
func PeekQueue(s Store, queue string, p Peek) ([]Message, error) { panic("to be filled in") }
