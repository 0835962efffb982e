package mailbox

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"paddock/internal/clock"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func TestRealKeepsOrderAndRunsAllBeforeDone(t *testing.T) {
	turns := 0
	m := Real(clock.Real()).New("m", func() { turns++ })
	const posters, each = 4, 1000
	last := make([]int, posters)
	total := 0
	var wg sync.WaitGroup
	for p := range posters {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 1; i <= each; i++ {
				m.Post(func() {
					if last[p] != i-1 {
						t.Errorf("poster %d: %d after %d", p, i, last[p])
					}
					last[p] = i
					total++
				})
			}
		}()
	}
	wg.Wait()
	m.Close()
	<-m.Done()
	if total != posters*each || turns == 0 || turns > total {
		t.Fatalf("ran %d functions in %d turns", total, turns)
	}
	if m.Post(func() { t.Error("ran after Close") }) {
		t.Fatal("Post after Close said true")
	}
}

func TestStopFromTheOwnGoroutineIsCertain(t *testing.T) {
	c := clock.NewVirtual(start)
	s := NewScheduler(c, 1)
	m := s.New("m", nil)
	var stop func()
	// Both are due at the same instant; the first stops the second, which the
	// clock may already have posted.
	m.After(time.Second, func() { stop() })
	stop = m.After(time.Second, func() { t.Error("a stopped timer ran") })
	if err := s.Advance(context.Background(), time.Minute); err != nil {
		t.Fatal(err)
	}
	if got := c.Now().Sub(start); got != time.Minute {
		t.Fatalf("the clock shows %v", got)
	}
}

// trace runs a small world of chatting mailboxes and returns what happened.
func trace(seed uint64) string {
	c := clock.NewVirtual(start)
	s := NewScheduler(c, seed)
	var b strings.Builder
	boxes := make([]*Mailbox, 3)
	for i := range boxes {
		boxes[i] = s.New(fmt.Sprint(i), func() { b.WriteString("|") })
	}
	var chat func(who, left int)
	chat = func(who, left int) {
		fmt.Fprintf(&b, "%d.%d ", who, left)
		if left == 0 {
			return
		}
		next := (who + 1) % len(boxes)
		boxes[next].Post(func() { chat(next, left-1) })
		boxes[who].After(time.Duration(left)*time.Second, func() { fmt.Fprintf(&b, "t%d ", who) })
	}
	for i := range boxes {
		boxes[i].Post(func() { chat(i, 4) })
		boxes[i].Post(func() { chat(i, 2) })
	}
	if err := s.Advance(context.Background(), time.Minute); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestSchedulerReplaysFromItsSeed(t *testing.T) {
	different := map[string]bool{}
	for seed := range uint64(20) {
		first := trace(seed)
		if again := trace(seed); again != first {
			t.Fatalf("seed %d:\n%s\n%s", seed, first, again)
		}
		different[first] = true
	}
	if len(different) < 10 {
		t.Fatalf("20 seeds gave only %d different runs", len(different))
	}
}

func TestSettleWaitsForOutsideWork(t *testing.T) {
	c := clock.NewVirtual(start)
	s := NewScheduler(c, 1)
	m := s.New("m", nil)
	c.Hold()
	ran := false
	go func() {
		m.Post(func() { ran = true; c.Release() })
	}()
	if err := s.Settle(context.Background()); err != nil || !ran {
		t.Fatalf("ran %v, err %v", ran, err)
	}
	c.Hold()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Settle(ctx); err == nil {
		t.Fatal("a world held for ever settled")
	}
	c.Release()
}

func TestSchedulerClosesDone(t *testing.T) {
	s := NewScheduler(clock.NewVirtual(start), 1)
	m := s.New("m", nil)
	ran := false
	m.Post(func() { ran = true })
	m.Close()
	if err := s.Settle(context.Background()); err != nil {
		t.Fatal(err)
	}
	select {
	case <-m.Done():
	default:
		t.Fatal("not done")
	}
	if !ran || m.Post(func() {}) {
		t.Fatal("what was posted before Close must run, what comes later must not")
	}
}
