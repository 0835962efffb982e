package admin

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestList(t *testing.T) {
	w := newWorld(t)
	all := call(t, w, "GET", "/queues", "")
	var queues []queueObject
	if err := json.Unmarshal(all.Result, &queues); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, q := range queues {
		names = append(names, q.Name)
	}
	if got := strings.Join(names, " "); got != "orders orders-dead pulled pulled-dead quiet slow small" {
		t.Errorf("the queues are %s", got)
	}
	if all.Info != (pageInfo{Page: 1, PerPage: 50, Count: 7, TotalCount: 7, TotalPages: 1}) {
		t.Errorf("the page is %+v", all.Info)
	}
	third := call(t, w, "GET", "/queues?page=3&per_page=3", "")
	if third.Info != (pageInfo{Page: 3, PerPage: 3, Count: 1, TotalCount: 7, TotalPages: 3}) || !strings.Contains(third.text, `"small"`) {
		t.Errorf("the third page is %s", third.text)
	}
	if beyond := call(t, w, "GET", "/queues?page=9", ""); string(beyond.Result) != "[]" {
		t.Errorf("a page beyond the last is %s", beyond.Result)
	}
	if two := call(t, w, "GET", "/queues?name=quiet&name=pulled&name=none", ""); two.Info.TotalCount != 2 {
		t.Errorf("by name: %s", two.text)
	}
}

func TestGetDescribesProducersAndConsumers(t *testing.T) {
	w := newWorld(t)
	byID := call(t, w, "GET", "/queues/"+QueueID("orders"), "")
	const created = "2026-05-04T12:00:00Z"
	want := `{"queue_id":"` + QueueID("orders") + `","queue_name":"orders","created_on":"` + created + `","modified_on":"` + created + `",` +
		`"producers":[{"type":"worker","script":"web"}],"producers_total_count":1,` +
		`"consumers":[{"consumer_id":"` + consumerID("orders") + `","type":"worker","queue_name":"orders","script":"shop","script_name":"shop","dead_letter_queue":"orders-dead",` +
		`"settings":{"batch_size":10,"max_retries":3,"max_wait_time_ms":60000,"max_concurrency":2,"retry_delay":0}}],"consumers_total_count":1,` +
		`"settings":{"delivery_delay":0,"delivery_paused":false,"message_retention_period":345600},` +
		`"paddock":{"in_flight":0,"concurrency":2,"consumer_from":"config","metrics":{"backlog_count":0,"backlog_bytes":0,"oldest_message_timestamp_ms":0}}}`
	if string(byID.Result) != want {
		t.Errorf("got  %s\nwant %s", byID.Result, want)
	}
	if byName := call(t, w, "GET", "/queues/orders", ""); byName.text != byID.text {
		t.Errorf("by name: %s", byName.text)
	}
	if pulled := call(t, w, "GET", "/queues/pulled", ""); !strings.Contains(pulled.text, `"type":"http_pull","queue_name":"pulled","dead_letter_queue":"pulled-dead",`+
		`"settings":{"batch_size":10,"max_retries":3,"retry_delay":0,"visibility_timeout_ms":30000}`) {
		t.Errorf("the pull consumer is %s", pulled.text)
	}
}

func TestBothPrefixes(t *testing.T) {
	w := newWorld(t)
	for _, prefix := range []string{Prefix, PortPrefix} {
		r := call(t, w, "GET", "/queues/quiet", "", url("http://localhost:8787"+prefix+"/accounts/me/queues/quiet"))
		if !strings.Contains(r.text, `"queue_name":"quiet"`) {
			t.Errorf("under %s: %s", prefix, r.text)
		}
	}
}

func TestCreateChangeDelete(t *testing.T) {
	w := newWorld(t)
	made := ask[queueObject](w, "POST", "/queues", `{"queue_name":"fresh","settings":{"delivery_delay":5},"jurisdiction":"eu"}`)
	if made.ID != QueueID("fresh") || made.Settings != (settingsObject{5, false, 345600}) || made.Consumers == nil || made.Producers == nil {
		t.Errorf("made %+v", made)
	}
	w.refused("a second of that name", "POST", "/queues", `{"queue_name":"fresh"}`, 409, 11009)

	path := "/queues/" + made.ID
	w.advance(time.Minute)
	edited := ask[queueObject](w, "PATCH", path, `{"queue_name":"fresh","settings":{"delivery_paused":true}}`)
	if edited.Settings != (settingsObject{5, true, 345600}) || edited.Created != "2026-05-04T12:00:00Z" || edited.Modified != "2026-05-04T12:01:00Z" {
		t.Errorf("edited: %+v", edited)
	}
	replaced := ask[queueObject](w, "PUT", path, `{"settings":{"message_retention_period":60}}`)
	if replaced.Settings != (settingsObject{0, false, 60}) {
		t.Errorf("what a replacement leaves out is not its default: %+v", replaced.Settings)
	}
	for _, method := range []string{"PUT", "PATCH"} {
		r := w.refused("renamed by "+method, method, path, `{"queue_name":"other","settings":{"delivery_delay":9}}`, 400, codeBodyInvalid)
		if !strings.Contains(r.text, "cannot be renamed") {
			t.Errorf("a rename is refused by %s", r.text)
		}
	}
	if now := ask[queueObject](w, "GET", path, ""); now.Settings != replaced.Settings {
		t.Errorf("a refused change changed %+v", now.Settings)
	}
	w.send("fresh", "a", "b")
	if gone := call(t, w, "DELETE", path, "", without("Content-Type")); gone.status != 200 || string(gone.Result) != "null" {
		t.Errorf("deleted: %d %s", gone.status, gone.text)
	}
	w.refused("deleted", "GET", path, "", 404, 10104)
	w.refused("deleted before", "DELETE", path, "", 404, 10104)
	if again := ask[queueObject](w, "POST", "/queues", `{"queue_name":"fresh"}`); again.ID != made.ID || w.count("fresh") != 0 {
		t.Errorf("made again: %+v with %d messages", again, w.count("fresh"))
	}
}

func TestPurge(t *testing.T) {
	w := newWorld(t)
	if status := call(t, w, "GET", "/queues/quiet/purge", ""); string(status.Result) != `{"complete":true,"completed":"true"}` {
		t.Errorf("never purged: %s", status.text)
	}
	w.send("quiet", "a", "b")
	ask[sendResult](w, "POST", "/queues/quiet/messages", `{"body":1,"delay_seconds":60}`)
	for _, body := range []string{`{}`, `{"delete_messages_permanently":false}`, `{"delete_messages_permanently":"yes"}`} {
		w.refused("purge with "+body, "POST", "/queues/quiet/purge", body, 400, codeBodyInvalid)
	}
	if n := w.count("quiet"); n != 3 {
		t.Fatalf("%d messages before the purge", n)
	}
	w.advance(time.Second)
	purged := ask[struct {
		Name     string `json:"queue_name"`
		Started  string `json:"started_at"`
		Complete bool
	}](w, "POST", "/queues/quiet/purge", `{"delete_messages_permanently":true}`)
	if purged.Name != "quiet" || purged.Started != "2026-05-04T12:00:01Z" || !purged.Complete || w.count("quiet") != 0 {
		t.Errorf("purged: %+v, %d left", purged, w.count("quiet"))
	}
	w.advance(time.Second)
	if status := call(t, w, "GET", "/queues/quiet/purge", ""); string(status.Result) != `{"started_at":"2026-05-04T12:00:01Z","complete":true,"completed":"true"}` {
		t.Errorf("the status: %s", status.text)
	}
}

func TestMetrics(t *testing.T) {
	w := newWorld(t)
	if m := call(t, w, "GET", "/queues/pulled/metrics", ""); !strings.HasPrefix(string(m.Result), `{"backlog_count":0,"backlog_bytes":0,"oldest_message_timestamp_ms":0,"paddock":{"in_flight":0,`) {
		t.Errorf("of an empty queue: %s", m.text)
	}
	w.send("orders", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
	if m := call(t, w, "GET", "/queues/orders/metrics", ""); string(m.Result) != `{"backlog_count":10,"backlog_bytes":11,"oldest_message_timestamp_ms":1777896000000,"paddock":{"in_flight":1,"concurrency":2,"consumer_from":"config"}}` {
		t.Errorf("with a batch in flight: %s", m.text)
	}
}
