package queue

import (
	"testing"
	"time"
)

func TestDecide(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c := Consumer{MaxRetries: 2, RetryDelay: 10 * time.Second, DeadLetter: "dead"}
	noDead := c
	noDead.DeadLetter = ""
	own := 3 * time.Second
	cases := []struct {
		name     string
		c        Consumer
		r        Result
		attempts int
		fate     fate
		visible  time.Duration
		left     int // attempts that the message keeps
	}{
		{"success acks what is unmarked", c, Result{}, 1, acked, 0, 0},
		{"failure retries what is unmarked", c, Result{Failed: true}, 1, retried, 10 * time.Second, 1},
		{"ack holds in failure", c, Result{Failed: true, Verdicts: []Verdict{{Mark: Acked}}}, 1, acked, 0, 0},
		{"retry holds in success", c, Result{Verdicts: []Verdict{{Mark: Retried}}}, 1, retried, 10 * time.Second, 1},
		{"its own delay wins", c, Result{Verdicts: []Verdict{{Mark: Retried, Delay: &own}}}, 1, retried, own, 1},
		{"its own delay wins in failure", c, Result{Failed: true, Verdicts: []Verdict{{Mark: Retried, Delay: &own}}}, 2, retried, own, 2},
		{"the last attempt dead-letters", c, Result{Failed: true}, 3, dead, 0, 0},
		{"a retry on the last attempt dead-letters", c, Result{Verdicts: []Verdict{{Mark: Retried}}}, 3, dead, 0, 0},
		{"without a dead letter queue it drops", noDead, Result{Failed: true}, 3, dropped, 0, 0},
		{"an ack on the last attempt acks", c, Result{Failed: true, Verdicts: []Verdict{{Mark: Acked}}}, 3, acked, 0, 0},
		{"unspent gives the attempt back", c, Result{Unspent: true}, 3, returned, -time.Second, 2},
		{"unspent keeps acks", c, Result{Unspent: true, Verdicts: []Verdict{{Mark: Acked}}}, 1, acked, 0, 0},
		{"unspent keeps retries", c, Result{Unspent: true, Verdicts: []Verdict{{Mark: Retried}}}, 1, retried, 10 * time.Second, 1},
		{"unspent keeps a retry that was the last", c, Result{Unspent: true, Verdicts: []Verdict{{Mark: Retried}}}, 3, dead, 0, 0},
	}
	for _, k := range cases {
		b := Batch{Messages: []Message{{Attempts: k.attempts, Visible: now.Add(-time.Second)}}}
		d := decide(b, k.r, k.c, now)[0]
		if d.fate != k.fate {
			t.Errorf("%s: fate %d, want %d", k.name, d.fate, k.fate)
			continue
		}
		if d.Kind == Return && (!d.Visible.Equal(now.Add(k.visible)) || d.Attempts != k.left) {
			t.Errorf("%s: visible %s, attempts %d; want %s, %d", k.name, d.Visible.Sub(now), d.Attempts, k.visible, k.left)
		}
	}
}
