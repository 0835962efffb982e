package admin

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/internal/journal"
	"paddock/internal/mailbox"
	"paddock/queue"
	"paddock/queue/sqlite"
)

// A world is the API over a broker on a clock that the test moves.
type world struct {
	http.Handler
	t      *testing.T
	clock  *clock.Virtual
	broker *queue.Broker
}

// newWorld serves these queues: orders, with a producer and a Worker that never
// ends; pulled, with pullers and the dead letter queue pulled-dead; quiet, and
// the narrow ones small (10 bytes) and slow (1 message a second).
func newWorld(t *testing.T, change ...func(*Options)) *world {
	t.Helper()
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: clock.NewVirtual(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC))}
	w.broker, err = queue.Open(queue.Options{Store: store, Exec: mailbox.Real(w.clock), Rand: rand.New(rand.NewPCG(1, 2)), Journal: journal.New(w.clock, 100)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.broker.Close()
		<-w.broker.Done()
		store.Close()
	})
	consumer := queue.NewConsumer("orders", queue.HandlerFunc(func(queue.Batch, func(queue.Result)) {}))
	consumer.Worker, consumer.DeadLetter, consumer.BatchTimeout, consumer.MaxConcurrency = "shop", "orders-dead", time.Minute, 2
	pull := queue.Consumer{Queue: "pulled", Type: queue.PullConsumer, BatchSize: 10, MaxRetries: 3, VisibilityTimeout: 30 * time.Second, DeadLetter: "pulled-dead"}
	assigned := make(chan error, 1)
	w.broker.Assign(queue.Table{
		Queues: []queue.Declaration{{Name: "orders", Produced: true}, {Name: "quiet"}, {Name: "pulled"},
			{Name: "small", StorageBytes: 10}, {Name: "slow", RatePerSecond: 1}},
		Consumers: []queue.Consumer{consumer, pull},
	}, func(err error) { assigned <- err })
	if err := <-assigned; err != nil {
		t.Fatal(err)
	}
	o := Options{Broker: w.broker, Clock: w.clock, Producers: func(q string) []string {
		if q == "orders" {
			return []string{"web"}
		}
		return nil
	}}
	for _, f := range change {
		f(&o)
	}
	w.Handler = New(o)
	return w
}

// advance moves the clock, firing what is due on the way.
func (w *world) advance(d time.Duration) {
	until := w.clock.Now().Add(d)
	for w.clock.Step(until) {
	}
	w.clock.MoveTo(until)
}

// A reply is an answer of the API.
type reply struct {
	status  int
	header  http.Header
	text    string
	Success bool
	Errors  []problem
	Result  json.RawMessage
	Info    pageInfo `json:"result_info"`
}

func (r reply) code() int {
	if len(r.Errors) == 0 {
		return 0
	}
	return r.Errors[0].Code
}

// call makes a request as a program on this machine would; change may spoil it.
func call(t *testing.T, api http.Handler, method, path, body string, change ...func(*http.Request)) reply {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8787"+Prefix+"/accounts/any"+path, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:50000"
	r.Header.Set("Authorization", "Bearer any")
	r.Header.Set("Content-Type", "application/json")
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	api.ServeHTTP(w, r)
	text, _ := io.ReadAll(w.Result().Body)
	out := reply{status: w.Code, header: w.Header(), text: string(text)}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
	if out.Success != (len(out.Errors) == 0) || !strings.HasPrefix(out.header.Get("Content-Type"), "application/json") {
		t.Errorf("%s %s: success is %v with %d errors, as %s", method, path, out.Success, len(out.Errors), out.header.Get("Content-Type"))
	}
	return out
}

// ask makes a call that must succeed, and reads its result.
func ask[T any](w *world, method, path, body string) T {
	w.t.Helper()
	r := call(w.t, w, method, path, body)
	if !r.Success {
		w.t.Fatalf("%s %s %s: %d %s", method, path, body, r.status, r.text)
	}
	var out T
	if err := json.Unmarshal(r.Result, &out); err != nil {
		w.t.Fatalf("%s %s: %v in %s", method, path, err, r.Result)
	}
	return out
}

// refused makes a call that must be refused with a status and a code.
func (w *world) refused(name, method, path, body string, status, code int) reply {
	w.t.Helper()
	r := call(w.t, w, method, path, body)
	if r.status != status || r.code() != code {
		w.t.Errorf("%s: status %d, code %d, want %d, %d: %.300s", name, r.status, r.code(), status, code, r.text)
	}
	return r
}

// send sends texts to a queue.
func (w *world) send(q string, texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		body, _ := json.Marshal(map[string]string{"body": text, "content_type": "text"})
		ask[sendResult](w, "POST", "/queues/"+q+"/messages", string(body))
	}
}

// count tells how many messages a queue has.
func (w *world) count(q string) int64 {
	w.t.Helper()
	return ask[metricsObject](w, "GET", "/queues/"+q+"/metrics", "").Count
}
