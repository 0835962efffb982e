package admin

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// url sends a request to another URL.
func url(target string) func(*http.Request) {
	return func(r *http.Request) { r.URL, _ = r.URL.Parse(target) }
}

func without(header string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Del(header) }
}

// flip changes one letter of an id.
func flip(id string, i int) string {
	c := byte('A')
	if id[i] == c {
		c = 'B'
	}
	return id[:i] + string(c) + id[i+1:]
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	long := `{"body":"` + strings.Repeat("x", 128_001) + `","content_type":"text"}`
	many := `{"messages":[` + strings.Repeat(`{"body":1},`, 100) + `{"body":1}]}`
	heavy := `{"messages":[` + strings.Repeat(`{"body":"`+strings.Repeat("x", 100_000)+`"},`, 2) + `{"body":"` + strings.Repeat("x", 60_000) + `"}]}`
	w.send("slow", "the one of this second")
	for _, c := range []struct {
		name, method, path, body string
		status, code             int
	}{
		{"unknown queue", "POST", "/queues/nowhere/messages", `{"body":1}`, 404, 10104},
		{"unknown id", "GET", "/queues/" + QueueID("nowhere"), "", 404, 10104},
		{"malformed id", "GET", "/queues/No_Queue", "", 400, 10107},
		{"malformed and long", "GET", "/queues/" + strings.Repeat("a", 64), "", 400, 10107},
		{"not JSON", "POST", "/queues/quiet/messages", `{`, 400, 10208},
		{"not UTF-8", "POST", "/queues/quiet/messages", "{\"body\":\"\xff\"}", 400, 10208},
		{"empty", "POST", "/queues/quiet/messages", ``, 400, 10208},
		{"not an object", "POST", "/queues/quiet/messages", `[1]`, 400, 10207},
		{"nothing", "POST", "/queues/quiet/messages", ` null`, 400, 10207},
		{"field of the wrong type", "POST", "/queues/quiet/messages", `{"body":1,"content_type":5}`, 400, 10207},
		{"no body", "POST", "/queues/quiet/messages", `{}`, 400, 10207},
		{"unknown type", "POST", "/queues/quiet/messages", `{"body":1,"content_type":"bytes"}`, 400, 10203},
		{"text that is none", "POST", "/queues/quiet/messages", `{"body":1,"content_type":"text"}`, 400, 10207},
		{"a type that the platform has too", "POST", "/queues/quiet/messages", `{"body":"eA==","paddock":{"content_type":"text"}}`, 400, 10207},
		{"bytes that are none", "POST", "/queues/quiet/messages", `{"body":1,"paddock":{"content_type":"bytes"}}`, 400, 10207},
		{"bytes that are null", "POST", "/queues/quiet/messages", `{"body":null,"paddock":{"content_type":"bytes"}}`, 400, 10207},
		{"bytes that are no base64", "POST", "/queues/quiet/messages", `{"body":"eA=","paddock":{"content_type":"bytes"}}`, 400, 10207},
		{"v8 that is none", "POST", "/queues/quiet/messages", `{"body":"eA==","paddock":{"content_type":"v8"}}`, 400, 10207},
		{"bytes that are too many", "POST", "/queues/quiet/messages", `{"body":"` + strings.Repeat("AAAA", 42_667) + `","paddock":{"content_type":"bytes"}}`, 400, 10204},
		{"delay too long", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":86401}`, 400, 10203},
		{"delay negative", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":-1}`, 400, 10203},
		{"delay not whole", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":1.5}`, 400, 10203},
		{"delay as text", "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":"5"}`, 400, 10203},
		{"batch delay", "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":1}],"delay_seconds":-1}`, 400, 10202},
		{"empty batch", "POST", "/queues/quiet/messages/batch", `{"messages":[]}`, 400, 10207},
		{"batch too long", "POST", "/queues/quiet/messages/batch", many, 400, 10206},
		{"batch too heavy", "POST", "/queues/quiet/messages/batch", heavy, 400, 10205},
		{"one of a batch", "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":1},{}]}`, 400, 10207},
		{"too large", "POST", "/queues/quiet/messages", long, 400, 10204},
		{"far too large", "POST", "/queues/quiet/messages", `{"body":"` + strings.Repeat("x", maxBody) + `"}`, 413, 10205},
		{"too fast", "POST", "/queues/slow/messages", `{"body":1}`, 429, 10250},
		{"too full", "POST", "/queues/small/messages", `{"body":"more than ten"}`, 429, 10251},
		{"no pull consumer", "POST", "/queues/quiet/messages/pull", `{}`, 405, 10252},
		{"pull too much", "POST", "/queues/pulled/messages/pull", `{"batch_size":101}`, 400, 10207},
		{"pull nothing", "POST", "/queues/pulled/messages/pull", `{"batch_size":0}`, 400, 10207},
		{"pull for no time", "POST", "/queues/pulled/messages/pull", `{"visibility_timeout_ms":0}`, 400, 10207},
		{"pull for too long", "POST", "/queues/pulled/messages/pull", `{"visibility_timeout_ms":43200001}`, 400, 10207},
		{"pull for too long, by the older name", "POST", "/queues/pulled/messages/pull", `{"visibility_timeout":1e99}`, 400, 10207},
		{"bad lease", "POST", "/queues/pulled/messages/ack", `{"acks":[{"lease_id":"x"}]}`, 400, 10207},
		{"bad ref", "POST", "/queues/pulled/messages/purge", `{"refs":[{"ref":"x"}]}`, 400, 10207},
		{"peek too much", "POST", "/queues/quiet/messages/peek", `{"batch_size":101}`, 400, 10207},
		{"peek in no state", "POST", "/queues/quiet/messages/peek", `{"state":"gone"}`, 400, 10207},
		{"peek after nothing", "POST", "/queues/quiet/messages/peek", `{"after":"zz"}`, 400, 10207},
		{"peek at no id", "POST", "/queues/quiet/messages/peek", `{"id":"zz"}`, 400, 10207},
		{"no name", "POST", "/queues", `{}`, 400, 10207},
		{"bad name", "POST", "/queues", `{"queue_name":"My Queue"}`, 400, 10207},
		{"empty name", "POST", "/queues", `{"queue_name":""}`, 400, 10207},
		{"long name", "POST", "/queues", `{"queue_name":"` + strings.Repeat("a", 64) + `"}`, 400, 10207},
		{"queue delay too long", "POST", "/queues", `{"queue_name":"q","settings":{"delivery_delay":86401}}`, 400, 10207},
		{"retention too short", "PATCH", "/queues/quiet", `{"settings":{"message_retention_period":59}}`, 400, 10207},
		{"retention too long", "PUT", "/queues/quiet", `{"settings":{"message_retention_period":1209601}}`, 400, 10207},
		{"paused by a word", "PATCH", "/queues/quiet", `{"settings":{"delivery_paused":"yes"}}`, 400, 10207},
		{"no such path", "GET", "/queues/quiet/nothing", "", 404, 7003},
		{"a doubled slash", "GET", "/queues//quiet", "", 404, 7003},
		{"a slash at the end", "GET", "/queues/", "", 404, 7003},
		{"a path that goes up", "GET", "/queues/quiet/../orders", "", 404, 7003},
		{"no such method", "PATCH", "/queues/quiet/messages", "{}", 405, 7001},
		{"no such method of all", "DELETE", "/queues", "", 405, 7001},
	} {
		w.refused(c.name, c.method, c.path, c.body, c.status, c.code)
	}
	for _, q := range []string{"quiet", "small", "pulled"} {
		if n := w.count(q); n != 0 {
			t.Errorf("something refused was stored: %d messages in %s", n, q)
		}
	}
	if q := ask[queueObject](w, "GET", "/queues/quiet", ""); q.Settings != (settingsObject{0, false, 345600}) {
		t.Errorf("something refused was set: %+v", q.Settings)
	}
	if got := call(t, w, "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":1},{}]}`); !strings.Contains(got.text, "messages[1]: body is missing") {
		t.Errorf("which one of the batch is wrong is not said: %s", got.text)
	}
	if got := call(t, w, "PATCH", "/queues/quiet/purge", `{}`); got.header.Get("Allow") != "GET, POST" {
		t.Errorf("what is allowed is not said: %s", got.header)
	}
}

// Whatever is there is served by a closed broker too, until the process ends.
func TestStoppedBroker(t *testing.T) {
	w := newWorld(t)
	w.broker.Close()
	<-w.broker.Done()
	for path, body := range map[string]string{"": `{"queue_name":"q"}`, "/quiet/messages": `{"body":1}`, "/quiet/messages/pull": `{}`, "/quiet/purge": `{"delete_messages_permanently":true}`} {
		w.refused(fmt.Sprintf("POST %s when paddock stops", path), "POST", "/queues"+path, body, 503, 15000)
	}
}

// Every path refuses a queue that is not there, and every call with a body one
// that cannot be read.
func TestEveryRouteRefuses(t *testing.T) {
	w := newWorld(t)
	bodies := map[string]string{"/{queue}/purge": `{"delete_messages_permanently":true}`, "/{queue}/consumers": `{"type":"http_pull"}`, "/{queue}/consumers/{consumer}": `{"type":"http_pull"}`,
		"/{queue}/messages": `{"body":1}`, "/{queue}/messages/batch": `{"messages":[{"body":1}]}`, "/{queue}/messages/purge": `{"refs":[]}`}
	calls := 0
	for pattern, m := range (&api{}).routes() {
		for method := range m {
			name := method + " " + pattern
			path := func(key string) string {
				return "/queues" + strings.NewReplacer("{queue}", key, "{consumer}", consumerID(key)).Replace(pattern)
			}
			if method != "GET" && method != "DELETE" {
				calls++
				w.refused(name+" with a broken body", method, path("quiet"), `{"`, 400, 10208)
				w.refused(name+" with a list", method, path("quiet"), `[]`, 400, 10207)
			}
			if pattern == "" {
				continue
			}
			body := bodies[pattern]
			if body == "" {
				body = "{}"
			}
			w.refused(name+" of no queue", method, path("nowhere"), body, 404, 10104)
			w.refused(name+" of a malformed id", method, path("No+Queue"), body, 400, 10107)
		}
	}
	if calls != 13 {
		t.Errorf("%d calls have a body, 13 were expected", calls)
	}
}
