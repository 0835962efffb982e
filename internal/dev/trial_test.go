package dev_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"paddock/bindings"
	"paddock/config"
	"paddock/internal/clock"
	"paddock/internal/dev"
	"paddock/internal/harness"
	"paddock/internal/journal"
	"paddock/internal/recording"
	"paddock/queue"
)

const trialConfig = `
name = "app"
main = "index.js"
compatibility_date = "2026-11-01"
[[queues.producers]]
binding = "OUT"
queue = "out"
[[queues.consumers]]
queue = "jobs"
max_batch_size = 1
max_batch_timeout = 0
`

// consumer is a script with that body of its queue handler.
func consumer(body string) map[string]string {
	return map[string]string{"wrangler.toml": trialConfig, "index.js": "export default { async queue(batch, env, ctx) {\n" + body + "\n} };"}
}

// web answers every request with its method.
type web struct{ asked []string }

func (w *web) RoundTrip(r *http.Request) (*http.Response, error) {
	w.asked = append(w.asked, r.Method+" "+r.URL.Path)
	return &http.Response{StatusCode: 200, Status: "200 OK", Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.Method)), Request: r}, nil
}

// trial is one over the project of a world.
func trial(w *harness.World, fetch http.RoundTripper) dev.Trial {
	return dev.Trial{
		Load:  func() (*config.Config, *config.Report) { return config.Load(w.Dir+"/wrangler.toml", config.Options{}) },
		Clock: clock.Real(), CPU: clock.Real(), Entropy: rand.NewChaCha8([32]byte{}), Fetch: fetch, Queues: w.Broker,
	}
}

func job(body string) queue.Batch {
	return queue.Batch{ID: "b", Queue: "jobs", Seed: 5, Messages: []queue.Message{{ID: "m", Type: "json", Body: []byte(body), Attempts: 1}}}
}

// try runs a batch and fails the test when it cannot be run.
func try(t *testing.T, tr dev.Trial, b queue.Batch) *dev.Tried {
	t.Helper()
	out, err := tr.Run(context.Background(), b, nil, harness.Epoch())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func lines(all []recording.Line) string {
	var out []string
	for _, l := range all {
		out = append(out, l.Text)
	}
	return strings.Join(out, "|")
}

func TestARecordedBatchDrawsAndSeesTheSameAgain(t *testing.T) {
	w := harness.New(t, harness.Options{Seed: 9, Files: consumer(`
		const first = Math.random();
		await new Promise((r) => setTimeout(r, 50));
		console.log(batch.messages[0].body, first, Math.random(), new Date().toISOString().slice(0, 16));`)})
	w.Advance(time.Hour)
	w.Send("jobs", "1", "2", "3") // three batches, which wait at the same time
	w.Advance(time.Second)
	all := w.Batches.List()
	if len(all) != 3 {
		t.Fatalf("%d batches are recorded:\n%s", len(all), w.Transcript())
	}
	seen := map[string]bool{}
	for _, rec := range all {
		then := lines(rec.Outcome.Lines)
		seen[strings.Fields(then)[1]] = true
		if !strings.Contains(then, "2026-01-01T01:00") || rec.Generation != 1 || rec.Worker != "app" || !rec.Outcome.Succeeded() {
			t.Errorf("recorded %+v %+v", rec, rec.Outcome)
		}
		tried, err := trial(w, nil).Run(context.Background(), rec.Delivery(), nil, time.UnixMilli(rec.Began))
		if err != nil {
			t.Fatal(err)
		}
		if now := lines(tried.Outcome.Lines); now != then {
			t.Errorf("then %s, now %s", then, now)
		}
	}
	if len(seen) != 3 {
		t.Errorf("the batches drew the same numbers: %v", seen)
	}
}

func TestTheRecorderTellsHowABatchFailed(t *testing.T) {
	w := harness.New(t, harness.Options{Files: consumer(`
		console.warn("careful");
		ctx.waitUntil(Promise.reject(new TypeError("later")));
		Promise.reject(new Error("nobody listens"));
		throw new Error("no luck");`)})
	w.Send("jobs", "1")
	w.Advance(time.Millisecond)
	all := w.Batches.List()
	rec := all[len(all)-1] // the first attempt
	o := rec.Outcome
	if !o.Failed || o.Fates[0].Kind != recording.Retried || !strings.HasPrefix(o.Fates[0].Error, "Error: no luck") {
		t.Errorf("outcome %+v", o)
	}
	for _, want := range []string{"Error: no luck\n    at queue (index.js:6:", "TypeError: later\n", "> 6 |"} {
		if !strings.Contains(o.Failure, want) {
			t.Errorf("no %q in the failure\n%s", want, o.Failure)
		}
	}
	if got := lines(o.Lines); !strings.HasPrefix(got, "careful|Unhandled promise rejection: Error: nobody listens\n") {
		t.Errorf("console %q", got)
	}
	if rec.Consumer.BatchSize != 1 || rec.Consumer.MaxRetries != 3 || rec.Backlog.Count != 1 {
		t.Errorf("settings %+v, backlog %+v", rec.Consumer, rec.Backlog)
	}
}

func TestATrialLeavesNoTrace(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Files: consumer(`
		env.OUT.send("not awaited");
		ctx.waitUntil(env.OUT.send({ from: "waitUntil" }, { delaySeconds: 9 }));
		console.log(await (await fetch("https://example.com/read")).text());
		await fetch("https://example.com/write", { method: "POST" }).catch((e) => console.log(e.message));
		batch.messages[0].retry();`)})
	net := &web{}
	out := try(t, trial(w, net), job("1"))
	if got := lines(out.Outcome.Lines); !strings.HasPrefix(got, "GET|fetch(POST https://example.com/write) failed: it is held back") {
		t.Errorf("console %q", got)
	}
	if strings.Join(net.asked, ",") != "GET /read" {
		t.Errorf("the network was asked for %v", net.asked)
	}
	var told []string
	for _, e := range out.Effects {
		told = append(told, fmt.Sprintf("%s %s %v %v", e.Kind, e.Text, e.Performed, e.Error != ""))
	}
	want := `send "not awaited" false false
send {"from":"waitUntil"}  (after 9s) false false
fetch GET https://example.com/read 200 OK true false
fetch POST https://example.com/write false true`
	if got := strings.Join(told, "\n"); got != want {
		t.Errorf("effects\n%s\nwant\n%s", got, want)
	}
	if f := out.Outcome.Fates[0]; f.Kind != recording.Retried || out.Outcome.Failed || out.Outcome.Succeeded() {
		t.Errorf("outcome %+v", out.Outcome)
	}
	if m := w.Metrics("out"); m.BacklogCount != 0 {
		t.Errorf("%d messages were sent", m.BacklogCount)
	}
	if len(w.Entries(journal.Log, journal.BatchStart, journal.Exception)) > 0 {
		t.Errorf("the session knows of it:\n%s", w.Transcript())
	}

	performed := trial(w, net)
	performed.Perform = true
	out = try(t, performed, job("1"))
	if m := w.Metrics("out"); m.BacklogCount != 2 || len(net.asked) != 3 {
		t.Errorf("performed: %d messages, requests %v", m.BacklogCount, net.asked)
	}
	for _, e := range out.Effects {
		if !e.Performed || e.Error != "" {
			t.Errorf("effect %+v", e)
		}
	}
}

func TestATrialOpensNoSockets(t *testing.T) {
	const body = `const { connect } = await import("cloudflare:sockets");
		await connect("db.example:5432").opened.catch((e) => console.log(e.message));`
	w := harness.New(t, harness.Options{Files: consumer(body)})
	asked := 0
	tr := trial(w, nil)
	tr.Dial = func(context.Context, string, string) (net.Conn, error) {
		asked++
		return nil, errors.New("asked")
	}
	for _, want := range []string{"it is held back, since this run must leave no trace. paddock replay --apply lets it happen", "asked"} {
		out := try(t, tr, job("1"))
		if got := lines(out.Outcome.Lines); !strings.HasPrefix(got, want) || len(out.Effects) != 1 || out.Effects[0].Performed != tr.Perform || out.Effects[0].Text != "connect to db.example:5432" {
			t.Errorf("got %q, %+v", got, out.Effects)
		}
		tr.Perform = true
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestATrialIsJudgedByTheSettingsOfNow(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Files: consumer("batch.retryAll();")})
	for name, c := range map[string]struct {
		config string
		then   *queue.Consumer
		want   string
	}{
		"the platform's defaults": {"", nil, "dropped"},
		"what the API had set":    {"", &queue.Consumer{MaxRetries: 9, RetryDelay: time.Second}, "retried 1"},
		"the configuration of now over the API": {"max_retries = 3\ndead_letter_queue = \"dead\"",
			&queue.Consumer{MaxRetries: 9, DeadLetter: "other"}, "dead-lettered 0 dead"},
		"what the configuration said then is over": {"", &queue.Consumer{MaxRetries: 9, Given: queue.GivenMaxRetries}, "dropped"},
	} {
		w.Write("wrangler.toml", trialConfig+c.config)
		b := job("1")
		b.Messages[0].Attempts = 4
		out, err := trial(w, nil).Run(context.Background(), b, c.then, harness.Epoch())
		if err != nil {
			t.Fatal(err)
		}
		f := out.Outcome.Fates[0]
		if got := fmt.Sprint(f.Kind, " ", f.Delay, " ", f.DeadLetter); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	b := job("1")
	b.Queue = "elsewhere"
	out, err := trial(w, nil).Run(context.Background(), b, &queue.Consumer{MaxRetries: 1}, harness.Epoch())
	if err != nil || out.Outcome.Fates[0].Kind != recording.Retried {
		t.Errorf("a queue without a consumer now: %+v, %v", out, err)
	}
}

func TestATrialThatCannotRun(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Files: consumer("")})
	for name, c := range map[string]struct{ file, text, queue, want string }{
		"a syntax error":    {"index.js", "export default {", "jobs", "index.js:1:"},
		"a throwing start":  {"index.js", `throw new Error("at the top")`, "jobs", "Error: at the top"},
		"no handler":        {"index.js", "export default { fetch() {} }", "jobs", "does not export a queue() function"},
		"an unknown queue":  {"index.js", "export default { queue() {} }", "elsewhere", `app has no consumer of the queue "elsewhere"`},
		"a broken settings": {"wrangler.toml", "name = 7", "jobs", "wrangler.toml:1:"},
	} {
		w.Write("wrangler.toml", trialConfig)
		w.Write(c.file, c.text)
		b := job("1")
		b.Queue = c.queue
		if _, err := trial(w, nil).Run(context.Background(), b, nil, harness.Epoch()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestATrialEndsWithItsCaller(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Files: consumer("await new Promise(() => setInterval(() => {}, 1000));")})
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := trial(w, nil).Run(ctx, job("1"), nil, harness.Epoch()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	w.Write("index.js", "await new Promise(() => {}); export default { queue() {} };")
	ctx, cancel = context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := trial(w, nil).Run(ctx, job("1"), nil, harness.Epoch()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while it starts: %v", err)
	}
}

func TestAReplayFindsTheWorker(t *testing.T) {
	w := harness.New(t, harness.Options{Real: true, Files: consumer(`console.log("ran", batch.messages[0].body);`)})
	w.Send("jobs", `{"n":1}`)
	w.WaitFor("batch", func(e journal.Entry) bool { return e.Kind == journal.BatchEnd })
	r := &dev.Replayer{Trial: trial(w, nil), Recorder: func() (*recording.Recorder, error) { return w.Batches, nil }}
	r.Projects = []dev.Project{{Load: r.Trial.Load}}
	replay := func(bodies map[string]json.RawMessage) (*dev.Replayed, error) {
		out, err := r.Replay(context.Background(), "last", bodies, false)
		replayed, _ := out.(*dev.Replayed)
		return replayed, err
	}
	out, err := replay(map[string]json.RawMessage{"0": json.RawMessage(`{"n":2}`)})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(out.Outcome.Lines); got != "ran { n: 2 }" || len(out.Edited) != 1 || string(out.Recording.Messages[0].Body) != `{"n":1}` {
		t.Errorf("console %q, edited %v", got, out.Edited)
	}
	if _, err := replay(map[string]json.RawMessage{"1": json.RawMessage(`1`)}); err == nil {
		t.Error("a message that is not there was edited")
	}

	w.Write("wrangler.toml", strings.Replace(trialConfig, `"app"`, `"renamed"`, 1))
	if _, err := replay(nil); err != nil {
		t.Errorf("the Worker was renamed, but it still consumes the queue: %v", err)
	}
	w.Write("wrangler.toml", strings.NewReplacer(`"app"`, `"renamed"`, `queue = "jobs"`, `queue = "other"`).Replace(trialConfig))
	if _, err := replay(nil); err == nil || !strings.Contains(err.Error(), `the Worker "app", which is not here, and nothing here consumes jobs: there is renamed`) {
		t.Errorf("nobody is left to run it: %v", err)
	}
	w.Write("wrangler.toml", "name = 7")
	if _, err := replay(nil); err == nil || !strings.Contains(err.Error(), "wrangler.toml:1:") {
		t.Errorf("a broken configuration: %v", err)
	}
}

// Bindings that come later are captured by declaring how.
var _ bindings.Capturable = (*bindings.Producer)(nil)
