package sqlite

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"paddock/queue"
)

// row is a queue with its counters.
type row struct {
	id       queue.QueueID
	name     string
	created  time.Time
	modified time.Time
	purged   time.Time
	settings queue.QueueSettings
	attached string // the stored form of the attachment
	seq      int64
	count    int64
	bytes    int64

	// The message that entered first, where it is known.
	oldest     int64
	oldestSent time.Time
	dirty      bool
	// pulls says that pulled may have rows of the queue.
	pulls bool
}

const (
	queueColumns = "q, name, created, delay, paused, retention, seq, count, bytes, modified, purged, attached"
	msgColumns   = "id, visible, attempts, lease, sent, entered, size, uid, type, origin, error, source"
)

// columnCount is how many msgColumns there are: what a query adds follows them.
const columnCount = 12

// messageColumns are the same of a table that a query calls m.
func messageColumns() string { return "m." + strings.ReplaceAll(msgColumns, ", ", ", m.") }

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
		modified: when(st.colInt(9)), purged: when(st.colInt(10)), attached: st.colText(11),
		pulls: true, // until it is known better
	}
}

// stored describes the queue; its backlog m is known to the caller.
func (r *row) stored(m queue.Metrics) (queue.Stored, error) {
	s := queue.Stored{ID: r.id, Name: r.name, Created: r.created, Modified: r.modified, PurgedAt: r.purged, Settings: r.settings, Metrics: m}
	if s.Modified.IsZero() {
		s.Modified = r.created
	}
	if r.attached == "" {
		return s, nil
	}
	s.Attached = new(queue.Attachment)
	if err := json.Unmarshal([]byte(r.attached), s.Attached); err != nil {
		return s, fmt.Errorf("the consumer stored with queue %s: %w", r.name, err)
	}
	return s, nil
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
	m.LastError, m.Source = st.colText(10), st.colText(11)
	if v := st.colInt(1); v != forever {
		m.Visible = at(v)
	}
	return m
}

// Times are stored as milliseconds since the epoch, durations as milliseconds.
func at(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// when is at, where 0 stands for never.
func when(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return at(ms)
}

func millis(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// first and last bound the ids of a queue.
func first(q queue.QueueID) int64 { return int64(q) << queue.RefBits }
func last(q queue.QueueID) int64  { return (int64(q) + 1) << queue.RefBits }
