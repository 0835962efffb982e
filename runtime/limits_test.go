package runtime

import (
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"paddock/internal/clock"
)

// Work that is not the script's does not use up its CPU time, and what the
// script does after it is bounded as ever.
func TestUncountedWork(t *testing.T) {
	c := clock.NewVirtual(time.Unix(0, 0))
	pass := func(d time.Duration) {
		to := c.Now().Add(d)
		for c.Step(to) {
		}
		c.MoveTo(to)
	}
	i := &Isolate{vm: goja.New(), opts: Options{CPU: c, Limits: Limits{CPU: 50 * time.Millisecond}}, started: true}
	i.watch.init(i)
	inv := &Invocation{}
	i.watch.begin(inv)
	pass(20 * time.Millisecond)
	i.Uncounted(func() { pass(200 * time.Millisecond) })
	pass(20 * time.Millisecond)
	if _, err := i.vm.RunString("1 + 1"); err != nil {
		t.Errorf("the script was stopped: %v", err)
	}
	if i.Interrupted().Err() != nil {
		t.Error("others were told to stop")
	}
	pass(20 * time.Millisecond)
	if _, err := i.vm.RunString("for (;;) {}"); err == nil || !strings.Contains(err.Error(), "CPU time limit") {
		t.Errorf("the script was not stopped: %v", err)
	}
	if i.Interrupted().Err() == nil {
		t.Error("others were not told to stop")
	}
	i.watch.end()
	i.watch.stop()
	if inv.cpu != 60*time.Millisecond {
		t.Errorf("counted %v", inv.cpu)
	}
}
