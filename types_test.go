package paddock

import (
	"slices"
	"strings"
	"testing"
	"time"

	"paddock/internal/harness"
)

// TestTypedWorker runs what `.ci/run types` checks against the platform's types.
func TestTypedWorker(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Options{Dir: "testdata/types"})
	w.Session.Scheduled(0, "* * * * *", w.Clock.Now(), func(err error) {
		if err != nil {
			t.Error(err)
		}
	})
	w.Advance(10 * time.Second)
	got := w.Logs()
	slices.Sort(got)
	want := []string{"* * * * *", "batch 32 true 1", "json 32 true 1", "options 32 true 1", "plain 32 true 1", "plain 32 true 2", "v8 32 true 1"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
