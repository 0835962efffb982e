package recording

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"paddock/internal/clock"
	"paddock/queue"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// deliver records a batch whose bodies have so many bytes, and returns what
// ends it.
func deliver(r *Recorder, id string, c queue.Consumer, bodies ...int) (end func(queue.Result)) {
	b := queue.Batch{ID: id, Queue: "orders", Worker: "shop", Seed: 1<<63 + 7, Metrics: queue.Metrics{BacklogCount: 9, BacklogBytes: 90, Oldest: start}, Consumer: &c}
	for i, size := range bodies {
		b.Messages = append(b.Messages, queue.Message{ID: fmt.Sprintf("%s-%d", id, i), Queue: "orders", Type: "text", Body: bytes.Repeat([]byte{'x'}, size), Size: size, Attempts: 1, Sent: start})
	}
	handler := queue.HandlerFunc(func(_ queue.Batch, done func(queue.Result)) { end = done })
	r.Wrap(handler, 3).Handle(b, func(queue.Result) {})
	return end
}

func ids(r *Recorder) string {
	var all []string
	for _, rec := range r.List() {
		all = append(all, rec.Batch)
	}
	return strings.Join(all, " ")
}

func TestTheOldestMakeRoom(t *testing.T) {
	r := New(Options{Clock: clock.NewVirtual(start), Batches: 3, Bytes: 100})
	c := queue.NewConsumer("orders", nil)
	for _, id := range []string{"a", "b", "c", "d"} {
		deliver(r, id, c, 10)
	}
	if got := ids(r); got != "d c b" {
		t.Errorf("by count: %q", got)
	}
	deliver(r, "e", c, 50, 35)
	if got := ids(r); got != "e d" {
		t.Errorf("by bytes: %q", got)
	}
	r.Line("e", "log", strings.Repeat("y", 10))
	if got := ids(r); got != "e" {
		t.Errorf("by the bytes of console lines: %q", got)
	}
	deliver(r, "f", c, 101)
	if got := ids(r); got != "" || r.bytes != 0 {
		t.Errorf("one beyond the bound leaves %q and %d bytes", got, r.bytes)
	}
	r.Line("f", "log", "of a batch that is forgotten")
	if r.bytes != 0 {
		t.Error("a line of a forgotten batch is counted")
	}
}

func TestConsoleLinesAreBounded(t *testing.T) {
	r := New(Options{Clock: clock.NewVirtual(start)})
	end := deliver(r, "a", queue.NewConsumer("orders", nil), 1)
	for range mostLines + 5 {
		r.Line("a", "log", "x")
	}
	end(queue.Result{})
	o := r.List()[0].Outcome
	if len(o.Lines) != mostLines || o.NotKept != 5 {
		t.Errorf("%d lines, %d not kept", len(o.Lines), o.NotKept)
	}
}

func TestOutcome(t *testing.T) {
	v := clock.NewVirtual(start)
	r := New(Options{Clock: v})
	c := queue.NewConsumer("orders", nil)
	c.MaxRetries, c.DeadLetter, c.RetryDelay = 0, "dead", time.Minute
	end := deliver(r, "a", c, 1, 1, 1)
	if rec := r.List()[0]; rec.Outcome != nil || !rec.Summary().Running {
		t.Errorf("under way, but %+v", rec.Outcome)
	}
	v.MoveTo(start.Add(1500 * time.Microsecond))
	r.Line("a", "warn", "careful")
	r.Failure("a", "Error: no\n    at index.js:1:1")
	delay := 2 * time.Second
	end(queue.Result{Failed: true, Err: "Error: no", Verdicts: []queue.Verdict{{Mark: queue.Acked}, {Mark: queue.Retried, Delay: &delay}}})
	end(queue.Result{})
	rec, err := r.Find("a")
	if err != nil {
		t.Fatal(err)
	}
	want := &Outcome{
		Duration: 1.5, Failed: true, Error: "Error: no", Failure: "Error: no\n    at index.js:1:1",
		Fates: []Fate{
			{Message: "a-0", Kind: Acked},
			{Message: "a-1", Kind: DeadLettered, DeadLetter: "dead", Error: "Error: no"},
			{Message: "a-2", Kind: DeadLettered, DeadLetter: "dead", Error: "Error: no"},
		},
		Lines: []Line{{"warn", "careful"}},
	}
	if !reflect.DeepEqual(rec.Outcome, want) {
		t.Errorf("got %+v\nwant %+v", rec.Outcome, want)
	}
	if rec.Outcome.Succeeded() || (*Outcome)(nil).Succeeded() {
		t.Error("a failure succeeded")
	}
	if s := rec.Summary(); s.Acked != 1 || s.DeadLettered != 2 || s.Messages != 3 || !s.Failed || s.Running {
		t.Errorf("summary %+v", s)
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	r := New(Options{Clock: clock.NewVirtual(start), Batches: 3})
	c := queue.NewConsumer("orders", nil)
	c.Worker, c.MaxConcurrency, c.RetryDelay, c.Given = "shop", 2, 3*time.Second, queue.GivenRetryDelay
	for _, id := range []string{"a1", "a2", "b1"} {
		end := deliver(r, id, c, 3)
		r.Line(id, "log", "<"+id+">")
		end(queue.Result{})
	}
	var file bytes.Buffer
	if err := r.Write(&file); err != nil {
		t.Fatal(err)
	}
	again := New(Options{Clock: clock.NewVirtual(start), Batches: 3})
	deliver(again, "c1", c, 1)
	if err := again.Read(bytes.NewReader(file.Bytes())); err != nil {
		t.Fatal(err)
	}
	if got := ids(again); got != "c1 b1 a2" {
		t.Fatalf("read back %q", got)
	}
	before, _ := r.Find("b1")
	after, _ := again.Find("b")
	if !reflect.DeepEqual(before, after) {
		t.Errorf("was %+v\nis  %+v", before, after)
	}
	if got, want := after.ConsumedBy(), c; !reflect.DeepEqual(got, want) {
		t.Errorf("consumer %+v, want %+v", got, want)
	}
	if b := after.Delivery(); b.Seed != 1<<63+7 || b.Messages[0].Size != 3 || !b.Messages[0].Sent.Equal(start) || !b.Metrics.Oldest.Equal(start) {
		t.Errorf("delivery %+v", b)
	}
	for _, bad := range []string{"", "{", `{"version": 2, "batches": []}`, "[]"} {
		if err := again.Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

// FuzzRead feeds a state folder's file that anybody may have written.
func FuzzRead(f *testing.F) {
	r := New(Options{Clock: clock.NewVirtual(start)})
	deliver(r, "a1", queue.NewConsumer("orders", nil), 3)(queue.Result{Failed: true, Err: "no"})
	var file bytes.Buffer
	if err := r.Write(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte(`{"version":1,"batches":[null,{"batch":"x","messages":null,"outcome":{"messages":[{}]}},{"batch":"x"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r := New(Options{Clock: clock.NewVirtual(start), Batches: 5, Bytes: 1000})
		if r.Read(bytes.NewReader(text)) != nil {
			return
		}
		if len(r.List()) > 5 || r.bytes > 1000 {
			t.Errorf("it keeps %d batches of %d bytes", len(r.List()), r.bytes)
		}
		for _, rec := range r.List() {
			rec.Summary()
			if b := rec.Delivery(); len(b.Messages) != len(rec.Messages) {
				t.Error("messages are missing")
			}
			if found, err := r.Find(rec.Batch); rec.Batch != "" && rec.Batch != Last && (err != nil || found.Batch != rec.Batch) {
				t.Errorf("%q is not found: %v", rec.Batch, err)
			}
		}
		if err := r.Write(io.Discard); err != nil {
			t.Error(err)
		}
	})
}

func TestFind(t *testing.T) {
	r := New(Options{Clock: clock.NewVirtual(start)})
	for _, key := range []string{"last", "a", ""} {
		var missing *NotFoundError
		if _, err := r.Find(key); !errors.As(err, &missing) || !strings.Contains(err.Error(), "no batch is recorded yet") {
			t.Errorf("%q in an empty recorder: %v", key, err)
		}
	}
	for _, id := range []string{"aa1", "aa2", "b1"} {
		deliver(r, id, queue.NewConsumer("orders", nil), 1)
	}
	for key, want := range map[string]string{"aa1": "aa1", "b": "b1", "last": "b1", "aa": "several batches: aa1, aa2", "x": `no batch "x" is among the last 3`, "": "no batch"} {
		rec, err := r.Find(key)
		if err != nil && !strings.Contains(err.Error(), want) || err == nil && rec.Batch != want {
			t.Errorf("Find(%q) = %v, %v, want %s", key, rec, err, want)
		}
	}
}

func TestEdit(t *testing.T) {
	rec := &Recording{Batch: "b", Messages: []Message{
		{ID: "m0", Type: "json", Body: []byte(`{"a":1}`)}, {ID: "m1", Type: "text", Body: []byte("hello")},
		{ID: "m2", Type: "bytes", Body: []byte{1}}, {ID: "m3", Type: "v8", Body: []byte{0xff, 15, '0'}},
	}}
	edited, err := rec.Edit(map[string]json.RawMessage{"0": json.RawMessage(` {"a": 2} `), "m1": json.RawMessage(`"bye"`), "2": json.RawMessage(`"AgM="`), "m3": json.RawMessage(`[1]`)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range edited.Messages {
		got = append(got, fmt.Sprintf("%s %s %q", m.ID, m.Type, m.Body))
	}
	want := `m0 json "{\"a\":2}",m1 text "bye",m2 bytes "\x02\x03",m3 json "[1]"`
	if strings.Join(got, ",") != want {
		t.Errorf("got %s", strings.Join(got, ","))
	}
	if string(rec.Messages[0].Body) != `{"a":1}` || rec.Messages[3].Type != "v8" {
		t.Error("the recording itself was changed")
	}
	for key, c := range map[string]struct{ body, want string }{
		"4": {`1`, `no message "4"`}, "-1": {`1`, "no message"}, "00": {`1`, "no message"}, "m9": {`1`, "no message"},
		"0": {`{`, "not JSON"}, "1": {`7`, "a JSON string, not 7"}, "2": {`"***"`, "must be base64"}, "m2": {`1`, "string of base64"},
	} {
		var refused *EditError
		if _, err := rec.Edit(map[string]json.RawMessage{key: json.RawMessage(c.body)}); !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s=%s: %v, want %q", key, c.body, err, c.want)
		}
	}
}

func TestNilKeepsNothing(t *testing.T) {
	var r *Recorder
	called := false
	h := r.Wrap(queue.HandlerFunc(func(queue.Batch, func(queue.Result)) { called = true }), 1)
	h.Handle(queue.Batch{}, nil)
	r.Line("a", "log", "x")
	r.Failure("a", "x")
	if _, err := r.Find(Last); err == nil || !called || r.List() != nil {
		t.Error("a nil recorder does not just pass on")
	}
}

// BenchmarkRecord is what recording adds to the delivery of one batch of 100.
func BenchmarkRecord(b *testing.B) {
	r := New(Options{Clock: clock.Real()})
	batch := queue.Batch{ID: "a", Messages: make([]queue.Message, 100)}
	for i := range batch.Messages {
		batch.Messages[i].Body = make([]byte, 1000)
	}
	h := r.Wrap(queue.HandlerFunc(func(_ queue.Batch, done func(queue.Result)) { done(queue.Result{}) }), 1)
	for b.Loop() {
		h.Handle(batch, func(queue.Result) {})
	}
}
