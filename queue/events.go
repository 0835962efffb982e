package queue

import "time"

// SendData is the Data of a journal entry of kind Sent.
type SendData struct {
	Count int
	Bytes int
}

// BatchData is the Data of journal entries of the kinds BatchStart and
// BatchEnd; the start knows only the first three fields.
type BatchData struct {
	Batch    string
	Messages int
	Backlog  int64 // messages in the queue, this batch included

	Acked        int
	Retried      int // wait for their next attempt
	DeadLettered int
	Dropped      int // out of retries, with no dead letter queue
	Returned     int // went back without spending an attempt

	RetryMin time.Duration // the shortest and the longest delay of those retried
	RetryMax time.Duration
	Duration time.Duration // from the handing over to the outcome
	Failed   bool
	Err      string
}

// ScaleData is the Data of a journal entry of kind Queue that tells of a change
// of concurrency.
type ScaleData struct {
	From int
	To   int
}

// DeadLetterData is the Data of a journal entry of kind DeadLetter. The entry
// names the queue that the message left.
type DeadLetterData struct {
	To       string
	Attempts int
	Err      string
}

// DropData is the Data of a journal entry of kind Dropped.
type DropData struct {
	Expired  bool // deleted by age; else it was out of retries
	Messages []string
	Attempts int // of the one message, when it was out of retries
	Err      string
}
