package dev

import (
	"time"

	"paddock/config"
	"paddock/queue"
)

// Declare returns what a configuration says of queues, for somebody who runs no
// script: its consumers have no handlers.
func Declare(cfg *config.Config) queue.Table {
	var t queue.Table
	for _, p := range cfg.Producers {
		t.Queues = append(t.Queues, declaration(cfg, p.Queue, true))
	}
	t.Queues = append(t.Queues, notified(cfg)...)
	for _, c := range cfg.Consumers {
		t.Queues = append(t.Queues, declaration(cfg, c.Queue, false))
		t.Consumers = append(t.Consumers, consumerOf(cfg, c))
	}
	return t
}

// declaration is a queue with what the [paddock] table says of all the Worker's
// queues.
func declaration(cfg *config.Config, name string, produced bool) queue.Declaration {
	return queue.Declaration{Name: name, Produced: produced, Settings: settingsOf(cfg),
		StorageBytes: cfg.Paddock.StorageLimit, RatePerSecond: cfg.Paddock.RateLimit,
		Unordered: cfg.Paddock.Order == config.OrderBestEffort}
}

// settingsOf says what the configuration sets of its queues.
func settingsOf(cfg *config.Config) queue.SettingsChange {
	if cfg.Paddock.MessageRetentionPeriod == 0 {
		return queue.SettingsChange{}
	}
	retention := time.Duration(cfg.Paddock.MessageRetentionPeriod) * time.Second
	return queue.SettingsChange{Retention: &retention}
}

// consumerOf is a consumer as its configuration describes it.
func consumerOf(cfg *config.Config, c config.Consumer) queue.Consumer {
	timeout := time.Duration(c.MaxBatchTimeout) * time.Second
	if cfg.Paddock.Fast {
		timeout = min(timeout, config.FastBatchTimeoutMS*time.Millisecond)
	}
	return queue.Consumer{
		Queue:             c.Queue,
		Type:              queue.ConsumerType(c.Type),
		Worker:            cfg.Name,
		BatchSize:         c.MaxBatchSize,
		BatchTimeout:      timeout,
		MaxRetries:        c.MaxRetries,
		MaxConcurrency:    c.MaxConcurrency,
		DeadLetter:        c.DeadLetterQueue,
		RetryDelay:        time.Duration(c.RetryDelay) * time.Second,
		VisibilityTimeout: time.Duration(c.VisibilityTimeoutMS) * time.Millisecond,
		Given:             given(c),
	}
}

// given says which settings of a consumer the file makes itself.
func given(c config.Consumer) (all queue.Given) {
	bits := map[string]queue.Given{
		"max_batch_size":        queue.GivenBatchSize,
		"max_batch_timeout":     queue.GivenBatchTimeout,
		"max_retries":           queue.GivenMaxRetries,
		"max_concurrency":       queue.GivenMaxConcurrency,
		"retry_delay":           queue.GivenRetryDelay,
		"visibility_timeout_ms": queue.GivenVisibilityTimeout,
		"dead_letter_queue":     queue.GivenDeadLetter,
	}
	for _, key := range c.Given {
		all |= bits[key]
	}
	return all
}
