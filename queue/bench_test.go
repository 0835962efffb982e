package queue_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// real opens a broker in real time over a store that syncs.
func real(b *testing.B, dir string) (*queue.Broker, func()) {
	b.Helper()
	store, err := sqlite.Open(dir, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	c := clock.Real()
	broker, err := queue.Open(queue.Options{Store: store, Exec: mailbox.Real(c), Rand: rand.New(rand.NewPCG(1, 2)), Journal: journal.New(c, 1000)})
	if err != nil {
		b.Fatal(err)
	}
	return broker, func() {
		broker.Close()
		<-broker.Done()
		store.Close()
	}
}

func assignNow(b *testing.B, broker *queue.Broker, t queue.Table) {
	b.Helper()
	done := make(chan error, 1)
	broker.Assign(t, func(err error) { done <- err })
	if err := <-done; err != nil {
		b.Fatal(err)
	}
}

var kilobyte = make([]byte, 1000)

// BenchmarkSend measures durable sends of 1 KB, each sender awaiting its own.
func BenchmarkSend(b *testing.B) {
	for _, senders := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("senders=%d", senders), func(b *testing.B) {
			broker, end := real(b, b.TempDir())
			defer end()
			assignNow(b, broker, queue.Table{Queues: []queue.Declaration{{Name: "q"}}})
			b.ResetTimer()
			var wg sync.WaitGroup
			for s := range senders {
				n := b.N / senders
				if s < b.N%senders {
					n++
				}
				wg.Add(1)
				go func() {
					defer wg.Done()
					stored := make(chan error, 1)
					for range n {
						broker.Send("q", []queue.Outgoing{{Body: kilobyte, Type: "bytes"}}, func(_ queue.Metrics, err error) { stored <- err })
						if err := <-stored; err != nil {
							b.Error(err)
						}
					}
				}()
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sends/s")
		})
	}
}

// fill sends n messages in batches of 100.
func fill(b *testing.B, broker *queue.Broker, n int) {
	b.Helper()
	var wg sync.WaitGroup
	for n > 0 {
		out := make([]queue.Outgoing, min(n, 100))
		for i := range out {
			out[i] = queue.Outgoing{Body: kilobyte, Type: "bytes"}
		}
		n -= len(out)
		wg.Add(1)
		broker.Send("q", out, func(_ queue.Metrics, err error) {
			if err != nil {
				b.Error(err)
			}
			wg.Done()
		})
	}
	wg.Wait()
}

// BenchmarkDrain measures an empty handler at batches of 100.
func BenchmarkDrain(b *testing.B) {
	broker, end := real(b, b.TempDir())
	defer end()
	assignNow(b, broker, queue.Table{Queues: []queue.Declaration{{Name: "q"}}})
	fill(b, broker, b.N)
	var mu sync.Mutex
	left, done := b.N, make(chan struct{})
	h := queue.HandlerFunc(func(batch queue.Batch, tell func(queue.Result)) {
		tell(queue.Result{})
		mu.Lock()
		defer mu.Unlock()
		if left -= len(batch.Messages); left == 0 {
			close(done)
		}
	})
	c := queue.NewConsumer("q", h)
	c.BatchSize, c.BatchTimeout = 100, 0
	b.ResetTimer()
	assignNow(b, broker, queue.Table{Consumers: []queue.Consumer{c}})
	<-done
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}

// BenchmarkMillion measures how a backlog of a million messages weighs: the
// opening, and the leasing of a batch.
func BenchmarkMillion(b *testing.B) {
	dir := b.TempDir()
	broker, end := real(b, dir)
	assignNow(b, broker, queue.Table{Queues: []queue.Declaration{{Name: "q"}}})
	fill(b, broker, 1_000_000)
	end()
	b.Run("open", func(b *testing.B) {
		for range b.N {
			_, end := real(b, dir)
			b.StopTimer()
			end()
			b.StartTimer()
		}
	})
	b.Run("lease", func(b *testing.B) {
		store, err := sqlite.Open(dir, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		defer store.Close()
		for n := range b.N {
			err := store.Update(func(tx queue.Tx) error {
				all, err := tx.Queues()
				if err != nil {
					return err
				}
				_, err = tx.Lease(all[0].ID, queue.Lease{Token: int64(n + 1), Now: time.Now().Add(time.Hour), Limit: 100})
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
