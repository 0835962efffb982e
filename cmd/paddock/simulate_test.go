package main

import (
	"fmt"
	"testing"

	"paddock/internal/clock"
	"paddock/internal/recording"
	"paddock/queue"
)

// Recorded messages are sent again as they were; bytes are left out.
func TestRecordedBodies(t *testing.T) {
	a := &app{clock: clock.Real()}
	dir := t.TempDir()
	if _, err := a.recordedBodies(dir); err == nil {
		t.Error("nothing was recorded")
	}
	recorder := recording.New(recording.Options{Clock: a.clock})
	h := recorder.Wrap(queue.HandlerFunc(func(_ queue.Batch, done func(queue.Result)) { done(queue.Result{}) }), 1)
	h.Handle(queue.Batch{ID: "0123456789abcdef", Queue: "q", Messages: []queue.Message{
		{ID: "1", Type: "json", Body: []byte(`{"id":1}`)}, {ID: "2", Type: "bytes", Body: []byte{1}}, {ID: "3", Type: "text", Body: []byte("x")},
	}}, func(queue.Result) {})
	if err := writeRecordings(dir, recorder); err != nil {
		t.Fatal(err)
	}
	all, err := a.recordedBodies(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, s := range all {
		got += fmt.Sprintf("%s %s %s;", s.Queue, s.Type, s.Body)
	}
	if got != `q json {"id":1};q text x;` {
		t.Error(got)
	}
}

func TestShellWord(t *testing.T) {
	for in, want := range map[string]string{"a.toml": "a.toml", `orders={"id":1}`: `'orders={"id":1}'`, "it's": `'it'\''s'`} {
		if got := shellWord(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
