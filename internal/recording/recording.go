// Package recording remembers the last batches: what a consumer was given,
// under which settings, and what came of it. It bounds what it keeps, and can
// write it out and read it back. It knows neither scripts nor how a batch is
// run again, and it never touches a queue.
package recording

import (
	"time"

	"paddock/queue"
)

// A Recording is one delivery of one batch: all that is needed to run it again,
// and to compare. Its JSON is what the API answers and what the state folder
// keeps.
type Recording struct {
	Batch      string    `json:"batch"` // its id
	Queue      string    `json:"queue"`
	Worker     string    `json:"worker"`
	Generation int       `json:"generation"` // which version of the Worker since the start
	Began      int64     `json:"started_at_ms"`
	Seed       uint64    `json:"seed,string"`
	Consumer   Settings  `json:"consumer"`
	Backlog    Backlog   `json:"backlog"`
	Messages   []Message `json:"messages"`
	Outcome    *Outcome  `json:"outcome"` // nil while it runs
}

// Settings are those of the consumer at the time.
type Settings struct {
	BatchSize      int    `json:"batch_size"`
	BatchTimeout   int64  `json:"max_wait_time_ms"`
	MaxRetries     int    `json:"max_retries"`
	MaxConcurrency int    `json:"max_concurrency,omitempty"`
	RetryDelay     int64  `json:"retry_delay"` // seconds
	DeadLetter     string `json:"dead_letter_queue,omitempty"`
	// Given says which of them the configuration makes, in bits.
	Given queue.Given `json:"given_by_config,omitempty"`
}

// Backlog is the queue's at the leasing, as batch.metadata.metrics shows it.
type Backlog struct {
	Count  int64 `json:"backlog_count"`
	Bytes  int64 `json:"backlog_bytes"`
	Oldest int64 `json:"oldest_message_timestamp_ms"` // 0 when unknown
}

// A Message is one message of the batch, as it was delivered.
type Message struct {
	ID       string `json:"id"`
	Type     string `json:"content_type"`
	Body     []byte `json:"body"` // base64 in JSON
	Attempts int    `json:"attempts"`
	Sent     int64  `json:"timestamp_ms"`
}

// An Outcome is how one run of a batch ended.
type Outcome struct {
	Duration float64 `json:"duration_ms"`
	Failed   bool    `json:"failed"`                     // the invocation threw, was stopped or died
	Unspent  bool    `json:"unspent,omitempty"`          // it was taken away through no fault of its own
	Error    string  `json:"error,omitempty"`            // why it failed, in a line
	Failure  string  `json:"failure,omitempty"`          // the same with its stack and code frame
	Fates    []Fate  `json:"messages"`                   // in the order of the batch
	Lines    []Line  `json:"console"`                    // in order
	NotKept  int     `json:"console_not_kept,omitempty"` // further lines
}

// A Fate is what became of one message.
type Fate struct {
	Message    string  `json:"id"`
	Kind       string  `json:"outcome"` // "acked", "retried", "returned", "dead-lettered" or "dropped"
	Delay      float64 `json:"delay_seconds,omitempty"`
	DeadLetter string  `json:"dead_letter_queue,omitempty"`
	Error      string  `json:"error,omitempty"`
}

// The kinds of fates.
const (
	Acked        = "acked"
	Retried      = "retried"
	Returned     = "returned"
	DeadLettered = "dead-lettered"
	Dropped      = "dropped"
)

// A Line is one console call of the invocation, or an error that nothing in it
// caught.
type Line struct {
	Level string `json:"level"`
	Text  string `json:"text"`
}

// Succeeded reports whether every message was acknowledged.
func (o *Outcome) Succeeded() bool {
	return o != nil && !o.Failed && o.Count(Acked) == len(o.Fates)
}

// Count tells how many messages met a kind of fate.
func (o *Outcome) Count(kind string) int {
	n := 0
	for _, f := range o.Fates {
		if f.Kind == kind {
			n++
		}
	}
	return n
}

// Judge makes an outcome of what a run reported, by the rules that the broker
// itself decides by.
func Judge(b queue.Batch, r queue.Result, c queue.Consumer, began, ended time.Time) *Outcome {
	o := &Outcome{
		Duration: float64(ended.Sub(began).Microseconds()) / 1000,
		Failed:   r.Failed, Unspent: r.Unspent, Error: r.Err,
		Fates: []Fate{}, Lines: []Line{},
	}
	for _, f := range queue.Judge(b, r, c, ended) {
		o.Fates = append(o.Fates, Fate{Message: f.Message, Kind: f.Kind, Delay: f.Delay.Seconds(), DeadLetter: f.To, Error: f.Error})
	}
	return o
}

// Delivery is the batch as it was handed out.
func (r *Recording) Delivery() queue.Batch {
	b := queue.Batch{
		ID: r.Batch, Queue: r.Queue, Worker: r.Worker, Seed: r.Seed,
		Metrics:  queue.Metrics{BacklogCount: r.Backlog.Count, BacklogBytes: r.Backlog.Bytes, Oldest: moment(r.Backlog.Oldest)},
		Messages: make([]queue.Message, len(r.Messages)),
	}
	for i, m := range r.Messages {
		b.Messages[i] = queue.Message{ID: m.ID, Queue: r.Queue, Type: m.Type, Body: m.Body, Size: len(m.Body), Attempts: m.Attempts, Sent: moment(m.Sent)}
	}
	return b
}

// ConsumedBy is the consumer as it was then, without its handler.
func (r *Recording) ConsumedBy() queue.Consumer {
	s := r.Consumer
	c := queue.NewConsumer(r.Queue, nil)
	c.Worker, c.BatchSize, c.BatchTimeout = r.Worker, s.BatchSize, time.Duration(s.BatchTimeout)*time.Millisecond
	c.MaxRetries, c.MaxConcurrency, c.DeadLetter = s.MaxRetries, s.MaxConcurrency, s.DeadLetter
	c.RetryDelay, c.Given = time.Duration(s.RetryDelay)*time.Second, s.Given
	return c
}

// describe makes a recording, its outcome aside.
func describe(b queue.Batch, c queue.Consumer, generation int, began time.Time) *Recording {
	r := &Recording{
		Batch: b.ID, Queue: b.Queue, Worker: b.Worker, Generation: generation, Began: began.UnixMilli(), Seed: b.Seed,
		Consumer: Settings{
			BatchSize: c.BatchSize, BatchTimeout: c.BatchTimeout.Milliseconds(), MaxRetries: c.MaxRetries,
			MaxConcurrency: c.MaxConcurrency, RetryDelay: int64(c.RetryDelay / time.Second), DeadLetter: c.DeadLetter,
			Given: c.Given,
		},
		Backlog:  Backlog{Count: b.Metrics.BacklogCount, Bytes: b.Metrics.BacklogBytes, Oldest: millis(b.Metrics.Oldest)},
		Messages: make([]Message, len(b.Messages)),
	}
	for i, m := range b.Messages {
		r.Messages[i] = Message{ID: m.ID, Type: m.Type, Body: m.Body, Attempts: m.Attempts, Sent: millis(m.Sent)}
	}
	return r
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// A Summary is a recording in a line.
type Summary struct {
	Batch        string  `json:"batch"`
	Queue        string  `json:"queue"`
	Worker       string  `json:"worker"`
	Generation   int     `json:"generation"`
	Began        int64   `json:"started_at_ms"`
	Running      bool    `json:"running"`
	Duration     float64 `json:"duration_ms"`
	Messages     int     `json:"messages"`
	Acked        int     `json:"acked"`
	Retried      int     `json:"retried"`
	DeadLettered int     `json:"dead_lettered"`
	Dropped      int     `json:"dropped"`
	Returned     int     `json:"returned"`
	Failed       bool    `json:"failed"`
	Error        string  `json:"error,omitempty"`
}

// Summary tells the recording in a line.
func (r *Recording) Summary() Summary {
	s := Summary{
		Batch: r.Batch, Queue: r.Queue, Worker: r.Worker, Generation: r.Generation, Began: r.Began,
		Messages: len(r.Messages), Running: r.Outcome == nil,
	}
	if o := r.Outcome; o != nil {
		s.Duration, s.Failed, s.Error = o.Duration, o.Failed, o.Error
		s.Acked, s.Retried, s.DeadLettered = o.Count(Acked), o.Count(Retried), o.Count(DeadLettered)
		s.Dropped, s.Returned = o.Count(Dropped), o.Count(Returned)
	}
	return s
}
