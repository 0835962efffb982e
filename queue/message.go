package queue

import "time"

// A Message is one stored message. Times have millisecond precision.
type Message struct {
	ID    string // public identity: 32 lower-case hex digits, kept through dead-lettering
	Queue string // the queue that holds it now
	Type  string // content type: json, text, bytes or v8
	Body  []byte // never modified once sent; whoever receives it only reads it

	Sent     time.Time // when it was sent; kept through dead-lettering
	Entered  time.Time // when it entered its present queue; retention counts from here
	Visible  time.Time // when it becomes or became deliverable; a lease hides it until then
	Attempts int       // deliveries so far in its present queue, the current one included

	Source    string // what sent it: SourceWorker or SourceAPI; kept through dead-lettering
	Origin    string // the first queue, when it was dead-lettered; else ""
	LastError string // why the last attempt failed, the stack below the first line; or ""

	Ref   int64 // the store's own identity of it in its present queue; order of entering
	Lease int64 // the token of the lease that holds it, or 0
	// Holder says who holds the lease, where somebody looks: a Worker's name,
	// or the type http_pull with what the puller calls itself.
	Holder string
	Size   int // bytes of the body, also where Body itself is not loaded
}

// Outgoing is a message to be sent. Body belongs to the broker from Send on.
type Outgoing struct {
	Body  []byte
	Type  string         // content type: json, text, bytes or v8
	Delay *time.Duration // nil means the queue's own delivery delay; an explicit 0 wins over it
	// Source is what sends it; "" means SourceWorker.
	Source string
}

// The sources of messages, as pullers are told them.
const (
	SourceWorker = "worker"
	SourceAPI    = "api"
)

// Metrics describe the backlog of a queue: every message not yet
// acknowledged, be it ready, delayed or leased.
type Metrics struct {
	BacklogCount int64
	BacklogBytes int64
	Oldest       time.Time // the sending of the message that entered first; zero when there is none
}
