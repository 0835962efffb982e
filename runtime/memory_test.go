package runtime

import (
	"errors"
	goruntime "runtime"
	"testing"
	"time"
)

// These fill real memory, since the limit is of what the process really holds;
// that takes about a second.

func limitMemory(o *Options) { o.Limits = Limits{CPU: time.Minute, Memory: 64 << 20} }

// outOfMemory asks that the isolate, and the invocation if one is given, ended
// at the memory limit, and that another isolate was left alone.
func (w *world) outOfMemory(out *Outcome, other *world) {
	w.t.Helper()
	var memory *MemoryError
	if !errors.As(w.dead, &memory) {
		w.t.Errorf("the isolate was given up for %v", w.dead)
	}
	if out != nil && (!errors.As(out.Err, &memory) || out.Ended != EndedByLimit) {
		w.t.Errorf("the invocation ended with %v, %v", out.Ended, out.Err)
	}
	answer := other.invoke("run")
	other.settle()
	if answer.Err != nil || other.dead != nil {
		w.t.Errorf("the other isolate suffers: %v, %v", answer.Err, other.dead)
	}
}

func TestALoopThatHoardsIsStopped(t *testing.T) {
	other := newWorld(t, "", `{ run() {} }`, limitMemory)
	w := newWorld(t, "", `{ run() { const all = []; for (;;) all.push({ n: all.length }); } }`, limitMemory)
	out := w.invoke("run")
	w.settle()
	w.outOfMemory(out, other)
}

// What grows from one invocation to the next is found too, though none of them
// takes long.
func TestAHoardOfManyInvocationsIsFound(t *testing.T) {
	other := newWorld(t, "", `{ run() {} }`, limitMemory)
	w := newWorld(t, "const kept = [];", `{ run() { for (let n = 0; n < 5000; n++) kept.push({ n }); } }`, limitMemory)
	for n := 0; w.dead == nil && n < 2000; n++ {
		w.invoke("run")
		w.settle()
	}
	w.outOfMemory(nil, other)
}

// Garbage is not held.
func TestGarbageIsNoHoard(t *testing.T) {
	w := newWorld(t, "", `{ run() { let last; for (let n = 0; n < 1e6; n++) last = { n }; return last.n; } }`, limitMemory)
	out := w.invoke("run")
	w.settle()
	if out.Err != nil || w.dead != nil {
		t.Errorf("stopped: %v, %v", out.Err, w.dead)
	}
}

// The clock must not hold an isolate that has ended, until the time at which its
// script would have been stopped.
func TestAnIsolateThatEndedIsLetGo(t *testing.T) {
	gone := make(chan struct{})
	func() {
		w := newWorld(t, "", `{ run() {} }`, limitMemory)
		w.invoke("run")
		w.settle()
		w.iso.Kill(errors.New("enough"))
		w.settle()
		goruntime.AddCleanup(w.iso, func(struct{}) { close(gone) }, struct{}{})
	}()
	// What is left of the call on the stack may hold it for one collection.
	for range 100 {
		goruntime.GC()
		select {
		case <-gone:
			return
		default:
			goruntime.Gosched()
		}
	}
	t.Error("something holds it")
}
