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

// TestAMatchStopsAtTheLimit has the engine of our own stop a match soon after
// the CPU time is over, whatever method it is in, and nothing run after it.
func TestAMatchStopsAtTheLimit(t *testing.T) {
	for _, call := range []string{
		`/^(a|aa)+$/.test(s)`, `s.replace(/(a|aa)+$/g, "x")`, `s.match(new RegExp("(?:a|aa)+$", "v"))`, `s.split(/(?:a|aa)+$/)`,
		`[...s.matchAll(/(?<x>a|aa)+$/g)]`, `s.search(/(?=(a|aa)+$)a/)`, `[1].map(() => /(a|aa)+$/.exec(s))`,
	} {
		w := newWorld(t, "", `{ async queue() { const s = "a".repeat(100) + "b"; try { `+call+`; log("went on") } catch { log("caught") } finally { log("finally") } } }`)
		began := time.Now()
		out := w.invoke("queue")
		w.settle()
		if took := time.Since(began); out.Ended != EndedByLimit || took > time.Second || len(w.log) > 0 {
			t.Errorf("%s: ended with %+v after %v: %q", call, out, took, w.log)
		}
	}
}
