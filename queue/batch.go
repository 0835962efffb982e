package queue

import "time"

// A Batch is what one invocation of a consumer receives: at least one message,
// all of one queue.
type Batch struct {
	ID       string // 16 hex digits
	Queue    string
	Worker   string
	Messages []Message // Attempts counts this delivery
	Metrics  Metrics   // the queue's backlog at the leasing, this batch included
	Seed     uint64    // what the chance in its invocation derives from; not 0
	Consumer *Consumer // the consumer as it is for this batch; not to be changed. Whoever delivers a batch of its own may leave it out
}

// A Handler starts one batch and calls done exactly once, from any goroutine.
// Handle runs on the broker's goroutine and must not block. done may be called
// before Handle returns; a second call is ignored.
type Handler interface {
	Handle(b Batch, done func(Result))
}

// HandlerFunc is a function that is a Handler.
type HandlerFunc func(b Batch, done func(Result))

// Handle calls f.
func (f HandlerFunc) Handle(b Batch, done func(Result)) { f(b, done) }

// Mark is what a handler said of one message.
type Mark uint8

// The marks. Which call wins when a handler makes several is not decided here.
const (
	Unmarked Mark = iota
	Acked
	Retried
)

// A Verdict is the mark of one message.
type Verdict struct {
	Mark  Mark
	Delay *time.Duration // with Retried: nil means the consumer's retry delay
}

// A Result is the outcome of one invocation.
type Result struct {
	// Failed says that the invocation threw, was stopped or died: everything
	// not acked is retried.
	Failed bool
	// Unspent says that the invocation was taken away through no fault of its
	// own (its generation ended): marks made hold, and the rest goes back
	// without spending an attempt.
	Unspent bool
	// Verdicts belong to the messages of the batch, in its order. Missing ones
	// are Unmarked.
	Verdicts []Verdict
	// Err says why it failed, for the journal and, where there is no Stack, the
	// messages' LastError.
	Err string
	// Stack is the whole text of the failure: Err, and below it where.
	Stack string
}
