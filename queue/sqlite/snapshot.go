package sqlite

import (
	"errors"
	"fmt"
	"strings"

	"paddock/queue"
)

// snapshot reads through the connection for looking.
type snapshot struct{ c *conn }

// rows runs a query once.
func (s *snapshot) rows(sql string, bind func(*stmt), row func(*stmt)) error {
	st, err := s.c.prepare(sql)
	if err != nil {
		return err
	}
	defer func() {
		st.finalize()
		s.c.stmts = s.c.stmts[:len(s.c.stmts)-1]
	}()
	bind(st)
	for {
		more, err := st.step()
		if err != nil || !more {
			return err
		}
		row(st)
	}
}

// Queues returns every queue, by name.
func (s *snapshot) Queues() ([]queue.Stored, error) {
	const oldest = "(SELECT sent FROM msg WHERE id > (q.q << 40) AND id < ((q.q + 1) << 40) ORDER BY id LIMIT 1)"
	var all []queue.Stored
	var bad error
	err := s.rows("SELECT "+queueColumns+", "+oldest+" FROM queue q ORDER BY name", func(*stmt) {}, func(st *stmt) {
		r := readQueue(st)
		m := queue.Metrics{BacklogCount: r.count, BacklogBytes: r.bytes}
		if !st.isNull(12) {
			m.Oldest = at(st.colInt(12))
		}
		one, err := r.stored(m)
		bad = errors.Join(bad, err)
		all = append(all, one)
	})
	if err = errors.Join(err, bad); err != nil {
		return nil, fmt.Errorf("list queues: %w", err)
	}
	return all, nil
}

// Peek returns messages in the order of their entering.
func (s *snapshot) Peek(q queue.QueueID, p queue.Peek) ([]queue.Message, error) {
	where := []string{"m.id > ?", "m.id < ?"}
	switch p.State {
	case queue.ReadyState:
		where = append(where, "m.visible <= ?")
	case queue.DelayedState:
		where = append(where, "m.visible > ? AND m.lease = 0")
	case queue.LeasedState:
		where = append(where, "m.visible > ? AND m.lease <> 0")
	}
	if p.ID != "" {
		where = append(where, "m.uid = ?")
	}
	sql := "SELECT " + messageColumns() + ", b.body, (SELECT name FROM queue WHERE q = m.q), p.holder " +
		"FROM msg m JOIN body b ON b.id = m.id LEFT JOIN pulled p ON p.id = m.id WHERE " + strings.Join(where, " AND ") + " ORDER BY m.id LIMIT ?"
	var all []queue.Message
	bind := func(st *stmt) {
		st.int(1, max(p.After, first(q)))
		st.int(2, last(q))
		n := 3
		if p.State != queue.AnyState {
			st.int(n, p.Now.UnixMilli())
			n++
		}
		if p.ID != "" {
			st.text(n, p.ID)
			n++
		}
		st.int(n, int64(p.Limit))
	}
	err := s.rows(sql, bind, func(st *stmt) {
		m := readMsg(st, st.colText(columnCount+1))
		m.Body = st.colBytes(columnCount)
		if m.Lease != 0 && !st.isNull(columnCount+2) {
			m.Holder = strings.TrimSpace(string(queue.PullConsumer) + " " + st.colText(columnCount+2))
		}
		all = append(all, m)
	})
	if err != nil {
		return nil, fmt.Errorf("peek: %w", err)
	}
	return all, nil
}
