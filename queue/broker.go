package queue

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"paddock/internal/journal"
	"paddock/internal/mailbox"
)

// Options are what a Broker is made of.
type Options struct {
	Store   Store
	Exec    mailbox.Executor
	Rand    *rand.Rand // for ids; used on the broker's goroutine only
	Entropy io.Reader  // for the secret of a new state; nil takes it from Rand
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
type Broker struct {
	o   Options
	box *mailbox.Mailbox

	// All of this belongs to the broker's goroutine.
	queues   map[string]*state
	byName   []*state // in the order of their names
	ops      []op
	touched  []*state // to be looked at before the turn ends
	handover []func() // to be called once the turn is stored
	inFlight int      // batches
	held     int64    // bytes of the bodies in flight
	starved  []*state // wait until less is held
	workers  map[string]Handler
	sweeping bool // what was purged is being deleted for good
	assigned bool
	draining bool
	closing  bool
	drained  []func()
	failed   error

	secret []byte // never changes
	holders
}

// An op is one step of a turn's transaction, and what follows its commit.
type op struct {
	run  func(Tx) error // an error undoes the whole turn and stops the broker
	done func(error)    // told nil once the turn is on disk
	size int            // bytes that it stores
}

// A turn is stored in transactions of at most so many steps or bytes.
const (
	maxOps   = 512
	maxBytes = 4 << 20
)

// Open reads the queues of a store and starts the broker over it. Worker
// leases that a former life left behind are released. Nothing is delivered
// until the first Assign.
func Open(o Options) (*Broker, error) {
	o.Limits = o.Limits.withDefaults()
	b := &Broker{o: o, queues: map[string]*state{}}
	now := o.Exec.Clock().Now()
	released := 0
	fresh, err := b.fresh()
	if err != nil {
		return nil, fmt.Errorf("open the queues: %w", err)
	}
	err = o.Store.Update(func(tx Tx) error {
		if b.secret, err = tx.Secret(fresh); err != nil {
			return err
		}
		stored, err := tx.Queues()
		if err != nil {
			return err
		}
		for _, s := range stored {
			b.add(&state{id: s.ID, name: s.Name, created: s.Created, modified: s.Modified, purged: s.PurgedAt, settings: s.Settings, attached: s.Attached})
		}
		released, err = tx.Release(now)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("open the queues: %w", err)
	}
	if released > 0 {
		b.note(journal.Info, "", fmt.Sprintf("%d messages that were in flight when paddock ended go back to their queues", released))
	}
	b.box = o.Exec.New("queues", b.endTurn)
	b.box.Post(func() {
		for _, q := range b.byName {
			b.touch(q)
		}
		b.sweep() // what a former life had purged
	})
	return b, nil
}

// secretSize is the length of the secret, in bytes.
const secretSize = 32

// fresh draws the secret that a new state gets.
func (b *Broker) fresh() ([]byte, error) {
	secret := make([]byte, secretSize)
	if b.o.Entropy != nil {
		_, err := io.ReadFull(b.o.Entropy, secret)
		return secret, err
	}
	for i := range secret {
		secret[i] = byte(b.o.Rand.Uint32())
	}
	return secret, nil
}

// Secret returns 32 bytes that belong to the state folder since it began: what
// leaves the house as a lease or a reference to a message is signed with them.
func (b *Broker) Secret() []byte { return b.secret }

// forget removes a queue that is no more.
func (b *Broker) forget(q *state) {
	q.gone, q.consumer, q.declared, q.attached = true, nil, nil, nil
	q.stopTimer()
	delete(b.queues, q.name)
	b.byName = slices.DeleteFunc(b.byName, func(other *state) bool { return other == q })
}

func (b *Broker) add(q *state) {
	b.queues[q.name] = q
	at, _ := slices.BinarySearchFunc(b.byName, q.name, func(s *state, name string) int { return strings.Compare(s.name, name) })
	b.byName = slices.Insert(b.byName, at, q)
}

// do posts an op, or answers it at once on a closed broker.
func (b *Broker) do(o op) {
	posted := b.box.Post(func() {
		if b.failed != nil {
			o.done(b.failed)
			return
		}
		b.ops = append(b.ops, o)
	})
	if !posted {
		o.done(ErrClosed)
	}
}

// endTurn stores everything that waited together, then tells.
func (b *Broker) endTurn() {
	for b.failed == nil && (len(b.ops) > 0 || len(b.touched) > 0) {
		b.store(b.take())
	}
	b.tellDrained()
}

// take removes the ops of the next transaction.
func (b *Broker) take() []op {
	n, bytes := 0, 0
	for n < len(b.ops) && n < maxOps && bytes < maxBytes {
		bytes += b.ops[n].size
		n++
	}
	ops := b.ops[:n:n]
	b.ops = b.ops[n:]
	if len(b.ops) == 0 {
		b.ops = nil
	}
	return ops
}

func (b *Broker) store(ops []op) {
	err := b.o.Store.Update(func(tx Tx) error {
		for _, o := range ops {
			if err := o.run(tx); err != nil {
				return err
			}
		}
		for len(b.touched) > 0 {
			q := b.touched[0]
			b.touched = b.touched[1:]
			q.touched = false
			if err := b.look(tx, q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.fail(err, ops)
		return
	}
	for _, o := range ops {
		o.done(nil)
	}
	handover := b.handover
	b.handover = nil
	for _, f := range handover {
		f()
	}
}

// fail stops the broker: what may not be stored is neither acknowledged nor
// delivered.
func (b *Broker) fail(err error, ops []op) {
	b.failed = fmt.Errorf("the queues cannot be stored any more: %w", err)
	b.handover, b.touched = nil, nil
	for _, q := range b.byName {
		q.stopTimer()
	}
	waiting := append(ops, b.ops...)
	b.ops = nil
	b.note(journal.Error, "", b.failed.Error()+". Nothing is accepted or delivered until paddock is started again; nothing acknowledged is lost.")
	for _, o := range waiting {
		o.done(b.failed)
	}
	if b.o.OnFail != nil {
		b.o.OnFail(b.failed)
	}
}

// touch has a queue looked at before the turn ends.
func (b *Broker) touch(q *state) {
	if !q.touched {
		q.touched = true
		b.touched = append(b.touched, q)
	}
}

// Drain hands out nothing more, and calls done when no batch is in flight and
// every outcome is stored. Sends are still taken.
func (b *Broker) Drain(done func()) {
	posted := b.box.Post(func() {
		b.draining = true
		b.drained = append(b.drained, done)
	})
	if !posted {
		done()
	}
}

func (b *Broker) tellDrained() {
	if b.inFlight > 0 && b.failed == nil {
		return
	}
	tell := b.drained
	b.drained = nil
	for _, f := range tell {
		f()
	}
}

// Close takes nothing more and hands out nothing more. What was accepted
// before is still stored; Done tells when. It does not close the store.
func (b *Broker) Close() {
	b.box.Post(func() {
		b.closing = true
		for _, q := range b.byName {
			q.stopTimer()
		}
		tell := b.drained
		b.drained = nil
		for _, f := range tell {
			f()
		}
	})
	b.box.Close()
}

// Done is closed when the broker has ended: only then close the store.
func (b *Broker) Done() <-chan struct{} { return b.box.Done() }

func (b *Broker) now() time.Time { return b.o.Exec.Clock().Now().Truncate(time.Millisecond) }

func (b *Broker) note(level journal.Level, queue, text string) {
	b.o.Journal.Append(journal.Entry{Kind: journal.Notice, Level: level, Queue: queue, Text: text})
}
