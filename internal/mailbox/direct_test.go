package mailbox

import (
	"strings"
	"testing"
	"time"

	"paddock/internal/clock"
)

// What is posted runs at once, what is posted meanwhile after it, each as a turn.
func TestDirectRunsAtOnce(t *testing.T) {
	v := clock.NewVirtual(time.Unix(0, 0))
	var seen []string
	m := Direct(v).New("m", func() { seen = append(seen, "|") })
	m.Post(func() {
		m.Post(func() { seen = append(seen, "b") })
		seen = append(seen, "a")
	})
	m.After(time.Second, func() { seen = append(seen, "c") })
	v.Step(time.Unix(2, 0))
	m.Close()
	select {
	case <-m.Done():
	default:
		t.Error("not done")
	}
	if got := strings.Join(seen, ""); got != "a|b|c|" || m.Post(func() {}) {
		t.Error(got)
	}
}
