package sqlite

import (
	"time"

	"paddock/queue"
)

// row is a queue with its counters.
type row struct {
	id       queue.QueueID
	name     string
	created  time.Time
	settings queue.QueueSettings
	seq      int64
	count    int64
	bytes    int64

	// The message that entered first, where it is known.
	oldest     int64
	oldestSent time.Time
	dirty      bool
}

const (
	queueColumns = "q, name, created, delay, paused, retention, seq, count, bytes"
	msgColumns   = "id, visible, attempts, lease, sent, entered, size, uid, type, origin, error"
)

func readQueue(st *stmt) *row {
	return &row{
		id:      queue.QueueID(st.colInt(0)),
		name:    st.colText(1),
		created: at(st.colInt(2)),
		settings: queue.QueueSettings{
			DeliveryDelay: millis(st.colInt(3)),
			Paused:        st.colInt(4) != 0,
			Retention:     millis(st.colInt(5)),
		},
		seq: st.colInt(6), count: st.colInt(7), bytes: st.colInt(8),
	}
}

func readMsg(st *stmt, queueName string) queue.Message {
	m := queue.Message{
		Queue:    queueName,
		Ref:      st.colInt(0),
		Attempts: int(st.colInt(2)),
		Lease:    st.colInt(3),
		Sent:     at(st.colInt(4)),
		Entered:  at(st.colInt(5)),
		Size:     int(st.colInt(6)),
		ID:       st.colText(7),
		Type:     st.colText(8),
		Origin:   st.colText(9),
	}
	m.LastError = st.colText(10)
	if v := st.colInt(1); v != forever {
		m.Visible = at(v)
	}
	return m
}

// Times are stored as milliseconds since the epoch, durations as milliseconds.
func at(ms int64) time.Time         { return time.UnixMilli(ms).UTC() }
func millis(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// first and last bound the ids of a queue.
func first(q queue.QueueID) int64 { return int64(q) << 40 }
func last(q queue.QueueID) int64  { return (int64(q) + 1) << 40 }
