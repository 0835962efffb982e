package runtime

import (
	"container/heap"
	"time"
)

// timers is the heap behind setTimeout and setInterval: one wake-up for the
// earliest, timers of equal delay in the order of their creation.
type timers struct {
	i      *Isolate
	heap   timerHeap
	byID   map[int64]*timer
	lastID int64
	wakeAt time.Time
	stop   func()
	closed bool
}

type timer struct {
	id    int64
	at    time.Time
	seq   int64
	every time.Duration // of an interval; negative for a single shot
	index int
	ctx   *AsyncContext
	fn    func()
}

func (t *timers) init(i *Isolate) {
	t.i = i
	t.byID = map[int64]*timer{}
}

// SetTimer calls fn on the loop d from now, again and again when repeat is
// true, in the current context, until its invocation ends. It returns the id
// that ClearTimer takes.
func (i *Isolate) SetTimer(d time.Duration, repeat bool, fn func()) int64 {
	t := &i.timers
	t.lastID++
	tm := &timer{id: t.lastID, every: -1, ctx: i.current, fn: fn}
	if repeat {
		tm.every = d
	}
	t.byID[tm.id] = tm
	if inv := tm.ctx.Invocation(); inv != nil {
		if inv.timers == nil {
			inv.timers = map[int64]struct{}{}
		}
		inv.timers[tm.id] = struct{}{}
	}
	t.push(tm, d)
	return tm.id
}

// ClearTimer forgets a timer; an unknown id is fine.
func (i *Isolate) ClearTimer(id int64) {
	t := &i.timers
	tm := t.byID[id]
	if tm == nil {
		return
	}
	t.forget(tm)
	if tm.index >= 0 {
		heap.Remove(&t.heap, tm.index)
	}
	t.arm()
}

func (t *timers) forget(tm *timer) {
	delete(t.byID, tm.id)
	if inv := tm.ctx.Invocation(); inv != nil {
		delete(inv.timers, tm.id)
	}
}

func (t *timers) push(tm *timer, d time.Duration) {
	t.lastID++ // ids and sequence numbers share one counter: both only grow
	tm.seq = t.lastID
	tm.at = t.i.Clock().Now().Add(d)
	heap.Push(&t.heap, tm)
	t.arm()
}

// arm sees to it that the loop wakes for the earliest timer.
func (t *timers) arm() {
	if t.closed || len(t.heap) == 0 {
		t.disarm()
		return
	}
	at := t.heap[0].at
	if t.stop != nil && t.wakeAt.Equal(at) {
		return
	}
	t.disarm()
	t.wakeAt = at
	t.stop = t.i.box.After(at.Sub(t.i.Clock().Now()), t.wake)
}

func (t *timers) disarm() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
}

// wake runs what is due, each timer as a task of its own.
func (t *timers) wake() {
	t.stop = nil
	now := t.i.Clock().Now()
	last := t.lastID // a timer set by one of these waits for the next wake-up
	for !t.closed && len(t.heap) > 0 && !t.heap[0].at.After(now) && t.heap[0].seq <= last {
		tm := heap.Pop(&t.heap).(*timer)
		if tm.every < 0 {
			t.forget(tm)
		}
		t.i.enter(tm.ctx, tm.fn)
		if tm.every >= 0 && t.byID[tm.id] == tm && !t.closed {
			t.push(tm, tm.every)
		}
	}
	t.arm()
}

func (t *timers) close() {
	t.closed = true
	t.disarm()
	t.heap, t.byID = nil, nil
}

type timerHeap []*timer

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(a, b int) bool {
	if h[a].at.Equal(h[b].at) {
		return h[a].seq < h[b].seq
	}
	return h[a].at.Before(h[b].at)
}
func (h timerHeap) Swap(a, b int) {
	h[a], h[b] = h[b], h[a]
	h[a].index, h[b].index = a, b
}
func (h *timerHeap) Push(x any) {
	tm := x.(*timer)
	tm.index = len(*h)
	*h = append(*h, tm)
}
func (h *timerHeap) Pop() any {
	old := *h
	tm := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	tm.index = -1
	return tm
}
