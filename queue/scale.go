package queue

import (
	"cmp"
	"fmt"
	"sync"

	"paddock/internal/journal"
)

// concurrency is how many batches of the queue may be in flight now. A backlog
// alone may use all of max_concurrency; failed invocations take from it.
func (q *state) concurrency() int {
	most := q.mostConcurrent()
	if q.limit > 0 {
		return min(q.limit, most)
	}
	return most
}

func (q *state) mostConcurrent() int {
	if q.consumer == nil {
		return 0
	}
	return cmp.Or(q.consumer.MaxConcurrency, MaxConcurrency)
}

// scale judges the concurrency after a batch, as the platform does: a failed
// invocation halves it, one that succeeded doubles what failures left of it. A
// retry() is no failure.
func (b *Broker) scale(q *state, r Result) {
	most := q.mostConcurrent()
	switch {
	case most == 0 || r.Unspent:
	case r.Failed:
		before := min(q.concurrency(), q.inFlight)
		if q.limit = max(before/2, 1); q.limit < before {
			b.tellScale(q, journal.Info, before, q.limit, "after a failed invocation")
		}
	case q.limit > 0:
		before := q.limit
		if q.limit *= 2; q.limit >= most {
			q.limit = 0
		}
		b.tellScale(q, journal.Debug, before, q.concurrency(), "after a success")
	}
}

// grow tells when a backlog asked for many more invocations than before.
func (b *Broker) grow(q *state) {
	switch {
	case q.inFlight == 0:
		q.grown = 0
	case q.inFlight >= max(2*q.grown, 2):
		before, now := q.grown, q.inFlight
		q.grown = now
		b.tellScale(q, journal.Debug, before, now, "as the backlog asks")
	}
}

func (b *Broker) tellScale(q *state, level journal.Level, from, to int, why string) {
	b.afterwards(func() {
		b.o.Journal.Append(journal.Entry{Kind: journal.Queue, Level: level, Queue: q.name,
			Text: fmt.Sprintf("concurrency of %s: %d → %d, %s", q.name, from, to, why),
			Data: ScaleData{From: from, To: to}})
	})
}

// window is how many deliverable messages to look at for a batch of size.
func (q *state) window(size int) int {
	if q.unordered {
		return 3 * size
	}
	return size
}

// skip draws how many of the deliverable messages a batch passes over: none in
// a queue that keeps its order.
func (b *Broker) skip(q *state, ready, size int) int {
	if !q.unordered || ready <= size {
		return 0
	}
	return b.o.Rand.IntN(ready - size + 1)
}

// shuffle disturbs the order of a batch, where the queue is to show that order
// is no promise.
func (b *Broker) shuffle(q *state, msgs []Message) {
	if q.unordered {
		b.o.Rand.Shuffle(len(msgs), func(i, k int) { msgs[i], msgs[k] = msgs[k], msgs[i] })
	}
}

// token draws the number of a lease.
func (b *Broker) token() int64 { return b.o.Rand.Int64N(1<<62) + 1 }

// holders knows which Worker holds which lease, for those who look. Any
// goroutine may ask.
type holders struct {
	mu     sync.Mutex
	leases map[int64]string
}

func (h *holders) hold(lease int64, worker string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.leases == nil {
		h.leases = map[int64]string{}
	}
	h.leases[lease] = worker
}

func (h *holders) release(lease int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.leases, lease)
}

// Peek returns messages of a queue without touching them, and says who holds
// those in flight. It waits for no other work of the broker.
func (b *Broker) Peek(queue string, p Peek) ([]Message, error) {
	msgs, err := PeekQueue(b.o.Store, queue, p)
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range msgs {
		if worker, ok := b.leases[msgs[i].Lease]; ok {
			msgs[i].Holder = worker
		}
	}
	return msgs, err
}
