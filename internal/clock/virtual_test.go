package clock

import (
	"slices"
	"testing"
	"time"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func TestStepFiresInOrderOfTimeThenCreation(t *testing.T) {
	v := NewVirtual(start)
	var got []string
	add := func(name string, d time.Duration) Timer {
		return v.AfterFunc(d, func() { got = append(got, name+"@"+v.Now().Sub(start).String()) })
	}
	add("late", time.Hour)
	add("a", time.Second)
	add("b", time.Second)
	stopped := add("stopped", 2*time.Second)
	if !stopped.Stop() || stopped.Stop() {
		t.Fatal("Stop must succeed once, and only once")
	}
	for v.Step(start.Add(24 * time.Hour)) {
	}
	want := []string{"a@1s", "b@1s", "late@1h0m0s"}
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestStepStopsAtLimitAndHold(t *testing.T) {
	v := NewVirtual(start)
	fired := 0
	v.AfterFunc(time.Minute, func() { fired++ })
	if v.Step(start.Add(59 * time.Second)) {
		t.Fatal("stepped past the limit")
	}
	v.Hold()
	if v.Step(start.Add(time.Hour)) || !v.Now().Equal(start) {
		t.Fatal("moved while held")
	}
	told := 0
	v.OnChange(func() { told++ })
	v.Release()
	if told != 1 {
		t.Fatal("the end of the last hold was not told")
	}
	if !v.Step(start.Add(time.Hour)) || fired != 1 {
		t.Fatal("did not step after the release")
	}
	v.MoveTo(start)
	if got := v.Now().Sub(start); got != time.Minute {
		t.Fatalf("MoveTo went backwards, to %v", got)
	}
}

func TestTimerOfATimerAtTheSameInstantFiresToo(t *testing.T) {
	v := NewVirtual(start)
	n := 0
	var again func()
	again = func() {
		if n++; n < 3 {
			v.AfterFunc(0, again)
		}
	}
	v.AfterFunc(-time.Second, again)
	for v.Step(start) {
	}
	if n != 3 {
		t.Fatalf("fired %d times, want 3", n)
	}
}
