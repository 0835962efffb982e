package terminal

import (
	"fmt"
	"strings"

	"paddock/internal/journal"
	"paddock/queue"
)

// batchLine words the outcome of a batch: orders 8/10 acked, 2 retry in 30s, 35 ms.
func batchLine(e journal.Entry, b queue.BatchData) string {
	parts := []string{fmt.Sprintf("%s %d/%d acked", e.Queue, b.Acked, b.Messages)}
	add := func(n int, text string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, text))
		}
	}
	add(b.Retried, "retry "+retryWhen(b))
	add(b.DeadLettered, "dead-lettered")
	add(b.Dropped, "dropped")
	add(b.Returned, "returned unspent")
	if b.Failed && b.Err != "" {
		parts = append(parts, "failed: "+firstLine(b.Err))
	} else if b.Failed {
		parts = append(parts, "failed")
	}
	return strings.Join(append(parts, Took(b.Duration)), ", ")
}

func retryWhen(b queue.BatchData) string {
	switch {
	case b.RetryMax <= 0:
		return "now"
	case b.RetryMin == b.RetryMax:
		return "in " + Span(b.RetryMax)
	case b.RetryMin <= 0:
		return "within " + Span(b.RetryMax)
	}
	return "in " + Span(b.RetryMin) + " to " + Span(b.RetryMax)
}

// deadLine words the move of a message to its dead letter queue.
func deadLine(e journal.Entry, d queue.DeadLetterData) string {
	text := fmt.Sprintf("%s → %s: message %s after %s", e.Queue, d.To, e.Message, Count(d.Attempts, "attempt"))
	return text + because(d.Err)
}

// dropLine words the loss of messages.
func dropLine(e journal.Entry, d queue.DropData) string {
	if !d.Expired {
		return fmt.Sprintf("%s: message %s is deleted after %s, since the consumer has no dead_letter_queue", e.Queue, one(e, d), Count(d.Attempts, "attempt")) + because(d.Err)
	}
	text := fmt.Sprintf("%s: %s deleted, older than the queue's retention period", e.Queue, Count(len(d.Messages), "message"))
	return text + ": " + some(d.Messages)
}

func one(e journal.Entry, d queue.DropData) string {
	if e.Message == "" && len(d.Messages) > 0 {
		return d.Messages[0]
	}
	return e.Message
}

// some lists the first few ids.
func some(ids []string) string {
	const most = 3
	if len(ids) <= most {
		return strings.Join(ids, ", ")
	}
	return strings.Join(ids[:most], ", ") + fmt.Sprintf(" and %d more", len(ids)-most)
}

func because(err string) string {
	if err == "" {
		return ""
	}
	return ": " + firstLine(err)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
