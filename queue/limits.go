package queue

import "time"

// MaxDelay is the longest delay of a message, a retry or a queue.
const MaxDelay = 24 * time.Hour

// Limits are what the broker refuses to exceed. A zero field means the
// platform's figure, RatePerSecond excepted.
type Limits struct {
	MessageBytes  int   // one body; 128 000
	BatchCount    int   // messages of one send; 100
	BatchBytes    int   // bodies of one send; 256 000
	StorageBytes  int64 // bodies stored in one queue; 25 GB
	RatePerSecond int   // messages sent to one queue in a second; 0 means any number
}

// DefaultLimits returns the platform's limits. 1 KB is 1000 bytes.
func DefaultLimits() Limits {
	return Limits{MessageBytes: 128_000, BatchCount: 100, BatchBytes: 256_000, StorageBytes: 25e9}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	if l.MessageBytes == 0 {
		l.MessageBytes = d.MessageBytes
	}
	if l.BatchCount == 0 {
		l.BatchCount = d.BatchCount
	}
	if l.BatchBytes == 0 {
		l.BatchBytes = d.BatchBytes
	}
	if l.StorageBytes == 0 {
		l.StorageBytes = d.StorageBytes
	}
	return l
}

// check refuses a send that breaks a limit which needs no state.
func (l Limits) check(msgs []Outgoing) error {
	if len(msgs) > l.BatchCount {
		return batchTooLong(len(msgs), l.BatchCount)
	}
	total := 0
	for i := range msgs {
		m := &msgs[i]
		if len(m.Body) > l.MessageBytes {
			return messageTooLarge(len(m.Body), l.MessageBytes)
		}
		if m.Delay != nil && (*m.Delay < 0 || *m.Delay > MaxDelay) {
			return delayInvalid(m.Delay.Seconds(), MaxDelay.Seconds())
		}
		total += len(m.Body)
	}
	if total > l.BatchBytes {
		return batchTooLarge(total, l.BatchBytes)
	}
	return nil
}
