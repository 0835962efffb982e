package runtime

import (
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	LimitRegexps(300 * time.Millisecond)
	os.Exit(m.Run())
}

func TestACatastrophicExpressionIsStopped(t *testing.T) {
	w := newWorld(t, "", `{ async queue() { return /^(a+)+(?!c)b$/.test("a".repeat(40)); } }`)
	out := w.invoke("queue")
	w.settle()
	if out.Ended != EndedByLimit {
		t.Errorf("ended with %+v", out)
	}
}
