package admin

import (
	"encoding/json"
	"fmt"
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

// newAPI serves two queues: orders, with a producer and a consumer that never
// ends, and quiet.
func newAPI(t *testing.T) http.Handler {
	t.Helper()
	store, err := sqlite.OpenTemp()
	if err != nil {
		t.Fatal(err)
	}
	c := clock.Real()
	broker, err := queue.Open(queue.Options{Store: store, Exec: mailbox.Real(c), Rand: rand.New(rand.NewPCG(1, 2)), Journal: journal.New(c, 100)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		broker.Close()
		<-broker.Done()
		store.Close()
	})
	consumer := queue.NewConsumer("orders", queue.HandlerFunc(func(queue.Batch, func(queue.Result)) {}))
	consumer.Worker, consumer.DeadLetter, consumer.BatchTimeout, consumer.MaxConcurrency = "shop", "orders-dead", time.Minute, 2
	pull := queue.Consumer{Queue: "pulled", Type: queue.PullConsumer, BatchSize: 10, MaxRetries: 3, VisibilityTimeout: 30 * time.Second}
	assigned := make(chan error, 1)
	broker.Assign(queue.Table{
		Queues:    []queue.Declaration{{Name: "orders", Produced: true}, {Name: "quiet"}, {Name: "pulled"}},
		Consumers: []queue.Consumer{consumer, pull},
	}, func(err error) { assigned <- err })
	if err := <-assigned; err != nil {
		t.Fatal(err)
	}
	return New(Options{Broker: broker, Store: store, Clock: c, Producers: func(q string) []string {
		if q == "orders" {
			return []string{"web"}
		}
		return nil
	}})
}

// A reply is an answer of the API.
type reply struct {
	status  int
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
	out := reply{status: w.Code, text: string(text)}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
	if out.Success != (len(out.Errors) == 0) {
		t.Errorf("%s %s: success is %v with %d errors", method, path, out.Success, len(out.Errors))
	}
	return out
}

func TestList(t *testing.T) {
	api := newAPI(t)
	all := call(t, api, "GET", "/queues", "")
	var queues []queueObject
	if err := json.Unmarshal(all.Result, &queues); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, q := range queues {
		names = append(names, q.Name)
	}
	if got := strings.Join(names, " "); got != "orders orders-dead pulled quiet" {
		t.Errorf("the queues are %s", got)
	}
	if all.Info != (pageInfo{Page: 1, PerPage: 50, Count: 4, TotalCount: 4, TotalPages: 1}) {
		t.Errorf("the page is %+v", all.Info)
	}
	second := call(t, api, "GET", "/queues?page=2&per_page=3", "")
	if second.Info != (pageInfo{Page: 2, PerPage: 3, Count: 1, TotalCount: 4, TotalPages: 2}) || !strings.Contains(second.text, `"quiet"`) {
		t.Errorf("the second page is %s", second.text)
	}
	if beyond := call(t, api, "GET", "/queues?page=9", ""); string(beyond.Result) != "[]" {
		t.Errorf("a page beyond the last is %s", beyond.Result)
	}
	if two := call(t, api, "GET", "/queues?name=quiet&name=pulled&name=none", ""); two.Info.TotalCount != 2 {
		t.Errorf("by name: %s", two.text)
	}
}

func TestGetDescribesProducersAndConsumers(t *testing.T) {
	api := newAPI(t)
	var q queueObject
	byID := call(t, api, "GET", "/queues/"+QueueID("orders"), "")
	if err := json.Unmarshal(byID.Result, &q); err != nil {
		t.Fatal(err)
	}
	q.Created, q.Modified = "", ""
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"queue_id":"` + QueueID("orders") + `","queue_name":"orders","created_on":"","modified_on":"",` +
		`"producers":[{"type":"worker","script":"web"}],"producers_total_count":1,` +
		`"consumers":[{"consumer_id":"` + QueueID("consumer of orders") + `","type":"worker","queue_name":"orders","script":"shop","dead_letter_queue":"orders-dead",` +
		`"settings":{"batch_size":10,"max_retries":3,"max_wait_time_ms":60000,"max_concurrency":2,"retry_delay":0}}],"consumers_total_count":1,` +
		`"settings":{"delivery_delay":0,"delivery_paused":false,"message_retention_period":345600}}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if byName := call(t, api, "GET", "/queues/orders", ""); byName.text != byID.text {
		t.Errorf("by name: %s", byName.text)
	}
	if pulled := call(t, api, "GET", "/queues/pulled", ""); !strings.Contains(pulled.text, `"type":"http_pull","queue_name":"pulled","settings":{"batch_size":10,"max_retries":3,"retry_delay":0,"visibility_timeout_ms":30000}`) {
		t.Errorf("the pull consumer is %s", pulled.text)
	}
}

func TestSendAndPeek(t *testing.T) {
	api := newAPI(t)
	sent := call(t, api, "POST", "/queues/quiet/messages", `{"body": {"id" : 7}, "ignored": true}`)
	if sent.status != 200 || !strings.Contains(string(sent.Result), `{"metadata":{"metrics":{"backlog_count":1,"backlog_bytes":8,`) {
		t.Errorf("sent: %s", sent.text)
	}
	call(t, api, "POST", "/queues/quiet/messages/batch", `{"messages": [{"body": "héllo", "content_type": "text"}, {"body": null, "delay_seconds": 0}], "delay_seconds": 60}`)

	var ready struct{ Messages []peekedMessage }
	if err := json.Unmarshal(call(t, api, "POST", "/queues/quiet/messages/peek", `{}`).Result, &ready); err != nil {
		t.Fatal(err)
	}
	if len(ready.Messages) != 2 || ready.Messages[0].Body != "eyJpZCI6N30=" || ready.Messages[1].Body != "bnVsbA==" {
		t.Fatalf("ready: %+v", ready.Messages)
	}
	first := ready.Messages[0]
	if first.Attempts != 0 || first.Metadata["CF-Content-Type"] != "json" || len(first.ID) != 32 || first.Paddock.State != "ready" {
		t.Errorf("the first is %+v", first)
	}
	var delayed struct{ Messages []peekedMessage }
	if err := json.Unmarshal(call(t, api, "POST", "/queues/quiet/messages/peek", `{"state":"delayed"}`).Result, &delayed); err != nil {
		t.Fatal(err)
	}
	if len(delayed.Messages) != 1 || delayed.Messages[0].Body != "héllo" || delayed.Messages[0].Paddock.Visible-delayed.Messages[0].Timestamp != 60_000 {
		t.Errorf("delayed: %+v", delayed.Messages)
	}
	var rest struct{ Messages []peekedMessage }
	page := fmt.Sprintf(`{"state":"any","batch_size":1,"after":%q}`, first.Ref)
	if err := json.Unmarshal(call(t, api, "POST", "/queues/quiet/messages/peek", page).Result, &rest); err != nil {
		t.Fatal(err)
	}
	if len(rest.Messages) != 1 || rest.Messages[0].ID == first.ID {
		t.Errorf("the next page is %+v", rest.Messages)
	}
	if m := call(t, api, "GET", "/queues/quiet/metrics", ""); !strings.HasPrefix(string(m.Result), `{"backlog_count":3,"backlog_bytes":18,"oldest_message_timestamp_ms":1`) {
		t.Errorf("metrics: %s", m.text)
	}
	if m := call(t, api, "GET", "/queues/pulled/metrics", ""); string(m.Result) != `{"backlog_count":0,"backlog_bytes":0,"oldest_message_timestamp_ms":0}` {
		t.Errorf("metrics of an empty queue: %s", m.text)
	}
}

func TestRefusals(t *testing.T) {
	api := newAPI(t)
	long := `{"body":"` + strings.Repeat("x", 128_001) + `","content_type":"text"}`
	many := `{"messages":[` + strings.Repeat(`{"body":1},`, 100) + `{"body":1}]}`
	for _, c := range []struct {
		name, method, path, body string
		status, code             int
	}{
		{"unknown queue", "POST", "/queues/nowhere/messages", `{"body":1}`, 404, 10104},
		{"unknown id", "GET", "/queues/" + QueueID("nowhere"), "", 404, 10104},
		{"malformed id", "GET", "/queues/No_Queue", "", 400, 10107},
		{"not JSON", "POST", "/queues/quiet/messages", `{`, 400, 10208},
		{"empty", "POST", "/queues/quiet/messages", ``, 400, 10208},
		{"not an object", "POST", "/queues/quiet/messages", `[1]`, 400, 10207},
		{"field of the wrong type", "POST", "/queues/quiet/messages", `{"body":1,"content_type":5}`, 400, 10207},
		{"no body", "POST", "/queues/quiet/messages", `{}`, 400, 10207},
		{"unknown type", "POST", "/queues/quiet/messages", `{"body":1,"content_type":"bytes"}`, 400, 10207},
		{"text that is none", "POST", "/queues/quiet/messages", `{"body":1,"content_type":"text"}`, 400, 10207},
		{"delay too long", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":86401}`, 400, 10203},
		{"delay negative", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":-1}`, 400, 10203},
		{"delay not whole", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":1.5}`, 400, 10203},
		{"delay as text", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":"5"}`, 400, 10203},
		{"batch delay", "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":1}],"delay_seconds":-1}`, 400, 10202},
		{"empty batch", "POST", "/queues/quiet/messages/batch", `{"messages":[]}`, 400, 10207},
		{"batch too long", "POST", "/queues/quiet/messages/batch", many, 400, 10206},
		{"one of a batch", "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":1},{}]}`, 400, 10207},
		{"too large", "POST", "/queues/quiet/messages", long, 400, 10204},
		{"far too large", "POST", "/queues/quiet/messages", `{"body":"` + strings.Repeat("x", maxBody) + `"}`, 413, 10205},
		{"peek too much", "POST", "/queues/quiet/messages/peek", `{"batch_size":101}`, 400, 10207},
		{"peek in no state", "POST", "/queues/quiet/messages/peek", `{"state":"gone"}`, 400, 10207},
		{"peek after nothing", "POST", "/queues/quiet/messages/peek", `{"after":"zz"}`, 400, 10207},
		{"no such path", "GET", "/queues/quiet/nothing", "", 404, 7003},
		{"no such method", "PATCH", "/queues/quiet/messages", "{}", 404, 7003},
	} {
		got := call(t, api, c.method, c.path, c.body)
		if got.status != c.status || got.code() != c.code {
			t.Errorf("%s: status %d, code %d, want %d, %d: %.200s", c.name, got.status, got.code(), c.status, c.code, got.text)
		}
	}
	if m := call(t, api, "GET", "/queues/quiet/metrics", ""); !strings.Contains(m.text, `"backlog_count":0`) {
		t.Errorf("something refused was stored: %s", m.text)
	}
	if got := call(t, api, "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":1},{}]}`); !strings.Contains(got.text, "messages[1]: body is missing") {
		t.Errorf("which one of the batch is wrong is not said: %s", got.text)
	}
}

func TestOnlyProgramsOnThisMachine(t *testing.T) {
	api := newAPI(t)
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	from := func(address string) func(*http.Request) { return func(r *http.Request) { r.RemoteAddr = address } }
	for _, c := range []struct {
		name         string
		change       func(*http.Request)
		status, code int
	}{
		{"another name for this machine", host("localhost:8787"), 200, 0},
		{"its IPv6 address", host("[::1]:8787"), 200, 0},
		{"a page of its own", header("Origin", "http://127.0.0.1:8787"), 200, 0},
		{"with a charset", header("Content-Type", "application/json; charset=utf-8"), 200, 0},
		{"a name that resolves to this machine", host("evil.example:8787"), 403, 10106},
		{"a web page", header("Origin", "https://evil.example"), 403, 10106},
		{"a page in a sandbox", header("Origin", "null"), 403, 10106},
		{"another machine", from("192.0.2.7:4000"), 403, 10106},
		{"without a token", header("Authorization", ""), 401, 10106},
		{"with an empty token", header("Authorization", "Bearer "), 401, 10106},
		{"a form", header("Content-Type", "text/plain"), 415, 10207},
	} {
		got := call(t, api, "POST", "/queues/quiet/messages", `{"body":1}`, c.change)
		if got.status != c.status || got.code() != c.code {
			t.Errorf("%s: status %d, code %d, want %d, %d: %s", c.name, got.status, got.code(), c.status, c.code, got.text)
		}
	}
}

// FuzzBodies holds that no body makes the API fail in a way of its own.
func FuzzBodies(f *testing.F) {
	f.Add(`{"body":1,"delay_seconds":3}`)
	f.Add(`{"messages":[{"body":{"a":[null]},"content_type":"json"}]}`)
	f.Add(`{"batch_size":3,"state":"any","after":"1"}`)
	f.Fuzz(func(t *testing.T, body string) {
		for _, into := range []any{new(sendRequest), new(batchRequest), new(peekRequest)} {
			r := httptest.NewRequest("POST", "/", strings.NewReader(body))
			err := decode(r, into)
			if err != nil {
				if e := asCallError(err); e.status < 400 || e.status >= 500 {
					t.Errorf("%q: status %d", body, e.status)
				}
				continue
			}
			switch v := into.(type) {
			case *sendRequest:
				outgoing(*v, nil)
			case *peekRequest:
				v.selects(time.Unix(0, 0))
			}
		}
	})
}
