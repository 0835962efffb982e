package queue

import "time"

// A Store is the durable truth. The broker is its only writer, from one
// goroutine; View may be called from any.
type Store interface {
	// Update runs one transaction: all of it or none, and on disk when Update
	// returns nil. An error of fn undoes everything and is returned.
	Update(fn func(Tx) error) error
	// View reads one consistent state. It never blocks the writer and changes
	// nothing.
	View(fn func(Snapshot) error) error
	// Close releases the store. Nothing may use it afterwards.
	Close() error
}

// QueueID is the store's own number of a queue.
type QueueID int64

// RefBits is how far a QueueID is shifted in the Ref of its messages.
const RefBits = 40

// holds reports whether a message of this Ref lies under this number.
func (q QueueID) holds(ref int64) bool { return QueueID(ref>>RefBits) == q }

// A Stored queue is what the store knows of one queue.
type Stored struct {
	ID       QueueID // changes when the queue is purged
	Name     string
	Created  time.Time
	Modified time.Time // the last change of settings or consumer
	PurgedAt time.Time // the last purge; zero when there was none
	Settings QueueSettings
	Attached *Attachment // the consumer made over the API, or nil
	Metrics  Metrics
}

// Tx is one writing transaction.
type Tx interface {
	// Queues returns every queue, by name.
	Queues() ([]Stored, error)
	// Declare creates the queue if there is none of that name, stores its
	// settings, and returns its number.
	Declare(name string, s QueueSettings, now time.Time) (QueueID, error)
	// Attach stores the consumer that was made over the API; nil forgets it.
	Attach(q QueueID, a *Attachment, now time.Time) error
	// Drop forgets a queue with everything in it. The messages are out of reach
	// at once; Sweep frees their space.
	Drop(q QueueID) error
	// Purge empties a queue in constant time, by giving it a new number: what
	// was known under the old one is gone. Sweep frees the space.
	Purge(q QueueID, now time.Time) (QueueID, error)
	// Sweep deletes up to limit messages that Drop and Purge left behind, and
	// reports whether there are more.
	Sweep(limit int) (more bool, err error)
	// Secret returns the bytes kept under that name since the state began:
	// fresh, when there were none.
	Secret(fresh []byte) ([]byte, error)
	// Put stores new messages and sets their Ref and Size.
	Put(q QueueID, msgs []Message) error
	// Stats returns the backlog as this transaction sees it.
	Stats(q QueueID) (Metrics, error)
	// Ready says what of the queue is deliverable at now. It looks at no more
	// than limit messages.
	Ready(q QueueID, now time.Time, limit int) (Ready, error)
	// Lease takes up to l.Limit deliverable messages, earliest visible first,
	// and counts an attempt of each. The messages returned keep the Visible
	// that they had before.
	Lease(q QueueID, l Lease) ([]Message, error)
	// Find returns those of the messages that are in the queue, without bodies,
	// in the order of refs.
	Find(q QueueID, refs []int64) ([]Message, error)
	// Scan returns messages of the queue in the order of their entering, without
	// bodies: those with a Ref above after, at most limit.
	Scan(q QueueID, after int64, limit int) ([]Message, error)
	// Newest returns the highest Ref that the queue has given out; 0 when none.
	Newest(q QueueID) (int64, error)
	// Lapsed returns up to limit messages whose lease ran out at or before now,
	// without bodies, and when the next lease does; zero when there is none.
	Lapsed(q QueueID, now time.Time, limit int) (msgs []Message, next time.Time, err error)
	// Settle applies what was decided of messages of the queue. A change whose
	// message is gone, or is held by another lease than the one in
	// Message.Lease, does nothing; Change.AnyLease makes the lease not matter.
	Settle(q QueueID, changes []Change) error
	// Release ends every lease without end (see Lease.Until), in all queues,
	// making the messages visible at now. It returns how many there were.
	Release(now time.Time) (int, error)
	// Expire deletes up to limit unleased messages that entered the queue at
	// or before cutoff, oldest first.
	Expire(q QueueID, cutoff time.Time, limit int) (Expired, error)
}

// A Lease says what Tx.Lease takes, and for whom.
type Lease struct {
	Token int64 // not 0, and of no other lease
	Now   time.Time
	Until time.Time // the zero time means without end: until settled or released
	// Holder is remembered of a lease with an end: it may outlive the process.
	Holder string
	Limit  int
	Skip   int // pass over so many deliverable messages
	Bytes  int // stop before the bodies exceed this, after at least one message; 0 means no limit
}

// Ready says what is deliverable.
type Ready struct {
	Count int       // deliverable messages, counted up to the limit
	First time.Time // when the first of them became deliverable; zero when there is none
	Next  time.Time // when the next one beyond them becomes so; zero when none, or when Count reached the limit
}

// Expired is what Tx.Expire did.
type Expired struct {
	Messages []Message // deleted, without bodies
	Next     time.Time // when the oldest unleased message left entered; zero when there is none
}

// ChangeKind says what happens to a message.
type ChangeKind uint8

// The kinds of changes.
const (
	Delete ChangeKind = iota + 1 // it is gone
	Return                       // it stays, visible at Change.Visible, with Change.Attempts and Change.Error
	Move                         // it enters queue Change.To, with no attempts and Change.Origin
)

// A Change is what Settle does to one message.
type Change struct {
	Kind     ChangeKind
	Message  *Message // as it was leased or found
	AnyLease bool     // whatever lease holds it, if any
	Visible  time.Time
	Attempts int
	Error    string
	To       QueueID
	Origin   string // of a moved message: the queue to which it can be redriven
}

// Snapshot is one consistent state, for looking only.
type Snapshot interface {
	// Queues returns every queue, by name.
	Queues() ([]Stored, error)
	// Peek returns messages in the order of their entering.
	Peek(q QueueID, p Peek) ([]Message, error)
}

// Peek selects messages to look at.
type Peek struct {
	After int64  // only with a Ref above this one, for paging; 0 begins at the first
	ID    string // only this public id, if not ""
	Limit int    // at most so many
	State State  // only in this state, unless AnyState
	Now   time.Time
}

// State is where a message is in its life.
type State uint8

// The states.
const (
	AnyState     State = iota
	ReadyState         // deliverable
	DelayedState       // waiting for its time
	LeasedState        // in flight
)
