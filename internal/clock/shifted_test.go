package clock

import (
	"testing"
	"time"
)

func TestShiftedGoesOnFromAnotherDate(t *testing.T) {
	v := NewVirtual(start)
	past := start.Add(-72 * time.Hour)
	s := NewShifted(v, past)
	if got := s.Now(); !got.Equal(past) {
		t.Fatalf("shows %v, want %v", got, past)
	}
	fired := time.Time{}
	s.AfterFunc(time.Minute, func() { fired = s.Now() })
	s.Hold()
	if !v.Held() || v.Step(start.Add(time.Hour)) {
		t.Fatal("a hold does not reach the clock below")
	}
	s.Release()
	for v.Step(start.Add(time.Hour)) {
	}
	if want := past.Add(time.Minute); !fired.Equal(want) {
		t.Fatalf("the timer fired at %v, want %v", fired, want)
	}
	s.Restart(past)
	if got := s.Now(); !got.Equal(past) {
		t.Fatalf("after a restart it shows %v, want %v", got, past)
	}
}
