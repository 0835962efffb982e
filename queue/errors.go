package queue

import (
	"errors"
	"fmt"
)

// ErrClosed is what a broker answers once it is closed.
var ErrClosed = errors.New("the broker is closed")

// An Error is a refusal that the platform has a code for. Nothing was stored.
type Error struct {
	Code   int
	Name   string // the platform's name for the code, such as MessageSizeOutOfBounds
	Reason string // names the limit and the actual figure
}

// Error returns the reason with the code behind it.
func (e *Error) Error() string { return fmt.Sprintf("%s (%d)", e.Reason, e.Code) }

// The codes of refusals.
const (
	CodeQueueNotFound          = 10104
	CodeBatchDelayInvalid      = 10202
	CodeMessageMetadataInvalid = 10203
	CodeMessageSize            = 10204
	CodeBatchSize              = 10205
	CodeBatchCount             = 10206
	CodeOverloaded             = 10250
	CodeStorageLimit           = 10251
)

// NotFound is the refusal for a queue that does not exist.
func NotFound(queue string) *Error {
	return &Error{CodeQueueNotFound, "QueueNotFound", fmt.Sprintf("queue %q does not exist", queue)}
}

func messageTooLarge(size, limit int) *Error {
	return &Error{CodeMessageSize, "MessageSizeOutOfBounds",
		fmt.Sprintf("message of %d bytes exceeds the limit of %d bytes", size, limit)}
}

func batchTooLarge(size, limit int) *Error {
	return &Error{CodeBatchSize, "BatchSizeOutOfBounds",
		fmt.Sprintf("batch of %d bytes exceeds the limit of %d bytes", size, limit)}
}

func batchTooLong(count, limit int) *Error {
	return &Error{CodeBatchCount, "BatchCountOutOfBounds",
		fmt.Sprintf("batch of %d messages exceeds the limit of %d messages", count, limit)}
}

func delayInvalid(seconds, limit float64) *Error {
	return &Error{CodeMessageMetadataInvalid, "MessageMetadataInvalid",
		fmt.Sprintf("delay of %g seconds is not within 0 and %g seconds", seconds, limit)}
}

func storageFull(queue string, bytes, limit int64) *Error {
	return &Error{CodeStorageLimit, "QueueStorageLimitExceeded",
		fmt.Sprintf("queue %q with %d bytes would exceed the limit of %d bytes", queue, bytes, limit)}
}

func overloaded(queue string, limit int) *Error {
	return &Error{CodeOverloaded, "QueueOverloaded",
		fmt.Sprintf("Too Many Requests: queue %q takes at most %d messages a second", queue, limit)}
}
