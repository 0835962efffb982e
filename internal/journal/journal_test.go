package journal

import (
	"context"
	"errors"
	"testing"
	"time"

	"paddock/internal/clock"
)

func TestRingKeepsTheNewest(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	j := New(clock.NewVirtual(start), 3)
	if got := j.Since(0); got != nil {
		t.Fatalf("an empty journal returned %v", got)
	}
	for _, text := range []string{"a", "b", "c", "d", "e"} {
		j.Append(Entry{Kind: Notice, Text: text})
	}
	for seq, want := range map[uint64]string{0: "cde", 2: "cde", 3: "de", 4: "e", 5: "", 9: ""} {
		got := ""
		for _, e := range j.Since(seq) {
			got += e.Text
			if !e.Time.Equal(start) || e.Seq != uint64(e.Text[0]-'a')+1 {
				t.Fatalf("entry %+v", e)
			}
		}
		if got != want {
			t.Errorf("Since(%d) = %q, want %q", seq, got, want)
		}
	}
}

func TestWaitEndsWithAnEntryOrTheContext(t *testing.T) {
	j := New(clock.Real(), 10)
	got := make(chan string)
	go func() {
		entries, err := j.Wait(context.Background(), 0)
		if err != nil {
			got <- err.Error()
			return
		}
		got <- entries[0].Text
	}()
	j.Append(Entry{Text: "hello"})
	if text := <-got; text != "hello" {
		t.Fatalf("got %q", text)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := j.Wait(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}
