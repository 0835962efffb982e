package main

// The objects of the API, as far as the commands read them. What is shown to
// programs is the API's own text.

// A backlog is what lies in a queue.
type backlog struct {
	Count  int64 `json:"backlog_count"`
	Bytes  int64 `json:"backlog_bytes"`
	Oldest int64 `json:"oldest_message_timestamp_ms"` // 0 when it is empty
}

// activity is what paddock tells of a queue beyond the platform.
type activity struct {
	InFlight     int     `json:"in_flight"`   // batches being handled
	Concurrency  int     `json:"concurrency"` // how many may be
	ConsumerFrom string  `json:"consumer_from"`
	Metrics      backlog `json:"metrics"`
}

// A queueObject is a queue.
type queueObject struct {
	ID        string `json:"queue_id"`
	Name      string `json:"queue_name"`
	Created   string `json:"created_on"`
	Modified  string `json:"modified_on"`
	Producers []struct {
		Script string `json:"script"`
	} `json:"producers"`
	Consumers []consumerObject `json:"consumers"`
	Settings  struct {
		Delay     int  `json:"delivery_delay"` // seconds
		Paused    bool `json:"delivery_paused"`
		Retention int  `json:"message_retention_period"` // seconds
	} `json:"settings"`
	Paddock activity `json:"paddock"`
}

// A consumerObject is the consumer of a queue.
type consumerObject struct {
	Type       string `json:"type"`
	Script     string `json:"script"`
	DeadLetter string `json:"dead_letter_queue"`
	Settings   struct {
		BatchSize   int `json:"batch_size"`
		MaxRetries  int `json:"max_retries"`
		Wait        int `json:"max_wait_time_ms"`
		Concurrency int `json:"max_concurrency"` // 0: as many as the backlog asks for
		RetryDelay  int `json:"retry_delay"`     // seconds
		Visibility  int `json:"visibility_timeout_ms"`
	} `json:"settings"`
}

// A message is one as it is pulled or peeked.
type message struct {
	ID        string            `json:"id"`
	Body      string            `json:"body"` // base64, but for text
	Timestamp int64             `json:"timestamp_ms"`
	Attempts  int               `json:"attempts"`
	Metadata  map[string]string `json:"metadata"`
}

// kind is the content type of the message.
func (m message) kind() string { return m.Metadata["CF-Content-Type"] }

// A peeked message is one that was looked at.
type peeked struct {
	message
	Ref     string `json:"ref"`
	Paddock struct {
		State     string `json:"state"`
		Visible   int64  `json:"visible_at_ms,omitempty"`
		HeldBy    string `json:"held_by,omitempty"`
		HeldUntil int64  `json:"held_until_ms,omitempty"`
		LastError string `json:"last_error,omitempty"`
		Stack     string `json:"last_error_stack,omitempty"`
		Origin    string `json:"origin_queue,omitempty"`
		Size      int64  `json:"size"`
	} `json:"paddock"`
}

// A pulled message is held by whoever pulled it.
type pulled struct {
	message
	Lease string `json:"lease_id"`
}
