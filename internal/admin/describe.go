package admin

import (
	"crypto/sha256"
	"encoding/hex"
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
	Paddock        listedDetails    `json:"paddock"`
}

// listedDetails spares whoever lists queues a call for each.
type listedDetails struct {
	queueDetails
	Metrics metricsObject `json:"metrics"`
}

// queueDetails is what the platform does not tell of a queue.
type queueDetails struct {
	InFlight     int    `json:"in_flight"`               // batches being handled now
	Concurrency  int    `json:"concurrency"`             // how many may be
	ConsumerFrom string `json:"consumer_from,omitempty"` // "config" or "api"
}

type producerObject struct {
	Type   string `json:"type"`
	Script string `json:"script"`
}

type consumerObject struct {
	ID         string         `json:"consumer_id"`
	Type       string         `json:"type"`
	Queue      string         `json:"queue_name"`
	Script     string         `json:"script,omitempty"`      // what the command line tool reads
	ScriptName string         `json:"script_name,omitempty"` // what the client libraries read
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
	o := queueObject{
		ID: QueueID(q.Name), Name: q.Name, Created: stamp(q.Created), Modified: stamp(q.Modified),
		Producers: []producerObject{}, Consumers: []consumerObject{},
		Settings: settingsObject{
			DeliveryDelay:  seconds(q.Settings.DeliveryDelay),
			DeliveryPaused: q.Settings.Paused,
			Retention:      seconds(q.Settings.Retention),
		},
		Paddock: listedDetails{describeDetails(q), describeMetrics(q.Metrics)},
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

func describeDetails(q queue.QueueInfo) queueDetails {
	return queueDetails{InFlight: q.InFlight, Concurrency: q.Concurrency, ConsumerFrom: q.ConsumerFrom}
}

func describeConsumer(c *queue.Consumer) consumerObject {
	o := consumerObject{
		ID: consumerID(c.Queue), Type: string(c.Type), Queue: c.Queue, DeadLetter: c.DeadLetter,
		Settings: consumerValues{BatchSize: c.BatchSize, MaxRetries: c.MaxRetries, RetryDelay: seconds(c.RetryDelay)},
	}
	if c.Type == queue.PullConsumer {
		timeout := c.VisibilityTimeout.Milliseconds()
		o.Settings.VisibilityTimeout = &timeout
		return o
	}
	o.Script, o.ScriptName = c.Worker, c.Worker
	wait := c.BatchTimeout.Milliseconds()
	o.Settings.MaxWaitTime = &wait
	if c.MaxConcurrency > 0 {
		o.Settings.MaxConcurrency = &c.MaxConcurrency
	}
	return o
}

// consumerID returns the id of the consumer of a queue, which has only one.
func consumerID(queue string) string { return QueueID("consumer of " + queue) }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

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
