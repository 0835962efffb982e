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
	CodeQueueDisabled          = 10252
	CodeConsumerExists         = 11004
	CodeConsumerNotFound       = 11006
	CodeQueueExists            = 11009
)

// NotFound is the refusal for a queue that does not exist.
func NotFound(queue string) *Error {
	return &Error{CodeQueueNotFound, "QueueNotFound", fmt.Sprintf("queue %q does not exist", queue)}
}

func queueExists(queue string) *Error {
	return &Error{CodeQueueExists, "QueueAlreadyExists", fmt.Sprintf("there is a queue %q already", queue)}
}

func consumerExists(queue string) *Error {
	return &Error{CodeConsumerExists, "ConsumerAlreadyExists",
		fmt.Sprintf("queue %q has a consumer already: remove it first, or replace it", queue)}
}

func noConsumer(queue string) *Error {
	return &Error{CodeConsumerNotFound, "ConsumerNotFound", fmt.Sprintf("queue %q has no consumer", queue)}
}

func paused(queue string) *Error {
	return &Error{CodeQueueDisabled, "queue_delivery_paused", fmt.Sprintf("queue_delivery_paused: the delivery of queue %q is paused", queue)}
}

func notPulled(queue string) *Error {
	return &Error{CodeQueueDisabled, "QueueDisabled",
		fmt.Sprintf("queue %q has no consumer of type http_pull: add one to the configuration, or over the API", queue)}
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
