package admin

import (
	"strings"
	"testing"
)

func TestConsumers(t *testing.T) {
	w := newWorld(t)
	const path = "/queues/quiet/consumers"
	if none := call(t, w, "GET", path, ""); string(none.Result) != "[]" {
		t.Errorf("without a consumer: %s", none.text)
	}
	made := ask[consumerObject](w, "POST", path, `{"script_name":"clerk","environment_name":"","type":"worker","settings":{"batch_size":20,"max_wait_time_ms":1500,"max_concurrency":null},"dead_letter_queue":"quiet-dead"}`)
	if made.ID != consumerID("quiet") || made.Script != "clerk" || made.ScriptName != "clerk" || made.DeadLetter != "quiet-dead" ||
		made.Settings.BatchSize != 20 || *made.Settings.MaxWaitTime != 1500 || made.Settings.MaxRetries != 3 || made.Settings.MaxConcurrency != nil {
		t.Errorf("made %+v", made)
	}
	ask[queueObject](w, "GET", "/queues/quiet-dead", "")
	one := path + "/" + made.ID
	if got := call(t, w, "GET", one, ""); !strings.Contains(got.text, `"script":"clerk"`) {
		t.Errorf("got %s", got.text)
	}
	if all := call(t, w, "GET", path, ""); all.Info.TotalCount != 1 || !strings.Contains(all.text, made.ID) {
		t.Errorf("listed: %s", all.text)
	}
	w.refused("a second consumer", "POST", path, `{"type":"http_pull"}`, 409, 11004)
	if q := ask[queueObject](w, "GET", "/queues/quiet", ""); q.Paddock.ConsumerFrom != "api" || q.ConsumersTotal != 1 {
		t.Errorf("the queue is %+v", q)
	}

	replaced := ask[consumerObject](w, "PUT", one, `{"type":"http_pull","settings":{"visibility_timeout_ms":6000,"retry_delay":7}}`)
	if replaced.Type != "http_pull" || replaced.Script != "" || *replaced.Settings.VisibilityTimeout != 6000 || replaced.Settings.RetryDelay != 7 || replaced.DeadLetter != "" {
		t.Errorf("replaced: %+v", replaced)
	}
	w.send("quiet", "a")
	if got := ask[pullResult](w, "POST", "/queues/quiet/messages/pull", `{}`); len(got.Messages) != 1 {
		t.Errorf("pulled %+v", got)
	}
	if gone := call(t, w, "DELETE", one, "", without("Content-Type")); gone.status != 200 || string(gone.Result) != "null" {
		t.Errorf("deleted: %s", gone.text)
	}
	w.refused("removed", "GET", one, "", 404, 11006)
	w.refused("removed before", "DELETE", one, "", 404, 11006)
	if again := ask[consumerObject](w, "PUT", one, `{"type":"http_pull"}`); again.ID != made.ID || again.Type != "http_pull" {
		t.Errorf("put where there is none: %+v", again)
	}
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		w.refused(method+" by the id of another", method, "/queues/orders/consumers/"+made.ID, `{"type":"http_pull"}`, 404, 11006)
	}
}

func TestBadConsumersChangeNothing(t *testing.T) {
	w := newWorld(t)
	for _, body := range []string{
		`{}`,
		`{"type":"worker"}`,
		`{"type":"pigeon","script_name":"x"}`,
		`{"type":"http_pull","script_name":"x"}`,
		`{"type":"http_pull","dead_letter_queue":"No Queue"}`,
		`{"type":"http_pull","dead_letter_queue":"quiet"}`,
		`{"type":"http_pull","settings":{"max_concurrency":3}}`,
		`{"type":"http_pull","settings":{"visibility_timeout_ms":0}}`,
		`{"type":"http_pull","settings":{"visibility_timeout_ms":43200001}}`,
		`{"script_name":"x","settings":{"visibility_timeout_ms":1000}}`,
		`{"script_name":"x","settings":{"batch_size":0}}`,
		`{"script_name":"x","settings":{"batch_size":101}}`,
		`{"script_name":"x","settings":{"batch_size":1.5}}`,
		`{"script_name":"x","settings":{"batch_size":"9"}}`,
		`{"script_name":"x","settings":{"max_retries":101}}`,
		`{"script_name":"x","settings":{"max_concurrency":251}}`,
		`{"script_name":"x","settings":{"max_wait_time_ms":60001}}`,
		`{"script_name":"x","settings":{"retry_delay":86401}}`,
		`{"script_name":"x","settings":[]}`,
		`{"script_name":7}`,
	} {
		w.refused(body, "POST", "/queues/quiet/consumers", body, 400, codeBodyInvalid)
	}
	if none := call(t, w, "GET", "/queues/quiet/consumers", ""); string(none.Result) != "[]" {
		t.Errorf("a refused consumer is there: %s", none.text)
	}
}
