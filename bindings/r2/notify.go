package r2

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"paddock/bindings/database"
	"paddock/internal/clock"
)

// The events that a rule can be for.
const (
	EventCreate = "object-create"
	EventDelete = "object-delete"
)

// A Rule says which changes of a bucket are told to a queue.
type Rule struct {
	Bucket, Queue  string
	Create, Delete bool   // for which events
	Prefix, Suffix string // of the key; "" for any
}

func (r *Rule) matches(bucket, key string, deleted bool) bool {
	return r.Bucket == bucketName(bucket) && (deleted && r.Delete || !deleted && r.Create) && strings.HasPrefix(key, r.Prefix) && strings.HasSuffix(key, r.Suffix)
}

// A Sender sends messages with JSON bodies to a queue, all or none, and tells
// once they are stored.
type Sender func(queue string, bodies [][]byte, done func(error))

// account stands for the platform's account in notifications.
const account = "00000000000000000000000000000000"

// A notification is the body of a message, as the platform writes it.
type notification struct {
	Account string   `json:"account"`
	Action  string   `json:"action"`
	Bucket  string   `json:"bucket"`
	Object  notified `json:"object"`
	Time    string   `json:"eventTime"`
}

// notified is the object; a deletion tells its key only.
type notified struct {
	Key  string `json:"key"`
	Size *int64 `json:"size,omitempty"`
	ETag string `json:"eTag,omitempty"`
}

const eventTime = "2006-01-02T15:04:05.000Z"

// Notify replaces the rules, and says how to send: what waits is sent at once,
// also from earlier runs. A nil sender lets notifications wait.
func (s *Store) Notify(rules []Rule, send Sender) {
	s.post.set(rules, send)
	s.post.flush()
}

// Rest calls done when every notification is sent, or the attempt has failed.
func (s *Store) Rest(done func()) {
	p := &s.post
	p.mu.Lock()
	p.resting = append(p.resting, done)
	p.mu.Unlock()
	p.flush()
}

// rest tells those who wait that nothing is being sent any more.
func (p *poster) rest() {
	p.mu.Lock()
	waiting := p.resting
	p.resting = nil
	p.mu.Unlock()
	for _, done := range waiting {
		done()
	}
}

// A poster writes notifications down and sends them afterwards. A notification
// is forgotten only once its message is stored: after a crash it may be sent
// twice, never not at all.
type poster struct {
	store *Store

	mu      sync.Mutex
	rules   []Rule
	send    Sender
	stopped bool
	retry   clock.Timer
	pause   time.Duration // before the next attempt
	sending bool
	resting []func() // told when nothing is being sent any more
}

func (p *poster) set(rules []Rule, send Sender) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rules, p.send, p.pause = rules, send, 0
}

func (p *poster) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	if p.retry != nil {
		p.retry.Stop()
	}
}

// rule finds the first rule for a change: the platform tells each only once.
func (p *poster) rule(bucket, key string, deleted bool) *Rule {
	p.mu.Lock()
	defer p.mu.Unlock()
	for n := range p.rules {
		if p.rules[n].matches(bucket, key, deleted) {
			return &p.rules[n]
		}
	}
	return nil
}

// note writes down that a change is to be told, in the transaction of the change.
func (p *poster) note(tx *sql.Tx, c *change, bucket, action string, o *Object) error {
	deleted := action == "DeleteObject"
	rule := p.rule(bucket, o.Key, deleted)
	if rule == nil {
		return nil
	}
	n := notification{Account: account, Action: action, Bucket: bucketName(bucket), Object: notified{Key: o.Key},
		Time: p.store.clock.Now().UTC().Format(eventTime)}
	if !deleted {
		n.Object.Size, n.Object.ETag = &o.Size, o.ETag
	}
	body, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("write the notification of %q: %w", o.Key, err)
	}
	c.noticed = true
	_, err = tx.Exec("INSERT INTO notice (queue, body) VALUES (?, ?)", rule.Queue, body)
	return err
}

// noticeBatch is how many notifications are sent together: a queue takes 100
// messages, or 256 KB, and a notification has at most some 6 KB.
const noticeBatch = 40

// waiting are notifications for one queue, oldest first.
type waiting struct {
	queue  string
	bodies [][]byte
	last   int64 // the id of the newest
}

// flush sends what waits, unless that is under way.
func (p *poster) flush() {
	var w waiting
	idle := false
	p.store.db.Do(func(tx *sql.Tx) (err error) {
		if idle = p.claim(); idle {
			w, err = oldest(tx)
		}
		return err
	}, func(err error) {
		switch {
		case idle:
			p.found(w, err)
		case err != nil:
			p.rest() // closed
		}
	})
}

// claim reports whether nothing was being sent, which from now on is.
func (p *poster) claim() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.sending
	p.sending = true
	return !was
}

// oldest reads the next notifications that go to the same queue.
func oldest(tx *sql.Tx) (waiting, error) {
	var w waiting
	rows, err := tx.Query("SELECT id, queue, body FROM notice ORDER BY id LIMIT ?", noticeBatch)
	if err != nil {
		return w, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var queue string
		var body []byte
		if err := rows.Scan(&id, &queue, &body); err != nil {
			return w, err
		}
		if w.queue != "" && w.queue != queue {
			break
		}
		w.queue, w.last, w.bodies = queue, id, append(w.bodies, body)
	}
	return w, rows.Err()
}

// found sends what was read.
func (p *poster) found(w waiting, err error) {
	if err != nil {
		p.failed(w, err)
		return
	}
	if send := p.next(w); send != nil {
		send(w.queue, w.bodies, func(err error) { p.sent(w, err) })
		return
	}
	p.rest()
}

// next returns what sends; nil when there is nothing to send, or nobody who can.
func (p *poster) next(w waiting) Sender {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(w.bodies) == 0 || p.send == nil {
		p.sending = false
		return nil
	}
	return p.send
}

// sent forgets what was sent, and goes on.
func (p *poster) sent(w waiting, failure error) {
	p.store.db.Do(func(tx *sql.Tx) error {
		if failure != nil {
			return failure
		}
		_, err := tx.Exec("DELETE FROM notice WHERE id <= ?", w.last)
		return err
	}, func(err error) {
		if err != nil {
			p.failed(w, err)
			return
		}
		p.mu.Lock()
		p.pause, p.sending = 0, false
		p.mu.Unlock()
		p.flush()
	})
}

// The pauses between attempts to send.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// failed tries again later. The first failure in a row is told.
func (p *poster) failed(w waiting, err error) {
	defer p.rest()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sending = false
	if p.stopped || errors.Is(err, database.ErrClosed) {
		return
	}
	if p.pause == 0 {
		p.store.warn(fmt.Errorf("notifications of R2 wait for the queue %q: %w", w.queue, err))
	}
	p.pause = min(max(2*p.pause, firstPause), lastPause)
	p.retry = p.store.clock.AfterFunc(p.pause, p.flush)
}
