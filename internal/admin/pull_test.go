package admin

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestPullAndAck(t *testing.T) {
	w := newWorld(t)
	ask[sendResult](w, "POST", "/queues/pulled/messages/batch", `{"messages":[{"body":{"n":1}},{"body":"two","content_type":"text"}]}`)
	got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`)
	if got.Backlog != 2 || got.Metadata.Metrics.Count != 2 || got.Metadata.Metrics.Bytes != 10 || len(got.Messages) != 2 {
		t.Fatalf("pulled %+v", got)
	}
	first, second := got.Messages[0], got.Messages[1]
	if first.Body != "eyJuIjoxfQ==" || second.Body != "two" || len(first.ID) != 32 || first.Attempts != 1 || first.Timestamp != 1777896000000 ||
		first.Metadata["CF-Content-Type"] != "json" || first.Metadata["CF-sourceMessageSource"] != "api" || first.LeaseID == second.LeaseID {
		t.Errorf("the messages are %+v", got.Messages)
	}
	if again := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(again.Messages) != 0 || again.Messages == nil || again.Backlog != 2 {
		t.Errorf("pulled what another holds: %+v", again)
	}
	acked := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}],"retries":[{"lease_id":%q,"delay_seconds":10}]}`, first.LeaseID, second.LeaseID))
	if acked.Acked != 1 || acked.Retried != 1 || acked.Warnings == nil || len(acked.Warnings) != 0 {
		t.Errorf("acked %+v", acked)
	}
	if got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(got.Messages) != 0 {
		t.Errorf("pulled before its delay: %+v", got)
	}
	w.advance(10 * time.Second)
	if got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(got.Messages) != 1 || got.Messages[0].ID != second.ID || got.Messages[0].Attempts != 2 {
		t.Errorf("after its delay: %+v", got)
	}
}

func TestPullSizes(t *testing.T) {
	w := newWorld(t)
	for i := range 12 {
		w.send("pulled", fmt.Sprint(i))
	}
	if got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(got.Messages) != 5 {
		t.Errorf("%d by default", len(got.Messages))
	}
	if got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{"batch_size":100}`); len(got.Messages) != 7 {
		t.Errorf("%d were left", len(got.Messages))
	}
}

func TestLeaseRunsOut(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, body string
		lasts      time.Duration
	}{
		{"the consumer's", `{}`, 30 * time.Second},
		{"its own", `{"visibility_timeout_ms":2500}`, 2500 * time.Millisecond},
		{"the older name", `{"visibility_timeout":4000}`, 4 * time.Second},
		{"both names", `{"visibility_timeout":4000,"visibility_timeout_ms":9000}`, 9 * time.Second},
		{"the longest", `{"visibility_timeout_ms":43200000}`, 12 * time.Hour},
	} {
		w.send("pulled", c.name)
		held := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", c.body)
		w.advance(c.lasts - time.Millisecond)
		if early := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(early.Messages) != 0 {
			t.Fatalf("%s: redelivered too early", c.name)
		}
		w.advance(time.Millisecond)
		again := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`)
		if len(again.Messages) != 1 || again.Messages[0].Attempts != 2 {
			t.Fatalf("%s: not redelivered: %+v", c.name, again)
		}
		late := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}]}`, held.Messages[0].LeaseID))
		if late.Acked != 1 || w.count("pulled") != 0 {
			t.Errorf("%s: a late ack while the message exists: %+v", c.name, late)
		}
		gone := again.Messages[0].LeaseID
		if r := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}]}`, gone)); r.Acked != 0 || r.Warnings[gone] != warnGone {
			t.Errorf("%s: an ack of what is gone: %+v", c.name, r)
		}
	}
}

func TestOldLeaseCannotRetry(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a")
	old := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{"visibility_timeout_ms":1000}`).Messages[0].LeaseID
	w.advance(time.Second)
	current := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`).Messages[0].LeaseID
	if r := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"retries":[{"lease_id":%q}]}`, old)); r.Retried != 0 || r.Warnings[old] != warnGone {
		t.Errorf("a retry by a lease that is over: %+v", r)
	}
	both := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%[1]q},{"lease_id":%[2]q},{"lease_id":%[1]q}],"retries":[{"lease_id":%[1]q}]}`, current, old))
	if both.Acked != 1 || both.Retried != 0 || both.Warnings[current] != warnTwice {
		t.Errorf("one message named four times: %+v", both)
	}
}

func TestRetriesEndInTheDeadLetterQueue(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a")
	for attempt := 1; attempt <= 4; attempt++ {
		m := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`).Messages[0]
		r := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"retries":[{"lease_id":%q}]}`, m.LeaseID))
		dead := 0
		if attempt == 4 {
			dead = 1
		}
		if m.Attempts != attempt || r.Retried != 1 || r.Paddock.DeadLettered != dead {
			t.Errorf("attempt %d: %+v, %+v", attempt, m, r)
		}
	}
	if w.count("pulled") != 0 || w.count("pulled-dead") != 1 {
		t.Errorf("%d left, %d dead", w.count("pulled"), w.count("pulled-dead"))
	}
}

func TestOneBadLeaseSpoilsTheCall(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a", "b")
	ask[consumerObject](w, "POST", "/queues/quiet/consumers", `{"type":"http_pull"}`)
	w.send("quiet", "c")
	got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{"batch_size":1}`)
	good := got.Messages[0].LeaseID
	other := ask[pullResult](w, "POST", "/queues/quiet/messages/pull", `{}`).Messages[0].LeaseID
	ref := ask[peeked](w, "POST", "/queues/pulled/messages/peek", `{"state":"any"}`).Messages[0].Ref
	bad := map[string]string{
		"of another queue": other, "a ref": ref, "nonsense": "zz", "empty": "", "cut": good[1:], "longer": good + "A", "changed": flip(good, 20), "its end changed": flip(good, len(good)-1),
	}
	for name, id := range bad {
		for _, list := range []string{"acks", "retries"} {
			r := w.refused(list+" with "+name, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}],%q:[{"lease_id":%q},{"lease_id":%q}]}`, good, list, good, id), 400, codeBodyInvalid)
			if !strings.Contains(r.text, list+"[1]") {
				t.Errorf("%s: which is bad is not said: %s", name, r.text)
			}
		}
	}
	w.refused("a bad delay", "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}],"retries":[{"lease_id":%q,"delay_seconds":86401}]}`, good, good), 400, 10203)
	w.refused("no lease", "POST", "/queues/pulled/messages/ack", `{"acks":[{}]}`, 400, codeBodyInvalid)
	if n := w.count("pulled"); n != 2 {
		t.Errorf("a refused call acked: %d messages left", n)
	}
	if r := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}]}`, good)); r.Acked != 1 {
		t.Errorf("the good one: %+v", r)
	}
	if r := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", `{}`); r.Acked != 0 || r.Retried != 0 {
		t.Errorf("of nothing: %+v", r)
	}
}

func TestLeaseOfADeletedQueueIsGone(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a")
	old := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`).Messages[0].LeaseID
	call(t, w, "DELETE", "/queues/pulled", "")
	ask[queueObject](w, "POST", "/queues", `{"queue_name":"pulled"}`)
	ask[consumerObject](w, "POST", "/queues/pulled/consumers", `{"type":"http_pull"}`)
	w.send("pulled", "b")
	ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`)
	if r := ask[ackResult](w, "POST", "/queues/pulled/messages/ack", fmt.Sprintf(`{"acks":[{"lease_id":%q}]}`, old)); r.Acked != 0 || r.Warnings[old] != warnGone || w.count("pulled") != 1 {
		t.Errorf("a lease of the queue before took another message: %+v", r)
	}
}

func TestNoPullWhilePausedOrWithoutPullConsumer(t *testing.T) {
	w := newWorld(t)
	w.send("pulled", "a")
	ask[queueObject](w, "PATCH", "/queues/pulled", `{"settings":{"delivery_paused":true}}`)
	if r := w.refused("paused", "POST", "/queues/pulled/messages/pull", `{}`, 409, 10252); !strings.Contains(r.text, "queue_delivery_paused") {
		t.Errorf("paused: %s", r.text)
	}
	w.send("pulled", "b")
	ask[queueObject](w, "PATCH", "/queues/pulled", `{"settings":{"delivery_paused":false}}`)
	if got := ask[pullResult](w, "POST", "/queues/pulled/messages/pull", `{}`); len(got.Messages) != 2 {
		t.Errorf("resumed: %+v", got)
	}
	w.refused("consumed by a Worker", "POST", "/queues/orders/messages/pull", `{}`, 405, 10252)
	w.refused("not consumed", "POST", "/queues/quiet/messages/pull", `{}`, 405, 10252)
}
