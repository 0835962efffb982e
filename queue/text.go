package queue

import (
	"fmt"
	"strings"
	"time"

	"paddock/internal/journal"
)

// Summary is the outcome of a batch in one line for people.
func (d BatchData) Summary(queue string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d/%d acked", queue, d.Acked, d.Messages)
	part := func(n int, text string) {
		if n > 0 {
			fmt.Fprintf(&b, ", %d %s", n, text)
		}
	}
	part(d.Retried, "retry "+delays(d.RetryMin, d.RetryMax))
	part(d.DeadLettered, "dead-lettered")
	part(d.Dropped, "DROPPED")
	part(d.Returned, "returned untried")
	fmt.Fprintf(&b, ", %s", journal.Took(d.Duration))
	return b.String()
}

func delays(shortest, longest time.Duration) string {
	switch {
	case longest == 0:
		return "now"
	case shortest == longest:
		return "in " + short(longest)
	}
	return fmt.Sprintf("in %s to %s", short(shortest), short(longest))
}

// short writes a delay without the units that are zero: 30s, 1m30s, 4d.
func short(d time.Duration) string {
	if d >= 24*time.Hour && d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func attempts(n int) string {
	if n == 1 {
		return "1 attempt"
	}
	return fmt.Sprintf("%d attempts", n)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
