package dev_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/dev"
	"paddock/queue"
)

// declare reads a configuration and declares it.
func declare(t *testing.T, text string) queue.Table {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wrangler.toml")
	if err := os.WriteFile(path, []byte("name = \"w\"\n"+text), 0o644); err != nil {
		t.Fatal(err)
	}
	cfg, _ := config.Load(path, config.Options{}) // there is no script
	return dev.Declare(cfg)
}

func TestDeclareTellsWhatTheFileSets(t *testing.T) {
	table := declare(t, `
[paddock]
storage_limit = 10
rate_limit = 20
message_retention_period = 60
order = "best-effort"
[[queues.producers]]
binding = "A"
queue = "a"
[[queues.consumers]]
queue = "a"
max_batch_size = 1
max_batch_timeout = 2
max_retries = 3
max_concurrency = 4
dead_letter_queue = "d"
retry_delay = 5
[[queues.consumers]]
queue = "b"
type = "http_pull"
visibility_timeout_ms = 6000
[[queues.consumers]]
queue = "c"
`)
	for _, d := range table.Queues {
		if d.StorageBytes != 10 || d.RatePerSecond != 20 || !d.Unordered || d.Settings.Retention == nil || *d.Settings.Retention != time.Minute {
			t.Errorf("queue %s is declared as %+v", d.Name, d)
		}
	}
	all := queue.GivenBatchSize | queue.GivenBatchTimeout | queue.GivenMaxRetries | queue.GivenMaxConcurrency | queue.GivenRetryDelay | queue.GivenDeadLetter
	want := []queue.Consumer{
		{Queue: "a", Type: queue.WorkerConsumer, Worker: "w", BatchSize: 1, BatchTimeout: 2 * time.Second, MaxRetries: 3, MaxConcurrency: 4,
			DeadLetter: "d", RetryDelay: 5 * time.Second, Given: all},
		{Queue: "b", Type: queue.PullConsumer, Worker: "w", BatchSize: 10, BatchTimeout: 5 * time.Second, MaxRetries: 3,
			VisibilityTimeout: 6 * time.Second, Given: queue.GivenVisibilityTimeout},
		{Queue: "c", Type: queue.WorkerConsumer, Worker: "w", BatchSize: 10, BatchTimeout: 5 * time.Second, MaxRetries: 3},
	}
	for i, c := range table.Consumers {
		if c != want[i] {
			t.Errorf("consumer %d is\n%+v\nwant\n%+v", i, c, want[i])
		}
	}
}

func TestFastShortensBatchTimeouts(t *testing.T) {
	table := declare(t, `
[paddock]
fast = true
[[queues.consumers]]
queue = "a"
max_batch_timeout = 0
[[queues.consumers]]
queue = "b"
max_batch_timeout = 60
[[queues.consumers]]
queue = "c"
`)
	for i, want := range []time.Duration{0, 50 * time.Millisecond, 50 * time.Millisecond} {
		if got := table.Consumers[i].BatchTimeout; got != want {
			t.Errorf("consumer %d: %v, want %v", i, got, want)
		}
	}
	for _, d := range table.Queues {
		if d.Unordered {
			t.Errorf("queue %s has lost its order", d.Name)
		}
	}
}
