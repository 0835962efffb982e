package clock

import (
	"container/heap"
	"sync"
	"time"
)

// Virtual is a clock that stands still until Step or MoveTo moves it. Its
// methods may be called from any goroutine.
type Virtual struct {
	mu      sync.Mutex
	now     time.Time
	timers  timerHeap
	seq     uint64
	holds   int
	changed func() // called, without the lock, after a timer was added or a hold ended
}

// NewVirtual returns a virtual clock that shows start.
func NewVirtual(start time.Time) *Virtual { return &Virtual{now: start} }

// OnChange sets the one function that is told when a timer was added or the
// last hold was released. It must not block. Set it before the clock is used.
func (v *Virtual) OnChange(f func()) { v.changed = f }

// Now returns the virtual time.
func (v *Virtual) Now() time.Time {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.now
}

// AfterFunc arranges for f to be called by the Step that reaches now+d.
// Timers of the same instant fire in the order in which they were made.
func (v *Virtual) AfterFunc(d time.Duration, f func()) Timer {
	if d < 0 {
		d = 0
	}
	v.mu.Lock()
	v.seq++
	t := &virtualTimer{clock: v, at: v.now.Add(d), seq: v.seq, f: f}
	heap.Push(&v.timers, t)
	v.mu.Unlock()
	v.tell()
	return t
}

// Hold keeps the clock from moving until Release.
func (v *Virtual) Hold() {
	v.mu.Lock()
	v.holds++
	v.mu.Unlock()
}

// Release ends one Hold. More releases than holds panic: that is a bug of ours.
func (v *Virtual) Release() {
	v.mu.Lock()
	v.holds--
	left := v.holds
	v.mu.Unlock()
	if left < 0 {
		panic("clock: Release without Hold")
	}
	if left == 0 {
		v.tell()
	}
}

// Held reports whether outside work keeps the clock from moving.
func (v *Virtual) Held() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.holds > 0
}

// Next returns the moment of the earliest timer, if there is one.
func (v *Virtual) Next() (time.Time, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.timers) == 0 {
		return time.Time{}, false
	}
	return v.timers[0].at, true
}

// Step moves to the earliest timer not later than limit and fires that one
// timer, on the caller's goroutine. It reports false, and moves nothing, when
// there is no such timer or the clock is held.
func (v *Virtual) Step(limit time.Time) bool {
	v.mu.Lock()
	if v.holds > 0 || len(v.timers) == 0 || v.timers[0].at.After(limit) {
		v.mu.Unlock()
		return false
	}
	t := heap.Pop(&v.timers).(*virtualTimer)
	if t.at.After(v.now) {
		v.now = t.at
	}
	v.mu.Unlock()
	t.f()
	return true
}

// MoveTo shows t from now on, firing nothing. It never moves backwards, and
// timers before t fire late; fire them with Step first.
func (v *Virtual) MoveTo(t time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t.After(v.now) {
		v.now = t
	}
}

// Clear forgets every timer and hold: what set them is gone, as after a crash.
func (v *Virtual) Clear() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, t := range v.timers {
		t.index = -1
	}
	v.timers, v.holds = nil, 0
}

func (v *Virtual) tell() {
	if v.changed != nil {
		v.changed()
	}
}

type virtualTimer struct {
	clock *Virtual
	at    time.Time
	seq   uint64
	index int // in the heap; -1 once it left
	f     func()
}

func (t *virtualTimer) Stop() bool {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	if t.index < 0 {
		return false
	}
	heap.Remove(&t.clock.timers, t.index)
	return true
}

type timerHeap []*virtualTimer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].seq < h[j].seq
	}
	return h[i].at.Before(h[j].at)
}
func (h timerHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *timerHeap) Push(x any) {
	t := x.(*virtualTimer)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *timerHeap) Pop() any {
	old := *h
	t := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	t.index = -1
	return t
}
