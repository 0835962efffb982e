package terminal

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/journal"
	"paddock/queue"
)

func at(seq uint64, e journal.Entry) journal.Entry {
	e.Seq, e.Time = seq, time.Date(2026, 1, 2, 15, 4, 5, 678e6, time.UTC)
	return e
}

func show(t *testing.T, o Options, entries ...journal.Entry) string {
	t.Helper()
	for i := range entries {
		entries[i] = at(uint64(i+1), entries[i])
	}
	var b bytes.Buffer
	if err := NewPretty(&b, o).Print(entries); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestBatchLine(t *testing.T) {
	for _, c := range []struct {
		data queue.BatchData
		want string
	}{
		{queue.BatchData{Messages: 10, Acked: 8, Retried: 2, RetryMin: 30 * time.Second, RetryMax: 30 * time.Second, Duration: 35 * time.Millisecond},
			"orders 8/10 acked, 2 retry in 30s, 35 ms"},
		{queue.BatchData{Messages: 1, Acked: 1, Duration: 100 * time.Microsecond}, "orders 1/1 acked, <1 ms"},
		{queue.BatchData{Messages: 3, Retried: 3, Failed: true, Err: "Error: no\n    at x", Duration: 1234 * time.Millisecond},
			"orders 0/3 acked, 3 retry now, failed: Error: no, 1.2 s"},
		{queue.BatchData{Messages: 4, Retried: 2, RetryMin: 5 * time.Second, RetryMax: 90 * time.Second, DeadLettered: 1, Dropped: 1, Duration: 125 * time.Second},
			"orders 0/4 acked, 2 retry in 5s to 1m30s, 1 dead-lettered, 1 dropped, 2 min 5 s"},
		{queue.BatchData{Messages: 2, Returned: 2, Duration: time.Minute}, "orders 0/2 acked, 2 returned unspent, 1 min"},
		{queue.BatchData{Messages: 2, Retried: 2, RetryMax: time.Hour, Duration: 2 * time.Second}, "orders 0/2 acked, 2 retry within 1h, 2 s"},
	} {
		got := show(t, Options{Level: journal.Info}, journal.Entry{Kind: journal.BatchEnd, Level: journal.Info, Queue: "orders", Worker: "shop", Data: c.data})
		if want := "15:04:05.678 " + c.want + "\n"; got != want {
			t.Errorf("got  %swant %s", got, want)
		}
	}
}

func TestLinesForPeople(t *testing.T) {
	got := show(t, Options{Level: journal.Info, Several: true},
		journal.Entry{Kind: journal.Log, Level: journal.Info, Worker: "shop", Text: "one\ntwo"},
		journal.Entry{Kind: journal.Log, Level: journal.Debug, Worker: "shop", Text: "hidden"},
		journal.Entry{Kind: journal.Sent, Level: journal.Info, Queue: "orders", Data: queue.SendData{Count: 1, Bytes: 9}},
		journal.Entry{Kind: journal.DeadLetter, Level: journal.Info, Worker: "shop", Queue: "orders", Message: "ab12", Data: queue.DeadLetterData{To: "dead", Attempts: 4, Err: "Error: declined\n  at y"}},
		journal.Entry{Kind: journal.Dropped, Level: journal.Info, Worker: "shop", Queue: "orders", Data: queue.DropData{Messages: []string{"cd34"}, Attempts: 1}},
		journal.Entry{Kind: journal.Dropped, Level: journal.Info, Queue: "orders", Data: queue.DropData{Expired: true, Messages: []string{"a", "b", "c", "d"}}},
		journal.Entry{Kind: journal.Exception, Level: journal.Error, Worker: "shop", Text: "Uncaught error: Error: x\n    at src/index.ts:3:1"},
	)
	want := `15:04:05.678 [shop] one
                    two
15:04:05.678 [shop]  DEAD LETTER  orders → dead: message ab12 after 4 attempts: Error: declined
15:04:05.678 [shop]  MESSAGE LOST  orders: message cd34 is deleted after 1 attempt, since the consumer has no dead_letter_queue
15:04:05.678  MESSAGE LOST  orders: 4 messages deleted, older than the queue's retention period: a, b, c and 1 more
15:04:05.678 [shop] Uncaught error: Error: x
                 at src/index.ts:3:1
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLostMessagesShowAtEveryLevelButNone(t *testing.T) {
	lost := journal.Entry{Kind: journal.Dropped, Level: journal.Debug, Queue: "q", Data: queue.DropData{Messages: []string{"a"}, Attempts: 1}}
	if got := show(t, Options{Level: journal.Error}, lost); !strings.Contains(got, "MESSAGE LOST") {
		t.Errorf("at level error: %q", got)
	}
	if got := show(t, Options{Silent: true}, lost); got != "" {
		t.Errorf("silent, but printed %q", got)
	}
}

func TestEntriesThatWereMissedAreCounted(t *testing.T) {
	var b bytes.Buffer
	p := NewPretty(&b, Options{})
	first, later := at(1, journal.Entry{Text: "a"}), at(5, journal.Entry{Text: "b"})
	if err := p.Print([]journal.Entry{first, later}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "3 entries came faster") {
		t.Errorf("got %q", b.String())
	}
}

func TestColourOnlyWhereWanted(t *testing.T) {
	e := journal.Entry{Kind: journal.Log, Level: journal.Error, Worker: "w", Text: "bad \x1b[32mgreen\x1b[0m \x1b]0;title\x07 \x1b[2J\u009b1A"}
	plain := show(t, Options{}, e)
	if want := "15:04:05.678 [w] bad green ␛]0;title␇ ␛[2J\ufffd1A\n"; plain != want {
		t.Errorf("got %q, want %q", plain, want)
	}
	coloured := show(t, Options{Style: NewStyle(true)}, e)
	if !strings.Contains(coloured, "\x1b[31m") || !strings.Contains(coloured, "\x1b[32mgreen") {
		t.Errorf("no colour in %q", coloured)
	}
	if strings.Contains(coloured, "\x1b]") || strings.Contains(coloured, "\x1b[2J") || strings.Contains(coloured, "\u009b") {
		t.Errorf("control sequences reach the terminal: %q", coloured)
	}
}

func TestJSONLines(t *testing.T) {
	var b bytes.Buffer
	p := NewJSON(&b, Options{Level: journal.Info})
	err := p.Print([]journal.Entry{
		at(1, journal.Entry{Kind: journal.BatchEnd, Level: journal.Info, Worker: "shop", Queue: "orders", Data: queue.BatchData{
			Batch: "b1", Messages: 10, Backlog: 12, Acked: 8, Retried: 2, RetryMin: 30 * time.Second, RetryMax: 30 * time.Second, Duration: 35 * time.Millisecond}}),
		at(2, journal.Entry{Kind: journal.DeadLetter, Level: journal.Warn, Queue: "orders", Message: "ab12", Data: queue.DeadLetterData{To: "dead", Attempts: 4, Err: "<no>"}}),
		at(3, journal.Entry{Kind: journal.Log, Level: journal.Info, Worker: "shop", Text: "a\nb"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"seq":1,"time":"2026-01-02T15:04:05.678Z","kind":"batch-end","level":"info","worker":"shop","queue":"orders","data":{"batch":"b1","messages":10,"backlog":12,"acked":8,"retried":2,"dead_lettered":0,"dropped":0,"returned":0,"retry_min_ms":30000,"retry_max_ms":30000,"duration_ms":35,"failed":false}}
{"seq":2,"time":"2026-01-02T15:04:05.678Z","kind":"dead-letter","level":"error","queue":"orders","message_id":"ab12","data":{"dead_letter_queue":"dead","attempts":4,"error":"<no>"}}
{"seq":3,"time":"2026-01-02T15:04:05.678Z","kind":"log","level":"info","worker":"shop","text":"a\nb"}
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestBanner(t *testing.T) {
	shop := &config.Config{
		Producers: []config.Producer{{Binding: "ORDERS", Queue: "orders"}},
	}
	mailer := &config.Config{
		Consumers: []config.Consumer{
			{Queue: "orders", Type: config.TypeWorker, MaxBatchSize: 10, MaxBatchTimeout: 5, DeadLetterQueue: "dead", MaxConcurrency: 2},
			{Queue: "pulled", Type: config.TypeHTTPPull},
		},
	}
	banner := Banner{Version: "1.2.3", State: ".paddock/state", Workers: []Served{
		{"shop", "http://127.0.0.1:8787", shop}, {"mailer", "http://127.0.0.1:8788", mailer}, {"broken", "http://127.0.0.1:8789", nil}}}
	var b bytes.Buffer
	if err := banner.Write(&b, NewStyle(false)); err != nil {
		t.Fatal(err)
	}
	want := `paddock 1.2.3

  shop    http://127.0.0.1:8787
  mailer  http://127.0.0.1:8788
  broken  http://127.0.0.1:8789

  queue   sent to by              consumed by
  orders  shop (env.ORDERS)       mailer (batches of 10 or after 5 s, 2 at a time)
  dead    dead letters of orders  nobody: its messages are kept
  pulled  nobody                  whoever pulls over HTTP

  messages are kept in .paddock/state
  Ctrl-C lets the batches in flight end; pressed twice it stops at once

`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	text, err := json.Marshal(banner.Object("T"))
	if err != nil {
		t.Fatal(err)
	}
	wantJSON := `{"seq":0,"time":"T","kind":"start","level":"info","version":"1.2.3","workers":[{"name":"shop","url":"http://127.0.0.1:8787","producers":["orders"],"consumers":[]},{"name":"mailer","url":"http://127.0.0.1:8788","producers":[],"consumers":["orders","pulled"]},{"name":"broken","url":"http://127.0.0.1:8789","producers":[],"consumers":[]}],"state":".paddock/state"}`
	if string(text) != wantJSON {
		t.Errorf("got\n%s\nwant\n%s", text, wantJSON)
	}
}

func TestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0s", 500 * time.Millisecond: "0s", 90 * time.Second: "1m30s", 4 * 24 * time.Hour: "4d", 25 * time.Hour: "1d1h"} {
		if got := Span(d); got != want {
			t.Errorf("Span(%v) = %q, want %q", d, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 128_000: "128.0 KB", 2_500_000: "2.5 MB", 25e9: "25.0 GB"} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Count(2, "batch") + Count(1, "batch") + Count(0, "queue") + Count(3, "entry"); got != "2 batches1 batch0 queues3 entries" {
		t.Errorf("Count words %q", got)
	}
}
