package admin

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"paddock/queue"
)

// peeked is the result of a peek.
type peeked struct{ Messages []peekedMessage }

func (w *world) peek(q, body string) []peekedMessage {
	w.t.Helper()
	return ask[peeked](w, "POST", "/queues/"+q+"/messages/peek", body).Messages
}

func TestSendAndPeek(t *testing.T) {
	w := newWorld(t)
	sent := ask[sendResult](w, "POST", "/queues/quiet/messages", `{"body": {"id" : 7}, "ignored": true}`)
	if sent.Metadata.Metrics != (metricsObject{1, 8, 1777896000000}) {
		t.Errorf("sent: %+v", sent)
	}
	ask[sendResult](w, "POST", "/queues/quiet/messages/batch", `{"messages": [{"body": "héllo", "content_type": "text"}, {"body": null, "delay_seconds": 0}], "delay_seconds": 60}`)
	ready := w.peek("quiet", `{}`)
	if len(ready) != 2 || ready[0].Body != "eyJpZCI6N30=" || ready[1].Body != "bnVsbA==" {
		t.Fatalf("ready: %+v", ready)
	}
	first := ready[0]
	if first.Attempts != 0 || first.Metadata["CF-Content-Type"] != "json" || len(first.ID) != 32 || first.Paddock != (peekedDetails{State: "ready", Size: 8}) {
		t.Errorf("the first is %+v", first)
	}
	delayed := w.peek("quiet", `{"state":"delayed"}`)
	if len(delayed) != 1 || delayed[0].Body != "héllo" || delayed[0].Paddock.Visible-delayed[0].Timestamp != 60_000 || delayed[0].Paddock.State != "delayed" {
		t.Errorf("delayed: %+v", delayed)
	}
	rest := w.peek("quiet", fmt.Sprintf(`{"state":"any","batch_size":1,"after":%q}`, first.Ref))
	if len(rest) != 1 || rest[0].ID == first.ID {
		t.Errorf("the next page is %+v", rest)
	}
	if one := w.peek("quiet", fmt.Sprintf(`{"id":%q}`, delayed[0].ID)); len(one) != 1 || one[0].ID != delayed[0].ID {
		t.Errorf("one by its id, whatever its state: %+v", one)
	}
	if n := w.count("quiet"); n != 3 {
		t.Errorf("%d messages", n)
	}
}

func TestContentTypesOfOurOwn(t *testing.T) {
	w := newWorld(t)
	ask[sendResult](w, "POST", "/queues/quiet/messages", `{"body":"AP8=","content_type":"json","paddock":{"content_type":"bytes"}}`)
	ask[sendResult](w, "POST", "/queues/quiet/messages/batch", `{"messages":[{"body":"/w9JDg==","paddock":{"content_type":"v8"}},{"body":"","paddock":{"content_type":"bytes"}}]}`)
	var got []string
	for _, m := range w.peek("quiet", `{}`) {
		got = append(got, m.Metadata["CF-Content-Type"]+" "+m.Body)
	}
	if want := []string{"bytes AP8=", "v8 /w9JDg==", "bytes "}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPeekSaysWhoHolds(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a")
	ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{"visibility_timeout_ms":5000}`)
	for range 2 { // it touches nothing
		held := w.peek("pulled", `{"state":"leased"}`)
		if len(held) != 1 || held[0].Attempts != 1 || held[0].Paddock.State != "leased" || held[0].Paddock.HeldUntil != w.clock.Now().UnixMilli()+5000 || held[0].Paddock.HeldBy == "" {
			t.Fatalf("held by a puller: %+v", held)
		}
	}
	if ready := w.peek("pulled", `{}`); len(ready) != 0 {
		t.Errorf("ready: %+v", ready)
	}
	w.advance(5 * time.Second)
	if ready := w.peek("pulled", `{}`); len(ready) != 1 || ready[0].Paddock.State != "ready" || ready[0].Paddock.HeldBy != "" {
		t.Errorf("when its lease ran out: %+v", ready)
	}
	w.send("orders", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")
	held := w.peek("orders", `{"state":"leased","batch_size":100}`)
	if len(held) != 10 || held[0].Paddock.HeldBy != "shop" || held[0].Paddock.HeldUntil != 0 {
		t.Errorf("held by a Worker: %+v", held)
	}
}

func TestPeekSplitsErrors(t *testing.T) {
	d := detailsOf(queue.Message{LastError: "Error: no\n    at a (b.js:1:2)\n    at c", Origin: "orders", Size: 3}, time.Now())
	if d != (peekedDetails{State: "ready", LastError: "Error: no", Stack: "    at a (b.js:1:2)\n    at c", Origin: "orders", Size: 3}) {
		t.Errorf("%+v", d)
	}
}

func TestRemoveByRef(t *testing.T) {
	w := newWorld(t)
	w.send("quiet", "a", "b", "c")
	all := w.peek("quiet", `{}`)
	refs := func(ids ...string) string {
		text := ""
		for _, id := range ids {
			text += fmt.Sprintf(`,{"ref":%q}`, id)
		}
		return `{"refs":[` + text[1:] + `]}`
	}
	const path = "/queues/quiet/messages/purge"
	w.refused("one bad ref", "POST", path, refs(all[0].Ref, flip(all[1].Ref, 5)), 400, codeBodyInvalid)
	w.refused("of another queue", "POST", "/queues/pulled/messages/purge", refs(all[0].Ref), 400, codeBodyInvalid)
	w.refused("no refs", "POST", path, `{}`, 400, codeBodyInvalid)
	if n := w.count("quiet"); n != 3 {
		t.Errorf("a refused call deleted: %d left", n)
	}
	if r := ask[removeResult](w, "POST", path, refs(all[1].Ref, all[1].Ref)); r.Paddock.Deleted != 1 || len(r.Warnings) != 0 || r.Warnings == nil {
		t.Errorf("deleted: %+v", r)
	}
	if r := ask[removeResult](w, "POST", path, refs(all[0].Ref, all[1].Ref)); r.Paddock.Deleted != 1 || len(r.Warnings) != 1 || r.Warnings[all[1].Ref] == "" {
		t.Errorf("one is gone: %+v", r)
	}
	if left := w.peek("quiet", `{}`); len(left) != 1 || left[0].ID != all[2].ID {
		t.Errorf("left: %+v", left)
	}
}

func TestRedrive(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a", "b", "c")
	for range 4 {
		for _, m := range ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`).Messages {
			ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"retries":[{"lease_id":%q}]}`, m.LeaseID))
		}
	}
	w.send("pulled-dead", "stray")
	dead := w.peek("pulled-dead", `{}`)
	if len(dead) != 4 || dead[0].Paddock.Origin != "pulled" || dead[0].Paddock.LastError == "" || dead[0].Attempts != 0 {
		t.Fatalf("dead: %+v", dead)
	}
	const path = "/queues/pulled-dead/redrive"
	w.refused("a bad id", "POST", path, `{"ids":["x"]}`, 400, codeBodyInvalid)
	w.refused("no ids", "POST", path, `{"ids":[]}`, 400, codeBodyInvalid)
	w.refused("to itself", "POST", path, `{"to":"pulled-dead"}`, 400, codeBodyInvalid)
	w.refused("to nowhere", "POST", path, `{"to":"nowhere"}`, 404, 10104)
	missing := "00000000000000000000000000000000"
	one := ask[redriveResult](w, "POST", path, fmt.Sprintf(`{"ids":[%q,%q]}`, dead[0].ID, missing))
	if one.Moved["pulled"] != 1 || one.Skipped != 0 || len(one.Missing) != 1 || one.Missing[0] != missing {
		t.Errorf("one: %+v", one)
	}
	all := ask[redriveResult](w, "POST", path, `{}`)
	if all.Moved["pulled"] != 2 || all.Skipped != 1 || len(all.Missing) != 0 || all.Missing == nil {
		t.Errorf("all: %+v", all)
	}
	to := ask[redriveResult](w, "POST", path, fmt.Sprintf(`{"to":%q}`, QueueID("quiet")))
	if to.Moved["quiet"] != 1 || w.count("pulled-dead") != 0 || w.count("pulled") != 3 {
		t.Errorf("elsewhere: %+v", to)
	}
	if back := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(back.Messages) != 3 || back.Messages[0].Attempts != 1 {
		t.Errorf("attempts are not counted anew: %+v", back)
	}
}
