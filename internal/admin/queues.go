package admin

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"paddock/queue"
)

// QueueID returns the id of a queue: the same for the same name, always.
func QueueID(name string) string {
	sum := sha256.Sum256([]byte("queue\x00" + name))
	return hex.EncodeToString(sum[:16])
}

// queueObject describes a queue as the platform does.
type queueObject struct {
	ID             string           `json:"queue_id"`
	Name           string           `json:"queue_name"`
	Created        string           `json:"created_on"`
	Modified       string           `json:"modified_on"`
	Producers      []producerObject `json:"producers"`
	ProducersTotal int              `json:"producers_total_count"`
	Consumers      []consumerObject `json:"consumers"`
	ConsumersTotal int              `json:"consumers_total_count"`
	Settings       settingsObject   `json:"settings"`
}

type producerObject struct {
	Type   string `json:"type"`
	Script string `json:"script"`
}

type consumerObject struct {
	ID         string         `json:"consumer_id"`
	Type       string         `json:"type"`
	Queue      string         `json:"queue_name"`
	Script     string         `json:"script,omitempty"`
	DeadLetter string         `json:"dead_letter_queue,omitempty"`
	Settings   consumerValues `json:"settings"`
}

type consumerValues struct {
	BatchSize         int    `json:"batch_size"`
	MaxRetries        int    `json:"max_retries"`
	MaxWaitTime       *int64 `json:"max_wait_time_ms,omitempty"`      // Worker consumers
	MaxConcurrency    *int   `json:"max_concurrency,omitempty"`       // where it is limited
	RetryDelay        int64  `json:"retry_delay"`                     // seconds
	VisibilityTimeout *int64 `json:"visibility_timeout_ms,omitempty"` // pull consumers
}

type settingsObject struct {
	DeliveryDelay  int64 `json:"delivery_delay"` // seconds
	DeliveryPaused bool  `json:"delivery_paused"`
	Retention      int64 `json:"message_retention_period"` // seconds
}

func (a *api) describe(q queue.QueueInfo) queueObject {
	created := q.Created.UTC().Format(time.RFC3339Nano)
	o := queueObject{
		ID: QueueID(q.Name), Name: q.Name, Created: created, Modified: created,
		Producers: []producerObject{}, Consumers: []consumerObject{},
		Settings: settingsObject{
			DeliveryDelay:  seconds(q.Settings.DeliveryDelay),
			DeliveryPaused: q.Settings.Paused,
			Retention:      seconds(q.Settings.Retention),
		},
	}
	for _, worker := range a.Producers(q.Name) {
		o.Producers = append(o.Producers, producerObject{"worker", worker})
	}
	if q.Consumer != nil {
		o.Consumers = append(o.Consumers, describeConsumer(q.Consumer))
	}
	o.ProducersTotal, o.ConsumersTotal = len(o.Producers), len(o.Consumers)
	return o
}

func describeConsumer(c *queue.Consumer) consumerObject {
	o := consumerObject{
		ID: QueueID("consumer of " + c.Queue), Type: string(c.Type), Queue: c.Queue, Script: c.Worker, DeadLetter: c.DeadLetter,
		Settings: consumerValues{BatchSize: c.BatchSize, MaxRetries: c.MaxRetries, RetryDelay: seconds(c.RetryDelay)},
	}
	if c.Type == queue.PullConsumer {
		timeout := c.VisibilityTimeout.Milliseconds()
		o.Script, o.Settings.VisibilityTimeout = "", &timeout
		return o
	}
	wait := c.BatchTimeout.Milliseconds()
	o.Settings.MaxWaitTime = &wait
	if c.MaxConcurrency > 0 {
		o.Settings.MaxConcurrency = &c.MaxConcurrency
	}
	return o
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// all asks the broker for every queue, and waits.
func (a *api) all(r *http.Request) ([]queue.QueueInfo, error) {
	return await(r, a.Broker.Queues)
}

// find returns the queue that a path names by its id or, as the platform does
// not, by its name.
func (a *api) find(r *http.Request) (queue.QueueInfo, error) {
	key := r.PathValue("queue")
	all, err := a.all(r)
	if err != nil {
		return queue.QueueInfo{}, err
	}
	for _, q := range all {
		if q.Name == key || QueueID(q.Name) == key {
			return q, nil
		}
	}
	if !canName(key) {
		return queue.QueueInfo{}, &callError{http.StatusBadRequest, codeQueueIDBad, strconv.Quote(key) + " is neither the id nor the name of a queue"}
	}
	return queue.QueueInfo{}, queue.NotFound(key)
}

// canName reports whether a key can be the name of a queue, or its id.
func canName(key string) bool {
	return len(key) <= 63 && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

const (
	defaultPage = 50
	largestPage = 1000
)

// list answers with the queues, those named by ?name= only if there are any.
func (a *api) list(r *http.Request) (any, *pageInfo, error) {
	all, err := a.all(r)
	if err != nil {
		return nil, nil, err
	}
	query := r.URL.Query()
	if names := query["name"]; len(names) > 0 {
		all = slices.DeleteFunc(all, func(q queue.QueueInfo) bool { return !slices.Contains(names, q.Name) })
	}
	size := number(query.Get("per_page"), defaultPage, largestPage)
	page := number(query.Get("page"), 1, 1<<20)
	info := &pageInfo{Page: page, PerPage: size, TotalCount: len(all), TotalPages: (len(all) + size - 1) / size}
	objects := []queueObject{}
	for _, q := range all[min((page-1)*size, len(all)):min(page*size, len(all))] {
		objects = append(objects, a.describe(q))
	}
	info.Count = len(objects)
	return objects, info, nil
}

// number reads a positive number of the query.
func number(text string, otherwise, most int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return otherwise
	}
	return min(n, most)
}

func (a *api) get(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	return a.describe(q), nil, nil
}

// metricsObject is the backlog of a queue.
type metricsObject struct {
	Count  int64 `json:"backlog_count"`
	Bytes  int64 `json:"backlog_bytes"`
	Oldest int64 `json:"oldest_message_timestamp_ms"` // 0 when it is empty
}

func describeMetrics(m queue.Metrics) metricsObject {
	o := metricsObject{Count: m.BacklogCount, Bytes: m.BacklogBytes}
	if !m.Oldest.IsZero() {
		o.Oldest = m.Oldest.UnixMilli()
	}
	return o
}

func (a *api) metrics(r *http.Request) (any, *pageInfo, error) {
	q, err := a.find(r)
	if err != nil {
		return nil, nil, err
	}
	m, err := await(r, func(done func(queue.Metrics, error)) { a.Broker.Metrics(q.Name, done) })
	return describeMetrics(m), nil, err
}

// await turns a callback of the broker into an answer, for as long as the
// caller waits.
func await[T any](r *http.Request, ask func(func(T, error))) (T, error) {
	type answer struct {
		value T
		err   error
	}
	ch := make(chan answer, 1)
	ask(func(v T, err error) { ch <- answer{v, err} })
	select {
	case got := <-ch:
		return got.value, got.err
	case <-r.Context().Done():
		var none T
		return none, r.Context().Err()
	}
}
