package queue

import "time"

// ConsumerType says how messages leave a queue.
type ConsumerType string

// The types of consumers, spelled as in the config.
const (
	WorkerConsumer ConsumerType = "worker"    // batches are handed to a Handler
	PullConsumer   ConsumerType = "http_pull" // messages wait for pullers
)

// MaxConcurrency is the most invocations of one consumer at a time, and what
// an unset Consumer.MaxConcurrency scales up to.
const MaxConcurrency = 250

// A Consumer says how the messages of one queue are consumed. The fields are
// taken as they are; NewConsumer fills in the platform's defaults.
type Consumer struct {
	Queue             string
	Type              ConsumerType
	Worker            string // the Worker's name, for the journal
	BatchSize         int    // 1..100
	BatchTimeout      time.Duration
	MaxRetries        int    // a message is delivered at most MaxRetries+1 times
	MaxConcurrency    int    // 0 scales up to 250 as the backlog asks
	DeadLetter        string // the queue for messages out of retries, or "": they are deleted
	RetryDelay        time.Duration
	VisibilityTimeout time.Duration // pull consumers only
	Handler           Handler       // Worker consumers only; without one nothing is delivered
	Given             Given         // what the configuration sets; the API may set the rest
}

// Given says which settings of a Consumer its configuration sets.
type Given uint8

// The settings that a configuration may set.
const (
	GivenBatchSize Given = 1 << iota
	GivenBatchTimeout
	GivenMaxRetries
	GivenMaxConcurrency
	GivenRetryDelay
	GivenVisibilityTimeout
	GivenDeadLetter
)

// NewConsumer returns a consumer of queue with the platform's defaults:
// batches of 10 after at most 5 seconds, 3 retries.
func NewConsumer(queue string, h Handler) Consumer {
	return Consumer{
		Queue:             queue,
		Type:              WorkerConsumer,
		BatchSize:         10,
		BatchTimeout:      5 * time.Second,
		MaxRetries:        3,
		VisibilityTimeout: 30 * time.Second,
		Handler:           h,
	}
}

// DefaultRetention is how long a queue keeps a message unless told otherwise.
const DefaultRetention = 4 * 24 * time.Hour

// QueueSettings are what belongs to a queue rather than to its consumer. They
// are stored with it.
type QueueSettings struct {
	DeliveryDelay time.Duration // for messages that bring no delay of their own
	Paused        bool          // accepts messages, delivers none
	Retention     time.Duration // older messages are deleted, wherever they wait
}

// SettingsChange changes the settings that it names; nil leaves one as stored.
type SettingsChange struct {
	DeliveryDelay *time.Duration
	Paused        *bool
	Retention     *time.Duration
}

func (c SettingsChange) apply(s QueueSettings) QueueSettings {
	if c.DeliveryDelay != nil {
		s.DeliveryDelay = *c.DeliveryDelay
	}
	if c.Paused != nil {
		s.Paused = *c.Paused
	}
	if c.Retention != nil {
		s.Retention = *c.Retention
	}
	return s
}

// A Declaration names a queue that shall exist, and what the config says of it.
type Declaration struct {
	Name     string
	Produced bool // somebody sends to it: worth a word when nobody consumes it
	Settings SettingsChange
	// Limits of this queue alone; 0 means those of the broker.
	StorageBytes  int64
	RatePerSecond int
	Unordered     bool // batches leave in a shuffled order, as at the best they may on the platform
}

// A Table is everything that Assign puts in place in one turn: the queues to
// declare, and the consumers that replace all present ones. Dead letter queues
// that consumers name are declared by themselves.
type Table struct {
	Queues    []Declaration
	Consumers []Consumer
	// Workers are the queue handlers there are, by the Worker's name, for the
	// consumers that the API attaches.
	Workers map[string]Handler
}
