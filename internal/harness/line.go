package harness

import (
	"fmt"

	"paddock/internal/journal"
)

// Line is one entry as text, with everything that must replay.
func Line(e journal.Entry) string {
	data := ""
	if e.Data != nil {
		data = fmt.Sprintf(" %+v", e.Data)
	}
	return fmt.Sprintf("%d %s %s %s worker=%s queue=%s message=%s %q%s",
		e.Seq, e.Time.UTC().Format("15:04:05.000"), e.Level, e.Kind, e.Worker, e.Queue, e.Message, e.Text, data)
}
