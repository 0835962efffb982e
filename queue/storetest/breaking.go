package storetest

import (
	"errors"
	"time"

	"paddock/queue"
)

// ErrBroken is what a Breaking store fails with.
var ErrBroken = errors.New("the disk is gone")

// Breaking is a Store that fails at its At-th call: each call of a transaction
// counts, and the commit too. From then on everything fails, as after a crash;
// what was committed before is still in Store.
type Breaking struct {
	Store queue.Store
	At    int // 0 never breaks
	Calls int // so far
	// AfterCommit lets the commit that is the At-th call succeed on disk, and
	// fails all the same: nobody can know which of the two a crash was.
	AfterCommit bool
	broken      bool
}

func (b *Breaking) hit() error {
	if b.broken {
		return ErrBroken
	}
	b.Calls++
	if b.Calls == b.At {
		b.broken = true
		return ErrBroken
	}
	return nil
}

// Update runs a transaction that may break at any of its calls or at its end.
func (b *Breaking) Update(fn func(queue.Tx) error) error {
	if b.broken {
		return ErrBroken
	}
	late := false
	err := b.Store.Update(func(tx queue.Tx) error {
		if err := fn(&breakingTx{b, tx}); err != nil {
			return err
		}
		if err := b.hit(); err != nil {
			if b.AfterCommit {
				late = true
				return nil
			}
			return err
		}
		return nil
	})
	if late && err == nil {
		return ErrBroken
	}
	return err
}

// View looks, unless the store is broken.
func (b *Breaking) View(fn func(queue.Snapshot) error) error {
	if b.broken {
		return ErrBroken
	}
	return b.Store.View(fn)
}

// Close leaves Store open: it is what survives.
func (b *Breaking) Close() error { return nil }

type breakingTx struct {
	b  *Breaking
	tx queue.Tx
}

func (t *breakingTx) Queues() ([]queue.Stored, error) {
	if err := t.b.hit(); err != nil {
		return nil, err
	}
	return t.tx.Queues()
}

func (t *breakingTx) Declare(name string, s queue.QueueSettings, now time.Time) (queue.QueueID, error) {
	if err := t.b.hit(); err != nil {
		return 0, err
	}
	return t.tx.Declare(name, s, now)
}

func (t *breakingTx) Put(q queue.QueueID, msgs []queue.Message) error {
	if err := t.b.hit(); err != nil {
		return err
	}
	return t.tx.Put(q, msgs)
}

func (t *breakingTx) Stats(q queue.QueueID) (queue.Metrics, error) {
	if err := t.b.hit(); err != nil {
		return queue.Metrics{}, err
	}
	return t.tx.Stats(q)
}

func (t *breakingTx) Ready(q queue.QueueID, now time.Time, limit int) (queue.Ready, error) {
	if err := t.b.hit(); err != nil {
		return queue.Ready{}, err
	}
	return t.tx.Ready(q, now, limit)
}

func (t *breakingTx) Lease(q queue.QueueID, l queue.Lease) ([]queue.Message, error) {
	if err := t.b.hit(); err != nil {
		return nil, err
	}
	return t.tx.Lease(q, l)
}

func (t *breakingTx) Settle(q queue.QueueID, changes []queue.Change) error {
	if err := t.b.hit(); err != nil {
		return err
	}
	return t.tx.Settle(q, changes)
}

func (t *breakingTx) Release(now time.Time) (int, error) {
	if err := t.b.hit(); err != nil {
		return 0, err
	}
	return t.tx.Release(now)
}

func (t *breakingTx) Expire(q queue.QueueID, cutoff time.Time, limit int) (queue.Expired, error) {
	if err := t.b.hit(); err != nil {
		return queue.Expired{}, err
	}
	return t.tx.Expire(q, cutoff, limit)
}

func (t *breakingTx) Attach(q queue.QueueID, a *queue.Attachment, now time.Time) error {
	if err := t.b.hit(); err != nil {
		return err
	}
	return t.tx.Attach(q, a, now)
}

func (t *breakingTx) Drop(q queue.QueueID) error {
	if err := t.b.hit(); err != nil {
		return err
	}
	return t.tx.Drop(q)
}

func (t *breakingTx) Purge(q queue.QueueID, now time.Time) (queue.QueueID, error) {
	if err := t.b.hit(); err != nil {
		return 0, err
	}
	return t.tx.Purge(q, now)
}

func (t *breakingTx) Sweep(limit int) (bool, error) {
	if err := t.b.hit(); err != nil {
		return false, err
	}
	return t.tx.Sweep(limit)
}

func (t *breakingTx) Secret(fresh []byte) ([]byte, error) {
	if err := t.b.hit(); err != nil {
		return nil, err
	}
	return t.tx.Secret(fresh)
}

func (t *breakingTx) Find(q queue.QueueID, refs []int64) ([]queue.Message, error) {
	if err := t.b.hit(); err != nil {
		return nil, err
	}
	return t.tx.Find(q, refs)
}

func (t *breakingTx) Scan(q queue.QueueID, after int64, limit int) ([]queue.Message, error) {
	if err := t.b.hit(); err != nil {
		return nil, err
	}
	return t.tx.Scan(q, after, limit)
}

func (t *breakingTx) Newest(q queue.QueueID) (int64, error) {
	if err := t.b.hit(); err != nil {
		return 0, err
	}
	return t.tx.Newest(q)
}

func (t *breakingTx) Lapsed(q queue.QueueID, now time.Time, limit int) ([]queue.Message, time.Time, error) {
	if err := t.b.hit(); err != nil {
		return nil, time.Time{}, err
	}
	return t.tx.Lapsed(q, now, limit)
}
