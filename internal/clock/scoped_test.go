package clock

import (
	"testing"
	"time"
)

func TestScopedStopsEverything(t *testing.T) {
	v := NewVirtual(time.Unix(0, 0))
	s := NewScoped(v)
	fired := 0
	s.AfterFunc(time.Second, func() { fired++ })
	stopped := s.AfterFunc(time.Second, func() { t.Error("a stopped timer fired") })
	s.AfterFunc(time.Hour, func() { t.Error("a timer fired after the end") })
	if !stopped.Stop() || stopped.Stop() {
		t.Error("Stop tells whether it came in time")
	}
	for v.Step(time.Unix(10, 0)) {
	}
	s.End()
	late := s.AfterFunc(time.Second, func() { t.Error("set after the end") })
	if late.Stop() {
		t.Error("there was nothing to stop")
	}
	if _, pending := v.Next(); pending || fired != 1 {
		t.Errorf("fired %d, pending %v", fired, pending)
	}
}

func TestClearForgetsTimersAndHolds(t *testing.T) {
	v := NewVirtual(time.Unix(0, 0))
	timer := v.AfterFunc(time.Second, func() { t.Error("a timer of the world before fired") })
	v.Hold()
	v.Clear()
	fired := false
	v.AfterFunc(time.Minute, func() { fired = true })
	for v.Step(time.Unix(100, 0)) {
	}
	if timer.Stop() || !fired || v.Held() {
		t.Error("the clock is not as new")
	}
}
