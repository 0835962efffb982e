package terminal

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"paddock/config"
	"paddock/internal/dev"
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

func TestLinesForPeople(t *testing.T) {
	got := show(t, Options{Level: journal.Info, Several: true},
		journal.Entry{Kind: journal.Log, Level: journal.Info, Worker: "shop", Text: "one\ntwo"},
		journal.Entry{Kind: journal.Log, Level: journal.Debug, Worker: "shop", Text: "hidden"},
		journal.Entry{Kind: journal.Sent, Level: journal.Info, Queue: "orders", Text: "1 sent"},
		journal.Entry{Kind: journal.BatchStart, Level: journal.Info, Queue: "orders", Text: "batch of 3"},
		journal.Entry{Kind: journal.BatchEnd, Level: journal.Info, Worker: "shop", Queue: "orders", Text: "orders 3/3 acked, 5 ms"},
		journal.Entry{Kind: journal.DeadLetter, Level: journal.Info, Worker: "shop", Queue: "orders", Text: "message ab12 of orders moved"},
		journal.Entry{Kind: journal.Dropped, Level: journal.Info, Queue: "orders", Text: "message cd34 of orders was deleted"},
		journal.Entry{Kind: journal.Exception, Level: journal.Error, Worker: "shop", Text: "Uncaught error: Error: x\n    at src/index.ts:3:1"},
	)
	want := `15:04:05.678 [shop] one
                    two
15:04:05.678 [shop] orders 3/3 acked, 5 ms
15:04:05.678 [shop]  DEAD LETTER  message ab12 of orders moved
15:04:05.678  MESSAGE LOST  message cd34 of orders was deleted
15:04:05.678 [shop] Uncaught error: Error: x
                 at src/index.ts:3:1
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLostMessagesShowAtEveryLevelButNone(t *testing.T) {
	lost := journal.Entry{Kind: journal.Dropped, Level: journal.Debug, Queue: "q", Text: "message a was deleted"}
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
		at(4, journal.Entry{Kind: journal.Request, Level: journal.Info, Worker: "shop", Data: dev.RequestData{Method: "GET", Path: "/", Status: 200, Duration: 1500 * time.Microsecond}}),
		at(5, journal.Entry{Kind: journal.Reload, Level: journal.Info, Worker: "shop", Data: dev.ReloadData{Generation: 2, Cause: "index.js changed", Duration: 20 * time.Millisecond}}),
		at(6, journal.Entry{Kind: journal.Exception, Level: journal.Error, Worker: "shop", Data: dev.ExceptionData{Handler: "queue", Name: "TypeError", Message: "no", Stack: "TypeError: no"}}),
		at(7, journal.Entry{Kind: journal.Scheduled, Level: journal.Info, Worker: "shop", Data: dev.ScheduledData{Cron: "* * * * *"}}),
		at(8, journal.Entry{Kind: journal.BatchStart, Level: journal.Info, Queue: "below the level"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"seq":1,"time":"2026-01-02T15:04:05.678Z","kind":"batch-end","level":"info","worker":"shop","queue":"orders","data":{"batch":"b1","messages":10,"backlog":12,"acked":8,"retried":2,"dead_lettered":0,"dropped":0,"returned":0,"retry_min_ms":30000,"retry_max_ms":30000,"duration_ms":35,"failed":false}}
{"seq":2,"time":"2026-01-02T15:04:05.678Z","kind":"dead-letter","level":"error","queue":"orders","message_id":"ab12","data":{"dead_letter_queue":"dead","attempts":4,"error":"<no>"}}
{"seq":3,"time":"2026-01-02T15:04:05.678Z","kind":"log","level":"info","worker":"shop","text":"a\nb"}
{"seq":4,"time":"2026-01-02T15:04:05.678Z","kind":"request","level":"info","worker":"shop","data":{"method":"GET","path":"/","status":200,"duration_ms":1.5}}
{"seq":5,"time":"2026-01-02T15:04:05.678Z","kind":"reload","level":"info","worker":"shop","data":{"generation":2,"cause":"index.js changed","failed":false,"duration_ms":20}}
{"seq":6,"time":"2026-01-02T15:04:05.678Z","kind":"exception","level":"error","worker":"shop","data":{"handler":"queue","name":"TypeError","message":"no","stack":"TypeError: no"}}
{"seq":7,"time":"2026-01-02T15:04:05.678Z","kind":"scheduled","level":"info","worker":"shop","data":{"cron":"* * * * *","failed":false,"duration_ms":0}}
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
		{Name: "shop", URL: "http://127.0.0.1:8787", Config: shop}, {Name: "mailer", URL: "http://127.0.0.1:8788", Config: mailer}, {Name: "broken", URL: "http://127.0.0.1:8789"}}}
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

func TestBannerTellsOfTheAPIAndOfHaste(t *testing.T) {
	shop := &config.Config{Paddock: config.Paddock{Fast: true}, Consumers: []config.Consumer{
		{Queue: "slow", Type: config.TypeWorker, MaxBatchSize: 10, MaxBatchTimeout: 5},
		{Queue: "soon", Type: config.TypeWorker, MaxBatchSize: 10},
	}}
	banner := Banner{Version: "1.2.3", API: "http://127.0.0.1:9000/client/v4", Workers: []Served{{Name: "shop", URL: "http://127.0.0.1:8787", Config: shop}}}
	var b bytes.Buffer
	if err := banner.Write(&b, NewStyle(false)); err != nil {
		t.Fatal(err)
	}
	want := `paddock 1.2.3

  shop  http://127.0.0.1:8787
  the REST API for queues: http://127.0.0.1:9000/client/v4

  queue  sent to by  consumed by
  slow   nobody      shop (batches of 10 or after 50 ms)
  soon   nobody      shop (batches of 10 or after 0 s)

  fast: no batch waits longer than 50 ms, whatever its configuration says
  messages are not kept: they end with this process (--no-persist)
  Ctrl-C lets the batches in flight end; pressed twice it stops at once

`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	if o := banner.Object("T"); o.API != banner.API || !o.Fast {
		t.Errorf("for programs: %+v", o)
	}
}

func TestFacts(t *testing.T) {
	var b bytes.Buffer
	if err := Facts(&b, NewStyle(false), []Fact{{"id", "7"}, {"last error", "Error: no\n    at \x1b[2Jx\n"}, {"body", ""}}); err != nil {
		t.Fatal(err)
	}
	want := "id          7\nlast error  Error: no\n                at ␛[2Jx\nbody        \n"
	if b.String() != want {
		t.Errorf("got\n%q\nwant\n%q", b.String(), want)
	}
}

func TestWords(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0s", 500 * time.Millisecond: "0s", 90 * time.Second: "1m30s", 4 * 24 * time.Hour: "4d", 25 * time.Hour: "1d1h"} {
		if got := Span(d); got != want {
			t.Errorf("Span(%v) = %q, want %q", d, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0s", 50: "50ms", 1500: "1.5s", 30_000: "30s", 90_500: "1m30s"} {
		if got := Millis(n); got != want {
			t.Errorf("Millis(%d) = %q, want %q", n, got, want)
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
