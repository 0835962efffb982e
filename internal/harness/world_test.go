package harness_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"paddock/internal/harness"
	"paddock/internal/journal"
)

const pipeline = `
name = "pipeline"
main = "index.js"
compatibility_date = "2026-11-01"
[[queues.producers]]
binding = "OUT"
queue = "second"
[[queues.consumers]]
queue = "first"
max_batch_timeout = 1
max_retries = 2
retry_delay = 60
dead_letter_queue = "dead"
[[queues.consumers]]
queue = "second"
max_batch_size = 3
[[queues.consumers]]
queue = "dead"
max_batch_timeout = 0
`

const pipelineScript = `
export default {
  async queue(batch, env, ctx) {
    console.log(batch.queue, batch.messages.map((m) => JSON.stringify(m.body) + "#" + m.attempts).join());
    if (batch.queue === "first") {
      for (const m of batch.messages) {
        if (m.body.bad) { m.retry(); continue; }
        await new Promise((r) => setTimeout(r, Math.random() * 1000));
        await env.OUT.send({ from: m.body, n: Math.floor(Math.random() * 1e6) }, { delaySeconds: 2 });
      }
    }
  },
};
`

func TestAVirtualWorldRunsAWorker(t *testing.T) {
	w := harness.New(t, harness.Options{Files: map[string]string{"wrangler.toml": pipeline, "index.js": pipelineScript}})
	w.Send("first", "1", `{"bad": true}`)
	began := w.Clock.Now()
	w.Advance(10 * time.Minute)
	logs := strings.Join(w.Logs(), "\n")
	for _, want := range []string{`first 1#1,{"bad":true}#1`, `first {"bad":true}#2`, `first {"bad":true}#3`, `dead {"bad":true}#1`, `second {"from":1`} {
		if !strings.Contains(logs, want) {
			t.Errorf("no %q in\n%s", want, w.Transcript())
		}
	}
	i := slices.IndexFunc(w.Entries(), func(e journal.Entry) bool { return e.Kind == journal.DeadLetter })
	if i < 0 {
		t.Fatal("no dead letter")
	}
	if at := w.Entries()[i].Time.Sub(began); at.Truncate(time.Second) < 121*time.Second || at > 125*time.Second {
		t.Errorf("dead-lettered after %s", at)
	}
}

func TestOneSeedGivesOneJournal(t *testing.T) {
	runs := 200
	if testing.Short() {
		runs = 20
	}
	files := map[string]string{"wrangler.toml": pipeline, "index.js": pipelineScript}
	run := func(seed uint64) string {
		var transcript string
		t.Run("", func(t *testing.T) {
			w := harness.New(t, harness.Options{Files: files, Seed: seed})
			w.Send("first", "1", "2", `{"bad": true}`, "3")
			w.Advance(time.Second)
			w.Send("first", "4", "5")
			w.Advance(5 * time.Minute)
			transcript = w.Transcript()
		})
		return transcript
	}
	first := run(11)
	for range runs - 1 {
		if again := run(11); again != first {
			t.Fatalf("two runs of one seed differ:\n%s\n---\n%s", first, again)
		}
	}
	if run(12) == first {
		t.Error("another seed changed nothing")
	}
}

func TestARealWorldServesHTTP(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Dir: "../../examples/hello"})
	rec := httptest.NewRecorder()
	w.Handler(0).ServeHTTP(rec, httptest.NewRequest("GET", "/?name=Ada", nil))
	if rec.Code != 200 || rec.Body.String() != "A greeting for Ada is on its way.\n" {
		t.Fatalf("%d %q", rec.Code, rec.Body)
	}
	w.WaitFor("greeting", func(e journal.Entry) bool {
		return e.Kind == journal.Log && strings.HasPrefix(e.Text, "Hello, Ada! (message ")
	})
	w.WaitFor("outcome", func(e journal.Entry) bool {
		return e.Kind == journal.BatchEnd && strings.HasPrefix(e.Text, "greetings 1/1 acked")
	})
}
